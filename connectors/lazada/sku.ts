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
