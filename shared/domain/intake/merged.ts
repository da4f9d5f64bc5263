import type { Row } from './cell.ts';
import { filled } from './values/clean.ts';
import { asText } from './values/text.ts';

interface Range {
  readonly column: number;
  readonly first: number;
  readonly last: number;
  text?: string;
}

const columnOf = (letters: string): number =>
  Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

const rangeOf = (text: string): readonly Range[] => {
  const [, from = '', first = '', , last = ''] = /^\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$/.exec(text) ?? [];
  return Number(last) > Number(first) ? [{ column: columnOf(from), first: Number(first), last: Number(last) }] : [];
};

/**
 * What a cell would say that is merged into one above it: only the first cell of a merged range has the value. Rows must be
 * shown in the order of the file, each before its own cells are asked for.
 */
export const createMerged = (ranges: readonly string[]) => {
  const byColumn = Map.groupBy(ranges.flatMap(rangeOf), ({ column }) => column);
  const starts = Map.groupBy([...byColumn.values()].flat(), ({ first }) => first);
  return {
    isEmpty: byColumn.size === 0,
    show: ({ line, cells }: Row): void => {
      for (const range of starts.get(line) ?? []) {
        const cell = filled(cells[range.column]);
        if (cell !== undefined) range.text = asText(cell);
      }
    },
    above: (line: number, column: number): string | undefined =>
      byColumn.get(column)?.find(({ first, last }) => first < line && line <= last)?.text,
  };
};
