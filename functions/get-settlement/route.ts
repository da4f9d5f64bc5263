import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountId, IkmId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';

const Row = z.strictObject({
  ikmId: IkmId.nullable().meta({ description: "Null for what the shop's holder sold itself" }),
  businessName: z.string().nullable(),
  orders: z.int(),
  pieces: z.int(),
  grossIdr: z.number().meta({ description: 'What buyers paid for the goods, before fees' }),
  completedIdr: z.number().meta({ description: 'Part of the gross whose orders are completed' }),
  cancelledOrders: z.int(),
  cancelledPieces: z.int(),
  returnedOrders: z.int(),
});

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/accounts/{accountId}/settlement'],
  auth: 'member',
  callers: anyone,
  audit: 'account',
  tag: 'orders',
  summary:
    'What each owner sold through a shop in a month (western Indonesian time), as JSON or CSV; the marketplace pays the holder, no money is held here',
  params: z.strictObject({ accountId: AccountId }),
  query: z.strictObject({
    month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/),
    format: z.enum(['json', 'csv']).default('json'),
  }),
  answers: { 200: z.strictObject({ accountId: AccountId, month: z.string(), rows: z.array(Row) }) },
  problems: ['bad-request', 'not-a-member', 'not-found'],
  access: {
    register: { read: ['SUBJECT', 'IKM'] },
    listings: { read: ['ACCOUNT'], index: { 'by-account': ['ORDERS'] } },
  },
  sizing: { timeoutSeconds: 25 },
  impact: 'Holders of joint shops cannot see what they owe each owner.',
});
