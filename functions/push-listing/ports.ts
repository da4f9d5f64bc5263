import type { AssessDeps } from '../../connectors/assess.ts';
import type { CallResult, HouseStore, ImageIds, PhotoBytes } from '../../connectors/connector.ts';
import type { Account } from '../../shared/domain/account/account.ts';
import type { Listable } from '../../shared/domain/listing/listable.ts';
import type { ListingProblem } from '../../shared/domain/listing/listing.ts';
import type { Random } from '../../shared/domain/listing/schedule.ts';
import type { LeasedListings } from '../../shared/domain/listing/store.ts';
import type { Maker } from '../../shared/domain/ikm/maker.ts';
import type { ProductFile } from '../../shared/domain/product/product.ts';

/** May a call go out now? `wait`: not before then; no attempt was made. */
export type Permit =
  { readonly kind: 'go' } | { readonly kind: 'wait'; readonly untilMs: number; readonly reason: string };

/** The circuit breaker of the marketplace and the rate budget of a shop, shared by all workers. */
export interface Traffic {
  readonly permit: (shopId: string, deadlineMs: number) => Promise<Permit>;
  /** Learns from an answer: throttled, down, or well. */
  readonly learn: (shopId: string, result: CallResult<unknown>) => Promise<void>;
}

export interface PushDeps extends AssessDeps {
  readonly listings: LeasedListings;
  readonly readProduct: (productId: string) => Promise<ProductFile | undefined>;
  readonly makerOf: (ikmId: string) => Promise<Maker | undefined>;
  readonly images: {
    /** Those of `names` that the shop holds already. */
    readonly known: (shopId: string, names: readonly string[]) => Promise<ImageIds>;
    readonly save: (shopId: string, name: string, imageId: string) => Promise<void>;
  };
  /** Undefined when the rendition is not in the store. */
  readonly readPhoto: (name: string) => Promise<PhotoBytes | undefined>;
  readonly traffic: Traffic;
  /** What keeps a product from being created in a shop that sells things already; absent where shops cannot be read. */
  readonly obstacles?: (account: Account, product: Listable) => Promise<readonly ListingProblem[]>;
  /** The house's shelf for an account, for a connector with a feed. */
  readonly houseOf?: (account: Account) => HouseStore;
  readonly random: Random;
  /** A signal that aborts after so many milliseconds. */
  readonly signalAfter: (ms: number) => AbortSignal;
}

/** How long one look may take. A call is aborted before `deadlineMs`; the lease ends after it. */
export interface Span {
  readonly deadlineMs: number;
  readonly leaseUntilMs: number;
}

/** Longest life of one marketplace call, in milliseconds. */
export const callMs = 15_000;
