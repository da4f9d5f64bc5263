import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { ShopRules, ShopRulesView } from '../../shared/domain/account/shop-rules.ts';
import { AccountId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'PUT',
  paths: ['/v1/accounts/{accountId}/rules'],
  auth: 'member',
  callers: anyone,
  audit: 'account',
  tag: 'accounts',
  summary: "Set a shop's price rule, stock buffer, title template and pickup point: its holder only",
  params: z.strictObject({ accountId: AccountId }),
  body: ShopRules,
  ifMatch: 'optional',
  etag: true,
  answers: { 200: ShopRulesView },
  problems: ['bad-request', 'not-a-member', 'forbidden', 'not-found', 'unknown-region', 'stale-etag', 'conflict'],
  access: { register: { read: ['SUBJECT'] }, listings: { read: ['ACCOUNT'], write: ['ACCOUNT'] } },
  impact: "Holders cannot change a shop's prices or buffer; what is set stays in force.",
});
