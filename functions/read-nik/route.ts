import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId } from '../../shared/domain/ids.ts';
import { officers } from '../../shared/domain/member/member.ts';
import { ReadingBody, ReadingView } from './reading.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/ikms/{ikmId}/nik-readings'],
  auth: 'member',
  callers: officers,
  audit: 'ikm',
  sensitive: true,
  tag: 'privacy',
  summary: 'See NIK, NPWP and phone in full, for a reason; written to the audit trail before it is answered',
  params: z.strictObject({ ikmId: IkmId }),
  body: ReadingBody,
  answers: { 200: ReadingView },
  problems: ['bad-request', 'not-a-member', 'forbidden', 'not-found'],
  access: { register: { read: ['SUBJECT', 'IKM'] }, keys: ['unseal'] },
  impact: 'No officer can see a NIK in full.',
});
