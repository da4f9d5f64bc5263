import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rupiah } from '../../../../shared/domain/money.ts';
import type { Cell, NumberCell } from '../../../../shared/domain/intake/cell.ts';
import { filled } from '../../../../shared/domain/intake/values/clean.ts';
import { date, parseDate, serialDate, showDate } from '../../../../shared/domain/intake/values/date.ts';
import { days, parseDays } from '../../../../shared/domain/intake/values/duration.ts';
import {
  gtin,
  kbli,
  nib,
  nik,
  npwp,
  postalCode,
  recordId,
} from '../../../../shared/domain/intake/values/identifier.ts';
import {
  dimensions,
  length,
  parseDimensions,
  parseLength,
  parseWeight,
  weight,
} from '../../../../shared/domain/intake/values/measure.ts';
import { count, money, parseCount, parseMoney } from '../../../../shared/domain/intake/values/number.ts';
import { parsePhone, phone, showPhone } from '../../../../shared/domain/intake/values/phone.ts';
import type { ReadCell } from '../../../../shared/domain/intake/values/reading.ts';
import { placeFinder } from '../../../../shared/domain/intake/values/region.ts';
import { line, list, url } from '../../../../shared/domain/intake/values/text.ts';

const today = '2026-11-22';
const shelfLife = days(1, 36_500);
const rupiahs = money(0, 1e15, ['Harga', 'The price']);
const pieces = count(0, 1_000_000, ['Stok', 'The stock']);
const number = (value: number, more: Partial<NumberCell> = {}): NumberCell => ({
  value,
  date: false,
  from1904: false,
  ...more,
});

/** What a reader makes of a cell as it stands in a file: its value, or the code and fix of what is wrong. */
const read = (reader: ReadCell, cell: Cell, unit?: string): unknown => {
  const text = filled(cell);
  if (text === undefined) return undefined;
  const reading = reader(text, { unit, today });
  return 'fault' in reading ? [reading.fault.code, reading.fault.repair] : reading.value;
};

const clear = { do: 'clear' };
const fill = (value: string) => ({ do: 'fill', value });

describe('empty cells', () => {
  test.each(['', '  ', '-', '--', 'n/a', 'N/A', 'tidak ada', 'Belum ada', '\u00a0', '\u200b', '#N/A', undefined])(
    '%j holds nothing',
    (cell) => {
      expect(filled(cell)).toBeUndefined();
    },
  );
  test('an error value holds nothing', () => {
    expect(filled({ error: '#REF!' })).toBeUndefined();
  });
  test.each([
    ["'0812", '0812'],
    ['\ufeffKeripik\u00a0Tempe\u200b ', 'Keripik Tempe'],
    ['O’Neill', 'O’Neill'],
    ["'Aisyah", "'Aisyah"],
    ['a\u0000b', 'ab'],
    ['\ud800', '\ufffd'],
  ])('%j is cleaned', (cell, text) => {
    expect(filled(cell)).toBe(text);
  });
});

describe('money', () => {
  test.each<[Cell, number]>([
    ['Rp1.250.000', 1_250_000],
    ['Rp 1.250.000,-', 1_250_000],
    ['Rp. 1.250.000,00', 1_250_000],
    ['IDR 25000', 25_000],
    ['1,5 juta', 1_500_000],
    ['1.5jt', 1_500_000],
    ['25rb', 25_000],
    ['25 ribu', 25_000],
    ['25k', 25_000],
    ['2 M', 2_000_000_000],
    ['25.000', 25_000],
    ['25,000', 25_000],
    ['1,250,000.00', 1_250_000],
    ['1 250 000', 1_250_000],
    ['２５０００', 25_000],
    ['25.000 rupiah', 25_000],
    [number(25_000), 25_000],
  ])('%j', (cell, value) => {
    expect(read(rupiahs, cell)).toBe(value);
  });

  test.each<[Cell, string, unknown]>([
    ['1.500,50', 'bad-amount', fill('Rp1.501')],
    ['25.OOO', 'bad-amount', fill('Rp25.000')],
    ['25rb-30rb', 'bad-amount', { do: 'choose', values: ['Rp25.000', 'Rp30.000'] }],
    ['mulai 25rb', 'bad-amount', fill('Rp25.000')],
    ['25.000/pcs', 'bad-amount', fill('Rp25.000')],
    ['nego', 'bad-amount', clear],
    ['1.2.3', 'bad-amount', clear],
    ['5 constructor', 'bad-amount', clear],
    [number(45_000.5), 'bad-amount', fill('Rp45.001')],
    [number(45_000, { date: true }), 'bad-amount', clear],
    ['9'.repeat(300), 'too-big', clear],
  ])('%j is asked about', (cell, code, repair) => {
    expect(read(rupiahs, cell)).toEqual([code, repair]);
  });

  test('a header that says the unit multiplies bare numbers only', () => {
    expect(read(rupiahs, '120', 'juta')).toBe(120_000_000);
    expect(read(rupiahs, '120 ribu', 'juta')).toBe(120_000);
    expect(read(rupiahs, '25,5', 'juta')).toBe(25_500_000);
    expect(read(rupiahs, '1.2345678', 'juta')).toEqual(['bad-amount', fill('Rp1.234.568 rupiah')]);
  });

  test('a column per month gives the sum of a year', () => {
    expect(read(rupiahs, '10.000.000', 'bulan')).toBe(120_000_000);
    expect(read(rupiahs, '10 juta', 'bulan')).toBe(120_000_000);
  });

  test('reads back every amount as it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e15 }), (amount) => {
        expect(parseMoney(rupiah(amount))).toBe(amount);
        expect(parseMoney(`Rp ${rupiah(amount).slice(2)},-`)).toBe(amount);
        expect(parseMoney(String(amount))).toBe(amount);
      }),
    );
  });
});

