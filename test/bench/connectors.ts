/**
 * Many products on every marketplace of the registry at once, in the local cloud: how fast listings arrive, and how many
 * calls each marketplace got for it. Afterwards both sides are compared item by item, everything is saved again unchanged,
 * and every stock changes once. `npm run bench -- connectors [--products 2000] [--makers 10]`. Last line JSON.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { inParallel, openApi, tokenOf, type Api } from '../../scripts/api-client.ts';
import { openMarket, type Calls, type Market } from '../../scripts/demo-market.ts';
import { sampleRegister, seededId, type SampleProduct } from '../../scripts/sample-register.ts';
import { enrolIkms, ProductState, registerSentras } from '../../scripts/sample.ts';
import { connectFeed, connectPartner, connectShop, makeReady } from '../e2e/catalogue.ts';
import { startService } from '../e2e/service.ts';

const { values } = parseArgs({
  options: {
    products: { type: 'string', default: '2000' },
    makers: { type: 'string', default: '10' },
    api: { type: 'string' },
  },
});
const count = Number(values.products);
const atOnce = 6;
const patienceMs = 45 * 60_000;

const Marketplaces = z.looseObject({
  items: z.array(
    z.looseObject({ name: z.string(), can: z.looseObject({ shop: z.boolean(), feed: z.string().nullable() }) }),
  ),
});

interface Shop {
  readonly marketplace: string;
  readonly accountId: string;
  readonly shopId: string;
  readonly market: Market;
  readonly products: readonly SampleProduct[];
  /** Makes the marketplace fetch its feed. */
  readonly fetchFeed?: () => Promise<void>;
}

const service = values.api === undefined ? await startService({ args: ['--fresh'] }) : undefined;
const base = service?.api ?? values.api ?? '';
const api: Api = openApi(base, await tokenOf(base, 'kementerian'));
const seconds = (since: number): number => Number(((performance.now() - since) / 1000).toFixed(1));

const full = sampleRegister();
const ikms = full.ikms.slice(0, Number(values.makers));
const templates = full.products.filter(({ ikmId }) => ikms.some((each) => each.ikmId === ikmId));
const products = Array.from({ length: count }, (_, n): SampleProduct => {
  const template = templates[n % templates.length];
  if (template === undefined) throw new Error('the sample has no products');
  const productId = seededId('bench-product', String(n));
  const name = `${template.name} seri ${n}`;
  return {
    ...template,
    productId,
    photoId: seededId('bench-photo', String(n)),
    name,
    body: { ...template.body, name },
  };
});

const differencesIn = async (
  { market, shopId, products: expected, fetchFeed }: Shop,
  offerOf: (product: SampleProduct) => { readonly priceIdr: number; readonly stock: number },
): Promise<readonly string[]> => {
  await fetchFeed?.();
  const items = (await market.items(shopId)).filter(({ isThere }) => isThere);
  const byProduct = Map.groupBy(items, ({ productId }) => productId);
  const found = expected.flatMap((product) => {
    const mine = byProduct.get(product.productId) ?? [];
    byProduct.delete(product.productId);
    const [item] = mine;
    const { priceIdr, stock } = offerOf(product);
    if (item === undefined || !item.isLive) return [`${product.name}: ${item?.status ?? 'not there'}`];
    if (mine.length > 1) return [`${product.name}: ${mine.length} items`];
    if (item.buyerPrice !== priceIdr || (item.stock !== stock && item.stock !== null))
      return [`${product.name}: offer`];
    return item.photos.length === 1 ? [] : [`${product.name}: photos`];
  });
  return [...found, ...[...byProduct.keys()].map((productId) => `nobody asked for ${productId}`)];
};

const settled = async (shops: readonly Shop[], offerOf: (product: SampleProduct) => SampleProduct['offer']) => {
  const endMs = performance.now() + patienceMs;
  for (;;) {
    const differences = (await Promise.all(shops.map((shop) => differencesIn(shop, offerOf)))).flat();
    if (differences.length === 0 || performance.now() > endMs) return differences;
    process.stdout.write(`\r  ${differences.length} differ   `);
    await sleep(2_000);
  }
};

