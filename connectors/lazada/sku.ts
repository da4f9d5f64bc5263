import type { Session } from '../connector.ts';
import type { Sku } from './schemas.ts';

/** Our marker, followed by a variant's position where there are variants. */
const ours = /^([0-9A-Z]{26}-[1-9]\d*)(?:-([1-9]\d?))?$/;

/** Positions that a variant's SellerSku may end with. */
export const maxPosition = 50;

/**
 * Lazada has no product-level SKU and finds SKUs by their whole text only, so a product without variants carries the
 * marker, and its n-th variant `<marker>-<n>`: all of them can be named in one search.
 */
export const sellerSkuOf = (marker: string, position: number | undefined): string =>
  position === undefined ? marker : `${marker}-${position}`;

/** The marker within a SellerSku; a foreign one comes back whole. */
export const markerOfSku = (sellerSku: string): string => ours.exec(sellerSku)?.[1] ?? sellerSku;

export const positionOfSku = (sellerSku: string): number | undefined => {
  const position = ours.exec(sellerSku)?.[2];
  return position === undefined ? undefined : Number(position);
};

export const isDeletedSku = ({ Status }: Sku): boolean => /delete/i.test(Status);

const maxRemembered = 5_000;
/** Per way out, so that two simulators in one process never mix. */
const remembered = new WeakMap<typeof fetch, Map<string, string>>();
const keyOf = (session: Session, itemId: string): string => `${session.baseUrl} ${session.shopId} ${itemId}`;

/**
 * Prices and stocks are set by SkuId (4193 since SellerSku is no key). A SkuId never changes, so a warm function remembers
 * the only SKU of an item and saves the read before each call; what it remembers wrongly is refused and read anew.
 */
export const rememberedSku = (session: Session, itemId: string): string | undefined =>
  remembered.get(session.fetch)?.get(keyOf(session, itemId));

export const rememberSku = (session: Session, itemId: string, skuId: string | undefined): void => {
  const skus = remembered.get(session.fetch) ?? new Map<string, string>();
  remembered.set(session.fetch, skus);
  const key = keyOf(session, itemId);
  skus.delete(key);
  if (skuId === undefined) return;
  skus.set(key, skuId);
  const [oldest] = skus.keys();
  if (skus.size > maxRemembered && oldest !== undefined) skus.delete(oldest);
};
