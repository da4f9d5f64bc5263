const MiB = 1024 * 1024;

/** How much of a file is read before it is refused. Absolute sizes, as honest files compress as well as bombs do. */
export interface TableLimits {
  /** Bytes of the file as it was uploaded. */
  readonly fileBytes: number;
  /** Rows with anything in them, the header's among them. */
  readonly rows: number;
  /** Columns with anything in them. */
  readonly columns: number;
  /** Characters of a cell; Excel itself stops here. */
  readonly cellChars: number;
  /** Characters of a CSV record. */
  readonly recordChars: number;
  /** Bytes of a sheet after inflating. */
  readonly sheetBytes: number;
  /** Bytes of the table of shared strings after inflating. */
  readonly stringBytes: number;
  /** Bytes of any other part of a workbook that is looked at. */
  readonly partBytes: number;
  /** Parts of a workbook. */
  readonly parts: number;
}

export const tableLimits: TableLimits = {
  fileBytes: 200 * MiB,
  // header, and a title above it
  rows: 100_010,
  columns: 256,
  cellChars: 32_767,
  recordChars: 256 * 1024,
  sheetBytes: 320 * MiB,
  stringBytes: 192 * MiB,
  partBytes: 8 * MiB,
  parts: 2_000,
};
