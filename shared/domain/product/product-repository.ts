import type { Trust } from '../curation/trust.ts';
import type { Version } from '../curation/version.ts';
import type { Photo } from '../photo/photo.ts';
import type { Reach } from '../member/reach.ts';
import type { Approved, Curation, Product, ProductFile } from './product.ts';
import type { IsoInstant } from '../time.ts';
import type { Offers } from './offer.ts';

/** What one step writes of a product, all or nothing. Parts left out stay as they are. */
interface ProductWrite {
  /** As read; undefined when it is created. The write fails when anybody wrote the product meanwhile. */
  readonly before: Product | undefined;
  readonly product: Product;
  /** Of a product that is there; a new one brings its own as `firstOffers`. */
  readonly offers?: { readonly before: Offers; readonly after: Offers };
  /** `withdrawn`: an approval that is taken back. */
  readonly approved?: Approved | 'withdrawn';
  /** The version that this step is kept with; of all versions the newest stay. */
  readonly version?: Version;
  /** The trust that the step rests on (`after`: and changes). The write fails when anybody changed it meanwhile. */
  readonly trust?: { readonly before: Trust; readonly after?: Trust };
  readonly newPhotos?: readonly Photo[];
  readonly removedPhotoId?: string;
}

/** What the ids of stock changes begin with that orders make: no phone may send such an id. */
export const orderChangePrefix = 'order:';

/** A stock change that carries its own id, so that it is applied once. */
export interface StockChange {
  readonly variantId: string | undefined;
  readonly by: number;
  readonly changeId: string;
}

/** The products of the register. `conflict` means: somebody else wrote; read again and decide again. */
export interface ProductRepository {
  /** All of a product at one moment, in one read; undefined when there is none or it was deleted. */
  readonly read: (productId: string) => Promise<ProductFile | undefined>;
  /** The product's revision is moved by this. */
  readonly write: (change: ProductWrite) => Promise<'written' | 'conflict'>;
  /** Offers alone. */
  readonly writeOffers: (of: Product, before: Offers, after: Offers) => Promise<'written' | 'conflict'>;
  /**
   * Offers after a stock change, together with the record that it was made. `conflict` also when this change id was used:
   * see `stockChange`.
   */
  readonly applyStockChange: (
    of: Product,
    before: Offers,
    after: Offers,
    change: StockChange,
  ) => Promise<'written' | 'conflict'>;
  /** A stock change of the last 90 days, by its id. */
  readonly stockChange: (productId: string, changeId: string) => Promise<StockChange | undefined>;
  /**
   * Pieces by which orders changed this stock after an instant, as we heard of them: negative for sales. The sales of the
   * last 90 days are known.
   */
  readonly orderedSince: (productId: string, variantId: string | undefined, since: IsoInstant) => Promise<number>;
  /** Leaves a mark only, so that the id is never used again. */
  readonly remove: (file: ProductFile) => Promise<'written' | 'conflict'>;
}

/** What a list is asked for. `sentraIsReached`: the whole sentra lies in the caller's scope, not only IKMs of it. */
export interface ProductQuestion {
  readonly ikmId?: string | undefined;
  readonly sentraId?: string | undefined;
  readonly sentraIsReached: boolean;
  readonly regionCode?: string | undefined;
  readonly curation?: Curation | undefined;
}

/** One page of products within reach; from indexes, so it may lag by a moment. */
export type ListProducts = (
  reach: Reach,
  question: ProductQuestion,
  limit: number,
  position: Record<string, string> | undefined,
) => Promise<{ readonly rows: readonly Product[]; readonly position: Record<string, string> | undefined }>;
