import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import type { AppSession } from '../../../connectors/connector.ts';
import { shopee } from '../../../connectors/shopee/index.ts';
import { createSimulator } from '../../../connectors/shopee/simulator/index.ts';
import type { MarketplaceSimulator } from '../../../connectors/simulator.ts';
import { handleHint } from '../../../functions/handle-callback/use-case.ts';
import { pollOrders } from '../../../functions/poll-orders/use-case.ts';
import { Account } from '../../../shared/domain/account/account.ts';
import { Listing, nothingObserved } from '../../../shared/domain/listing/listing.ts';
import { orderIdOf } from '../../../shared/domain/order/order-id.ts';
import { stateOf } from '../../../shared/domain/order/order.ts';
import { accountRepository } from '../../../shared/persistence/account-repository.dynamo.ts';
import type { TableAt } from '../../../shared/persistence/dynamo.ts';
import { listingKeys } from '../../../shared/persistence/keys.ts';
import { orderIntake } from '../../../shared/persistence/order-intake.dynamo.ts';
import { orderPolls } from '../../../shared/persistence/order-polls.dynamo.ts';
import { orderRepository } from '../../../shared/persistence/order-repository.dynamo.ts';
import { createProductRepository } from '../../../shared/persistence/product-repository.dynamo.ts';
import { createSealer } from '../../../shared/persistence/sealing.kms.ts';
import { createFakeKms } from '../../fake-kms.ts';
import { startDynoxide, type Dynoxide } from '../dynoxide.ts';
import { as, keripik, newProductId, using } from '../register-b/harness.ts';

/** Shopee's simulator on one side, the house's tables on the other; only queue and network are the test's own. */
const base = 'http://localhost:8080/sim/shopee';
const callback = 'http://ours/v1/callbacks/shopee';

let engine: Dynoxide;
let register: TableAt;
let listings: TableAt;
let dataDir: string;
let clock: { now: number };
let simulator: MarketplaceSimulator;
let pushes: Uint8Array[];
let account: Account & { shopId: string };
let productId: string;
let itemId: number;

const toSimulator: typeof fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input.toString());
  const answer = await simulator.handle({
    method: init?.method ?? 'GET',
    path: url.pathname.replace('/sim/shopee', ''),
    query: url.searchParams,
    headers: { accept: 'application/json' },
    body: new Uint8Array(Buffer.from(typeof init?.body === 'string' ? init.body : '')),
  });
  if (answer.holdMs !== undefined) throw new TypeError('the connection was cut');
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

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

beforeEach(async () => {
  [register, listings] = [await engine.createTable('register'), await engine.createTable('listings')];
  clock = { now: Date.UTC(2026, 10, 22, 8) };
  pushes = [];
  dataDir = mkdtempSync(join(tmpdir(), 'orders-'));
  simulator = createSimulator({
    dataDir,
    clock: () => clock.now,
    publicBaseUrl: base,
    callbackUrl: callback,
    fetch: async (_url, init) => {
      const raw = Buffer.from(typeof init?.body === 'string' ? init.body : '');
      const headers = { authorization: new Headers(init?.headers).get('authorization') ?? undefined };
      expect(shopee.push.verify(simulator.app(), callback, headers, raw)).toBe(true);
      pushes.push(new Uint8Array(raw));
      return new Response('');
    },
  });
  const ikmId = await using(register).newIkm();
  productId = newProductId();
  await using(register).save(as('pemilik', ikmId), {
    ikmId,
    productId: productId as never,
    body: keripik,
    ifMatch: undefined,
  });

  const app = appSession();
  const consent = await toSimulator(
    `${shopee.authorization.url(app.app, base, 'http://ours/back?state=x', clock.now)}&approve=1&shop_name=Toko`,
  );
  const query = Object.fromEntries(new URL(consent.headers.get('location') ?? '').searchParams);
  const grant = await shopee.authorization.exchange(app, query);
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
  const put = (item: object) => listings.dynamo.send(new PutCommand({ TableName: listings.table, Item: item }));
  await put({ ...listingKeys.account(account.accountId), type: 'account', ...pending });
  await accounts().connect(
    pending,
    account,
    { accessToken, refreshToken, accessEndsAtMs: accessTokenEndsAtMs, refreshEndsAtMs: refreshTokenEndsAtMs },
    'x',
  );
  const listing = Listing.parse({
    productId,
    accountId: account.accountId,
    marketplace: 'shopee',
    ikmId,
    regionCode: '35.73.01',
    wanted: 'live',
    overrides: {},
    wantedSeq: 1,
    dueSeq: 1,
    retrySeq: 0,
    lookSeq: 0,
    observed: nothingObserved,
  });
  await put({ ...listingKeys.listing(productId, account.accountId), type: 'listing', ...listing });
  const item = await door('POST', `/_shop/${shopId}/items`, {
    name: 'Keripik Tempe',
    price: 25_000,
    stock: 40,
    sku: `${productId}-1`,
  });
  itemId = item.item_id;
});
afterEach(() => {
  simulator.close();
  rmSync(dataDir, { recursive: true });
});

