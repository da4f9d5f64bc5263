import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { nikDoubts } from '../../../../shared/domain/identity/nik-doubts.ts';
import { isNikMask, maskNik, Nik } from '../../../../shared/domain/identity/nik.ts';
import { isNpwpMask, maskNpwp, normaliseNpwp, Npwp } from '../../../../shared/domain/identity/npwp.ts';
import { isMobileMask, maskMobile, Mobile, toMobile } from '../../../../shared/domain/identity/phone.ts';
import { siteOf } from '../../../../shared/domain/identity/site.ts';

const digits = (length: number) =>
  fc.string({
    unit: fc.constantFrom(...Array.from({ length: 10 }, (_, n) => String(n))),
    minLength: length,
    maxLength: length,
  });

describe('NIK', () => {
  test('16 digits, nothing else', () => {
    expect(Nik.safeParse('3573014101900001').success).toBe(true);
    for (const nik of ['357301410190000', '35730141019000011', '3573 0141 0190 0001', '357301410190000a', ''])
      expect(Nik.safeParse(nik).success).toBe(false);
  });
  test('a mask shows province and serial only, and is told from a NIK', () => {
    fc.assert(
      fc.property(digits(16), (nik) => {
        const mask = maskNik(nik);
        expect(mask).toHaveLength(16);
        expect(mask.replace(/\D/g, '')).toBe(nik.slice(0, 2) + nik.slice(12));
        expect([isNikMask(mask), isNikMask(nik), Nik.safeParse(mask).success]).toEqual([true, false, true]);
      }),
    );
  });
  test.each([
    ['3573014101900001', []],
    ['3573010101900001', []],
    ['3573017102900001', ['nik-date-impossible']],
    ['3573012902000001', []],
    ['3573012902010001', ['nik-date-impossible']],
    ['3573013213900001', ['nik-date-impossible']],
    ['9999014101900001', ['nik-region-unknown']],
    ['3573014101900000', ['nik-serial-zero']],
  ])('doubts about %s: %j', (nik, doubts) => expect(nikDoubts(nik)).toEqual(doubts));
});

describe('mobile number', () => {
  test.each(['081234567890', '6281234567890', '+62 812-3456-7890', '0812 3456 7890', '(0812) 3456.7890'])(
    '%p is normalised',
    (text) => expect(toMobile(text)).toBe('+6281234567890'),
  );
  test.each(['021345678', '0801234567', '08123', '0812345678901234', '+6581234567', '8123456789', 'x', ''])(
    '%p is refused',
    (text) => expect(Mobile.safeParse(text).success).toBe(false),
  );
  test('a mask hides the middle and is told from a number', () => {
    expect(maskMobile('+6281234567890')).toBe('+62812••••890');
    expect(isMobileMask('+62812••••890')).toBe(true);
    expect(isMobileMask('+6281234567890')).toBe(false);
  });
});

test('an NPWP of 15 digits becomes 16, and its mask shows the last four', () => {
  expect(normaliseNpwp('01.234.567.8-901.234')).toBe('0012345678901234');
  expect(maskNpwp('0012345678901234')).toBe('••••••••••••1234');
  expect(isNpwpMask(maskNpwp('0012345678901234'))).toBe(true);
  expect(Npwp.safeParse('12345').success).toBe(false);
});

describe('production site', () => {
  const same = (...addresses: string[]) => new Set(addresses.map((address) => siteOf('35.73.02', address))).size;
  test('is the same however its address is written', () => {
    expect(
      same(
        'Jl. Mawar No. 5A, RT 03/RW 02, Kel. Kasin',
        'jalan mawar nomor 5 a rt.3 rw.2 kelurahan kasin',
        'JLN MAWAR NO5A  RT03 RW02 KEL KASIN',
        'Jl Mawar 5A RT/RW 003/002 Kelurahan Kasin',
      ),
    ).toBe(1);
  });
  test('differs by number, street and kabupaten, not by how deep its region code goes', () => {
    expect(same('Jl. Mawar 5', 'Jl. Mawar 6', 'Jl. Melati 5')).toBe(3);
    expect(siteOf('35.73', 'Jl. Mawar 5')).toBe(siteOf('35.73.02.1001', 'jalan mawar no 5'));
    expect(siteOf('35.73', 'Jl. Mawar 5')).not.toBe(siteOf('35.78', 'Jl. Mawar 5'));
  });
});
