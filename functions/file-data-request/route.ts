import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { IkmId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';
import { DataRequestBody, DataRequestView } from '../../shared/domain/privacy/data-request.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/ikms/{ikmId}/data-requests'],
  auth: 'member',
  callers: anyone,
  audit: 'ikm',
  tag: 'privacy',
  summary: "Ask for a copy, a correction, a restriction or the erasure of a person's data; due within 3 × 24 hours",
  params: z.strictObject({ ikmId: IkmId }),
  body: DataRequestBody,
  answers: { 202: DataRequestView },
  problems: ['bad-request', 'not-a-member', 'not-found', 'id-taken', 'conflict'],
  access: { register: { read: ['SUBJECT', 'IKM'], write: ['IKM'] }, keys: ['unseal'] },
  impact: 'Nobody can ask for their data or its erasure; the law gives three days.',
});
