import type { ListingProblem } from './problem.ts';

/** An item as the marketplace shows it now. */
export interface Observation {
  readonly externalId: string;
  readonly externalUrl?: string;
  /** Our marker, or whatever stands in the SKU field. */
  readonly marker: string;
  readonly state: 'live' | 'in-review' | 'rejected' | 'off' | 'removed-by-seller' | 'removed-by-marketplace';
  /** An edit of a live item that the marketplace still reviews. */
  readonly editInReview?: boolean;
  /** In a create's answer: the item is there, its content not all; it is finished by an update after `afterMs` or later. */
  readonly unfinished?: { readonly afterMs: number };
  readonly problems: readonly ListingProblem[];
  readonly createdAtMs: number;
  /** As stored there, for telling edits by hand. */
  readonly name?: string;
  readonly description?: string;
  readonly priceIdr?: number;
  readonly stock?: number;
  /** For the connector's next calls about this item, e.g. the id of its only SKU: short, and opaque to the house. */
  readonly handle?: string;
}

/** An answer of a marketplace, in the house's words. */
export type CallResult<T> =
  | { readonly kind: 'ok'; readonly value: T }
  /** Refused for what we sent: the same content will be refused again. */
  | { readonly kind: 'rejected'; readonly problems: readonly ListingProblem[]; readonly marketplaceCode: string }
  /**
   * Not now, and certainly not done: rate limit, outage, half answer. `afterMs` when the marketplace said how long,
   * `slowDown` when it throttles.
   */
  | {
      readonly kind: 'retry';
      readonly reason: string;
      readonly afterMs?: number;
      readonly slowDown?: true;
      readonly marketplaceCode?: string;
    }
  /** The answer was lost or means nothing: it may have happened. */
  | { readonly kind: 'unknown'; readonly reason: string }
  /** The marketplace forbids it for now, e.g. while under promotion. */
  | { readonly kind: 'deferred'; readonly reason: ListingProblem; readonly untilMs?: number }
  /** The access token was refused: refresh once, then again. */
  | { readonly kind: 'token-refused' }
  /** The shop's owner or the marketplace withdrew the grant. */
  | { readonly kind: 'account-lost'; readonly reason: string }
  /** The item is not there (deleted at the marketplace). */
  | { readonly kind: 'gone' };
