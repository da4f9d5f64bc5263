import * as z from 'zod';
import { isSold } from '../../shared/domain/funnel/sale.ts';
import type { Reached } from '../../shared/domain/funnel/step.ts';
import { OrderState } from '../../shared/domain/order/order.ts';
import { IsoInstant } from '../../shared/domain/time.ts';

const ofIkm = z.object({ ikmId: z.string() });
const ofOrder = z.object({ orderId: z.string(), ikmId: z.string().optional(), state: OrderState });
const event = <Type extends string, Data extends z.ZodType>(type: Type, data: Data) =>
  z.object({ type: z.literal(type), time: IsoInstant, data });

/** An event that may tell something new of an IKM. */
const FunnelEvent = z.discriminatedUnion('type', [
  event('ikm.enrolled.v1', ofIkm),
  event('ikm.verified.v1', ofIkm),
  event('ikm.moved.v1', ofIkm),
  event('ikm.closed.v1', ofIkm),
  event('ikm.merged.v1', ofIkm),
  event('attendance.recorded.v1', ofIkm),
  event('sentra.changed.v1', z.object({ sentraId: z.string() })),
  event('account.connected.v1', z.object({ holder: z.object({ type: z.string(), id: z.string() }) })),
  event('product.curated.v1', ofIkm.extend({ decision: z.string() })),
  event('listing.wanted.v1', ofIkm.extend({ wanted: z.string() })),
  event('listing.went-live.v1', ofIkm),
  event('order.received.v1', ofOrder),
  event('order.changed.v1', ofOrder),
]);

/** What an event tells: which IKM is to be looked at, and what is known of it besides its record. */
export type News =
  { readonly ikmId: string; readonly reached: Reached; readonly orderId?: string } | { readonly sentraId: string };

/** An event of the bus → what it tells; undefined for nothing. @throws ZodError */
export const newsOf = (input: unknown): News | undefined => {
  const { type, time, data } = FunnelEvent.parse(input);
  switch (type) {
    case 'ikm.enrolled.v1':
    case 'ikm.verified.v1':
    case 'ikm.moved.v1':
    case 'ikm.closed.v1':
    case 'ikm.merged.v1':
    case 'attendance.recorded.v1':
      return { ikmId: data.ikmId, reached: {} };
    case 'sentra.changed.v1':
      return { sentraId: data.sentraId };
    case 'account.connected.v1':
      // a joint shop is an IKM's once its goods are put there
      return data.holder.type === 'ikm' ? { ikmId: data.holder.id, reached: { account: time } } : undefined;
    case 'product.curated.v1':
      return data.decision === 'approve' ? { ikmId: data.ikmId, reached: { approved: time } } : undefined;
    case 'listing.wanted.v1':
      return data.wanted === 'live' ? { ikmId: data.ikmId, reached: { listed: time } } : undefined;
    case 'listing.went-live.v1':
      return { ikmId: data.ikmId, reached: { live: time } };
    case 'order.received.v1':
    case 'order.changed.v1':
      return data.ikmId !== undefined && isSold(data.state)
        ? { ikmId: data.ikmId, reached: {}, orderId: data.orderId }
        : undefined;
  }
};
