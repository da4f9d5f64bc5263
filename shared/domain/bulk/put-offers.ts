import { each } from '../at-once.ts';
import { canonicalJson } from '../digest.ts';
import { ProductId } from '../ids.ts';
import type { Entry, RowOutcome } from '../intake/entry.ts';
import { anyone, isAllowed, type Caller } from '../member/member.ts';
import type { Offers } from '../product/offer.ts';
import type { ProductRepository } from '../product/product-repository.ts';
import type { Product } from '../product/product.ts';
import { pickOffer } from '../product/stock.ts';
import { nextEtag } from '../save.ts';
import { mergeOffer } from './merge-offer.ts';
import { productIdOf } from './put-products.ts';
import { busy, changedElsewhere, refused, refusedBy, saidBefore, unknownThing, wrongState } from './refusals.ts';
import type { BulkStore, FoundProduct } from './store.ts';

type OfferEntry = Extract<Entry, { kind: 'offer' }>;
interface OfferRow {
  readonly line: number;
  readonly entry: OfferEntry;
}

export interface PutOffersDeps {
  readonly store: Pick<BulkStore, 'products'>;
  readonly products: Pick<ProductRepository, 'writeOffers'>;
  /** Ids of an IKM's products by their SKU (upper case). */
  readonly productIdsBySku: (ikmId: string) => Promise<ReadonlyMap<string, string>>;
  readonly caller: Caller;
  readonly importId: string;
}

/** Times a product that others wrote meanwhile is looked at again. */
const attempts = 3;
/** Products that are written at a time. */
const atOnce = 8;

/** The name under which an offer without variants is marked. */
const whole = 'whole';

const variantIdOf = ({ content: { variants } }: Product, text: string): string | undefined =>
  variants?.items.find(
    ({ variantId, sku, values }) =>
      variantId === text ||
      sku?.toUpperCase() === text.toUpperCase() ||
      values.join(' / ').toLowerCase() === text.toLowerCase(),
  )?.variantId;

/** Puts rows of offers: prices, stocks and lead times of products that are there. */
export const createPutOffers = ({ store, products, productIdsBySku, caller, importId }: PutOffersDeps) => {
  /** The offers after one row, and what the row did; `mark` makes the next import know it. */
  const putOne = (
    { product, offers }: FoundProduct,
    { line, entry }: OfferRow,
  ): { readonly outcome: RowOutcome; readonly offers: Offers } => {
    const done = (did: 'changed' | 'same', after: Offers) => ({
      outcome: { line, did, id: product.productId } as const,
      offers: after,
    });
    const no = (problem: Parameters<typeof refused>[1]) => ({ outcome: refused(line, problem), offers });
    const variantId = entry.variant === undefined ? undefined : variantIdOf(product, entry.variant);
    if (entry.variant !== undefined && variantId === undefined) return no(unknownThing);
    const picked = pickOffer(offers, variantId);
    if (picked === undefined) return no(unknownThing);
    const name = variantId ?? whole;
    const mark = offers.imported?.[name];
    const isMine = mark?.importId === importId && mark.line === line;
    const first = variantId === undefined ? product.firstOffers?.whole : product.firstOffers?.byVariant?.[variantId];
    const base = mark ?? (product.imported === undefined ? undefined : first);
    const merged = mergeOffer(base, picked.offer, entry.change);
    if (merged === 'conflict') return no(changedElsewhere);
    if (canonicalJson(merged) === canonicalJson(picked.offer)) return done(isMine ? 'changed' : 'same', offers);
    if (mark?.importId === importId && !isMine) return no(saidBefore);
    return done('changed', {
      ...picked.with(merged),
      etag: offers.etag,
      imported: { ...offers.imported, [name]: { ...mark, ...entry.change, importId, line } },
    });
  };

  const putProduct = async (found: FoundProduct, rows: readonly OfferRow[]): Promise<readonly RowOutcome[]> => {
    let now: FoundProduct | 'deleted' | undefined = found;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      if (now === undefined || now === 'deleted' || now.product.archived)
        return rows.map(({ line }) => refused(line, wrongState));
      const { product, offers: before }: FoundProduct = now;
      let offers = before;
      const outcomes: RowOutcome[] = [];
      for (const row of rows) {
        const put = putOne({ product, offers }, row);
        offers = put.offers;
        outcomes.push(put.outcome);
      }
      if (offers === before) return outcomes;
      const after = { ...offers, etag: nextEtag(before.etag) };
      if ((await products.writeOffers(product, before, after)) === 'written') return outcomes;
      now = (await store.products([product.productId])).get(product.productId);
    }
    return rows.map(({ line }) => refused(line, busy));
  };

  /** By id, by the SKU an import gave it, or by a SKU that its owner typed. */
  const idsOf = async (rows: readonly OfferRow[]): Promise<ReadonlyMap<OfferRow, string>> => {
    const ids = new Map<OfferRow, string>();
    const byIkm = new Map<string, ReadonlyMap<string, string>>();
    for (const row of rows) {
      const { text, ikmId } = row.entry.product;
      const asId = ProductId.safeParse(text);
      if (asId.success || ikmId === undefined) {
        if (asId.success) ids.set(row, asId.data);
        continue;
      }
      const known = byIkm.get(ikmId) ?? (await productIdsBySku(ikmId));
      byIkm.set(ikmId, known);
      ids.set(row, known.get(text.toUpperCase()) ?? productIdOf(ikmId, { sku: text, name: text }));
    }
    return ids;
  };

  return async (rows: readonly OfferRow[]): Promise<readonly RowOutcome[]> => {
    const ids = await idsOf(rows);
    const found = await store.products([...new Set(ids.values())]);
    const byProduct = new Map<FoundProduct, OfferRow[]>();
    const outcomes: RowOutcome[] = [];
    for (const row of rows) {
      const product = found.get(ids.get(row) ?? '');
      if (product === undefined || product === 'deleted' || !isAllowed(caller, product.product, anyone))
        outcomes.push(refused(row.line, unknownThing));
      else byProduct.set(product, [...(byProduct.get(product) ?? []), row]);
    }
    await each([...byProduct], atOnce, async ([product, its]) => {
      try {
        outcomes.push(...(await putProduct(product, its)));
      } catch (error) {
        outcomes.push(...its.map(({ line }) => refusedBy(line, error)));
      }
    });
    return outcomes;
  };
};
