/** Random number in [0, 1), passed in so that tests own it. */
export type Random = () => number;

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Why something must be tried again decides how soon and how patiently. Times in milliseconds. */
const patience = {
  throttled: { first: second, most: 5 * minute },
  outage: { first: 2 * second, most: 30 * minute },
  token: { first: 2 * second, most: 15 * minute },
  photo: { first: 2 * second, most: 10 * minute },
} as const satisfies Readonly<Record<string, { first: number; most: number }>>;
export type RetryClass = keyof typeof patience;

/** Exponential with jitter: half of the step is certain, half is chance, so that a crowd spreads. `attempt` counts from 1. */
export const backoffMs = (why: RetryClass, attempt: number, random: Random): number => {
  const { first, most } = patience[why];
  const step = Math.min(most, first * 2 ** Math.min(attempt - 1, 20));
  return Math.round(step / 2 + (random() * step) / 2);
};

/**
 * As `backoffMs`, but an outage waits by the marketplace's own ladder where it has one: up to a tenth longer by chance, and
 * its last step again for ever.
 */
export const waitMsFor = (
  why: RetryClass,
  attempt: number,
  random: Random,
  ladderMs: readonly number[] | undefined,
): number => {
  const step = why === 'outage' ? (ladderMs?.[attempt - 1] ?? ladderMs?.at(-1)) : undefined;
  return step === undefined ? backoffMs(why, attempt, random) : Math.round(step * (1 + random() / 10));
};

/** Until the next look at an item in review: 2 s, 4 s, 8 s … 1 hour. `looks` in a row counts from 0. */
export const reviewLookMs = (looks: number): number => Math.min(hour, 2 * second * 2 ** Math.min(looks, 12));

/** Until the slow sweep looks again at an item at rest: 6 hours, spread by up to an eighth. */
export const slowLookMs = (random: Random): number => Math.round(6 * hour * (1 + random() / 8));

/** How long a thing put off without a date waits. */
export const deferMs = 15 * minute;

/** A plan that our rules or the marketplace's facts refuse is looked at once a day: facts may change silently. */
export const blockedLookMs = 24 * hour;

/**
 * When to look for an item whose create had no answer, from the moment it became uncertain. A hit counts at any time; a miss
 * only once the quarantine is over, and twice.
 */
export const pendingLookMs = (quarantineMs: number, looks: number): number =>
  Math.max(second, quarantineMs * (pendingLooks[looks] ?? 2 + looks));
const pendingLooks: readonly number[] = [0.02, 0.2, 1, 1.5];

/** Looks for a second item after a create was repeated: at 4, 16 and 64 quarantines. */
export const doubtLookMs = (quarantineMs: number, looks: number): number => quarantineMs * 4 ** (looks + 1);
export const doubtLooks = 3;
