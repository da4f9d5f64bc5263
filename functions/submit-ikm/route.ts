import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId } from '../../shared/domain/ids.ts';
import { IkmView } from '../../shared/domain/ikm/ikm.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/ikms/{ikmId}/submission'],
  auth: 'member',
  callers: anyone,
  audit: 'ikm',
  tag: 'ikms',
  summary: 'Hand an enrolment to the office for verification',
  params: z.strictObject({ ikmId: IkmId }),
  ifMatch: 'optional',
  etag: true,
  answers: { 200: IkmView },
  problems: ['not-a-member', 'forbidden', 'not-found', 'stale-etag', 'wrong-state', 'conflict'],
  access: { register: { read: ['SUBJECT', 'IKM'], write: ['IKM'] }, keys: ['unseal'] },
  impact: 'Owners and mentors cannot submit enrolments.',
});
