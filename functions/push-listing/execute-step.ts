import type { CallResult, ImageIds, Plan } from '../../connectors/connector.ts';
import type { Account } from '../../shared/domain/account/account.ts';
import { afterAdopt, afterLetGo, afterLinkedGone } from '../../shared/domain/listing/adopt.ts';
import { afterRead } from '../../shared/domain/listing/after-read.ts';
import type { Listing, Observed } from '../../shared/domain/listing/listing.ts';
import {
  afterCreate,
  afterFailure,
  afterLookFailed,
  afterLookUp,
  afterOffer,
  afterSale,
  afterUpdate,
  chooseKept,
  intendCreate,
  intendSale,
  intendUpdate,
  tryLater,
  type After,
  type Moment,
} from '../../shared/domain/listing/outcome.ts';
import { wholeHash } from '../../shared/domain/listing/part-hashes.ts';
import { removedThere } from '../../shared/domain/listing/problems.ts';
import type { Step, Target } from '../../shared/domain/listing/reconcile.ts';
import { reviewLookMs } from '../../shared/domain/listing/schedule.ts';
import { callerFor, type Call } from './call.ts';
import { callMs, type PushDeps, type Span } from './ports.ts';

export type ActiveStep = Exclude<Step, { do: 'settle' }>;

/** What came of a step: go on with the listing as it is now, stop until a time, or the lease is lost. */
export type Progress =
  | { readonly kind: 'go-on'; readonly listing: Listing; readonly accountLost?: true }
  | { readonly kind: 'stop'; readonly listing: Listing; readonly observed: Observed; readonly untilMs: number }
  | { readonly kind: 'lease-lost' };

interface Ground {
  readonly deps: PushDeps;
  readonly account: Account;
  readonly span: Span;
  readonly target: Target;
  readonly plan: Plan | undefined;
}

/** Executes one step: the intent is stored before the call, the outcome after it, both under the lease. */
export const executeStep = async (ground: Ground, listing: Listing, step: ActiveStep): Promise<Progress> => {
  const { deps, account, span } = ground;
  if (step.do === 'let-go') return letGo(deps, listing);
  const permit = await permitFor(ground);
  if (permit.kind === 'wait') return stopped(listing, listing.observed, permit.untilMs);
  const call = callerFor(deps, account, span);
  switch (step.do) {
    case 'unwant':
      return unwant(deps, listing);
    case 'look-up':
      return lookUp(ground, call, listing, step.marker);
    case 'read': {
      const result = await call((session) => deps.connector.read(session, step.externalId));
      const after = (): After => {
        if (result.kind === 'ok') return afterRead(listing, result.value, momentOf(deps));
        if (result.kind === 'gone') return afterRead(listing, null, momentOf(deps));
        return afterLookFailed(listing.observed, result, momentOf(deps));
      };
      return finish(ground, listing, 'read', result, after());
    }
    case 'adopt': {
      const result = await call((session) => deps.connector.read(session, step.externalId));
      const after = (): After => {
        if (result.kind === 'ok') return afterAdopt(listing, step.externalId, result.value, momentOf(deps));
        if (result.kind === 'gone') return afterAdopt(listing, step.externalId, null, momentOf(deps));
        return afterLookFailed(listing.observed, result, momentOf(deps));
      };
      return finish(ground, listing, 'adopt', result, after());
    }
    case 'create':
      return create(ground, call, listing, step.marker);
    case 'update':
      return update(ground, call, listing, step);
    case 'update-offer':
      return updateOffer(ground, call, listing, step.externalId);
    case 'put-on-sale':
    case 'take-off-sale':
    case 'remove':
      return changeSale(ground, call, listing, step);
  }
};

const momentOf = ({ clock, random, connector }: PushDeps): Moment => ({
  nowMs: clock(),
  random,
  quarantineMs: connector.quarantineMs,
  retryLadderMs: connector.retryLadderMs,
});

const permitFor = ({ deps, account, span }: Ground) => deps.traffic.permit(account.shopId ?? '', span.deadlineMs);

const stopped = (listing: Listing, observed: Observed, untilMs: number): Progress => ({
  kind: 'stop',
  listing,
  observed,
  untilMs,
});

/** Stores what a call left behind and writes the attempt log. */
const finish = async (
  { deps, account }: Ground,
  listing: Listing,
  action: string,
  result: CallResult<unknown>,
  { observed, then }: After,
): Promise<Progress> => {
  const stopUntilMs = then === 'go-on' ? undefined : then.stopUntilMs;
  const recorded = await deps.listings.record(listing, observed);
  await logOutcome(deps, listing, action, result, stopUntilMs);
  if (recorded === undefined) return { kind: 'lease-lost' };
  if (result.kind === 'account-lost') {
    await deps.accounts.lose(account.accountId, 'revoked', result.reason);
    return { kind: 'go-on', listing: recorded, accountLost: true };
  }
  if (stopUntilMs !== undefined) return stopped(recorded, observed, stopUntilMs);
  return { kind: 'go-on', listing: recorded };
};

