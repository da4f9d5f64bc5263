import { createHash } from 'node:crypto';
import * as z from 'zod';
import { IkmId } from '../ids.ts';
import { nextEtag } from '../save.ts';
import { line } from '../text.ts';
import { IsoInstant } from '../time.ts';

/** Whether an IKM's products are approved at once, who said so when, and why. */
export const Trust = z.strictObject({
  ikmId: IkmId,
  etag: z.string(),
  trusted: z.boolean(),
  reason: z.string(),
  by: z.string(),
  at: IsoInstant,
});
export type Trust = z.infer<typeof Trust>;

/** The body of a PUT. */
export const TrustBody = z.strictObject({
  trusted: z.boolean(),
  reason: line(500),
  etag: z
    .string()
    .min(1)
    .max(40)
    .optional()
    .meta({ description: 'The version looked at; without it, whatever stands' }),
});
export type TrustBody = z.infer<typeof TrustBody>;

/** Of so many products that are approved at once, one is looked at afterwards. */
const sampleOneIn = 10;

/** Whether a version approved at once is looked at afterwards: by its name alone, so that nobody chooses and a repetition agrees. */
export const isSampled = (productId: string, etag: string): boolean =>
  createHash('sha256').update(`${productId}/${etag}`).digest().readUInt32BE() % sampleOneIn === 0;

/** One product sent back from the after-check ends it: the officer gives it anew when convinced. */
export const endTrust = (trust: Trust, { by, at }: Pick<Trust, 'by' | 'at'>): Trust => ({
  ...trust,
  etag: nextEtag(trust.etag),
  trusted: false,
  reason: 'Produk yang disetujui otomatis ternyata dikembalikan petugas; produk berikutnya diperiksa dahulu.',
  by,
  at,
});

/** The records of trust. */
export interface Trusts {
  readonly read: (ikmId: string) => Promise<Trust | undefined>;
  readonly write: (before: Trust | undefined, after: Trust) => Promise<'written' | 'conflict'>;
}
