import type { Cell, Row } from './cell.ts';
import type { RowProblem } from './entry.ts';
import { sayFixes } from './fix.ts';
import { serialDate, showDate } from './values/date.ts';

/** Columns that a report adds behind the file's own; a file that has them already is read without them. */
const reportColumns = ['Masalah', 'Saran'] as const;

/** What a cell of a report holds: what writers of tables take. */
export type ReportValue = string | number | undefined;

/** A cell as it was; a date as people write it, as the writer knows no dates. */
const toValue = (cell: Cell): ReportValue => {
  if (cell === undefined || typeof cell === 'string') return cell;
  if ('error' in cell) return cell.error;
  const day = cell.date ? serialDate(cell) : undefined;
  return day === undefined ? cell.value : showDate(day);
};

const isOwn = (cell: Cell): boolean =>
  typeof cell === 'string' && reportColumns.some((name) => name.toLowerCase() === cell.trim().toLowerCase());

/** Which columns of a file go into its report: all but those that an earlier report added. */
const keptColumns = (header: Row): readonly number[] =>
  header.cells.flatMap((cell, index) => (isOwn(cell) ? [] : [index]));

/** The header of a report; a column that fixes name and the file lacks is added by who follows them. */
export const toReportHeader = (header: Row): readonly ReportValue[] => [
  ...keptColumns(header).map((index) => toValue(header.cells[index])),
  ...reportColumns,
];

/** A row that was not taken: its cells as they were, what is wrong with it, and what to do. */
export const toReportRow = (header: Row, row: Row, problems: readonly RowProblem[]): readonly ReportValue[] => [
  ...keptColumns(header).map((index) => toValue(row.cells[index])),
  problems.map(({ column, message }) => (column === undefined ? message.id : `${column}: ${message.id}`)).join(' · '),
  sayFixes(problems.map(({ fix }) => fix)).id,
];
