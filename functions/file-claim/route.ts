import { defineRoute } from '../../shared/config/function-spec.ts';
import { ClaimBody, FiledClaimView } from '../../shared/domain/claim/claim.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/claims'],
  auth: 'member',
  callers: ['dinas', 'pendamping'],
  audit: 'claim',
  tag: 'claims',
  summary: 'Ask to coach a firm that another office enrolled; the answer does not tell whether there is one',
  body: ClaimBody,
  answers: { 200: FiledClaimView, 201: FiledClaimView },
  problems: [
    'bad-request',
    'unknown-region',
    'not-a-member',
    'forbidden',
    'not-found',
    'id-taken',
    'too-many-requests',
    'conflict',
  ],
  access: {
    register: { read: ['SUBJECT', 'CLAIM', 'CLAIMANT', 'IDENTITY', 'IKM'], write: ['CLAIM', 'CLAIMANT'] },
    keys: ['seal', 'unseal', 'identity'],
  },
  impact: 'Offices cannot ask to coach what another one enrolled.',
});
