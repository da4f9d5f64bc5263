import * as z from 'zod';
import { canonicalJson } from '../digest.ts';
import { AccountId, IkmId, OrderId, ProductId, VariantId } from '../ids.ts';
import { orderChangePrefix, type StockChange } from '../product/product-repository.ts';
import { lineKeyOf } from './order-id.ts';

/** Where an order stands at its marketplace. */
export const orderStates = ['unpaid', 'to-ship', 'shipped', 'completed', 'cancelled', 'returned'] as const;
export const OrderState = z.enum(orderStates);
export type OrderState = z.infer<typeof OrderState>;

/** An order as a marketplace showed it once. Money in whole rupiah, times in milliseconds since 1970. */
export interface SeenOrder {
  readonly externalId: string;
  readonly state: OrderState;
  readonly placedAtMs: number;
  readonly updatedAtMs: number;
  readonly shipByMs?: number | undefined;
  readonly totalIdr: number;
  readonly lines: readonly SeenLine[];
  readonly buyer?: Buyer | undefined;
}

export interface SeenLine {
  readonly lineId: string;
  readonly externalItemId: string;
  readonly marker: string;
  readonly variantMarker?: string | undefined;
  readonly name: string;
  readonly quantity: number;
  readonly priceIdr: number;
}

/** No more of the buyer than what the goods need to arrive. */
export interface Buyer {
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly address?: string | undefined;
}

/** Whose line it is: an IKM's, or the shop holder's for what we did not list. */
export const LineOwner = z.object({
  type: z.enum(['ikm', 'sentra', 'partner']),
  id: z.string(),
  /** Where it stands, copied from its listing or from the account: scope decisions are made on this. */
  regionCode: z.string(),
  sentraId: z.string().optional(),
  ikmId: IkmId.optional(),
  partnerId: z.string().optional(),
});
export type LineOwner = z.infer<typeof LineOwner>;
export const ownerKeyOf = ({ type, id }: Pick<LineOwner, 'type' | 'id'>): string => `${type}#${id}`;

/** What a line was found to be, when it was first seen; kept as it is, whatever is linked or moved later. */
export const Resolution = z.object({
  owner: LineOwner,
  /** Absent for a product that is not ours. */
  productId: ProductId.optional(),
  variantId: VariantId.optional(),
});
export type Resolution = z.infer<typeof Resolution>;

const Line = Resolution.extend({
  lineId: z.string(),
  externalItemId: z.string(),
  name: z.string(),
  priceIdr: z.number(),
  /** Pieces as last shown; 0 when the line was taken out. */
  quantity: z.int(),
  /** The most pieces it ever had. */
  ordered: z.int(),
  seenAtMs: z.int(),
  /** Pieces taken from our stock for it. */
  held: z.int(),
  /** Counts its stock changes, so that each has an id of its own. */
  seq: z.int(),
  /** A stock change that may or may not be applied yet, as a number of pieces more. */
  moving: z.int().optional(),
});
export type Line = z.infer<typeof Line>;

/** An order as kept: nothing in it tells of the buyer. */
export const Order = z.object({
  orderId: OrderId,
  accountId: AccountId,
  marketplace: z.string(),
  shopId: z.string(),
  externalId: z.string(),
  /** The state of the latest look. */
  shown: OrderState,
  updatedAtMs: z.int(),
  /** The end it came to, in whatever look that was seen. */
  ended: OrderState.optional(),
  /** True once its goods were seen to leave: what comes back then is counted by hand. */
  left: z.boolean(),
  placedAtMs: z.int(),
  shipByMs: z.int().optional(),
  totalIdr: z.number(),
  lines: z.array(Line),
});
export type Order = z.infer<typeof Order>;

/** Later in an order's life is greater. */
const rank = (state: OrderState): number => orderStates.indexOf(state);
const hasLeft = (state: OrderState): boolean => state === 'shipped' || state === 'completed' || state === 'returned';
/** Whether an order has ended: it needs nobody's hand any more. */
export const isOver = (state: OrderState): boolean =>
  state === 'completed' || state === 'cancelled' || state === 'returned';

/** What ended stays ended, whatever an older or a confused look says. */
export const stateOf = ({ shown, ended }: Pick<Order, 'shown' | 'ended'>): OrderState => ended ?? shown;

interface Look {
  readonly shown: OrderState;
  readonly updatedAtMs: number;
  readonly totalIdr: number;
  readonly shipByMs?: number | undefined;
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
}

const saysOf = ({ totalIdr, shipByMs, lines }: Look): string =>
  canonicalJson([
    totalIdr,
    shipByMs ?? null,
    Object.fromEntries(lines.flatMap(({ lineId, quantity }) => (quantity > 0 ? [[lineId, quantity]] : []))),
  ]);

