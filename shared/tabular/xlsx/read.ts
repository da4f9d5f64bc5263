import type { Row, TableNotes } from '../../domain/intake/cell.ts';
import type { ByteSource } from '../byte-source.ts';
import { FileProblem } from '../file-problem.ts';
import type { TableLimits } from '../limits.ts';
import { mergedIn } from './merged.ts';
import { openParts } from './parts.ts';
import { rowsOf, type SheetContext } from './sheet.ts';
import { noStrings, readStrings } from './strings.ts';
import { readDateStyles } from './styles.ts';
import { readWorkbook } from './workbook.ts';

/** Rows of which the first stretch is read already. */
async function* goOn(first: readonly Row[], rest: AsyncIterable<readonly Row[]>): AsyncIterable<readonly Row[]> {
  yield first;
  yield* rest;
}

/** Sheets behind the table that are looked into. */
const mostNamed = 10;

/** Whether a sheet has no cells; one that cannot be read may have some. */
const isEmpty = async (open: () => AsyncGenerator<readonly Row[]>): Promise<boolean> => {
  const rows = open();
  try {
    return (await rows.next()).done === true;
  } catch (error) {
    if (error instanceof FileProblem) return false;
    throw error;
  } finally {
    await rows.return(undefined);
  }
};

/**
 * Reads the first visible sheet of a workbook that has anything in it, by its cells' references.
 *
 * @param aside Names of sheets that are never the table, such as a template's help sheet.
 * @throws FileProblem here or while rows are read.
 */
export const readXlsx = async (
  source: ByteSource,
  limits: TableLimits,
  aside: readonly string[],
): Promise<{ readonly notes: TableNotes; readonly rows: AsyncIterable<readonly Row[]> }> => {
  const parts = await openParts(source, limits);
  const workbook = await readWorkbook(parts, limits);
  const context: SheetContext = {
    strings: workbook.strings === undefined ? noStrings : await readStrings(parts, workbook.strings, limits),
    dateStyles: workbook.styles === undefined ? [] : await readDateStyles(parts, workbook.styles, limits.partBytes),
    from1904: workbook.from1904,
    limits,
  };
  const skipped = new Set(aside.map((name) => name.toLowerCase()));
  const candidates = workbook.sheets.filter(({ name, hidden }) => !hidden && !skipped.has(name.trim().toLowerCase()));
  for (const [n, { name, part }] of candidates.entries()) {
    const rows = rowsOf(parts.open(part, limits.sheetBytes), context);
    const first = await rows.next();
    if (first.done === true) continue;
    const otherSheets: string[] = [];
    for (const other of candidates.slice(n + 1, n + 1 + mostNamed))
      if (!(await isEmpty(() => rowsOf(parts.open(other.part, limits.partBytes), context))))
        otherSheets.push(other.name);
    const merged = await mergedIn(parts.open(part, limits.sheetBytes));
    return { notes: { merged, sheet: name, otherSheets }, rows: goOn(first.value, rows) };
  }
  throw new FileProblem('empty-file');
};
