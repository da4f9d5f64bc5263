import type { CallResult, Connector, Observation, Plan } from '../../../connectors/connector.ts';
import { defineConnector } from '../../../connectors/connector.ts';

/** One item of the fake marketplace. */
export interface MarketItem {
  readonly externalId: string;
  marker: string;
  name: string;
  description: string;
  priceIdr: number;
  stock: number;
  photos: readonly string[];
  state: Observation['state'];
  readonly createdAtMs: number;
  visibleAtMs: number;
}

/** What the network does to one call. */
export type Mishap = 'none' | 'lost-before' | 'lost-after' | 'late-commit' | 'throttled' | 'outage' | 'token';

export interface Market {
  readonly connector: Connector;
  readonly items: MarketItem[];
  /** Calls by name, in order. */
  readonly calls: string[];
  /** Decides the mishap of each call. */
  mishap: (call: string) => Mishap;
  /** A new item is found by a search only after this long; below the connector's quarantine. */
  searchLagMs: number;
  review: boolean;
  /** What the marketplace refuses, by name of the item. */
  refuses: (name: string) => boolean;
  lostAccount: boolean;
  /** Refuses offers whose price is this; of an offer sent whole nothing is taken. */
  refusedPrice: number | undefined;
  /** Commits what is still on its way and is due. */
  readonly settleLate: () => void;
}

const quarantineMs = 60_000;
const commitLateMs = 40_000;

