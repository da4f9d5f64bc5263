import * as z from 'zod';
import type { Occurrence } from '../../shared/domain/import/findings.ts';
import type { RowProblem } from '../../shared/domain/intake/entry.ts';
import type { Value } from '../../shared/tabular/csv/write.ts';

/** What is kept of a stretch of rows until its import ends: the refused rows as the report repeats them, and photos that were no use. */
export const BadLine = z.union([
  z.object({
    line: z.int(),
    cells: z.array(z.union([z.string(), z.number(), z.null()])),
    problems: z.array(
      z.object({
        code: z.string(),
        column: z.string().optional(),
        message: z.object({ id: z.string(), en: z.string() }),
      }),
    ),
  }),
  z.object({
    photo: z.object({
      code: z.string(),
      message: z.object({ id: z.string(), en: z.string() }),
      file: z.string().optional(),
      line: z.int().optional(),
    }),
  }),
]);
export type BadLine = z.infer<typeof BadLine>;

/** A refused row as kept. */
export const badRow = (line: number, cells: readonly Value[], problems: readonly RowProblem[]): BadLine => ({
  line,
  cells: cells.map((cell) => cell ?? null),
  problems: problems.map(({ code, column, message }) => ({
    code,
    ...(column === undefined ? {} : { column }),
    message,
  })),
});

export const badPhoto = ({ code, message, file, line }: Occurrence): BadLine => ({
  photo: { code, message, ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) },
});

export const toJsonLines = (lines: readonly BadLine[]): string => lines.map((line) => JSON.stringify(line)).join('\n');

export const fromJsonLines = (text: string): readonly BadLine[] =>
  text.split('\n').map((line) => BadLine.parse(JSON.parse(line)));
