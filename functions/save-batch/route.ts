import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { BatchBody, BatchView } from '../../shared/domain/batch/batch.ts';
import { BatchId } from '../../shared/domain/ids.ts';
import { officers } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'PUT',
  paths: ['/v1/batches/{batchId}'],
  auth: 'member',
  callers: officers,
  audit: 'batch',
  tag: 'programme',
  summary: 'Plan a batch of training, or change it',
  params: z.strictObject({ batchId: BatchId }),
  body: BatchBody,
  ifMatch: 'creation',
  etag: true,
  answers: { 200: BatchView, 201: BatchView },
  problems: [
    'bad-request',
    'unknown-region',
    'not-a-member',
    'forbidden',
    'not-found',
    'if-match-required',
    'stale-etag',
    'conflict',
  ],
  access: { register: { read: ['SUBJECT', 'BATCH'], write: ['BATCH'] } },
  impact: 'Officers cannot plan batches of training.',
});
