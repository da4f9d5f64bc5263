import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { ConsentView } from '../../shared/domain/account/consent.ts';
import { AccountId, IkmId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/accounts/{accountId}/consents/{ikmId}'],
  auth: 'member',
  callers: anyone,
  tag: 'accounts',
  summary: 'Whether an IKM agreed to be sold by a joint shop',
  params: z.strictObject({ accountId: AccountId, ikmId: IkmId }),
  answers: { 200: ConsentView },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'IKM'] }, listings: { read: ['ACCOUNT', 'CONSENT'] } },
  impact: 'Owners do not see what they agreed to; it stays in force.',
});
