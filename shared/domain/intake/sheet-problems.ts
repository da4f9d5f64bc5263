import type { Row, TableNotes } from './cell.ts';
import type { Column } from './column.ts';
import type { Header } from './header.ts';
import { say, type Sentence } from './values/reading.ts';

/** What holds for the file as a whole: with a `block`, no row of it can be taken. */
export interface SheetProblem {
  readonly code: string;
  readonly severity: 'block' | 'advice';
  readonly column?: string;
  readonly message: Sentence;
}

/** Unknown columns that are told of. */
const mostTold = 20;

const named = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/** What is odd about a file's columns and sheets. */
export const sheetProblems = (
  { seen, unknown }: Header,
  missing: readonly Column[],
  header: Row,
  { merged, sheet = '', otherSheets }: TableNotes,
): readonly SheetProblem[] => [
  ...missing.map(({ header: name }) => ({
    code: 'column-missing',
    severity: 'block' as const,
    column: name,
    message: say(`Kolom "${name}" wajib ada. Tambahkan kolom ini, atau pakai templat.`, `Column "${name}" is missing.`),
  })),
  ...seen.flatMap(({ header: name, column, isGuess }) =>
    isGuess
      ? [
          {
            code: 'header-guessed',
            severity: 'advice' as const,
            column: name,
            message: say(
              `Kolom "${name}" dibaca sebagai "${column.header}".`,
              `"${name}" is read as "${column.header}".`,
            ),
          },
        ]
      : [],
  ),
  ...seen.flatMap(({ header: first, spares }) =>
    spares.map(({ header: name }) => ({
      code: 'column-repeated',
      severity: 'advice' as const,
      column: name,
      message: say(
        `Kolom "${name}" sama artinya dengan "${first}"; dibaca hanya di baris yang kolom "${first}"-nya kosong.`,
        `"${name}" repeats "${first}"; it is read where that is empty.`,
      ),
    })),
  ),
  ...unknown.slice(0, mostTold).map((name) => ({
    code: 'column-unknown',
    severity: 'advice' as const,
    column: name,
    message: say(`Kolom "${name}" tidak dikenal dan tidak dibaca.`, `Column "${name}" is unknown and left aside.`),
  })),
  ...(otherSheets.length === 0
    ? []
    : [
        {
          code: 'sheets-left-aside',
          severity: 'advice' as const,
          message: say(
            `Hanya lembar "${sheet}" yang dibaca, lembar ${named(otherSheets)} tidak. Bila berisi data juga, salin ke satu lembar atau unggah sendiri-sendiri.`,
            `Only sheet "${sheet}" is read, not ${named(otherSheets)}. Upload those on their own if they hold data.`,
          ),
        },
      ]),
  ...(merged.some((range) => new RegExp(`^[A-Z]+${String(header.line)}:`).test(range))
    ? [
        {
          code: 'header-merged',
          severity: 'advice' as const,
          message: say(
            'Ada sel judul yang digabung. Pisahkan, supaya tiap kolom punya judul sendiri.',
            'Header cells are merged. Split them.',
          ),
        },
      ]
    : []),
];
