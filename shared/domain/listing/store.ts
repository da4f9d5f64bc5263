import * as z from 'zod';
import type { Listing, Observed } from './listing.ts';

export interface ListingKey {
  readonly productId: string;
  readonly accountId: string;
}
/** A key, and the marketplace whose connector looks at it. */
export interface ListingRef extends ListingKey {
  readonly marketplace: string;
}

/** One thing a worker did about a listing, kept 30 days. */
export const Attempt = z
  .object({
    at: z.string(),
    /** What was asked of the marketplace, e.g. `create`, `update-price`, `look-up`. */
    action: z.string(),
    outcome: z.string(),
    marketplaceCode: z.string().optional(),
    reason: z.string().optional(),
    nextTryAt: z.string().optional(),
  })
  .readonly();
export type Attempt = z.infer<typeof Attempt>;

/** What the holder of a lease may do with a listing. Every write is conditioned on the lease alone. */
export interface LeasedListings {
  /** Strongly read. */
  readonly read: (key: ListingKey) => Promise<Listing | undefined>;
  /** Takes the lease if nobody holds it; until its end the listing is not due. Undefined when somebody does. */
  readonly lease: (
    listing: Listing,
    lease: { readonly holder: string; readonly untilMs: number },
    nowMs: number,
  ) => Promise<Listing | undefined>;
  /** Stores the observed half. Answers the listing as it is now, or undefined when the lease is lost. */
  readonly record: (listing: Listing, observed: Observed) => Promise<Listing | undefined>;
  /** As `record`, and the listing becomes unwanted, unless it was wanted anew meanwhile. */
  readonly recordUnwanted: (listing: Listing, observed: Observed) => Promise<Listing | undefined>;
  /**
   * Stores the observed half, ends the lease and says when to look next. `superseded` when something asked to look since
   * this listing was read: then with `evenIf` the lease ends and the earlier wish stays due, without it nothing is written.
   */
  readonly release: (
    listing: Listing,
    observed: Observed,
    nextTryMs: number | undefined,
    evenIf?: 'superseded',
  ) => Promise<'released' | 'superseded' | 'lost'>;
  /** Moves the due time of a listing that nobody holds; nothing happens when it changed since it was read. */
  readonly postpone: (listing: Listing, nextTryMs: number) => Promise<void>;
  readonly log: (key: ListingKey, attempt: Attempt) => Promise<void>;
}
