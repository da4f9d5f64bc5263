import type { Cell, Row } from './cell.ts';
import type { RowProblem } from './entry.ts';
import { sayFixes } from './fix.ts';

/** Columns that a report adds behind the file's own; a file that has them already is read without them. */
export const reportColumns = ['Masalah', 'Saran'] as const;

const isOwn = (cell: Cell): boolean =>
  typeof cell === 'string' && reportColumns.some((name) => name.toLowerCase() === cell.trim().toLowerCase());

/** Which columns of a file go into its report: all but those that an earlier report added. */
export const keptColumns = (header: Row): readonly number[] =>
  header.cells.flatMap((cell, index) => (isOwn(cell) ? [] : [index]));

/** The header of a report; a column that fixes name and the file lacks is added by who follows them. */
export const toReportHeader = (header: Row): readonly Cell[] => [
  ...keptColumns(header).map((index) => header.cells[index]),
  ...reportColumns,
];

/** A row that was not taken: its cells as they were, what is wrong with it, and what to do. */
export const toReportRow = (header: Row, row: Row, problems: readonly RowProblem[]): readonly Cell[] => [
  ...keptColumns(header).map((index) => row.cells[index]),
  problems.map(({ column, message }) => (column === undefined ? message.id : `${column}: ${message.id}`)).join(' · '),
  sayFixes(problems.map(({ fix }) => fix)).id,
];
