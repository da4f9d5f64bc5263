import type { Account } from '../../shared/domain/account/account.ts';
import { uploadKey, type PhotoReason } from '../../shared/domain/photo/photo.ts';
import type { PhotoAddress } from '../../shared/domain/photo/photo-repository.ts';
import type { ProductFile } from '../../shared/domain/product/product.ts';
import type { PhotoSource, PhotoToFetch } from '../../shared/domain/shop-item/photos.ts';
import type { ShopItemRecord } from '../../shared/domain/shop-item/shop-item.ts';
import { photoSeen, suggestionsFor } from '../../shared/domain/shop-item/suggestions-for.ts';
import type { Catalogue } from '../../shared/domain/shop-item/suggest.ts';
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
  /** What a photo looks like; undefined when it is no picture, or too plain a one. */
  readonly look: (bytes: Uint8Array) => Promise<string | undefined>;
  readonly accounts: { readonly read: (accountId: string) => Promise<Account | undefined> };
  /** The products that an account may carry. */
  readonly catalogueOf: (account: Account) => Promise<Catalogue>;
  readonly priceOf: (productId: string) => Promise<number | undefined>;
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
 * Fetches photos of an item of a shop: its main one, to be compared with those of products while the item waits for its
 * owner; all of them, when it was imported.
 * @param isLastTry what fails now will not be tried again.
 * @throws PhotoLaterError when some should be tried again; whatever the tables or the store throw.
 */
export const fetchShopPhotos =
  (deps: FetchShopPhotosDeps) =>
  async (ref: ItemRef, isLastTry: boolean): Promise<void> => {
    const isCompared = await compare(deps, ref, isLastTry);
    const isBrought = await bringAll(deps, ref, isLastTry);
    if (!isCompared || !isBrought) throw new PhotoLaterError('photos could not be fetched now');
  };

/** Looks at the main photo of an open item, once, and suggests anew. */
const compare = async (deps: FetchShopPhotosDeps, ref: ItemRef, isLastTry: boolean): Promise<boolean> => {
  const { items, accounts } = deps;
  const item = await items.read(ref.accountId, ref.externalId);
  const [url] = item?.photoUrls ?? [];
  if (item?.decision !== 'open' || url === undefined || photoSeen(item, item.photoUrls) !== undefined) return true;
  const found = await fetchPhoto(deps, item, url);
  if (found.kind === 'failed' && !isLastTry) return false;
  const look = found.kind === 'ok' ? await deps.look(found.bytes) : undefined;
  const account = look === undefined ? undefined : await accounts.read(ref.accountId);
  const catalogue = account === undefined ? undefined : await deps.catalogueOf(account);
  await untilWritten(async () => {
    const now = await items.read(ref.accountId, ref.externalId);
    // decided meanwhile, or another photo, of which its own message tells
    if (now?.decision !== 'open' || now.photoUrls[0] !== url) return null;
    const suggestions =
      catalogue === undefined
        ? now.suggestions
        : [...(await suggestionsFor({ ...now, look }, catalogue, deps.priceOf))];
    return (await items.save(now, { ...now, photo: { url, look }, suggestions })) === 'conflict' ? 'conflict' : null;
  });
  return true;
};

const fetchPhoto = (
  { sourceOf, fetch, signalAfter }: FetchShopPhotosDeps,
  { marketplace }: ShopItemRecord,
  url: string,
): Promise<Downloaded> => download(url, sourceOf(marketplace), { fetch, signal: signalAfter(photoMs) });

/**
 * Brings the photos of an imported item to the product that it became. What is done is taken off the item's list, so that a
 * repetition begins where the last one ended; a photo that came twice is the same object under the same key. Answers
 * whether nothing is left to fetch.
 */
const bringAll = async (
  deps: FetchShopPhotosDeps,
  { accountId, externalId }: ItemRef,
  isLastTry: boolean,
): Promise<boolean> => {
  const { items } = deps;
  const item = await items.read(accountId, externalId);
  if (item?.photosToFetch === undefined || item.photosToFetch.length === 0) return true;
  const done = new Set<string>();
  for (const photo of item.photosToFetch) {
    if (!(await isAwaited(deps, photo))) {
      done.add(photo.photoId);
      continue;
    }
    const found = await fetchPhoto(deps, item, photo.url);
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
  return done.size === item.photosToFetch.length;
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
