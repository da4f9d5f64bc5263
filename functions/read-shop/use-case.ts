import { openAccess, type AccessDeps } from '../../connectors/access.ts';
import type { CallResult, PageOf, Session, ShopItem, ShopReader } from '../../connectors/connector.ts';
import { isUsable, type Account } from '../../shared/domain/account/account.ts';
import { productOfMarker } from '../../shared/domain/listing/marker.ts';
import { backoffMs, type Random } from '../../shared/domain/listing/schedule.ts';
import type { Listing } from '../../shared/domain/listing/listing.ts';
import type { Reading, ShopItemRecord } from '../../shared/domain/shop-item/shop-item.ts';
import { catalogueOf, type Candidate, type Catalogue } from '../../shared/domain/shop-item/suggest.ts';
import { photoSeen, suggestionsFor } from '../../shared/domain/shop-item/suggestions-for.ts';
import { toIso } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

type Position = Record<string, string>;

export interface ReadShopDeps extends AccessDeps {
  readonly shop: ShopReader;
  readonly items: {
    readonly known: (accountId: string, ids: readonly string[]) => Promise<ReadonlyMap<string, ShopItemRecord>>;
    readonly read: (accountId: string, externalId: string) => Promise<ShopItemRecord | undefined>;
    readonly save: (before: ShopItemRecord | undefined, item: ShopItemRecord) => Promise<'written' | 'conflict'>;
    readonly forget: (item: ShopItemRecord) => Promise<'written' | 'conflict'>;
    readonly page: (
      accountId: string,
      limit: number,
      position: Position | undefined,
      keep: (item: ShopItemRecord) => boolean,
    ) => Promise<{ readonly rows: readonly ShopItemRecord[]; readonly position: Position | undefined }>;
    readonly leaseReading: (
      shop: { readonly accountId: string; readonly marketplace: string },
      lease: { readonly holder: string; readonly untilMs: number },
      nowMs: number,
    ) => Promise<Reading | undefined>;
    readonly saveReading: (reading: Reading) => Promise<boolean>;
    readonly releaseReading: (reading: Reading, next: number | 'now' | undefined) => Promise<void>;
  };
  readonly listingsOf: (productId: string) => Promise<readonly Listing[]>;
  /** The products that the account may carry, without prices. */
  readonly candidatesOf: (account: Account) => Promise<readonly Candidate[]>;
  readonly priceOf: (productId: string) => Promise<number | undefined>;
  readonly traffic: {
    readonly permit: (
      shopId: string,
      deadlineMs: number,
    ) => Promise<{ readonly kind: 'go' } | { readonly kind: 'wait'; readonly untilMs: number }>;
    readonly learn: (shopId: string, result: CallResult<unknown>) => Promise<void>;
  };
  readonly random: Random;
}

/** How long one worker may read, and until when nobody else does. Times in milliseconds since 1970. */
export interface Span {
  readonly deadlineMs: number;
  readonly leaseUntilMs: number;
}

/** `busy`: somebody else reads; `more`: another worker goes on; `later`: the marketplace could not be asked. */
export type ReadSoFar = 'done' | 'busy' | 'more' | 'later' | 'not-ours';

/** A shop is read again after a day: what its owner put up there meanwhile should be known before we create beside it. */
const againMs = 24 * 3_600_000;
/** A reading asked for again so soon after one ended was asked for by the same message. */
const freshMs = 60_000;
/** A page and what it writes take no longer than this. */
const pageMs = 12_000;
const atOnce = 10;
const forgetPage = 50;

/**
 * Reads what a shop sells, page by page, and keeps what is not ours. How far it came is stored after each page, so that a
 * worker that dies or runs out of time is gone on from; decisions are never overwritten; items no longer there are forgotten
 * only after the marketplace said so of each.
 */
export const readShop =
  (deps: ReadShopDeps) =>
  async (accountId: string, span: Span): Promise<ReadSoFar> => {
    const { accounts, items, clock, connector, newId } = deps;
    const account = await accounts.read(accountId);
    if (account?.marketplace !== connector.name || account.shopId === undefined) return 'not-ours';
    const lease = { holder: newId(), untilMs: span.leaseUntilMs };
    const leased = await items.leaseReading(account, lease, clock());
    if (leased === undefined) return 'busy';
    if (!isUsable(account)) {
      await items.releaseReading(leased, undefined);
      return 'not-ours';
    }
    const { finishedAtMs, current } = leased;
    const isFresh =
      leased.servedSeq >= leased.askedSeq && finishedAtMs !== undefined && finishedAtMs > clock() - freshMs;
    if (current === undefined && isFresh) {
      await items.releaseReading(leased, finishedAtMs + againMs);
      return 'done';
    }
    const reading: Reading = {
      ...leased,
      current: current ?? { startedAtMs: clock(), phase: 'list', found: 0 },
      servedSeq: leased.askedSeq,
    };
    return pursue(
      { ...deps, account, shopId: account.shopId, span, catalogue: lazily(() => loadCatalogue(deps, account)) },
      reading,
    );
  };

