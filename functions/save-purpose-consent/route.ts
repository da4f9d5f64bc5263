import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';
import { ConsentPurpose, PurposeConsentBody, PurposeConsentView } from '../../shared/domain/privacy/consent.ts';

export const route = defineRoute({
  method: 'PUT',
  paths: ['/v1/ikms/{ikmId}/consents/{purpose}'],
  auth: 'member',
  callers: anyone,
  audit: 'ikm',
  tag: 'privacy',
  summary: 'Write down that the owner agrees to a purpose: by code, signed photo, witness or own sign-in',
  params: z.strictObject({ ikmId: IkmId, purpose: ConsentPurpose }),
  body: PurposeConsentBody,
  answers: { 200: PurposeConsentView },
  problems: ['bad-request', 'not-a-member', 'forbidden', 'not-found', 'conflict'],
  access: { register: { read: ['SUBJECT', 'IKM'], write: ['IKM'] }, keys: ['unseal'] },
  impact: 'Consents cannot be recorded: what was not agreed to before stays unpublished.',
});
