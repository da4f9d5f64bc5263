import type { Maker } from '../ikm/maker.ts';
import { legalityOf } from '../paper/gate.ts';
import type { Content, ProductFile } from '../product/product.ts';
import type { Listable, ListableOffer } from './listable.ts';
import type { ListingProblem } from './listing.ts';
import { ownProblems } from './problems.ts';

/**
 * The product as connectors see it, or why nothing of it may be sent. `keep`: what is listed already stays as it is ·
 * `off`: it may not be on sale · `removed`: it may not be left there.
 */
export type Assessed =
  | { readonly kind: 'listable'; readonly listable: Listable }
  | { readonly kind: 'keep' | 'off' | 'removed'; readonly problems: readonly ListingProblem[] };

/**
 * The last approved content, the newest offer and the ready photos as one listable. `file` undefined: the product was
 * deleted; `maker` undefined: there is no such IKM. Pure; readiness and push share it.
 */
export const toListable = (file: ProductFile | undefined, maker: Maker | undefined): Assessed => {
  const ikm = maker?.state;
  if (file === undefined || file.product.archived)
    return { kind: 'removed', problems: [ownProblems['product-archived']] };
  if (ikm === 'suspended' || ikm === 'closed') return { kind: 'off', problems: [ownProblems['ikm-suspended']] };
  if (maker?.withheld === 'withdrawn') return { kind: 'off', problems: [ownProblems['no-consent']] };
  const { product, approved } = file;
  if (product.approvalWithdrawn === true) return { kind: 'off', problems: [ownProblems['product-not-approved']] };
  const problems: ListingProblem[] = ikm === 'approved' ? [] : [ownProblems['ikm-not-verified']];
  if (approved === undefined) problems.push(ownProblems['product-not-approved']);
  // before approval the newest content tells its other problems already
  const content = approved?.content ?? product.content;
  const ready = new Map(
    file.photos.flatMap((photo) => (photo.state === 'ready' ? [[photo.photoId, photo.renditions.large.name]] : [])),
  );
  const named = content.photos ?? [];
  const photos = named.flatMap((photoId) => ready.get(photoId) ?? []);
  if (named.length === 0) problems.push(ownProblems['no-photo']);
  else if (photos.length < named.length) problems.push(ownProblems['photo-missing']);

  const items = itemsOf(content, file, ready);
  const offer = content.variants === undefined ? file.offers.whole : items[0]?.offer;
  const isComplete = content.variants === undefined || items.length === content.variants.items.length;
  if (offer === undefined || !isComplete) problems.push(ownProblems['offer-missing']);
  if (offer === undefined || problems.length > 0) return { kind: 'keep', problems };
  return { kind: 'listable', listable: listableOf(product.productId, content, { photos, offer, items, maker }) };
};

type Items = NonNullable<Listable['variants']>['items'];

const itemsOf = (content: Content, { offers }: ProductFile, ready: ReadonlyMap<string, string>): Items =>
  (content.variants?.items ?? []).flatMap((item) => {
    const offer = offers.byVariant?.[item.variantId];
    const photo = item.photoId === undefined ? undefined : ready.get(item.photoId);
    return offer === undefined ? [] : [{ ...item, offer, ...(photo === undefined ? {} : { photo }) }];
  });

interface Around {
  readonly photos: readonly string[];
  readonly offer: ListableOffer;
  readonly items: Items;
  readonly maker: Maker | undefined;
}

const listableOf = (productId: string, content: Content, { photos, offer, items, maker }: Around): Listable => ({
  productId,
  name: content.name,
  description: content.description,
  komoditas: content.komoditas,
  kind: content.kind,
  sku: content.sku,
  brand: content.brand,
  gtin: content.gtin,
  package: content.package,
  attributes: content.attributes ?? {},
  composition: content.composition,
  shelfLifeDays: content.shelfLifeDays,
  storage: content.storage,
  kbli: maker?.kbli,
  origin: maker?.origin,
  seller: maker?.seller,
  page:
    maker?.pagesAt === undefined
      ? undefined
      : { url: `${maker.pagesAt}/p/${productId}`, photoBase: `${maker.pagesAt}/images` },
  photoBase: maker?.photosAt,
  legality: legalityOf(productId, content.legality ?? [], maker?.papers ?? []),
  photos,
  offer,
  ...(content.variants === undefined ? {} : { variants: { options: content.variants.options, items } }),
});

/** The newest content as a listable, whatever it lacks: for asking what a marketplace would want of it. Never pushed. */
export const draftListable = (file: ProductFile, maker: Maker | undefined): Listable => {
  const { content, productId } = file.product;
  const items = itemsOf(content, file, new Map());
  const offer = file.offers.whole ?? items[0]?.offer ?? { priceIdr: 1, availability: 'ready', stock: 0 };
  return listableOf(productId, content, { photos: [], offer, items, maker });
};
