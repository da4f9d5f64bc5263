import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import sharp from 'sharp';
import { ulid } from 'ulid';
import type { AppSession } from '../../../connectors/connector.ts';
import { shopee } from '../../../connectors/shopee/index.ts';
import { createSimulator } from '../../../connectors/shopee/simulator/index.ts';
import type { MarketplaceSimulator } from '../../../connectors/simulator.ts';
import { decideShopItem } from '../../../functions/decide-shop-item/use-case.ts';
import { createLook } from '../../../functions/fetch-shop-photos/look.ts';
import { fetchShopPhotos } from '../../../functions/fetch-shop-photos/use-case.ts';
import { createRender } from '../../../functions/process-photo/render.ts';
import { processPhoto } from '../../../functions/process-photo/use-case.ts';
import type { PushDeps } from '../../../functions/push-listing/ports.ts';
import { lookAtListing } from '../../../functions/push-listing/use-case.ts';
import { readShop } from '../../../functions/read-shop/use-case.ts';
import { Account } from '../../../shared/domain/account/account.ts';
import { ProductId } from '../../../shared/domain/ids.ts';
import { newListing } from '../../../shared/domain/listing/new-listing.ts';
import { changeOf, stateOf } from '../../../shared/domain/listing/state.ts';
import type { ShopItemRecord } from '../../../shared/domain/shop-item/shop-item.ts';
import { catalogueOf } from '../../../shared/domain/shop-item/suggest.ts';
import type { DecisionBody } from '../../../shared/domain/shop-item/view.ts';
import { accountRepository } from '../../../shared/persistence/account-repository.dynamo.ts';
import { candidatesReader } from '../../../shared/persistence/candidates.dynamo.ts';
import type { TableAt } from '../../../shared/persistence/dynamo.ts';
import { factCache } from '../../../shared/persistence/fact-cache.dynamo.ts';
import { listingKeys } from '../../../shared/persistence/keys.ts';
import { listingRepository } from '../../../shared/persistence/listing-repository.dynamo.ts';
import { createPlaceOfIkm } from '../../../shared/persistence/places.dynamo.ts';
import { createPhotoRepository, createRefusePhoto } from '../../../shared/persistence/photo-repository.dynamo.ts';
import { createProductRepository } from '../../../shared/persistence/product-repository.dynamo.ts';
import { createSealer } from '../../../shared/persistence/sealing.kms.ts';
import { shopGuard } from '../../../shared/persistence/shop-guard.dynamo.ts';
import { shopItems } from '../../../shared/persistence/shop-items.dynamo.ts';
import { linkedProductOf, shopLinks } from '../../../shared/persistence/shop-links.dynamo.ts';
import { createFakeKms } from '../../fake-kms.ts';
import { startDynoxide, type Dynoxide } from '../dynoxide.ts';
import { as, keripik, newProductId, using } from '../register-b/harness.ts';

/** Shopee's simulator with its messy shop on one side, the house's tables on the other. */
const base = 'http://localhost:8080/sim/shopee';

let engine: Dynoxide;
let register: TableAt;
let listings: TableAt;
let dataDir: string;
let now: number;
let simulator: MarketplaceSimulator;
let account: Account & { shopId: string };
let ikmId: string;
let photo: Uint8Array;
let calls = 0;

