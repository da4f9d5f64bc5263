import { derivedId } from '../derived-id.ts';
import { PhotoId, type ProductId } from '../ids.ts';
import { maxUploadBytes, type Photo } from '../photo/photo.ts';
import type { IsoInstant } from '../time.ts';
import type { ShopItemRecord } from './shop-item.ts';

/** Photos that one product takes over at most: as many as a product shows. */
const mostPhotos = 9;

export type PhotoToFetch = NonNullable<ShopItemRecord['photosToFetch']>[number];

/** The photos that an item brings when it becomes a product, main photo first; the same ids for the same import again. */
export const photosBrought = (
  { photoUrls }: Pick<ShopItemRecord, 'photoUrls'>,
  productId: ProductId,
): readonly PhotoToFetch[] =>
  [...new Set(photoUrls)]
    .slice(0, mostPhotos)
    .map((url, n) => ({ url, productId, photoId: PhotoId.parse(derivedId('imported-photo', productId, n)) }));

/** The record of such a photo until it has come. Its kind and size are not known yet, so the most there may be stands in. */
export const awaitedPhoto = ({ productId, photoId }: PhotoToFetch, createdAt: IsoInstant): Photo => ({
  productId,
  photoId,
  contentType: 'image/jpeg',
  bytes: maxUploadBytes,
  createdAt,
  state: 'waiting',
});

/** Where a marketplace's photos may be fetched from. */
export interface PhotoSource {
  /** The marketplace's API as this stage calls it: our simulator's on the local one. */
  readonly baseUrl: string;
  /** Hosts of its photos, with their subdomains. */
  readonly hosts: readonly string[];
}

/**
 * Whether a photo's address leads to the marketplace itself. Sellers may write addresses; hosts are the marketplace's own, so
 * nobody is led anywhere else by one.
 */
export const isFromMarketplace = (address: string, { baseUrl, hosts }: PhotoSource): boolean => {
  if (!URL.canParse(address)) return false;
  const [url, base] = [new URL(address), new URL(baseUrl)];
  if (url.username !== '' || url.password !== '') return false;
  if (url.origin === base.origin) return url.pathname.startsWith(`${base.pathname.replace(/\/$/u, '')}/`);
  return (
    url.protocol === 'https:' &&
    url.port === '' &&
    hosts.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`))
  );
};
