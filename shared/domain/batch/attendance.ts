import * as z from 'zod';
import { BatchId, IkmId } from '../ids.ts';
import { scanRefusals, type ScanRefusal } from './scan.ts';

/** One scan, as a phone kept it until it had a network. */
export const Scan = z.strictObject({
  attendanceId: z
    .string()
    .regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
    .meta({ description: 'ULID made by the phone when it scanned' }),
  code: z.string().max(100).meta({ description: 'What the QR picture said' }),
  ikmId: IkmId.optional().meta({ description: 'Who came, when the code of the batch was scanned' }),
  batchId: BatchId.optional().meta({ description: 'Where, when the code of an IKM was scanned' }),
  scannedAt: z.iso.datetime(),
});
export type Scan = z.infer<typeof Scan>;

/** What became of a scan. */
export const ScanResult = z.strictObject({
  attendanceId: z.string(),
  outcome: z
    .enum(['recorded', 'repeated', 'refused'])
    .meta({ description: '`repeated`: this IKM’s day was recorded before; the phone may forget the scan' }),
  day: z.string().optional(),
  walkIn: z.boolean().optional(),
  code: z.string().optional().meta({ description: 'Why it was refused' }),
  message: z.string().optional(),
});
export type ScanResult = z.infer<typeof ScanResult>;

/** What became of a scan, before it is said in a language. */
export type ScanOutcome =
  | { readonly outcome: 'recorded' | 'repeated'; readonly day: string; readonly walkIn: boolean }
  | { readonly outcome: 'refused'; readonly refusal: ScanRefusal };

export const toScanResult = (attendanceId: string, outcome: ScanOutcome, language: 'id' | 'en'): ScanResult =>
  outcome.outcome === 'refused'
    ? {
        attendanceId,
        outcome: 'refused',
        code: outcome.refusal,
        message: scanRefusals[outcome.refusal][language],
      }
    : { attendanceId, ...outcome };
