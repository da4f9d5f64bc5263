import * as z from 'zod';

/** Shape of a mask as `maskPhone` makes it. */
const mask = /^\+62\d{3}•{4}\d{3}$/;

/**
 * `0812-3456-789`, `62812…`, `+62 812…` → `+62812…`; undefined when it is no Indonesian mobile number (local form 10 to
 * 13 digits). The operator is not looked at: numbers are ported.
 */
export const toMobile = (text: string): string | undefined => {
  const digits = text.replace(/[\s().-]/g, '').replace(/^(\+?62|0)/, '+62');
  return /^\+628[1-9]\d{6,10}$/.test(digits) ? digits : undefined;
};

const sentence = {
  params: {
    code: 'bad-phone',
    message: {
      id: 'Tulis nomor HP Indonesia, misalnya 0812 3456 7890.',
      en: 'Write an Indonesian mobile number, such as 0812 3456 7890.',
    },
  },
};

/** A mobile number as people write it. */
export const Mobile = z
  .string()
  .trim()
  .max(30)
  .refine((text) => toMobile(text) !== undefined, sentence)
  .meta({ description: 'Indonesian mobile number', example: '0812 3456 7890' });

/** As `Mobile`; a mask that was read from us may be sent back and means "unchanged". */
export const MaskableMobile = z
  .string()
  .trim()
  .max(30)
  .refine((text) => toMobile(text) !== undefined || mask.test(text), sentence)
  .meta({ description: 'Indonesian mobile number; or the mask as read, for unchanged', example: '0812 3456 7890' });

export const isMobileMask = (text: string): boolean => mask.test(text);

/** `+62812••••890` of a normalised number. */
export const maskMobile = (mobile: string): string => `${mobile.slice(0, 6)}••••${mobile.slice(-3)}`;
