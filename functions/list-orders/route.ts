import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountId, IkmId, SentraId } from '../../shared/domain/ids.ts';
import { OrderState } from '../../shared/domain/order/order.ts';
import { OrderView } from '../../shared/domain/order/view.ts';
import { pageFields, pageOf } from '../../shared/middleware/list.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/orders'],
  auth: 'member',
  callers: anyone,
  tag: 'orders',
  summary:
    'Orders by owner, newest first, of an IKM, a sentra or a shop account; without a filter, of those the caller owns or accompanies',
  query: z.strictObject({
    ...pageFields,
    ikmId: IkmId.optional(),
    sentraId: SentraId.optional(),
    accountId: AccountId.optional(),
    state: OrderState.optional(),
  }),
  answers: { 200: pageOf(OrderView) },
  problems: ['bad-request', 'invalid-cursor', 'not-a-member'],
  access: {
    register: { read: ['SUBJECT', 'IKM', 'SENTRA'] },
    listings: {
      read: ['ACCOUNT'],
      index: { 'by-account': ['ORDERS'], 'by-listed-ikm': ['ORDERS-IKM'], 'by-holder': ['ORDERS-SENTRA'] },
    },
  },
  impact: 'Orders cannot be looked through: owners may send too late.',
});