describe('counts', () => {
  test.each<[Cell, number]>([
    ['4 orang', 4],
    ['1.200 pcs', 1200],
    ['2 lusin', 24],
    ['1 kodi', 20],
    [number(7), 7],
  ])('%j', (cell, value) => {
    expect(read(pieces, cell)).toBe(value);
  });
  test.each<[Cell, unknown]>([
    ['2,5', fill('3')],
    ['-1', clear],
    ['empat', clear],
    ['1-5', { do: 'choose', values: ['1', '5'] }],
  ])('%j is asked about', (cell, repair) => {
    expect(read(pieces, cell)).toEqual(['bad-number', repair]);
  });
});

describe('weights, lengths and durations', () => {
  test.each<[Cell, number]>([
    ['1,5 kg', 1500],
    ['0.5kg', 500],
    ['1.500 kg', 1500],
    ['500 gr', 500],
    ['1.500 gram', 1500],
    ['2 ons', 200],
    ['± 300 g', 300],
    ['250', 250],
    [number(250), 250],
  ])('weight %j', (cell, grams) => {
    expect(read(weight, cell)).toBe(grams);
  });
  test('a bare decimal may be kilogrammes', () => {
    expect(read(weight, '1.5')).toEqual(['bad-weight', fill('1,5 kg')]);
    expect(read(weight, number(0.5))).toEqual(['bad-weight', fill('0,5 kg')]);
    expect(read(weight, number(0.5), 'kg')).toBe(500);
  });
  test.each<[Cell, readonly number[]]>([
    ['10 x 20 x 5 cm', [100, 200, 50]],
    ['10×20×5', [100, 200, 50]],
    ['10 cm X 20 cm X 5,5 cm', [100, 200, 55]],
    ['P 10 x L 20 x T 5 cm', [100, 200, 50]],
    ['100*200*50mm', [100, 200, 50]],
  ])('size %j', (cell, size) => {
    expect(read(dimensions, cell)).toEqual(size);
  });
  test('lengths and durations', () => {
    expect(read(length, '1,2 m')).toBe(1200);
    expect(read(length, '20')).toBe(200);
    expect(read(shelfLife, '6 bulan')).toBe(180);
    expect(read(shelfLife, '1,5 tahun')).toBe(548);
    expect(read(shelfLife, '6', 'bulan')).toBe(180);
    expect(read(shelfLife, 'lama')).toEqual(['bad-duration', clear]);
  });
});

describe('dates', () => {
  test.each<[Cell, string]>([
    ['17/08/2025', '2025-08-17'],
    ['17-8-25', '2025-08-17'],
    ['17.08.2025', '2025-08-17'],
    ['17 Agustus 2025', '2025-08-17'],
    ['17 Agt 2025', '2025-08-17'],
    ['Minggu, 17 Agustus 2025', '2025-08-17'],
    ['17-Aug-25', '2025-08-17'],
    ['2025-08-17', '2025-08-17'],
    ['2025-08-17T10:00:00', '2025-08-17'],
    ['1/1/75', '1975-01-01'],
    [number(45_886, { date: true }), '2025-08-17'],
    ['45886', '2025-08-17'],
    [number(44_424, { date: true, from1904: true }), '2025-08-17'],
    [number(59, { date: true }), '1900-02-28'],
    [number(61, { date: true }), '1900-03-01'],
  ])('%j', (cell, day) => {
    expect(read(date, cell)).toBe(day);
  });
  test.each<[Cell, unknown]>([
    ['08/17/2025', fill('17/08/2025')],
    ['31/02/2025', clear],
    ['besok', clear],
    [number(-3), clear],
  ])('%j is asked about', (cell, repair) => {
    expect(read(date, cell)).toEqual(['bad-date', repair]);
  });
  test('reads back every day as it is written', () => {
    const anyDay = fc.date({ min: new Date('1901-01-01'), max: new Date('2100-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(anyDay, (at) => {
        const day = at.toISOString().slice(0, 10);
        expect(parseDate(showDate(day), today)).toBe(day);
        expect(parseDate(day, today)).toBe(day);
        const serial = Math.round(Date.parse(day) / 86_400_000) + 25_569;
        expect(serialDate({ value: serial, from1904: false })).toBe(serial > 73_050 ? undefined : day);
      }),
    );
  });
});

