import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AttendanceCodeView } from '../../shared/domain/batch/attendance-code.ts';
import { BatchId } from '../../shared/domain/ids.ts';
import { officers } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/batches/{batchId}/attendance-code'],
  auth: 'member',
  callers: officers,

  tag: 'programme',
  summary: 'The QR code that participants scan on a day of a batch, offline too',
  params: z.strictObject({ batchId: BatchId }),
  query: z.strictObject({ day: z.iso.date() }),
  answers: { 200: AttendanceCodeView },
  problems: ['bad-request', 'not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'BATCH'] }, keys: ['identity'] },
  impact: 'Officers cannot show the code of a training day; IKMs’ own codes still work.',
});
