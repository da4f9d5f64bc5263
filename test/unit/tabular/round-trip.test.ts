import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readSheet } from 'read-excel-file/node';
import type { Cell, Row } from '../../../shared/domain/intake/cell.ts';
import { guard, unguarded } from '../../../shared/tabular/csv/guard.ts';
import { separators } from '../../../shared/tabular/csv/separator.ts';
import { writeCsv, type Value } from '../../../shared/tabular/csv/write.ts';
import { openTable } from '../../../shared/tabular/open-table.ts';
import { writeXlsx } from '../../../shared/tabular/xlsx/write.ts';
import { memorySource } from '../../corpus/memory-source.ts';
import { unzip } from '../../unzip.ts';

const at = new Date('2026-11-01T00:00:00Z');
const bytesOf = async (chunks: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
};
const read = async (bytes: Uint8Array, chunk?: number): Promise<readonly Row[]> => {
  const all: Row[] = [];
  const { rows } = await openTable(memorySource(bytes, chunk));
  for await (const stretch of rows) all.push(...stretch);
  return all;
};

/** Text with all that readers and writers stumble over. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ',',
        ';',
        '\t',
        '"',
        "'",
        '\n',
        '\r',
        '=',
        '＝',
        '+',
        '-',
        '@',
        '&',
        '<',
        ']]>',
        '_x0041_',
        ' ',
        'sep=;',
        '\u0007',
        '€',
        '🧵',
      ),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join('').replace(/[\0\uFEFF]/g, ''));
/** Rows of three cells; the first is never blank, so that no row is. */
const table = fc.array(
  fc.tuple(
    text.map((each) => `x${each}`),
    fc.option(text, { nil: undefined }),
    fc.option(fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })), { nil: undefined }),
  ),
  { minLength: 1, maxLength: 30 },
);
const padded = ({ cells }: Row): readonly Cell[] => Array.from({ length: 3 }, (_, n) => cells[n]);
const valueOf = (cell: Cell): Value =>
  typeof cell === 'object' && 'value' in cell ? cell.value : (cell as string | undefined);

describe('CSV', () => {
  test('that was written reads back the same, in chunks of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom(...separators),
        fc.integer({ min: 1, max: 200 }),
        async (rows, separator, chunk) => {
          const names = ['nama', 'catatan', 'nilai'];
          const bytes = await bytesOf(writeCsv([names, ...rows], { separator }));
          const found = await read(bytes, chunk);
          const plain = (value: Value): Cell => String(value ?? '').replace(/\r\n?/g, '\n') || undefined;
          expect(found.map(padded)).toEqual([names, ...rows.map((row) => row.map(plain))]);
        },
      ),
    );
  });

  test('rows and their lines do not depend on where chunks are cut', async () => {
    const sloppy = fc.array(fc.constantFrom('a', '"', '""', ',', '\n', '\r\n', '\r', ' ', 'é', '€', '\uFEFF'), {
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(sloppy, fc.integer({ min: 1, max: 9 }), async (parts, chunk) => {
        const bytes = Buffer.from(`a,b\n${parts.join('')}`);
        const outcome = (size?: number) => read(bytes, size).catch((problem: unknown) => problem);
        expect(await outcome(chunk)).toEqual(await outcome());
      }),
      { numRuns: 500 },
    );
  });

  test('holds no text that a spreadsheet would reckon', () => {
    fc.assert(
      fc.property(text, (each) => {
        expect(guard(each)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
        expect(unguarded(guard(each))).toBe(each);
      }),
    );
  });

  test('guards what becomes a formula behind a line break, or in full width', async () => {
    const bytes = await bytesOf(writeCsv([['\r=1+1', '＝1+1']], { separator: ';' }));
    expect(bytes.toString()).toBe('\uFEFF"\'\n=1+1";\'＝1+1\r\n');
  });

  test('has a mark for Excel, guarded formulas, and numbers as numbers', async () => {
    const bytes = await bytesOf(writeCsv([['=1+1', -5, undefined, 'a;b']], { separator: ';' }));
    expect(bytes.toString()).toBe('\uFEFF\'=1+1;-5;;"a;b"\r\n');
  });

  test('asks for rows only as they are taken', async () => {
    let made = 0;
    function* endless() {
      for (;;) {
        made += 1;
        yield ['x'.repeat(1000)];
      }
    }
    for await (const _ of writeCsv(endless(), { separator: ',' })) break;
    expect(made).toBeLessThan(100);
  });
});

