import type { AccountStore, OpenTokens } from '../../../shared/domain/account/store.ts';
import type { Account } from '../../../shared/domain/account/account.ts';
import { nothingObserved, type Listing, type Observed } from '../../../shared/domain/listing/listing.ts';
import type { Circumstances } from '../../../shared/domain/listing/circumstances.ts';
import type { LeasedListings } from '../../../shared/domain/listing/store.ts';
import type { IkmState } from '../../../shared/domain/ikm/state.ts';
import type { Content, ProductFile } from '../../../shared/domain/product/product.ts';
import { toIso } from '../../../shared/domain/time.ts';
import type { PushDeps } from '../../../functions/push-listing/ports.ts';
import { lookAtListing, type Looked } from '../../../functions/push-listing/use-case.ts';
import { createMarket, type Market } from './market.ts';

export const productId = '01JCXQ6M3N5P7Q9R1S3T5V7W9X';
const accountId = '01JCXQ8Z9Y8X7W6V5T4S3R2Q1P';
const ikmId = '01JCXQ5A2B4C6D8E0F2G4H6J8K';
const photoId = '01JCXQ5A2B4C6D8E0F2G4H6J8M';
const key = { productId, accountId };

/** A worker that died at this point: nothing after it ran. */
class Crash extends Error {}

export interface World {
  nowMs: number;
  readonly market: Market;
  product: { name: string; description: string; priceIdr: number; stock: number; archived: boolean };
  /** Further content, e.g. its legality. */
  content: Partial<Content>;
  availability: 'ready' | 'one-off';
  circumstances: Circumstances;
  ikm: IkmState;
  account: Account;
  /** Throws `Crash` before or after port call number k; counts otherwise. */
  await: { count: number; crashAt: number | undefined; side: 'before' | 'after' };
  readonly listing: () => Listing;
  /** A user or cause: what is wanted changes and the listing becomes due. */
  readonly want: (change: Partial<Pick<Listing, 'wanted' | 'overrides' | 'resolution' | 'link'>>) => void;
  readonly mark: (also?: 'look' | 'retry') => void;
  /** Its owner authorizes us again; nobody is told. */
  readonly reconnect: () => void;
  /** One worker takes one message. */
  readonly work: () => Promise<Looked | 'crashed'>;
  /** Delivers messages as the sweep would, moving time on, until nothing is due within the horizon. */
  readonly settle: (horizonMs?: number) => Promise<void>;
}

const clone = <T>(value: T): T => structuredClone(value);

