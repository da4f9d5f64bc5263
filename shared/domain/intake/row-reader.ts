import { plainName } from '../product/questions.ts';
import type { Row, TableNotes } from './cell.ts';
import type { Directory, Entry, Fix, ImportKind, RowProblem } from './entry.ts';
import { findHeader, readHeader, type SeenColumn } from './header.ts';
import type { Draft, Known, RowKind, World } from './kinds/kind.ts';
import { rowKinds } from './kinds/kinds.ts';
import { createMerged } from './merged.ts';
import { createRepeats } from './repeats.ts';
import { sheetProblems, type SheetProblem } from './sheet-problems.ts';
import { filled, type Filled } from './values/clean.ts';
import { fill, say, type Ask, type Finding, type Repair } from './values/reading.ts';
import { placeFinder } from './values/region.ts';
import { asText } from './values/text.ts';

/** What became of one row. */
export type ReadRow =
  | { readonly blank: true }
  | { readonly entry: Entry; readonly advice: readonly RowProblem[] }
  | { readonly problems: readonly RowProblem[] };

export interface RowReaderOptions {
  readonly kind: ImportKind;
  /** Found by `headerOf`. */
  readonly header: Row;
  readonly notes: TableNotes;
  readonly directory: Directory;
  /** What the whole file is for, where the import says so. */
  readonly target?: { readonly sentraId?: string | undefined; readonly ikmId?: string | undefined } | undefined;
  /** `2026-11-22` */
  readonly today: string;
}

export interface RowReader {
  /** As the file calls them, with what they were understood as. */
  readonly recognised: readonly { readonly header: string; readonly column: string }[];
  readonly unknown: readonly string[];
  /** Required columns that the file lacks. */
  readonly missing: readonly string[];
  readonly problems: readonly SheetProblem[];
  /**
   * Reads a row below the header. All rows must be read once, in the order of the file: repeated things and merged cells are
   * found that way.
   */
  readonly read: (row: Row) => ReadRow;
}

/** The row of a file's first ones that is its header; undefined when none of them looks like one. */
export const headerOf = (kind: ImportKind, rows: readonly Row[]): Row | undefined =>
  findHeader(rowKinds[kind].columns, rows);

/** Names that are remembered at a time. */
const most = 20;

const createMemory = () => {
  const texts = new Map<string, string[]>();
  return {
    before: (key: string): readonly string[] => texts.get(key) ?? [],
    remember: (key: string, text: string): void => {
      const known = texts.get(key) ?? [];
      if (known.at(-1) === text) return;
      texts.set(key, [...known.filter((each) => each !== text), text].slice(-most));
    },
  };
};

const known = (found: ReturnType<Directory['sentra']> | undefined): Known | undefined =>
  typeof found === 'object' ? found : undefined;

/** A line under the header that only numbers the columns: 1 2 3 … */
const isNumbering = ({ cells }: Row): boolean => {
  const texts = cells.map((cell) => filled(cell)).map((cell) => (cell === undefined ? '' : asText(cell)));
  const numbers = texts.filter((text) => text !== '').map((text) => Number(text.replace(/[()]/g, '')));
  return numbers.length > 2 && numbers.every((number, at) => number === (numbers[0] ?? 0) + at && number < 100);
};

/** Words that begin a line of sums or remarks below a list. */
const isFooter = (text: string): boolean =>
  /^(jumlah|total|catatan|keterangan|ket|mengetahui|sumber)\b/.test(plainName(text));
const isExample = (text: string): boolean => text.startsWith('Contoh: ');

/** A row's values and findings while it is read. */
class Drafting implements Draft {
  /** Headers of the columns that stood in for others of the same meaning, by key. */
  readonly standIns = new Map<string, string>();
  readonly values: Record<string, unknown> = {};
  readonly faults = new Map<string, Finding>();
  readonly remarks = new Map<string, Finding>();
  readonly isFaulty = (key: string): boolean => this.faults.has(key);
  readonly fault = (key: string, finding: Finding): void => {
    this.faults.set(key, finding);
  };
  readonly advise = (key: string, finding: Finding): void => {
    this.remarks.set(key, finding);
  };
}

