/**
 * Plays the main job against a running local service: register, photos, shops, listings, changes; then holds both sides
 * against each other. `npm run demo -- --api http://localhost:8080 [--small]`. Ends with one line of JSON.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import * as z from 'zod';
import { ApiRefusal, inParallel, openApi, persistently, tokenOf, type Api } from './api-client.ts';
import { phonePhoto } from './demo-photo.ts';
import { openMarket, type ShopItem, type Market } from './demo-market.ts';
import { sampleRegister, seededId, type SampleOffer, type SampleProduct, type SampleShop } from './sample-register.ts';
import { enrolIkms, parallel, ProductState, registerMembers, registerSentras, saveProduct } from './sample.ts';

/** Listings that are on their way at a time: an office at work, not a stress test. */
const wantedAtOnce = 2;
/** Photos on their way at a time. */
const photosAtOnce = 6;
/** Longer than a create is searched for whose answer was lost. */
const patienceMs = 180_000;
const pollMs = 300;

const PhotoTicket = z.looseObject({
  state: z.string(),
  upload: z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }),
});
const PhotoState = z.looseObject({
  state: z.enum(['waiting', 'ready', 'rejected']),
  reason: z.looseObject({ code: z.string() }).optional(),
});
const AccountState = z.looseObject({ state: z.string(), shopId: z.string().nullish() });
const OpenedAccount = z.looseObject({ authorizationUrl: z.string() });
const ListingState = z.looseObject({
  accountId: z.string(),
  wanted: z.enum(['live', 'off']),
  state: z.string(),
  change: z.looseObject({ state: z.string() }).nullable(),
  problems: z.array(z.looseObject({ code: z.string() })),
  externalId: z.string().nullish(),
  nextTryAt: z.string().nullish(),
  etag: z.string().optional(),
});
type ListingState = z.infer<typeof ListingState>;
const ListingPage = z.looseObject({ items: z.array(ListingState) });

interface Stage {
  readonly api: Api;
  readonly shopee: Market;
}

/** One product in one shop: what the demo wants of it in the end. */
interface Place {
  readonly product: SampleProduct;
  readonly shop: SampleShop;
  readonly shopId: string;
}

const startedAt = performance.now();
const seconds = (since = startedAt): string => ((performance.now() - since) / 1000).toFixed(1);
const isTerminal = process.stdout.isTTY;

/** Shows how far a step is; one line per step in the end. */
const step = async (
  name: string,
  total: number,
  work: (tick: () => void) => Promise<string | undefined>,
): Promise<void> => {
  const began = performance.now();
  let done = 0;
  const show = (): void => {
    if (isTerminal) process.stdout.write(`\r  … ${name} ${done}/${total}   `);
  };
  show();
  const note = await work(() => {
    done += 1;
    show();
  });
  if (isTerminal) process.stdout.write('\r');
  console.log(`  ✓ ${name}: ${note ?? String(total)} (${seconds(began)} s)          `);
};

/** Asks again until there is an answer. @throws Error with `what` when it takes too long */
const until = async <T>(what: string, look: () => Promise<T | undefined>): Promise<T> => {
  const end = performance.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(`${what}: still not after ${patienceMs / 1000} s`);
    await sleep(pollMs);
  }
};

