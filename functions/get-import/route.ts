import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { ImportId } from '../../shared/domain/ids.ts';
import { ImportView } from '../../shared/domain/import/view.ts';
import { anyone } from '../../shared/domain/member/member.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/imports/{importId}'],
  auth: 'member',
  callers: anyone,
  tag: 'imports',
  summary: 'How far an import is: its state, counts, first rows as understood, and every kind of problem',
  params: z.strictObject({ importId: ImportId }),
  answers: { 200: ImportView },
  problems: ['not-a-member', 'not-found'],
  access: { register: { read: ['SUBJECT', 'IMPORT'] } },
  impact: 'Nobody sees how far an import is; imports go on.',
});
