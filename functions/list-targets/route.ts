import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { officers } from '../../shared/domain/member/member.ts';
import { TargetView } from '../../shared/domain/target/target.ts';
import { pageFields, pageOf } from '../../shared/middleware/list.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/targets'],
  auth: 'member',
  callers: officers,
  tag: 'programme',
  summary: 'Targets of the caller’s regions, and how far they are reached',
  query: z.strictObject(pageFields),
  answers: { 200: pageOf(TargetView) },
  problems: ['bad-request', 'invalid-cursor', 'not-a-member', 'forbidden'],
  access: { register: { read: ['SUBJECT', 'REACHED'], index: { 'by-region': ['REGION-TARGET'] } } },
  impact: 'Nobody sees the list of targets.',
});
