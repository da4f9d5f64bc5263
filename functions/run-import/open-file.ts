import type { FileForm, Occurrence } from '../../shared/domain/import/findings.ts';
import type { Import, Sentence } from '../../shared/domain/import/import.ts';
import type { Row, Table } from '../../shared/domain/intake/cell.ts';
import type { Directory, ImportKind } from '../../shared/domain/intake/entry.ts';
import { headerRows } from '../../shared/domain/intake/header.ts';
import { toReportHeader, toReportRow } from '../../shared/domain/intake/report.ts';
import { createRowReader, headerOf, type RowReader } from '../../shared/domain/intake/row-reader.ts';
import type { ByteSource } from '../../shared/tabular/byte-source.ts';
import { helpSheets, openTable, type OpenTable } from '../../shared/tabular/open-table.ts';
import type { FileRow, OpenedFile } from './ports.ts';

/** The columns of a file are such that none of its rows can be taken. */
export class SheetRefusedError extends Error {
  override readonly name = 'SheetRefusedError';
  readonly code: string;
  readonly problem: Sentence;
  constructor(code: string, problem: Sentence) {
    super(code);
    this.code = code;
    this.problem = problem;
  }
}

const noHeader: Sentence = {
  id: 'Baris judul kolom tidak ditemukan. Pakai templat, atau tulis nama kolom di baris pertama.',
  en: 'No row of column names was found. Use the template, or put the names of the columns into the first row.',
};

/** Longer headers are cut in reports. */
const longestHeader = 200;

const refusal = ({ problems }: RowReader): SheetRefusedError | undefined => {
  const blocks = problems.filter(({ severity }) => severity === 'block');
  const [first] = blocks;
  if (first === undefined) return undefined;
  const joined = (language: 'id' | 'en'): string => blocks.map(({ message }) => message[language]).join(' ');
  return new SheetRefusedError(first.code, { id: joined('id'), en: joined('en') });
};

interface Peeked {
  /** The first rows of a table, among which its header stands. */
  readonly first: readonly Row[];
  /** All of them again. */
  readonly all: AsyncIterable<readonly Row[]>;
  /** Instead of reading them. */
  readonly close: () => Promise<unknown>;
}

const peek = async ({ rows }: Table): Promise<Peeked> => {
  const iterator = rows[Symbol.asyncIterator]();
  const seen: (readonly Row[])[] = [];
  while (seen.flat().length < headerRows) {
    const next = await iterator.next();
    if (next.done === true) break;
    seen.push(next.value);
  }
  async function* all(): AsyncIterable<readonly Row[]> {
    try {
      yield* seen;
      for (;;) {
        const next = await iterator.next();
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { first: seen.flat(), all: all(), close: async () => iterator.return?.() };
};

/** Sheets that are looked at for a header: covers and summaries may stand before the list. */
const mostSheets = 5;

const openSheet = async (
  source: ByteSource,
  kind: ImportKind,
): Promise<{ table: OpenTable; header: Row; all: Peeked['all'] }> => {
  const aside = [...helpSheets];
  for (let n = 0; n < mostSheets; n += 1) {
    const table = await openTable(source, { aside });
    const { first, all, close } = await peek(table);
    const header = headerOf(kind, first);
    if (header !== undefined) return { table, header, all };
    await close();
    const { sheet, otherSheets } = table.notes;
    if (sheet === undefined || otherSheets.length === 0) break;
    aside.push(sheet);
  }
  throw new SheetRefusedError('header-missing', noHeader);
};

/**
 * Opens a file of rows: finds its header, and understands each row below it.
 * @param today as `2026-11-22`
 * @throws FileProblem, SheetRefusedError, here or while rows are read; what the source throws
 */
export const openRows = async (
  source: ByteSource,
  { kind, target }: Pick<Import, 'kind' | 'target'>,
  directory: Directory,
  today: string,
): Promise<OpenedFile> => {
  const { table, header, all } = await openSheet(source, kind);
  const reader = createRowReader({ kind, header, notes: table.notes, directory, target, today });
  const refused = refusal(reader);
  if (refused !== undefined) throw refused;

  const toFileRow = (row: Row): FileRow[] => {
    const read = reader.read(row);
    if ('blank' in read) return [];
    return [
      {
        line: row.line,
        said: read,
        toReport: (problems) => toReportRow(header, row, problems),
      },
    ];
  };
  const { line: headerLine } = header;
  async function* rows(): AsyncIterable<readonly FileRow[]> {
    for await (const group of all) yield group.filter(({ line }) => line > headerLine).flatMap(toFileRow);
  }
  const form: FileForm = {
    format: table.format,
    ...(table.format === 'csv' ? { separator: table.separator } : {}),
    head: toReportHeader(header).map((name) => String(name ?? '').slice(0, longestHeader)),
  };
  const notes: Occurrence[] = reader.problems.map(({ code, column, message }) => ({
    code,
    message,
    ...(column === undefined ? {} : { column }),
  }));
  return { form, notes, rows: rows() };
};
