import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';
import { ConsentPurpose, PurposeConsentView } from '../../shared/domain/privacy/consent.ts';

export const route = defineRoute({
  method: 'DELETE',
  paths: ['/v1/ikms/{ikmId}/consents/{purpose}'],
  auth: 'member',
  callers: anyone,
  audit: 'ikm',
  tag: 'privacy',
  summary: 'Withdraw the consent to a purpose; what is on sale is taken off',
  params: z.strictObject({ ikmId: IkmId, purpose: ConsentPurpose }),
  answers: { 200: PurposeConsentView },
  problems: ['not-a-member', 'not-found', 'conflict'],
  access: { register: { read: ['SUBJECT', 'IKM'], write: ['IKM'] }, keys: ['unseal'] },
  impact: 'Owners cannot withdraw consents; the law gives three days.',
});
