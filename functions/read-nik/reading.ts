import * as z from 'zod';
import { line } from '../../shared/domain/text.ts';

/** Why an officer may need the whole number. */
const ReadingReason = z.enum(['verification', 'permit', 'tax', 'aid', 'dispute', 'law-enforcement', 'other']);

/** The body of a POST. */
export const ReadingBody = z.strictObject({
  reason: ReadingReason,
  note: line(300).meta({ description: 'What exactly it is needed for; kept in the audit trail, so no personal data' }),
});
export const ReadingView = z.strictObject({
  nik: z.string().nullable(),
  npwp: z.string().nullable(),
  phone: z.string().nullable(),
});
export type ReadingView = z.infer<typeof ReadingView>;