const sendPhoto = async ({ api }: Stage, { productId, photoId, name }: SampleProduct): Promise<void> => {
  const photos = `/v1/products/${productId}/photos`;
  const bytes = await phonePhoto(photoId, name);
  const { upload, state } = await api('POST', photos, {
    body: { photoId, contentType: 'image/jpeg', bytes: bytes.length },
    answer: PhotoTicket,
  });
  // an earlier run may have sent it
  if (state === 'waiting') {
    const form = new FormData();
    for (const [field, value] of Object.entries(upload.fields)) form.set(field, value);
    form.set('file', new Blob([bytes], { type: 'image/jpeg' }), `${photoId}.jpg`);
    const answer = await persistently(() => fetch(upload.url, { method: 'POST', body: form }));
    if (!answer.ok) throw new Error(`upload of ${photoId}: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
  }
  await until(`photo of ${name}`, async () => {
    const photo = await api('GET', `${photos}/${photoId}`, { answer: PhotoState });
    if (photo.state === 'rejected') throw new Error(`photo of ${name} was rejected: ${photo.reason?.code ?? ''}`);
    return photo.state === 'ready' ? true : undefined;
  });
};

/** Takes one product from nothing, or from wherever an earlier run left it, to approved. */
const makeReady = async (stage: Stage, product: SampleProduct): Promise<void> => {
  const { api } = stage;
  const path = `/v1/products/${product.productId}`;
  let state = await saveProduct(api, product);
  if (state.photos.length === 0) {
    await sendPhoto(stage, product);
    state = await api('PUT', `/v1/ikms/${product.ikmId}/products/${product.productId}`, {
      body: { ...product.body, photos: [product.photoId] },
      etag: state.etag,
      answer: ProductState,
    });
  }
  if (state.curation === 'draft' || state.curation === 'returned') {
    state = await api('POST', `${path}/submission`, { answer: ProductState });
  }
  if (state.curation === 'submitted') {
    await api('POST', `${path}/curation`, {
      body: { etag: state.etag, decision: 'approve', reasons: [] },
      answer: ProductState,
    });
  }
};

/** Connects one shop as its owner does in a browser; answers its number at the marketplace. */
const connect = async (
  { api, shopee }: Stage,
  { accountId, holder, shopName }: SampleShop,
  marketplace = 'shopee',
): Promise<string> => {
  const path = `/v1/accounts/${accountId}`;
  const read = async (): Promise<z.infer<typeof AccountState> | undefined> => {
    try {
      return await api('GET', path, { answer: AccountState });
    } catch (error) {
      if (error instanceof ApiRefusal && error.status === 404) return undefined;
      throw error;
    }
  };
  const connected = async (): Promise<string | undefined> => {
    const account = await read();
    return account?.state === 'connected' ? (account.shopId ?? undefined) : undefined;
  };
  const before = await connected();
  if (before !== undefined) return before;
  const { authorizationUrl } = await api('POST', '/v1/accounts', {
    body: { accountId, marketplace, holder },
    answer: OpenedAccount,
  });
  await shopee.consent(authorizationUrl, shopName);
  return until(`connection of ${shopName}`, connected);
};

const Marketplaces = z.looseObject({
  items: z.array(
    z.looseObject({ name: z.string(), displayName: z.string(), can: z.looseObject({ shop: z.boolean() }) }),
  ),
});

/** The same maker's products in a shop of each other marketplace that has shops; what differs there, and the rows to show. */
const goElsewhere = async (
  { api }: Stage,
  base: string,
  maker: SampleShop,
): Promise<{ readonly faults: readonly string[]; readonly rows: readonly (readonly string[])[] }> => {
  const { items } = await api('GET', '/v1/marketplaces', { answer: Marketplaces });
  const faults: string[] = [];
  const rows: string[][] = [];
  for (const { name, displayName } of items.filter((each) => each.can.shop && each.name !== 'shopee')) {
    const market = openMarket(`${base}/sim/${name}`);
    const shop = { ...maker, accountId: seededId('account', `${name} ${maker.accountId}`) };
    const shopId = await connect({ api, shopee: market }, shop, name);
    const products = maker.products.filter(({ later }) => later.wanted === 'live');
    await inParallel(products, wantedAtOnce, async (product) => {
      await wanting(api, { product, shop, shopId }, 'live');
      await market.whenLive(shopId, product.productId, patienceMs);
    });
    const shown = (await market.items(shopId)).filter(({ isThere }) => isThere);
    const wrong = products.filter(({ productId, later: { offer } }) => {
      const mine = shown.filter((item) => item.productId === productId);
      return mine.length !== 1 || mine[0]?.buyerPrice !== offer.priceIdr || mine[0].stock !== offer.stock;
    });
    faults.push(...wrong.map((product) => `${product.name} at ${displayName}`));
    const agree = String(products.length - wrong.length);
    rows.push([
      `${shop.shopName} at ${displayName}`,
      shopId,
      String(products.length),
      String(products.length),
      '0',
      agree,
      `${base}/sim/${name}/_shop/${shopId}`,
    ]);
  }
  return { faults, rows };
};

const listingsOf = async (api: Api, productId: string): Promise<readonly ListingState[]> =>
  (await api('GET', `/v1/products/${productId}/listings`, { answer: ListingPage })).items;

const wanting = async (api: Api, { product, shop }: Place, wanted: 'live' | 'off'): Promise<void> => {
  const path = `/v1/products/${product.productId}/listings/${shop.accountId}`;
  const before = (await listingsOf(api, product.productId)).find(({ accountId }) => accountId === shop.accountId);
  if (before?.wanted === wanted) return;
  await api('PUT', path, {
    body: { wanted },
    ...(before?.etag === undefined ? {} : { etag: before.etag }),
    answer: z.unknown(),
  });
};

/** The state of a listing in words, for whoever waits for it. */
const explain = (listing: ListingState | undefined): string =>
  listing === undefined
    ? 'no listing'
    : `${listing.state}${listing.problems.map(({ code }) => ` ${code}`).join('')}${listing.nextTryAt ? `, next try ${listing.nextTryAt}` : ''}`;

/** Wants one listing live and waits until buyers see it; answers the milliseconds, or undefined when it was wanted before. */
const goLive = async (stage: Stage, place: Place): Promise<number | undefined> => {
  const { api, shopee } = stage;
  const { product, shop, shopId } = place;
  const before = (await listingsOf(api, product.productId)).find(({ accountId }) => accountId === shop.accountId);
  // one that an earlier run took off stays off
  if (before?.wanted === 'off') return undefined;
  const began = performance.now();
  await wanting(api, place, 'live');
  try {
    await shopee.whenLive(shopId, product.productId, patienceMs);
  } catch (error) {
    const listing = (await listingsOf(api, product.productId)).find(({ accountId }) => accountId === shop.accountId);
    throw new Error(`${product.name} in ${shop.shopName} is not live: ${explain(listing)}`, { cause: error });
  }
  return before === undefined ? performance.now() - began : undefined;
};

/** Brings price and stock to what they should be; answers which of them it changed. */
const changeOffer = async (
  api: Api,
  { productId }: SampleProduct,
  target: SampleOffer,
): Promise<{ readonly price: boolean; readonly stock: boolean }> => {
  const path = `/v1/products/${productId}`;
  for (;;) {
    const { offer } = await api('GET', path, { answer: ProductState });
    const price = offer.priceIdr !== target.priceIdr;
    const stock = offer.stock !== target.stock;
    if (!price && !stock) return { price, stock };
    try {
      await api('PATCH', `${path}/offer`, {
        body: { ...(price ? { priceIdr: target.priceIdr } : {}), ...(stock ? { stock: target.stock } : {}) },
        etag: offer.etag,
        answer: z.unknown(),
      });
      return { price, stock };
    } catch (error) {
      // the answer to our own change was lost, or somebody else was first: look again
      if (!(error instanceof ApiRefusal && error.code === 'stale-etag')) throw error;
    }
  }
};

/** Where our listing and the shop differ; empty when they agree. */
const differences = (
  { product }: Place,
  listing: ListingState | undefined,
  items: readonly ShopItem[],
): readonly string[] => {
  const { wanted, offer } = product.later;
  const [item, ...more] = items.filter(({ isThere }) => isThere);
  const found: string[] = [];
  if (listing?.wanted !== wanted) found.push(`wanted ${listing?.wanted ?? 'nothing'}, not ${wanted}`);
  if (listing?.state !== wanted) found.push(`our side says ${explain(listing)}`);
  if (listing?.change) found.push(`a change is ${listing.change.state}`);
  if (more.length > 0) found.push(`${more.length + 1} items`);
  if (wanted === 'off') {
    if (item?.isLive === true) found.push('on sale in the shop');
    return found;
  }
  if (item === undefined) return [...found, 'not in the shop'];
  if (!item.isLive) found.push(`${item.status} in the shop`);
  if (item.name !== product.name) found.push(`named ${item.name}`);
  if (item.buyerPrice !== offer.priceIdr) found.push(`buyers pay ${item.buyerPrice}, not ${offer.priceIdr}`);
  if (item.stock !== offer.stock) found.push(`stock ${item.stock}, not ${offer.stock}`);
  if (item.photos.length !== 1) found.push(`${item.photos.length} photos`);
  if (listing?.externalId !== item.externalId)
    found.push(`item ${item.externalId}, ours ${listing?.externalId ?? 'none'}`);
  return found;
};

/** One photo as the shop shows it: upright, square, no trace of where it was taken. */
const photoFaults = async (url: string): Promise<readonly string[]> => {
  const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
  const { width, height, orientation, exif, format } = await sharp(bytes).metadata();
  return [
    ...(format === 'jpeg' && width === 1200 && height === 1200 ? [] : [`${format} ${width}×${height}`]),
    ...(orientation === undefined || orientation === 1 ? [] : ['not upright']),
    ...(exif === undefined ? [] : ['carries EXIF']),
    ...(bytes.length < 1_000_000 ? [] : [`${bytes.length} bytes`]),
  ];
};

const percentile = (sorted: readonly number[], part: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0);

const printTable = (rows: readonly (readonly string[])[]): void => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  for (const row of rows) {
    console.log(
      `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}`,
    );
  }
};

const run = async (base: string, size: 'full' | 'small'): Promise<boolean> => {
  const register = sampleRegister(size);
  const api = openApi(base, await tokenOf(base, 'kementerian'));
  const shopee = openMarket(`${base}/sim/shopee`);
  const stage = { api, shopee };
  const callsBefore = await shopee.calls();
  const { sentras, ikms, products, shops } = register;
  console.log(`Demo against ${base}`);

  await step('sentras registered', sentras.length, async () => {
    await registerSentras(api, register);
    return sentras.map(({ name }) => name.replace('Sentra ', '')).join(', ');
  });
  await step('IKMs enrolled and verified', ikms.length, async () => {
    await enrolIkms(api, register);
    await registerMembers(api, register);
    return undefined;
  });
  await step('products saved, photographed, curated', products.length, async (tick) => {
    await inParallel(products, photosAtOnce, async (product) => {
      await makeReady(stage, product);
      tick();
    });
    return undefined;
  });
  const joint = shops.flatMap(({ accountId, holder, products: sold }) =>
    holder.type === 'sentra'
      ? [...new Set(sold.map(({ ikmId }) => ikmId))].map((ikmId) => ({ accountId, ikmId, sentraId: holder.id }))
      : [],
  );
  // a mentor of the whole sentra speaks for its makers
  for (const sentraId of new Set(joint.map((each) => each.sentraId))) {
    await api('PUT', `/v1/members/${seededId('member', `pendamping ${sentraId}`)}`, {
      body: { name: 'Pendamping Sanan', phone: '+6281200000003', role: 'pendamping', scope: [sentraId] },
      answer: z.unknown(),
    });
  }
  const places: Place[] = [];
  await step('shops connected through OAuth', shops.length, async (tick) => {
    for (const shop of shops) {
      const shopId = await connect(stage, shop);
      places.push(...shop.products.map((product) => ({ product, shop, shopId })));
      tick();
    }
    return shops.map(({ shopName }) => shopName).join(', ');
  });

  await step('makers agree to the joint shop', joint.length, async (tick) => {
    const mentor = openApi(base, await tokenOf(base, 'pendamping'));
    await inParallel(joint, parallel, async ({ accountId, ikmId }) => {
      await mentor('PUT', `/v1/accounts/${accountId}/consents/${ikmId}`, {
        body: { agreed: true, version: 'demo' },
        answer: z.unknown(),
      });
      tick();
    });
    return undefined;
  });

  const latencies: number[] = [];
  await step('listings wanted and live', places.length, async (tick) => {
    await inParallel(places, wantedAtOnce, async (place) => {
      const took = await goLive(stage, place);
      if (took !== undefined) latencies.push(took);
      tick();
    });
    return `${places.length}, ${latencies.length} of them new`;
  });
  latencies.sort((a, b) => a - b);

  const listed = products.filter(({ productId }) => places.some(({ product }) => product.productId === productId));
  /** Changes of one product, counted once per shop that carries it. */
  let priceChanges = 0;
  let stockChanges = 0;
  await step('prices and stocks changed, some taken off', listed.length, async (tick) => {
    let off = 0;
    await inParallel(listed, parallel, async (product) => {
      const { later } = product;
      const where = places.filter((place) => place.product === product);
      if (later.wanted === 'off') {
        for (const place of where) await wanting(api, place, 'off');
        off += where.length;
      } else {
        const { price, stock } = await changeOffer(api, product, later.offer);
        if (price) priceChanges += where.length;
        if (stock) stockChanges += where.length;
      }
      tick();
    });
    return `${priceChanges} prices, ${stockChanges} stocks, ${off} off`;
  });

  const compare = async (): Promise<ReadonlyMap<Place, readonly string[]>> => {
    const itemsByShop = new Map<string, readonly ShopItem[]>();
    for (const shopId of new Set(places.map((place) => place.shopId)))
      itemsByShop.set(shopId, await shopee.items(shopId));
    const found = new Map<Place, readonly string[]>();
    await inParallel(places, parallel, async (place) => {
      const { product, shop, shopId } = place;
      const listing = (await listingsOf(api, product.productId)).find(({ accountId }) => accountId === shop.accountId);
      const items = (itemsByShop.get(shopId) ?? []).filter(({ productId }) => productId === product.productId);
      found.set(place, differences(place, listing, items));
    });
    return found;
  };
  const agreed = (found: ReadonlyMap<Place, readonly string[]>): boolean =>
    [...found.values()].every((each) => each.length === 0);

  let compared = await compare();
  await step('both sides agree', places.length, async () => {
    const end = performance.now() + patienceMs;
    while (!agreed(compared) && performance.now() < end) {
      await sleep(pollMs);
      compared = await compare();
    }
    return agreed(compared) ? undefined : 'NO';
  });

  const unchangedBefore = await shopee.calls();
  await step('unchanged saves', Math.min(10, listed.length), async () => {
    await inParallel(listed.slice(0, 10), parallel, async (product) => {
      await saveProduct(api, product);
      await changeOffer(api, product, product.later.offer);
    });
    // long enough for an event to have become a call
    await sleep(2_000);
    return undefined;
  });
  const callsAfter = await shopee.calls();

  let elsewhere: Awaited<ReturnType<typeof goElsewhere>> = { faults: [], rows: [] };
  const maker = shops.find(({ holder }) => holder.type === 'ikm');
  if (maker !== undefined)
    await step('one maker on the other marketplaces', 1, async () => {
      elsewhere = await goElsewhere(stage, base, maker);
      return elsewhere.rows.map(([name]) => name).join(', ');
    });

  const strangers: string[] = [];
  const held = new Map<string, Set<string>>();
  let duplicates = 0;
  let wrongPhotos = 0;
  for (const shop of shops) {
    const shopId = places.find((place) => place.shop === shop)?.shopId ?? '';
    const items = (await shopee.items(shopId)).filter(({ isThere }) => isThere);
    const known = new Set(shop.products.map(({ productId }) => productId));
    strangers.push(
      ...items.filter(({ productId }) => !known.has(productId)).map(({ name }) => `${shop.shopName}: ${name}`),
    );
    const ids = items.map(({ productId }) => productId);
    duplicates += ids.length - new Set(ids).size;
    held.set(shopId, new Set(ids));
    const shown = items.find(({ isLive }) => isLive);
    const faults = shown?.photos[0] === undefined ? ['no photo to be seen'] : await photoFaults(shown.photos[0]);
    if (faults.length > 0) {
      wrongPhotos += 1;
      console.log(`  ✗ photo in ${shop.shopName}: ${faults.join(', ')}`);
    }
    const page = await shopee.page(shopId);
    const missing = items.filter(({ isLive, name }) => isLive && !page.includes(name.replaceAll('&', '&amp;')));
    if (missing.length > 0) console.log(`  ✗ ${missing.length} live products are not on the page of ${shop.shopName}`);
  }

  console.log('');
  printTable([
    ['shop', 'id', 'listings', 'live', 'off', 'agree', 'buyers see'],
    ...shops.map((shop) => {
      const mine = places.filter((place) => place.shop === shop);
      const live = mine.filter(({ product }) => product.later.wanted === 'live').length;
      const shopId = mine[0]?.shopId ?? '';
      return [
        shop.shopName,
        shopId,
        String(mine.length),
        String(live),
        String(mine.length - live),
        String(mine.filter((place) => compared.get(place)?.length === 0).length),
        `${base}/sim/shopee/_shop/${shopId}`,
      ];
    }),
    ...elsewhere.rows,
  ]);
  for (const fault of elsewhere.faults) console.log(`  ✗ ${fault} is not as wanted`);
  for (const [{ product, shop }, faults] of compared) {
    if (faults.length > 0) console.log(`  ✗ ${product.name} in ${shop.shopName}: ${faults.join('; ')}`);
  }
  for (const stranger of strangers) console.log(`  ✗ nobody asked for ${stranger}`);

  const made = callsAfter.since(callsBefore);
  const latencyMs = {
    p50: percentile(latencies, 0.5),
    p95: percentile(latencies, 0.95),
    max: percentile(latencies, 1),
  };
  const counts = {
    creates: made.ok('product/add_item'),
    uploads: made.ok('media_space/upload_image'),
    priceCalls: made.ok('product/update_price'),
    stockCalls: made.ok('product/update_stock'),
    contentCalls: made.ok('product/update_item'),
    // orders are asked for by the clock, whatever is saved
    callsForUnchangedSaves: Object.entries(callsAfter.since(unchangedBefore).byEndpoint)
      .filter(([endpoint]) => !endpoint.startsWith('order/'))
      .reduce((sum, [, n]) => sum + n, 0),
    signOrTokenErrors: made.errors.filter(([name]) => /sign|auth|token/.test(name)).reduce((sum, [, n]) => sum + n, 0),
  };
  console.log('');
  console.log(
    `  want → live: p50 ${latencyMs.p50} ms, p95 ${latencyMs.p95} ms, slowest ${latencyMs.max} ms (${latencies.length} new)`,
  );
  console.log(
    `  Shopee was called ${made.total} times: ${counts.creates} creates, ${counts.uploads} photo uploads, ${counts.priceCalls} price calls for ${priceChanges} changes, ${counts.stockCalls} stock calls for ${stockChanges}, ${counts.contentCalls} content updates, ${counts.callsForUnchangedSaves} for unchanged saves`,
  );
  for (const [name, n] of made.errors) console.log(`  refused: ${name} ×${n}`);

  const ok =
    agreed(compared) &&
    duplicates === 0 &&
    strangers.length === 0 &&
    wrongPhotos === 0 &&
    elsewhere.faults.length === 0;
  console.log(`  ${ok ? 'Both sides agree' : 'THE SIDES DISAGREE'} after ${seconds()} s.`);
  console.log(
    JSON.stringify({
      ok,
      sentras: sentras.length,
      ikms: ikms.length,
      products: listed.length,
      savedProducts: products.length,
      listings: places.length,
      newListings: latencies.length,
      otherMarketplaces: elsewhere.rows.length,
      duplicates,
      strangers: strangers.length,
      ...counts,
      priceChanges,
      stockChanges,
      latencyMs: { p50: latencyMs.p50, p95: latencyMs.p95 },
      seconds: Number(seconds()),
    }),
  );
  return ok;
};

const { values } = parseArgs({
  options: {
    api: { type: 'string', default: 'http://localhost:8080' },
    small: { type: 'boolean', default: false },
  },
});
try {
  const ok = await run(values.api.replace(/\/$/, ''), values.small ? 'small' : 'full');
  if (!ok) process.exitCode = 1;
} catch (error) {
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
  console.error(`\ndemo: ${error instanceof Error ? error.message : String(error)}${cause}`);
  process.exitCode = 1;
}
