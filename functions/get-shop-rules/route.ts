import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { ShopRulesView } from '../../shared/domain/account/shop-rules.ts';
import { AccountId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/accounts/{accountId}/rules'],
  auth: 'member',
  callers: anyone,
  tag: 'accounts',
  summary: "A shop's price rule, stock buffer, title template and pickup point",
  params: z.strictObject({ accountId: AccountId }),
  etag: true,
  answers: { 200: ShopRulesView },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT'] }, listings: { read: ['ACCOUNT'] } },
  impact: "Holders do not see a shop's rules; they stay in force.",
});
