import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { ImportId } from '../../shared/domain/ids.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/imports/{importId}/report'],
  auth: 'member',
  callers: anyone,
  audit: 'import',
  tag: 'imports',
  summary: 'A link to the rows that did not go in, in the format of their file, with what is wrong and how to mend it',
  params: z.strictObject({ importId: ImportId }),
  answers: { 302: null },
  problems: ['not-a-member', 'not-found', 'no-report'],
  access: { register: { read: ['SUBJECT', 'IMPORT'] }, intake: { read: ['imports/reports/'] } },
  impact: 'Reports of imports cannot be fetched.',
});
