import { nextEtag } from '../save.ts';
import { untilWritten } from '../until-written.ts';
import { Stock, type KeptOffer, type Offers } from './offer.ts';
import type { ProductRepository, StockChange } from './product-repository.ts';

/** One offer of a product, and how to put another in its place. */
export interface Picked {
  readonly offer: KeptOffer;
  readonly with: (offer: KeptOffer) => Offers;
}

/** The offer of the whole product, or of one of its variants; undefined when there is none of that name. */
export const pickOffer = (offers: Offers, variantId: string | undefined): Picked | undefined => {
  const etag = nextEtag(offers.etag);
  if (variantId === undefined) {
    return offers.whole === undefined
      ? undefined
      : { offer: offers.whole, with: (whole) => ({ ...offers, etag, whole }) };
  }
  const byVariant = offers.byVariant ?? {};
  const offer = Object.hasOwn(byVariant, variantId) ? byVariant[variantId] : undefined;
  return offer === undefined
    ? undefined
    : { offer, with: (next) => ({ ...offers, etag, byVariant: { ...byVariant, [variantId]: next } }) };
};

/**
 * The offer after so many pieces more (or fewer). What is sold beyond the stock is kept as `oversold` and covered first by
 * what comes in, so that the end is the same in whatever order sales, cancellations and new pieces are heard of.
 */
export const movedBy = ({ oversold = 0, ...offer }: KeptOffer, by: number): KeptOffer => {
  const left = offer.stock - oversold + by;
  return { ...offer, stock: Math.max(0, left), ...(left < 0 && { oversold: -left }) };
};

/** Our ceiling of a stock: what is given back beyond it is not counted. */
const mostPieces = Stock.maxValue ?? Number.MAX_SAFE_INTEGER;

/**
 * Applies a sale or its cancellation to an offer, once per `changeId`. It never fails for want of stock, as the marketplace
 * sold the pieces already. `no-offer`: the product or the variant is gone, so there is no stock to change.
 * @throws ProblemError `conflict` when others kept writing.
 */
export const applyOrderChange =
  (products: Pick<ProductRepository, 'read' | 'stockChange' | 'applyStockChange'>) =>
  (productId: string, change: StockChange): Promise<'done' | 'no-offer'> =>
    untilWritten<'done' | 'no-offer'>(async () => {
      const file = await products.read(productId);
      if (file === undefined) return 'no-offer';
      if ((await products.stockChange(productId, change.changeId)) !== undefined) return 'done';
      const picked = pickOffer(file.offers, change.variantId);
      if (picked === undefined) return 'no-offer';
      const moved = movedBy(picked.offer, change.by);
      const after = picked.with({ ...moved, stock: Math.min(moved.stock, mostPieces) });
      const written = await products.applyStockChange(file.product, file.offers, after, change);
      return written === 'conflict' ? written : 'done';
    });
