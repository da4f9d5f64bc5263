import type { Maker } from '../../shared/domain/ikm/maker.ts';
import type { Listable } from '../../shared/domain/listing/listable.ts';
import type { Listing } from '../../shared/domain/listing/listing.ts';
import { stateOf } from '../../shared/domain/listing/state.ts';
import { toListable } from '../../shared/domain/listing/to-listable.ts';
import { photosNamed, type ProductFile } from '../../shared/domain/product/product.ts';
import type { ReadyPhoto, Rendition } from '../../shared/domain/photo/photo.ts';
import type { Clock } from '../../shared/domain/time.ts';

export interface GetProductPageDeps {
  readonly readProduct: (productId: string) => Promise<ProductFile | undefined>;
  readonly makerOf: (ikmId: string) => Promise<Maker | undefined>;
  readonly listings: { readonly ofProduct: (productId: string) => Promise<readonly Listing[]> };
  /** What buyers call the marketplace; undefined for one where they do not buy by that name, such as a feed. */
  readonly shopNameOf: (marketplace: string) => string | undefined;
  readonly clock: Clock;
}

/** A place where the product can be bought now. */
export interface BuyLink {
  readonly at: string;
  readonly url: string;
}

export interface PagePhoto {
  readonly large: Rendition;
  readonly small: Rendition;
}

/** All that the public page of a product shows. */
export interface ProductPage {
  readonly product: Listable;
  readonly page: NonNullable<Listable['page']>;
  readonly seller: NonNullable<Listable['seller']>;
  readonly origin: NonNullable<Listable['origin']>;
  readonly site: NonNullable<Maker['site']>;
  /** Name and description in English, when the owner gave them. */
  readonly english?: { readonly name?: string | undefined; readonly description?: string | undefined };
  /** Main photo first. */
  readonly photos: readonly [PagePhoto, ...PagePhoto[]];
  readonly buyAt: readonly BuyLink[];
}

/** Links are shown to anybody: http and https only, whatever a marketplace answered. */
const isWeb = (url: string): boolean => /^https?:\/\//.test(url);

/**
 * The page of a product that is approved, whose IKM is approved and has its shop site on; undefined otherwise, so that
 * nobody learns which of these is missing. Reads the product, then its maker and its listings at once.
 */
export const getProductPage =
  ({ readProduct, makerOf, listings, shopNameOf, clock }: GetProductPageDeps) =>
  async (productId: string): Promise<ProductPage | undefined> => {
    const file = await readProduct(productId);
    if (file?.approved === undefined || file.product.archived) return undefined;
    const [maker, listed] = await Promise.all([makerOf(file.product.ikmId), listings.ofProduct(productId)]);
    const assessed = toListable(file, maker);
    if (assessed.kind !== 'listable' || maker?.site === undefined || maker.withheld !== undefined) return undefined;
    const { page, seller, origin } = assessed.listable;
    if (page === undefined || seller === undefined || origin === undefined) return undefined;
    const [main, ...others] = photosOf(file, file.approved.content);
    if (main === undefined) return undefined;
    const { nameEn: name, descriptionEn: description } = file.approved.content;
    return {
      product: assessed.listable,
      page,
      seller,
      origin,
      site: maker.site,
      ...(name === undefined && description === undefined ? {} : { english: { name, description } }),
      photos: [main, ...others],
      buyAt: listed.flatMap((listing): readonly BuyLink[] => {
        const at = shopNameOf(listing.marketplace);
        const url = listing.observed.item?.externalUrl;
        // a place without a page of its own sells by this very page
        if (at === undefined || url === undefined || url === page.url || !isWeb(url)) return [];
        return stateOf(listing, clock()) === 'live' ? [{ at, url }] : [];
      }),
    };
  };

const photosOf = ({ photos }: ProductFile, content: Parameters<typeof photosNamed>[0]): readonly PagePhoto[] => {
  const ready = new Map(
    photos.filter((photo): photo is ReadyPhoto => photo.state === 'ready').map((photo) => [photo.photoId, photo]),
  );
  return photosNamed(content).flatMap((photoId) => ready.get(photoId)?.renditions ?? []);
};
