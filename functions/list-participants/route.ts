import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { ParticipantView } from '../../shared/domain/batch/participant-view.ts';
import { BatchId } from '../../shared/domain/ids.ts';
import { officers } from '../../shared/domain/member/member.ts';
import { pageFields, pageOf } from '../../shared/middleware/list.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/batches/{batchId}/participants'],
  auth: 'member',
  callers: officers,

  tag: 'programme',
  summary: 'Who takes part in a batch, with the days each came',
  params: z.strictObject({ batchId: BatchId }),
  query: z.strictObject({
    ...pageFields,
    format: z.enum(['json', 'csv']).default('json').meta({ description: 'csv: the whole list as a table' }),
  }),
  answers: { 200: pageOf(ParticipantView) },
  problems: ['bad-request', 'invalid-cursor', 'not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'BATCH', 'IKM'], index: { 'by-region': ['PARTICIPANTS'] } } },
  impact: 'Nobody sees who came to a training; it is recorded all the same.',
});
