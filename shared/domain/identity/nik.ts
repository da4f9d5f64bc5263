import * as z from 'zod';

/** Shape of a mask as `maskNik` makes it. */
const mask = /^\d{2}•{10}\d{4}$/;

/** National identity number: 16 digits. A mask that was read from us may be sent back and means "unchanged". */
export const Nik = z
  .string()
  .trim()
  .refine((text) => /^\d{16}$/.test(text) || mask.test(text), {
    params: {
      code: 'bad-nik',
      message: { id: 'NIK harus 16 angka, seperti pada KTP.', en: 'A NIK has 16 digits, as on the identity card.' },
    },
  })
  .meta({ description: 'NIK, 16 digits; or the mask as read, for unchanged', example: '3573014101900001' });

export const isNikMask = (text: string): boolean => mask.test(text);

/** Province and serial stay readable: `35••••••••••0001`. */
export const maskNik = (nik: string): string => `${nik.slice(0, 2)}${'•'.repeat(10)}${nik.slice(-4)}`;
