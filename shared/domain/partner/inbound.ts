import * as z from 'zod';
import type { ListingProblem } from '../listing/problem.ts';

/** A partner's word on an entry of its feed. */
export interface EntryVerdict {
  readonly state: 'live' | 'in-review' | 'rejected';
  readonly externalUrl?: string | undefined;
  readonly problems: readonly ListingProblem[];
  /** The `sequence` of ours that it answers, or when it was told: a word on older content does not count. */
  readonly sequence: number;
}

const marker = z.string().regex(/^[0-9A-Z]{26}-[1-9]\d*$/);
const text = (most: number) => z.string().trim().min(1).max(most);
const reference = { id: marker, sequence: z.int().min(0).optional() };

const Live = z.object({
  ...reference,
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
});
const Rejected = z.object({
  ...reference,
  problems: z
    .array(
      z.object({ field: z.string().max(100).default(''), message: text(500), code: z.string().max(60).optional() }),
    )
    .min(1)
    .max(20),
});

const instant = z.iso.datetime({ offset: true });
const Line = z.object({
  lineId: text(100),
  /** `data.id` of the listing, and the variant's id where it has variants. */
  id: text(60),
  variantId: text(60).optional(),
  name: text(300),
  quantity: z.int().min(1).max(10_000),
  priceIdr: z.int().min(0).max(10_000_000_000),
});
const OrderCreated = z.object({
  orderId: text(100),
  state: z.enum(['unpaid', 'to-ship', 'shipped', 'completed', 'cancelled', 'returned']).default('to-ship'),
  placedAt: instant,
  updatedAt: instant.optional(),
  shipBy: instant.optional(),
  totalIdr: z.int().min(0).max(10_000_000_000),
  lines: z
    .array(Line)
    .min(1)
    .max(100)
    .refine((lines) => new Set(lines.map(({ lineId }) => lineId)).size === lines.length, 'two lines of one id'),
  /** No more than what sending the goods needs; nothing else is read. */
  buyer: z.object({ name: text(200).optional(), phone: text(40).optional(), address: text(500).optional() }).optional(),
});
const OrderCancelled = OrderCreated.omit({ state: true });
/** When it happened: `time` in a CloudEvents envelope, `timestamp` in a plain body. */
const happened = { time: instant.optional().catch(undefined), timestamp: instant.optional().catch(undefined) };

/**
 * What a partner may tell us. A CloudEvents envelope and a plain `{type, timestamp, data}` body (Standard Webhooks) both
 * fit; unknown fields are passed over, prices and stock of listings are not even read.
 */
const PartnerEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('listing.live'), data: Live }),
  z.object({ type: z.literal('listing.rejected'), data: Rejected }),
  z.object({ type: z.literal('order.created'), ...happened, data: OrderCreated }),
  z.object({ type: z.literal('order.cancelled'), ...happened, data: OrderCancelled }),
]);
export type PartnerEvent = z.infer<typeof PartnerEvent>;

/** An order as a partner's event tells it, in the house's words. Times in milliseconds since 1970. */
export interface PartnerOrder {
  readonly externalId: string;
  readonly state: 'unpaid' | 'to-ship' | 'shipped' | 'completed' | 'cancelled' | 'returned';
  readonly placedAtMs: number;
  readonly updatedAtMs: number;
  readonly shipByMs?: number;
  readonly totalIdr: number;
  readonly lines: readonly {
    readonly lineId: string;
    readonly externalItemId: string;
    readonly marker: string;
    readonly variantMarker?: string;
    readonly name: string;
    readonly quantity: number;
    readonly priceIdr: number;
  }[];
  readonly buyer?: { readonly name?: string; readonly phone?: string; readonly address?: string };
}

/**
 * The raw body as an event; undefined for anything that is none of ours; `unreadable` for an order that cannot be taken in as
 * it is told: its sender must hear of that, or nobody would know of the order.
 */
export const readPartnerEvent = (rawBody: Uint8Array): PartnerEvent | 'unreadable' | undefined => {
  let body: unknown;
  try {
    body = JSON.parse(Buffer.from(rawBody).toString('utf8'));
  } catch {
    return undefined;
  }
  const parsed = z.object({ type: z.string() }).loose().safeParse(body);
  if (!parsed.success) return undefined;
  // `.v1` may be said or left out
  const type = parsed.data.type.replace(/\.v1$/u, '');
  const event = PartnerEvent.safeParse({ ...parsed.data, type }).data;
  return event === undefined && /^order\.(?:created|cancelled)$/u.test(type) ? 'unreadable' : event;
};

/** What a partner says against a product, as its owner reads it. Its words come from outside: text only, cut short. */
const toProblem = ({ field, message, code }: z.infer<typeof Rejected>['problems'][number]): ListingProblem => ({
  code: 'partner-rejected',
  path: /^[\w/-]{0,100}$/u.test(field) ? field : '',
  message: { id: `Mitra menolak: ${message}`, en: `The partner refuses: ${message}` },
  fix: {
    id: `Perbaiki bagian yang disebut lalu simpan lagi${code === undefined ? '' : ` (kode mitra: ${code})`}.`,
    en: `Correct what is named and save again${code === undefined ? '' : ` (the partner's code: ${code})`}.`,
  },
  severity: 'block',
});

/** The word of a `listing.…` event. */
export const verdictOfEvent = (
  event: Extract<PartnerEvent, { type: 'listing.live' | 'listing.rejected' }>,
  nowMs: number,
): EntryVerdict => {
  const sequence = event.data.sequence ?? nowMs;
  if (event.type === 'listing.rejected')
    return { state: 'rejected', problems: event.data.problems.map(toProblem), sequence };
  const { url } = event.data;
  return { state: 'live', ...(url === undefined ? {} : { externalUrl: url }), problems: [], sequence };
};

/**
 * The order of an `order.…` event. What was repeated late must not pass for the newest, so its time is the one it tells, or
 * its envelope; `toldAtMs` stands in for both, and no word reaches beyond it: nothing could ever be said after that.
 */
export const orderOfEvent = (
  event: Extract<PartnerEvent, { type: 'order.created' | 'order.cancelled' }>,
  toldAtMs: number,
): PartnerOrder => {
  const happenedAt = event.data.updatedAt ?? event.time ?? event.timestamp;
  const { orderId, placedAt, shipBy, totalIdr, lines, buyer } = event.data;
  const { name, phone, address } = buyer ?? {};
  return {
    externalId: orderId,
    state: event.type === 'order.cancelled' ? 'cancelled' : event.data.state,
    placedAtMs: Date.parse(placedAt),
    updatedAtMs: happenedAt === undefined ? toldAtMs : Math.min(Date.parse(happenedAt), toldAtMs),
    ...(shipBy === undefined ? {} : { shipByMs: Date.parse(shipBy) }),
    totalIdr,
    lines: lines.map(({ id, variantId, ...line }) => ({
      ...line,
      externalItemId: id,
      marker: id,
      ...(variantId === undefined ? {} : { variantMarker: `${id}-${variantId}` }),
    })),
    ...(buyer === undefined
      ? {}
      : {
          buyer: {
            ...(name === undefined ? {} : { name }),
            ...(phone === undefined ? {} : { phone }),
            ...(address === undefined ? {} : { address }),
          },
        }),
  };
};