const sealer = createSealer({ kms: createFakeKms().kms, keyId: 'seal', clock: () => clock.now });
const accounts = () => accountRepository(listings, () => clock.now, sealer);
const appSession = (): AppSession => ({
  app: simulator.app(),
  baseUrl: base,
  fetch: toSimulator,
  clock: () => clock.now,
  signal: AbortSignal.timeout(60_000),
});
const deps = () => ({
  connector: shopee,
  accounts: accounts(),
  clock: () => clock.now,
  newId: () => ulid(),
  app: appSession(),
  record: orderIntake({ listings, register, clock: () => clock.now, sealer }),
  listings: { mark: () => Promise.resolve(undefined) },
  linkedProductOf: () => Promise.resolve(undefined),
});
/** Handles all pushes that arrived, tried again as the queue does when the marketplace could not be asked. */
const handlePushes = async (): Promise<void> => {
  for (let round = 0; round < 8; round += 1) {
    await simulator.settle();
    clock.now += 2_000;
  }
  const handle = handleHint(deps());
  for (const raw of pushes.splice(0)) {
    for (const hint of shopee.push.interpret(raw)) {
      for (let tries = 0; tries < 6; tries += 1) if ((await handle(hint)) === 'done') break;
    }
  }
};
const poll = async (): Promise<void> => {
  const failures: unknown[] = [];
  const failed = (_accountId: string, error: unknown): void => void failures.push(error);
  await pollOrders({ ...deps(), orders: shopee.orders, polls: orderPolls(listings), failed })();
  expect(failures).toEqual([]);
};
const place = async (quantity: number, more: object = {}): Promise<string> => {
  const body = { shopId: account.shopId, lines: [{ externalItemId: itemId, quantity }], ...more };
  return (await door('POST', '/_orders', body)).orderId;
};
const move = (orderSn: string, state: string) => door('PUT', `/_orders/${orderSn}`, { state });
const stock = async () =>
  (await createProductRepository(register, () => clock.now).read(productId))?.offers.whole?.stock;
const shopStock = async () => (await door('GET', `/_shop/${account.shopId}`)).products[0].stock;
const stateAt = async (orderSn: string) => {
  const stored = await orderRepository(listings, () => clock.now).read(orderIdOf('shopee', account.shopId, orderSn));
  return stored === undefined ? undefined : stateOf(stored.order);
};

test('a push brings the order; our stock is then just what the selling shop still has', async () => {
  const orderSn = await place(3);
  await handlePushes();
  expect(await stateAt(orderSn)).toBe('to-ship');
  expect([await stock(), await shopStock()]).toEqual([37, 37]);
  await move(orderSn, 'cancelled');
  await handlePushes();
  expect([await stock(), await shopStock()]).toEqual([40, 40]);
});

test('what no push told is found by asking, once, and also days later', async () => {
  await door('PUT', '/_faults', { pushes: { dropRate: 1 } });
  await poll();
  const orderSn = await place(2);
  clock.now += 60_000;
  await poll();
  await poll();
  expect([await stateAt(orderSn), await stock()]).toEqual(['to-ship', 38]);
  await move(orderSn, 'shipped');
  const later = await place(1);
  clock.now += 3 * 86_400_000;
  await poll();
  expect([await stateAt(orderSn), await stateAt(later), await stock()]).toEqual(['shipped', 'to-ship', 37]);
});

test('a bad day: duplicated, shuffled and lost pushes, errors and lost answers end at the same', async () => {
  await door('PUT', '/_faults', {
    errorRate: 0.2,
    timeoutBeforeRate: 0.05,
    timeoutAfterRate: 0.05,
    pushes: { duplicateRate: 0.5, shuffle: true, dropRate: 0.3 },
  });
  const ends = ['to-ship', 'shipped', 'cancelled', 'completed', 'to-ship', 'cancelled'];
  const orders: string[] = [];
  for (const [n, end] of ends.entries()) {
    const orderSn = await place(n + 1, { state: n % 2 === 0 ? 'unpaid' : 'to-ship' });
    orders.push(orderSn);
    if (n % 3 === 0) await handlePushes();
    await move(orderSn, end);
  }
  await handlePushes();
  await door('PUT', '/_faults', {});
  clock.now += 60_000;
  await poll();
  expect(await Promise.all(orders.map(stateAt))).toEqual(ends);
  // sold: 1 + 2 + 4 + 5; what was cancelled came back
  expect([await stock(), await shopStock()]).toEqual([28, 28]);
});

test('an item of the shop’s own sells what its owner linked it with', async () => {
  const own = await door('POST', `/_shop/${account.shopId}/items`, { name: 'Keripik Lama', price: 20_000, stock: 9 });
  const sell = async () => {
    await place(1, { lines: [{ externalItemId: own.item_id, quantity: 4 }] });
    await handlePushes();
    return stock();
  };
  expect(await sell()).toBe(40);
  const link = listingKeys.shopLink('shopee', account.shopId, String(own.item_id));
  await listings.dynamo.send(
    new PutCommand({ TableName: listings.table, Item: { ...link, type: 'shop-link', productId } }),
  );
  expect(await sell()).toBe(36);
});

test('a marketplace that is down loses nothing: the span is asked for again', async () => {
  await door('PUT', '/_faults', { pushes: { dropRate: 1 } });
  await poll();
  const orderSn = await place(2);
  clock.now += 60_000;
  await door('PUT', '/_faults', { outage: true });
  await poll();
  expect(await stateAt(orderSn)).toBeUndefined();
  await door('PUT', '/_faults', {});
  clock.now += 3_600_000;
  await poll();
  expect([await stateAt(orderSn), await stock()]).toEqual(['to-ship', 38]);
});

test('many orders come page by page', async () => {
  await door('PUT', '/_faults', { pushes: { dropRate: 1 } });
  await door('POST', `/_shop/${account.shopId}/items/${itemId}`, { stock: 500 });
  for (let n = 0; n < 120; n += 1) await place(1);
  clock.now += 60_000;
  await poll();
  const { rows } = await orderRepository(listings, () => clock.now).page(
    { accounts: [account.accountId] },
    200,
    undefined,
  );
  expect(rows).toHaveLength(120);
  expect(await stock()).toBe(0);
});
