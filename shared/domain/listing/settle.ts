import type { Listing, ListingProblem, Observed } from './listing.ts';
import { blockedLookMs } from './schedule.ts';
import type { Target } from './reconcile.ts';

/** The observed half of a listing with nothing left to do now, and when to look again (milliseconds), if ever. */
export const settle = (
  listing: Listing,
  target: Target,
  blocked: readonly ListingProblem[],
  nowMs: number,
  /** When a date next changes the target. */
  targetEndsAtMs?: number,
): { readonly observed: Observed; readonly nextTryMs: number | undefined } => {
  const { observed } = listing;
  const { pending, doubt, item, deferred } = observed;
  const next: Observed = {
    ...observed,
    blocked: [...blocked],
    settledSeq: listing.dueSeq,
    // nothing of ours is there to be looked at
    ...(item === undefined && pending === undefined ? { lookedSeq: listing.lookSeq } : {}),
  };
  // an account that comes back marks its listings, but finds them through an index that may lag
  if (target.kind === 'unreachable') return { observed: next, nextTryMs: nowMs + blockedLookMs };
  const isGone = item?.state === 'removed-by-seller' || item?.state === 'removed-by-marketplace';
  const times = [
    pending?.nextLookAtMs,
    doubt?.nextLookAtMs,
    item === undefined || isGone || target.kind === 'removed' ? undefined : item.lookAtMs,
    // a plan's problems come from the marketplace's facts, which change without a word
    target.kind === 'keep' && listing.wanted === 'live' ? nowMs + blockedLookMs : undefined,
    listing.wanted === 'live' ? targetEndsAtMs : undefined,
    ...Object.values(deferred).map(({ untilMs }) => (untilMs > nowMs ? untilMs : undefined)),
  ].filter((each) => each !== undefined);
  return { observed: next, nextTryMs: times.length === 0 ? undefined : Math.max(nowMs + 1, Math.min(...times)) };
};
