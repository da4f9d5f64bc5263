import { plainDigits } from './clean.ts';
import { parseNumber } from './number.ts';
import { fault, quoted, say, short, type ReadCell } from './reading.ts';
import { asText } from './text.ts';

const daysIn: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ...{ hari: 1, hr: 1, h: 1, minggu: 7, mgg: 7, pekan: 7, bulan: 30, bln: 30, bl: 30, tahun: 365, thn: 365, th: 365 },
  }),
);

/** Days of `180 hari`, `6 bulan`, `1,5 tahun`; a bare number counts in `unit` (days, unless the header says otherwise). */
export const parseDays = (text: string, unit = 'hari'): number | undefined => {
  const [, digits = '', word = ''] =
    /^(?:±|sekitar)?\s*([\d.,]*\d)\s*([a-z]*)\.?$/.exec(plainDigits(text).toLowerCase()) ?? [];
  const number = parseNumber(digits, false);
  const factor = daysIn.get(word === '' ? (daysIn.has(unit) ? unit : 'hari') : word);
  return number === undefined || factor === undefined ? undefined : Math.round(number * factor);
};

/** A reader of durations between two bounds, in days. */
export const days = (least: number, most: number): ReadCell =>
  short((cell, { unit }) => {
    const text = asText(cell);
    const parsed = parseDays(text, unit);
    return parsed === undefined || parsed < least || parsed > most
      ? fault(
          'bad-duration',
          say(`${quoted(text)} tidak terbaca. Tulis misalnya 6 bulan atau 180 hari.`, `Cannot read ${quoted(text)}.`),
        )
      : { value: parsed };
  });
