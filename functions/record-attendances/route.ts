import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { Scan, ScanResult } from '../../shared/domain/batch/attendance.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/attendances'],
  auth: 'member',
  callers: anyone,

  tag: 'programme',
  summary: 'Send scans that phones made offline; each is recorded once, or refused with a sentence',
  body: z.strictObject({ attendances: z.array(Scan).min(1).max(50) }),
  answers: { 200: z.strictObject({ results: z.array(ScanResult) }) },
  problems: ['bad-request', 'not-a-member', 'forbidden', 'conflict'],
  access: { register: { read: ['SUBJECT', 'BATCH', 'IKM'], write: ['BATCH', 'IKM'] }, keys: ['identity'] },
  impact: 'Attendance is not recorded; phones keep their scans and send them again.',
});
