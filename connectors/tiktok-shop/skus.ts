import type { ImageIds } from '../connector.ts';
import type { PlanContent } from './map-listing.ts';
import type { Product, Sku } from './schemas.ts';

/**
 * SKUs of an item. `seller_sku` holds our marker, of a product with variants followed by the variant's position ("…-1-3"),
 * since 50 characters do not hold a variant's id; `external_sku_id` holds that id, so that a variant keeps its SKU when
 * variants come, go or change places.
 */

/** Positions that a search for a marker names: as many as a product of ours has variants. */
const maxPosition = 50;

/** What the SKU field of any item under this marker may hold. */
export const sellerSkusOf = (marker: string): string[] => [
  marker,
  ...Array.from({ length: maxPosition }, (_, at) => `${marker}-${at + 1}`),
];

/** A SKU of the house's items with variants: marker (product and generation) and position. */
const positioned = /^([0-9A-Z]{26}-[1-9]\d*)-([1-9]\d?)$/;

/** The marker in a SKU field, or whatever stands there. */
export const markerOfSku = (sellerSku: string): string => positioned.exec(sellerSku)?.[1] ?? sellerSku;

const variantOf = (sku: Pick<Sku, 'external_sku_id' | 'seller_sku'>): string => sku.external_sku_id;

/** Variant id → SKU, of the SKUs that carry one. */
export const skusByVariant = (skus: readonly Sku[]): ReadonlyMap<string, Sku> =>
  new Map(skus.filter((sku) => variantOf(sku) !== '').map((sku) => [variantOf(sku), sku]));

/** Prices and stocks by variant id, and where new stock is put. */
export interface Offers {
  readonly prices: Readonly<Record<string, number>>;
  readonly stocks: Readonly<Record<string, number>>;
  readonly warehouseId: string | null;
}

export const priceBody = (amount: number) => ({ amount: String(amount), currency: 'IDR' });

const inventoryOf = (quantity: number, warehouseId: string | null) => [
  { ...(warehouseId === null ? {} : { warehouse_id: warehouseId }), quantity },
];

/**
 * What stands in an update for a SKU's stock: "You must include all warehouse IDs assigned to this SKU" (inventory/update).
 * All of ours is put in one, so that the sum is what the owner has.
 */
export const stockEverywhere = (sku: Pick<Sku, 'inventory'>, quantity: number, warehouseId: string | null) => {
  const home = sku.inventory.find((each) => each.warehouse_id === warehouseId) ?? sku.inventory[0];
  if (home === undefined) return inventoryOf(quantity, warehouseId);
  return sku.inventory.map((each) => ({ warehouse_id: each.warehouse_id, quantity: each === home ? quantity : 0 }));
};

const preSaleOf = ({ preOrderDays }: Pick<PlanContent, 'preOrderDays'>) =>
  preOrderDays === null
    ? {}
    : { pre_sale: { type: 'PRE_ORDER', fulfillment_type: { handling_duration_days: preOrderDays } } };

const sellerSkuOf = ({ seller_sku: sku }: Sku) => (sku === '' ? {} : { seller_sku: sku });

const identifier = (gtin: string | undefined) =>
  gtin === undefined ? {} : { identifier_code: { code: gtin, type: typeOfGtin(gtin) } };
/** identifier_code: "GTIN: 14 digits, EAN: 8, 13, or 14 digits, UPC: 12 digits". */
const typeOfGtin = ({ length }: string): string => (length === 14 ? 'GTIN' : length === 12 ? 'UPC' : 'EAN');

const salesOf = ({ sales }: PlanContent['variants'][number], picture: string | undefined) =>
  sales.map((each, at) => ({
    id: each.id,
    name: each.name,
    value_id: each.valueId,
    value_name: each.valueName,
    ...(at === 0 && picture !== undefined ? { sku_img: { uri: picture } } : {}),
  }));

/** The photo of a variant: ours when it was uploaded now, else what another variant of the same value shows there. */
const pictureOf = (
  { photo, sales }: PlanContent['variants'][number],
  images: ImageIds,
  existing: readonly Sku[],
): string | undefined => {
  if (photo !== undefined && images[photo] !== undefined) return images[photo];
  const [first] = sales;
  return existing
    .map((sku) => sku.sales_attributes[0])
    .find(
      (each) =>
        each !== undefined &&
        (first?.valueId === undefined ? each.value_name === first?.valueName : each.value_id === first.valueId),
    )?.sku_img?.uri;
};

