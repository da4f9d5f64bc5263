import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';
import { ConsentPurpose, PurposeConsentView } from '../../shared/domain/privacy/consent.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/ikms/{ikmId}/consents/{purpose}'],
  auth: 'member',
  callers: anyone,
  audit: 'ikm',
  tag: 'privacy',
  summary: 'What the owner agreed to for a purpose, and when; with what was said before',
  params: z.strictObject({ ikmId: IkmId, purpose: ConsentPurpose }),
  answers: { 200: PurposeConsentView },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'IKM'] }, keys: ['unseal'] },
  impact: 'Nobody can look up what owners agreed to.',
});
