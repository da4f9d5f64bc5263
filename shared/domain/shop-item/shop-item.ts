import * as z from 'zod';
import { AccountId, PhotoId, ProductId } from '../ids.ts';
import { Look } from '../photo/look.ts';
import { IsoInstant } from '../time.ts';

/** A product that an item of the shop may be, and how much speaks for it (0 to 1). */
const Suggestion = z.object({
  productId: ProductId,
  score: z.number(),
  reasons: z.array(z.enum(['name', 'price', 'code', 'photo'])),
});
export type Suggestion = z.infer<typeof Suggestion>;

export const decisions = ['open', 'linked', 'imported', 'left'] as const;

/** An item of a shop that does not carry our marker, and what its owner decided about it. */
export const ShopItemRecord = z.object({
  accountId: AccountId,
  marketplace: z.string(),
  externalId: z.string(),
  externalUrl: z.string().optional(),
  name: z.string(),
  description: z.string(),
  /** Absent for an item with variants, each with a price of its own. */
  priceIdr: z.number().optional(),
  stock: z.number().optional(),
  weightGrams: z.number().optional(),
  photoUrls: z.array(z.string()),
  /** The main photo that was fetched to be compared; no look when it shows nothing to know it by, or could not be had. */
  photo: z.object({ url: z.string(), look: Look.optional() }).optional(),
  /** What stands in the SKU field; empty when nothing does. */
  sku: z.string(),
  hasVariants: z.boolean(),
  state: z.enum(['live', 'in-review', 'rejected', 'off', 'removed-by-seller', 'removed-by-marketplace']),
  decision: z.enum(decisions),
  /** The product it is linked with or was imported as. */
  productId: ProductId.optional(),
  suggestions: z.array(Suggestion),
  /** Its photos that are still to be fetched for the product it was imported as, by the ids they get there. */
  photosToFetch: z.array(z.object({ url: z.string(), productId: ProductId, photoId: PhotoId })).optional(),
  readAt: IsoInstant,
  /** The reading that saw it last: the milliseconds at which that one began. */
  seenInMs: z.int(),
  etag: z.string(),
});
export type ShopItemRecord = z.infer<typeof ShopItemRecord>;

/** What the guard before a create needs of an item that waits for a decision. */
export const OpenItem = z.object({ externalId: z.string(), name: z.string(), sku: z.string() });
export type OpenItem = z.infer<typeof OpenItem>;

/** How far the reading of a shop has come. Times in milliseconds since 1970. */
export const Reading = z.object({
  accountId: AccountId,
  marketplace: z.string(),
  /** Raised by everything that asks for a reading, or for going on with one. */
  askedSeq: z.int(),
  servedSeq: z.int(),
  /** The reading on its way; absent when none is. */
  current: z
    .object({
      startedAtMs: z.int(),
      phase: z.enum(['list', 'forget']),
      cursor: z.string().optional(),
      found: z.int(),
    })
    .optional(),
  finishedAtMs: z.int().optional(),
  /** Items that the last whole reading found, ours not counted. */
  found: z.int().optional(),
  failures: z.int(),
  lease: z.object({ holder: z.string(), untilMs: z.int() }).optional(),
});
export type Reading = z.infer<typeof Reading>;
