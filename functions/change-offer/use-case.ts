import { canonicalJson } from '../../shared/domain/digest.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { ProblemError, type FieldFault } from '../../shared/domain/problem.ts';
import { mustBeCurrent } from '../../shared/domain/product/curation.ts';
import { applyChange, Stock, type OfferChange, type Offers } from '../../shared/domain/product/offer.ts';
import type { ProductRepository, StockChange } from '../../shared/domain/product/product-repository.ts';
import type { ProductFile } from '../../shared/domain/product/product.ts';
import { reachProduct } from '../../shared/domain/product/reach.ts';
import { movedBy, pickOffer, type Picked } from '../../shared/domain/product/stock.ts';
import type { Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface ChangeOfferDeps {
  readonly products: Pick<
    ProductRepository,
    'read' | 'writeOffers' | 'applyStockChange' | 'stockChange' | 'orderedSince'
  >;
  readonly clock: Clock;
}

export interface ChangeOfferInput {
  readonly productId: string;
  readonly change: OfferChange;
  readonly ifMatch: string | undefined;
}

type Changed = Pick<ProductFile, 'product' | 'offers'>;

/** A phone's clock may run ahead of ours by this much. */
const clockSkewMs = 5 * 60 * 1000;

const fault = (path: string, code: string, id: string, en: string): ProblemError => {
  const one: FieldFault = { path, code, message: { id, en } };
  return new ProblemError('bad-request', [one]);
};

/** The offer a change is about. @throws ProblemError `bad-request` for a variant that is not there, or missing */
const pick = (offers: Offers, variantId: string | undefined): Picked => {
  const picked = pickOffer(offers, variantId);
  if (picked !== undefined) return picked;
  if (offers.whole !== undefined)
    throw fault(
      'variantId',
      'unknown-variant',
      'Produk ini tidak punya varian. Kirim tanpa variantId.',
      'This product has no variants. Leave variantId out.',
    );
  if (variantId === undefined) throw fault('variantId', 'required', 'Pilih variannya.', 'Say which variant.');
  throw fault(
    'variantId',
    'unknown-variant',
    'Varian ini tidak ada. Muat ulang produknya.',
    'There is no such variant. Reload the product.',
  );
};

const isRepetition = (stored: StockChange, asked: StockChange): boolean =>
  stored.by === asked.by && stored.variantId === asked.variantId;

/**
 * Changes one offer: values against the etag that was looked at, or stock by a difference, once per `changeId`. A count
 * made before a sale does not bring the sold pieces back. What changes nothing writes nothing.
 * @throws ProblemError `not-found` · `wrong-state` when archived · `if-match-required`, `stale-etag` · `stock-too-low` ·
 * `id-taken` for a `changeId` that meant something else · `bad-request` for an unknown variant or a count of the future.
 */
export const changeOffer =
  ({ products, clock }: ChangeOfferDeps) =>
  (caller: Caller, { productId, change, ifMatch }: ChangeOfferInput): Promise<Changed> => {
    const setValues = async ({ product, offers }: ProductFile): Promise<Changed | 'conflict'> => {
      if (ifMatch === undefined) throw new ProblemError('if-match-required');
      if (ifMatch !== offers.etag) throw new ProblemError('stale-etag');
      const { variantId, stockChange: _, ...values } = change;
      if (values.countedAt !== undefined && Date.parse(values.countedAt) > clock() + clockSkewMs) {
        const [id, en] = ['Waktu hitung belum lewat. Periksa jam HP Anda.', 'This count lies in the future.'] as const;
        throw fault('countedAt', 'in-the-future', id, en);
      }
      const chosen = pick(offers, variantId);
      const counted = applyChange(chosen.offer, values);
      // what shops sold after the count is not on the shelf any more, though whoever counted could not know
      const sold =
        values.countedAt === undefined ? 0 : await products.orderedSince(productId, variantId, values.countedAt);
      const offer = sold === 0 ? counted : movedBy(counted, sold);
      if (canonicalJson(offer) === canonicalJson(chosen.offer)) return { product, offers };
      const after = chosen.with(offer);
      const written = await products.writeOffers(product, offers, after);
      return written === 'conflict' ? written : { product, offers: after };
    };

    const moveStock = async (
      { product, offers }: ProductFile,
      { by, changeId }: NonNullable<OfferChange['stockChange']>,
    ): Promise<Changed | 'conflict'> => {
      const asked = { variantId: change.variantId, by, changeId };
      const stored = await products.stockChange(productId, changeId);
      if (stored !== undefined) {
        if (isRepetition(stored, asked)) return { product, offers };
        throw new ProblemError('id-taken');
      }
      const chosen = pick(offers, change.variantId);
      if (chosen.offer.stock + by < 0) throw new ProblemError('stock-too-low');
      const moved = movedBy(chosen.offer, by);
      if (!Stock.safeParse(moved.stock).success) {
        throw fault('stockChange/by', 'too-big', 'Stok paling banyak 1.000.000.', 'Stock is at most 1,000,000.');
      }
      const after = chosen.with(moved);
      const written = await products.applyStockChange(product, offers, after, asked);
      return written === 'conflict' ? written : { product, offers: after };
    };

    return untilWritten(async () => {
      const file = await reachProduct(products, caller, productId);
      mustBeCurrent(file.product);
      return change.stockChange === undefined ? setValues(file) : moveStock(file, change.stockChange);
    });
  };