describe('identifiers', () => {
  test.each<[Cell, string]>([
    ['3573014101900001', '3573014101900001'],
    ["'3573014101900001", '3573014101900001'],
    ['357301 410190 0001', '3573014101900001'],
    ['35.73.01.410190.0001', '3573014101900001'],
    ['\u200b3573014101900001\u00a0', '3573014101900001'],
    ['３５７３０１４１０１９００００１', '3573014101900001'],
    [number(3_573_014_101_900_001), '3573014101900001'],
  ])('NIK %j', (cell, value) => {
    expect(read(nik, cell)).toBe(value);
  });
  test.each<Cell>(['3,57E+15', '3.57301E+15', number(3_573_014_101_900_000), number(1e16)])(
    'digits of NIK %j are lost',
    (cell) => {
      expect(read(nik, cell)).toEqual(['digits-lost', clear]);
    },
  );
  test('says what Excel did and what to do', () => {
    const reading = nik('3,57E+15', { unit: undefined, today });
    expect('fault' in reading && reading.fault.message.id).toBe(
      'Excel menghilangkan angka terakhir NIK. Ubah format kolom menjadi Teks, lalu ketik ulang dari KTP; bila belum ada, kosongkan.',
    );
  });
  test.each<[ReadCell, Cell, unknown]>([
    [nik, '357301410190001', ['bad-nik', clear]],
    [nik, '35730141019OOOO1', ['bad-nik', fill('3573014101900001')]],
    [nik, 'menyusul', ['bad-nik', clear]],
    [nib, number(220_001_234_567), ['zero-lost', fill('0220001234567')]],
    [nib, '220001234567', ['zero-lost', fill('0220001234567')]],
    [nib, '0220001234567', '0220001234567'],
    [npwp, '01.234.567.8-901.000', '012345678901000'],
    [npwp, '12345', ['bad-npwp', clear]],
    [gtin, number(8_991_002_101_630), '8991002101630'],
    [postalCode, number(65_122), '65122'],
    [postalCode, '6512', ['bad-postal-code', clear]],
    [kbli, '10794 (2025)', { scheme: '2025', code: '10794' }],
    [kbli, '2020: 10.391', { scheme: '2020', code: '10391' }],
    [kbli, number(10_794), ['kbli-scheme-missing', { do: 'choose', values: ['10794 (2025)', '10794 (2020)'] }]],
    [kbli, '1079', ['bad-kbli', clear]],
    [recordId, '01jabcdefghjkmnpqrstvwxyz0', '01JABCDEFGHJKMNPQRSTVWXYZ0'],
    [recordId, '17', ['bad-id', clear]],
  ])('%p of %j', (reader, cell, expected) => {
    expect(read(reader, cell)).toEqual(expected);
  });
  test('a header that names the scheme says it for all', () => {
    expect(read(kbli, '10794', '2020')).toEqual({ scheme: '2020', code: '10794' });
  });
});

describe('phones', () => {
  test.each<[Cell, string]>([
    ['0812 3456 7890', '+6281234567890'],
    ['+62 812-3456-7890', '+6281234567890'],
    ['62 (0) 812 3456 7890', '+6281234567890'],
    [number(81_234_567_890), '+6281234567890'],
    ['8123456789', '+628123456789'],
    ['WA: 081234567890', '+6281234567890'],
    ['081234567890 / 081298765432', '+6281234567890'],
    ['0341-551234; 081234567890', '+6281234567890'],
  ])('%j', (cell, mobile) => {
    expect(read(phone, cell)).toBe(mobile);
  });
  test.each<[Cell, string, unknown]>([
    ['0341-551234', 'bad-phone', clear],
    ['08I234567890', 'bad-phone', fill('081234567890')],
    ['8,12E+10', 'digits-lost', clear],
  ])('%j is asked about', (cell, code, repair) => {
    expect(read(phone, cell)).toEqual([code, repair]);
  });
  test('tells which of two numbers is kept', () => {
    expect(phone('081234567890 / 081298765432', { unit: undefined, today })).toMatchObject({
      advice: { code: 'second-phone', repair: fill('081234567890') },
    });
  });
  test('reads back every number as it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1e6, max: 9_999_999_999 }), (second, rest) => {
        const mobile = `+628${String(second)}${String(rest)}`;
        expect(parsePhone(showPhone(mobile))).toBe(mobile);
        expect(parsePhone(mobile)).toBe(mobile);
        expect(parsePhone(mobile.slice(3))).toBe(mobile);
      }),
    );
  });
});

