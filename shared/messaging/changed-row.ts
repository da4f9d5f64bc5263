import * as z from 'zod';

/**
 * What the publisher reads of the rows: the few fields that events are made of. Tolerant, as a row may be older than this
 * code and the stream must go on; repositories check the rest.
 */
const Sentra = z.object({
  type: z.literal('sentra'),
  sentraId: z.string(),
  regionCode: z.string().optional(),
  programmes: z.array(z.object({ name: z.string() })).optional(),
});
const Ikm = z.object({
  type: z.literal('ikm'),
  ikmId: z.string(),
  sentraId: z.string().optional(),
  regionCode: z.string().optional(),
  businessName: z.string().optional(),
  mergedInto: z.string().optional(),
  state: z.enum(['draft', 'submitted', 'returned', 'approved', 'rejected', 'suspended', 'closed']),
});
const ShopSite = z.object({ type: z.literal('shop-site'), ikmId: z.string(), etag: z.string() });
const Product = z.object({
  type: z.literal('product'),
  productId: z.string(),
  ikmId: z.string(),
  /** Digest of the content alone: tells an edit from a decision on the same row. */
  contentDigest: z.string(),
  curation: z.enum(['draft', 'submitted', 'returned', 'approved', 'rejected']),
  archived: z.boolean().default(false),
  /** What is left of a deleted product, so that its id is not used again. */
  deleted: z.boolean().default(false),
});
const Offer = z.object({ type: z.literal('offer'), productId: z.string(), ikmId: z.string(), etag: z.string() });
const Photo = z.object({
  type: z.literal('photo'),
  productId: z.string(),
  photoId: z.string(),
  state: z.enum(['waiting', 'ready', 'rejected']),
  reason: z.string().optional(),
});
const Account = z.object({
  type: z.literal('account'),
  accountId: z.string(),
  marketplace: z.string(),
  holder: z.object({ type: z.enum(['ikm', 'sentra', 'partner']), id: z.string() }),
  state: z.enum(['pending', 'connected', 'expiring', 'expired', 'revoked']),
  /** Counts changes of what decides what the shop shows. */
  terms: z.int().optional(),
});
const Consent = z.object({
  type: z.literal('consent'),
  accountId: z.string(),
  ikmId: z.string(),
  agreed: z.boolean(),
});
/** The owner's word for a purpose. */
const PurposeConsent = z.object({
  type: z.literal('purpose-consent'),
  ikmId: z.string(),
  purpose: z.string(),
  agreed: z.boolean(),
});
/** `seq` counts the steps of carrying it out. */
const DataRequest = z.object({
  type: z.literal('data-request'),
  ikmId: z.string(),
  requestId: z.string(),
  kind: z.enum(['access', 'correction', 'erasure', 'restriction']),
  state: z.string(),
  seq: z.int(),
});
const SentraCategories = z.object({ type: z.literal('sentra-categories'), sentraId: z.string(), etag: z.string() });
/** `seq` counts the steps of carrying it out: each leads to the next. */
const Release = z.object({ type: z.literal('release'), ikmId: z.string(), partnerId: z.string(), seq: z.int() });
const Listing = z.object({
  type: z.literal('listing'),
  productId: z.string(),
  accountId: z.string(),
  marketplace: z.string(),
  ikmId: z.string(),
  wanted: z.enum(['live', 'off']),
  state: z.enum(['blocked', 'waiting', 'pushing', 'in-review', 'live', 'rejected', 'failing', 'off']),
  /** Counts the times something asked to look at this listing. */
  dueSeq: z.int(),
  /** The item as last seen; absent when nothing of ours is there. */
  observed: z.object({ item: z.object({ state: z.string(), adopted: z.boolean().optional() }).optional() }).optional(),
});
/** How far a shop was read. */
const ShopReading = z.object({
  type: z.literal('shop-reading'),
  accountId: z.string(),
  marketplace: z.string(),
  /** Counts the times something asked for a reading, or for going on with one. */
  askedSeq: z.int(),
  finishedAtMs: z.number().optional(),
});
/** An item of a shop that is not ours. */
const ShopItem = z.object({
  type: z.literal('shop-item'),
  accountId: z.string(),
  marketplace: z.string(),
  externalId: z.string(),
  decision: z.string(),
  photoUrls: z.array(z.string()).default([]),
  /** The main photo as it was compared. */
  photo: z.object({ url: z.string() }).optional(),
  /** Those that are to be fetched for a product. */
  photosToFetch: z.array(z.object({ photoId: z.string() })).default([]),
});
/** One owner's part of an order. */
const OrderPart = z.object({
  type: z.literal('fulfilment'),
  orderId: z.string(),
  accountId: z.string(),
  marketplace: z.string(),
  owner: z.object({ type: z.string(), id: z.string(), ikmId: z.string().optional() }),
  state: z.enum(['unpaid', 'to-ship', 'shipped', 'completed', 'cancelled', 'returned']),
  acknowledged: z.object({ at: z.string() }).optional(),
  overdueSince: z.string().optional(),
});
const Pack = z.object({ type: z.literal('pack'), packId: z.string(), state: z.enum(['waiting', 'ready']) });
const Import = z.object({
  type: z.literal('import'),
  importId: z.string(),
  kind: z.enum(['sentra', 'ikm', 'product', 'offer']),
  state: z.enum(['waiting', 'checking', 'checked', 'running', 'finished', 'cancelled', 'failed']),
  /** Counts the times something asked to go on with it. */
  seq: z.int(),
});
/** A legality paper: `etag` counts its versions, `ruling` and `reminded` are of that version. */
const Paper = z.object({
  type: z.literal('paper'),
  ikmId: z.string(),
  paperId: z.string(),
  etag: z.string(),
  ruling: z.object({ decision: z.enum(['verify', 'return']), at: z.string() }).optional(),
  reminded: z.int().optional(),
});
/** An IKM's part in a batch of training: the days it came. */
const Training = z.object({
  type: z.literal('training'),
  batchId: z.string(),
  ikmId: z.string(),
  days: z.record(z.string(), z.unknown()),
});
/** Rows whose changes concern nobody outside their own function. */
const Silent = z.object({
  type: z.enum([
    'member',
    'subject-member',
    'waiting-member',
    'team-member',
    'helper-consent',
    'helper-code',
    'tally',
    'claim',
    'claims-of-member',
    'join-code',
    'data-key',
    'transfer',
    'likeness',
    'duplicate',
    'identity',
    'approved',
    'stock-change',
    'attempt',
    'tokens',
    'shop',
    'shop-image',
    'authorization',
    'breaker',
    'rate',
    'fact',
    'feed-entry',
    'feed-head',
    'feed-change',
    'order',
    'order-clock',
    'order-buyer',
    'order-poll',
    'order-round',
    'partner',
    'pull-token',
    'delivery',
    'verdict',
    'partner-event',
    'open-item',
    'shop-link',
    'ticket',
    'version',
    'trust',
    'import-findings',
    'import-pointer',
    'audit',
    'batch',
    'seats',
    'note',
    'funnel',
    'funnel-round',
    'reached',
    'target',
  ]),
});

/** A row as the publisher sees it. Every row type of both tables is here; an unknown one is a fault that is parked. */
export const ChangedRow = z.discriminatedUnion('type', [
  Sentra,
  Ikm,
  ShopSite,
  Pack,
  Import,
  Product,
  Offer,
  Photo,
  Account,
  Consent,
  PurposeConsent,
  DataRequest,
  SentraCategories,
  Release,
  Listing,
  ShopReading,
  ShopItem,
  OrderPart,
  Paper,
  Training,
  Silent,
]);
export type ChangedRow = z.infer<typeof ChangedRow>;
export type RowType = ChangedRow['type'];
export type RowOf<Type extends RowType> = Extract<ChangedRow, { type: Type }>;
