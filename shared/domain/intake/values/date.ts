import type { NumberCell } from '../cell.ts';
import { plainDigits } from './clean.ts';
import { clear, fault, fill, quoted, say, short } from './reading.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'mei', 'jun', 'jul', 'agu', 'sep', 'okt', 'nov', 'des'];
/** Shortenings and English names beside the first three letters. */
const otherMonths: Readonly<Record<string, number>> = {
  may: 5,
  agt: 8,
  ags: 8,
  aug: 8,
  oct: 10,
  nop: 11,
  dec: 12,
  peb: 2,
};

const monthOf = (word: string): number => {
  const start = word.toLowerCase().slice(0, 3);
  return otherMonths[start] ?? months.indexOf(start) + 1;
};

const isoDate = (year: number, month: number, day: number): string | undefined => {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1900 && year <= 2100;
  return isReal ? date.toISOString().slice(0, 10) : undefined;
};

/** Two digits of a year: those more than ten years ahead are of the last century. */
const fullYear = (digits: string, today: string): number => {
  const year = Number(digits);
  if (digits.length === 4) return year;
  const century = Math.floor(Number(today.slice(0, 4)) / 100) * 100;
  return century + year > Number(today.slice(0, 4)) + 10 ? century - 100 + year : century + year;
};

/** `17/08/2025`, `17-8-25`, `17.08.2025`, `17 Agustus 2025`, `17 Agt 2025`, `2025-08-17` → `2025-08-17`; undefined: no date. */
export const parseDate = (text: string, today: string): string | undefined => {
  const plain = plainDigits(text).replace(/^[a-z']+,\s*/i, '');
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(plain);
  if (iso !== null) return isoDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const [, day, month = '', year = ''] =
    /^(\d{1,2})\s*[-/.\s]\s*(\d{1,2}|[a-z]{3,9})\.?\s*[-/.,\s]\s*(\d{4}|\d{2})(?:\s+\d{1,2}[:.]\d{2}.*)?$/i.exec(
      plain,
    ) ?? [];
  if (day === undefined) return undefined;
  return isoDate(fullYear(year, today), /^\d/.test(month) ? Number(month) : monthOf(month), Number(day));
};

/** The day that a spreadsheet counts as so many: from 1900 (with its invented 29 February 1900), or from 1904. */
export const serialDate = ({ value, from1904 }: Pick<NumberCell, 'value' | 'from1904'>): string | undefined => {
  const days = Math.floor(value);
  if (!Number.isFinite(days) || days < 1 || days > 73_050) return undefined;
  const first = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days > 59 ? 30 : 31);
  return new Date(first + days * 86_400_000).toISOString().slice(0, 10);
};

/** `2025-08-17` → `17/08/2025` */
export const showDate = (date: string): string => date.split('-').reverse().join('/');

/** A reader of days, as `2025-08-17`. */
export const date = short((cell, { today }) => {
  const text = typeof cell === 'string' ? cell : String(cell.value);
  // what stands in a column of dates and counts days is a date whose format was lost
  const isSerial = typeof cell !== 'string' || /^\d{5}$/.test(cell);
  const value = isSerial
    ? serialDate(typeof cell === 'string' ? { value: Number(cell), from1904: false } : cell)
    : parseDate(cell, today);
  if (value !== undefined) return { value };
  const american = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{2,4})$/.exec(text);
  const swapped = american === null ? undefined : parseDate(`${american[3]}/${american[1]}/${american[4]}`, today);
  return fault(
    'bad-date',
    say(
      `Tanggal ${quoted(text)} tidak terbaca. Tulis hari/bulan/tahun, misalnya 17/08/2025.`,
      `Cannot read the date ${quoted(text)}.`,
    ),
    swapped === undefined ? clear : fill(showDate(swapped)),
  );
});