describe('XLSX', () => {
  const columns = [{ header: 'nama', text: true as const }, { header: 'catatan' }, { header: 'nilai' }];

  test('that was written reads back the same, in chunks of any size', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 500 }), async (rows, chunk) => {
        const bytes = await bytesOf(writeXlsx({ sheets: [{ name: 'Data', columns, rows }], at }));
        const found = await read(bytes, chunk);
        const plain = (value: Value): Value =>
          value === ''
            ? undefined
            : Object.is(value, -0)
              ? 0
              : typeof value === 'string'
                ? value.toWellFormed()
                : value;
        expect(found.map(({ line }) => line)).toEqual(found.map((_, n) => n + 1));
        expect(found.slice(1).map((row) => padded(row).map(valueOf))).toEqual(rows.map((row) => row.map(plain)));
      }),
      { numRuns: 60 },
    );
  });

  test('is read by others as it was meant', async () => {
    const rows = [
      ['0123456789012345', '=1+1', 12.5],
      ['Toko "Maju" & <Jaya>', ' a\nb ', -3],
    ];
    const bytes = await bytesOf(writeXlsx({ sheets: [{ name: 'Data', columns, rows }], at }));
    expect(await readSheet(bytes, { trim: false })).toEqual([['nama', 'catatan', 'nilai'], ...rows]);
  });

  test('has drop-downs, hints, a header that stays, and identifiers as text', async () => {
    const long = Array.from({ length: 300 }, (_, n) => `Kabupaten ${n}`);
    const parts = unzip(
      await bytesOf(
        writeXlsx({
          at,
          sheets: [
            {
              name: 'Data & Isi',
              columns: [
                { header: 'NIK', text: true, hint: 'Enam belas "angka"' },
                { header: 'Ukuran', options: ['kecil', 'menengah'] },
                { header: 'Kabupaten', width: 30, options: long },
                { header: 'Asal', options: long },
                { header: 'Lain', options: ['a, b', 'c'] },
              ],
              rows: [],
            },
            { name: 'Petunjuk', columns: [{ header: 'Cara mengisi' }], rows: [['Isi satu baris per IKM.']] },
          ],
        }),
      ),
    );
    const sheet = String(parts['xl/worksheets/sheet1.xml']);
    expect(sheet).toContain('state="frozen"');
    expect(sheet).toContain('<col min="1" max="1" width="18" customWidth="1" style="1"/>');
    expect(sheet).toContain('prompt="Enam belas &quot;angka&quot;"');
    expect(sheet).toContain('sqref="B2:B100001"><formula1>&quot;kecil,menengah&quot;</formula1>');
    expect(sheet.match(/<formula1>Pilihan!\$A\$1:\$A\$300</g)).toHaveLength(2);
    expect(sheet).toContain('<formula1>Pilihan!$B$1:$B$2<');
    expect(String(parts['xl/workbook.xml'])).toContain(
      '<sheet name="Pilihan" sheetId="3" state="hidden" r:id="rId3"/>',
    );
    expect(String(parts['xl/worksheets/sheet3.xml'])).toContain('Kabupaten 299');
  });

  test('has the same bytes for the same content', async () => {
    const make = () => bytesOf(writeXlsx({ sheets: [{ name: 'Data', columns, rows: [['a', 'b', 1]] }], at }));
    expect((await make()).equals(await make())).toBe(true);
  });

  test('asks for rows only as they are taken, and fails as they fail', async () => {
    let made = 0;
    async function* rows(most: number) {
      for (let n = 0; n < most; n += 1) {
        made += 1;
        yield [Math.random().toString(36).repeat(50)];
      }
      throw new Error('no more rows');
    }
    for await (const _ of writeXlsx({ sheets: [{ name: 'Data', columns, rows: rows(1_000_000) }], at })) break;
    expect(made).toBeLessThan(20_000);
    await expect(bytesOf(writeXlsx({ sheets: [{ name: 'Data', columns, rows: rows(10) }], at }))).rejects.toThrow(
      'no more rows',
    );
  });
});
