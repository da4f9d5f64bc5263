import { matchAdopted } from '../../shared/domain/listing/adopt.ts';
import type { Listing } from '../../shared/domain/listing/listing.ts';
import { decide } from '../../shared/domain/listing/reconcile.ts';
import { settle } from '../../shared/domain/listing/settle.ts';
import type { ListingKey } from '../../shared/domain/listing/store.ts';
import { tryLater } from '../../shared/domain/listing/outcome.ts';
import { toIso } from '../../shared/domain/time.ts';
import { takeWishes } from '../../shared/domain/listing/wishes.ts';
import { executeStep } from './execute-step.ts';
import { callMs, type PushDeps, type Span } from './ports.ts';
import { readSituation, type Situation } from './situation.ts';

/**
 * What one look came to: `idle` when nothing was due (one read), `busy` when somebody else holds the lease (its holder may
 * be dead: worth another look when it ends), else when the listing is looked at next. Times in milliseconds since 1970.
 */
export type Looked =
  { readonly kind: 'idle' | 'lease-lost' } | { readonly kind: 'busy' | 'done'; readonly nextTryMs: number | undefined };

/** More steps than any listing needs: stops a marketplace that never agrees with itself. */
const mostSteps = 60;

const isDue = ({ nextTryAt }: Listing, nowMs: number): boolean =>
  nextTryAt !== undefined && Date.parse(nextTryAt) <= nowMs;

/**
 * Looks at one listing: takes its lease, compares what is wanted with what was observed, and makes one call after the other
 * until they agree or something must wait. Every message only leads here, so messages may repeat, reorder or be lost.
 */
export const lookAtListing =
  (deps: PushDeps) =>
  async (key: ListingKey, span: Span): Promise<Looked> => {
    const found = await deps.listings.read(key);
    if (found === undefined) return { kind: 'idle' };
    if (found.lease !== undefined && found.lease.untilMs > deps.clock())
      return { kind: 'busy', nextTryMs: found.lease.untilMs };
    if (!isDue(found, deps.clock())) return { kind: 'idle' };
    const leased = await deps.listings.lease(found, { holder: deps.newId(), untilMs: span.leaseUntilMs }, deps.clock());
    return leased === undefined ? { kind: 'busy', nextTryMs: undefined } : pursue(deps, leased, span);
  };

const pursue = async (deps: PushDeps, leased: Listing, span: Span): Promise<Looked> => {
  let listing = leased;
  let situation: Situation | undefined;
  let seen = '';
  for (let steps = 0; ; steps += 1) {
    // what is wanted moved on meanwhile: compare with that
    const version = `${listing.dueSeq} ${listing.wantedSeq}`;
    if (situation === undefined || version !== seen) {
      situation = await readSituation(deps, listing);
      seen = version;
    }
    const nowMs = deps.clock();
    if (situation.kind === 'retry') {
      const at = { nowMs, random: deps.random, quarantineMs: deps.connector.quarantineMs };
      const later = tryLater(listing.observed, situation.slowDown === true ? 'throttled' : 'outage', situation, at);
      await deps.listings.log(listing, {
        at: new Date(nowMs).toISOString(),
        action: 'gather-facts',
        outcome: 'retry',
        reason: situation.reason,
      });
      return stop(deps, listing, later.observed, later.then === 'go-on' ? nowMs : later.then.stopUntilMs);
    }
    const { target, account } = situation;
    const wished = takeWishes(listing, target, nowMs) ?? matchAdopted(listing, target);
    if (wished !== undefined) {
      const recorded = await deps.listings.record(listing, wished);
      if (recorded === undefined) return { kind: 'lease-lost' };
      listing = recorded;
      continue;
    }
    const step = decide(listing, target, {
      nowMs,
      shopUsedBefore: account?.shopUsedBefore === true,
      offerInOne: deps.connector.updateOffer !== undefined,
    });
    if (step.do === 'settle') {
      const { observed, nextTryMs } = settle(listing, target, step.blocked, nowMs, situation.endsAtMs);
      const released = await deps.listings.release(listing, observed, nextTryMs);
      if (released === 'released') {
        await logSkipped(deps, listing, observed.blocked, nowMs);
        return { kind: 'done', nextTryMs };
      }
      if (released === 'lost') return { kind: 'lease-lost' };
      const again = await deps.listings.read(listing);
      if (again === undefined) return { kind: 'lease-lost' };
      listing = again;
      continue;
    }
    if (account === undefined) throw new TypeError('a step without an account');
    // not enough time for another call: the next worker goes on at once
    if (nowMs + callMs > span.deadlineMs || steps > mostSteps)
      return stop(deps, listing, listing.observed, steps > mostSteps ? nowMs + 60_000 : nowMs + 1);
    const progress = await executeStep({ deps, account, span, target, plan: situation.plan }, listing, step);
    if (progress.kind === 'lease-lost') return progress;
    if (progress.kind === 'stop') return stop(deps, progress.listing, progress.observed, progress.untilMs);
    listing = progress.listing;
    if (progress.accountLost === true) situation = undefined;
  }
};

/** Tells once why nothing is sent: only when the reasons are others than at the last look. */
const logSkipped = async (
  deps: PushDeps,
  listing: Listing,
  blocked: Listing['observed']['blocked'],
  nowMs: number,
): Promise<void> => {
  const codesOf = (problems: Listing['observed']['blocked']): string => problems.map(({ code }) => code).join(' ');
  const reason = codesOf(blocked);
  if (reason === '' || reason === codesOf(listing.observed.blocked)) return;
  await deps.listings.log(listing, { at: toIso(nowMs), action: 'check', outcome: 'skipped', reason });
};

const stop = async (
  deps: PushDeps,
  listing: Listing,
  observed: Listing['observed'],
  untilMs: number,
): Promise<Looked> => {
  const released = await deps.listings.release(listing, observed, untilMs, 'superseded');
  if (released === 'lost') return { kind: 'lease-lost' };
  if (released === 'superseded')
    await deps.listings.log(listing, { at: toIso(deps.clock()), action: 'wait', outcome: 'superseded' });
  return { kind: 'done', nextTryMs: released === 'superseded' ? deps.clock() : untilMs };
};
