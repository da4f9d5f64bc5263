import type { Listing } from '../../shared/domain/listing/listing.ts';
import type { Attempt, ListingKey } from '../../shared/domain/listing/store.ts';
import { anyone, isAllowed, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { ProblemError } from '../../shared/domain/problem.ts';

export interface GetListingDeps {
  readonly listings: {
    readonly read: (key: ListingKey) => Promise<Listing | undefined>;
    readonly attempts: (key: ListingKey, limit: number) => Promise<readonly Attempt[]>;
  };
}

/** Attempts shown. */
const mostAttempts = 20;

/** The listing, and what was last done about it, newest first. @throws ProblemError `not-found` when there is none or it lies outside the caller's scope; `not-a-member` */
export const getListing =
  ({ listings }: GetListingDeps) =>
  async (caller: Caller, key: ListingKey): Promise<{ readonly listing: Listing; readonly log: readonly Attempt[] }> => {
    assertMember(caller);
    const listing = await listings.read(key);
    if (listing === undefined || !isAllowed(caller, listing, anyone)) throw new ProblemError('not-found');
    return { listing, log: await listings.attempts(key, mostAttempts) };
  };