/** Everything the reconciler touches, in memory; each port call is an await point where a worker may die. */
export const createWorld = ({ offerInOne = false } = {}): World => {
  const startMs = Date.parse('2026-11-22T08:00:00.000Z');
  let stored: Listing = {
    productId,
    accountId,
    marketplace: 'fake',
    ikmId,
    regionCode: '35.73',
    wanted: 'live',
    overrides: {},
    wantedSeq: 1,
    dueSeq: 1,
    retrySeq: 0,
    lookSeq: 0,
    nextTryAt: toIso(startMs),
    observed: nothingObserved,
  } as unknown as Listing;
  let holders = 0;
  let tokens: (OpenTokens & { lease?: { holder: string; untilMs: number } }) | undefined = {
    accessToken: 'token-0',
    refreshToken: 'refresh-0',
    accessEndsAtMs: startMs + 4 * 3_600_000,
    refreshEndsAtMs: startMs + 30 * 86_400_000,
  };
  const images = new Map<string, string>();

  const due = (): void => {
    stored = { ...stored, dueSeq: stored.dueSeq + 1, nextTryAt: toIso(world.nowMs) };
  };
  const update = (holder: string | undefined, change: (now: Listing) => Listing | undefined): Listing | undefined => {
    if (stored.lease?.holder !== holder) return undefined;
    const next = change(stored);
    if (next === undefined) return undefined;
    stored = clone(next);
    return clone(stored);
  };
  const without = (listing: Listing, ...fields: ('lease' | 'nextTryAt')[]): Listing =>
    Object.fromEntries(Object.entries(listing).filter(([name]) => !fields.includes(name as 'lease'))) as Listing;

  const listings: LeasedListings = {
    read: () => Promise.resolve(clone(stored)),
    lease: (_listing, lease, nowMs) => {
      if (stored.lease !== undefined && stored.lease.untilMs > nowMs) return Promise.resolve(undefined);
      stored = { ...stored, lease, nextTryAt: toIso(lease.untilMs) };
      return Promise.resolve(clone(stored));
    },
    record: (listing, observed) => Promise.resolve(update(listing.lease?.holder, (now) => ({ ...now, observed }))),
    recordUnwanted: (listing, observed) =>
      Promise.resolve(
        update(listing.lease?.holder, (now) =>
          now.wantedSeq === listing.wantedSeq
            ? { ...now, observed, wanted: 'off', wantedSeq: now.wantedSeq + 1 }
            : { ...now, observed },
        ),
      ),
    release: (listing, observed: Observed, nextTryMs, evenIf) => {
      const { holder } = listing.lease ?? {};
      if (stored.lease?.holder !== holder) return Promise.resolve('lost');
      if (stored.dueSeq !== listing.dueSeq) {
        if (evenIf !== undefined) stored = clone(without({ ...stored, observed }, 'lease'));
        return Promise.resolve('superseded');
      }
      stored = clone(without({ ...stored, observed }, 'lease', 'nextTryAt'));
      if (nextTryMs !== undefined) stored = { ...stored, nextTryAt: toIso(nextTryMs) };
      return Promise.resolve('released');
    },
    postpone: () => Promise.resolve(),
    log: () => Promise.resolve(),
  };

  const accounts: AccountStore = {
    read: () => Promise.resolve(clone(world.account)),
    tokens: () => Promise.resolve(clone(tokens)),
    leaseTokens: (_id, lease, nowMs) => {
      if (tokens === undefined || (tokens.lease !== undefined && tokens.lease.untilMs > nowMs))
        return Promise.resolve(undefined);
      tokens = { ...tokens, lease };
      return Promise.resolve(clone(tokens));
    },
    storeTokens: (_id, holder, fresh) => {
      if (tokens?.lease?.holder !== holder) return Promise.resolve(false);
      tokens = fresh;
      return Promise.resolve(true);
    },
    endTokenLease: (_id, holder) => {
      if (tokens?.lease?.holder === holder) tokens = { ...tokens, lease: undefined } as unknown as typeof tokens;
      return Promise.resolve();
    },
    lose: (_id, state, reason) => {
      world.account = { ...world.account, state, lostReason: reason };
      tokens = undefined;
      return Promise.resolve();
    },
  };

  const file = (): ProductFile => {
    const content = {
      name: world.product.name,
      description: world.product.description,
      komoditas: 'kerajinan',
      kind: 'physical',
      photos: [photoId],
      ...world.content,
    };
    return {
      product: { productId, ikmId, regionCode: '35.73', archived: world.product.archived, content },
      offers: {
        etag: '1',
        whole: { priceIdr: world.product.priceIdr, availability: world.availability, stock: world.product.stock },
      },
      approved: { etag: '1', content, at: toIso(startMs) },
      photos: [{ photoId, productId, state: 'ready', renditions: { large: { name: 'a.jpg' } } }],
    } as unknown as ProductFile;
  };

  /** Makes every function of a port an await point. */
  const brittle = <Port extends object>(port: Port): Port =>
    Object.fromEntries(
      Object.entries(port).map(([name, member]: [string, unknown]) => [
        name,
        typeof member !== 'function'
          ? member
          : async (...args: unknown[]) => {
              const at = world.await;
              at.count += 1;
              const dies = at.crashAt === at.count;
              if (dies && at.side === 'before') throw new Crash();
              // a real call takes time, in which others act
              await Promise.resolve();
              const result: unknown = await (member as (...all: unknown[]) => unknown)(...args);
              if (dies) throw new Crash();
              return result;
            },
      ]),
    ) as Port;

  const market = createMarket(() => world.nowMs, offerInOne);
  const dead = new AbortController().signal;
  const depsOf = (): PushDeps => {
    const { connector } = market;
    const remote = brittle({
      uploadPhoto: connector.uploadPhoto,
      create: connector.create,
      updateContent: connector.updateContent,
      updatePrice: connector.updatePrice,
      updateStock: connector.updateStock,
      ...(connector.updateOffer === undefined ? {} : { updateOffer: connector.updateOffer }),
      setOnSale: connector.setOnSale,
      remove: connector.remove,
      findByMarker: connector.findByMarker,
      read: connector.read,
    });
    return {
      connector: {
        ...connector,
        ...remote,
        authorization: { ...connector.authorization, ...brittle({ refresh: connector.authorization.refresh }) },
      },
      accounts: brittle(accounts),
      listings: brittle(listings),
      images: brittle({
        known: (_shop: string, names: readonly string[]) =>
          Promise.resolve(
            Object.fromEntries(names.flatMap((name) => (images.has(name) ? [[name, images.get(name)!]] : []))),
          ),
        save: (_shop: string, name: string, imageId: string) => {
          images.set(name, imageId);
          return Promise.resolve();
        },
      }),
      ...brittle({
        readProduct: () => Promise.resolve(file()),
        makerOf: () =>
          Promise.resolve({
            state: world.ikm,
            seller: { ikmId, businessName: 'Rotan Jaya' },
            origin: { regionName: 'Kota Malang' },
            regionCode: '35.73',
          }),
        readPhoto: (name: string) =>
          Promise.resolve({ name, contentType: 'image/jpeg' as const, bytes: new Uint8Array(new ArrayBuffer(1)) }),
      }),
      traffic: { permit: () => Promise.resolve({ kind: 'go' }), learn: () => Promise.resolve() },
      circumstancesOf: () => Promise.resolve(world.circumstances),
      facts: (_name, _ttl, load) => load(),
      clock: () => world.nowMs,
      newId: () => `worker-${String((holders += 1))}`,
      random: () => 0.5,
      signalAfter: () => dead,
      app: { app: {}, baseUrl: 'http://fake', fetch: globalThis.fetch, clock: () => world.nowMs, signal: dead },
    };
  };

  const world: World = {
    nowMs: startMs,
    market,
    product: {
      name: 'Keranjang',
      description: 'Keranjang rotan anyaman tangan',
      priceIdr: 50_000,
      stock: 7,
      archived: false,
    },
    content: {},
    availability: 'ready',
    circumstances: { categories: {}, siblings: [] },
    ikm: 'approved',
    account: {
      accountId,
      marketplace: 'fake',
      holder: { type: 'ikm', id: ikmId },
      place: { regionCode: '35.73', ikmId },
      state: 'connected',
      shopId: 'shop-1',
      shopName: 'Toko',
      shopUsedBefore: false,
      etag: '1',
      createdWith: 'x',
    } as unknown as Account,
    await: { count: 0, crashAt: undefined, side: 'before' },
    listing: () => clone(stored),
    want: (change) => {
      stored = { ...stored, ...change, wantedSeq: stored.wantedSeq + 1 };
      due();
    },
    mark: (also) => {
      if (also === 'look') stored = { ...stored, lookSeq: stored.lookSeq + 1 };
      if (also === 'retry') stored = { ...stored, retrySeq: stored.retrySeq + 1 };
      due();
    },
    reconnect: () => {
      market.lostAccount = false;
      world.account = { ...world.account, state: 'connected' };
      tokens = {
        accessToken: 'token-again',
        refreshToken: 'refresh-again',
        accessEndsAtMs: world.nowMs + 48 * 3_600_000,
        refreshEndsAtMs: world.nowMs + 30 * 86_400_000,
      };
    },
    work: async () => {
      try {
        return await lookAtListing(depsOf())(key, {
          deadlineMs: world.nowMs + 50_000,
          leaseUntilMs: world.nowMs + 90_000,
        });
      } catch (error) {
        if (error instanceof Crash) return 'crashed';
        throw error;
      }
    },
    settle: async (horizonMs = 3 * 3_600_000) => {
      const end = world.nowMs + horizonMs;
      for (let looks = 0; looks < 500; looks += 1) {
        const { nextTryAt } = stored;
        if (nextTryAt === undefined) break;
        const at = Math.max(world.nowMs, Date.parse(nextTryAt));
        if (at > end) break;
        world.nowMs = at;
        const looked = await world.work();
        // the next sweep comes within the minute
        if (looked === 'crashed' || looked.kind !== 'done') world.nowMs += 60_000;
      }
      world.market.settleLate();
    },
  };
  return world;
};

/** The items under our marker that are still there, and whether they are exactly what is wanted. */
export const ours = (world: World) =>
  world.market.items.filter((item) => item.marker.startsWith(productId) && !item.state.startsWith('removed'));
