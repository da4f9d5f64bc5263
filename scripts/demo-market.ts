import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { persistently } from './api-client.ts';

/** One item as the simulator shows it, in the demo's words. */
export interface ShopItem {
  readonly externalId: string;
  /** From our marker in the item's SKU. */
  readonly productId: string;
  readonly name: string;
  readonly status: string;
  readonly isLive: boolean;
  /** Not deleted. */
  readonly isThere: boolean;
  /** Whole rupiah that a buyer pays. */
  readonly buyerPrice: number | null;
  /** Null where the marketplace shows none. */
  readonly stock: number | null;
  readonly photos: readonly string[];
}

/** Calls per endpoint and outcome. */
export interface Calls {
  readonly counts: ReadonlyMap<string, number>;
  readonly since: (before: Calls) => {
    readonly total: number;
    readonly ok: (endpoint: string) => number;
    readonly errors: readonly (readonly [name: string, count: number])[];
    /** Calls per endpoint, whatever came of them. */
    readonly byEndpoint: Readonly<Record<string, number>>;
  };
}

/** The marketplace's side, as its shop's owner and its buyers see it. */
export interface Market {
  /** Says yes on the consent page, and follows the redirect back to us. */
  readonly consent: (authorizationUrl: string, shopName: string) => Promise<void>;
  readonly items: (shopId: string) => Promise<readonly ShopItem[]>;
  /** The shop as a web page. */
  readonly page: (shopId: string) => Promise<string>;
  /** Resolves once the product is on sale. @throws Error after `patienceMs` */
  readonly whenLive: (shopId: string, productId: string, patienceMs: number) => Promise<void>;
  readonly calls: () => Promise<Calls>;
}

/** What every simulator's shop has, beside the marketplace's own fields. */
const ShopPage = z.looseObject({
  products: z.array(
    z.looseObject({
      external_id: z.string(),
      name: z.string(),
      sku: z.string(),
      state: z.string(),
      live: z.boolean(),
      deleted: z.boolean().default(false),
      buyer_price: z.number().nullable(),
      stock: z.number().nullable(),
      photos: z.array(z.string()),
    }),
  ),
});
const CallPage = z.looseObject({
  calls: z.array(z.object({ endpoint: z.string(), shop: z.string(), outcome: z.string(), count: z.number() })),
});

/** Between two looks at a shop that something is awaited in. */
const lookMs = 100;

const callsOf = (counts: ReadonlyMap<string, number>): Calls => ({
  counts,
  since: (before) => {
    const made = [...counts].flatMap(([key, count]): [endpoint: string, outcome: string, count: number][] => {
      const more = count - (before.counts.get(key) ?? 0);
      // an endpoint may be a method and a path
      const [, endpoint = '', outcome = ''] = /^(.*) (\S*)$/u.exec(key) ?? [];
      return more > 0 ? [[endpoint, outcome, more]] : [];
    });
    return {
      total: made.reduce((sum, [, , count]) => sum + count, 0),
      ok: (endpoint) =>
        made.filter((each) => each[0] === endpoint && each[1] === 'ok').reduce((sum, [, , count]) => sum + count, 0),
      byEndpoint: made.reduce<Record<string, number>>((counted, [endpoint, , count]) => {
        counted[endpoint] = (counted[endpoint] ?? 0) + count;
        return counted;
      }, {}),
      errors: made.flatMap(([endpoint, outcome, count]) =>
        outcome === 'ok' ? [] : [[`${endpoint} ${outcome}`, count] as const],
      ),
    };
  },
});

/** The simulator below `base`, e.g. `http://localhost:8080/sim/shopee`. */
export const openMarket = (base: string): Market => {
  const get = (path: string, accept: string): Promise<string> =>
    persistently(async () => {
      const response = await fetch(`${base}${path}`, { headers: { accept } });
      const text = await response.text();
      if (!response.ok) throw new Error(`GET ${base}${path}: ${response.status} ${text.slice(0, 200)}`);
      return text;
    });

  const items = async (shopId: string): Promise<readonly ShopItem[]> => {
    const { products } = ShopPage.parse(JSON.parse(await get(`/_shop/${shopId}`, 'application/json')));
    return products.map((item) => ({
      externalId: item.external_id,
      productId: item.sku.split('-')[0] ?? '',
      name: item.name,
      status: item.state,
      isLive: item.live,
      isThere: !item.deleted,
      buyerPrice: item.buyer_price,
      stock: item.stock,
      photos: item.photos,
    }));
  };

  // one look serves all who wait for the same shop
  const looks = new Map<string, Promise<ReadonlySet<string>>>();
  const liveIn = (shopId: string): Promise<ReadonlySet<string>> => {
    const under = looks.get(shopId);
    if (under !== undefined) return under;
    const look = sleep(lookMs)
      .then(() => {
        // whoever asks from now on may not have been served by this look
        looks.delete(shopId);
        return items(shopId);
      })
      .then((found) => new Set(found.filter(({ isLive }) => isLive).map(({ productId }) => productId)));
    looks.set(shopId, look);
    return look;
  };

  return {
    consent: async (authorizationUrl, shopName) => {
      const url = new URL(authorizationUrl);
      url.searchParams.set('approve', '1');
      url.searchParams.set('shop_name', shopName);
      const consented = await fetch(url, { redirect: 'manual' });
      // a marketplace without a consent page leads straight back to us
      if (consented.ok && url.pathname.startsWith('/v1/accounts/callback/')) return;
      const back = consented.headers.get('location');
      if (back === null) throw new Error(`the consent page of ${shopName} answered ${consented.status}`);
      const returned = await fetch(back, { redirect: 'manual' });
      if (returned.status >= 400) {
        throw new Error(`return from consent: ${returned.status} ${(await returned.text()).slice(0, 300)}`);
      }
    },
    items,
    page: (shopId) => get(`/_shop/${shopId}`, 'text/html'),
    whenLive: async (shopId, productId, patienceMs) => {
      const end = performance.now() + patienceMs;
      while (!(await liveIn(shopId)).has(productId)) {
        if (performance.now() > end) throw new Error(`not on sale after ${patienceMs / 1000} s`);
      }
    },
    calls: async () => {
      const { calls } = CallPage.parse(JSON.parse(await get('/_calls', 'application/json')));
      const counts = new Map<string, number>();
      for (const { endpoint, outcome, count } of calls) {
        const key = `${endpoint} ${outcome}`;
        counts.set(key, (counts.get(key) ?? 0) + count);
      }
      return callsOf(counts);
    },
  };
};
