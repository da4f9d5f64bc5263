import type { Row, Table } from '../domain/intake/cell.ts';
import { readBytes, type ByteSource } from './byte-source.ts';
import { headBytes, readCsv } from './csv/read.ts';
import type { Separator } from './csv/separator.ts';
import { FileProblem } from './file-problem.ts';
import { tableLimits, type TableLimits } from './limits.ts';
import { formatOf } from './sniff.ts';
import { readXlsx } from './xlsx/read.ts';

/** A table together with the form it came in, so that an answer can have the same. */
export type OpenTable = Table &
  ({ readonly format: 'csv'; readonly separator: Separator } | { readonly format: 'xlsx' });

/** How a file is read when it is not read as it stands. */
export interface OpenTableOptions {
  readonly limits?: Partial<TableLimits>;
  /** Names of sheets that are never the table; a template's help sheet unless said otherwise. */
  readonly aside?: readonly string[];
}

/** Sheets of our templates that explain. */
export const helpSheets: readonly string[] = ['Petunjuk', 'Contoh'];

/** The same rows, of which there must be any. */
async function* atLeastOne(rows: AsyncIterable<readonly Row[]>): AsyncIterable<readonly Row[]> {
  let any = false;
  for await (const stretch of rows) {
    any = true;
    yield stretch;
  }
  if (!any) throw new FileProblem('empty-file');
}

/**
 * Opens a CSV or XLSX file as a table. What it is, is told by its bytes: a wrong name is forgiven, `format` says what was found.
 * Rows are read once, as they are asked for, in memory that does not grow with the file.
 *
 * Booleans come as `TRUE` and `FALSE`; a quote before `=`, `+`, `-`, `@` in a CSV, which guards formulas, is taken off.
 *
 * @throws FileProblem when the file cannot be taken, here or while its rows are read. Errors of the source come as they are.
 */
export const openTable = async (source: ByteSource, options: OpenTableOptions = {}): Promise<OpenTable> => {
  const limits = { ...tableLimits, ...options.limits };
  if (source.size > limits.fileBytes) throw new FileProblem('too-large');
  const head = await readBytes(source, 0, headBytes);
  if ((await formatOf(source, head)) === 'xlsx') {
    return { format: 'xlsx', ...(await readXlsx(source, limits, options.aside ?? helpSheets)) };
  }
  const { separator, rows } = readCsv(source, head, limits);
  return { format: 'csv', separator, notes: { merged: [], otherSheets: [] }, rows: atLeastOne(rows) };
};
