import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { BatchView } from '../../shared/domain/batch/batch.ts';
import { BatchId } from '../../shared/domain/ids.ts';
import { officers } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/batches/{batchId}'],
  auth: 'member',
  callers: officers,

  tag: 'programme',
  summary: 'A batch of training',
  params: z.strictObject({ batchId: BatchId }),
  etag: true,
  answers: { 200: BatchView },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'BATCH'] } },
  impact: 'Nobody sees a batch of training.',
});
