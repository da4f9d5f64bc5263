import * as z from 'zod';
import { BatchId, IkmId } from '../ids.ts';
import { RegionCode } from '../region/region-code.ts';
import { line, lines } from '../text.ts';
import { nextEtag } from '../save.ts';
import { IsoInstant, toIso } from '../time.ts';

/** Longest batch, in days. */
const longestDays = 366;

const fields = {
  number: line(30).meta({ description: 'As the office counts its batches', example: '3/2026' }),
  subject: line(150),
  programme: line(150).optional().meta({ description: 'Fixed once somebody takes part: the funnel counts by it' }),
  place: lines(300),
  regionCode: RegionCode,
  from: z.iso.date().meta({ description: 'First day' }),
  to: z.iso.date().meta({ description: 'Last day' }),
  quota: z.int().min(1).max(1000).meta({ description: 'IKMs that may take part' }),
  provider: line(150).optional(),
  state: z.enum(['planned', 'running', 'finished', 'cancelled']).default('planned'),
} as const;

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** The body of a PUT. */
export const BatchBody = z
  .strictObject(fields)
  .refine(({ from, to }) => daysBetween(from, to) >= 0 && daysBetween(from, to) < longestDays, {
    path: ['to'],
    params: {
      code: 'bad-span',
      message: {
        id: 'Hari terakhir tidak boleh sebelum hari pertama, dan paling lama satu tahun sesudahnya.',
        en: 'The last day is not before the first one, and within a year of it.',
      },
    },
  });
export type BatchBody = z.infer<typeof BatchBody>;

/** A batch of training (angkatan), as stored. */
export const Batch = z.object({
  batchId: BatchId,
  etag: z.string(),
  ...fields,
  createdWith: z.string(),
  createdAt: IsoInstant,
  updatedAt: IsoInstant,
});
export type Batch = z.infer<typeof Batch>;

/** A batch as it stands after a PUT. */
export const newBatch = (
  before: Batch | undefined,
  {
    batchId,
    body,
    digest,
    nowMs,
  }: { readonly batchId: BatchId; readonly body: BatchBody; readonly digest: string; readonly nowMs: number },
): Batch => ({
  batchId,
  etag: nextEtag(before?.etag),
  ...body,
  createdWith: before?.createdWith ?? digest,
  createdAt: before?.createdAt ?? toIso(nowMs),
  updatedAt: toIso(nowMs),
});

export const BatchView = z.strictObject({
  batchId: BatchId,
  etag: z.string(),
  ...fields,
  taken: z.int().meta({ description: 'IKMs that take part' }),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type BatchView = z.infer<typeof BatchView>;

export const toBatchView = ({ createdWith: _, ...shown }: Batch, taken: number): BatchView => ({ ...shown, taken });

/** That an IKM came on a day. */
const Presence = z.object({
  attendanceId: z.string(),
  scannedAt: IsoInstant,
  recordedAt: IsoInstant,
  /** Subject of whoever sent the scan. */
  recordedBy: z.string(),
  /** Whose code was scanned. */
  code: z.enum(['day', 'ikm']),
});

/** An IKM's part in a batch. */
export const Training = z.object({
  ikmId: IkmId,
  batchId: BatchId,
  etag: z.string(),
  /** Its batch's, for the funnel. */
  programme: z.string().optional(),
  registeredAt: IsoInstant,
  /** Came without being registered before. */
  walkIn: z.literal(true).optional(),
  /** By day of Jakarta, `YYYY-MM-DD`. */
  days: z.record(z.string(), Presence),
});
export type Training = z.infer<typeof Training>;

/** Batches and who takes part in them. */
export interface Batches {
  readonly read: (batchId: string) => Promise<Batch | undefined>;
  readonly write: (before: Batch | undefined, after: Batch) => Promise<'written' | 'conflict'>;
  readonly page: (
    areas: readonly string[],
    limit: number,
    position: Record<string, string> | undefined,
  ) => Promise<{ readonly rows: readonly Batch[]; readonly position: Record<string, string> | undefined }>;
  /** Seats that are taken. */
  readonly taken: (batchId: string) => Promise<number>;
}

export interface Trainings {
  readonly read: (ikmId: string, batchId: string) => Promise<Training | undefined>;
  /** Takes a seat, unless all of the quota are taken. */
  readonly join: (training: Training, quota: number) => Promise<'written' | 'conflict' | 'full'>;
  readonly change: (before: Training, after: Training) => Promise<'written' | 'conflict'>;
  /** Gives the seat back. */
  readonly leave: (training: Training) => Promise<'written' | 'conflict'>;
  /** By IKM id; from an index, so the newest may lack for a moment. */
  readonly ofBatch: (
    batchId: string,
    limit: number,
    position: Record<string, string> | undefined,
  ) => Promise<{ readonly rows: readonly Training[]; readonly position: Record<string, string> | undefined }>;
}
