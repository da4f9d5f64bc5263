import { canonicalJson } from '../../shared/domain/digest.ts';
import { deliver, loggedAs, type Delivered } from '../../shared/domain/partner/deliver.ts';
import { endpointOf } from '../../shared/domain/partner/endpoint.ts';
import { toIso } from '../../shared/domain/time.ts';
import type { CallResult, Connector, EntryDelivery, FeedEntry, Observation, Session, Verdict } from '../connector.ts';
import { readParts } from '../feed-item.ts';
import { eventTypes, messageFor, type EventTypeName } from './event.ts';

const shelfOf = ({ house, shopId }: Session) => {
  if (house === undefined) throw new TypeError(`no shelf for ${shopId}`);
  return house;
};

/** What is told, without how far it was told. */
const substance = ({ content, price, stock, onSale }: FeedEntry): string =>
  canonicalJson({ content, price, stock, onSale });

/** The next message must say all that the partner was not told yet. */
const typeAfter = (before: EntryDelivery | undefined, type: EventTypeName): EventTypeName => {
  if (type !== eventTypes.offerChanged || before === undefined) return type;
  const isKnown = before.isAccepted && !(before.isPending && before.type !== eventTypes.offerChanged);
  return isKnown ? type : eventTypes.upserted;
};

const deliveryOf = (before: FeedEntry | undefined, type: EventTypeName, nowMs: number): EntryDelivery => {
  const last = before?.delivery;
  const next = typeAfter(last, type);
  const sequence = Math.max(nowMs, (last?.sequence ?? 0) + 1);
  return {
    revision: (last?.revision ?? 0) + 1,
    sequence,
    contentSequence: next === eventTypes.offerChanged ? (last?.contentSequence ?? sequence) : sequence,
    type: next,
    isPending: true,
    isAccepted: last?.isAccepted ?? false,
    isModerated: last?.isModerated ?? false,
  };
};

/** Sends the entry's newest change, unless the partner only fetches; each try is logged. */
const tell = async (session: Session, entry: FeedEntry): Promise<Delivered> => {
  const endpoint = endpointOf(session.accessToken);
  if (endpoint.url === undefined) return { outcome: 'delivered', status: 200 };
  const message = messageFor(session.shopId, entry);
  const delivered = await deliver(session, { ...endpoint, url: endpoint.url }, message);
  const at = toIso(session.clock());
  await shelfOf(session).deliveries.log({
    deliveryId: message.webhookId,
    type: message.type,
    at,
    body: message.body,
    ...loggedAs(delivered),
  });
  return delivered;
};

type Failed = Exclude<Delivered, { outcome: 'delivered' }>;

/** A failure in the house's words. A message may be repeated, so `retry` fits even where the partner may have taken it. */
const failureOf = (failed: Failed): Exclude<CallResult<never>, { kind: 'ok' }> => {
  switch (failed.outcome) {
    case 'gone':
      return { kind: 'account-lost', reason: 'endpoint-gone' };
    case 'refused':
      return { kind: 'retry', reason: `address-${failed.reason}` };
    case 'failed':
      return {
        kind: 'retry',
        reason: failed.reason,
        ...(failed.status === undefined ? {} : { marketplaceCode: String(failed.status) }),
        ...(failed.slowDown === undefined ? {} : { slowDown: failed.slowDown }),
        ...(failed.afterMs === undefined ? {} : { afterMs: failed.afterMs }),
      };
  }
};

interface Told {
  readonly entry: FeedEntry;
  readonly failed?: Failed;
}

/**
 * Brings an entry to what it should be, and tells the partner: first onto the shelf as not yet told, then the message, then
 * the answer onto the shelf. What the partner took already is not told again; a repetition keeps its id and its body.
 */
const change = async (
  session: Session,
  before: FeedEntry | undefined,
  next: FeedEntry,
  type: EventTypeName,
): Promise<Told> => {
  const { feed } = shelfOf(session);
  const isSame = before !== undefined && substance(before) === substance(next);
  if (isSame && before.delivery?.isPending === false) return { entry: before };
  const delivery =
    isSame && before.delivery !== undefined ? before.delivery : deliveryOf(before, type, session.clock());
  const pending: FeedEntry = { ...next, delivery };
  await feed.put(pending);
  const delivered = await tell(session, pending);
  if (delivered.outcome !== 'delivered') return { entry: pending, failed: delivered };
  const isContent = delivery.type !== eventTypes.offerChanged;
  const told: FeedEntry = {
    ...next,
    delivery: {
      ...delivery,
      isPending: false,
      isAccepted: true,
      isModerated: isContent ? delivered.status === 202 : delivery.isModerated,
    },
  };
  await feed.put(told);
  return { entry: told };
};

