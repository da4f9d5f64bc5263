import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { Trust, TrustBody } from '../../shared/domain/curation/trust.ts';
import { IkmId } from '../../shared/domain/ids.ts';
import { officers } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'PUT',
  paths: ['/v1/ikms/{ikmId}/trust'],
  auth: 'member',
  callers: officers,
  audit: 'ikm',
  tag: 'ikms',
  summary: 'Say whether an IKM’s products are approved at once, with a sample looked at afterwards; officers only',
  params: z.strictObject({ ikmId: IkmId }),
  body: TrustBody,
  etag: true,
  answers: { 200: Trust },
  problems: ['bad-request', 'not-a-member', 'not-found', 'forbidden', 'stale-etag', 'wrong-state', 'conflict'],
  access: { register: { read: ['SUBJECT', 'IKM'], write: ['IKM'] } },
  impact: 'Trust in IKMs cannot be given or taken.',
});
