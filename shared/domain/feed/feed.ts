import { createHash } from 'node:crypto';
import * as z from 'zod';

/** Said in the head of each file, and beside those whose format has no room for it. */
export const licence =
  'Data dan foto milik pembuatnya; boleh ditampilkan untuk menjual produk ini dengan menyebut pembuatnya. / ' +
  'Data and photos belong to their makers; they may be shown to sell these products, naming the maker.';

/** Where an entry stands among all of its feed: 8 hex digits, spread evenly. */
export const placeOf = (marker: string): string => createHash('sha256').update(marker).digest('hex').slice(0, 8);

/** Ids of formats as they stand in a feed's address. */
export const FormatName = z.string().regex(/^[a-z]+\.(xml|csv|jsonl)$/);

/** A stretch of a feed: the entries from a place up to the next segment, and what each format makes of them. */
const Segment = z.object({
  /** First place, inclusive. */
  from: z.string(),
  items: z.int(),
  /** It holds goods made to order, whose dates move with the days. */
  dated: z.boolean(),
  renderedAtMs: z.int(),
  formats: z.record(z.string(), z.object({ bytes: z.int(), hash: z.string(), crc: z.int(), gz: z.int() })),
});
export type Segment = z.infer<typeof Segment>;

/** How the published files are put together, kept beside them. */
export const Manifest = z.object({
  segments: z.array(Segment),
  /** Per format: digest of head and tail, bytes of the head, plain and deflated. */
  frames: z.record(z.string(), z.object({ hash: z.string(), head: z.int(), gzHead: z.int() })),
  writtenAtMs: z.int(),
});
export type Manifest = z.infer<typeof Manifest>;

/** One published file and its gzip twin. Etags without quotes: ours by content, and those that the store gave. */
export const FeedFile = z.object({
  key: z.string(),
  gzKey: z.string(),
  etag: z.string(),
  storeEtags: z.array(z.string()),
  bytes: z.int(),
  gzBytes: z.int(),
  items: z.int(),
  writtenAtMs: z.int(),
});
export type FeedFile = z.infer<typeof FeedFile>;

/** What is published of an account's feed; switched in one write when a build is done. */
export const FeedHead = z.object({
  accountId: z.string(),
  /** Counts builds. */
  version: z.int(),
  /** Changes up to this number are published. */
  seq: z.int(),
  manifestKey: z.string().optional(),
  files: z.record(z.string(), FeedFile),
  builtAtMs: z.int().optional(),
  lease: z.object({ holder: z.string(), untilMs: z.int() }).optional(),
});
export type FeedHead = z.infer<typeof FeedHead>;
