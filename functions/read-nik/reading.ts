import * as z from 'zod';
import { line } from '../../shared/domain/text.ts';

/** Why an officer may need the whole number. */
const ReadingReason = z.enum(['verification', 'permit', 'tax', 'aid', 'dispute', 'law-enforcement', 'other']);

/** What may be a NIK, an NPWP or a phone number, however it is divided. */
const longNumber = /\d(?:[ .-]?\d){8}/;

/** The body of a POST. */
export const ReadingBody = z.strictObject({
  reason: ReadingReason,
  note: line(300)
    .refine((text) => !longNumber.test(text), {
      params: {
        code: 'number-in-note',
        message: {
          id: 'Catatan ini disimpan bertahun-tahun. Hapus NIK atau nomor telepon dari dalamnya.',
          en: 'This note is kept for years. Take the NIK or phone number out of it.',
        },
      },
    })
    .meta({ description: 'What exactly it is needed for; kept in the audit trail, so no personal data' }),
});
export const ReadingView = z.strictObject({
  nik: z.string().nullable(),
  npwp: z.string().nullable(),
  phone: z.string().nullable(),
});
export type ReadingView = z.infer<typeof ReadingView>;
