import type { AccountId } from '../ids.ts';
import type { Product } from '../product/product.ts';
import { toIso } from '../time.ts';
import { nothingObserved, type Listing } from './listing.ts';

/** A listing that nobody has looked at, due now. `ofProduct`: the listings that the product has already. */
export const newListing = (
  { productId, ikmId, sentraId, regionCode }: Pick<Product, 'productId' | 'ikmId' | 'sentraId' | 'regionCode'>,
  of: {
    readonly accountId: AccountId;
    readonly marketplace: string;
    readonly takesOrders: boolean;
    readonly wanted: Listing['wanted'];
    readonly overrides: Listing['overrides'];
    readonly ofProduct: readonly Listing[];
    readonly nowMs: number;
  },
): Listing => ({
  productId,
  accountId: of.accountId,
  marketplace: of.marketplace,
  ikmId,
  ...(sentraId === undefined ? {} : { sentraId }),
  regionCode,
  wanted: of.wanted,
  overrides: of.overrides,
  ...(of.takesOrders ? {} : { takesOrders: false }),
  wantedSeq: 1,
  dueSeq: 1,
  retrySeq: 0,
  lookSeq: 0,
  nextTryAt: toIso(of.nowMs),
  observed: { ...nothingObserved, generation: generationFor(of.ofProduct, of.marketplace) },
});

/** Another account may have listed it in the same shop: markers go on where it stopped, so that its item is found. */
const generationFor = (listings: readonly Listing[], marketplace: string): number =>
  Math.max(
    1,
    ...listings.filter((each) => each.marketplace === marketplace).map(({ observed }) => observed.generation),
  );
