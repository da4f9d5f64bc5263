import Papa from 'papaparse';
import type { Cell, Row } from '../../domain/intake/cell.ts';
import { bytesOf, type ByteSource } from '../byte-source.ts';
import { FileProblem } from '../file-problem.ts';
import type { TableLimits } from '../limits.ts';
import { createDecoder, encodingOf } from './decode.ts';
import { unguarded } from './guard.ts';
import { separatorOf, type Separator } from './separator.ts';

/** Bytes by which encoding and separator are found. */
export const headBytes = 64 * 1024;
/** Bytes that are parsed at a time, however large the chunks of the source are. */
const stretchBytes = 64 * 1024;

/** A record as the parser gives it: where it ends in the text, and whether its quotes are in disorder. */
interface CsvRecord {
  readonly fields: readonly string[];
  readonly end: number;
  readonly broken: boolean;
}

const recordsOf = (text: string, separator: Separator): CsvRecord[] => {
  const records: CsvRecord[] = [];
  Papa.parse<string[]>(text, {
    delimiter: separator,
    newline: '\n',
    step: ({ data, errors, meta }) => records.push({ fields: data, end: meta.cursor, broken: errors.length > 0 }),
  });
  return records;
};

const newlinesIn = (text: string): number => {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
};

/** Whether a text that starts so may be nothing but white space: spares most texts being trimmed. */
const mayBeBlank = (code: number): boolean => code <= 32 || code >= 160;

/** Makes rows of text that comes in stretches: `read` gives the records that are whole, counting lines and what is too much. */
const createRowReader = (separator: Separator, limits: TableLimits, firstLine: number) => {
  let rest = '';
  let line = firstLine;
  let taken = 0;

  const toRow = ({ fields, broken }: CsvRecord): Row | undefined => {
    const start = line;
    line += 1;
    const cells: Cell[] = [];
    let filled = false;
    for (let column = 0; column < fields.length; column += 1) {
      const field = fields[column] ?? '';
      if (field === '') {
        cells.push(undefined);
        continue;
      }
      const newlines = newlinesIn(field);
      line += newlines;
      if (broken && newlines > 0) throw new FileProblem('quote-not-closed', { line: start });
      if (field.length > limits.cellChars) {
        throw new FileProblem('cell-too-large', { line: start, most: limits.cellChars });
      }
      const blank = mayBeBlank(field.charCodeAt(0)) && field.trim() === '';
      if (!blank && column >= limits.columns) {
        throw new FileProblem('too-many-columns', { line: start, most: limits.columns });
      }
      filled ||= !blank;
      cells.push(unguarded(field));
    }
    if (!filled) return undefined;
    taken += 1;
    if (taken > limits.rows) throw new FileProblem('too-many-rows', { most: limits.rows });
    return { line: start, cells };
  };

  return {
    read: (more: string, last: boolean): Row[] => {
      const text = rest + more;
      const records = recordsOf(text, separator);
      // the last one may go on in the next stretch
      const open = last ? undefined : records.pop();
      rest = open === undefined ? '' : text.slice(records.at(-1)?.end ?? 0);
      const rows: Row[] = [];
      for (const record of records) {
        const row = toRow(record);
        if (row !== undefined) rows.push(row);
      }
      if (rest.length > limits.recordChars) {
        throw new FileProblem(rest.includes('"') ? 'quote-not-closed' : 'row-too-large', { line });
      }
      return rows;
    },
  };
};

/** The text of a file, stretch by stretch; the last one is marked. */
async function* textOf(source: ByteSource, head: Buffer): AsyncIterable<{ text: string; last: boolean }> {
  const decode = createDecoder(encodingOf(head));
  for await (const chunk of bytesOf(source, 0, source.size)) {
    for (let at = 0; at < chunk.length; at += stretchBytes) {
      yield { text: decode(chunk.subarray(at, at + stretchBytes), false), last: false };
    }
  }
  yield { text: decode(Buffer.alloc(0), true), last: true };
}

/**
 * Reads a CSV file. Its encoding (UTF-8, UTF-16, Windows-1252) and separator (comma, semicolon, tab) are found by its
 * first 64 kB; lines are counted as they stand in the file, however many of them a record takes.
 *
 * @throws FileProblem here or while rows are read.
 */
export const readCsv = (source: ByteSource, head: Buffer, limits: TableLimits) => {
  const { separator, skip } = separatorOf(createDecoder(encodingOf(head))(head, head.length === source.size));
  async function* rows(): AsyncIterable<readonly Row[]> {
    const reader = createRowReader(separator, limits, skip > 0 ? 2 : 1);
    let toSkip = skip;
    for await (const { text, last } of textOf(source, head)) {
      const stretch = reader.read(text.slice(toSkip), last);
      toSkip = Math.max(0, toSkip - text.length);
      if (stretch.length > 0) yield stretch;
    }
  }
  return { separator, rows: rows() };
};
