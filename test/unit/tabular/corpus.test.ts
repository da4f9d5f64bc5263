import { describe, expect, test } from '@jest/globals';
import type { Row } from '../../../shared/domain/intake/cell.ts';
import { FileProblem } from '../../../shared/tabular/file-problem.ts';
import { openTable } from '../../../shared/tabular/open-table.ts';
import { corpus } from '../../corpus/corpus.ts';
import type { Read, Refused } from '../../corpus/file.ts';
import { memorySource } from '../../corpus/memory-source.ts';

const KiB = 1024;

/** What a reader makes of a file, and how many of its bytes it had to read for that. */
const read = async (bytes: Buffer) => {
  const source = memorySource(bytes);
  let count = 0;
  let first: Row | undefined;
  let last: Row | undefined;
  try {
    const table = await openTable(source);
    for await (const rows of table.rows) {
      count += rows.length;
      first ??= rows[0];
      last = rows.at(-1);
    }
    return { format: table.format, notes: table.notes, count, first, last, bytesRead: source.bytesRead() };
  } catch (problem) {
    return { problem, bytesRead: source.bytesRead() };
  }
};

const expectRefused = async (bytes: Buffer, { refused, line, within }: Refused): Promise<void> => {
  const { problem, bytesRead } = await read(bytes);
  expect(problem).toBeInstanceOf(FileProblem);
  expect(problem).toMatchObject({ code: refused, ...(line === undefined ? {} : { line }) });
  expect(bytesRead).toBeLessThanOrEqual(within ?? 2 * bytes.length + 128 * KiB);
};

const expectRead = async (bytes: Buffer, named: 'csv' | 'xlsx', expected: Read): Promise<void> => {
  const { problem, format, notes, count, first, last, bytesRead } = await read(bytes);
  expect(problem).toBeUndefined();
  expect({ format, count }).toEqual({ format: expected.format ?? named, count: expected.rows });
  if (expected.first !== undefined) expect(first?.cells).toEqual(expected.first);
  if (expected.last !== undefined) expect(last?.cells).toEqual(expected.last);
  if (expected.lastLine !== undefined) expect(last?.line).toBe(expected.lastLine);
  expect(notes).toMatchObject(expected.notes ?? {});
  // the head, the directory, and a sheet twice: for its merged cells, and for its rows
  expect(bytesRead).toBeLessThanOrEqual(2 * bytes.length + 192 * KiB);
};

describe('files as they come', () => {
  test('are many, each with a name of its own', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(60);
    expect(new Set(corpus.map(({ name }) => name)).size).toBe(corpus.length);
  });

  test.each(corpus)('$name', ({ make, format, expect: expected }) =>
    'refused' in expected ? expectRefused(make(), expected) : expectRead(make(), format, expected),
  );
});
