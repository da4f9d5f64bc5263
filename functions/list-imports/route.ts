import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { ImportSummary } from '../../shared/domain/import/view.ts';
import { anyone } from '../../shared/domain/member/member.ts';
import { pageFields, pageOf } from '../../shared/middleware/list.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/imports'],
  auth: 'member',
  callers: anyone,
  tag: 'imports',
  summary: "The caller's own imports of the last days, newest first",
  query: z.strictObject(pageFields),
  answers: { 200: pageOf(ImportSummary) },
  problems: ['bad-request', 'invalid-cursor', 'not-a-member'],
  access: { register: { read: ['SUBJECT', 'IMPORTER', 'IMPORT'] } },
  impact: 'Imports cannot be looked through; each can still be asked for by its id.',
});
