import { toIso } from '../time.ts';
import type { CallResult, Observation } from './call-result.ts';
import type { Item, Listing, Observed, Part, PartHashes, Reading, Subject } from './listing.ts';
import { productOfMarker } from './marker.ts';
import { wholeHash } from './part-hashes.ts';
import {
  deferMs,
  doubtLookMs,
  doubtLooks,
  pendingLookMs,
  waitMsFor,
  type Random,
  type RetryClass,
} from './schedule.ts';

/** What a call left behind: the observed half to store, and whether to go on now or only later. */
export interface After {
  readonly observed: Observed;
  readonly then: 'go-on' | { readonly stopUntilMs: number };
}

export interface Moment {
  readonly nowMs: number;
  readonly random: Random;
  readonly quarantineMs: number;
  /** Waits after the first, second … failure, where the marketplace's contract fixes them. */
  readonly retryLadderMs?: readonly number[] | undefined;
}

type Failure = Exclude<CallResult<unknown>, { kind: 'ok' }>;
const goOn = (observed: Observed): After => ({ observed, then: 'go-on' });

/** Progress: what failed before is over. */
const succeeded = (observed: Observed, nowMs: number): Observed => {
  const { failing: _, ...rest } = observed;
  return { ...rest, attempts: 0, lastPushedAt: toIso(nowMs) };
};

const without = <Value extends object, Key extends keyof Value>(value: Value, key: Key): Omit<Value, Key> => {
  const { [key]: _, ...rest } = value;
  return rest;
};

/** Counts an attempt that must be repeated, and says when. */
export const tryLater = (
  observed: Observed,
  why: RetryClass,
  failure: {
    readonly reason: string;
    readonly marketplaceCode?: string | undefined;
    readonly afterMs?: number | undefined;
  },
  { nowMs, random, retryLadderMs }: Moment,
): After => {
  const attempts = observed.attempts + 1;
  const waitMs = failure.afterMs ?? waitMsFor(why, attempts, random, retryLadderMs);
  const code = failure.marketplaceCode;
  return {
    observed: {
      ...observed,
      attempts,
      failing: { reason: failure.reason, ...(code === undefined ? {} : { marketplaceCode: code }) },
    },
    then: { stopUntilMs: nowMs + waitMs },
  };
};

/** What every call may fail with, for the part (or the create) it was about. `hash` is what was sent. */
export const afterFailure = (
  observed: Observed,
  subject: Subject,
  hash: string,
  failure: Failure,
  at: Moment,
): After => {
  switch (failure.kind) {
    case 'rejected':
      return goOn({
        ...observed,
        attempts: 0,
        refused: {
          ...observed.refused,
          [subject]: { hash, problems: [...failure.problems], marketplaceCode: failure.marketplaceCode },
        },
      });
    case 'deferred':
      return goOn({
        ...observed,
        deferred: {
          ...observed.deferred,
          [subject]: { hash, problem: failure.reason, untilMs: Math.max(failure.untilMs ?? 0, at.nowMs + deferMs) },
        },
      });
    case 'retry':
      return tryLater(observed, failure.slowDown === true ? 'throttled' : 'outage', failure, at);
    case 'unknown':
      return tryLater(observed, 'outage', failure, at);
    case 'token-refused':
      return tryLater(observed, 'token', { reason: 'token-refused' }, at);
    case 'gone':
      return tryLater(lookAgain(observed, at.nowMs), 'outage', { reason: 'gone' }, at);
    case 'account-lost':
      return goOn(observed);
  }
};

const lookAgain = (observed: Observed, nowMs: number): Observed =>
  observed.item === undefined ? observed : { ...observed, item: { ...observed.item, lookAtMs: nowMs } };

/** The intent of a create, stored before the call. `callEndsMs`: when the call is aborted at the latest. */
export const intendCreate = (
  observed: Observed,
  intent: { readonly marker: string; readonly hashes: PartHashes; readonly sent: Reading; readonly callEndsMs: number },
  at: Moment,
): Observed => ({
  ...without(observed, 'item'),
  generation: Number(intent.marker.slice(intent.marker.lastIndexOf('-') + 1)),
  pending: {
    kind: 'create',
    marker: intent.marker,
    startedAtMs: at.nowMs,
    uncertainSinceMs: intent.callEndsMs,
    planHashes: { ...intent.hashes },
    sent: intent.sent,
    again: observed.doubt !== undefined,
    looks: 0,
    misses: 0,
    nextLookAtMs: intent.callEndsMs + pendingLookMs(at.quarantineMs, 0),
  },
});

