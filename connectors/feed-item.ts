import * as z from 'zod';
import { Komoditas } from '../shared/domain/komoditas.ts';
import type { Listable, ListableOffer } from '../shared/domain/listing/listable.ts';
import type { Overrides, Plan } from './connector.ts';
import { feedLine, feedText } from './feed-text.ts';

/**
 * A product as feeds carry it, in neutral words: what every connector with a feed plans, so that each format of the house
 * can write any of its entries.
 */
const Package = z.object({
  weightGrams: z.number(),
  lengthMm: z.number(),
  widthMm: z.number(),
  heightMm: z.number(),
});

export const FeedContent = z.object({
  productId: z.string(),
  name: z.string(),
  description: z.string(),
  komoditas: Komoditas,
  kind: z.enum(['physical', 'digital']),
  /** The category chosen for this account; absent where nobody chose. */
  categoryId: z.string().optional(),
  sku: z.string().optional(),
  brand: z.string().optional(),
  gtin: z.string().optional(),
  composition: z.string().optional(),
  shelfLifeDays: z.number().optional(),
  storage: z.string().optional(),
  attributes: z.record(z.string(), z.string()),
  legality: z.array(z.object({ type: z.string(), number: z.string(), expiresOn: z.string().optional() })),
  origin: z.object({ sentraName: z.string().optional(), regionName: z.string() }).optional(),
  seller: z.object({ ikmId: z.string(), businessName: z.string() }).optional(),
  package: Package.optional(),
  /** The public page to buy on. */
  link: z.string().optional(),
  /** Addresses of its photos, main photo first; they stay the same as long as the photo does. */
  images: z.array(z.string()),
  options: z.array(z.object({ name: z.string(), values: z.array(z.string()) })).optional(),
  variants: z
    .array(
      z.object({
        variantId: z.string(),
        values: z.array(z.string()),
        sku: z.string().optional(),
        gtin: z.string().optional(),
        package: Package.optional(),
        image: z.string().optional(),
      }),
    )
    .optional(),
});
export type FeedContent = z.infer<typeof FeedContent>;

/** Whole rupiah that the buyer pays. */
export const FeedPrice = z.object({
  /** Of the product, or of its cheapest variant. */
  original: z.number(),
  variants: z.record(z.string(), z.number()).optional(),
});
export type FeedPrice = z.infer<typeof FeedPrice>;

const Supply = z.object({
  stock: z.number(),
  availability: z.enum(['ready', 'made-to-order', 'one-off']),
  leadTimeDays: z.number().optional(),
});
export type FeedSupply = z.infer<typeof Supply>;

/** Pieces; of a product with variants the sum, as soon as one of them is ready. */
export const FeedStock = Supply.extend({ variants: z.record(z.string(), Supply).optional() });
export type FeedStock = z.infer<typeof FeedStock>;

const supplyOf = ({ stock, availability, leadTimeDays }: ListableOffer): FeedSupply => ({
  stock,
  availability,
  ...(leadTimeDays === undefined ? {} : { leadTimeDays }),
});

/** Content without what is not there, so that a plan equals its own JSON. */
const contentOf = (value: FeedContent): FeedContent => FeedContent.parse(JSON.parse(JSON.stringify(value)));

/**
 * The three parts of a feed entry from a listable; the owner's words for this account stand before the product's own.
 * @param photoBase where photos stand when the product has no page of its own.
 */
export const feedParts = (
  listable: Listable,
  overrides: Overrides,
  photoBase: string | undefined = listable.page?.photoBase,
): { readonly content: FeedContent; readonly price: FeedPrice; readonly stock: FeedStock } => {
  const imageOf = (name: string): string | undefined => (photoBase === undefined ? undefined : `${photoBase}/${name}`);
  const items = listable.variants?.items;
  const content = contentOf({
    productId: listable.productId,
    name: feedLine(overrides.name ?? listable.name),
    description: feedText(overrides.description ?? listable.description),
    komoditas: listable.komoditas,
    kind: listable.kind,
    categoryId: overrides.categoryId,
    sku: listable.sku,
    brand: feedLine(listable.brand ?? '') || undefined,
    gtin: listable.gtin,
    composition: listable.composition,
    shelfLifeDays: listable.shelfLifeDays,
    storage: listable.storage,
    attributes: { ...listable.attributes, ...overrides.attributes },
    legality: [...listable.legality],
    origin: listable.origin,
    seller:
      listable.seller === undefined
        ? undefined
        : { ...listable.seller, businessName: feedLine(listable.seller.businessName) },
    package: listable.package,
    link: listable.page?.url,
    images: listable.photos.flatMap((name) => imageOf(name) ?? []),
    options: listable.variants?.options.map(({ name, values }) => ({ name, values: [...values] })),
    variants: items?.map(({ variantId, values, sku, gtin, package: box, photo }) => ({
      variantId,
      values: [...values],
      sku,
      gtin,
      package: box,
      image: photo === undefined ? undefined : imageOf(photo),
    })),
  });
  if (items === undefined || items.length === 0)
    return {
      content,
      price: { original: overrides.priceIdr ?? listable.offer.priceIdr },
      stock: supplyOf(listable.offer),
    };
  const first = items.find(({ offer }) => offer.availability === 'ready' && offer.stock > 0) ?? items[0];
  return {
    content,
    price: {
      original: Math.min(...items.map(({ offer }) => offer.priceIdr)),
      variants: Object.fromEntries(items.map(({ variantId, offer }) => [variantId, offer.priceIdr])),
    },
    stock: {
      ...supplyOf(first?.offer ?? listable.offer),
      stock: items.reduce((sum, { offer }) => sum + offer.stock, 0),
      variants: Object.fromEntries(items.map(({ variantId, offer }) => [variantId, supplyOf(offer)])),
    },
  };
};

