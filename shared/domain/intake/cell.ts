/**
 * One cell as a reader of files hands it on, before anybody says what it means: text as it stands (CSV knows nothing else),
 * a number or date that a spreadsheet keeps as such, or an error value such as `#N/A`. Undefined: empty.
 */
export type Cell = string | NumberCell | ErrorCell | undefined;

/** A number that the file keeps as a number: what Excel makes of long digits, leading zeros and dates. */
export interface NumberCell {
  readonly value: number;
  /** Whether its format is a date's: `value` then counts days in the file's own calendar. */
  readonly date: boolean;
  /** Whether days are counted from 1904 (old Excel for Mac) instead of 1900. */
  readonly from1904: boolean;
}

/** An error that a formula left behind. */
export interface ErrorCell {
  readonly error: string;
}

/** One row as it stands in the file. */
export interface Row {
  /** As people count it in their program: the first line of the file is 1. */
  readonly line: number;
  /** By column, the first is 0; trailing empty cells may be missing. */
  readonly cells: readonly Cell[];
}

/** What holds for a table as a whole, beside its rows. */
export interface TableNotes {
  /** Ranges of merged cells, e.g. `A5:C5`; only the first cell of each has a value. */
  readonly merged: readonly string[];
  /** Name of the sheet that was read, where there are sheets. */
  readonly sheet?: string;
  /** Other sheets with anything in them, a few: hidden ones and those that only explain are not named. */
  readonly otherSheets: readonly string[];
}

/** A file that is being read. */
export interface Table {
  readonly notes: TableNotes;
  /** All rows with anything in them, from the first line on, in stretches of a few hundred. */
  readonly rows: AsyncIterable<readonly Row[]>;
}