/** The create's answer. A lost one keeps the intent; look-ups will tell. */
export const afterCreate = (observed: Observed, result: CallResult<Observation>, at: Moment): After => {
  const { pending, ...rest } = observed;
  if (pending === undefined) throw new TypeError('a create without its intent');
  if (result.kind === 'ok') {
    const { unfinished } = result.value;
    const created: Observed = {
      ...succeeded(rest, at.nowMs),
      item: toItem(result.value, at.nowMs),
      confirmed: unfinished === undefined ? pending.planHashes : without(pending.planHashes, 'content'),
      sent: pending.sent,
      onSale: true,
      refused: {},
      deferred: {},
      notice: [],
    };
    return unfinished === undefined
      ? goOn(created)
      : { observed: created, then: { stopUntilMs: at.nowMs + unfinished.afterMs } };
  }
  if (result.kind === 'unknown') {
    const nextLookAtMs = at.nowMs + pendingLookMs(at.quarantineMs, 0);
    const later = tryLater(observed, 'outage', { reason: result.reason }, at);
    return {
      observed: { ...later.observed, pending: { ...pending, uncertainSinceMs: at.nowMs, nextLookAtMs } },
      then: { stopUntilMs: nextLookAtMs },
    };
  }
  return afterFailure(rest, 'create', wholeHash(pending.planHashes), result, at);
};

const toItem = (seen: Observation, nowMs: number): Item => ({
  externalId: seen.externalId,
  ...(seen.externalUrl === undefined ? {} : { externalUrl: seen.externalUrl }),
  ...(seen.handle === undefined ? {} : { handle: seen.handle }),
  marker: seen.marker,
  state: seen.state,
  editInReview: seen.editInReview ?? false,
  problems: [...seen.problems],
  createdAtMs: seen.createdAtMs,
  readAtMs: nowMs,
  lookAtMs: nowMs,
  reviewLooks: 0,
  baseline: {},
  unread: ['stock', 'price', 'content'],
});

const isThere = ({ state }: Observation): boolean =>
  state !== 'removed-by-seller' && state !== 'removed-by-marketplace';

/** Of several items under our marker: the one to keep (the oldest that is still there), and the ones to remove. */
export const chooseKept = (
  hits: readonly Observation[],
  marker: string,
): { readonly kept: Observation | undefined; readonly extras: readonly Observation[] } => {
  // a search may answer with neighbours: only exactly our marker is ours
  const ours = hits
    .filter((hit) => hit.marker === marker && productOfMarker(hit.marker) !== undefined)
    .toSorted((a, b) => a.createdAtMs - b.createdAtMs);
  const there = ours.filter(isThere);
  return { kept: there[0] ?? ours[0], extras: there.slice(1) };
};

/** What a search for our marker told, after every extra was removed. */
export const afterLookUp = (listing: Listing, kept: Observation | undefined, at: Moment): After => {
  const { pending, doubt, ...rest } = listing.observed;
  const looked = { ...rest, shopSearched: true, lookedSeq: listing.lookSeq };
  const doubtLeft = stillDoubt(doubt, at);
  if (kept === undefined) {
    if (pending === undefined) return goOn({ ...looked, ...doubtLeft });
    return afterMiss({ ...looked, ...(doubt === undefined ? {} : { doubt }) }, pending, at);
  }
  if (pending === undefined && !isThere(kept))
    // what another account left removed in this shop keeps its marker
    return goOn({ ...looked, ...doubtLeft, ...(rest.item === undefined ? { generation: rest.generation + 1 } : {}) });
  const known = rest.item?.externalId === kept.externalId ? rest.item : undefined;
  if (known !== undefined && pending === undefined) return goOn({ ...looked, ...doubtLeft });
  const item = toItem(kept, at.nowMs);
  return goOn({
    ...succeeded(looked, at.nowMs),
    ...(pending?.again === true ? { doubt: newDoubt(at) } : doubtLeft),
    item,
    // a repeated create may have sent either plan, and whether the content is finished is not known: send it again
    confirmed: pending === undefined || pending.again ? {} : without(pending.planHashes, 'content'),
    sent: pending?.sent ?? {},
    ...(pending === undefined ? {} : { onSale: true }),
    notice: [],
  });
};

const newDoubt = (at: Moment): NonNullable<Observed['doubt']> => ({
  sinceMs: at.nowMs,
  looks: 0,
  nextLookAtMs: at.nowMs + doubtLookMs(at.quarantineMs, 0),
});

const stillDoubt = (doubt: Observed['doubt'], at: Moment): Pick<Observed, 'doubt'> => {
  if (doubt === undefined) return {};
  if (doubt.nextLookAtMs > at.nowMs) return { doubt };
  const looks = doubt.looks + 1;
  return looks >= doubtLooks
    ? {}
    : { doubt: { ...doubt, looks, nextLookAtMs: doubt.sinceMs + doubtLookMs(at.quarantineMs, looks) } };
};

const afterMiss = (observed: Observed, pending: NonNullable<Observed['pending']>, at: Moment): After => {
  const misses = pending.misses + (at.nowMs >= pending.uncertainSinceMs + at.quarantineMs ? 1 : 0);
  // given up as not done; should it turn up late after all, the looks of `doubt` will find it
  if (misses >= 2) return goOn({ ...observed, doubt: newDoubt(at) });
  const looks = pending.looks + 1;
  const nextLookAtMs = Math.max(
    pending.uncertainSinceMs + pendingLookMs(at.quarantineMs, looks),
    at.nowMs + (misses > 0 ? at.quarantineMs / 2 : 0),
    at.nowMs + 1,
  );
  return {
    observed: { ...observed, pending: { ...pending, looks, misses, nextLookAtMs } },
    then: { stopUntilMs: nextLookAtMs },
  };
};