describe('regions', () => {
  const place = placeFinder();
  test.each<[string | NumberCell, string]>([
    ['Kota Malang', '35.73'],
    ['KAB. MALANG', '35.07'],
    ['Kab.Bantul', '34.02'],
    ['Bantul', '34.02'],
    ['Malang Kota', '35.73'],
    ['Jakarta Selatan', '31.74'],
    ['Kota Adm. Jakarta Selatan', '31.74'],
    ['35.73', '35.73'],
    ['3573', '35.73'],
    ['357302', '35.73.02'],
    ['3573021001', '35.73.02.1001'],
    [number(3573), '35.73'],
    [number(35.1), '35.10'],
  ])('%j', (cell, code) => {
    expect(place(cell)).toEqual({ code });
  });
  test('a name of two is asked about, unless the province tells', () => {
    expect(place('Malang')).toEqual({ several: ['35.07', '35.73'] });
    expect(place('Bandung')).toEqual({ several: ['32.04', '32.73'] });
    expect(place('Kota Malng')).toEqual({ near: '35.73' });
    expect(place('Atlantis')).toBe('unknown');
    expect(place('99.99')).toBe('unknown');
    expect(place('Kabupaten Malang', 'Jatim')).toEqual({ code: '35.07' });
  });
});

describe('texts', () => {
  test.each<[ReadCell, Cell, unknown]>([
    [line(10), 'a\nb   c', 'a b c'],
    [line(3), 'abcdef', ['too-big', fill('abc')]],
    [line(20), number(12), '12'],
    [line(20), number(45_886, { date: true }), '17/08/2025'],
    [list(9), 'a.jpg; b.jpg,c.jpg', ['a.jpg', 'b.jpg', 'c.jpg']],
    [list(1), 'a;b', ['too-many', fill('a')]],
    [url, 'toko.id/p', 'https://toko.id/p'],
    [url, 'javascript:alert(1)', ['bad-url', clear]],
  ])('%p of %j', (reader, cell, expected) => {
    expect(read(reader, cell)).toEqual(expected);
  });
});

test('no reader ever throws, and every fill it suggests is taken', () => {
  const readers: readonly ReadCell[] = [
    ...[rupiahs, pieces, weight, length, dimensions, shelfLife, date, nik, nib, npwp, gtin, postalCode, kbli, recordId],
    ...[phone, line(50), list(3), url],
  ];
  const alphabet = '0123456789.,- /xX:;()RpkgcmEe+OlI|\n\u00a0\u200bé•';
  const cell = fc.oneof(
    fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), maxLength: 30 }),
    fc.string({ unit: 'binary', maxLength: 250 }),
    fc.record({ value: fc.double(), date: fc.boolean(), from1904: fc.boolean() }),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...readers),
      cell,
      fc.constantFrom(undefined, 'kg', 'juta', 'cm'),
      (reader, any, unit) => {
        const text = filled(any);
        if (text === undefined) return;
        const reading = reader(text, { unit, today });
        if (!('fault' in reading) || reading.fault.repair.do !== 'fill') return;
        const again = filled(reading.fault.repair.value);
        expect(again === undefined ? undefined : reader(again, { unit, today })).not.toHaveProperty('fault');
      },
    ),
    { numRuns: 3000 },
  );
  expect(parseCount('x')).toBeUndefined();
  expect(parseWeight('x')).toBeUndefined();
  expect(parseLength('x')).toBeUndefined();
  expect(parseDimensions('x')).toBeUndefined();
  expect(parseDays('x')).toBeUndefined();
});

test('sentences about a cell hide numbers that could be a person’s', () => {
  const reading = pieces('NIK 3573 0141 0190 0001', { unit: undefined, today });
  expect('fault' in reading && reading.fault.message.id).toBe('Stok “NIK 35••••” tidak terbaca sebagai angka.');
});
