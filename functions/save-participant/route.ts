import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { ParticipantView } from '../../shared/domain/batch/participant-view.ts';
import { BatchId, IkmId } from '../../shared/domain/ids.ts';
import { officers } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'PUT',
  paths: ['/v1/batches/{batchId}/participants/{ikmId}'],
  auth: 'member',
  callers: officers,
  audit: 'ikm',
  tag: 'programme',
  summary: 'Register an IKM for a batch of training',
  params: z.strictObject({ batchId: BatchId, ikmId: IkmId }),
  answers: { 200: ParticipantView, 201: ParticipantView },
  problems: ['not-a-member', 'forbidden', 'not-found', 'wrong-state', 'batch-full', 'conflict'],
  access: { register: { read: ['SUBJECT', 'BATCH', 'IKM'], write: ['BATCH', 'IKM'] } },
  impact: 'IKMs cannot be registered for training; they may still come as walk-ins.',
});
