import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { OrderId } from '../../shared/domain/ids.ts';
import { OrderDetailView } from '../../shared/domain/order/view.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/orders/{orderId}'],
  auth: 'member',
  callers: anyone,
  audit: 'order',
  tag: 'orders',
  summary:
    "An order's parts in the caller's scope; who gets the goods is shown to who sends them, while they are on their way",
  params: z.strictObject({ orderId: OrderId }),
  answers: { 200: OrderDetailView },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT'] }, listings: { read: ['ORDER'] }, keys: ['unseal'] },
  impact: 'Owners do not see what to send, nor where to.',
});