interface Ground extends ReadShopDeps {
  readonly account: Account;
  readonly shopId: string;
  readonly span: Span;
  readonly catalogue: () => Promise<Catalogue>;
}

const lazily = <T>(load: () => Promise<T>): (() => Promise<T>) => {
  let loaded: Promise<T> | undefined;
  return () => (loaded ??= load());
};

const loadCatalogue = async (deps: ReadShopDeps, account: Account): Promise<Catalogue> =>
  catalogueOf(await deps.candidatesOf(account));

const pursue = async (ground: Ground, started: Reading): Promise<ReadSoFar> => {
  const { items, clock, span } = ground;
  let reading = started;
  for (;;) {
    const { current } = reading;
    if (current === undefined) {
      await items.releaseReading(reading, clock() + againMs);
      return 'done';
    }
    if (clock() + pageMs > span.deadlineMs) {
      await items.releaseReading(reading, 'now');
      return 'more';
    }
    const step = current.phase === 'list' ? await listPage(ground, current) : await forgetSome(ground, current);
    if (step.kind === 'lost') {
      await items.releaseReading(reading, undefined);
      return 'not-ours';
    }
    if (step.kind === 'later') {
      const failures = reading.failures + 1;
      const waitMs = step.untilMs ?? clock() + backoffMs('outage', failures, ground.random);
      await items.releaseReading({ ...reading, failures }, waitMs);
      return 'later';
    }
    const { current: _, ...rest } = reading;
    reading =
      step.current === undefined
        ? { ...rest, finishedAtMs: clock(), found: current.found, failures: 0 }
        : { ...rest, current: step.current, failures: 0 };
    if (step.current !== undefined && !(await items.saveReading(reading))) return 'busy';
  }
};

type Current = NonNullable<Reading['current']>;
type Stepped =
  | { readonly kind: 'on'; readonly current: Current | undefined }
  | { readonly kind: 'later'; readonly untilMs?: number }
  | { readonly kind: 'lost' };

type Called<T> = { readonly kind: 'ok'; readonly value: T } | Exclude<Stepped, { kind: 'on' }>;

/** One call in the shop's name; a failed read is tried once more at once, as nothing waits but this. */
const call = async <T>(ground: Ground, act: (session: Session) => Promise<CallResult<T>>): Promise<Called<T>> => {
  const { account, shopId, traffic, app, accounts, clock, span } = ground;
  let refused: string | undefined;
  for (let round = 0; ; round += 1) {
    const permit = await traffic.permit(shopId, span.deadlineMs);
    if (permit.kind === 'wait') return { kind: 'later', untilMs: permit.untilMs };
    const access = await openAccess(ground)(account, refused);
    if (access.kind === 'lost') return { kind: 'lost' };
    if (access.kind !== 'ok') return { kind: 'later', untilMs: clock() + 1_000 };
    const result = await act({ ...app, shopId, accessToken: access.accessToken });
    await traffic.learn(shopId, result);
    switch (result.kind) {
      case 'ok':
        return result;
      case 'account-lost':
        await accounts.lose(account.accountId, 'revoked', result.reason);
        return { kind: 'lost' };
      case 'token-refused':
        refused = access.accessToken;
        break;
      case 'retry':
        if (result.afterMs !== undefined) return { kind: 'later', untilMs: clock() + result.afterMs };
        break;
      case 'unknown':
      case 'deferred':
      case 'rejected':
      case 'gone':
        break;
    }
    if (round >= 2) return { kind: 'later' };
  }
};

const listPage = async (ground: Ground, current: Current): Promise<Stepped> => {
  const page = await call<PageOf<ShopItem>>(ground, (session) => ground.shop.list(session, current.cursor));
  if (page.kind !== 'ok') return page;
  const foreign = await foreignOf(ground, page.value.items);
  await keepAll(ground, foreign, current.startedAtMs);
  const found = current.found + foreign.length;
  const { nextCursor } = page.value;
  return {
    kind: 'on',
    current:
      nextCursor === undefined
        ? { startedAtMs: current.startedAtMs, phase: 'forget', found }
        : { ...current, cursor: nextCursor, found },
  };
};