/** What there is to sell: the product, or each of its variants whose price and stock are known. */
export interface FeedSku extends FeedSupply {
  readonly variantId?: string;
  /** In the order of the options. */
  readonly values: readonly string[];
  readonly priceIdr: number;
  readonly sku?: string | undefined;
  readonly gtin?: string | undefined;
  readonly package?: FeedContent['package'];
  readonly images: readonly string[];
}

export interface ReadEntry {
  readonly content: FeedContent;
  readonly price: FeedPrice;
  readonly stock: FeedStock;
  readonly skus: readonly FeedSku[];
}

/** A feed entry's three parts as they were planned by `feedParts`; `undefined` for what was not. */
export const readParts = (parts: Pick<Plan, 'content' | 'price' | 'stock'>): ReadEntry | undefined => {
  const content = FeedContent.safeParse(parts.content);
  const price = FeedPrice.safeParse(parts.price);
  const stock = FeedStock.safeParse(parts.stock);
  if (!content.success || !price.success || !stock.success) return undefined;
  return {
    content: content.data,
    price: price.data,
    stock: stock.data,
    skus: skusOf(content.data, price.data, stock.data),
  };
};

const skusOf = (content: FeedContent, price: FeedPrice, stock: FeedStock): readonly FeedSku[] => {
  const { sku, gtin, images, variants } = content;
  if (variants === undefined || variants.length === 0) {
    const { variants: _, ...supply } = stock;
    return [{ ...supply, values: [], priceIdr: price.original, sku, gtin, package: content.package, images }];
  }
  return variants.flatMap((variant): readonly FeedSku[] => {
    const priceIdr = price.variants?.[variant.variantId];
    const supply = stock.variants?.[variant.variantId];
    // its price or stock is still on its way
    if (priceIdr === undefined || supply === undefined) return [];
    const { image } = variant;
    return [
      {
        ...supply,
        variantId: variant.variantId,
        values: variant.values,
        priceIdr,
        sku: variant.sku,
        gtin: variant.gtin,
        package: variant.package ?? content.package,
        images: image === undefined ? images : [image, ...images.filter((one) => one !== image)],
      },
    ];
  });
};

/** An entry of a feed, or what a reader of changes is told of it. */
export interface NeutralItem extends Omit<FeedContent, 'variants'> {
  readonly id: string;
  readonly priceIdr: number;
  readonly stock: number;
  readonly availability: FeedSupply['availability'];
  readonly leadTimeDays?: number;
  readonly variants?: readonly Omit<FeedSku, 'images'>[];
}

/** One product of `items.jsonl` and of `?since=`; `undefined` for parts that are not neutral. */
export const neutralItem = (
  entry: Pick<Plan, 'content' | 'price' | 'stock'> & { readonly marker: string },
): NeutralItem | undefined => {
  const read = readParts(entry);
  if (read === undefined) return undefined;
  const { variants: _, ...content } = read.content;
  const { variants: __, ...supply } = read.stock;
  return {
    id: entry.marker,
    ...content,
    priceIdr: read.price.original,
    stock: supply.stock,
    availability: supply.availability,
    ...(supply.leadTimeDays === undefined ? {} : { leadTimeDays: supply.leadTimeDays }),
    ...(read.content.variants === undefined ? {} : { variants: read.skus.map(({ images: ___, ...sku }) => sku) }),
  };
};

/** Id of one SKU of a product in a feed: the marker, and for a variant the end of its id; at most 50 characters. */
export const skuIdOf = (marker: string, { variantId }: Pick<FeedSku, 'variantId'>): string =>
  variantId === undefined ? marker : `${marker}-${variantId.slice(-Math.min(20, 49 - marker.length))}`;

/**
 * The day goods made to order can leave, counted from the day the feed is written: feeds are written anew each day as long
 * as they hold such goods.
 */
export const readyOn = ({ leadTimeDays }: Pick<FeedSupply, 'leadTimeDays'>, nowMs: number): string =>
  new Date(nowMs + (Math.min(Math.max(leadTimeDays ?? 14, 1), 360) + 1) * 86_400_000).toISOString().slice(0, 10);

/** GS1 General Specifications §7.9: the sum of digits, weighted 3 and 1 from the right, is a multiple of 10. */
export const isGtin = (text: string): boolean =>
  /^(?:\d{8}|\d{12,14})$/.test(text) &&
  Array.from(text)
    .reverse()
    .reduce((sum, digit, at) => sum + Number(digit) * (at % 2 === 0 ? 1 : 3), 0) %
    10 ===
    0;
