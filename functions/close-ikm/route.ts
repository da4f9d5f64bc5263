import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId } from '../../shared/domain/ids.ts';
import { IkmView } from '../../shared/domain/ikm/ikm.ts';
import { officers } from '../../shared/domain/member/member.ts';
import { lines } from '../../shared/domain/text.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/ikms/{ikmId}/closure'],
  auth: 'member',
  callers: [...officers, 'pemilik'],
  audit: 'ikm',
  tag: 'ikms',
  summary: 'Close an enrolment for good',
  params: z.strictObject({ ikmId: IkmId }),
  body: z.strictObject({ reasons: z.array(lines(500)).max(20).default([]) }).default({ reasons: [] }),
  ifMatch: 'optional',
  etag: true,
  answers: { 200: IkmView },
  problems: ['bad-request', 'not-a-member', 'forbidden', 'not-found', 'stale-etag', 'wrong-state', 'conflict'],
  access: { register: { read: ['SUBJECT', 'IKM'], write: ['IKM'], delete: ['IDENTITY'] }, keys: ['unseal'] },
  impact: 'Enrolments cannot be closed; their listings stay up.',
});
