import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Cell, Row, TableNotes } from '../../../../shared/domain/intake/cell.ts';
import { ImportKind, type Entry } from '../../../../shared/domain/intake/entry.ts';
import { rowKinds } from '../../../../shared/domain/intake/kinds/kinds.ts';
import { toPreview } from '../../../../shared/domain/intake/preview.ts';
import { toReportHeader, toReportRow } from '../../../../shared/domain/intake/report.ts';
import { createRowReader, headerOf, type RowReaderOptions } from '../../../../shared/domain/intake/row-reader.ts';
import { templateOf } from '../../../../shared/domain/intake/template.ts';
import { plainName } from '../../../../shared/domain/product/questions.ts';
import { makeSheet, nibOf, sentraNames, sheetDirectory, toRows } from '../../../sheets.ts';

const notes: TableNotes = { merged: [], otherSheets: [] };
const directory = sheetDirectory(50);

const rowsOf = (cells: readonly (readonly Cell[])[], from = 1): readonly Row[] =>
  cells.map((row, at) => ({ line: from + at, cells: row }));

/** What becomes of the rows below the header: `blank`, the entry, or `code:fix column value` of each problem. */
const read = (kind: ImportKind, rows: readonly Row[], more: Partial<RowReaderOptions> = {}) => {
  const header = headerOf(kind, rows);
  if (header === undefined) throw new Error('no header');
  const reader = createRowReader({ kind, header, notes, directory, today: '2026-11-22', ...more });
  const said = rows
    .filter(({ line }) => line > header.line)
    .map((row) => {
      const result = reader.read(row);
      if ('blank' in result) return 'blank';
      if ('entry' in result) return result.entry;
      return result.problems.map(({ code, fix }) => {
        const column = 'column' in fix ? ` ${fix.column}` : '';
        const value = fix.do === 'fill' ? ` = ${fix.value}` : fix.do === 'choose' ? ` = ${fix.values.join('|')}` : '';
        return `${code}: ${fix.do}${column}${value}`;
      });
    });
  return { reader, said };
};

const ikmHeader = ['Nama usaha', 'Nama pemilik', 'NIK', 'No. HP', 'NIB', 'Komoditas', 'Kabupaten/Kota', 'Alamat'];
const siti = [
  'Keripik Bu Siti',
  'Siti Aminah',
  '3573014101900001',
  '081234567890',
  '',
  'Makanan',
  'Kota Malang',
  'Jl. Sanan 12',
];
const but = (changes: Readonly<Record<string, Cell>>, row: readonly Cell[] = siti): readonly Cell[] =>
  row.map((cell, at) => (ikmHeader[at] !== undefined && ikmHeader[at] in changes ? changes[ikmHeader[at]] : cell));
const ikms = (rows: readonly (readonly Cell[])[], more?: Partial<RowReaderOptions>) =>
  read('ikm', rowsOf([ikmHeader, ...rows]), more).said;

