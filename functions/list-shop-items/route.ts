import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountId } from '../../shared/domain/ids.ts';
import { decisions } from '../../shared/domain/shop-item/shop-item.ts';
import { ShopItemView } from '../../shared/domain/shop-item/view.ts';
import { pageFields, pageOf } from '../../shared/middleware/list.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/accounts/{accountId}/items'],
  auth: 'member',
  callers: anyone,
  tag: 'accounts',
  summary: 'What the shop sells that is not ours, with the products each item may be',
  params: z.strictObject({ accountId: AccountId }),
  query: z.strictObject({ ...pageFields, decision: z.enum(decisions).optional() }),
  answers: { 200: pageOf(ShopItemView) },
  problems: ['bad-request', 'invalid-cursor', 'not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT'] }, listings: { read: ['ACCOUNT', 'SHOPITEM'] } },
  impact: 'Owners do not see what their shop sells already, so they cannot decide about it.',
});
