import type { Listing } from '../../shared/domain/listing/listing.ts';
import type { ListingKey, ListingRef } from '../../shared/domain/listing/store.ts';
import { anyone, isAllowed, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';

export interface RetryListingDeps {
  readonly listings: {
    readonly read: (key: ListingKey) => Promise<Listing | undefined>;
    readonly mark: (ref: ListingRef, also: 'retry') => Promise<Listing | undefined>;
  };
}

/** Makes the listing due now and its refusals and pauses forgotten. @throws ProblemError `not-found`, `not-a-member` */
export const retryListing =
  ({ listings }: RetryListingDeps) =>
  async (caller: Caller, key: ListingKey): Promise<Listing> => {
    assertMember(caller);
    const listing = await listings.read(key);
    if (listing === undefined || !isAllowed(caller, listing, anyone)) throw new ProblemError('not-found');
    const marked = await listings.mark(listing, 'retry');
    if (marked === undefined) throw new ProblemError('not-found');
    return marked;
  };
