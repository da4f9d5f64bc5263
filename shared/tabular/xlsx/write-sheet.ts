import type { Value } from '../csv/write.ts';

/** A column of a sheet that is written. */
export interface SheetColumn {
  readonly header: string;
  /** In characters; 18 if not said. */
  readonly width?: number;
  /** Numbers that are names, such as a NIK: stored as text, also where somebody types them later. */
  readonly text?: true;
  /** What a drop-down offers. */
  readonly options?: readonly string[];
  /** Shown beside a cell that is chosen; 255 characters at most. */
  readonly hint?: string;
}

/** A sheet: its header row stays in sight. */
export interface SheetToWrite {
  /** 31 characters at most, none of `[]:*?/\`. */
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: AsyncIterable<readonly Value[]> | Iterable<readonly Value[]>;
}

/** Column `n` as Excel calls it; the first is 0 and `A`. */
export const columnName = (n: number): string =>
  (n < 26 ? '' : columnName(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26));

const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What XML cannot hold or would change, and what would be taken for such an escape (ECMA-376 part 1, 22.9.2.19). */
const unspeakable = /(?![\t\n])[\p{Cc}\ufffe\uffff]|_(?=x[\dA-Fa-f]{4}_)/gu;

/** Text as it stands in XML. */
export const escapedText = (text: string): string =>
  text
    .toWellFormed()
    .replace(unspeakable, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/[&<>"]/g, (character) => named[character] ?? '');

/** The most that Excel takes into a cell, and into a drop-down's own list. */
const longestCell = 32_767;
const longestList = 255;
/** Rows below the header that have drop-downs and hints. */
const lastRow = 100_001;
/** What would be a formula if it were typed: kept as text when the cell is edited. */
const risky = /^[=+\-@]/;
/** Numbers of styles. */
const [plain, text, bold] = [0, 1, 2];

const fitsInCell = (options: readonly string[]): boolean =>
  options.join(',').length <= longestList && options.every((option) => !option.includes(','));

/** Lists that are too long for a cell's own rule, each once: they need a sheet. */
export const hiddenLists = (lists: readonly (readonly string[])[]): readonly (readonly string[])[] => [
  ...new Set(lists.filter((list) => !fitsInCell(list))),
];

const cellXml = (value: Value, column: number, row: number, style: number): string => {
  if (value === undefined || value === '') return '';
  const place = `<c r="${columnName(column)}${row}"`;
  if (typeof value === 'number') {
    return Number.isFinite(value) ? `${place}${style === plain ? '' : ` s="${style}"`}><v>${value}</v></c>` : '';
  }
  const styled = style === plain && risky.test(value) ? text : style;
  return `${place}${styled === plain ? '' : ` s="${styled}"`} t="inlineStr"><is><t xml:space="preserve">${escapedText(value.slice(0, longestCell))}</t></is></c>`;
};

const columnsXml = (columns: SheetToWrite['columns']): string =>
  columns.length === 0
    ? ''
    : `<cols>${columns
        .map(({ width, text: asText }, n) => {
          const style = asText === true ? ` style="${text}"` : '';
          return `<col min="${n + 1}" max="${n + 1}" width="${width ?? 18}" customWidth="1"${style}/>`;
        })
        .join('')}</cols>`;

/** Drop-downs and hints of a sheet's columns. */
const rulesXml = (
  columns: SheetToWrite['columns'],
  listRange: (options: readonly string[]) => string | undefined,
): string => {
  const rules = columns.flatMap(({ header, options, hint }, n) => {
    if (options === undefined && hint === undefined) return [];
    const list = options === undefined ? '' : (listRange(options) ?? `"${options.join(',').replaceAll('"', '""')}"`);
    const shown =
      hint === undefined
        ? ''
        : ` showInputMessage="1" promptTitle="${escapedText(header.slice(0, 32))}" prompt="${escapedText(hint.slice(0, 255))}"`;
    const strict =
      options === undefined
        ? ''
        : ' type="list" showErrorMessage="1" errorTitle="Pilih dari daftar" error="Pilih salah satu isi daftar."';
    const name = columnName(n);
    return [
      `<dataValidation${strict} allowBlank="1"${shown} sqref="${name}2:${name}${lastRow}">${list === '' ? '' : `<formula1>${escapedText(list)}</formula1>`}</dataValidation>`,
    ];
  });
  return rules.length === 0 ? '' : `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`;
};

/** A sheet's XML, some rows at a time; without columns it has no header row. */
export async function* sheetXml(
  { columns, rows }: SheetToWrite,
  listRange: (options: readonly string[]) => string | undefined,
): AsyncIterable<string> {
  const headed = columns.length > 0;
  const frozen = headed
    ? '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    : '';
  let xml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${frozen}${columnsXml(columns)}<sheetData>`;
  let row = 0;
  const add = (values: readonly Value[], style: (column: number) => number): void => {
    row += 1;
    xml += `<row r="${row}">${values.map((value, n) => cellXml(value, n, row, style(n))).join('')}</row>`;
  };
  if (headed)
    add(
      columns.map(({ header }) => header),
      () => bold,
    );
  for await (const values of rows) {
    add(values, (column) => (columns[column]?.text === true ? text : plain));
    if (xml.length < 64 * 1024) continue;
    yield xml;
    xml = '';
  }
  yield `${xml}</sheetData>${rulesXml(columns, listRange)}</worksheet>`;
}
