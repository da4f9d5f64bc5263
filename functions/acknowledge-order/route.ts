import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId, OrderId } from '../../shared/domain/ids.ts';
import { OrderView } from '../../shared/domain/order/view.ts';
import { helpers } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/orders/{orderId}/acknowledgement'],
  auth: 'member',
  callers: helpers,
  audit: 'order',
  tag: 'orders',
  summary:
    "Say that an order was seen: for all of its parts that are the caller's, or one IKM's; again changes nothing",
  params: z.strictObject({ orderId: OrderId }),
  query: z.strictObject({ ikmId: IkmId.optional() }),
  answers: { 200: z.strictObject({ items: z.array(OrderView) }) },
  problems: ['bad-request', 'not-a-member', 'not-found', 'forbidden', 'conflict'],
  access: {
    register: { read: ['SUBJECT'] },
    listings: { read: ['ORDER'], write: ['ORDER'], delete: ['ORDER'] },
  },
  impact: 'Owners cannot say that they saw an order: it is reported as overdue.',
});
