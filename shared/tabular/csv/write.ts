import { guard } from './guard.ts';
import type { Separator } from './separator.ts';

/** What a writer puts into a cell; undefined leaves it empty. */
export type Value = string | number | undefined;

/** Characters that are handed on at a time. */
const stretchChars = 64 * 1024;

/** One record as RFC 4180 has it; newlines inside a text are plain, as readers make them. */
const lineOf = (row: readonly Value[], separator: Separator): string => {
  const fields = row.map((value) => {
    if (typeof value !== 'string') return value === undefined ? '' : String(value);
    const text = guard(value.replaceAll('\0', '').replace(/\r\n?/g, '\n'));
    return /["\n]/.test(text) || text.includes(separator) || text.trim() !== text
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  });
  return `${fields.join(separator)}\r\n`;
};

/**
 * A table as CSV, made while it is read: UTF-8 with a mark, as Excel asks for one. Texts that a spreadsheet would take for a formula
 * are guarded by a quote, which `openTable` takes off again; numbers stay numbers.
 */
export async function* writeCsv(
  rows: AsyncIterable<readonly Value[]> | Iterable<readonly Value[]>,
  { separator }: { readonly separator: Separator },
): AsyncIterable<Uint8Array> {
  let text = '\uFEFF';
  for await (const row of rows) {
    text += lineOf(row, separator);
    if (text.length < stretchChars) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}
