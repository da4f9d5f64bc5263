import { canonicalJson } from '../../shared/domain/digest.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { ProblemError, type FieldFault } from '../../shared/domain/problem.ts';
import { mustBeCurrent } from '../../shared/domain/product/curation.ts';
import {
  applyChange,
  Stock,
  type KeptOffer,
  type OfferChange,
  type Offers,
} from '../../shared/domain/product/offer.ts';
import type { ProductRepository, StockChange } from '../../shared/domain/product/product-repository.ts';
import type { ProductFile } from '../../shared/domain/product/product.ts';
import { reachProduct } from '../../shared/domain/product/reach.ts';
import { nextEtag } from '../../shared/domain/save.ts';
import type { Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface ChangeOfferDeps {
  readonly products: Pick<ProductRepository, 'read' | 'writeOffers' | 'applyStockChange' | 'stockChange'>;
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

/** The offer a change is about, and how to put another in its place. */
const pick = (
  offers: Offers,
  variantId: string | undefined,
): { readonly offer: KeptOffer; readonly with: (offer: KeptOffer) => Offers } => {
  const etag = nextEtag(offers.etag);
  if (offers.whole !== undefined) {
    if (variantId === undefined) return { offer: offers.whole, with: (whole) => ({ etag, whole }) };
    throw fault(
      'variantId',
      'unknown-variant',
      'Produk ini tidak punya varian. Kirim tanpa variantId.',
      'This product has no variants. Leave variantId out.',
    );
  }
  if (variantId === undefined) throw fault('variantId', 'required', 'Pilih variannya.', 'Say which variant.');
  const byVariant = offers.byVariant ?? {};
  const offer = Object.hasOwn(byVariant, variantId) ? byVariant[variantId] : undefined;
  if (offer !== undefined) {
    return { offer, with: (next) => ({ etag, byVariant: { ...byVariant, [variantId]: next } }) };
  }
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
 * Changes one offer: values against the etag that was looked at, or stock by a difference, once per `changeId`. What
 * changes nothing writes nothing.
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
      const offer = applyChange(chosen.offer, values);
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
      const stock = chosen.offer.stock + by;
      if (stock < 0) throw new ProblemError('stock-too-low');
      if (!Stock.safeParse(stock).success) {
        throw fault('stockChange/by', 'too-big', 'Stok paling banyak 1.000.000.', 'Stock is at most 1,000,000.');
      }
      const after = chosen.with({ ...chosen.offer, stock });
      const written = await products.applyStockChange(product, offers, after, asked);
      return written === 'conflict' ? written : { product, offers: after };
    };

    return untilWritten(async () => {
      const file = await reachProduct(products, caller, productId);
      mustBeCurrent(file.product);
      return change.stockChange === undefined ? setValues(file) : moveStock(file, change.stockChange);
    });
  };
