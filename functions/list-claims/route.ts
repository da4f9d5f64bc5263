import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IncomingClaimView } from '../../shared/domain/claim/claim.ts';
import { officers } from '../../shared/domain/member/member.ts';
import { pageFields, pageOf } from '../../shared/middleware/list.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/claims'],
  auth: 'member',
  callers: officers,
  tag: 'claims',
  summary: "Others' claims to coach IKMs of the caller's area: who asks, and why",
  query: z.strictObject({ ...pageFields }),
  answers: { 200: pageOf(IncomingClaimView) },
  problems: ['bad-request', 'invalid-cursor', 'not-a-member'],
  access: {
    register: { read: ['SUBJECT', 'CLAIM', 'IKM', 'MEMBER'], index: { 'by-waiting': ['WAITING-CLAIM'] } },
    keys: ['unseal'],
  },
  impact: 'Offices do not see who wants to coach their IKMs too.',
});
