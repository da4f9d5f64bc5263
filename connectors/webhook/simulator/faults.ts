import { createHash } from 'node:crypto';
import * as z from 'zod';

const Rate = z.number().min(0).max(1);

/** What can be made to go wrong. Rates are probabilities per message; `rateLimit` is messages per second and shop. */
const Faults = z.strictObject({
  errorRate: Rate.default(0),
  timeoutBeforeRate: Rate.default(0),
  timeoutAfterRate: Rate.default(0),
  commitLateMs: z.int().min(0).default(0),
  searchLagMs: z.int().min(0).default(0),
  rateLimit: z.number().min(0).nullable().default(null),
  outage: z.boolean().default(false),
  /** Answers with this status, not taking the message: 410 closes the endpoint, 429 and 503 slow the sender down. */
  answer: z
    .strictObject({
      status: z.int().min(300).max(599),
      retryAfterSeconds: z.int().min(0).optional(),
      location: z.string().optional(),
    })
    .nullable()
    .default(null),
  /** With a delay or a rejection rate messages are answered 202 and judged later. */
  moderation: z
    .strictObject({ delayMs: z.int().min(0).default(0), rejectRate: Rate.default(0) })
    .default({ delayMs: 0, rejectRate: 0 }),
  pushes: z
    .strictObject({ duplicateRate: Rate.default(0), shuffle: z.boolean().default(false), dropRate: Rate.default(0) })
    .default({ duplicateRate: 0, shuffle: false, dropRate: 0 }),
  seed: z.string().max(100).default('webhook'),
});
export type Faults = z.infer<typeof Faults>;

/** A number in [0, 1) that depends on the text alone. */
export const fraction = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;

/** The faults in force; each decision is the next of a seeded row. */
export const openFaults = (saved: string | undefined, save: (text: string) => void) => {
  let current: Faults = Faults.parse(saved === undefined ? {} : JSON.parse(saved));
  let drawn = 0;
  const windows = new Map<string, { second: number; calls: number }>();
  return {
    current: (): Faults => current,
    /** Replaces all (what is not named is off); false for a wrong setting. */
    set: (value: unknown): boolean => {
      const parsed = Faults.safeParse(value);
      if (!parsed.success) return false;
      current = parsed.data;
      drawn = 0;
      save(JSON.stringify(current));
      return true;
    },
    chance: (what: string, rate: number): boolean => {
      if (rate === 0) return false;
      drawn += 1;
      return fraction(`${current.seed}:${what}:${drawn}`) < rate;
    },
    isOverRate: (shopId: string, nowMs: number): boolean => {
      if (current.rateLimit === null) return false;
      const second = Math.floor(nowMs / 1000);
      const window = windows.get(shopId);
      const calls = window?.second === second ? window.calls + 1 : 1;
      windows.set(shopId, { second, calls });
      return calls > current.rateLimit;
    },
  };
};
