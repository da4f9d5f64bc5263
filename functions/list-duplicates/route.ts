import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { DuplicateView } from '../../shared/domain/duplicate/duplicate.ts';
import { officers } from '../../shared/domain/member/member.ts';
import { pageFields, pageOf } from '../../shared/middleware/list.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/duplicates'],
  auth: 'member',
  callers: officers,
  tag: 'ikms',
  summary: 'Records that are likely one firm, side by side; those that wait for a decision or their merge',
  query: z.strictObject(pageFields),
  answers: { 200: pageOf(DuplicateView) },
  problems: ['bad-request', 'invalid-cursor', 'not-a-member'],
  access: { register: { read: ['SUBJECT', 'IKM'], index: { 'by-waiting': ['WAITING-DUPLICATE'] } } },
  impact: 'Officers do not see which records are likely one firm.',
});