try {
  await registerSentras(api, full);
  await enrolIkms(api, { ...full, ikms });
  let ready = 0;
  const setUp = performance.now();
  await inParallel(products, atOnce, async (product, n) => {
    await makeReady(api, product, n);
    ready += 1;
    if (ready % 100 === 0) process.stdout.write(`\r  ${ready} products ready `);
  });
  console.log(`\n${count} products ready after ${seconds(setUp)} s`);

  const all = (await api('GET', '/v1/marketplaces', { answer: Marketplaces })).items;
  const itemMarketplaces = all.filter(({ can }) => can.shop);
  const shops: Shop[] = [];
  for (const { name } of itemMarketplaces) {
    const market = openMarket(`${base}/sim/${name}`);
    for (const { ikmId, businessName } of ikms) {
      const account = {
        accountId: seededId('bench-account', `${name} ${ikmId}`),
        marketplace: name,
        holder: { type: 'ikm', id: ikmId },
      };
      const shopId = await connectShop(api, market, account, businessName);
      shops.push({ ...account, shopId, market, products: products.filter((each) => each.ikmId === ikmId) });
    }
  }
  const partnerId = seededId('bench-account', 'partner');
  const partner = { accountId: partnerId, shopId: await connectPartner(api, base, partnerId), marketplace: 'webhook' };
  shops.push({ ...partner, market: openMarket(`${base}/sim/webhook`), products });
  const called = new Map(shops.map(({ marketplace, market }) => [marketplace, market]));
  for (const { ikmId } of ikms)
    await api('PUT', `/v1/ikms/${ikmId}/shop-site`, { body: { enabled: true }, answer: z.unknown() });
  for (const { name } of all.filter(({ name, can }) => can.feed !== null && name !== 'webhook')) {
    for (const { ikmId } of ikms) {
      const accountId = seededId('bench-account', `${name} ${ikmId}`);
      const account = { accountId, marketplace: name, holder: { type: 'ikm', id: ikmId } };
      const fetchFeed = await connectFeed(api, base, account, seededId('bench-token', accountId));
      const market = openMarket(`${base}/sim/${name}`);
      const mine = products.filter((each) => each.ikmId === ikmId);
      shops.push({ ...account, shopId: accountId, market, products: mine, fetchFeed });
    }
  }
  const callsNow = async (): Promise<ReadonlyMap<string, Calls>> =>
    new Map(await Promise.all([...called].map(async ([name, market]) => [name, await market.calls()] as const)));
  const madeSince = async (before: ReadonlyMap<string, Calls>): Promise<Record<string, Record<string, number>>> => {
    const report: Record<string, Record<string, number>> = {};
    for (const [name, now] of await callsNow()) {
      const earlier = before.get(name);
      if (earlier !== undefined) report[name] = { ...now.since(earlier).byEndpoint };
    }
    return report;
  };

  const places = shops.flatMap((shop) => shop.products.map((product) => ({ shop, product })));
  const began = performance.now();
  const beforeWanting = await callsNow();
  await inParallel(places, atOnce, async ({ shop, product }) => {
    await api('PUT', `/v1/products/${product.productId}/listings/${shop.accountId}`, {
      body: { wanted: 'live' },
      answer: z.unknown(),
    });
  });
  const wrong = await settled(shops, ({ offer }) => offer);
  const listingSeconds = seconds(began);
  const callsForListing = await madeSince(beforeWanting);
  console.log(`\n${places.length} listings after ${listingSeconds} s, ${wrong.length} wrong`, callsForListing);

  const beforeSaves = await callsNow();
  await inParallel(products, atOnce, async ({ productId, ikmId, body, photoId }) => {
    await api('PUT', `/v1/ikms/${ikmId}/products/${productId}`, {
      body: { ...body, photos: [photoId] },
      etag: (await api('GET', `/v1/products/${productId}`, { answer: ProductState })).etag,
      answer: z.unknown(),
    });
  });
  await sleep(5_000);
  const callsForUnchangedSaves = await madeSince(beforeSaves);

  const beforeOffers = await callsNow();
  const changed = performance.now();
  const later = (product: SampleProduct) => ({ ...product.offer, stock: product.offer.stock + 1 });
  await inParallel(products, atOnce, async (product) => {
    const path = `/v1/products/${product.productId}`;
    const { offer } = await api('GET', path, { answer: ProductState });
    await api('PATCH', `${path}/offer`, {
      body: { stock: later(product).stock },
      etag: offer.etag,
      answer: z.unknown(),
    });
  });
  const wrongLater = await settled(shops, later);
  console.log(`\nstocks changed after ${seconds(changed)} s, ${wrongLater.length} wrong`);
  console.log(
    JSON.stringify({
      bench: 'connectors',
      products: count,
      marketplaces: all.map(({ name }) => name),
      listings: places.length,
      wrong: wrong.slice(0, 5),
      listingsPerSecond: Number((places.length / listingSeconds).toFixed(1)),
      seconds: listingSeconds,
      callsForListing,
      callsForUnchangedSaves,
      callsForStockChanges: await madeSince(beforeOffers),
      stockSeconds: seconds(changed),
      wrongAfterChange: wrongLater.slice(0, 5),
    }),
  );
} finally {
  await service?.remove();
}
