import { toIso, type IsoInstant } from '../time.ts';
import type { Listing, ListingProblem, Observed, State } from './listing.ts';
import { handEditProblem, ownProblems } from './problems.ts';

/** Attempts in a row after which waiting is called failing. */
const failingAfter = 3;

/** What buyers see, as far as we can tell. Pure; a lease counts as work on the way until it ends. */
export const stateOf = (listing: Listing, nowMs: number): State => {
  const { observed, wanted } = listing;
  const { item } = observed;
  // of a shop that we may no longer look into nothing is known
  if (item?.state === 'live') return isCutOff(observed) ? 'blocked' : 'live';
  if (wanted === 'off' && item?.state !== 'in-review') return observed.pending === undefined ? 'off' : 'pushing';
  if (observed.blocked.length > 0) return 'blocked';
  if (item?.state === 'in-review') return 'in-review';
  if (item?.state === 'rejected' || item?.state === 'removed-by-marketplace') return 'rejected';
  if (item?.state === 'off' && observed.handEdit?.sale === 'off') return 'off';
  if (Object.keys(observed.refused).length > 0) return 'rejected';
  if (observed.attempts >= failingAfter) return 'failing';
  if (observed.pending !== undefined || (listing.lease !== undefined && listing.lease.untilMs > nowMs))
    return 'pushing';
  return 'waiting';
};

/** A newer version on its way, or what keeps it. */
export interface Change {
  readonly state: 'waiting' | 'in-review' | 'rejected' | 'deferred' | 'failing' | 'changed-at-marketplace';
  readonly problems: readonly ListingProblem[];
  readonly until?: IsoInstant;
}

/** What stands beside `state`: only for an item that is there. Pure. */
export const changeOf = (listing: Listing, nowMs: number): Change | null => {
  const { observed, dueSeq } = listing;
  const { item, handEdit } = observed;
  if (item === undefined) return null;
  if (handEdit !== undefined) return { state: 'changed-at-marketplace', problems: [handEditProblem(handEdit)] };
  const refusals = Object.values(observed.refused);
  if (refusals.length > 0 && isOnSale(observed))
    return { state: 'rejected', problems: refusals.flatMap(({ problems }) => problems) };
  const put = Object.values(observed.deferred)
    .filter(({ untilMs }) => untilMs > nowMs)
    .toSorted((a, b) => a.untilMs - b.untilMs);
  if (put[0] !== undefined)
    return { state: 'deferred', problems: put.map(({ problem }) => problem), until: toIso(put[0].untilMs) };
  if (observed.attempts >= failingAfter) return { state: 'failing', problems: [] };
  if (observed.blocked.length > 0 && isOnSale(observed)) return { state: 'rejected', problems: observed.blocked };
  if (item.state === 'live' && item.editInReview) return { state: 'in-review', problems: [] };
  if (dueSeq > observed.settledSeq && isOnSale(observed)) return { state: 'waiting', problems: [] };
  return null;
};

const isOnSale = ({ item }: Observed): boolean => item?.state === 'live';

const isCutOff = ({ blocked }: Observed): boolean => blocked.some(({ code }) => code === ownProblems.reconnect.code);

/** Why it is not live, or what its owner should know. Pure. */
export const problemsOf = ({ observed }: Listing): readonly ListingProblem[] => [
  ...observed.blocked,
  ...(isOnSale(observed)
    ? []
    : [
        ...Object.values(observed.refused).flatMap(({ problems }) => problems),
        ...Object.values(observed.deferred).map(({ problem }) => problem),
      ]),
  ...(observed.item?.problems ?? []),
  ...observed.notice,
];