const logOutcome = (
  deps: PushDeps,
  listing: Listing,
  action: string,
  result: CallResult<unknown>,
  nextTryMs: number | undefined,
): Promise<void> => {
  const reason =
    'reason' in result ? (typeof result.reason === 'string' ? result.reason : result.reason.code) : undefined;
  const problem = result.kind === 'rejected' ? result.problems.map(({ code }) => code).join(' ') : undefined;
  return deps.listings.log(listing, {
    at: new Date(deps.clock()).toISOString(),
    action,
    outcome: result.kind === 'ok' ? 'accepted' : result.kind,
    ...('marketplaceCode' in result ? { marketplaceCode: result.marketplaceCode } : {}),
    ...(reason === undefined && problem === undefined ? {} : { reason: reason ?? problem }),
    ...(nextTryMs === undefined ? {} : { nextTryAt: new Date(nextTryMs).toISOString() }),
  });
};

const letGo = async (deps: PushDeps, listing: Listing): Promise<Progress> => {
  const recorded = await deps.listings.record(listing, afterLetGo(listing));
  return recorded === undefined ? { kind: 'lease-lost' } : { kind: 'go-on', listing: recorded };
};

const unwant = async (deps: PushDeps, listing: Listing): Promise<Progress> => {
  const recorded = await deps.listings.recordUnwanted(
    listing,
    listing.observed.item?.adopted === true ? afterLinkedGone(listing) : afterRemoved(listing),
  );
  return recorded === undefined ? { kind: 'lease-lost' } : { kind: 'go-on', listing: recorded };
};

const afterRemoved = (listing: Listing): Observed => {
  const { item: _, handEdit: __, onSale: ___, ...rest } = listing.observed;
  return {
    ...rest,
    generation: rest.generation + 1,
    confirmed: {},
    sent: {},
    refused: {},
    deferred: {},
    notice: [removedThere],
  };
};

const lookUp = async (ground: Ground, call: Call, listing: Listing, marker: string): Promise<Progress> => {
  const { deps } = ground;
  const hits = await call((session) => deps.connector.findByMarker(session, marker));
  if (hits.kind !== 'ok')
    return finish(ground, listing, 'look-up', hits, afterLookFailed(listing.observed, hits, momentOf(deps)));
  const { kept, extras } = chooseKept(hits.value, marker);
  for (const { externalId } of extras) {
    const removed = await call((session) => deps.connector.remove(session, externalId));
    // the look-up is repeated until no double is left
    if (removed.kind !== 'ok' && removed.kind !== 'gone')
      return finish(
        ground,
        listing,
        'remove-double',
        removed,
        afterLookFailed(listing.observed, removed, momentOf(deps)),
      );
    await logOutcome(deps, listing, 'remove-double', removed, undefined);
  }
  return finish(ground, listing, 'look-up', hits, afterLookUp(listing, kept, momentOf(deps)));
};

/** Image ids of the plan's photos in this shop; uploads those that are missing, each stored at once. */
const ensureImages = async (
  ground: Ground & { readonly plan: Plan },
  call: Call,
  listing: Listing,
): Promise<ImageIds | Progress> => {
  const { deps, account, plan } = ground;
  const shopId = account.shopId ?? '';
  const ids: Record<string, string> = { ...(await deps.images.known(shopId, plan.photos)) };
  for (const name of new Set(plan.photos)) {
    if (ids[name] !== undefined) continue;
    const bytes = await deps.readPhoto(name);
    const permit = await permitFor(ground);
    if (permit.kind === 'wait') return stopped(listing, listing.observed, permit.untilMs);
    const result: CallResult<{ readonly imageId: string }> =
      bytes === undefined
        ? { kind: 'retry', reason: 'photo-not-stored' }
        : await call((session) => deps.connector.uploadPhoto(session, bytes));
    if (result.kind !== 'ok')
      return finish(ground, listing, 'upload-photo', result, afterUpload(ground, listing, result));
    await deps.images.save(shopId, name, result.value.imageId);
    ids[name] = result.value.imageId;
  }
  return ids;
};

const afterUpload = (
  { target, deps }: Ground,
  { observed }: Listing,
  result: Exclude<CallResult<unknown>, { kind: 'ok' }>,
): After => {
  const at = momentOf(deps);
  // a photo the marketplace refuses refuses what needs it
  if (result.kind === 'rejected' && target.kind === 'live')
    return observed.item === undefined
      ? afterFailure(observed, 'create', wholeHash(target.hashes), result, at)
      : afterFailure(observed, 'content', target.hashes.content, result, at);
  if (result.kind === 'rejected' || result.kind === 'gone')
    return tryLater(observed, 'photo', { reason: `upload-${result.kind}` }, at);
  return afterLookFailed(observed, result, at);
};