describe('headers', () => {
  test('stand below titles and blank lines, and are written as offices write them', () => {
    const rows = rowsOf([
      ['DAFTAR IKM BINAAN TAHUN 2026'],
      [],
      ['Dinas Perindustrian', 'Kota Malang'],
      [
        'No',
        'Nama\nUsaha *',
        'NAMA PEMILIK (sesuai KTP)',
        'No. KTP',
        'Kab./Kota',
        'Alamat Usaha',
        'Jenis Komoditi',
        'Hobi',
      ],
      ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)', '(7)', '(8)'],
      ['1', 'Keripik Bu Siti', 'Siti', '', 'Kota Malang', 'Jl. Sanan 12', 'makanan ringan', 'masak'],
      ['2', '', '', '', '', '', '', ''],
    ]);
    expect(headerOf('ikm', rows)?.line).toBe(4);
    const { reader, said } = read('ikm', rows);
    expect(reader.recognised.map(({ column }) => column)).toEqual([
      ...['Nama usaha', 'Nama pemilik', 'NIK', 'Kabupaten/Kota', 'Alamat produksi', 'Komoditas'],
    ]);
    expect(reader.unknown).toEqual(['Hobi']);
    expect(said[0]).toBe('blank');
    expect(said[1]).toMatchObject({ body: { businessName: 'Keripik Bu Siti', komoditas: 'makanan' } });
    expect(said[2]).toBe('blank');
  });

  test('are not found in the 21st row, nor where there is none', () => {
    const rows = rowsOf([...Array.from({ length: 20 }, () => ['x']), ikmHeader]);
    expect(headerOf('ikm', rows)).toBeUndefined();
    expect(headerOf('ikm', rows.slice(1))?.line).toBe(21);
  });

  test('that are misspelt are guessed and told of; those that repeat another are left aside', () => {
    const rows = rowsOf([['Nama Usaa', 'Nama Pemilk', 'NIK', 'No KTP', 'Komoditas', 'Kab/Kota', 'Alamat']]);
    const { reader } = read('ikm', rows);
    expect(reader.missing).toEqual([]);
    expect(reader.problems.map(({ code, column }) => `${code} ${String(column)}`)).toEqual([
      'header-guessed Nama Usaa',
      'header-guessed Nama Pemilk',
      'column-repeated No KTP',
    ]);
  });

  test('of required columns must be there, unless the target gives their value', () => {
    const rows = rowsOf([
      ['Nama usaha', 'Nama pemilik', 'Alamat'],
      ['Keripik', 'Siti', 'Jl. Sanan'],
    ]);
    const { reader } = read('ikm', rows);
    expect(reader.missing).toEqual(['Komoditas', 'Kabupaten/Kota']);
    expect(reader.problems.filter(({ severity }) => severity === 'block')).toHaveLength(2);
    const sentraId = directory.sentra(sentraNames[0]);
    const target = { sentraId: typeof sentraId === 'object' ? sentraId.id : '' };
    const into = read('ikm', rows, { target });
    expect(into.reader.missing).toEqual([]);
    expect(into.said[0]).toMatchObject({ body: { ...target, komoditas: 'makanan', regionCode: '35.73' } });
  });

  test('every header and synonym means one column of its kind', () => {
    for (const { columns } of Object.values(rowKinds)) {
      const names = columns.flatMap(({ header, synonyms }) => [header, ...synonyms].map(plainName));
      const repeated = names.filter((name, at) => names.indexOf(name) !== at);
      expect(repeated).toEqual([]);
    }
  });

  test('may stand in any order among any others', () => {
    const rows = toRows(makeSheet({ kind: 'ikm', rows: 20, seed: 4, isSloppy: true, bad: 0.2 }));
    const entries = (all: readonly Row[]) =>
      read('ikm', all).said.filter((each) => typeof each === 'object' && 'kind' in each);
    const expected = entries(rows);
    const width = rows[0]?.cells.length ?? 0;
    const order = fc.shuffledSubarray(
      Array.from({ length: width + 3 }, (_, n) => n),
      { minLength: width + 3 },
    );
    fc.assert(
      fc.property(order, (columns) => {
        const shuffled = rows.map(({ line, cells }) => ({
          line,
          cells: columns.map((column) =>
            column < width ? cells[column] : line === 1 ? `Lain-lain ke-${String(column)}` : 'x',
          ),
        }));
        expect(entries(shuffled)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  test('of strange names do no harm', () => {
    const rows = rowsOf([
      [
        ...ikmHeader,
        '__proto__',
        'constructor',
        'x '.repeat(5000),
        'kg '.repeat(5000),
        ...Array.from({ length: 16_000 }, (_, n) => `Kolom ${String(n)}`),
      ],
      [...siti, '{}', 'x'],
    ]);
    const { reader, said } = read('ikm', rows);
    expect(reader.unknown).toContain('__proto__');
    expect(reader.problems.length).toBeLessThan(50);
    expect(said[0]).toMatchObject({ body: { businessName: 'Keripik Bu Siti' } });
  });
});

describe('rows of IKMs', () => {
  test('say all that is wrong with them at once', () => {
    const bad = but({ 'Nama usaha': '', NIK: '3,57E+15', 'No. HP': '0341-1', 'Kabupaten/Kota': 'Malang', Alamat: '-' });
    expect(ikms([bad])[0]).toEqual([
      'digits-lost: clear NIK',
      'bad-phone: clear No. HP',
      'region-ambiguous: choose Kabupaten/Kota = Kabupaten Malang|Kota Malang',
      'required: fill Nama usaha = Usaha Siti Aminah',
      'required: fill Alamat = Malang (alamat belum lengkap)',
    ]);
  });

  test.each<[string, Readonly<Record<string, Cell>>, readonly string[]]>([
    ['owner missing', { 'Nama pemilik': '' }, ['required: fill Nama pemilik = Pemilik Keripik Bu Siti']],
    ['no name at all', { 'Nama usaha': '', 'Nama pemilik': '' }, ['required: delete-row', 'required: delete-row']],
    ['komoditas in the name', { Komoditas: '' }, ['required: fill Komoditas = Makanan']],
    ['komoditas misspelt', { Komoditas: 'makananan' }, ['not-a-choice: fill Komoditas = Makanan']],
    ['region inside the NIK', { 'Kabupaten/Kota': '' }, ['required: fill Kabupaten/Kota = Kota Malang']],
    ['region misspelt', { 'Kabupaten/Kota': 'Kota Malng' }, ['unknown-region: fill Kabupaten/Kota = Kota Malang']],
    ['a mask without an id', { NIK: '35••••••••••0001' }, ['masked: clear NIK']],
    [
      'a footer',
      Object.fromEntries(ikmHeader.map((name, at) => [name, at === 0 ? 'Jumlah' : ''])),
      ['not-data: delete-row'],
    ],
  ])('%s', (_, changes, expected) => {
    expect(ikms([but(changes)])[0]).toEqual(expected);
  });

  test('take the region of their sentra when they name none', () => {
    const header = [...ikmHeader, 'Sentra'];
    const row = [...but({ 'Kabupaten/Kota': 'Malang' }), sentraNames[0]];
    const empty = [...but({ 'Kabupaten/Kota': '', NIK: '', Komoditas: '' }), sentraNames[0]];
    const unknown = [...siti, 'Sentra Bulan'];
    expect(read('ikm', rowsOf([header, row, empty, unknown])).said).toEqual([
      ['region-ambiguous: fill Kabupaten/Kota = Kota Malang'],
      ['required: fill Komoditas = Makanan', 'required: fill Kabupaten/Kota = Kota Malang'],
      ['unknown-sentra: clear Sentra'],
    ]);
  });

  test('tell what kind of entity the owner is, and who answers for it', () => {
    const header = [...ikmHeader, 'Bentuk Usaha', 'Ketua Koperasi'];
    const said = read('ikm', rowsOf([header, [...siti, 'CV', 'Ahmad'], [...siti, 'perseorangan', 'Ahmad']])).said;
    expect(said[0]).toMatchObject({ body: { owner: { kind: 'entity', entityType: 'cv', contactPerson: 'Ahmad' } } });
    expect(said[1]).toEqual(['entity-only: clear Ketua Koperasi']);
  });

  test('that repeat an earlier one are named with its line', () => {
    const other = but({ NIK: '3573014101900002', Alamat: 'Jl. Lain 1' });
    const header = headerOf('ikm', rowsOf([ikmHeader]));
    if (header === undefined) throw new Error('no header');
    const reader = createRowReader({ kind: 'ikm', header, notes, directory, today: '2026-11-22' });
    const [, first, second, third, fourth] = rowsOf([
      ikmHeader,
      siti,
      but({ 'Nama usaha': 'Lain', Alamat: 'Jalan Sanan No. 12' }),
      but({ Alamat: 'Jl. Sanan 13' }),
      other,
    ]).map((row) => reader.read(row));
    expect(first).toHaveProperty('entry');
    expect(second).toEqual({
      problems: [
        {
          column: 'NIK',
          code: 'repeated',
          message: { id: 'NIK ini sudah ada di baris 2.', en: 'It stands in line 2 already.' },
          fix: { do: 'delete-row' },
        },
      ],
    });
    expect(third).toHaveProperty('entry');
    expect(fourth).toHaveProperty('entry');
  });

  test('without numbers repeat another by name, owner and place', () => {
    const bare = but({ NIK: '' });
    expect(
      ikms([bare, but({ NIK: '', 'Nama usaha': 'KERIPIK BU SITI' }), but({ NIK: '', 'Nama pemilik': 'Sri' })]),
    ).toEqual([
      expect.objectContaining({ kind: 'ikm' }),
      ['repeated: delete-row'],
      expect.objectContaining({ kind: 'ikm' }),
    ]);
  });

  test('whose cell is merged into the one above are offered its value', () => {
    const merged = { ...notes, merged: ['G2:G4', 'A1:C1'] };
    const second = but({ 'Nama usaha': 'Dua', NIK: '', 'Kabupaten/Kota': '' });
    expect(ikms([siti, second], { notes: merged })[1]).toEqual(['merged: fill Kabupaten/Kota = Kota Malang']);
  });

  test('need a date of consent when they are kept by consent', () => {
    const header = [...ikmHeader, 'Dasar hukum', 'Tanggal persetujuan'];
    const said = read(
      'ikm',
      rowsOf([header, [...siti, 'Persetujuan', ''], [...siti, 'persetujuan', '17 Agustus 2026']]),
    ).said;
    expect(said[0]).toEqual(['consent-missing: clear Dasar hukum']);
    expect(said[1]).toMatchObject({
      body: { legalBasis: 'consent', consent: { at: '2026-08-17T00:00:00.000Z', by: 'Siti Aminah', version: '1' } },
    });
  });

  test('with village and district in columns of their own have them in the address', () => {
    const header = [...ikmHeader, 'Kecamatan', 'Desa/Kelurahan'];
    const said = read(
      'ikm',
      rowsOf([header, [...siti, 'Blimbing', 'Purwantoro'], [...but({ NIK: '' }), '35.73.01', '']]),
    ).said;
    expect(said[0]).toMatchObject({
      body: { address: 'Jl. Sanan 12, Purwantoro, Kec. Blimbing', regionCode: '35.73' },
    });
    expect(said[1]).toMatchObject({ body: { address: 'Jl. Sanan 12', regionCode: '35.73.01' } });
  });
});

describe('rows of products and offers', () => {
  const header = [
    'NIB',
    'Nama produk',
    'SKU',
    'Harga',
    'Stok',
    'Berat',
    'P x L x T',
    'Bahan',
    'PIRT',
    'Foto',
    'Komoditas',
  ];
  const row = [
    nibOf(0),
    'Keripik Tempe',
    'KT',
    '25rb',
    '4',
    '250 g',
    '20 x 15 x 10',
    'Kedelai',
    '2063573010001-29',
    'a.jpg; b.jpg',
    '',
  ];

  test('make a whole product', () => {
    expect(read('product', rowsOf([header, row])).said[0]).toEqual({
      kind: 'product',
      ikmId: expect.any(String),
      photoFiles: ['a.jpg', 'b.jpg'],
      body: {
        name: 'Keripik Tempe',
        description: 'Keripik Tempe',
        komoditas: 'makanan',
        kind: 'physical',
        sku: 'KT',
        offer: { priceIdr: 25_000, stock: 4, availability: 'ready' },
        package: { weightGrams: 250, lengthMm: 200, widthMm: 150, heightMm: 100 },
        attributes: { bahan: 'Kedelai' },
        legality: [{ type: 'P-IRT', number: '2063573010001-29' }],
      },
    });
  });

  test('find their IKM by NIB, with or without its zero, by name, or from the target', () => {
    const ikm = directory.ikm(nibOf(0));
    const target = { ikmId: typeof ikm === 'object' ? ikm.id : '' };
    const named = (cell: Cell) => rowsOf([header, [cell, ...row.slice(1)]]);
    const lost = { value: Number(nibOf(0)), date: false, from1904: false };
    expect(read('product', named(lost)).said[0]).toMatchObject(target.ikmId === '' ? {} : { ikmId: target.ikmId });
    expect(read('product', named(''), { target }).said[0]).toMatchObject(target);
    expect(read('product', named('')).said[0]).toEqual(['required: explain']);
    expect(read('product', named('Tak Terdaftar')).said[0]).toEqual(['unknown-ikm: explain']);
  });

  test('with the SKU of another product are told to clear it, those that are the same to go', () => {
    const rows = rowsOf([header, row, row.with(1, 'Lain'), row]);
    expect(read('product', rows).said.slice(1)).toEqual([['repeated: clear SKU'], ['repeated: delete-row']]);
  });

  test('with variants of one option have an offer for each, under ids that stay', () => {
    const varied = [...header, 'Varian'];
    const rows = rowsOf([varied, [...row, 'Ukuran: S=10, M'], [...row.with(1, 'Lain').with(2, 'L'), 'S, M']]);
    const [first, second] = read('product', rows).said;
    expect(first).toMatchObject({
      body: {
        variants: {
          options: [{ name: 'Ukuran', values: ['S', 'M'] }],
          items: [
            { values: ['S'], offer: { priceIdr: 25_000, stock: 10, availability: 'ready' } },
            { values: ['M'], offer: { priceIdr: 25_000, stock: 4, availability: 'ready' } },
          ],
        },
      },
    });
    expect(first).not.toHaveProperty('body.offer');
    expect(read('product', rows).said[0]).toEqual(first);
    expect(second).toEqual(['bad-variants: clear Varian']);
    expect(toPreview(first as Entry)).toContainEqual({ column: 'Varian', value: 'Ukuran: S=10, M=4' });
  });

  test('without a price say that only the owner knows it', () => {
    expect(read('product', rowsOf([header, row.with(3, '')])).said[0]).toEqual(['required: explain']);
  });

  test('change only what an offer names', () => {
    const rows = rowsOf([
      ['SKU', 'Harga', 'Sisa Stok', 'Lead time'],
      ['KT', '', '0', ''],
      ['KT-2', 'Rp30.000', '', '1 minggu'],
      ['KT-3', '', '', ''],
      ['', '1000', '', ''],
    ]);
    expect(read('offer', rows).said).toEqual([
      { kind: 'offer', product: { text: 'KT' }, change: { stock: 0 } },
      { kind: 'offer', product: { text: 'KT-2' }, change: { priceIdr: 30_000, leadTimeDays: 7 } },
      ['no-change: delete-row'],
      ['required: delete-row'],
    ]);
  });
});

describe.each(ImportKind.options)('the template of %s', (kind) => {
  const [sheet, help] = templateOf(kind);
  test('is recognised whole, and its examples are not read', () => {
    const rows = rowsOf([sheet.columns.map(({ header }) => header), ...sheet.rows]);
    const { reader, said } = read(kind, rows);
    expect(reader.unknown).toEqual([]);
    expect(reader.problems).toEqual([]);
    expect(reader.recognised).toHaveLength(rowKinds[kind].columns.length);
    expect(said).toEqual(['blank', 'blank', 'blank']);
  });
  test('has examples that would be taken', () => {
    const known = { id: '01JABCDEFGHJKMNPQRSTVWXYZ0', regionCode: '35.73', komoditas: 'makanan' };
    const rows = rowsOf([
      sheet.columns.map(({ header }) => header),
      ...sheet.rows.map((cells) => cells.map((cell) => cell.replace('Contoh: ', ''))),
    ]);
    const said = read(kind, rows, { directory: { sentra: () => known, ikm: () => known } }).said;
    expect(said).toEqual([1, 2, 3].map(() => expect.objectContaining({ kind })));
  });
  test('explains every column', () => {
    expect(help.name).toBe('Petunjuk');
    const explained = help.rows.map(([name]) => name);
    expect(explained.filter((name) => name !== '')).toEqual(sheet.columns.map(({ header }) => header));
    for (const { hint = '' } of sheet.columns) expect(hint.length).toBeLessThanOrEqual(255);
  });
});

test('previews show what was understood, personal numbers masked', () => {
  const header = [...ikmHeader, 'NPWP', 'Omzet', 'KBLI 2020'];
  const [entry] = read('ikm', rowsOf([header, [...siti, '012345678901000', '120 juta', '10794']])).said;
  const shown = toPreview(entry as Entry);
  expect(shown).toEqual([
    { column: 'Nama usaha', value: 'Keripik Bu Siti' },
    { column: 'Nama pemilik', value: 'Siti Aminah' },
    { column: 'Jenis pemilik', value: 'Perorangan' },
    { column: 'NIK', value: '35••••••••••0001' },
    { column: 'No. HP', value: '+62812••••890' },
    { column: 'NPWP', value: '•••••••••••1000' },
    { column: 'KBLI', value: '10794 (2020)' },
    { column: 'Komoditas', value: 'Makanan' },
    { column: 'Kabupaten/Kota', value: 'Kota Malang (35.73)' },
    { column: 'Alamat produksi', value: 'Jl. Sanan 12' },
    { column: 'Omzet setahun', value: 'Rp120.000.000' },
    { column: 'Dasar hukum', value: 'Tugas pemerintah' },
  ]);
});

test('reports hold the cells as they were, with problem and fix behind; those of an earlier report go', () => {
  const [header, row] = rowsOf([
    ['Nama usaha', 'Masalah', 'Tanggal', 'SARAN'],
    ['Keripik', 'lama', { value: 45_886, date: true, from1904: false }, 'lama'],
  ]);
  if (header === undefined || row === undefined) throw new Error('no rows');
  expect(toReportHeader(header)).toEqual(['Nama usaha', 'Tanggal', 'Masalah', 'Saran']);
  const message = { id: 'Salah.', en: 'Wrong.' };
  const problems = [
    { column: 'NIK', code: 'a', message, fix: { do: 'clear', column: 'NIK' } },
    { column: 'HP', code: 'b', message, fix: { do: 'fill', column: 'HP', value: '0812' } },
    { code: 'c', message, fix: { do: 'clear', column: 'NIK' } },
  ] as const;
  expect(toReportRow(header, row, problems)).toEqual([
    ...['Keripik', '17/08/2025', 'NIK: Salah. · HP: Salah. · Salah.'],
    'Kosongkan kolom "NIK"; Isi kolom "HP" dengan "0812"',
  ]);
});