/** A marketplace in memory, with one call for price and stock where `offerInOne`: every write is atomic there; answers may be lost, late, throttled or refused. */
export const createMarket = (clock: () => number, offerInOne = false): Market => {
  const items: MarketItem[] = [];
  const calls: string[] = [];
  const late: { atMs: number; act: () => void }[] = [];
  let nextId = 1;

  const market: Market = {
    items,
    calls,
    mishap: () => 'none',
    searchLagMs: 0,
    review: false,
    refuses: () => false,
    lostAccount: false,
    refusedPrice: undefined,
    settleLate: () => {
      for (const each of late.splice(0)) {
        if (each.atMs <= clock()) each.act();
        else late.push(each);
      }
    },
    connector: undefined as never,
  };

  const call = <T>(name: string, act: () => CallResult<T>, readsOnly = false): Promise<CallResult<T>> => {
    market.settleLate();
    calls.push(name);
    if (market.lostAccount) return Promise.resolve({ kind: 'account-lost', reason: 'withdrawn' });
    switch (market.mishap(name)) {
      case 'none':
        return Promise.resolve(act());
      case 'lost-before':
        return Promise.resolve({ kind: 'unknown', reason: 'timeout' });
      case 'lost-after':
        act();
        return Promise.resolve({ kind: 'unknown', reason: 'timeout' });
      case 'late-commit':
        // only a create may come late: a late update is undone by the next comparison of a real marketplace's versions
        if (name === 'create') late.push({ atMs: clock() + commitLateMs, act: () => void act() });
        else if (!readsOnly) act();
        return Promise.resolve({ kind: 'unknown', reason: 'timeout' });
      case 'throttled':
        return Promise.resolve({ kind: 'retry', reason: 'rate-limit', slowDown: true });
      case 'outage':
        return Promise.resolve({ kind: 'retry', reason: 'outage' });
      case 'token':
        return Promise.resolve({ kind: 'token-refused' });
    }
  };

  const observe = (item: MarketItem): Observation => ({
    externalId: item.externalId,
    marker: item.marker,
    state: item.state,
    problems: [],
    createdAtMs: item.createdAtMs,
    name: item.name,
    description: item.description,
    priceIdr: item.priceIdr,
    stock: item.stock,
  });
  const find = (externalId: string): MarketItem | undefined =>
    items.find((item) => item.externalId === externalId && !item.state.startsWith('removed'));
  const change = (externalId: string, act: (item: MarketItem) => void): CallResult<null> => {
    const item = find(externalId);
    if (item === undefined) return { kind: 'gone' };
    act(item);
    return { kind: 'ok', value: null };
  };
  const text = (value: unknown): string => String(value);
  const refusal = {
    kind: 'rejected' as const,
    marketplaceCode: 'bad_name',
    problems: [
      {
        code: 'bad-name',
        path: 'name',
        message: { id: 'Nama ditolak.', en: 'Name refused.' },
        fix: { id: 'Ganti nama.', en: 'Change the name.' },
        severity: 'block' as const,
      },
    ],
  };

  const connector = defineConnector({
    name: 'fake',
    displayName: 'Fake',
    status: 'simulator',
    hosts: { sandbox: 'http://fake', live: 'http://fake' },
    quarantineMs,
    ratePerSecond: 10,
    appFields: [],
    authorization: {
      url: () => 'http://fake',
      exchange: () => Promise.resolve({ kind: 'unknown', reason: 'not here' }),
      refresh: (_session: unknown, shopId: string) =>
        call('refresh', () => ({
          kind: 'ok',
          value: {
            shopId,
            shopName: '',
            accessToken: `token-${String(nextId++)}`,
            accessTokenEndsAtMs: clock() + 4 * 3_600_000,
            refreshToken: `refresh-${String(nextId++)}`,
            refreshTokenEndsAtMs: clock() + 30 * 86_400_000,
            authorizationEndsAtMs: 0,
          },
        })),
    },
    gatherFacts: () => Promise.resolve({ kind: 'ok', value: { connector: 'fake', categoryId: '1' } }),
    plan: (listable, overrides): Plan => ({
      content: {
        name: overrides.name ?? listable.name,
        description: overrides.description ?? listable.description,
        photos: listable.photos,
      },
      price: { original: overrides.priceIdr ?? listable.offer.priceIdr },
      stock: { stock: listable.offer.stock },
      photos: listable.photos,
      problems: [],
    }),
    requirements: () => ({ category: { id: '1', name: 'x', suggested: true }, fields: [] }),
    uploadPhoto: (_session, photo) => call('upload', () => ({ kind: 'ok', value: { imageId: `image-${photo.name}` } })),
    create: (_session, plan, images, marker) =>
      call('create', () => {
        if (market.refuses(text(plan.content['name']))) return refusal;
        const item: MarketItem = {
          externalId: String(nextId++),
          marker,
          name: text(plan.content['name']),
          description: text(plan.content['description']),
          priceIdr: Number(plan.price['original']),
          stock: Number(plan.stock['stock']),
          photos: Object.values(images),
          state: market.review ? 'in-review' : 'live',
          createdAtMs: clock(),
          visibleAtMs: clock() + market.searchLagMs,
        };
        items.push(item);
        return { kind: 'ok', value: observe(item) };
      }),
    updateContent: (_session, externalId, plan) =>
      call('content', () => {
        if (market.refuses(text(plan.content['name']))) return refusal;
        return change(externalId, (item) => {
          item.name = text(plan.content['name']);
          item.description = text(plan.content['description']);
        });
      }),
    updatePrice: (_session, externalId, plan) =>
      call('price', () =>
        plan.price['original'] === market.refusedPrice
          ? refusal
          : change(externalId, (item) => (item.priceIdr = Number(plan.price['original']))),
      ),
    updateStock: (_session, externalId, plan) =>
      call('stock', () => change(externalId, (item) => (item.stock = Number(plan.stock['stock'])))),
    ...(offerInOne
      ? {
          updateOffer: (_session: unknown, externalId: string, plan: Plan) =>
            call('offer', () =>
              plan.price['original'] === market.refusedPrice
                ? refusal
                : change(externalId, (item) => {
                    item.priceIdr = Number(plan.price['original']);
                    item.stock = Number(plan.stock['stock']);
                  }),
            ),
        }
      : {}),
    setOnSale: (_session, externalId, on) =>
      call(on ? 'on' : 'off', () => change(externalId, (item) => (item.state = on ? 'live' : 'off'))),
    remove: (_session, externalId) =>
      call('remove', () => change(externalId, (item) => (item.state = 'removed-by-seller'))),
    findByMarker: (_session, marker) =>
      call(
        'find',
        () => ({
          kind: 'ok',
          value: items.filter((item) => item.marker === marker && item.visibleAtMs <= clock()).map(observe),
        }),
        true,
      ),
    read: (_session, externalId) =>
      call(
        'read',
        () => {
          const item = items.find((each) => each.externalId === externalId);
          return { kind: 'ok', value: item === undefined ? null : observe(item) };
        },
        true,
      ),
    push: { verify: () => false, answer: { statusCode: 200, body: '' }, interpret: () => [] },
    title: { min: 1, max: 255, unit: 'characters' },
    feeShare: 0,
    shop: null,
    orders: null,
    feed: null,
  } satisfies Connector);
  return Object.assign(market, { connector });
};
