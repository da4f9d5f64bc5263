import * as z from 'zod';

const id = z.string().regex(/^[0-9A-Z]{26}-[1-9]\d*$/);
const money = z.int().min(1);
const Variant = z.looseObject({
  variantId: z.string(),
  values: z.array(z.string()),
  priceIdr: money,
  stock: z.int().min(0),
});
const Offer = z.looseObject({
  id,
  priceIdr: money,
  stock: z.int().min(0),
  variants: z.array(Variant).optional(),
});
const Listing = Offer.extend({
  name: z.string().min(1).max(255),
  description: z.string(),
  komoditas: z.string(),
  images: z.array(z.url()).min(1),
});

/** "REQUIRED … id, source, specversion, type" (cloudevents/spec.md); `sequence` is the sender's own extension. */
const envelope = {
  specversion: z.literal('1.0'),
  id: z.string().min(1),
  source: z.string().min(1),
  subject: id,
  sequence: z.string().regex(/^\d+$/),
  test: z.literal('true').optional(),
};
export const Message = z.discriminatedUnion('type', [
  z.looseObject({ ...envelope, type: z.literal('listing.upserted.v1'), data: Listing }),
  z.looseObject({ ...envelope, type: z.literal('listing.offer-changed.v1'), data: Offer }),
  z.looseObject({ ...envelope, type: z.literal('listing.removed.v1'), data: z.looseObject({ id }) }),
]);
export type Message = z.infer<typeof Message>;

/** An item as the shop keeps it. */
export const Doc = Listing;
export type Doc = z.infer<typeof Doc>;
