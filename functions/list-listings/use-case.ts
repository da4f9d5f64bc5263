import type { Listing, State } from '../../shared/domain/listing/listing.ts';
import { stateOf } from '../../shared/domain/listing/state.ts';
import { anyone, isAllowed, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember, reachOf } from '../../shared/domain/member/reach.ts';
import type { Clock } from '../../shared/domain/time.ts';

type Position = Readonly<Record<string, string>>;
interface Page {
  readonly rows: readonly Listing[];
  readonly position: Record<string, string> | undefined;
}

export interface ListListingsDeps {
  readonly listings: {
    readonly page: (
      of: { readonly accounts: readonly string[] } | { readonly ikms: readonly string[] },
      limit: number,
      position: Position | undefined,
      keep?: (listing: Listing) => boolean,
    ) => Promise<Page>;
  };
  readonly clock: Clock;
}

interface Asked {
  readonly ikmId?: string | undefined;
  readonly accountId?: string | undefined;
  readonly state?: State | undefined;
}

/**
 * One page of listings. Whoever asks, each listing is kept only if its own place is in the caller's scope: an owner sees
 * in a joint shop what is theirs.
 */
export const listListings =
  ({ listings, clock }: ListListingsDeps) =>
  (caller: Caller, asked: Asked, limit: number, position: Position | undefined): Promise<Page> => {
    assertMember(caller);
    const nowMs = clock();
    const keep = (listing: Listing): boolean =>
      isAllowed(caller, listing, anyone) &&
      (asked.ikmId === undefined || listing.ikmId === asked.ikmId) &&
      (asked.state === undefined || stateOf(listing, nowMs) === asked.state);
    if (asked.accountId !== undefined) return listings.page({ accounts: [asked.accountId] }, limit, position, keep);
    const ikms = asked.ikmId === undefined ? reachOf(caller, anyone).ikmIds : [asked.ikmId];
    return listings.page({ ikms }, limit, position, keep);
  };
