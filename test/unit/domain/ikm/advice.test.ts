import { describe, expect, test } from '@jest/globals';
import { IkmBody } from '../../../../shared/domain/ikm/ikm.ts';
import { kbliDoubt, tradeOf } from '../../../../shared/domain/ikm/kbli.ts';
import { isElsewhere, originOf, originWarnings } from '../../../../shared/domain/ikm/origin.ts';
import { adviceOn } from '../../../../shared/domain/ikm/warnings.ts';
import { isPlausiblePostalCode } from '../../../../shared/domain/region/postal-code.ts';
import { provinces } from '../../../../shared/domain/region/provinces.ts';
import { timeZoneOf } from '../../../../shared/domain/region/time-zone.ts';

const today = '2026-11-22';
const codes = (ikm: Parameters<typeof adviceOn>[0], day = today) => adviceOn(ikm, day).map(({ code }) => code);

describe('KBLI', () => {
  test('is a code with its scheme: the same digits are two things', () => {
    expect(tradeOf({ scheme: '2020', code: '11040' })).toMatchObject({ code2025: '11053', name: 'minuman ringan' });
    expect(tradeOf({ scheme: '2025', code: '11040' })).toBeUndefined();
    expect(IkmBody.shape.kbli.safeParse({ code: '13133' }).success).toBe(false);
  });
  test('a 2020 code is fine to the end of June 2026, then its successor is named', () => {
    expect(kbliDoubt({ scheme: '2020', code: '13134' }, '2026-06-30')).toBeUndefined();
    expect(kbliDoubt({ scheme: '2020', code: '13134' }, '2026-07-01')).toBe('kbli-outdated');
    const [advice] = adviceOn({ nib: 'n', regionCode: '33.72', kbli: { scheme: '2020', code: '13134' } }, today);
    expect(advice).toMatchObject({ path: 'kbli', message: { id: expect.stringContaining('13133 (kain batik)') } });
  });
  test('a code that our commodities do not need is advice', () => {
    expect(codes({ nib: 'n', regionCode: '33.72', kbli: { scheme: '2025', code: '99999' } })).toEqual(['kbli-unknown']);
    expect(codes({ nib: 'n', regionCode: '33.72', kbli: { scheme: '2020', code: '99999' } })).toEqual([
      'kbli-outdated',
    ]);
    expect(codes({ nib: 'n', regionCode: '33.72', kbli: { scheme: '2025', code: '13133' } })).toEqual([]);
  });
});

test('no NIB yet: advice with the way to get one', () => {
  expect(adviceOn({ regionCode: '35.73' }, today)).toMatchObject([
    { path: 'nib', code: 'nib-missing', message: { id: expect.stringContaining('https://oss.go.id') } },
  ]);
});

test.each([
  ['65115', '35.73', true],
  ['10110', '31.71', true],
  ['16111', '32.71', true],
  ['40111', '32.73', true],
  ['42111', '36.73', true],
  ['29111', '21.72', true],
  ['98511', '92.02', true],
  ['65115', '31.71', false],
  ['20111', '35.73', false],
])('postal code %s in %s: %p', (postalCode, regionCode, wanted) => {
  expect(isPlausiblePostalCode(postalCode, regionCode)).toBe(wanted);
  expect(codes({ nib: 'n', postalCode, regionCode })).toEqual(wanted ? [] : ['postal-code-elsewhere']);
});

test('every province has its first digit and its zone', () => {
  const zones = new Map<string, number>();
  for (const province of provinces) {
    const fitting = Array.from('123456789').filter((digit) => isPlausiblePostalCode(`${digit}0000`, province));
    expect([1, 2]).toContain(fitting.length);
    const zone = timeZoneOf(province);
    zones.set(zone, (zones.get(zone) ?? 0) + 1);
    expect(() => new Intl.DateTimeFormat('id-ID', { timeZone: zone })).not.toThrow();
  }
  expect(Object.fromEntries(zones)).toEqual({
    'Asia/Jakarta': 16,
    'Asia/Pontianak': 2,
    'Asia/Makassar': 12,
    'Asia/Jayapura': 8,
  });
});

describe('origin', () => {
  test('a digital sentra binds nobody to its place; other kinds do', () => {
    expect(originOf({ kind: 'digital', regionCode: '35.73' })).toBeUndefined();
    expect(originOf({ kind: 'pesantren', regionCode: '35.73' })).toBe('35.73');
    expect(isElsewhere('35.73.02', '35.73.05')).toBe(false);
    expect(isElsewhere('35.07', '35.73.05')).toBe(true);
    expect(isElsewhere('35.07', undefined)).toBe(false);
  });
  test('outside is a doubt without a reason, and a remark with one', () => {
    expect(originWarnings(true, {})).toEqual(['outside-sentra-region']);
    expect(originWarnings(true, { originReason: 'Bahan baku hanya ada di sana' })).toEqual(['origin-excepted']);
    expect(originWarnings(false, {})).toEqual([]);
  });
});
