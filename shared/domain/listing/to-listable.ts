import type { ProductFile } from '../product/product.ts';
import type { Listable } from './listable.ts';
import type { ListingProblem } from './listing.ts';
import { ownProblems } from './problems.ts';

/** States of an IKM as far as listing goes; undefined for one that is not there. */
export type IkmState =
  'draft' | 'submitted' | 'returned' | 'approved' | 'rejected' | 'suspended' | 'closed' | undefined;

/**
 * The product as connectors see it, or why nothing of it may be sent. `keep`: what is listed already stays as it is ·
 * `off`: it may not be on sale · `removed`: it may not be left there.
 */
export type Assessed =
  | { readonly kind: 'listable'; readonly listable: Listable }
  | { readonly kind: 'keep' | 'off' | 'removed'; readonly problems: readonly ListingProblem[] };

/**
 * The last approved content, the newest offer and the ready photos as one listable. `file` undefined: the product was
 * deleted. Pure; readiness and push share it.
 */
export const toListable = (file: ProductFile | undefined, ikm: IkmState): Assessed => {
  if (file === undefined || file.product.archived)
    return { kind: 'removed', problems: [ownProblems['product-archived']] };
  if (ikm === 'suspended' || ikm === 'closed') return { kind: 'off', problems: [ownProblems['ikm-suspended']] };
  const { product, approved } = file;
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

  const { whole, byVariant = {} } = file.offers;
  const items = (content.variants?.items ?? []).flatMap((item) => {
    const offer = byVariant[item.variantId];
    const photo = item.photoId === undefined ? undefined : ready.get(item.photoId);
    return offer === undefined ? [] : [{ ...item, offer, ...(photo === undefined ? {} : { photo }) }];
  });
  const offer = content.variants === undefined ? whole : items[0]?.offer;
  const isComplete = content.variants === undefined || items.length === content.variants.items.length;
  if (offer === undefined || !isComplete) problems.push(ownProblems['offer-missing']);
  if (offer === undefined || problems.length > 0) return { kind: 'keep', problems };
  return {
    kind: 'listable',
    listable: {
      productId: product.productId,
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
      legality: content.legality ?? [],
      photos,
      offer,
      ...(content.variants === undefined ? {} : { variants: { options: content.variants.options, items } }),
    },
  };
};

const ikmStates: readonly IkmState[] = [
  'draft',
  'submitted',
  'returned',
  'approved',
  'rejected',
  'suspended',
  'closed',
];

/** A stored state's text; undefined for none or an unknown one, which counts as not verified. */
export const ikmStateOf = (state: string | undefined): IkmState => ikmStates.find((each) => each === state);
