import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/accounts/{accountId}/items/refresh'],
  auth: 'member',
  callers: anyone,
  audit: 'account',
  tag: 'accounts',
  summary: 'Read again what the shop sells; the list follows as it is read',
  params: z.strictObject({ accountId: AccountId }),
  answers: { 202: null },
  problems: ['not-a-member', 'not-found', 'wrong-state'],
  access: { register: { read: ['SUBJECT'] }, listings: { read: ['ACCOUNT'], write: ['OPENITEM'] } },
  impact: 'Owners wait until the next day to see what is new in their shop.',
});
