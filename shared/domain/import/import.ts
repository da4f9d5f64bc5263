import * as z from 'zod';
import { ImportId, IkmId, SentraId } from '../ids.ts';
import { ImportKind } from '../intake/entry.ts';
import { IsoInstant } from '../time.ts';

export const ImportFormat = z.enum(['csv', 'xlsx']);
export type ImportFormat = z.infer<typeof ImportFormat>;

/**
 * Where an import stands: `waiting` for its upload · `checking` what the file holds, without writing · `checked`, to be
 * committed · `running` · and one of three ends.
 */
export const ImportState = z.enum(['waiting', 'checking', 'checked', 'running', 'finished', 'cancelled', 'failed']);
export type ImportState = z.infer<typeof ImportState>;

/** Every step an import can take: the states it may be taken from, and the one it leads to. */
const steps = {
  receive: { from: ['waiting'], to: 'checking' },
  'close-check': { from: ['checking'], to: 'checked' },
  commit: { from: ['checked'], to: 'running' },
  /** Before anything was written; a running import is asked to stop, and then takes `stop`. */
  cancel: { from: ['waiting', 'checking', 'checked'], to: 'cancelled' },
  stop: { from: ['running'], to: 'cancelled' },
  finish: { from: ['running'], to: 'finished' },
  fail: { from: ['checking', 'running'], to: 'failed' },
} as const satisfies Record<string, { readonly from: readonly ImportState[]; readonly to: ImportState }>;
export type ImportStep = keyof typeof steps;

/** The state a step leads to, or undefined when it may not be taken from here. */
export const stateAfter = (state: ImportState, step: ImportStep): ImportState | undefined => {
  const { from, to } = steps[step];
  const states: readonly ImportState[] = from;
  return states.includes(state) ? to : undefined;
};

/** Whether nothing more happens to it. */
export const hasEnded = ({ state }: Pick<Import, 'state'>): boolean =>
  state === 'finished' || state === 'cancelled' || state === 'failed';

/** What rows that do not say so belong to. */
export const ImportTarget = z.strictObject({ ikmId: IkmId.optional(), sentraId: SentraId.optional() });
export type ImportTarget = z.infer<typeof ImportTarget>;

/** The body of a POST. */
export const ImportBody = z.strictObject({
  importId: ImportId,
  kind: ImportKind,
  format: ImportFormat,
  target: ImportTarget.optional().meta({ description: 'What rows without an IKM or sentra of their own belong to' }),
  photos: z.boolean().optional().meta({ description: 'Products only: a ZIP with photos comes beside the file' }),
});
export type ImportBody = z.infer<typeof ImportBody>;

/** What became of the rows so far. */
export const RowCounts = z.strictObject({
  created: z.int(),
  changed: z.int(),
  same: z.int().meta({ description: 'They were there exactly so; nothing was written' }),
  refused: z.int().meta({ description: 'In the report' }),
  photos: z.int().meta({ description: 'Photos that came with rows that were taken' }),
});
export type RowCounts = z.infer<typeof RowCounts>;

export const noRows: RowCounts = { created: 0, changed: 0, same: 0, refused: 0, photos: 0 };

const Sentence = z.object({ id: z.string(), en: z.string() });
export type Sentence = z.infer<typeof Sentence>;

/** An import as kept, small: it is written once per stretch. What was found in the file stands beside it (`Findings`). */
export const Import = z.object({
  importId: ImportId,
  kind: ImportKind,
  format: ImportFormat,
  target: ImportTarget.optional(),
  withPhotos: z.boolean(),
  /** The token's subject of who made it: what they may do is looked up again whenever it goes on. */
  maker: z.string(),
  state: ImportState,
  etag: z.string(),
  /** Counts the times something asked to go on with it: each becomes an event. */
  seq: z.int(),
  /** Who works on it, until when. `fence` is the etag under which it was taken, so that no two are equal. */
  lease: z.object({ holder: z.string(), fence: z.string(), untilMs: z.number() }).optional(),
  /** Times it was begun since it last came forward. */
  tries: z.int(),
  /** The uploads as they came: other bytes under their keys are not read. */
  uploads: z.object({ source: z.string(), photos: z.string().optional() }).optional(),
  /** Rows of the file, and how many of them may go in: known once it is checked. */
  found: z.object({ rows: z.int(), good: z.int() }).optional(),
  /** Rows that are done: where it goes on. */
  done: z.int(),
  counts: RowCounts,
  /** Stretches of rows of which some were refused. */
  badStretches: z.array(z.int()),
  /** Asked to stop after the present stretch. */
  isCancelling: z.boolean(),
  report: z.object({ rows: z.int(), bytes: z.int() }).optional(),
  failure: z.object({ code: z.string(), message: Sentence }).optional(),
  createdAt: IsoInstant,
  updatedAt: IsoInstant,
});
export type Import = z.infer<typeof Import>;

/** Rows per stretch: between two of them it is written down how far it came. Fixed, as repeated work must be cut alike. */
export const stretchOf = ({ withPhotos }: Pick<Import, 'withPhotos'>): number => (withPhotos ? 50 : 500);

/** Imports and their reports are kept this long after the last step: the bucket's rule for `imports/` says the same. */
const importKeptMs = 7 * 24 * 60 * 60 * 1000;

/** When it is gone, in milliseconds since 1970. */
export const goneAtMs = ({ updatedAt }: Pick<Import, 'updatedAt'>): number => Date.parse(updatedAt) + importKeptMs;
