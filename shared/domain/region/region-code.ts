import * as z from 'zod';

const level = (pattern: RegExp, code: string, id: string, en: string) =>
  z
    .string()
    .refine((text) => pattern.test(text), { params: { code, message: { id, en } } })
    .meta({ pattern: pattern.source });

/** A dotted Kepmendagri code of any level: province, kabupaten/kota, kecamatan, desa/kelurahan (BPS codes differ). */
export const RegionCode = level(
  /^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/,
  'bad-region-code',
  'Tulis kode wilayah Kemendagri bertitik, misalnya 35.73 atau 35.73.02.',
  'Write a dotted Kemendagri region code, such as 35.73 or 35.73.02.',
).meta({ description: 'Dotted Kemendagri region code', example: '35.73.02' });

/** A code of at least kabupaten/kota level: where something really stands. */
export const PlaceCode = level(
  /^\d{2}\.\d{2}(\.\d{2}(\.\d{4})?)?$/,
  'region-too-wide',
  'Pilih wilayah paling tidak sampai kabupaten/kota, misalnya 35.73.',
  'Choose a region of at least kabupaten/kota level, such as 35.73.',
).meta({ description: 'Dotted Kemendagri code of a kabupaten/kota, kecamatan or desa', example: '35.73.02' });
