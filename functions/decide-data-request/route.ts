import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { DataRequestId, IkmId } from '../../shared/domain/ids.ts';
import { officers } from '../../shared/domain/member/member.ts';
import { DataRequestView } from '../../shared/domain/privacy/data-request.ts';
import { DecisionBody } from './decision-body.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/ikms/{ikmId}/data-requests/{requestId}/decision'],
  auth: 'member',
  callers: officers,
  audit: 'ikm',
  tag: 'privacy',
  summary: 'Accept or refuse a request about personal data; a correction is accepted once the IKM was changed as asked',
  params: z.strictObject({ ikmId: IkmId, requestId: DataRequestId }),
  body: DecisionBody,
  answers: { 200: DataRequestView },
  problems: ['bad-request', 'not-a-member', 'forbidden', 'not-found', 'stale-etag', 'wrong-state', 'conflict'],
  access: { register: { read: ['SUBJECT', 'IKM'], write: ['IKM'] }, keys: ['unseal'] },
  impact: 'Requests about personal data wait; the law gives three days.',
});
