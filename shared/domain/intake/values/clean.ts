import type { Cell, NumberCell } from '../cell.ts';

/** A cell with something in it, its text cleaned. */
export type Filled = string | NumberCell;

const invisible = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g;
const otherSpaces = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g;
const controls = /(?![\n\r\t])\p{Cc}/gu;
const isPlain = /^[!-~](?:[ -~]*[!-~])?$/;

/** What people write where there is nothing to write. */
const nothing: ReadonlySet<string> = new Set([
  ...['-', '--', '---', '–', '—', '.', '?', '…', '0000000000000000'],
  ...['n/a', 'na', 'n.a', 'n.a.', '#n/a', '#ref!', '#value!', 'null', 'nihil', 'kosong', 'none'],
  ...['tidak ada', 'tdk ada', 'tak ada', 'belum ada', 'blm ada', 'tidak punya', 'belum punya', 'tidak tahu'],
]);
const longestNothing = Math.max(...Array.from(nothing, (text) => text.length));

const withoutNoise = (text: string): string =>
  text.toWellFormed().replace(invisible, '').replace(otherSpaces, ' ').replace(controls, '').trim();

/** A text as it was meant: without invisible characters and the apostrophe that spreadsheets put before "text" numbers. */
const cleanText = (text: string): string => {
  const plain = isPlain.test(text) ? text : withoutNoise(text);
  return /^['‘’`´](?=[\d=+@-])/.test(plain) ? plain.slice(1).trim() : plain;
};

/** What a cell holds; undefined when it is empty, holds an error value or a word that says "nothing". */
export const filled = (cell: Cell): Filled | undefined => {
  if (typeof cell === 'string') {
    const text = cleanText(cell);
    const isNothing = text === '' || (text.length <= longestNothing && nothing.has(text.toLowerCase()));
    return isNothing ? undefined : text;
  }
  return cell === undefined || 'error' in cell || !Number.isFinite(cell.value) ? undefined : cell;
};

/** A number as a person would have typed it: no exponent, a decimal comma. */
export const numberText = ({ value }: NumberCell): string =>
  Number.isInteger(value) ? BigInt(value).toString() : String(value).replace('.', ',');

/** Digits of other scripts and full-width ones as 0 to 9. */
export const plainDigits = (text: string): string =>
  isPlain.test(text)
    ? text
    : text
        .normalize('NFKC')
        .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
        .replace(/[\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0));

const lookalikes: Readonly<Record<string, string>> = {
  o: '0',
  O: '0',
  О: '0',
  о: '0',
  l: '1',
  I: '1',
  '|': '1',
  S: '5',
  B: '8',
};

/** A number in which letters that look like digits are put right: `2O OOO` → `20 000`. The same text when there are none. */
export const withoutLookalikes = (text: string): string =>
  text.replace(/[oOОоlI|SB]/g, (letter) => lookalikes[letter] ?? letter);
