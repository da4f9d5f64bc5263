import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { FiledClaimView } from '../../shared/domain/claim/claim.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/claims/filed'],
  auth: 'member',
  callers: ['dinas', 'pendamping'],
  tag: 'claims',
  summary: 'The claims that the caller filed lately, and what became of them',
  answers: { 200: z.strictObject({ items: z.array(FiledClaimView) }) },
  problems: ['not-a-member'],
  access: { register: { read: ['SUBJECT', 'CLAIM', 'CLAIMANT'] } },
  impact: 'Offices do not see what became of their claims.',
});
