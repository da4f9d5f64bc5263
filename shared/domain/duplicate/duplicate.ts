import * as z from 'zod';
import { DuplicateId, IkmId } from '../ids.ts';
import { IkmSummary } from '../ikm/ikm.ts';
import { IsoInstant } from '../time.ts';
import { likenessReasons } from './likeness.ts';

/** open: nobody looked · same: one firm, to be merged · different: two firms · merged. */
const DuplicateState = z.enum(['open', 'same', 'different', 'merged']);

/** Two records that are likely one firm. Ids only: what is personal stays with the records. */
export const Duplicate = z.object({
  duplicateId: DuplicateId,
  ikmIds: z.tuple([IkmId, IkmId]),
  /** Their kabupaten or kota. */
  regionCode: z.string(),
  score: z.int(),
  why: z.array(z.enum(likenessReasons)),
  state: DuplicateState,
  kept: IkmId.optional(),
  foundAt: IsoInstant,
  decidedBy: z.string().optional(),
  decidedAt: IsoInstant.optional(),
  etag: z.string(),
});
export type Duplicate = z.infer<typeof Duplicate>;

/** A pair as an officer sees it, side by side. */
export const DuplicateView = z.strictObject({
  duplicateId: DuplicateId,
  etag: z.string(),
  state: DuplicateState,
  score: z.int().meta({ description: 'How likely it is one firm, 0 to 100' }),
  why: z.array(z.enum(likenessReasons)),
  records: z.array(IkmSummary).meta({ description: 'Both records, NIK and phone masked' }),
  kept: IkmId.optional().meta({ description: 'The record that was kept' }),
  foundAt: IsoInstant,
  decidedAt: IsoInstant.optional(),
});
export type DuplicateView = z.infer<typeof DuplicateView>;

export interface Duplicates {
  readonly read: (duplicateId: string) => Promise<Duplicate | undefined>;
  /** False when the pair is known. */
  readonly create: (duplicate: Duplicate) => Promise<boolean>;
  /** Replaces the version `before`. */
  readonly change: (duplicate: Duplicate, before: Duplicate) => Promise<'written' | 'conflict'>;
  /** Pairs that wait for an officer of these areas, or for their merge. */
  readonly waiting: (
    areas: readonly string[],
    limit: number,
    position: Record<string, string> | undefined,
  ) => Promise<{ readonly rows: readonly Duplicate[]; readonly position: Record<string, string> | undefined }>;
}
