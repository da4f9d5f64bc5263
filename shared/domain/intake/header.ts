import { plainName } from '../product/questions.ts';
import type { Row } from './cell.ts';
import type { Column } from './column.ts';
import { filled } from './values/clean.ts';
import { nearest } from './values/near.ts';
import { asText } from './values/text.ts';

/** A column of the file that was recognised. */
export interface SeenColumn {
  /** By column, the first is 0. */
  readonly index: number;
  readonly column: Column;
  /** As the file's header says it. */
  readonly header: string;
  readonly unit: string | undefined;
  /** Whether it was only guessed from a misspelt header. */
  readonly isGuess: boolean;
  /** Other columns of the same meaning: each is read where those before it are empty. */
  readonly spares: readonly { readonly index: number; readonly header: string }[];
}

/** What a header row says. */
export interface Header {
  readonly seen: readonly SeenColumn[];
  /** Headers that say nothing to us: their columns are left aside. */
  readonly unknown: readonly string[];
}

/** Columns that number the rows, or that an earlier report added. */
const aside: ReadonlySet<string> = new Set(['no', 'nomor', 'no urut', 'nomor urut', 'masalah', 'saran', 'num']);

const units: ReadonlySet<string> = new Set([
  ...['kg', 'gram', 'gr', 'g', 'ons', 'cm', 'mm', 'm', 'meter'],
  ...['ribu', 'juta', 'jt', 'miliar', 'minggu', 'bulan', '2020', '2025'],
]);
/** Words at the end of a header that say nothing about which column it is. */
const idle: ReadonlySet<string> = new Set([
  ...[
    'wajib',
    'opsional',
    'wajib diisi',
    'diisi',
    'rp',
    'rupiah',
    'idr',
    'orang',
    'pcs',
    'hari',
    'mbps',
    'tahun',
    'buah',
  ],
  ...['jika', 'bila', 'ada', 'per', 'dalam', 'dan', 'nya', 'text', 'teks', 'angka', 'digit', 'p', 'l', 't', 'x'],
]);

type Names = ReadonlyMap<string, Column>;

const namesOf = (columns: readonly Column[]): Names => {
  const names = new Map<string, Column>();
  for (const column of columns) names.set(plainName(column.header), column);
  for (const column of columns) {
    for (const name of column.synonyms.map(plainName)) if (!names.has(name)) names.set(name, column);
  }
  return names;
};

interface Match {
  readonly column: Column;
  readonly unit: string | undefined;
}

const lookUp = (text: string, find: (name: string) => Column | undefined): Match | undefined => {
  const words = plainName(text).split(' ');
  let unit: string | undefined;
  while (words.length > 0) {
    const column = find(words.join(' '));
    if (column !== undefined) return { column, unit };
    const last = words.pop() ?? '';
    if (units.has(last)) unit ??= last;
    else if (!idle.has(last) && !/^\d+$/.test(last)) break;
  }
  // what stands in brackets explains: "Nama usaha (sesuai NIB)"
  const outside = text.replace(/\([^)]*\)?/g, ' ');
  return outside === text || outside.trim() === '' ? undefined : lookUp(outside, find);
};

/** No column has a longer name. */
const longestHeader = 200;
/** Unknown columns that are looked at for a misspelt name. */
const mostGuessed = 100;

const headersOf = ({ cells }: Row): readonly { readonly index: number; readonly header: string }[] =>
  cells.flatMap((cell, index) => {
    const text = filled(cell);
    return text === undefined
      ? []
      : [
          {
            index,
            header: asText(text)
              .replace(/[\s"]+/g, ' ')
              .slice(0, longestHeader),
          },
        ];
  });

/** Reads a header row, in whatever order its columns stand: exact names first, then what is left over as misspelt ones. */
export const readHeader = (columns: readonly Column[], row: Row): Header => {
  const names = namesOf(columns);
  const headers = headersOf(row).filter(({ header }) => !aside.has(plainName(header)));
  const seen = new Map<string, SeenColumn>();
  const unmatched: (typeof headers)[number][] = [];
  const unknown: string[] = [];
  for (const { index, header } of headers) {
    const match = lookUp(header, (name) => names.get(name));
    const taken = match === undefined ? undefined : seen.get(match.column.key);
    if (match === undefined) unmatched.push({ index, header });
    else if (taken === undefined) seen.set(match.column.key, { index, header, ...match, isGuess: false, spares: [] });
    else if (taken.unit !== match.unit) unknown.push(header);
    else seen.set(match.column.key, { ...taken, spares: [...taken.spares, { index, header }] });
  }
  for (const [n, { index, header }] of unmatched.entries()) {
    const left = n < mostGuessed ? [...names].filter(([name, { key }]) => name.length > 3 && !seen.has(key)) : [];
    const near = nearest(
      plainName(header),
      left.map(([name]) => name),
    );
    const column = near === undefined ? undefined : names.get(near);
    if (column === undefined) unknown.push(header);
    else seen.set(column.key, { index, header, column, unit: undefined, isGuess: true, spares: [] });
  }
  return { seen: [...seen.values()].sort((a, b) => a.index - b.index), unknown };
};

/** Rows in which a header is looked for: titles and blank lines may stand above it. */
export const headerRows = 20;

/** Two rows as one header: what stands below says more exactly what the cell above it says of several columns. */
const joined = (above: Row | undefined, row: Row): readonly Row[] =>
  above?.line !== row.line - 1
    ? []
    : [
        {
          line: row.line,
          cells: Array.from({ length: Math.max(above.cells.length, row.cells.length) }, (_, at) =>
            filled(row.cells[at]) === undefined ? above.cells[at] : row.cells[at],
          ),
        },
      ];

/**
 * The row that says what the columns are: the one of the first rows in which most columns are recognised, at least two; or a
 * row and the one above it, where both together say more than each.
 */
export const findHeader = (columns: readonly Column[], rows: readonly Row[]): Row | undefined => {
  const names = namesOf(columns);
  const first = rows.slice(0, headerRows);
  let best: { readonly row: Row; readonly known: number } | undefined;
  for (const row of [...first, ...first.flatMap((row, n) => joined(first[n - 1], row))]) {
    const keys = headersOf(row).flatMap(({ header }) => lookUp(header, (name) => names.get(name))?.column.key ?? []);
    const known = new Set(keys).size;
    if (known > Math.max(1, best?.known ?? 0)) best = { row, known };
  }
  return best?.row;
};
