import * as z from 'zod';
import type { RowProblem } from '../intake/entry.ts';
import { ImportFormat } from './import.ts';

/** One kind of problem over all rows of a file. */
export const ProblemKind = z.object({
  code: z.string(),
  column: z.string().optional(),
  /** `advice` keeps no row out. */
  severity: z.enum(['block', 'advice']),
  /** Of the first row that has it. */
  message: z.object({ id: z.string(), en: z.string() }),
  count: z.int(),
  /** The first line that has it, as people count in their program; absent where it is not about a line. */
  line: z.int().optional(),
  /** Names of the first photo files it is about. */
  files: z.array(z.string()).optional(),
});
export type ProblemKind = z.infer<typeof ProblemKind>;

/** The first rows as they were understood, personal data masked. */
export const PreviewRow = z.object({
  line: z.int(),
  fields: z.array(z.object({ column: z.string(), value: z.string() })),
  /** Why it cannot go in. */
  problems: z.array(z.object({ column: z.string().optional(), message: z.object({ id: z.string(), en: z.string() }) })),
});
export type PreviewRow = z.infer<typeof PreviewRow>;

/** What a report must know of the file it answers. */
export const FileForm = z.object({
  /** As found, whatever was announced. */
  format: ImportFormat,
  /** What parts columns, in CSV. */
  separator: z.enum([',', ';', '\t']).optional(),
  /** First line of a report. */
  head: z.array(z.string()),
});
export type FileForm = z.infer<typeof FileForm>;

/** What was found in a file. */
export const Findings = z.object({
  form: FileForm,
  preview: z.array(PreviewRow),
  problems: z.array(ProblemKind),
  /** About photo files that belong to no row. */
  aboutFiles: z.array(ProblemKind),
});
export type Findings = z.infer<typeof Findings>;

/** Rows that a preview shows. */
export const previewRows = 20;
/** Kinds of problems that are kept apart; the rest is in the report all the same. */
const mostKinds = 60;
/** Photo files that a kind of problem names. */
const mostFiles = 10;

/** Something wrong with a row, or with a photo file. */
export interface Occurrence extends Pick<RowProblem, 'code' | 'message' | 'column'> {
  readonly severity?: 'block' | 'advice';
  readonly line?: number | undefined;
  readonly file?: string | undefined;
}

/** Counts problems by kind while rows go by; the kinds most rows have come first. */
export const createTally = () => {
  const kinds = new Map<string, ProblemKind>();
  return {
    add: ({ code, column, message, severity = 'block', line, file }: Occurrence): void => {
      const name = JSON.stringify([code, column, severity]);
      const kind: ProblemKind = kinds.get(name) ?? {
        code,
        ...(column === undefined ? {} : { column }),
        severity,
        message,
        count: 0,
        ...(line === undefined ? {} : { line }),
      };
      if (kind.count === 0 && kinds.size >= mostKinds) return;
      const files = kind.files ?? [];
      kinds.set(name, {
        ...kind,
        count: kind.count + 1,
        ...(file === undefined ? {} : { files: files.length < mostFiles ? [...files, file] : files }),
      });
    },
    kinds: (): ProblemKind[] => [...kinds.values()].toSorted((a, b) => b.count - a.count),
  };
};
