import * as z from 'zod';
import type { Listable, ListableOffer } from '../listing/listable.ts';
import { PlaceCode } from '../region/region-code.ts';
import { line, lines } from '../text.ts';

/** A factor is counted in ten-thousandths, so that money is only ever multiplied by whole numbers. */
const perOne = 10_000;
/** The register's own ceiling of a price. */
const mostIdr = 10_000_000_000;

/** What a shop's holder decides for everything sold through it. */
export const ShopRules = z.strictObject({
  price: z
    .strictObject({
      factor: z
        .number()
        .min(0.1)
        .max(10)
        .refine((factor) => Math.abs(factor * perOne - Math.round(factor * perOne)) < 1e-6, {
          params: {
            code: 'too-exact',
            message: { id: 'Paling banyak empat angka di belakang koma.', en: 'Four decimals at most.' },
          },
        })
        .meta({ description: 'Price here = price of the product × factor', example: 1.1 }),
      roundToIdr: z
        .int()
        .min(1)
        .max(1_000_000)
        .meta({ description: 'Rounded to the nearest multiple, halves upwards', example: 500 }),
      minimumIdr: z.int().min(1).max(mostIdr).meta({ description: 'Never below this price' }),
    })
    .partial()
    .optional(),
  stockBuffer: z
    .int()
    .min(0)
    .max(100_000)
    .optional()
    .meta({ description: 'Pieces kept back, so that a sale elsewhere meanwhile can be served' }),
  titleTemplate: line(200)
    .optional()
    .meta({ description: 'Words and {name} {variant} {netto} {sentra} {origin} {bahan} {motif} {brand} {seller}' }),
  pickup: z
    .strictObject({ regionCode: PlaceCode, address: lines(500) })
    .optional()
    .meta({ description: 'Where couriers fetch what a joint shop sold' }),
});
export type ShopRules = z.infer<typeof ShopRules>;

/** Rules as shown; `{}` while the shop sells at the products' own prices. */
export const ShopRulesView = z.strictObject({ rules: ShopRules, etag: z.string() });

/**
 * A price in this shop: times the factor, rounded, then lifted to the minimum. Whole rupiah in and out; a dearer product
 * never becomes the cheaper one.
 */
export const shopPrice = (priceIdr: number, price: ShopRules['price']): number => {
  const { factor = 1, roundToIdr = 1, minimumIdr = 1 } = price ?? {};
  const tenThousandths = priceIdr * Math.round(factor * perOne);
  const rounded = Math.max(roundToIdr, divide(tenThousandths, perOne * roundToIdr) * roundToIdr);
  return Math.min(mostIdr, Math.max(rounded, minimumIdr));
};

/** Whole number nearest to `amount / by`, halves upwards; exact, as no fraction is ever made. */
const divide = (amount: number, by: number): number => {
  const rest = amount % by;
  return (amount - rest) / by + (rest * 2 >= by ? 1 : 0);
};

/** Stock shown in this shop. What is made to order, or exists once only, has nothing to keep back. */
export const shopStock = ({ stock, availability }: ListableOffer, buffer = 0): number =>
  availability === 'ready' ? Math.max(0, stock - buffer) : stock;

/** A product as this shop sells it: prices and stocks of the whole and of every variant. Pure. */
export const applyShopRules = (listable: Listable, { price, stockBuffer }: ShopRules): Listable => {
  const change = (offer: ListableOffer): ListableOffer => ({
    ...offer,
    priceIdr: shopPrice(offer.priceIdr, price),
    stock: shopStock(offer, stockBuffer),
  });
  const { variants } = listable;
  return {
    ...listable,
    offer: change(listable.offer),
    ...(variants === undefined
      ? {}
      : { variants: { ...variants, items: variants.items.map((item) => ({ ...item, offer: change(item.offer) })) } }),
  };
};
