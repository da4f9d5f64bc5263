import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AccountView } from '../../shared/domain/account/view.ts';
import { AccountId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/accounts/{accountId}'],
  auth: 'member',
  callers: anyone,
  tag: 'accounts',
  summary: 'One shop account',
  params: z.strictObject({ accountId: AccountId }),
  etag: true,
  answers: { 200: AccountView },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'SENTRA'] }, listings: { read: ['ACCOUNT'] }, publicUrl: true },
  impact: 'Owners do not see whether their shop is connected.',
});