const stateOf = (entry: FeedEntry, verdict: Verdict | undefined): Observation['state'] => {
  if (!entry.onSale) return 'off';
  if (entry.delivery?.isAccepted !== true) return 'in-review';
  if (verdict !== undefined) return verdict.state;
  return entry.delivery.isModerated ? 'in-review' : 'live';
};

const observe = async (session: Session, entry: FeedEntry): Promise<Observation> => {
  const told = await shelfOf(session).verdictOf?.(entry.marker);
  // a word on content that has changed since does not count
  const verdict = told !== undefined && told.sequence >= (entry.delivery?.contentSequence ?? 0) ? told : undefined;
  const read = readParts(entry);
  const url = verdict?.externalUrl ?? read?.content.link;
  return {
    externalId: entry.marker,
    ...(url === undefined ? {} : { externalUrl: url }),
    marker: entry.marker,
    state: stateOf(entry, verdict),
    problems: verdict?.problems ?? [],
    createdAtMs: entry.createdAtMs,
    ...(read === undefined
      ? {}
      : {
          name: read.content.name,
          description: read.content.description,
          priceIdr: read.price.original,
          stock: read.stock.stock,
        }),
  };
};

/** Runs a call; a fault of our own shelf is no word of the partner's, and the call may be repeated. */
const guarded = async <T>(
  session: Session,
  kind: 'retry' | 'unknown',
  call: () => Promise<CallResult<T>>,
): Promise<CallResult<T>> => {
  if (session.signal.aborted) return { kind: 'retry', reason: 'aborted' };
  try {
    return await call();
  } catch (error) {
    return { kind, reason: error instanceof Error ? error.name : 'store-failed' };
  }
};

const update = (
  session: Session,
  marker: string,
  changed: Partial<FeedEntry>,
  type: EventTypeName,
): Promise<CallResult<null>> =>
  guarded(session, 'retry', async () => {
    const { feed } = shelfOf(session);
    const before = await feed.read(marker);
    if (before === undefined) return { kind: 'gone' };
    const next = { ...before, ...changed };
    // what is off sale is not there for the partner; it is told all of it when it comes back
    if (!before.onSale && !next.onSale && before.delivery?.isPending !== true) {
      await feed.put(next);
      return { kind: 'ok', value: null };
    }
    const { failed } = await change(session, before, next, next.onSale ? type : eventTypes.removed);
    return failed === undefined ? { kind: 'ok', value: null } : failureOf(failed);
  });

/** Creates an entry and tells of it; when the partner certainly did not take it, nothing stays. */
export const create: Connector['create'] = (session, plan, _images, marker) =>
  guarded(session, 'unknown', async () => {
    const { feed } = shelfOf(session);
    const before = await feed.read(marker);
    const { content, price, stock } = plan;
    const createdAtMs = before?.createdAtMs ?? session.clock();
    const next: FeedEntry = { marker, content, price, stock, onSale: true, createdAtMs };
    const { entry, failed } = await change(session, before, next, eventTypes.upserted);
    if (failed === undefined) return { kind: 'ok', value: await observe(session, entry) };
    if (failed.outcome === 'failed' && !failed.isSure) return { kind: 'unknown', reason: failed.reason };
    if (before === undefined) await feed.remove(marker);
    return failureOf(failed);
  });

// the whole listing is told, so its price and stock of now come along
export const updateContent: Connector['updateContent'] = (session, marker, { content, price, stock }) =>
  update(session, marker, { content, price, stock }, eventTypes.upserted);

export const updatePrice: Connector['updatePrice'] = (session, marker, { price }) =>
  update(session, marker, { price }, eventTypes.offerChanged);

export const updateStock: Connector['updateStock'] = (session, marker, { stock }) =>
  update(session, marker, { stock }, eventTypes.offerChanged);

export const updateOffer: NonNullable<Connector['updateOffer']> = (session, marker, { price, stock }) =>
  update(session, marker, { price, stock }, eventTypes.offerChanged);

export const setOnSale: Connector['setOnSale'] = (session, marker, on) =>
  update(session, marker, { onSale: on }, on ? eventTypes.upserted : eventTypes.removed);

export const remove: Connector['remove'] = async (session, marker) => {
  const off = await setOnSale(session, marker, false);
  if (off.kind !== 'ok') return off;
  return guarded(session, 'retry', async () => {
    await shelfOf(session).feed.remove(marker);
    return { kind: 'ok', value: null };
  });
};

export const read: Connector['read'] = (session, marker) =>
  guarded(session, 'retry', async () => {
    const entry = await shelfOf(session).feed.read(marker);
    return { kind: 'ok', value: entry === undefined ? null : await observe(session, entry) };
  });

export const findByMarker: Connector['findByMarker'] = (session, marker) =>
  guarded(session, 'retry', async () => {
    const entry = await shelfOf(session).feed.read(marker);
    return { kind: 'ok', value: entry === undefined ? [] : [await observe(session, entry)] };
  });
