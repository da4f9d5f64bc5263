import { uploadKey, type PhotoReason } from '../../shared/domain/photo/photo.ts';
import type { PhotoAddress } from '../../shared/domain/photo/photo-repository.ts';
import type { ProductFile } from '../../shared/domain/product/product.ts';
import type { PhotoSource, PhotoToFetch } from '../../shared/domain/shop-item/photos.ts';
import type { ShopItemRecord } from '../../shared/domain/shop-item/shop-item.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';
import { download, type Downloaded } from './download.ts';

export interface FetchShopPhotosDeps {
  readonly items: {
    readonly read: (accountId: string, externalId: string) => Promise<ShopItemRecord | undefined>;
    readonly save: (before: ShopItemRecord | undefined, item: ShopItemRecord) => Promise<'written' | 'conflict'>;
  };
  readonly products: { readonly read: (productId: string) => Promise<Pick<ProductFile, 'photos'> | undefined> };
  /** Where a marketplace's photos stand; undefined for one that has none. */
  readonly sourceOf: (marketplace: string) => PhotoSource | undefined;
  /** Puts bytes where the product's photos arrive: from there on it is a photo like any other. */
  readonly putUpload: (key: string, bytes: Uint8Array) => Promise<void>;
  /** Decides a photo that will not come, unless something of it came. */
  readonly refuse: (photo: PhotoAddress, reason: PhotoReason) => Promise<void>;
  readonly fetch: typeof fetch;
  /** A signal that ends so many milliseconds from now. */
  readonly signalAfter: (ms: number) => AbortSignal;
}

export interface ItemRef {
  readonly accountId: string;
  readonly externalId: string;
}

/** One photo may take so long. Milliseconds. */
const photoMs = 10_000;

/** A photo could not be fetched now: the message comes again. */
export class PhotoLaterError extends Error {
  override readonly name = 'PhotoLaterError';
}

/**
 * Brings the photos of an imported item to the product that it became. What is done is taken off the item's list, so that a
 * repetition begins where the last one ended; a photo that came twice is the same object under the same key.
 * @param isLastTry what fails now will not be tried again: such photos are refused.
 * @throws PhotoLaterError when some should be tried again; whatever the tables or the store throw.
 */
export const fetchShopPhotos =
  (deps: FetchShopPhotosDeps) =>
  async ({ accountId, externalId }: ItemRef, isLastTry: boolean): Promise<void> => {
    const { items } = deps;
    const item = await items.read(accountId, externalId);
    if (item?.photosToFetch === undefined || item.photosToFetch.length === 0) return;
    const source = deps.sourceOf(item.marketplace);
    const done = new Set<string>();
    for (const photo of item.photosToFetch) {
      if (!(await isAwaited(deps, photo))) {
        done.add(photo.photoId);
        continue;
      }
      const found = await download(photo.url, source, { fetch: deps.fetch, signal: deps.signalAfter(photoMs) });
      if (await bring(deps, photo, found, isLastTry)) done.add(photo.photoId);
    }
    await untilWritten(async () => {
      const now = await items.read(accountId, externalId);
      if (now?.photosToFetch === undefined) return null;
      const { photosToFetch, ...rest } = now;
      const left = photosToFetch.filter(({ photoId }) => !done.has(photoId));
      return (await items.save(now, left.length === 0 ? rest : { ...rest, photosToFetch: left })) === 'conflict'
        ? 'conflict'
        : null;
    });
    if (done.size < item.photosToFetch.length) throw new PhotoLaterError('photos could not be fetched now');
  };

/** Not when it was deleted, its product too, or it was decided. */
const isAwaited = async ({ products }: FetchShopPhotosDeps, { productId, photoId }: PhotoToFetch): Promise<boolean> =>
  (await products.read(productId))?.photos.some((each) => each.photoId === photoId && each.state === 'waiting') ??
  false;

/** Whether nothing is left to do for a photo. */
const bring = async (
  { putUpload, refuse }: FetchShopPhotosDeps,
  { productId, photoId }: PhotoToFetch,
  found: Downloaded,
  isLastTry: boolean,
): Promise<boolean> => {
  switch (found.kind) {
    case 'ok':
      await putUpload(uploadKey(productId, photoId), found.bytes);
      return true;
    case 'refused':
      await refuse({ productId, photoId }, found.reason);
      return true;
    case 'failed':
      if (isLastTry) await refuse({ productId, photoId }, 'photo-not-fetched');
      return isLastTry;
  }
};
