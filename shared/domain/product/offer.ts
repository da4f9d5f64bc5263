import * as z from 'zod';
import { VariantId } from '../ids.ts';
import { IsoInstant, toIso } from '../time.ts';

/** Whole rupiah that the buyer pays; our own ceiling, Rp10 miliar. */
const PriceIdr = z.int().min(1).max(10_000_000_000);
/** Pieces; our own ceiling. */
export const Stock = z.int().min(0).max(1_000_000);
const Availability = z.enum(['ready', 'made-to-order', 'one-off']);
/** Days from order to shipment. */
const LeadTimeDays = z.int().min(0).max(365);
const MinOrder = z.int().min(1).max(1_000_000);

/** Price, stock and lead time of a product or of one of its variants: versioned apart from content, as it changes often. */
export const Offer = z.strictObject({
  priceIdr: PriceIdr,
  availability: Availability,
  stock: Stock,
  leadTimeDays: LeadTimeDays.optional(),
  minOrder: MinOrder.optional(),
});
export type Offer = z.infer<typeof Offer>;

/** An offer as kept: with the time its stock was last counted by hand, and what shops sold beyond it. */
export const KeptOffer = Offer.extend({
  countedAt: IsoInstant.optional(),
  oversold: z
    .int()
    .min(1)
    .optional()
    .meta({ description: 'Pieces sold that stock did not cover; new pieces cover them first' }),
});
export type KeptOffer = z.infer<typeof KeptOffer>;

/** All offers of one product under one version: the whole product's, or one per variant. */
export interface Offers {
  /** The version of all of them together. */
  readonly etag: string;
  readonly whole?: KeptOffer | undefined;
  readonly byVariant?: Readonly<Record<string, KeptOffer>> | undefined;
  /** What imports set last, by variant (`whole`: without variants): what differs from it was set by somebody else. */
  readonly imported?: Readonly<Record<string, ImportedOffer>> | undefined;
}

/** What an import set of one offer. */
export const ImportedOffer = Offer.pick({ priceIdr: true, stock: true, availability: true, leadTimeDays: true })
  .partial()
  .extend({ importId: z.string(), line: z.int() });
export type ImportedOffer = z.infer<typeof ImportedOffer>;

const alone = (id: string, en: string, code: string) => ({ params: { code, message: { id, en } } });

/**
 * A change of one offer. `stock` (a counted number) needs the etag that was looked at; `stockChange` is relative, is
 * applied once per `changeId` for 90 days and needs none, so that a sale made offline is never lost or doubled.
 */
export const OfferChange = z
  .strictObject({
    variantId: VariantId.optional(),
    priceIdr: PriceIdr.optional(),
    availability: Availability.optional(),
    leadTimeDays: LeadTimeDays.optional(),
    minOrder: MinOrder.optional(),
    stock: Stock.optional(),
    // phones write instants with any fraction of a second
    countedAt: z.iso
      .datetime()
      .transform((text) => toIso(Date.parse(text)))
      .optional(),
    stockChange: z
      .strictObject({
        by: z
          .int()
          .min(-1_000_000)
          .max(1_000_000)
          .refine(
            (by) => by !== 0,
            alone('Isi perubahan stok, tidak boleh 0.', 'The change may not be 0.', 'no-change'),
          ),
        changeId: z.string().regex(/^[0-9A-Za-z_-]{8,64}$/),
      })
      .optional(),
  })
  .refine(
    ({ stockChange, variantId: _, ...others }) =>
      stockChange === undefined || Object.values(others).every((each) => each === undefined),
    {
      ...alone(
        'Kirim perubahan stok sendiri, tanpa isian lain.',
        'Send a stock change on its own, without other fields.',
        'stands-alone',
      ),
      path: ['stockChange'],
    },
  )
  .refine(({ countedAt, stock }) => countedAt === undefined || stock !== undefined, {
    ...alone('Isi juga jumlah stok yang dihitung.', 'Give the counted stock too.', 'stock-missing'),
    path: ['countedAt'],
  });
export type OfferChange = z.infer<typeof OfferChange>;

/**
 * The part of a change that sets values, and the offer it makes. Undefined fields stay as they are; a counted stock covers
 * what was oversold before.
 */
export const applyChange = (
  { oversold, ...offer }: KeptOffer,
  { priceIdr, availability, leadTimeDays, minOrder, stock, countedAt }: Omit<OfferChange, 'variantId' | 'stockChange'>,
): KeptOffer => ({
  ...offer,
  ...(oversold !== undefined && stock === undefined && { oversold }),
  ...(priceIdr !== undefined && { priceIdr }),
  ...(availability !== undefined && { availability }),
  ...(leadTimeDays !== undefined && { leadTimeDays }),
  ...(minOrder !== undefined && { minOrder }),
  // a new number without its time is no longer the number counted then
  ...(stock !== undefined && { stock, countedAt: countedAt ?? (stock === offer.stock ? offer.countedAt : undefined) }),
});
