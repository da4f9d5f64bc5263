import type { Fix } from '../entry.ts';
import type { Filled } from './clean.ts';

/** A sentence in both languages. */
export interface Sentence {
  readonly id: string;
  readonly en: string;
}

export const say = (id: string, en: string): Sentence => ({ id, en });

/** Digits that may be somebody's number in the wrong column. */
const personal = /\d(?:[\s.-]?\d){7,}/g;

/** What a cell says, in a sentence about it: cut short, and numbers that could be a person's hidden. */
export const quoted = (text: string): string =>
  `“${text.slice(0, 40).replace(personal, (digits) => `${digits.slice(0, 2)}••••`)}”`;

/** A fix before it is known what the file calls the column. */
export type Repair =
  | { readonly do: 'fill'; readonly value: string }
  | { readonly do: 'choose'; readonly values: readonly string[] }
  | { readonly do: 'clear' }
  | Extract<Fix, { do: 'delete-row' | 'explain' }>;

/** What is wrong with, or doubtful in, one cell. */
export interface Finding {
  readonly code: string;
  readonly message: Sentence;
  readonly repair: Repair;
}

/** What a cell says; a `fault` keeps its row out, an `advice` does not. */
export type Reading =
  { readonly value: unknown; readonly advice?: Finding } | { readonly fault: Finding; readonly value?: undefined };

/** What a reader may need to know beside the cell. */
export interface Ask {
  /** Unit that the header names, e.g. `kg` of "Berat (kg)". */
  readonly unit: string | undefined;
  /** `2026-11-22` */
  readonly today: string;
}

/** Makes a value of a cell. */
export type ReadCell = (cell: Filled, ask: Ask) => Reading;

export const clear: Repair = { do: 'clear' };
export const fill = (value: string): Repair => ({ do: 'fill', value });
export const choose = (values: readonly string[]): Repair => ({ do: 'choose', values });

export const fault = (code: string, message: Sentence, repair: Repair = clear): Reading => ({
  fault: { code, message, repair },
});

/** What is longer is no number, date or choice, whatever it is. */
const longest = 200;

/** A reader that does not even look at long texts. */
export const short =
  (read: ReadCell): ReadCell =>
  (cell, ask) =>
    typeof cell === 'string' && cell.length > longest
      ? fault('too-big', say(`Paling banyak ${String(longest)} huruf.`, `At most ${String(longest)} characters.`))
      : read(cell, ask);

/** Nothing stands where something must. */
export const required: Finding = { code: 'required', message: say('Wajib diisi.', 'Required.'), repair: clear };

/** A value with a remark about it. */
export const withAdvice = (value: unknown, code: string, message: Sentence, repair: Repair): Reading => ({
  value,
  advice: { code, message, repair },
});
