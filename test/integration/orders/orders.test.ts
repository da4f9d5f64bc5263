import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { GetCommand, PutCommand, ScanCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { acknowledgeOrder } from '../../../functions/acknowledge-order/use-case.ts';
import { getOrder } from '../../../functions/get-order/use-case.ts';
import { getSettlement } from '../../../functions/get-settlement/use-case.ts';
import { listOrders } from '../../../functions/list-orders/use-case.ts';
import { sweepOrders } from '../../../functions/sweep-orders/use-case.ts';
import { Account } from '../../../shared/domain/account/account.ts';
import { AccountId, MemberId } from '../../../shared/domain/ids.ts';
import { Listing, nothingObserved } from '../../../shared/domain/listing/listing.ts';
import type { Caller, Role } from '../../../shared/domain/member/member.ts';
import { orderIdOf } from '../../../shared/domain/order/order-id.ts';
import type { SeenOrder } from '../../../shared/domain/order/order.ts';
import type { TableAt } from '../../../shared/persistence/dynamo.ts';
import { accountReader } from '../../../shared/persistence/account-reader.dynamo.ts';
import { listingKeys } from '../../../shared/persistence/keys.ts';
import { orderIntake } from '../../../shared/persistence/order-intake.dynamo.ts';
import { buyerStore, orderRepository, orderShards } from '../../../shared/persistence/order-repository.dynamo.ts';
import { createPlaceOfIkm, createPlaceOfSentra } from '../../../shared/persistence/places.dynamo.ts';
import { createListOversold } from '../../../shared/persistence/product-list.dynamo.ts';
import { createProductRepository } from '../../../shared/persistence/product-repository.dynamo.ts';
import { createSealer } from '../../../shared/persistence/sealing.kms.ts';
import { createFakeKms } from '../../fake-kms.ts';
import { startDynoxide, type Dynoxide } from '../dynoxide.ts';
import { batik, keripik, newProductId, sizeL, sizeS, using } from '../register-b/harness.ts';

const start = Date.UTC(2026, 10, 22, 8);
const hour = 3_600_000;
const sentraId = ulid();

let engine: Dynoxide;
let register: TableAt;
let listings: TableAt;
let clock: { now: number };
let account: Account;
let ikmIds: string[];
let productIds: string[];
let shirtId: string;

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

const as = (role: Role, ...scope: string[]): Caller => ({
  subject: role,
  memberships: [
    { memberId: MemberId.parse(ulid()), role, scope, ...(role === 'pendamping' && { sentraIds: [sentraId] }) },
  ],
});

/** A joint shop of a sentra, with two IKMs that have a product each, and a shirt with sizes. */
beforeEach(async () => {
  [register, listings] = [await engine.createTable('register'), await engine.createTable('listings')];
  clock = { now: start };
  account = Account.parse({
    accountId: ulid(),
    marketplace: 'shopee',
    holder: { type: 'sentra', id: sentraId },
    place: { regionCode: '35.73', sentraId },
    state: 'connected',
    shopId: '77',
    shopUsedBefore: false,
    etag: '1',
    createdWith: 'x',
  });
  await put(listings, { ...listingKeys.account(account.accountId), type: 'account', ...account });
  const house = using(register);
  ikmIds = [await house.newIkm({ sentraId }), await house.newIkm({ sentraId })];
  productIds = [];
  for (const [n, body] of [keripik, keripik, batik].entries()) {
    const ikmId = ikmIds[n % 2]!;
    const productId = newProductId();
    await house.save(as('pemilik', ikmId), { ikmId: ikmId, productId, body, ifMatch: undefined });
    productIds.push(productId);
    const listing = Listing.parse({
      productId,
      accountId: account.accountId,
      marketplace: 'shopee',
      ikmId,
      sentraId,
      regionCode: '35.73.01',
      wanted: 'live',
      overrides: {},
      wantedSeq: 1,
      dueSeq: 1,
      retrySeq: 0,
      lookSeq: 0,
      observed: nothingObserved,
    });
    await put(listings, {
      ...listingKeys.listing(productId, account.accountId),
      type: 'listing',
      ...listing,
    });
  }
  shirtId = productIds[2]!;
});

const put = (at: TableAt, item: object) => at.dynamo.send(new PutCommand({ TableName: at.table, Item: item }));
const products = () => createProductRepository(register, () => clock.now);
const sealer = createSealer({ kms: createFakeKms().kms, keyId: 'seal', clock: () => clock.now });
const list = () =>
  listOrders({
    orders: orders(),
    accounts: accountReader(listings),
    placeOfIkm: createPlaceOfIkm(register),
    placeOfSentra: createPlaceOfSentra(register),
  });
const notSwept: string[] = [];
const failed = (orderId: string): void => void notSwept.push(orderId);
const orders = () => orderRepository(listings, () => clock.now);
const buyers = () => buyerStore(listings, () => clock.now, sealer);
const intake = (at: { listings?: TableAt; register?: TableAt } = {}) =>
  orderIntake({ listings, register, ...at, clock: () => clock.now, sealer });
const stockOf = async (n = 0): Promise<number | undefined> =>
  (await products().read(productIds[n]!))?.offers.whole?.stock;
const oversoldOf = async (n = 0) => (await products().read(productIds[n]!))?.offers.whole?.oversold;
const line = (n: number, quantity: number, more: object = {}) => ({
  lineId: `${n}`,
  externalItemId: `${900 + n}`,
  marker: `${productIds[n]!}-1`,
  name: 'Keripik',
  quantity,
  priceIdr: 25_000,
  ...more,
});
const order = (more: Partial<SeenOrder> = {}): SeenOrder => ({
  externalId: 'A1',
  state: 'to-ship',
  placedAtMs: start - 60_000,
  updatedAtMs: start,
  totalIdr: 50_000,
  lines: [line(0, 2)],
  ...more,
});
const orderId = orderIdOf('shopee', '77', 'A1');

describe('an order', () => {
  test('lowers stock once however often it is seen, and gives back once', async () => {
    const record = intake();
    expect(await record(account, order())).toBe('recorded');
    expect(await record(account, order())).toBe('unchanged');
    expect(await stockOf()).toBe(38);
    await Promise.all([1, 2, 3].map((n) => record(account, order({ externalId: `B${n}` }))));
    expect(await stockOf()).toBe(32);
    await record(account, order({ state: 'cancelled', updatedAtMs: start + 1 }));
    await record(account, order({ state: 'cancelled', updatedAtMs: start + 1 }));
    await record(account, order());
    expect(await stockOf()).toBe(34);
  });

  test('seen by several at once is one order', async () => {
    const record = intake();
    await Promise.all([1, 2, 3, 4].map(() => record(account, order())));
    expect(await stockOf()).toBe(38);
    expect((await orders().read(orderId))?.order.lines[0]).toMatchObject({ held: 2, seq: 1 });
  });

  test('of variants lowers the variant’s own stock, by id, end of id, or place', async () => {
    const record = intake();
    const marks = [`${shirtId}-1-${sizeS}`, `${shirtId}-1-${sizeS.slice(-20)}`];
    const place = [sizeS, sizeL].sort().indexOf(sizeS) + 1;
    const lines = [...marks, `${shirtId}-1-${place}`].map((variantMarker, n) => ({
      ...line(2, 1, { variantMarker }),
      lineId: `v${n}`,
    }));
    await record(account, order({ lines }));
    expect((await products().read(shirtId))?.offers.byVariant?.[sizeS]?.stock).toBe(0);
  });

  test('sold beyond stock is a task, never a stock below nothing; new pieces cover it first', async () => {
    const record = intake();
    await record(account, order({ lines: [line(0, 40)] }));
    await record(account, order({ externalId: 'A2', lines: [line(0, 3)] }));
    expect([await stockOf(), await oversoldOf()]).toEqual([0, 3]);
    expect(await createListOversold(register)([ikmIds[0]!], 25)).toEqual([
      { productId: productIds[0], ikmId: ikmIds[0], pieces: 3 },
    ]);
    const { changeOffer } = using(register);
    await changeOffer(as('pemilik', ikmIds[0]!), {
      productId: productIds[0]!,
      change: { stockChange: { by: 5, changeId: 'new-pieces' } },
      ifMatch: undefined,
    });
    expect([await stockOf(), await oversoldOf()]).toEqual([2, undefined]);
    expect(await createListOversold(register)([ikmIds[0]!], 25)).toEqual([]);
  });

  test('a count made before the sale was known does not bring the sold pieces back', async () => {
    const { changeOffer } = using(register);
    const count = async (countedAt: string) =>
      changeOffer(as('pemilik', ikmIds[0]!), {
        productId: productIds[0]!,
        change: { stock: 40, countedAt: countedAt as never },
        ifMatch: (await products().read(productIds[0]!))!.offers.etag,
      });
    await intake()(account, order());
    await count(new Date(start - hour).toISOString());
    expect(await stockOf()).toBe(38);
    await count(new Date(start + 60_000).toISOString());
    expect(await stockOf()).toBe(40);
  });

  test('with our mark on an item of a shop where the product is not listed lowers nobody’s stock', async () => {
    const other = { ...account, accountId: AccountId.parse(ulid()), shopId: '78' };
    await intake()(other, order());
    expect(await stockOf()).toBe(40);
    const { rows } = await orders().page({ accounts: [other.accountId] }, 10, undefined);
    expect(rows[0]?.owner).toMatchObject({ type: 'sentra', id: sentraId });
  });
});

describe('a crash', () => {
  /** Lets so many calls through, then none: as a function that is killed. */
  const dyingAfter = (calls: number) => {
    let left = calls;
    return ({ dynamo, table }: TableAt): TableAt => ({
      table,
      dynamo: {
        send: (command: never) => {
          left -= 1;
          return left < 0 ? Promise.reject(new Error('killed')) : dynamo.send(command);
        },
      } as unknown as DynamoDBDocumentClient,
    });
  };

  test('at any step is made good by the next look, or by the sweep', async () => {
    for (let calls = 0; calls < 20; calls += 1) {
      const externalId = `C${calls}`;
      const seen = order({ externalId, lines: [line(0, 1)], buyer: { name: 'Siti' } });
      const die = dyingAfter(calls);
      await intake({ listings: die(listings), register: die(register) })(account, seen).catch(() => undefined);
      clock.now += 120_000;
      const sweep = sweepOrders({
        orders: orders(),
        products: products(),
        clock: () => clock.now,
        shards: orderShards,
        failed,
      });
      const stored = await orders().read(orderIdOf('shopee', '77', externalId));
      if (calls % 2 === 0 && stored !== undefined) await sweep();
      else await intake()(account, seen);
      expect(await stockOf()).toBe(39 - calls);
    }
  });
});

test('an order that cannot be swept holds up no other', async () => {
  await intake()(account, order({ externalId: 'A1' }));
  await intake()(account, order({ externalId: 'A2' }));
  clock.now += 13 * hour;
  const [sick, well] = [orderId, orderIdOf('shopee', '77', 'A2')];
  const all = orders();
  notSwept.length = 0;
  const sweep = sweepOrders({
    orders: { ...all, read: (id) => (id === sick ? Promise.reject(new Error('broken')) : all.read(id)) },
    products: products(),
    clock: () => clock.now,
    shards: orderShards,
    failed,
  });
  expect(await sweep()).toEqual({ resumed: 0, late: 1 });
  expect(notSwept).toEqual([sick]);
  expect((await all.read(well))?.fulfilments[0]?.overdueSince).toBeDefined();
});

describe('a joint shop’s order', () => {
  const mixed = () =>
    order({
      lines: [line(0, 2), line(1, 1), { ...line(0, 3), lineId: 'x', marker: 'PUNYA-SENDIRI', name: 'Tas' }],
      buyer: { name: 'Siti Aminah', phone: '6281234567890', address: 'Jl. Kenanga 3' },
    });

  test('is split by owner; each sees its own part, the sentra and officers all of it', async () => {
    await intake()(account, mixed());
    const see = async (caller: Caller, asked: object = {}) =>
      (await list()(caller, asked, 25, undefined)).rows.map(({ owner, lines }) => [owner.id, lines.length]);
    expect(await see(as('pemilik', ikmIds[0]!))).toEqual([[ikmIds[0], 1]]);
    expect(await see(as('pemilik', ikmIds[1]!), { accountId: account.accountId })).toEqual([[ikmIds[1], 1]]);
    const all = [
      [ikmIds[0], 1],
      [ikmIds[1], 1],
      [sentraId, 1],
    ].sort();
    expect((await see(as('dinas', '35'), { accountId: account.accountId })).sort()).toEqual(all);
    expect((await see(as('pendamping', sentraId))).sort()).toEqual(all);
    expect(await see(as('dinas', '33'), { accountId: account.accountId })).toEqual([]);
    expect(await see(as('pemilik', ulid()), { ikmId: ikmIds[0] })).toEqual([]);
    expect([await stockOf(0), await stockOf(1)]).toEqual([38, 39]);
  });

  test('leaves no trace in lists of who does not reach it, not even in where they go on', async () => {
    const record = intake();
    for (const externalId of ['A1', 'A2', 'A3']) await record(account, order({ externalId }));
    const read: unknown[] = [];
    const counting = listOrders({
      orders: {
        page: (of, ...rest) => {
          read.push(of);
          return orders().page(of, ...rest);
        },
      },
      accounts: accountReader(listings),
      placeOfIkm: createPlaceOfIkm(register),
      placeOfSentra: createPlaceOfSentra(register),
    });
    const stranger = ulid();
    for (const asked of [{ accountId: account.accountId }, { ikmId: ikmIds[0] }, { sentraId }])
      for (const caller of [as('pemilik', stranger), as('dinas', '33')])
        expect(await counting(caller, asked, 1, undefined)).toEqual({ rows: [], position: undefined });
    expect(new Set(read.map((of) => JSON.stringify(of)))).toEqual(
      new Set([JSON.stringify({ ikms: [stranger], sentras: [] }), JSON.stringify({ ikms: [], sentras: [] })]),
    );
    // an owner asks of the joint shop and of its sentra, and sees their own part
    for (const asked of [{ accountId: account.accountId }, { sentraId }])
      expect((await list()(as('pemilik', ikmIds[0]!), asked, 25, undefined)).rows).toHaveLength(3);
  });

  test('shows its buyer to the owner alone, while the goods are to be sent, and for a bounded time', async () => {
    const record = intake();
    await record(account, mixed());
    const see = async (caller: Caller) =>
      (await getOrder({ orders: orders(), buyerOf: buyers().buyer })(caller, orderId)).buyer;
    expect(await see(as('pemilik', ikmIds[0]!))).toMatchObject({ name: 'Siti Aminah' });
    expect(await see(as('dinas', '35'))).toBeUndefined();
    expect(await see(as('kementerian'))).toBeUndefined();
    await expect(see(as('pemilik', ulid()))).rejects.toMatchObject({ code: 'not-found' });
    const { Items = [] } = await listings.dynamo.send(new ScanCommand({ TableName: listings.table }));
    expect(JSON.stringify(Items)).not.toMatch(/Siti|6281234567890|Kenanga/);
    const row = async () =>
      (await listings.dynamo.send(new GetCommand({ TableName: listings.table, Key: listingKeys.orderBuyer(orderId) })))
        .Item as { expiresAt: number };
    expect((await row()).expiresAt * 1000).toBeLessThanOrEqual(start + 88 * 24 * hour);
    await record(account, { ...mixed(), state: 'completed', updatedAtMs: start + 1 });
    expect(await see(as('pemilik', ikmIds[0]!))).toBeUndefined();
    expect((await row()).expiresAt * 1000).toBeLessThanOrEqual(start + 14 * 24 * hour);
    // expired, though DynamoDB has not removed the row yet
    clock.now = start + 100 * 24 * hour;
    expect(await buyers().buyer(orderId)).toBeUndefined();
  });

  test('keeps its buyer no longer when it says that it was placed in the future', async () => {
    await intake()(account, { ...mixed(), placedAtMs: start + 3 * 365 * 24 * hour });
    const { Item } = await listings.dynamo.send(
      new GetCommand({ TableName: listings.table, Key: listingKeys.orderBuyer(orderId) }),
    );
    expect((Item as { expiresAt: number }).expiresAt * 1000).toBeLessThanOrEqual(start + 88 * 24 * hour);
  });

  test('is acknowledged per owner, once; who is late is marked, and no more once seen', async () => {
    await intake()(account, mixed());
    const see = acknowledgeOrder({ orders: orders(), clock: () => clock.now });
    const owner = as('pemilik', ikmIds[0]!);
    const [first] = await see(owner, orderId, undefined);
    clock.now += hour;
    const [again] = await see(owner, orderId, undefined);
    expect(again).toEqual(first);
    expect(first?.acknowledged?.by).toBe(owner.memberships[0]?.memberId);
    await expect(see(as('dinas', '35'), orderId, undefined)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(see(owner, orderId, ikmIds[1])).rejects.toMatchObject({ code: 'not-found' });

    const open = () => orders().open({ ikms: ikmIds, sentras: [] }, 25);
    expect((await open()).map(({ ikmId }) => ikmId)).toEqual([ikmIds[1]]);
    const sweep = sweepOrders({
      orders: orders(),
      products: products(),
      clock: () => clock.now,
      shards: orderShards,
      failed,
    });
    expect(await sweep()).toEqual({ resumed: 0, late: 0 });
    clock.now += 12 * hour;
    expect(await sweep()).toEqual({ resumed: 0, late: 2 });
    expect(await sweep()).toEqual({ resumed: 0, late: 0 });
    expect((await orders().late(['35'], 25)).map(({ ikmId }) => ikmId).sort()).toEqual([ikmIds[1], undefined].sort());
    expect(await orders().late(['33'], 25)).toEqual([]);
    await see(as('pendamping', sentraId), orderId, undefined);
    expect(await orders().late(['35'], 25)).toEqual([]);
    expect(await open()).toEqual([]);
  });

  test('is settled by month and owner; an owner sees their own row', async () => {
    const record = intake();
    await record(account, { ...mixed(), state: 'completed' });
    await record(account, order({ externalId: 'A2', state: 'to-ship' }));
    await record(account, order({ externalId: 'A2', state: 'cancelled', updatedAtMs: start + 1 }));
    // the first of December in Jakarta, still November in UTC
    await record(account, order({ externalId: 'A3', placedAtMs: Date.UTC(2026, 10, 30, 18) }));
    const settle = getSettlement({
      accounts: { read: () => Promise.resolve(account) },
      orders: orders(),
      nameOf: (id) => Promise.resolve(`IKM ${id}`),
    });
    const rows = await settle(as('dinas', '35'), account.accountId, '2026-11');
    expect(rows.find(({ ikmId }) => ikmId === ikmIds[0])).toEqual({
      ikmId: ikmIds[0],
      businessName: `IKM ${ikmIds[0]!}`,
      orders: 1,
      pieces: 2,
      grossIdr: 50_000,
      completedIdr: 50_000,
      cancelledOrders: 1,
      cancelledPieces: 2,
      returnedOrders: 0,
    });
    expect(rows).toHaveLength(3);
    expect(await settle(as('pemilik', ikmIds[1]!), account.accountId, '2026-11')).toMatchObject([{ ikmId: ikmIds[1] }]);
    expect(await settle(as('dinas', '35'), account.accountId, '2026-12')).toMatchObject([{ orders: 1 }]);
    await expect(settle(as('pemilik', ulid()), account.accountId, '2026-11')).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
