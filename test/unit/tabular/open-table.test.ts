import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileSource, type ByteSource } from '../../../shared/tabular/byte-source.ts';
import { FileProblem } from '../../../shared/tabular/file-problem.ts';
import { openTable } from '../../../shared/tabular/open-table.ts';
import { memorySource } from '../../corpus/memory-source.ts';
import { noise } from '../../corpus/random.ts';
import { textRows, workbookBytes } from '../../corpus/workbook-bytes.ts';

const drain = async (source: ByteSource, limits = {}): Promise<number> => {
  let count = 0;
  const { rows } = await openTable(source, { limits });
  for await (const stretch of rows) count += stretch.length;
  return count;
};
const problemOf = (bytes: Buffer, limits = {}) =>
  drain(memorySource(bytes), limits).then(
    () => undefined,
    (problem: unknown) => problem,
  );

describe('a problem of a file', () => {
  test('says where, what and how much, in both languages', () => {
    const { code, line, problem } = new FileProblem('too-many-columns', { line: 7, most: 1256 });
    expect({ code, line }).toEqual({ code: 'too-many-columns', line: 7 });
    expect(problem.id).toBe(
      'Baris 7: Kolom di berkas ini terlalu banyak. Hapus kolom yang tidak diminta, lalu unggah lagi. Paling banyak 1.256.',
    );
    expect(problem.en).toMatch(/^Line 7: .* At most 1256\.$/);
  });
});

describe('limits', () => {
  const rows = (count: number) => Buffer.from('a,b\n'.repeat(count));
  const sheet = (count: number) =>
    workbookBytes({ sheets: { Data: textRows(Array.from({ length: count }, () => ['a', 'b'])) } });

  test('let the last row through, and not the next', async () => {
    expect(await drain(memorySource(rows(5)), { rows: 5 })).toBe(5);
    expect(await drain(memorySource(sheet(5)), { rows: 5 })).toBe(5);
    expect(await problemOf(rows(6), { rows: 5 })).toMatchObject({ code: 'too-many-rows' });
    expect(await problemOf(sheet(6), { rows: 5 })).toMatchObject({ code: 'too-many-rows' });
  });

  test('let the last column and letter through, and not the next', async () => {
    for (const make of [() => rows(1), () => sheet(1)]) {
      expect(await problemOf(make(), { columns: 2, cellChars: 1 })).toBeUndefined();
      expect(await problemOf(make(), { columns: 1 })).toMatchObject({ code: 'too-many-columns', line: 1 });
      expect(await problemOf(make(), { cellChars: 0 })).toMatchObject({ code: 'cell-too-large' });
    }
  });

  test('hold for a file before any of it is read', async () => {
    const source: ByteSource = {
      size: 201 * 1024 * 1024,
      read: () => {
        throw new Error('read');
      },
    };
    await expect(openTable(source)).rejects.toMatchObject({ code: 'too-large' });
  });

  test('hold for what a sheet says of its size', async () => {
    expect(await problemOf(sheet(100), { sheetBytes: 1000 })).toMatchObject({ code: 'too-large' });
  });
});

describe('a source that fails', () => {
  const failing = (bytes: Buffer, after: number): ByteSource => {
    const whole = memorySource(bytes, 1024);
    return {
      size: bytes.length,
      read: async function* (start: number, end: number) {
        for await (const chunk of await whole.read(start, end)) {
          if (whole.bytesRead() > after) throw new Error('connection lost');
          yield chunk;
        }
      },
    };
  };
  const workbook = workbookBytes({
    sheets: { Data: textRows(Array.from({ length: 3000 }, (_, n) => [noise(90, n)])) },
  });
  const csv = Buffer.from(`a,b\n${'1,2\n'.repeat(100_000)}`);

  test.each([0, 1, 70, 150, 250])('is no problem of the file, lost after %i kB', async (kB) => {
    for (const bytes of [csv, workbook]) {
      await expect(drain(failing(bytes, kB * 1024))).rejects.toThrow('connection lost');
    }
  });
});

test('a file on disk is read by its ranges', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tabular-'));
  try {
    const path = join(folder, 'data.xlsx');
    writeFileSync(path, workbookBytes({ sheets: { Data: textRows([['nama'], ['Batik']]) } }));
    expect(await drain(await fileSource(path))).toBe(2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a reader that stops early leaves the rest of the file unread', async () => {
  const source = memorySource(Buffer.from('a,b\n'.repeat(90_000)));
  const { rows } = await openTable(source);
  for await (const _ of rows) break;
  expect(source.bytesRead()).toBeLessThan(128 * 1024);
});
