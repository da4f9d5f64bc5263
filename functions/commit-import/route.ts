import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { ImportId } from '../../shared/domain/ids.ts';
import { ImportSummary } from '../../shared/domain/import/view.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'POST',
  paths: ['/v1/imports/{importId}/commit'],
  auth: 'member',
  callers: anyone,
  audit: 'import',
  tag: 'imports',
  summary: 'Carry out an import that was checked; again, it answers how far it is',
  params: z.strictObject({ importId: ImportId }),
  answers: { 200: ImportSummary },
  problems: ['not-a-member', 'not-found', 'forbidden', 'wrong-state', 'conflict'],
  access: { register: { read: ['SUBJECT', 'IMPORT'], write: ['IMPORT'] } },
  impact: 'Checked imports cannot be carried out.',
});
