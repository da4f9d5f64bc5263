import type { CorpusFile } from './file.ts';
import { seeded } from './random.ts';
import { workbookBytes } from './workbook-bytes.ts';

const words = [
  'Batik',
  'Tenun “ikat”',
  'Toko "Maju"',
  'Jl. Mawar, RT 1',
  'halus; lembut',
  'Café',
  '1,5',
  '-',
  '=SUM',
  '#N/A',
  'a\tb',
];
const one = <T>(next: () => number, from: readonly T[]): T => from[Math.floor(next() * from.length)]!;

/** A header and some rows of words, with gaps; the last cell of each row is filled, so that all readers agree on its width. */
const tableOf = (next: () => number): readonly (readonly (string | undefined)[])[] => {
  const columns = 2 + Math.floor(next() * 6);
  const rows = Array.from({ length: 1 + Math.floor(next() * 40) }, () =>
    Array.from({ length: columns }, (_, n) => (n < columns - 1 && next() < 0.2 ? undefined : one(next, words))),
  );
  return [Array.from({ length: columns }, (_, n) => `Kolom ${n + 1}`), ...rows];
};

/** A CSV of one of the many kinds that programs write. */
const csvFile = (seed: number): CorpusFile => {
  const next = seeded(seed);
  const rows = tableOf(next);
  const separator = one(next, [',', ';', '\t']);
  const newline = one(next, ['\n', '\r\n', '\r']);
  const encoding = one(next, ['utf8', 'utf16le', 'marked'] as const);
  const quoted = next() < 0.5;
  const blank = next() < 0.5 ? newline : '';
  const field = (text = ''): string => (quoted || /[",;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const text = rows.map((cells) => cells.map(field).join(separator) + newline).join(blank);
  return {
    name: `csv: sloppy, seed ${seed}`,
    format: 'csv',
    make: () => Buffer.from(encoding === 'utf8' ? text : `\uFEFF${text}`, encoding === 'utf16le' ? 'utf16le' : 'utf8'),
    expect: {
      rows: rows.length,
      first: rows[0]!,
      last: rows.at(-1)!,
      lastLine: blank === '' ? rows.length : 2 * rows.length - 1,
    },
  };
};

/** A workbook of one of the many kinds that programs write. */
const xlsxFile = (seed: number): CorpusFile => {
  const next = seeded(seed);
  const rows = tableOf(next);
  const shared = next() < 0.5;
  const referenced = next() < 0.7;
  const gap = 1 + Math.floor(next() * 3);
  const strings: string[] = [];
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const cell = (text: string | undefined, column: number, line: number): string => {
    const place = referenced ? ` r="${String.fromCharCode(65 + column)}${line}"` : '';
    if (text === undefined) return referenced ? '' : '<c/>';
    if (!shared) return `<c${place} t="inlineStr"><is><t>${escaped(text)}</t></is></c>`;
    strings.push(`<si><t>${escaped(text)}</t></si>`);
    return `<c${place} t="s"><v>${strings.length - 1}</v></c>`;
  };
  const sheet = rows
    .map(
      (cells, n) =>
        `<row r="${1 + n * gap}">${cells.map((text, column) => cell(text, column, 1 + n * gap)).join('')}</row>`,
    )
    .join('\n');
  return {
    name: `xlsx: sloppy, seed ${seed}`,
    format: 'xlsx',
    make: () => workbookBytes({ sheets: { Data: sheet }, ...(shared ? { strings: strings.join('') } : {}) }),
    expect: { rows: rows.length, first: rows[0]!, last: rows.at(-1)!, lastLine: 1 + (rows.length - 1) * gap },
  };
};

const seeds = Array.from({ length: 20 }, (_, n) => n + 1);

export const sloppyFiles: readonly CorpusFile[] = [...seeds.map(csvFile), ...seeds.map(xlsxFile)];
