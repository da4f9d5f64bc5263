import * as z from 'zod';
import { endOfDay } from '../legality/days.ts';
import { line } from '../text.ts';
import type { Paper } from './paper.ts';

/** Where a paper stands: `expired` by its date, whatever was found before. */
export const PaperState = z.enum(['unchecked', 'verified', 'returned', 'expired']);
export type PaperState = z.infer<typeof PaperState>;

/** @param nowMs milliseconds since 1970 */
export const stateOfPaper = ({ facts, ruling }: Paper, nowMs: number): PaperState => {
  if (ruling?.decision === 'return') return 'returned';
  if (endOfDay(facts.expiresOn) <= nowMs) return 'expired';
  return ruling === undefined ? 'unchecked' : 'verified';
};

/** An officer's finding on the version with this etag. */
export const PaperVerification = z
  .strictObject({
    etag: z.string().min(1).max(40),
    decision: z.enum(['verify', 'return']),
    reasons: z.array(line(500)).max(20).default([]),
  })
  .refine(({ decision, reasons }) => decision === 'verify' || reasons.length > 0, {
    path: ['reasons'],
    params: {
      code: 'required',
      message: {
        id: 'Tulis alasannya, supaya pemilik tahu apa yang harus diperbaiki.',
        en: 'Give the reasons, so that the owner knows what to correct.',
      },
    },
  });
export type PaperVerification = z.infer<typeof PaperVerification>;
