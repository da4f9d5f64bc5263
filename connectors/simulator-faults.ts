import { createHash } from 'node:crypto';
import * as z from 'zod';

const Rate = z.number().min(0).max(1);
const Milliseconds = z.int().min(0).max(86_400_000);

/** What can be made to go wrong. Rates are probabilities per call; `rateLimit` is calls per second and shop, null for none. */
const Faults = z.strictObject({
  errorRate: Rate.default(0),
  timeoutBeforeRate: Rate.default(0),
  timeoutAfterRate: Rate.default(0),
  commitLateMs: Milliseconds.default(0),
  searchLagMs: Milliseconds.default(0),
  rateLimit: z.number().min(0).nullable().default(null),
  outage: z.boolean().default(false),
  moderation: z
    .strictObject({ delayMs: Milliseconds.default(0), rejectRate: Rate.default(0) })
    .default({ delayMs: 0, rejectRate: 0 }),
  pushes: z
    .strictObject({ duplicateRate: Rate.default(0), shuffle: z.boolean().default(false), dropRate: Rate.default(0) })
    .default({ duplicateRate: 0, shuffle: false, dropRate: 0 }),
  /** The same seed and calls give the same faults and the same rejections. */
  seed: z.string().max(100).optional(),
  /** Restricts errors and time-outs to these endpoints, named as `_calls` names them; empty for all. */
  endpoints: z.array(z.string()).default([]),
});
type Faults = z.infer<typeof Faults>;

/** A number in [0, 1) that depends on the text alone. */
export const fraction = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;

/** What becomes of a call; a failure in the marketplace's own words. */
type Fate<Failure> = 'normal' | 'timeout-before' | 'timeout-after' | Failure;

/** Where the faults in force are kept. */
interface Settings {
  readonly setting: (name: string) => string | undefined;
  readonly saveSetting: (name: string, value: string) => void;
}

/**
 * The faults in force, kept on disk; each decision is the next of a seeded row.
 * @param name seeds the row when no seed is given.
 * @param transient the marketplace's errors that pass by themselves.
 */
export const createFaults = <Failure>(store: Settings, name: string, transient: readonly Failure[]) => {
  const saved = store.setting('faults');
  let current: Faults = Faults.parse(saved === undefined ? {} : JSON.parse(saved));
  let drawn = 0;
  const draw = (what: string): number => {
    drawn += 1;
    return fraction(`${current.seed ?? name}:${what}:${drawn}`);
  };
  const windows = new Map<string | number, { second: number; calls: number }>();

  return {
    current: (): Faults & { readonly seed: string } => ({ ...current, seed: current.seed ?? name }),
    /** Replaces all of them (what is not named is off); returns the problems of a wrong setting. */
    set: (value: unknown): readonly string[] => {
      const parsed = Faults.safeParse(value);
      if (!parsed.success) return parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
      current = parsed.data;
      drawn = 0;
      store.saveSetting('faults', JSON.stringify(current));
      return [];
    },
    /** What happens to this call. */
    fate: (endpoint: string): Fate<Failure> => {
      if (current.endpoints.length > 0 && !current.endpoints.includes(endpoint)) return 'normal';
      if (current.timeoutBeforeRate > 0 && draw('before') < current.timeoutBeforeRate) return 'timeout-before';
      if (current.errorRate > 0 && draw('error') < current.errorRate) {
        return transient[Math.floor(draw('which') * transient.length)] ?? 'normal';
      }
      if (current.timeoutAfterRate > 0 && draw('after') < current.timeoutAfterRate) return 'timeout-after';
      return 'normal';
    },
    chance: (what: string, rate: number): boolean => rate > 0 && draw(what) < rate,
    draw,
    /** True when this call is over the shop's rate. */
    isOverRate: (shopId: string | number, nowMs: number): boolean => {
      if (current.rateLimit === null) return false;
      const second = Math.floor(nowMs / 1000);
      const window = windows.get(shopId);
      const calls = window?.second === second ? window.calls + 1 : 1;
      windows.set(shopId, { second, calls });
      return calls > current.rateLimit;
    },
  };
};
