import * as z from 'zod';
import { canonicalJson } from '../digest.ts';
import { AccountId, MemberId, OrderId, ProductId, VariantId } from '../ids.ts';
import type { Place } from '../member/member.ts';
import { IsoInstant, toIso } from '../time.ts';
import { isOver, LineOwner, OrderState, ownerKeyOf, stateOf, type Order } from './order.ts';

/** An order's part that one owner brings to the buyer. */
export const Fulfilment = z.object({
  orderId: OrderId,
  owner: LineOwner,
  accountId: AccountId,
  marketplace: z.string(),
  /** The order's number at the marketplace. */
  externalId: z.string(),
  state: OrderState,
  placedAt: IsoInstant,
  shipBy: IsoInstant.optional(),
  lines: z.array(
    z.object({
      lineId: z.string(),
      productId: ProductId.optional(),
      variantId: VariantId.optional(),
      name: z.string(),
      priceIdr: z.number(),
      quantity: z.int(),
      ordered: z.int(),
    }),
  ),
  /** Until when its owner should have said that it was seen; set once it is to be sent. */
  acknowledgeBy: IsoInstant.optional(),
  acknowledged: z.object({ at: IsoInstant, by: MemberId }).optional(),
  /** Set when nobody acknowledged it in time. */
  overdueSince: IsoInstant.optional(),
});
export type Fulfilment = z.infer<typeof Fulfilment>;

/** Longest time for an owner to say "seen". */
const acknowledgeWithinMs = 12 * 60 * 60 * 1000;

/** Half of the time that is left to ship, and twelve hours at most. */
const acknowledgeBy = (nowMs: number, shipByMs: number | undefined): IsoInstant => {
  const half = shipByMs === undefined ? acknowledgeWithinMs : Math.max(0, (shipByMs - nowMs) / 2);
  return toIso(Math.round(nowMs + Math.min(acknowledgeWithinMs, half)));
};

/** Scope decisions on a fulfilment are made on this. */
export const placeOf = ({ owner }: Pick<Fulfilment, 'owner'>): Place => owner;

/** Whether its owner still has to say that it was seen. */
export const isOpen = ({ state, acknowledged, acknowledgeBy: by }: Fulfilment): boolean =>
  by !== undefined && acknowledged === undefined && state === 'to-ship';

export const isOverdue = (fulfilment: Fulfilment, nowMs: number): boolean =>
  isOpen(fulfilment) && (fulfilment.overdueSince !== undefined || (fulfilment.acknowledgeBy ?? '') <= toIso(nowMs));

/**
 * An order's parts, one per owner, as they follow from it; what owners did on them stays.
 * @param before as stored
 */
export const fulfilmentsOf = (order: Order, before: readonly Fulfilment[], nowMs: number): readonly Fulfilment[] => {
  const state = stateOf(order);
  const owners = new Map(order.lines.map(({ owner }) => [ownerKeyOf(owner), owner]));
  return [...owners]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, owner]): Fulfilment => {
      const known = before.find((one) => ownerKeyOf(one.owner) === key);
      const by = known?.acknowledgeBy ?? (state === 'to-ship' ? acknowledgeBy(nowMs, order.shipByMs) : undefined);
      return {
        orderId: order.orderId,
        owner: known?.owner ?? owner,
        accountId: order.accountId,
        marketplace: order.marketplace,
        externalId: order.externalId,
        state,
        placedAt: toIso(order.placedAtMs),
        ...(order.shipByMs !== undefined && { shipBy: toIso(order.shipByMs) }),
        lines: order.lines
          .filter((line) => ownerKeyOf(line.owner) === key)
          .map(({ lineId, productId, variantId, name, priceIdr, quantity, ordered }) => ({
            lineId,
            ...(productId !== undefined && { productId }),
            ...(variantId !== undefined && { variantId }),
            name,
            priceIdr,
            quantity,
            ordered,
          })),
        ...(by !== undefined && { acknowledgeBy: by }),
        ...(known?.acknowledged !== undefined && { acknowledged: known.acknowledged }),
        ...(known?.overdueSince !== undefined && { overdueSince: known.overdueSince }),
      };
    });
};

/** Whether two states of a fulfilment are the same. */
export const isSameFulfilment = (a: Fulfilment | undefined, b: Fulfilment): boolean =>
  a !== undefined && canonicalJson(a) === canonicalJson(b);

/** What buyers pay for its lines, in rupiah; nothing for what was cancelled. */
export const grossOf = ({ state, lines }: Fulfilment): number =>
  state === 'cancelled' ? 0 : lines.reduce((sum, { quantity, priceIdr }) => sum + quantity * priceIdr, 0);

/** Whether the buyer's name and address are still needed to bring the goods. */
export const needsBuyer = ({ state }: Pick<Fulfilment, 'state'>): boolean => !isOver(state);