/** Those that are not ours: without a marker, or with one that none of our listings in this marketplace gave. */
const foreignOf = async (ground: Ground, items: readonly ShopItem[]): Promise<readonly ShopItem[]> => {
  const { listingsOf, account } = ground;
  const isForeign = await inTurns(items, async ({ marker, externalId }) => {
    const productId = productOfMarker(marker);
    if (productId === undefined) return true;
    const listings = (await listingsOf(productId)).filter(({ marketplace }) => marketplace === account.marketplace);
    // a seller who copies our item copies its SKU: known to be another's only when ours stands elsewhere in this shop
    const here = listings.find(({ accountId }) => accountId === account.accountId);
    const ours = here?.observed.item;
    return (
      listings.length === 0 ||
      (ours !== undefined && ours.adopted !== true && ours.externalId !== externalId && ours.marker === marker)
    );
  });
  return items.filter((_, n) => isForeign[n]);
};

const inTurns = async <T, R>(all: readonly T[], act: (each: T) => Promise<R>): Promise<readonly R[]> => {
  const results: R[] = [];
  for (let n = 0; n < all.length; n += atOnce) results.push(...(await Promise.all(all.slice(n, n + atOnce).map(act))));
  return results;
};

const keepAll = async (ground: Ground, found: readonly ShopItem[], seenInMs: number): Promise<void> => {
  const { items, account } = ground;
  if (found.length === 0) return;
  const known = await items.known(
    account.accountId,
    found.map(({ externalId }) => externalId),
  );
  await inTurns(found, async (item) => {
    let before = known.get(item.externalId);
    await untilWritten(async () => {
      const written = await items.save(before, await recordOf(ground, item, before, seenInMs));
      if (written === 'conflict') before = await items.read(account.accountId, item.externalId);
      return written;
    });
  });
};

/** What is kept of an item; what was decided about it stays. */
const recordOf = async (
  ground: Ground,
  item: ShopItem,
  before: ShopItemRecord | undefined,
  seenInMs: number,
): Promise<ShopItemRecord> => {
  const { account, clock } = ground;
  const decision = before?.decision ?? 'open';
  const photoUrls = item.photoUrls.slice(0, 9);
  const photo = photoSeen(before, photoUrls);
  return {
    accountId: account.accountId,
    marketplace: account.marketplace,
    externalId: item.externalId,
    externalUrl: item.externalUrl,
    name: (item.name ?? '').slice(0, 300),
    description: (item.description ?? '').slice(0, 5_000),
    priceIdr: item.priceIdr,
    stock: item.stock,
    weightGrams: item.weightGrams,
    photoUrls,
    photo,
    sku: item.marker.slice(0, 100),
    hasVariants: item.hasVariants,
    state: item.state,
    decision,
    productId: before?.productId,
    suggestions:
      decision === 'open' ? [...(await suggestionsOf(ground, item, photo?.look))] : (before?.suggestions ?? []),
    photosToFetch: before?.photosToFetch,
    readAt: toIso(clock()),
    seenInMs,
    etag: before?.etag ?? '1',
  };
};

const suggestionsOf = async (
  { catalogue, priceOf }: Ground,
  { name = '', marker, priceIdr }: ShopItem,
  look: string | undefined,
) => suggestionsFor({ name, sku: marker, priceIdr, look }, await catalogue(), priceOf);

/** Asks of items that this reading did not see whether they are still there; a page may have slipped by them. */
const forgetSome = async (ground: Ground, current: Current): Promise<Stepped> => {
  const { items, account, connector } = ground;
  const position = current.cursor === undefined ? undefined : { sk: current.cursor };
  const page = await items.page(
    account.accountId,
    forgetPage,
    position,
    ({ seenInMs, decision, state }) =>
      seenInMs < current.startedAtMs && !(isHeld(decision) && state.startsWith('removed')),
  );
  for (const item of page.rows) {
    const seen = await call(ground, (session) => connector.read(session, item.externalId));
    if (seen.kind !== 'ok') return seen;
    const isThere = seen.value !== null && !seen.value.state.startsWith('removed');
    // changed meanwhile by its owner's decision: the next reading looks again
    if (isThere) await items.save(item, { ...item, seenInMs: current.startedAtMs });
    else if (isHeld(item.decision)) await items.save(item, { ...item, state: 'removed-by-seller' });
    else await items.forget(item);
  }
  const next = page.position?.['sk'];
  return { kind: 'on', current: next === undefined ? undefined : { ...current, cursor: next } };
};

/** What is linked is still needed to undo the link. */
const isHeld = (decision: ShopItemRecord['decision']): boolean => decision === 'linked' || decision === 'imported';
