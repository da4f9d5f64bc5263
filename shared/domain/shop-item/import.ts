import type { Komoditas } from '../komoditas.ts';
import { ProductBody } from '../product/product.ts';
import type { ShopItemRecord } from './shop-item.ts';

/** Sizes of a parcel of unknown size, in millimetres: the owner corrects them before the product is approved. */
const unknownSize = { lengthMm: 200, widthMm: 150, heightMm: 100 } as const;
/** Marketplaces keep SKUs that our products cannot have. */
const sku = /^[\x21-\x7e](?:[\x20-\x7e]{0,48}[\x21-\x7e])?$/;

const cleaned = (text: string, most: number): string =>
  text
    .replaceAll(/<[^>]*>/gu, ' ')
    .replaceAll(/[^\P{C}\n]/gu, ' ')
    .trim()
    .slice(0, most)
    .trim();

/**
 * The draft product that an item of the shop becomes: its name, text, price, stock and weight, in the IKM's komoditas.
 * @throws ZodError when nothing of its name is left to name a product with.
 */
export const bodyOfItem = (item: ShopItemRecord, komoditas: Komoditas): ProductBody => {
  const name = cleaned(item.name, 255).replaceAll(/\s+/gu, ' ');
  const description = cleaned(item.description, 5_000);
  return ProductBody.parse({
    name,
    description: description === '' ? name : description,
    komoditas,
    kind: 'physical',
    ...(sku.test(item.sku) ? { sku: item.sku } : {}),
    ...(item.weightGrams === undefined || item.weightGrams < 1
      ? {}
      : { package: { weightGrams: Math.round(item.weightGrams), ...unknownSize } }),
    offer: {
      priceIdr: Math.max(1, Math.round(item.priceIdr ?? 1)),
      availability: 'ready',
      stock: Math.max(0, Math.round(item.stock ?? 0)),
    },
  });
};
