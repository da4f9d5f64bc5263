import * as z from 'zod';
import { defineRoute } from '../../shared/config/function-spec.ts';
import { ImportFormat } from '../../shared/domain/import/import.ts';
import { ImportKind } from '../../shared/domain/intake/entry.ts';

export const route = defineRoute({
  method: 'GET',
  paths: ['/v1/import-templates/{kind}'],
  auth: 'public',
  tag: 'imports',
  summary: 'An empty sheet to fill in, with drop-downs, examples and help: XLSX, or CSV with the columns alone',
  params: z.strictObject({ kind: ImportKind }),
  query: z.strictObject({ format: ImportFormat.default('xlsx') }),
  answers: { 200: z.string().meta({ description: 'The file' }) },
  problems: ['bad-request', 'not-found'],
  access: {},
  impact: 'Templates for imports cannot be downloaded; files already filled in can be imported.',
});