const createReader = <E extends Entry>(rows: RowKind<E>, options: RowReaderOptions): RowReader => {
  const { header, notes, directory, target, today } = options;
  const read = readHeader(rows.columns, header);
  const merged = createMerged(notes.merged);
  const repeats = createRepeats();
  const world: World = {
    ...createMemory(),
    directory,
    sentra: known(target?.sentraId === undefined ? undefined : directory.sentra(target.sentraId)),
    ikm: known(target?.ikmId === undefined ? undefined : directory.ikm(target.ikmId)),
    place: placeFinder(),
  };
  const given = rows.given(world, new Set(read.seen.map(({ column }) => column.key)));
  const missing = rows.columns.filter(
    ({ key, required }) => required && !given.includes(key) && !read.seen.some(({ column }) => column.key === key),
  );
  const columnOf = new Map(rows.columns.map((column) => [column.key, column]));
  const headerByKey = new Map(read.seen.map(({ column, header: name }) => [column.key, name]));
  const nameOf = (key: string, { standIns }: Drafting): string =>
    standIns.get(key) ?? headerByKey.get(key) ?? columnOf.get(key)?.header ?? key;
  const asks = read.seen.map((each): SeenColumn & { readonly ask: Ask } => ({
    ...each,
    ask: { unit: each.unit, today },
  }));

  const toFix = (column: string, repair: Repair): Fix =>
    repair.do === 'delete-row' || repair.do === 'explain' ? repair : { ...repair, column };

  const toProblem = (key: string, { code, message, repair }: Finding, draft: Drafting): RowProblem => {
    const name = nameOf(key, draft);
    return { column: name, code, message, fix: toFix(name, repair) };
  };

  /** A required column is never to be cleared: what is written instead is the nearest thing to the truth that we know. */
  const mended = (key: string, finding: Finding, draft: Drafting): Finding => {
    const isNeeded = finding.code === 'required' || columnOf.get(key)?.required === true;
    if (finding.repair.do !== 'clear' || !isNeeded) return finding;
    const text = say(`Isi kolom "${nameOf(key, draft)}"`, `Fill column "${nameOf(key, draft)}"`);
    return { ...finding, repair: rows.instead(key, draft, world) ?? { do: 'explain', text } };
  };

  const readCells = (row: Row, draft: Drafting): void => {
    for (const { index, column, ask, spares } of asks) {
      let cell: Filled | undefined = filled(row.cells[index]);
      for (const spare of spares) {
        if (cell !== undefined) break;
        cell = filled(row.cells[spare.index]);
        if (cell !== undefined) draft.standIns.set(column.key, spare.header);
      }
      if (cell === undefined) {
        const above = merged.isEmpty ? undefined : merged.above(row.line, index);
        if (above === undefined) continue;
        const message = say(
          'Sel ini digabung dengan sel di atasnya, jadi kosong.',
          'This cell is merged into the one above.',
        );
        draft.fault(column.key, { code: 'merged', message, repair: fill(above) });
        continue;
      }
      const reading = column.read(cell, ask);
      if ('fault' in reading) {
        draft.fault(column.key, reading.fault);
        continue;
      }
      draft.values[column.key] = reading.value;
      if (reading.advice !== undefined) draft.advise(column.key, reading.advice);
    }
  };

  const repeatOf = (entry: E, line: number, draft: Drafting): RowProblem | undefined => {
    const traits = rows.traits(entry);
    for (const { key, column, word, repair } of traits) {
      const first = repeats.lineOf(key);
      if (first === undefined) continue;
      const message = say(
        `${word} ini sudah ada di baris ${String(first)}.`,
        `It stands in line ${String(first)} already.`,
      );
      return toProblem(column, { code: 'repeated', message, repair }, draft);
    }
    for (const { key } of traits) repeats.add(key, line);
    return undefined;
  };

  const isBlank = ({ cells, line }: Row): boolean =>
    !asks.some(({ index, spares }) => [{ index }, ...spares].some((at) => filled(cells[at.index]) !== undefined)) ||
    (line === header.line + 1 && isNumbering({ cells, line }));

  return {
    recognised: read.seen.map(({ header: name, column }) => ({ header: name, column: column.header })),
    unknown: read.unknown,
    missing: missing.map(({ header: name }) => name),
    problems: sheetProblems(read, missing, header, notes),
    read: (row) => {
      merged.show(row);
      if (isBlank(row)) return { blank: true };
      const draft = new Drafting();
      readCells(row, draft);
      const entry = rows.finish(draft, world);
      if (draft.faults.size > 0 || entry === undefined) {
        const texts = row.cells.flatMap((cell) =>
          typeof cell === 'string' && cell.trim() !== '' ? [cell.trim()] : [],
        );
        if (texts.length < 4 && isFooter(texts[0] ?? '')) {
          const message = say('Baris ini bukan data, melainkan jumlah atau catatan.', 'This row is a sum or a remark.');
          return { problems: [{ code: 'not-data', message, fix: { do: 'delete-row' } }] };
        }
        if (texts.some(isExample)) return { blank: true };
        return {
          problems: [...draft.faults].map(([key, finding]) => toProblem(key, mended(key, finding, draft), draft)),
        };
      }
      if (row.cells.some((cell) => typeof cell === 'string' && isExample(cell))) return { blank: true };
      const repeat = repeatOf(entry, row.line, draft);
      if (repeat !== undefined) return { problems: [repeat] };
      const advice =
        draft.remarks.size === 0 ? [] : [...draft.remarks].map(([key, finding]) => toProblem(key, finding, draft));
      return { entry, advice };
    },
  };
};

/** Makes the reader of one file's rows. */
export const createRowReader = (options: RowReaderOptions): RowReader => {
  switch (options.kind) {
    case 'sentra':
      return createReader(rowKinds.sentra, options);
    case 'ikm':
      return createReader(rowKinds.ikm, options);
    case 'product':
      return createReader(rowKinds.product, options);
    case 'offer':
      return createReader(rowKinds.offer, options);
  }
};
