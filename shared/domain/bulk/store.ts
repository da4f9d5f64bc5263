import type { DataKey } from '../identity/sealer.ts';
import type { StoredIkm } from '../ikm/ikm-repository.ts';
import type { Lock } from '../ikm/lock.ts';
import type { Offers } from '../product/offer.ts';
import type { Product } from '../product/product.ts';

export interface FoundIkm {
  readonly ikm: StoredIkm;
  readonly key: DataKey;
}

/** Where an IKM stands and how: what its products take over. */
export interface FoundPlace {
  readonly ikmId: Product['ikmId'];
  readonly sentraId?: Product['sentraId'];
  readonly regionCode: string;
  readonly state: string;
}

export interface FoundProduct {
  readonly product: Product;
  readonly offers: Offers;
}

/**
 * Many things at once. Insertions are conditional: each tells which of its things were there before (by their id), and leaves
 * those as they are. Reads are strongly consistent.
 */
export interface BulkStore {
  readonly insertIkms: (ikms: readonly StoredIkm[]) => Promise<ReadonlySet<string>>;
  readonly ikms: (ids: readonly string[]) => Promise<ReadonlyMap<string, FoundIkm>>;
  readonly places: (ids: readonly string[]) => Promise<ReadonlyMap<string, FoundPlace>>;
  /** By hash; the answer names those held before. */
  readonly insertLocks: (
    locks: readonly { readonly hash: string; readonly ikm: StoredIkm }[],
  ) => Promise<ReadonlySet<string>>;
  readonly locks: (hashes: readonly string[]) => Promise<ReadonlyMap<string, Lock>>;
  /** Takes a lock that nobody holds any more; false when somebody else was faster. */
  readonly takeOver: (hash: string, from: Lock, ikm: StoredIkm) => Promise<boolean>;
  /** Gives back a lock that this IKM holds. */
  readonly release: (hash: string, ikmId: string) => Promise<void>;
  readonly insertProducts: (products: readonly Product[]) => Promise<ReadonlySet<string>>;
  /** `deleted`: its id is never used again. */
  readonly products: (ids: readonly string[]) => Promise<ReadonlyMap<string, FoundProduct | 'deleted'>>;
}
