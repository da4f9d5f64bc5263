/** Rate budget of one shop. Times in milliseconds since 1970, rates in calls per second. */
export interface Budget {
  /** When the calls granted so far would all be done at the granted rate. */
  readonly bookedUntilMs: number;
  /** The rate after the last throttling, and when that was. */
  readonly rate: number;
  readonly throttledAtMs: number;
}

/** Calls may run ahead of the rate by so much. */
const burstMs = 1_000;
/** A halved rate is back after this long. */
const recoveryMs = 5 * 60_000;
const slowest = 0.2;

export const fullBudget = (rate: number): Budget => ({ bookedUntilMs: 0, rate, throttledAtMs: 0 });

/** The rate now: halved by a throttling, then growing back to what the connector starts with. */
const rateNow = ({ rate, throttledAtMs }: Budget, base: number, nowMs: number): number =>
  Math.min(base, rate + (base * (nowMs - throttledAtMs)) / recoveryMs);

/** Books one call: how long to wait for it, and the budget then. */
export const book = (
  budget: Budget,
  base: number,
  nowMs: number,
): { readonly waitMs: number; readonly budget: Budget } => {
  const start = Math.max(budget.bookedUntilMs, nowMs);
  return {
    waitMs: Math.max(0, start - burstMs - nowMs),
    budget: { ...budget, bookedUntilMs: Math.round(start + 1000 / rateNow(budget, base, nowMs)) },
  };
};

/** After a throttling: half the rate, and a pause. */
export const throttled = (budget: Budget, base: number, nowMs: number, pauseMs: number): Budget => ({
  rate: Math.max(slowest, rateNow(budget, base, nowMs) / 2),
  throttledAtMs: nowMs,
  bookedUntilMs: Math.max(budget.bookedUntilMs, nowMs + burstMs + pauseMs),
});

/** Circuit breaker of a marketplace. */
export interface Breaker {
  /** Outage failures in a row, over all workers. */
  readonly failures: number;
  readonly openings: number;
  readonly openUntilMs?: number | undefined;
  /** One worker tries while the others wait. */
  readonly probeUntilMs?: number | undefined;
}

export const closedBreaker: Breaker = { failures: 0, openings: 0 };
const opensAt = 8;
const probeMs = 30_000;

/** `go`, `probe` (go, if nobody else does: the breaker to store first), or wait until then. */
export const gate = (
  breaker: Breaker,
  nowMs: number,
):
  | { readonly kind: 'go' }
  | { readonly kind: 'probe'; readonly breaker: Breaker }
  | { readonly kind: 'wait'; readonly untilMs: number } => {
  if (breaker.openUntilMs === undefined) return { kind: 'go' };
  if (nowMs < breaker.openUntilMs) return { kind: 'wait', untilMs: breaker.openUntilMs };
  if (breaker.probeUntilMs !== undefined && nowMs < breaker.probeUntilMs)
    return { kind: 'wait', untilMs: Math.min(breaker.probeUntilMs, nowMs + 5_000) };
  return { kind: 'probe', breaker: { ...breaker, probeUntilMs: nowMs + probeMs } };
};

/** After one more outage failure. It opens at the eighth in a row, for 15 s, then twice as long each time, up to 5 minutes. */
export const afterOutage = (breaker: Breaker, nowMs: number): Breaker => {
  const failures = breaker.failures + 1;
  const isOpen = breaker.openUntilMs !== undefined && nowMs < breaker.openUntilMs;
  if (failures < opensAt || isOpen) return { ...breaker, failures };
  return {
    failures,
    openings: breaker.openings + 1,
    openUntilMs: nowMs + Math.min(5 * 60_000, 15_000 * 2 ** breaker.openings),
  };
};
