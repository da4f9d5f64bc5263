import * as z from 'zod';
import { AccountId, IkmId, ProductId, SentraId } from '../ids.ts';
import { IsoInstant } from '../time.ts';
import { ListingProblem } from './problem.ts';

export type { ListingProblem } from './problem.ts';

/** What the listing's owner chose for this shop in place of the product's own. */
export const Overrides = z.strictObject({
  categoryId: z.string().min(1).max(40).optional(),
  attributes: z.record(z.string().max(60), z.string().max(500)).optional(),
  name: z.string().min(1).max(300).optional(),
  description: z.string().min(1).max(10_000).optional(),
  priceIdr: z.int().min(1).max(10_000_000_000).optional(),
  allowOneOffHere: z
    .boolean()
    .optional()
    .meta({ description: 'Sell a one-off piece here although it is on sale in another shop' }),
});
export type Overrides = z.infer<typeof Overrides>;

/** A listing is made of three parts that are sent and confirmed apart. */
export const parts = ['stock', 'price', 'content'] as const;
export type Part = (typeof parts)[number];
export type PartHashes = Readonly<Record<Part, string>>;

const Hashes = z.object({ content: z.string(), price: z.string(), stock: z.string() });
const epochMs = z.int();

/** Texts, price and stock of an item, for telling an edit by hand. */
const Reading = z
  .object({ name: z.string(), description: z.string(), priceIdr: z.number(), stock: z.number() })
  .partial();
export type Reading = z.infer<typeof Reading>;

const Item = z.object({
  externalId: z.string(),
  externalUrl: z.string().optional(),
  marker: z.string(),
  state: z.enum(['live', 'in-review', 'rejected', 'off', 'removed-by-seller', 'removed-by-marketplace']),
  editInReview: z.boolean(),
  problems: z.array(ListingProblem),
  createdAtMs: epochMs,
  readAtMs: epochMs,
  /** When to look at it again: review, slow sweep. */
  lookAtMs: epochMs,
  /** Looks in a row that found it in review. */
  reviewLooks: z.int(),
  /** What it said right after our own last call. */
  baseline: Reading,
  /** Parts that we sent since the last look: the next look is their baseline. */
  unread: z.array(z.enum(parts)),
  /** When a price was sent that no look has shown yet: one soon after it may still show the price before. */
  priceSentAtMs: epochMs.optional(),
  /** What the connector asked to be given along with its calls, as of the last look. */
  handle: z.string().optional(),
  /** Set for an item of the shop's own that its owner linked: it does not carry our marker, and is not ours to remove. */
  adopted: z.literal(true).optional(),
  /** Set while an adopted item was not yet compared with the product. */
  unmatched: z.literal(true).optional(),
});
export type Item = z.infer<typeof Item>;

/** A create whose end is not known: stored before the call, and until an answer or a look-up tells what became of it. */
const Pending = z.object({
  kind: z.literal('create'),
  marker: z.string(),
  startedAtMs: epochMs,
  /** The call was aborted by then at the latest, so it counts as sent until then. */
  uncertainSinceMs: epochMs,
  planHashes: Hashes,
  sent: Reading,
  /** True when an earlier create under this marker was given up as not done: what is found may be either. */
  again: z.boolean(),
  looks: z.int(),
  /** Looks after the quarantine that found nothing. */
  misses: z.int(),
  nextLookAtMs: epochMs,
});
export type Pending = z.infer<typeof Pending>;

/** What may be refused or put off: a part, the create as a whole, or being on sale. */
export const Subject = z.enum(['create', 'content', 'price', 'stock', 'sale']);
export type Subject = z.infer<typeof Subject>;

const Refused = z.object({ hash: z.string(), problems: z.array(ListingProblem), marketplaceCode: z.string() });
const Deferred = z.object({ hash: z.string(), problem: ListingProblem, untilMs: epochMs });

/** The half that only the holder of the lease writes: what was observed, what is on its way. */
export const Observed = z.object({
  /** Counts the items we had for this listing, so that a removed one is never mistaken for a new one. */
  generation: z.int(),
  item: Item.optional(),
  /** Hash per part that the marketplace confirmed, each after its own call. */
  confirmed: Hashes.partial(),
  /** Whether we last put it on sale (true) or took it off (false). */
  onSale: z.boolean().optional(),
  sent: Reading,
  pending: Pending.optional(),
  /** Set while a second item may still turn up under our marker. */
  doubt: z.object({ sinceMs: epochMs, looks: z.int(), nextLookAtMs: epochMs }).optional(),
  /** True once a shop that was connected before was searched for our marker. */
  shopSearched: z.boolean().optional(),
  refused: z.partialRecord(Subject, Refused),
  deferred: z.partialRecord(Subject, Deferred),
  /** Edits by hand at the marketplace that wait for the owner's decision. */
  handEdit: Reading.extend({ sale: z.enum(['on', 'off']).optional() }).optional(),
  /** Why it is not sent; empty when nothing keeps it. */
  blocked: z.array(ListingProblem),
  /** What the owner should know, e.g. that the seller removed it there. */
  notice: z.array(ListingProblem),
  attempts: z.int(),
  /** Why the last attempt must be repeated. */
  failing: z.object({ reason: z.string(), marketplaceCode: z.string().optional() }).optional(),
  /** `dueSeq`, `retrySeq`, `resolution.seq` and `lookSeq` up to which this half has acted. */
  settledSeq: z.int(),
  retriedSeq: z.int(),
  resolvedSeq: z.int(),
  lookedSeq: z.int(),
  lastPushedAt: IsoInstant.optional(),
});
export type Observed = z.infer<typeof Observed>;

export const states = ['blocked', 'waiting', 'pushing', 'in-review', 'live', 'rejected', 'failing', 'off'] as const;
export type State = (typeof states)[number];

/**
 * One product in one shop account. `wanted…`, `overrides`, `resolution` and the sequence numbers are written by users and
 * their causes; `observed`, `lease` and (at the end of a look) `nextTryAt` only by the holder of the lease.
 */
export const Listing = z.object({
  productId: ProductId,
  accountId: AccountId,
  marketplace: z.string(),
  ikmId: IkmId,
  sentraId: SentraId.optional(),
  regionCode: z.string(),
  wanted: z.enum(['live', 'off']),
  overrides: Overrides,
  /** False for a shop window that takes no orders, such as a feed. */
  takesOrders: z.boolean().optional(),
  /** The shop's own item that its owner says is this product: it is adopted, and nothing is ever created beside it. */
  link: z.object({ externalId: z.string(), hasVariants: z.boolean() }).optional(),
  /** Counts changes of what is wanted; the etag. */
  wantedSeq: z.int(),
  resolution: z.object({ keep: z.enum(['ours', 'theirs']), seq: z.int() }).optional(),
  /** Raised by every cause to look again: a look that began before it does not settle it. */
  dueSeq: z.int(),
  /** Raised by the owner's "try again" and by a marketplace's push. */
  retrySeq: z.int(),
  lookSeq: z.int(),
  /** When to look next; absent when nothing is to be done before something changes. */
  nextTryAt: IsoInstant.optional(),
  lease: z.object({ holder: z.string(), untilMs: epochMs }).optional(),
  observed: Observed,
});
export type Listing = z.infer<typeof Listing>;

/** The observed half of a listing that nobody has looked at. */
export const nothingObserved: Observed = {
  generation: 1,
  confirmed: {},
  sent: {},
  refused: {},
  deferred: {},
  blocked: [],
  notice: [],
  attempts: 0,
  settledSeq: 0,
  retriedSeq: 0,
  resolvedSeq: 0,
  lookedSeq: 0,
};
