import * as z from 'zod';
import { ImportId } from '../ids.ts';
import { ImportKind } from '../intake/entry.ts';
import { toIso } from '../time.ts';
import type { Findings } from './findings.ts';
import { goneAtMs, ImportFormat, ImportState, ImportTarget, RowCounts, type Import } from './import.ts';

const shown = {
  importId: ImportId,
  kind: ImportKind,
  format: ImportFormat,
  target: ImportTarget.optional(),
  photos: z.boolean(),
  state: ImportState,
  isCancelling: z.boolean().meta({ description: 'It stops after the rows it is at' }),
  counts: z.strictObject({
    rows: z.int().meta({ description: 'In the file' }),
    good: z.int().meta({ description: 'Of these, may go in, as far as checking can tell' }),
    ...RowCounts.shape,
  }),
  progress: z.strictObject({ done: z.int(), total: z.int() }),
  failure: z.strictObject({ code: z.string(), message: z.string() }).optional(),
  report: z
    .strictObject({ rows: z.int(), bytes: z.int() })
    .optional()
    .meta({ description: 'Rows that did not go in; absent when all did' }),
  createdAt: z.string(),
  updatedAt: z.string(),
  expiresAt: z.string().meta({ description: 'Gone after this, the report too' }),
};

/** An import in a list. */
export const ImportSummary = z.strictObject(shown).meta({ id: 'ImportSummary' });

export const ImportView = z
  .strictObject({
    ...shown,
    preview: z
      .array(
        z.strictObject({
          line: z.int(),
          fields: z.array(z.strictObject({ column: z.string(), value: z.string() })),
          problems: z.array(z.strictObject({ column: z.string().optional(), message: z.string() })),
        }),
      )
      .meta({ description: 'The first rows as understood, personal data masked' }),
    problems: z.array(
      z.strictObject({
        code: z.string(),
        column: z.string().optional(),
        severity: z.enum(['block', 'advice']).meta({ description: 'advice keeps no row out' }),
        message: z.string(),
        count: z.int(),
        line: z.int().optional().meta({ description: 'The first line that has it' }),
        files: z.array(z.string()).optional(),
      }),
    ),
  })
  .meta({ id: 'Import' });
export type ImportView = z.infer<typeof ImportView>;

/** An import as shown in a list. */
export const toImportSummary = (of: Import, language: 'id' | 'en'): z.infer<typeof ImportSummary> => {
  const { found = { rows: 0, good: 0 }, failure, report, target } = of;
  return {
    importId: of.importId,
    kind: of.kind,
    format: of.format,
    ...(target === undefined ? {} : { target }),
    photos: of.withPhotos,
    state: of.state,
    isCancelling: of.isCancelling && of.state === 'running',
    counts: { ...found, ...of.counts },
    progress: { done: of.done, total: found.rows },
    ...(failure === undefined ? {} : { failure: { code: failure.code, message: failure.message[language] } }),
    ...(report === undefined || report.rows === 0 ? {} : { report }),
    createdAt: of.createdAt,
    updatedAt: of.updatedAt,
    expiresAt: toIso(goneAtMs(of)),
  };
};

/** An import as shown with what was found in it. */
export const toImportView = (of: Import, findings: Findings | undefined, language: 'id' | 'en'): ImportView => ({
  ...toImportSummary(of, language),
  preview: (findings?.preview ?? []).map(({ line, fields, problems }) => ({
    line,
    fields,
    problems: problems.map(({ message, ...problem }) => ({ ...problem, message: message[language] })),
  })),
  problems: [...(findings?.problems ?? []), ...(findings?.aboutFiles ?? [])].map(({ message, ...kind }) => ({
    ...kind,
    message: message[language],
  })),
});
