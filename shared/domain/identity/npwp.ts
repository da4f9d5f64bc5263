import * as z from 'zod';

const mask = /^•{12}(•{6})?\d{4}$/;
const digitsOf = (text: string): string => text.replace(/[\s.-]/g, '');

/** Taxpayer number: 15 digits (old), 16 (a resident person's is the NIK), or a branch's 22; dots and dashes may stand in it. */
export const Npwp = z
  .string()
  .trim()
  .max(40)
  .refine((text) => /^(\d{15}|\d{16}|\d{22})$/.test(digitsOf(text)) || mask.test(text), {
    params: {
      code: 'bad-npwp',
      message: { id: 'NPWP harus 15 atau 16 angka.', en: 'An NPWP has 15 or 16 digits.' },
    },
  })
  .meta({ description: 'NPWP; or the mask as read, for unchanged', example: '0123456789012345' });

export const isNpwpMask = (text: string): boolean => mask.test(text);

/** Digits only; the old 15 become 16 by a leading zero (PMK 112/2022). */
export const normaliseNpwp = (text: string): string => {
  const digits = digitsOf(text);
  return digits.length === 15 ? `0${digits}` : digits;
};

/** Only the last four digits stay: a person's NPWP is the NIK. */
export const maskNpwp = (npwp: string): string => `${'•'.repeat(npwp.length - 4)}${npwp.slice(-4)}`;
