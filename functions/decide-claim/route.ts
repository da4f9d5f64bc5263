import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { ClaimDecision, IncomingClaimView } from '../../shared/domain/claim/claim.ts';
import { ClaimId } from '../../shared/domain/ids.ts';
import { officers } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/claims/{claimId}/decision'],
  auth: 'member',
  callers: officers,
  audit: 'claim',
  tag: 'claims',
  summary: 'Let the claimant coach the IKM too, or refuse',
  params: z.strictObject({ claimId: ClaimId }),
  body: ClaimDecision,
  answers: { 200: IncomingClaimView },
  problems: ['bad-request', 'not-a-member', 'not-found', 'wrong-state', 'conflict'],
  access: {
    register: {
      read: ['SUBJECT', 'CLAIM', 'IKM', 'MEMBER', 'TEAM'],
      write: ['CLAIM', 'MEMBER', 'SUBJECT', 'CONTACT', 'TEAM'],
      delete: ['TEAM'],
    },
    keys: ['unseal'],
  },
  impact: 'Claims to coach an IKM too stay undecided.',
});