const isProgress = (value: ImageIds | Progress): value is Progress => typeof value['kind'] === 'string';

const create = async (ground: Ground, call: Call, listing: Listing, marker: string): Promise<Progress> => {
  const { deps, account, plan, target, span } = ground;
  if (plan === undefined || target.kind !== 'live') throw new TypeError('a create without a plan');
  const images = await ensureImages({ ...ground, plan }, call, listing);
  if (isProgress(images)) return images;
  const permit = await permitFor(ground);
  if (permit.kind === 'wait') return stopped(listing, listing.observed, permit.untilMs);
  // the sooner it is certain to be over, the sooner a look-up counts after a crash
  const callEndsMs = Math.min(span.deadlineMs, deps.clock() + callMs);
  const intent = intendCreate(
    listing.observed,
    { marker, hashes: target.hashes, sent: target.sent, callEndsMs },
    momentOf(deps),
  );
  const intended = await deps.listings.record(listing, intent);
  if (intended === undefined) return { kind: 'lease-lost' };
  const bounded = callerFor(deps, account, { ...span, deadlineMs: callEndsMs });
  const result = await bounded((session) => deps.connector.create(session, plan, images, marker));
  return finish(ground, intended, 'create', result, afterCreate(intended.observed, result, momentOf(deps)));
};

const update = async (
  ground: Ground,
  call: Call,
  listing: Listing,
  { part, externalId }: Extract<ActiveStep, { do: 'update' }>,
): Promise<Progress> => {
  const { deps, plan, target } = ground;
  if (plan === undefined || target.kind !== 'live') throw new TypeError('an update without a plan');
  const images = part === 'content' ? await ensureImages({ ...ground, plan }, call, listing) : {};
  if (isProgress(images)) return images;
  const intended = await deps.listings.record(listing, intendUpdate(listing.observed, part));
  if (intended === undefined) return { kind: 'lease-lost' };
  const { connector } = deps;
  const handle = listing.observed.item?.handle;
  const result = await call((session) => {
    switch (part) {
      case 'content':
        return connector.updateContent(session, externalId, plan, images, handle);
      case 'price':
        return connector.updatePrice(session, externalId, plan, handle);
      case 'stock':
        return connector.updateStock(session, externalId, plan, handle);
    }
  });
  const sent = { hash: target.hashes[part], sent: target.sent };
  return finish(
    ground,
    intended,
    `update-${part}`,
    result,
    afterUpdate(intended.observed, part, sent, result, momentOf(deps)),
  );
};

/** Price and stock by one call; refused together, the stock goes alone, and what is left of the price comes next. */
const updateOffer = async (ground: Ground, call: Call, listing: Listing, externalId: string): Promise<Progress> => {
  const { deps, plan, target } = ground;
  const { updateOffer: send } = deps.connector;
  if (plan === undefined || target.kind !== 'live' || send === undefined)
    throw new TypeError('an offer without a plan');
  const intended = await deps.listings.record(listing, intendUpdate(intendUpdate(listing.observed, 'stock'), 'price'));
  if (intended === undefined) return { kind: 'lease-lost' };
  const result = await call((session) => send(session, externalId, plan, intended.observed.item?.handle));
  if (result.kind === 'rejected' || result.kind === 'deferred') {
    await logOutcome(deps, intended, 'update-offer', result, undefined);
    const permit = await permitFor(ground);
    return permit.kind === 'wait'
      ? stopped(intended, intended.observed, permit.untilMs)
      : update(ground, call, intended, { do: 'update', part: 'stock', externalId });
  }
  const after = afterOffer(intended.observed, target, result, momentOf(deps));
  return finish(ground, intended, 'update-offer', result, after);
};

const changeSale = async (
  ground: Ground,
  call: Call,
  listing: Listing,
  step: Extract<ActiveStep, { do: 'put-on-sale' | 'take-off-sale' | 'remove' }>,
): Promise<Progress> => {
  const { deps } = ground;
  const before = listing.observed.item?.lookAtMs ?? deps.clock();
  const intended = await deps.listings.record(listing, intendSale(listing.observed, momentOf(deps)));
  if (intended === undefined) return { kind: 'lease-lost' };
  const result = await call((session) =>
    step.do === 'remove'
      ? deps.connector.remove(session, step.externalId)
      : deps.connector.setOnSale(session, step.externalId, step.do === 'put-on-sale', intended.observed.item?.handle),
  );
  // put back on sale it may be reviewed first; taken off there is nothing to wait for
  const lookAtMs = step.do === 'put-on-sale' ? deps.clock() + reviewLookMs(0) : before;
  const what = step.do === 'remove' ? 'remove' : step.do === 'put-on-sale' ? 'on' : 'off';
  return finish(
    ground,
    intended,
    step.do,
    result,
    afterSale(intended.observed, what, result, lookAtMs, momentOf(deps)),
  );
};
