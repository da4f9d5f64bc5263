import * as z from 'zod';
import { lines } from '../../shared/domain/text.ts';

/** The body of a POST. */
export const DecisionBody = z
  .strictObject({
    etag: z.string(),
    decision: z.enum(['accept', 'refuse']),
    reasons: z.array(lines(500)).max(10),
  })
  .refine(({ decision, reasons }) => decision === 'accept' || reasons.length > 0, {
    path: ['reasons'],
    params: {
      code: 'reason-missing',
      message: { id: 'Tulis alasan penolakan.', en: 'Say why it is refused.' },
    },
  });
export type DecisionBody = z.infer<typeof DecisionBody>;
