import type { Listing } from '../../shared/domain/listing/listing.ts';
import type { ListingKey } from '../../shared/domain/listing/store.ts';
import { anyone, isAllowed, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';

export interface ResolveListingDeps {
  readonly listings: {
    readonly read: (key: ListingKey) => Promise<Listing | undefined>;
    readonly want: (
      listing: Listing,
      change: Pick<Listing, 'wanted' | 'overrides' | 'resolution'>,
    ) => Promise<Listing | undefined>;
  };
}

/**
 * Keeps ours (the marketplace gets it again) or theirs: their texts become this shop's overrides, their price stays until
 * ours changes, and what they put on or off sale is wanted so.
 * @throws ProblemError `wrong-state` when there is nothing to decide; `not-found`, `not-a-member`, `conflict`
 */
export const resolveListing =
  ({ listings }: ResolveListingDeps) =>
  async (caller: Caller, key: ListingKey, keep: 'ours' | 'theirs'): Promise<Listing> => {
    assertMember(caller);
    const listing = await listings.read(key);
    if (listing === undefined || !isAllowed(caller, listing, anyone)) throw new ProblemError('not-found');
    const { handEdit } = listing.observed;
    if (handEdit === undefined) throw new ProblemError('wrong-state');
    const resolution = { keep, seq: listing.wantedSeq + 1 };
    const { name, description, sale } = handEdit;
    const theirs = {
      wanted: sale === undefined ? listing.wanted : sale === 'on' ? ('live' as const) : ('off' as const),
      overrides: {
        ...listing.overrides,
        ...(name === undefined ? {} : { name }),
        ...(description === undefined ? {} : { description }),
      },
    };
    const ours = { wanted: listing.wanted, overrides: listing.overrides };
    const resolved = await listings.want(listing, { ...(keep === 'ours' ? ours : theirs), resolution });
    if (resolved === undefined) throw new ProblemError('conflict');
    return resolved;
  };
