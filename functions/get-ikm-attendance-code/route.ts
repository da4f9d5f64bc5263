import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { AttendanceCodeView } from '../../shared/domain/batch/attendance-code.ts';
import { IkmId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/ikms/{ikmId}/attendance-code'],
  auth: 'member',
  callers: anyone,

  tag: 'programme',
  summary: 'The QR code that an IKM shows at trainings, and an officer scans',
  params: z.strictObject({ ikmId: IkmId }),
  answers: { 200: AttendanceCodeView },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'IKM'] }, keys: ['identity'] },
  impact: 'IKMs cannot print their code; they scan the one of the batch.',
});
