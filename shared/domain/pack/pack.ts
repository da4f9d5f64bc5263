import * as z from 'zod';
import { IkmId, PackId, SentraId } from '../ids.ts';
import { retentionDays } from '../privacy/retention.ts';
import { IsoInstant } from '../time.ts';

/**
 * Buyers that take no listings by a call and whose sellers fill in forms by hand: PaDi UMKM and INAPROC e-Katalog (neither
 * documents a call by which a seller uploads products: openapi-docs.padiumkm.id, data.inaproc.id).
 */
export const PackTarget = z.enum(['padi', 'inaproc']);
export type PackTarget = z.infer<typeof PackTarget>;

export const targetNames: Readonly<Record<PackTarget, string>> = {
  padi: 'PaDi UMKM',
  inaproc: 'INAPROC e-Katalog',
};

/** The body of a POST. */
export const PackBody = z.strictObject({ packId: PackId, target: PackTarget });
export type PackBody = z.infer<typeof PackBody>;

const Counts = z.strictObject({
  products: z.int().meta({ description: 'Approved products in the pack' }),
  complete: z.int().meta({ description: 'Of these, with nothing missing' }),
  photos: z.int(),
  left: z.int().meta({ description: 'Approved products that did not fit: ask per IKM, or in parts' }),
});

const holder = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ikm'), id: IkmId }),
  z.strictObject({ type: z.literal('sentra'), id: SentraId }),
]);
export type PackHolder = z.infer<typeof holder>;

/** A pack as kept, until it expires. */
export const Pack = z.object({
  packId: PackId,
  holder,
  /** Where its holder stands: who may fetch it. */
  place: z.object({ regionCode: z.string(), sentraId: z.string().optional(), ikmId: z.string().optional() }),
  target: PackTarget,
  state: z.enum(['waiting', 'ready']),
  etag: z.string(),
  counts: Counts.optional(),
  bytes: z.int().optional(),
  createdAt: IsoInstant,
});
export type Pack = z.infer<typeof Pack>;

export const PackView = z.strictObject({
  packId: PackId,
  holder,
  target: PackTarget,
  state: z.enum(['waiting', 'ready']),
  counts: Counts.optional(),
  bytes: z.int().optional(),
  createdAt: z.string(),
  expiresAt: z.string().meta({ description: 'Gone after this; ask for a new one' }),
  download: z
    .strictObject({ url: z.string(), expiresAt: z.string() })
    .optional()
    .meta({ description: 'A link that reads the ZIP for a few minutes' }),
});
export type PackView = z.infer<typeof PackView>;

/** Packs are kept this long: the bucket's rule for `packs/` rests on the same number. */
export const packKeptMs = retentionDays.packs * 24 * 60 * 60 * 1000;

/** Where a pack's file lies. */
export const packKey = (packId: PackId): string => `packs/${packId}.zip`;

export interface Packs {
  readonly read: (packId: string) => Promise<Pack | undefined>;
  readonly create: (pack: Pack) => Promise<'written' | 'conflict'>;
  /** Marks the version `etag` ready; nothing happens when it is ready already or gone. */
  readonly finish: (pack: Pack) => Promise<void>;
}

/** A pack as shown. */
export const toPackView = (pack: Pack, download?: PackView['download']): PackView => {
  const { packId, holder: of, target, state, counts, bytes, createdAt } = pack;
  return {
    packId,
    holder: of,
    target,
    state,
    ...(counts === undefined ? {} : { counts }),
    ...(bytes === undefined ? {} : { bytes }),
    createdAt,
    expiresAt: new Date(Date.parse(createdAt) + packKeptMs).toISOString(),
    ...(download === undefined ? {} : { download }),
  };
};
