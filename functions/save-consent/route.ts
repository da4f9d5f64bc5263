import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { ConsentBody, ConsentView } from '../../shared/domain/account/consent.ts';
import { AccountId, IkmId } from '../../shared/domain/ids.ts';
import { helpers } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'PUT',
  paths: ['/v1/accounts/{accountId}/consents/{ikmId}'],
  auth: 'member',
  callers: helpers,
  audit: 'ikm',
  tag: 'accounts',
  summary: 'Agree to be sold by a joint shop, or withdraw: the owner or their mentor only',
  params: z.strictObject({ accountId: AccountId, ikmId: IkmId }),
  body: ConsentBody,
  answers: { 200: ConsentView },
  problems: ['bad-request', 'not-a-member', 'forbidden', 'not-found', 'conflict'],
  access: { register: { read: ['SUBJECT', 'IKM'] }, listings: { read: ['ACCOUNT', 'CONSENT'], write: ['CONSENT'] } },
  impact: 'Owners can neither agree to a joint shop nor withdraw; what they said stays in force.',
});
