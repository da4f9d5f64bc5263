import type { Filled } from './values/clean.ts';
import { asText } from './values/text.ts';
import type { Choice } from './values/choice.ts';
import { choice } from './values/choice.ts';
import { short, type ReadCell } from './values/reading.ts';

/** One column that a file of a kind may have: everything that header, template, help sheet and report need to know of it. */
export interface Column {
  /** Where its value goes in the body (`owner/nik`); with `@`, one that stands beside the body (`@sentra`). */
  readonly key: string;
  /** As templates and reports call it. */
  readonly header: string;
  /** What else officers call it; case, punctuation and accents do not matter. */
  readonly synonyms: readonly string[];
  readonly required: boolean;
  /** One sentence for the help sheet. */
  readonly help: string;
  /** One per example row of the template. */
  readonly examples: readonly [string, string, string];
  /** What its drop-down offers, where only these are allowed. */
  readonly choices?: readonly Choice[];
  /** Whether spreadsheets must keep it as text: identifiers. */
  readonly isText: boolean;
  readonly read: ReadCell;
}

interface Words {
  readonly synonyms?: readonly string[];
  readonly help: string;
  readonly examples?: readonly [string, string, string];
  readonly required?: boolean;
  readonly isText?: boolean;
}

/** A column of free values. */
export const column = (
  key: string,
  header: string,
  read: ReadCell,
  { synonyms = [], help, examples = ['', '', ''], required = false, isText = false }: Words,
): Column => ({ key, header, read, synonyms, help, examples, required, isText });

/** A column in which one of a few values is chosen. */
export const choiceColumn = (key: string, header: string, choices: readonly Choice[], words: Words): Column => ({
  ...column(key, header, choice(choices), words),
  choices,
});

/** A reader that leaves the cell as it is, for columns that are understood together with others. */
export const raw = short((cell: Filled) => ({ value: cell }));

/** What a raw column says, as text. */
export const rawText = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : isNumberCell(value)
      ? asText(value)
      : undefined;

/** Narrows what a raw column holds to a cell. */
export const rawCell = (value: unknown): Filled | undefined =>
  typeof value === 'string' || isNumberCell(value) ? value : undefined;

const isNumberCell = (value: unknown): value is Exclude<Filled, string> =>
  typeof value === 'object' && value !== null && 'value' in value && 'from1904' in value;