/** Whether `b` was shown after `a`. Of two different ones shown at the same time one always counts as the later. */
const isAfter = (b: Look, a: Look): boolean => {
  if (b.updatedAtMs !== a.updatedAtMs) return b.updatedAtMs > a.updatedAtMs;
  if (b.shown !== a.shown) return rank(b.shown) > rank(a.shown);
  return saysOf(b) > saysOf(a);
};

const lineAfter = (before: Line, seen: SeenLine | undefined, atMs: number, isLatest: boolean): Line => {
  if (seen === undefined) return isLatest ? { ...before, quantity: 0 } : before;
  const { name, priceIdr, quantity } = seen;
  const isNewer =
    atMs > before.seenAtMs ||
    (atMs === before.seenAtMs && canonicalJson([name, priceIdr]) > canonicalJson([before.name, before.priceIdr]));
  return {
    ...before,
    ...(isNewer && { name, priceIdr, seenAtMs: atMs }),
    ...(isLatest && { quantity }),
    ordered: Math.max(before.ordered, quantity),
  };
};

const newLine = (resolution: Resolution, { lineId, externalItemId, name, priceIdr, quantity }: SeenLine): Line => ({
  ...resolution,
  lineId,
  externalItemId,
  name,
  priceIdr,
  quantity: 0,
  ordered: quantity,
  seenAtMs: -1,
  held: 0,
  seq: 0,
});

/**
 * The order after one more look at it. Looks may come in any order, repeated and with gaps: the end is the same.
 * @param before undefined for one never seen
 * @param resolve what a line is that was not seen before
 */
export const afterLook = (
  of: Pick<Order, 'orderId' | 'accountId' | 'marketplace' | 'shopId'>,
  before: Order | undefined,
  seen: SeenOrder,
  resolve: (lineId: string) => Resolution,
): Order => {
  const { state, updatedAtMs, totalIdr, shipByMs } = seen;
  const look: Look = { shown: state, updatedAtMs, totalIdr, shipByMs, lines: seen.lines };
  const isLatest = before === undefined || isAfter(look, before);
  const known = before?.lines ?? [];
  const added = seen.lines.filter(({ lineId }) => !known.some((line) => line.lineId === lineId));
  const lines = [...known, ...added.map((line) => newLine(resolve(line.lineId), line))]
    .map((line) =>
      lineAfter(
        line,
        seen.lines.find(({ lineId }) => lineId === line.lineId),
        updatedAtMs,
        isLatest,
      ),
    )
    .sort((a, b) => (a.lineId < b.lineId ? -1 : 1));
  const ends = [before?.ended, isOver(state) ? state : undefined]
    .flatMap((end) => end ?? [])
    .sort((a, b) => rank(b) - rank(a));
  const [ended] = ends;
  const latest: Look = isLatest ? look : before;
  return {
    ...of,
    externalId: seen.externalId,
    shown: latest.shown,
    updatedAtMs: latest.updatedAtMs,
    ...(ended !== undefined && { ended }),
    left: before?.left === true || hasLeft(state),
    placedAtMs: Math.min(before?.placedAtMs ?? seen.placedAtMs, seen.placedAtMs),
    ...(latest.shipByMs !== undefined && { shipByMs: latest.shipByMs }),
    totalIdr: latest.totalIdr,
    lines,
  };
};

/** Pieces of our stock that a line should hold: those sold, unless it was cancelled before they left. */
const wantedOf = (order: Order, { productId, quantity }: Line): number =>
  productId === undefined || (stateOf(order) === 'cancelled' && !order.left) ? 0 : quantity;

/** Writes down the stock changes that are to be made next, before any is made; those on their way stay as they are. */
export const withMoves = (order: Order): Order => ({
  ...order,
  lines: order.lines.map((line) => {
    const by = line.held - wantedOf(order, line);
    return line.moving !== undefined || by === 0 ? line : { ...line, moving: by, seq: line.seq + 1 };
  }),
});

/** The stock changes written down, each under an id that is the same whenever it is tried again. */
export const movesOf = ({
  orderId,
  lines,
}: Order): readonly { readonly productId: string; readonly change: StockChange }[] =>
  lines.flatMap(({ lineId, productId, variantId, moving, seq }) =>
    productId === undefined || moving === undefined
      ? []
      : [
          {
            productId,
            change: { variantId, by: moving, changeId: `${orderChangePrefix}${orderId}:${lineKeyOf(lineId)}:${seq}` },
          },
        ],
  );

/** The order once all its stock changes are made. */
export const afterMoves = (order: Order): Order => ({
  ...order,
  lines: order.lines.map(({ moving, ...line }) =>
    moving === undefined ? line : { ...line, held: line.held - moving },
  ),
});
