import type { Cell, Row } from '../../domain/intake/cell.ts';
import { FileProblem } from '../file-problem.ts';
import type { TableLimits } from '../limits.ts';
import { createTextReader, type SharedStrings } from './strings.ts';
import { scanXml, type Attributes, type XmlReader } from './xml.ts';

/** What is needed to understand a sheet's cells. */
export interface SheetContext {
  readonly strings: SharedStrings;
  readonly dateStyles: readonly boolean[];
  readonly from1904: boolean;
  readonly limits: TableLimits;
}

/** Excel ends at XFD and 1,048,576. */
const lastColumn = 16_383;
const lastRow = 1_048_576;

/** Column of a reference such as `AB12`, the first is 0; -1 when it is none. */
const columnOf = (cell: string): number => {
  let column = 0;
  let at = 0;
  for (; at < cell.length; at += 1) {
    const code = cell.charCodeAt(at);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
    if (column > lastColumn + 1) return -1;
  }
  return at === 0 ? -1 : column - 1;
};

const dayMs = 86_400_000;
/** A date that is written as such, in days of the file's calendar. */
const daysOf = (iso: string, from1904: boolean): number => {
  const at = Date.parse(/T.*(Z|[+-]\d\d:\d\d)$/.test(iso) || !iso.includes('T') ? iso : `${iso}Z`);
  return (at - Date.UTC(from1904 ? 1904 : 1899, from1904 ? 0 : 11, from1904 ? 1 : 30)) / dayMs;
};

/** Understands one sheet; `taken` gives the rows since the last time. */
class SheetReader implements XmlReader {
  readonly #context: SheetContext;
  readonly #inline: ReturnType<typeof createTextReader>;
  #rows: Row[] = [];
  #count = 0;
  #line = 0;
  #cells: Cell[] = [];
  #filled = false;
  #column = -1;
  #type: string | undefined;
  #style: string | undefined;
  #value = '';
  #inValue = false;
  #inInline = false;

  constructor(context: SheetContext) {
    this.#context = context;
    this.#inline = createTextReader(context.limits.cellChars);
  }

  taken(): readonly Row[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'c') this.#openCell(attributes);
    else if (name === 'v') this.#inValue = true;
    else if (name === 'row') this.#openRow(attributes);
    else if (name === 'is') this.#inInline = true;
    else if (this.#inInline) this.#inline.open?.(name, attributes);
  }

  text(text: string): void {
    if (this.#inValue) {
      this.#value += text;
      if (this.#value.length > this.#context.limits.cellChars) this.#tooLong();
    } else if (this.#inInline) this.#inline.text?.(text);
  }

  close(name: string): void {
    if (name === 'c') this.#closeCell();
    else if (name === 'v') this.#inValue = false;
    else if (name === 'row') this.#closeRow();
    else if (name === 'is') this.#inInline = false;
    else if (this.#inInline) this.#inline.close?.(name);
  }

  #tooLong(): never {
    throw new FileProblem('cell-too-large', { line: this.#line, most: this.#context.limits.cellChars });
  }

  #openRow(attributes: Attributes): void {
    const given = attributes['r'];
    const line = given === undefined ? this.#line + 1 : Number(given);
    if (!Number.isInteger(line) || line < 1) throw new FileProblem('damaged-file');
    if (line > lastRow) throw new FileProblem('too-many-rows', { most: this.#context.limits.rows });
    this.#line = line;
    this.#cells = [];
    this.#filled = false;
    this.#column = -1;
  }

  #openCell(attributes: Attributes): void {
    const given = attributes['r'];
    this.#column = given === undefined ? this.#column + 1 : columnOf(given);
    if (this.#column < 0)
      throw new FileProblem('too-many-columns', { line: this.#line, most: this.#context.limits.columns });
    this.#type = attributes['t'];
    this.#style = attributes['s'];
    this.#value = '';
  }

  #closeCell(): void {
    const cell = this.#understood();
    if (cell === undefined) return;
    const { columns } = this.#context.limits;
    if (this.#column >= columns) throw new FileProblem('too-many-columns', { line: this.#line, most: columns });
    while (this.#cells.length < this.#column) this.#cells.push(undefined);
    this.#cells[this.#column] = cell;
    this.#filled ||= typeof cell !== 'string' || cell.trim() !== '';
  }

  #understood(): Cell {
    if (this.#type === 'inlineStr') return this.#inline.take() || undefined;
    const value = this.#value;
    if (value === '') return undefined;
    const { strings, dateStyles, from1904 } = this.#context;
    switch (this.#type) {
      case 's':
        return strings.at(Number(value)) || undefined;
      case 'str':
        return value;
      case 'e':
        return { error: value };
      case 'b':
        return value === '1' || value === 'true' ? 'TRUE' : 'FALSE';
      case 'd': {
        const days = daysOf(value, from1904);
        return Number.isNaN(days) ? value : { value: days, date: true, from1904 };
      }
      default: {
        const number = Number(value);
        if (!Number.isFinite(number)) return value;
        const date = this.#style !== undefined && dateStyles[Number(this.#style)] === true;
        return { value: number, date, from1904 };
      }
    }
  }

  #closeRow(): void {
    if (!this.#filled) return;
    this.#count += 1;
    const { rows } = this.#context.limits;
    if (this.#count > rows) throw new FileProblem('too-many-rows', { most: rows });
    this.#rows.push({ line: this.#line, cells: this.#cells });
  }
}

/** Rows of a sheet, in stretches; formulas by the value that their program left, never reckoned. */
export async function* rowsOf(content: AsyncIterable<Buffer>, context: SheetContext): AsyncGenerator<readonly Row[]> {
  const sheet = new SheetReader(context);
  for await (const _ of scanXml(content, sheet)) {
    const rows = sheet.taken();
    if (rows.length > 0) yield rows;
  }
}
