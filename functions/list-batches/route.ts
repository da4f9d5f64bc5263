import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { BatchView } from '../../shared/domain/batch/batch.ts';
import { officers } from '../../shared/domain/member/member.ts';
import { pageFields, pageOf } from '../../shared/middleware/list.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/batches'],
  auth: 'member',
  callers: officers,

  tag: 'programme',
  summary: 'Batches of training in the caller’s regions',
  query: z.strictObject(pageFields),
  answers: { 200: pageOf(BatchView) },
  problems: ['bad-request', 'invalid-cursor', 'not-a-member', 'forbidden'],
  access: { register: { read: ['SUBJECT', 'BATCH'], index: { 'by-region': ['REGION-BATCH'] } } },
  impact: 'Nobody sees the list of batches.',
});
