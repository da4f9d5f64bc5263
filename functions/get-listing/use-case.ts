import type { Listing } from '../../shared/domain/listing/listing.ts';
import type { ListingKey } from '../../shared/domain/listing/store.ts';
import { anyone, isAllowed, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';

export interface GetListingDeps {
  readonly listings: { readonly read: (key: ListingKey) => Promise<Listing | undefined> };
}

/** @throws ProblemError `not-found` when there is none or it lies outside the caller's scope; `not-a-member` */
export const getListing =
  ({ listings }: GetListingDeps) =>
  async (caller: Caller, key: ListingKey): Promise<Listing> => {
    assertMember(caller);
    const listing = await listings.read(key);
    if (listing === undefined || !isAllowed(caller, listing, anyone)) throw new ProblemError('not-found');
    return listing;
  };