/**
 * The SKUs of a create or edit. A SKU that exists keeps its id, price and stock, which have their own calls; a new one is
 * left out while it has no stock, for it may start with 1 to 99,999 pieces only.
 */
export const skusBody = (
  content: PlanContent,
  offers: Offers,
  images: ImageIds,
  marker: string,
  existing: readonly Sku[],
): readonly Readonly<Record<string, unknown>>[] => {
  const preSale = preSaleOf(content);
  if (content.variants.length === 0) {
    const [sku] = existing;
    const shared = { ...identifier(content.gtin), ...preSale };
    // an item that its owner linked keeps the SKU it has
    if (sku !== undefined)
      return [{ id: sku.id, ...sellerSkuOf(sku), ...shared, price: priceBody(priceOf(sku) ?? offers.prices[''] ?? 0) }];
    const own = { seller_sku: marker, ...shared };
    return [
      {
        ...own,
        price: priceBody(offers.prices[''] ?? 0),
        inventory: inventoryOf(offers.stocks[''] ?? 0, offers.warehouseId),
      },
    ];
  }
  const byVariant = skusByVariant(existing);
  const kept = new Set(content.variants.map(({ variantId }) => variantId));
  const taken = new Set(existing.filter((sku) => kept.has(variantOf(sku))).map(({ seller_sku: sku }) => sku));
  let position = 0;
  const nextSku = (): string => {
    do position += 1;
    while (taken.has(`${marker}-${position}`));
    return `${marker}-${position}`;
  };
  return content.variants.flatMap((variant): readonly Readonly<Record<string, unknown>>[] => {
    const sku = byVariant.get(variant.variantId);
    const picture = pictureOf(variant, images, existing);
    const own = { ...identifier(variant.gtin), ...preSale, sales_attributes: salesOf(variant, picture) };
    const price = offers.prices[variant.variantId] ?? 0;
    if (sku !== undefined) {
      return [
        {
          id: sku.id,
          ...sellerSkuOf(sku),
          external_sku_id: variant.variantId,
          ...own,
          price: priceBody(priceOf(sku) ?? price),
        },
      ];
    }
    const stock = offers.stocks[variant.variantId] ?? 0;
    if (stock <= 0) return [];
    return [
      {
        seller_sku: nextSku(),
        external_sku_id: variant.variantId,
        ...own,
        price: priceBody(price),
        inventory: inventoryOf(stock, offers.warehouseId),
      },
    ];
  });
};

/** What the buyer pays before any discount. */
export const priceOf = ({ price }: Sku): number | undefined =>
  price?.sale_price ?? price?.amount ?? price?.tax_exclusive_price ?? undefined;

const maxWarehouses = 20;

/**
 * What price and stock calls must name of a product with one SKU: its id and those of its warehouses, as text that travels
 * with the listing. Of an active product alone, as these calls work on no other.
 */
export const handleOf = ({ status, skus }: Product): string | undefined => {
  const [sku] = skus;
  if (sku === undefined || status !== 'ACTIVATE' || hasVariants({ skus }) || sku.inventory.length > maxWarehouses)
    return undefined;
  return [sku.id, ...sku.inventory.map((each) => each.warehouse_id)].join(' ');
};

/** Undefined for a text that this connector did not make. */
export const skuOfHandle = (handle: string): Pick<Sku, 'id' | 'inventory'> | undefined => {
  const [id = '', ...warehouses] = handle.split(' ');
  return /^\d+$/.test(id)
    ? { id, inventory: warehouses.map((warehouse) => ({ warehouse_id: warehouse, quantity: 0 })) }
    : undefined;
};

/** Pieces over all warehouses. */
export const stockOf = ({ inventory }: Sku): number => inventory.reduce((sum, { quantity }) => sum + quantity, 0);

export const hasVariants = ({ skus }: Pick<Product, 'skus'>): boolean =>
  skus.length > 1 || skus.some((sku) => sku.sales_attributes.length > 0);
