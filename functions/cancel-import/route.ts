import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { ImportId } from '../../shared/domain/ids.ts';
import { ImportSummary } from '../../shared/domain/import/view.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/imports/{importId}/cancel'],
  auth: 'member',
  callers: anyone,
  audit: 'import',
  tag: 'imports',
  summary: 'Stop an import. What has gone in stays; the rows at work are finished first',
  params: z.strictObject({ importId: ImportId }),
  answers: { 200: ImportSummary },
  problems: ['not-a-member', 'not-found', 'forbidden', 'wrong-state', 'conflict'],
  access: { register: { read: ['SUBJECT', 'IMPORT'], write: ['IMPORT'] }, intake: { delete: ['imports/uploads/'] } },
  impact: 'Imports cannot be stopped.',
});
