import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { BatchId, IkmId } from '../../shared/domain/ids.ts';
import { officers } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'DELETE',
  paths: ['/v1/batches/{batchId}/participants/{ikmId}'],
  auth: 'member',
  callers: officers,
  audit: 'ikm',
  tag: 'programme',
  summary: 'Take an IKM out of a batch that it did not come to yet',
  params: z.strictObject({ batchId: BatchId, ikmId: IkmId }),
  answers: { 204: null },
  problems: ['not-a-member', 'not-found', 'wrong-state', 'conflict'],
  access: { register: { read: ['SUBJECT', 'BATCH', 'IKM'], write: ['BATCH'], delete: ['IKM'] } },
  impact: 'IKMs cannot be taken out of batches; their seats stay taken.',
});
