import { derivedId } from '../derived-id.ts';
import { canonicalJson, digestOf } from '../digest.ts';
import { ProductId } from '../ids.ts';
import type { Entry, RowOutcome } from '../intake/entry.ts';
import type { Imported } from '../intake/imported.ts';
import { anyone, isAllowed, type Caller } from '../member/member.ts';
import type { ProductRepository } from '../product/product-repository.ts';
import { carryOffers, contentDigestOf, splitBody } from '../product/product.ts';
import { firstVersion, nextVersion } from '../product/versions.ts';
import { nextEtag } from '../save.ts';
import { toIso, type Clock } from '../time.ts';
import { mergeOffers } from './merge-offer.ts';
import { createPutThings, type Draft } from './put-things.ts';
import { busy, changedElsewhere, refused, refusedBy, saidBefore, unknownThing, wrongState } from './refusals.ts';
import type { BulkStore, FoundPlace, FoundProduct } from './store.ts';
import { judge } from './verdict.ts';

type ProductEntry = Extract<Entry, { kind: 'product' }>;

interface ProductDraft extends Draft {
  readonly body: ProductEntry['body'];
  readonly place: FoundPlace;
  readonly digest: string;
}

export interface PutProductsDeps {
  readonly store: Pick<BulkStore, 'insertProducts' | 'products' | 'places'>;
  readonly products: Pick<ProductRepository, 'write'>;
  readonly caller: Caller;
  readonly importId: string;
  readonly clock: Clock;
}

/** Times a product that others wrote meanwhile is looked at again. */
const attempts = 3;

/** The id of an imported product: by its SKU at its IKM, else by its name. */
export const productIdOf = (
  ikmId: string,
  { sku, name }: { readonly sku?: string | undefined; readonly name: string },
) =>
  ProductId.parse(
    sku === undefined
      ? derivedId('product', ikmId, 'name', name.toLowerCase().replace(/\s+/g, ' '))
      : derivedId('product', ikmId, 'sku', sku.toUpperCase()),
  );

/** Puts rows of products: new ones as drafts of their IKM. */
export const createPutProducts = ({ store, products, caller, importId, clock }: PutProductsDeps) => {
  const mark = (line: number, did: Imported['did'], etag: string): Imported => ({ importId, line, did, etag });

  const change = async (
    { line, body, digest }: ProductDraft,
    { product, offers }: FoundProduct,
  ): Promise<RowOutcome | 'conflict'> => {
    const { content: said, offers: sent } = splitBody(body);
    // a row without photos says nothing of them
    const content = { ...said, photos: said.photos ?? product.content.photos };
    const merged = mergeOffers(product.firstOffers, carryOffers(offers, sent), sent);
    const isSameContent = contentDigestOf(content) === contentDigestOf(product.content);
    const isSameOffer =
      merged !== 'conflict' &&
      canonicalJson([merged.whole, merged.byVariant]) === canonicalJson([offers.whole, offers.byVariant]);
    const isSame = product.createdWith === digest || (isSameContent && isSameOffer);
    const verdict = judge(product, isSame, { importId, line });
    switch (verdict) {
      case 'created':
      case 'changed':
      case 'same':
        return { line, did: verdict, id: product.productId };
      case 'said-before':
        return refused(line, saidBefore);
      case 'changed-elsewhere':
        return refused(line, changedElsewhere);
      case 'change':
        break;
    }
    if (merged === 'conflict') return refused(line, changedElsewhere);
    if (product.archived) return refused(line, wrongState);
    const at = toIso(clock());
    const after = isSameContent ? { ...product, updatedAt: at } : nextVersion(product, content, at);
    const written = await products.write({
      before: product,
      product: {
        ...after,
        createdWith: digest,
        imported: mark(line, 'changed', after.etag),
        // what imports said last: the next one tells by it what was set by somebody else
        ...(product.firstOffers === undefined ? {} : { firstOffers: { ...sent, etag: product.firstOffers.etag } }),
      },
      ...(isSameOffer ? {} : { offers: { before: offers, after: { ...merged, etag: nextEtag(offers.etag) } } }),
    });
    return written === 'conflict' ? written : { line, did: 'changed', id: product.productId };
  };

  const settle = async (draft: ProductDraft, stored: FoundProduct | 'deleted'): Promise<RowOutcome> => {
    let found: FoundProduct | 'deleted' | undefined = stored;
    try {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        if (found === undefined || found === 'deleted') return refused(draft.line, wrongState);
        if (found.product.ikmId !== draft.place.ikmId) return refused(draft.line, unknownThing);
        const outcome = await change(draft, found);
        if (outcome !== 'conflict') return outcome;
        found = (await store.products([draft.id])).get(draft.id);
      }
    } catch (error) {
      return refusedBy(draft.line, error);
    }
    return refused(draft.line, busy);
  };

  const put = createPutThings<ProductDraft, FoundProduct | 'deleted'>({
    read: (ids) => store.products(ids),
    insert: async (drafts) => {
      const at = toIso(clock());
      const made = drafts.flatMap(({ line, id, body, place, digest }) => {
        const { content, offers } = splitBody(body);
        const isOpen = place.state !== 'closed' && place.state !== 'rejected';
        const productId = ProductId.parse(id);
        const imported = mark(line, 'created', '1');
        return isOpen ? [firstVersion(place, { productId, content, offers, createdWith: digest, imported, at })] : [];
      });
      const inserted = new Set<string>(made.map(({ productId }) => productId));
      const there = await store.insertProducts(made);
      return new Map(
        drafts
          .filter(({ id }) => !there.has(id))
          .map((draft): [ProductDraft, RowOutcome] => [
            draft,
            inserted.has(draft.id)
              ? { line: draft.line, did: 'created', id: draft.id }
              : refused(draft.line, wrongState),
          ]),
      );
    },
    settle,
    lost: ({ line }) => refused(line, busy),
  });

  return async (
    rows: readonly { readonly line: number; readonly entry: ProductEntry }[],
  ): Promise<readonly RowOutcome[]> => {
    const places = await store.places([...new Set(rows.map(({ entry }) => entry.ikmId))]);
    const outcomes: RowOutcome[] = [];
    const drafts: ProductDraft[] = [];
    for (const { line, entry } of rows) {
      const place = places.get(entry.ikmId);
      if (place === undefined || !isAllowed(caller, place, anyone)) outcomes.push(refused(line, unknownThing));
      else {
        const id = entry.id ?? productIdOf(entry.ikmId, entry.body);
        drafts.push({ line, id, marks: [], body: entry.body, place, digest: digestOf(entry.body) });
      }
    }
    // an id that the row gives is of a product that is there
    const named = new Set(rows.flatMap(({ entry }) => entry.id ?? []));
    const known = named.size === 0 ? undefined : await store.products([...named]);
    const isLost = ({ id }: ProductDraft): boolean => named.has(id) && known?.has(id) !== true;
    outcomes.push(...drafts.filter(isLost).map(({ line }) => refused(line, unknownThing)));
    outcomes.push(...(await put(drafts.filter((draft) => !isLost(draft)))));
    return outcomes;
  };
};