/** Before an update: until its answer is stored, the part counts as unknown there. */
export const intendUpdate = (observed: Observed, part: Part): Observed => {
  const { item } = observed;
  if (item === undefined) throw new TypeError('an update without an item');
  return {
    ...observed,
    confirmed: without(observed.confirmed, part),
    item: part === 'stock' || item.unread.includes(part) ? item : { ...item, unread: [...item.unread, part] },
  };
};

/** The answer of an update of one part. `sent` is the whole plan's reading. */
export const afterUpdate = (
  observed: Observed,
  part: Part,
  plan: { readonly hash: string; readonly sent: Reading },
  result: CallResult<null>,
  at: Moment,
): After => {
  if (result.kind !== 'ok') return afterFailure(observed, part, plan.hash, result, at);
  const { name, description, priceIdr } = plan.sent;
  const sent: Reading =
    part === 'content'
      ? { ...(name === undefined ? {} : { name }), ...(description === undefined ? {} : { description }) }
      : part === 'price' && priceIdr !== undefined
        ? { priceIdr }
        : {};
  const { item } = observed;
  return goOn({
    ...succeeded(observed, at.nowMs),
    ...(item === undefined || part !== 'price' ? {} : { item: afterPrice(item, observed.sent, sent, at) }),
    confirmed: { ...observed.confirmed, [part]: plan.hash },
    sent: { ...observed.sent, ...sent },
    refused: without(without(observed.refused, part), 'create'),
    deferred: without(observed.deferred, part),
  });
};

/**
 * An item on sale that showed the last price just as it was sent will show this one so: what else a later look finds is an
 * edit by hand, and no look is needed now.
 */
const afterPrice = (item: Item, before: Reading, { priceIdr }: Reading, at: Moment): Item =>
  item.state !== 'live' || priceIdr === undefined || item.baseline.priceIdr !== before.priceIdr
    ? item
    : {
        ...item,
        baseline: { ...item.baseline, priceIdr },
        unread: item.unread.filter((part) => part !== 'price'),
        priceSentAtMs: at.nowMs,
      };

/** As above, of price and stock sent by one call. A refusal says nothing of either, since they are sent again apart. */
export const afterOffer = (
  observed: Observed,
  plan: { readonly hashes: PartHashes; readonly sent: Reading },
  result: CallResult<null>,
  at: Moment,
): After => {
  const after = (before: Observed, part: Part): After =>
    afterUpdate(before, part, { hash: plan.hashes[part], sent: plan.sent }, result, at);
  const stocked = after(observed, 'stock');
  return result.kind === 'ok' ? after(stocked.observed, 'price') : stocked;
};

/** Before a call about being on sale, or a removal: a crash in it makes the next worker look first. */
export const intendSale = (observed: Observed, at: Moment): Observed =>
  lookAgain(without(observed, 'onSale'), at.nowMs);

/** The answer of putting on sale, taking off or removing; `what` stands in for a hash. */
export const afterSale = (
  observed: Observed,
  what: 'on' | 'off' | 'remove',
  result: CallResult<null>,
  lookAtMs: number,
  at: Moment,
): After => {
  const { item } = observed;
  if (item === undefined) throw new TypeError('a sale without an item');
  const deferred = without(observed.deferred, 'sale');
  if (what === 'remove' && (result.kind === 'ok' || result.kind === 'gone'))
    return goOn({
      ...without(succeeded(observed, at.nowMs), 'item'),
      generation: observed.generation + 1,
      confirmed: {},
      sent: {},
      deferred,
    });
  if (result.kind === 'ok')
    return goOn({
      ...succeeded(observed, at.nowMs),
      onSale: what === 'on',
      item: { ...item, state: what === 'on' ? 'live' : 'off', lookAtMs },
      deferred,
    });
  // no hash will ever change here: a refusal is put off, with its reason
  if (result.kind === 'rejected') {
    const [problem] = result.problems;
    if (problem === undefined) return tryLater(observed, 'outage', { reason: result.marketplaceCode }, at);
    return afterFailure(observed, 'sale', what, { kind: 'deferred', reason: problem }, at);
  }
  return afterFailure(observed, 'sale', what, result, at);
};

/** A failed look: nothing was changed there, so only the time of the next one matters. */
export const afterLookFailed = (observed: Observed, failure: Failure, at: Moment): After => {
  switch (failure.kind) {
    case 'rejected':
      return tryLater(observed, 'outage', { reason: failure.marketplaceCode }, at);
    case 'deferred':
      return tryLater(observed, 'outage', { reason: failure.reason.code, afterMs: deferMs }, at);
    default:
      return afterFailure(observed, 'sale', '', failure, at);
  }
};