const toSimulator: typeof fetch = async (input, init) => {
  calls += 1;
  const request = new Request(input, init);
  const url = new URL(request.url);
  const answer = await simulator.handle({
    method: request.method,
    path: url.pathname.replace('/sim/shopee', ''),
    query: url.searchParams,
    headers: { accept: 'application/json', 'content-type': request.headers.get('content-type') ?? undefined },
    body: new Uint8Array(await request.arrayBuffer()),
  });
  const { status } = answer;
  return new Response(status === 204 ? null : answer.body.toString(), { status, headers: answer.headers });
};
const door = async (method: string, path: string, body?: unknown): Promise<any> => {
  const reply = await toSimulator(`${base}${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  return text === '' ? undefined : JSON.parse(text);
};
const inShop = async (): Promise<any[]> => (await door('GET', `/_shop/${account.shopId}`)).products;

/** Endpoints called since the count began. */
const madeCalls = async (): Promise<readonly string[]> =>
  (await door('GET', '/_calls')).calls.map(({ endpoint }: { endpoint: string }) => endpoint);

const sealer = createSealer({ kms: createFakeKms().kms, keyId: 'seal', clock: () => now });
const clock = () => now;
const accounts = () => accountRepository(listings, clock, sealer);
const items = () => shopItems(listings, clock);
const listed = () => listingRepository(listings, clock);
const app = (): AppSession => ({
  app: simulator.app(),
  baseUrl: base,
  fetch: toSimulator,
  clock,
  signal: AbortSignal.timeout(60_000),
});
const access = () => ({ connector: shopee, accounts: accounts(), clock, newId: () => ulid(), app: app() });
const traffic = { permit: () => Promise.resolve({ kind: 'go' as const }), learn: () => Promise.resolve() };

const read = (deadlineMs = now + 45_000, more: object = {}) =>
  readShop({
    ...access(),
    shop: shopee.shop,
    items: { ...items(), ...more },
    listingsOf: listed().ofProduct,
    ...candidatesReader(register),
    traffic,
    random: () => 0.5,
  })(account.accountId, { deadlineMs, leaseUntilMs: now + 65_000 });

const all = async (): Promise<readonly ShopItemRecord[]> => {
  const rows: ShopItemRecord[] = [];
  let position: Record<string, string> | undefined;
  do {
    const page = await items().page(account.accountId, 100, position, () => true);
    rows.push(...page.rows);
    ({ position } = page);
  } while (position !== undefined);
  return rows;
};

const decide = (externalId: string, body: DecisionBody) =>
  decideShopItem({
    agreeToPublishing: () => Promise.resolve(),
    products: createProductRepository(register, clock),
    placeOfIkm: createPlaceOfIkm(register),
    accounts: accounts(),
    items: items(),
    links: shopLinks(listings, clock),
    listings: listed(),
    takesOrders: () => true,
    clock,
  })(as('pemilik', ikmId), { accountId: account.accountId, externalId, body });

/** A worker brings the photos of an imported item. Uploads are kept in a map; `answer` is what stands at their addresses. */
const bringPhotos = async (externalId: string, answer: typeof fetch, isLastTry = false) => {
  const uploads = new Map<string, Uint8Array>();
  await fetchShopPhotos({
    items: items(),
    products: createProductRepository(register, clock),
    sourceOf: () => ({ baseUrl: base, hosts: shopee.shop.photoHosts ?? [] }),
    putUpload: (key, bytes) => {
      uploads.set(key, bytes);
      return Promise.resolve();
    },
    refuse: createRefusePhoto(register),
    fetch: answer,
    signalAfter: () => AbortSignal.timeout(10_000),
    look: createLook(),
    accounts: accounts(),
    catalogueOf: async (of) => catalogueOf(await candidatesReader(register).candidatesOf(of)),
    priceOf: candidatesReader(register).priceOf,
  })({ accountId: account.accountId, externalId }, isLastTry);
  return uploads;
};

/** What the photo function does with an upload. */
const process = (uploads: Map<string, Uint8Array>) =>
  processPhoto({
    photos: createPhotoRepository(register),
    store: {
      readUpload: (key) => {
        const bytes = uploads.get(key);
        return Promise.resolve(bytes === undefined ? undefined : { etag: 'e', bytes: Buffer.from(bytes) });
      },
      removeUpload: (key) => Promise.resolve(void uploads.delete(key)),
      putRendition: () => Promise.resolve(),
    },
    render: createRender(),
    onRejected: () => undefined,
  });

/** A product of the IKM, and its approved content as a listing sees it. */
const product = async (name: string, priceIdr = 18_000): Promise<ProductId> => {
  const productId = ProductId.parse(newProductId());
  await using(register).save(as('pemilik', ikmId), {
    ikmId,
    productId,
    body: {
      ...keripik,
      name,
      komoditas: 'kerajinan',
      sku: undefined,
      attributes: { Bahan: 'Pandan', 'Jenis Kelamin': 'Wanita' },
      offer: { priceIdr, availability: 'ready', stock: 9 },
    } as never,
    ifMatch: undefined,
  });
  return productId;
};

/** A worker looks at the product's listing; what is sent to the marketplace is Shopee's own plan but for photos. */
const push = async (productId: string) => {
  const repository = createProductRepository(register, clock);
  const deps = {
    ...access(),
    listings: listed(),
    facts: factCache(listings, 'shopee', clock),
    circumstancesOf: () => Promise.resolve({ categories: {}, siblings: [] }),
    readProduct: async (id: string) => {
      const file = await repository.read(id);
      if (file === undefined) return undefined;
      const content = { ...file.product.content, photos: ['01JCXQ5A2B4C6D8E0F2G4H6J8M'] };
      const photo = { photoId: '01JCXQ5A2B4C6D8E0F2G4H6J8M', state: 'ready', renditions: { large: { name: 'a.jpg' } } };
      return { ...file, approved: { etag: '1', content, at: '2026-11-22T00:00:00.000Z' }, photos: [photo] };
    },
    makerOf: () => Promise.resolve({ state: 'approved' }),
    images: { known: () => Promise.resolve({}), save: () => Promise.resolve() },
    readPhoto: (name: string) => Promise.resolve({ name, contentType: 'image/jpeg', bytes: photo }),
    traffic,
    obstacles: shopGuard(items()),
    random: () => 0.5,
    signalAfter: () => AbortSignal.timeout(30_000),
  } as unknown as PushDeps;
  await lookAtListing(deps)(
    { productId, accountId: account.accountId },
    { deadlineMs: now + 50_000, leaseUntilMs: now + 90_000 },
  );
  return (await listed().read({ productId, accountId: account.accountId }))!;
};
const want = async (productId: ProductId) => {
  const file = (await createProductRepository(register, clock).read(productId))!;
  await listed().create(
    newListing(file.product, {
      accountId: account.accountId,
      marketplace: 'shopee',
      takesOrders: true,
      wanted: 'live',
      overrides: {},
      ofProduct: [],
      nowMs: now,
    }),
  );
};

beforeAll(async () => {
  const drawn = sharp({ create: { width: 800, height: 800, channels: 3, background: '#964' } }).jpeg();
  photo = new Uint8Array(await drawn.toBuffer());
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

beforeEach(async () => {
  [register, listings] = [await engine.createTable('register'), await engine.createTable('listings')];
  now = Date.UTC(2026, 10, 22, 8);
  calls = 0;
  dataDir = mkdtempSync(join(tmpdir(), 'messy-'));
  simulator = createSimulator({
    dataDir,
    clock,
    publicBaseUrl: base,
    fetch: () => Promise.resolve(new Response('')),
  });
  ikmId = await using(register).newIkm();
  const link = shopee.authorization.url(app().app, base, 'http://ours/back?state=x', now);
  const consent = await toSimulator(`${link}&approve=1&shop_name=${encodeURIComponent('Toko Berantakan Jaya')}`);
  const query = Object.fromEntries(new URL(consent.headers.get('location') ?? '').searchParams);
  const grant = await shopee.authorization.exchange(app(), query);
  if (grant.kind !== 'ok') throw new Error(grant.kind);
  const { shopId, accessToken, accessTokenEndsAtMs, refreshToken, refreshTokenEndsAtMs } = grant.value;
  const pending = Account.parse({
    accountId: ulid(),
    marketplace: 'shopee',
    holder: { type: 'ikm', id: ikmId },
    place: { regionCode: '35.73.01', ikmId },
    state: 'pending',
    shopUsedBefore: false,
    etag: '1',
    createdWith: 'x',
  });
  account = { ...pending, state: 'connected', shopId };
  await listings.dynamo.send(
    new PutCommand({
      TableName: listings.table,
      Item: { ...listingKeys.account(account.accountId), type: 'account', ...pending },
    }),
  );
  const tokens = {
    accessToken,
    refreshToken,
    accessEndsAtMs: accessTokenEndsAtMs,
    refreshEndsAtMs: refreshTokenEndsAtMs,
  };
  await accounts().connect(pending, account, tokens, 'x');
  await door('DELETE', '/_calls');
  calls = 0;
});
afterEach(() => {
  simulator.close();
  rmSync(dataDir, { recursive: true });
});

describe('the messy shop of 200 items', () => {
  test('is read whole: each item that is not deleted once, none of them ours, with suggestions', async () => {
    const tas = await product('TAS anyaman pandan');
    expect(await read()).toBe('done');
    const rows = await all();
    const there = (await inShop()).filter(({ deleted }) => deleted !== true);
    expect(there.length).toBeLessThan(200);
    expect(rows.map(({ externalId }) => externalId).toSorted()).toEqual(
      there.map(({ external_id }) => String(external_id)).toSorted(),
    );
    expect(rows.every(({ decision }) => decision === 'open')).toBe(true);
    expect(rows.some(({ hasVariants }) => hasVariants)).toBe(true);
    const suggested = rows.filter(({ suggestions }) => suggestions.some(({ productId }) => productId === tas));
    expect(suggested.length).toBeGreaterThan(4);
    expect(suggested.every(({ name }) => /pandan|anyaman/iu.test(name))).toBe(true);
    // nothing but reads reached the marketplace
    expect((await madeCalls()).filter((endpoint) => !/get_item_list|get_item_base_info/u.test(endpoint))).toEqual([]);
  });

  test('is gone on with by another worker when one dies or runs out of time', async () => {
    let pages = 0;
    const { saveReading } = items();
    const dying: typeof saveReading = (reading) =>
      (pages += 1) === 2 ? Promise.reject(new Error('the worker died')) : saveReading(reading);
    await expect(read(now + 45_000, { saveReading: dying })).rejects.toThrow('the worker died');
    // while its lease runs nobody else reads
    expect(await read()).toBe('busy');
    const half = (await all()).length;
    expect(half).toBeGreaterThan(0);
    expect((await items().reading(account.accountId))?.finishedAtMs).toBeUndefined();
    now += 120_000;
    // time for no page at all: the next goes on at once
    expect(await read(now + 1)).toBe('more');
    calls = 0;
    expect(await read()).toBe('done');
    expect(calls).toBeLessThan(8);
    expect(await all()).toHaveLength((await inShop()).filter(({ deleted }) => deleted !== true).length);
  });

  test('read again it keeps decisions, takes over changes and forgets what vanished', async () => {
    await read();
    const [left, gone, renamed] = (await all()).filter(({ state }) => state === 'live');
    await decide(left!.externalId, { do: 'leave' });
    await door('DELETE', `/_shop/${account.shopId}/items/${gone!.externalId}`);
    await door('POST', `/_shop/${account.shopId}/items/${renamed!.externalId}`, { name: 'Nama baru sekali' });
    await items().ask(account);
    now += 1_000;
    expect(await read()).toBe('done');
    expect(await items().read(account.accountId, left!.externalId)).toMatchObject({ decision: 'left' });
    expect(await items().read(account.accountId, gone!.externalId)).toBeUndefined();
    expect(await items().read(account.accountId, renamed!.externalId)).toMatchObject({ name: 'Nama baru sekali' });
    const { open } = await items().waiting(account.accountId);
    expect(open.map(({ externalId }) => externalId)).not.toContain(left!.externalId);
    expect(open.find(({ externalId }) => externalId === renamed!.externalId)?.name).toBe('Nama baru sekali');
  });

  test('0 duplicates, 0 edits by hand overwritten, 0 items of others touched', async () => {
    const before = await inShop();
    const tas = await product('Tas anyaman pandan', 91_000);
    const other = await product('Wayang suket purun');
    await want(tas);
    await want(other);

    // before the shop is read nothing is created
    expect((await push(tas)).observed.blocked.map(({ code }) => code)).toEqual(['shop-being-read']);
    await read();
    for (const productId of [tas, other])
      await listed().mark({ productId, accountId: account.accountId, marketplace: 'shopee' });

    // what resembles an undecided item waits for its owner
    expect((await push(tas)).observed.blocked.map(({ code }) => code)).toEqual(['resembles-shop-item']);
    expect(await inShop()).toEqual(before);

    // the owner links one and leaves the others
    const alike = (await all()).filter(({ suggestions }) => suggestions.some(({ productId }) => productId === tas));
    const chosen = alike.find(({ hasVariants, state }) => !hasVariants && state === 'live')!;
    expect(await decide(chosen.externalId, { do: 'link', productId: tas })).toMatchObject({ decision: 'linked' });
    expect(await decide(chosen.externalId, { do: 'link', productId: tas })).toMatchObject({ decision: 'linked' });
    for (const { externalId } of alike) if (externalId !== chosen.externalId) await decide(externalId, { do: 'leave' });
    const linked = await push(tas);
    expect(linked.observed.item?.externalId).toBe(chosen.externalId);
    expect(changeOf(linked, now)?.state).toBe('changed-at-marketplace');
    expect(await linkedProductOf(listings)('shopee', account.shopId, chosen.externalId)).toBe(tas);
    await expect(decide(alike.at(-1)!.externalId, { do: 'link', productId: tas })).rejects.toMatchObject({
      code: 'already-linked',
    });

    // unlinked it is the shop's own again
    await decide(chosen.externalId, { do: 'leave' });
    const unlinked = await push(tas);
    expect([unlinked.link, unlinked.observed.item, stateOf(unlinked, now)]).toEqual([undefined, undefined, 'off']);

    // the other product is like nothing there: it is created, once
    const created = await push(other);
    expect(created.observed.item?.marker).toBe(`${other}-1`);
    await listed().mark({ productId: other, accountId: account.accountId, marketplace: 'shopee' });
    await push(other);
    const after = await inShop();
    expect(after).toHaveLength(before.length + 1);
    expect((await madeCalls()).filter((endpoint) => /update|delete|unlist|init_tier/u.test(endpoint))).toEqual([]);
    const own = new Set(before.map(({ external_id }) => external_id));
    expect(after.filter(({ external_id }) => own.has(external_id))).toEqual(before);
  });

  test('an import makes a draft product and links it, once', async () => {
    await read();
    const item = (await all()).find(({ hasVariants, state }) => !hasVariants && state === 'live')!;
    const productId = ProductId.parse(newProductId());
    const imported = await decide(item.externalId, { do: 'import', productId });
    expect(imported).toMatchObject({ decision: 'imported', productId });
    expect(await decide(item.externalId, { do: 'import', productId })).toMatchObject({ decision: 'imported' });
    const file = (await createProductRepository(register, clock).read(productId))!;
    expect(file.product).toMatchObject({ curation: 'draft', ikmId });
    expect(file.offers.whole).toMatchObject({ priceIdr: item.priceIdr, stock: item.stock });
    const varied = (await all()).find(({ hasVariants }) => hasVariants)!;
    await expect(
      decide(varied.externalId, { do: 'import', productId: ProductId.parse(newProductId()) }),
    ).rejects.toMatchObject({ code: 'item-has-variants' });
  });

  test('an import brings the item’s photos the way of all photos, once, and is of use before they come', async () => {
    await read();
    const [one, other] = (await all()).filter(
      ({ hasVariants, state, photoUrls }) => !hasVariants && state === 'live' && photoUrls.length > 0,
    );
    const productId = ProductId.parse(newProductId());
    await decide(one!.externalId, { do: 'import', productId });
    const repository = createProductRepository(register, clock);
    const draft = (await repository.read(productId))!;
    expect(draft.photos.map(({ photoId, state }) => [photoId, state])).toEqual(
      draft.product.content.photos!.map((photoId) => [photoId, 'waiting']),
    );
    expect((await items().read(account.accountId, one!.externalId))?.photosToFetch).toHaveLength(one!.photoUrls.length);
    // neither a reading nor the end of the link takes photos from the product
    await items().ask(account);
    await read();
    await decide(one!.externalId, { do: 'leave' });

    // busy at first, then there
    await expect(
      bringPhotos(one!.externalId, () => Promise.resolve(new Response('', { status: 503 }))),
    ).rejects.toThrow('could not be fetched');
    const uploads = await bringPhotos(one!.externalId, () => Promise.resolve(new Response(photo.slice())));
    expect([...uploads.keys()]).toEqual(draft.product.content.photos!.map((id) => `uploads/${productId}/${id}`));
    expect(await bringPhotos(one!.externalId, () => Promise.reject(new Error('asked again')))).toEqual(new Map());
    for (const key of [...uploads.keys()]) await process(uploads)({ key, messageId: key });
    const after = (await repository.read(productId))!;
    expect(after.photos.map(({ state }) => state)).toEqual(one!.photoUrls.map(() => 'ready'));
    expect(after.product.etag).toBe(draft.product.etag);

    // gone from the marketplace's disk: the owner is told, nothing waits for ever
    const without = ProductId.parse(newProductId());
    await decide(other!.externalId, { do: 'import', productId: without });
    expect(await bringPhotos(other!.externalId, toSimulator)).toEqual(new Map());
    expect((await repository.read(without))!.photos).toMatchObject(
      other!.photoUrls.map(() => ({ state: 'rejected', reason: 'photo-not-fetched' })),
    );
  });

  test('an item is suggested by its photo, and by the next reading still', async () => {
    await read();
    const [one, other] = (await all()).filter(
      ({ hasVariants, state, photoUrls }) => !hasVariants && state === 'live' && photoUrls.length > 0,
    );
    const pattern = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"><rect width="900" height="900" fill="#bbb"/><circle cx="250" cy="300" r="220" fill="#311"/><circle cx="700" cy="650" r="180" fill="#fff"/><rect x="120" y="640" width="300" height="90" fill="#123"/></svg>',
    );
    const picture = await sharp(pattern).jpeg({ quality: 90 }).toBuffer();
    const smaller = await sharp(pattern).resize(400).webp({ quality: 60 }).toBuffer();
    // a product that was imported from one item has the photo that another item shows
    const productId = ProductId.parse(newProductId());
    await decide(one!.externalId, { do: 'import', productId });
    const uploads = await bringPhotos(one!.externalId, () => Promise.resolve(new Response(new Uint8Array(picture))));
    for (const key of [...uploads.keys()]) await process(uploads)({ key, messageId: key });

    await door('POST', `/_shop/${account.shopId}/items/${other!.externalId}`, { name: 'Zzz qqq' });
    await items().ask(account);
    now += 1_000;
    await read();
    const suggested = async () => (await items().read(account.accountId, other!.externalId))!.suggestions;
    expect(await suggested()).toEqual([]);
    await bringPhotos(other!.externalId, () => Promise.resolve(new Response(new Uint8Array(smaller))));
    expect(await suggested()).toMatchObject([{ productId, reasons: expect.arrayContaining(['photo']) }]);
    await items().ask(account);
    now += 100_000;
    await read();
    expect(await suggested()).toMatchObject([{ productId, reasons: expect.arrayContaining(['photo']) }]);
    expect(await bringPhotos(other!.externalId, () => Promise.reject(new Error('asked again')))).toEqual(new Map());
  });
});
