import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Plan, Session } from '../../connectors/connector.ts';
import { tiktokShop } from '../../connectors/tiktok-shop/index.ts';
import type { Listable } from '../../shared/domain/listing/listable.ts';
import { connect, okOf, openFacts, openRig, planFor, tempe, upload, type Rig } from './connector-rig.ts';

const marker = '01JD8ZQ4Y0TEMPE00000000001-1';
let rig: Rig;
let session: Session;

beforeEach(async () => {
  rig = await openRig(tiktokShop);
  session = await connect(rig, 'Sentra Tempe Sanan');
});
afterEach(() => rig.close());

const products = async (): Promise<any[]> => (await rig.door('GET', `/_shop/${session.shopId}`)).products;
const create = async (plan: Plan, named = marker) =>
  okOf(await tiktokShop.create(session, plan, await upload(rig, session, plan), named));
const seller = (externalId: string, change: object) =>
  rig.door('POST', `/_shop/${session.shopId}/items/${externalId}`, change);
const counts = async (): Promise<Record<string, number>> => {
  const { calls } = await rig.door('GET', '/_calls');
  return Object.fromEntries(calls.map((call: any) => [call.endpoint, call.count]));
};
const codes = (plan: Plan) => plan.problems.filter(({ severity }) => severity === 'block').map(({ code }) => code);
const renamed = { ...tempe, name: 'Keripik Tempe Sanan Pedas Manis 250 g' };

/** Watches what is sent, as far as a test wants to know. */
const watched = (from: Session) => {
  const sent: { method: string; path: string; query: URLSearchParams; body: any }[] = [];
  const fetch: Session['fetch'] = async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const text = await request.clone().text();
    const isJson = request.headers.get('content-type') === 'application/json' && text !== '';
    sent.push({
      method: request.method,
      path: url.pathname,
      query: url.searchParams,
      body: isJson ? JSON.parse(text) : undefined,
    });
    return from.fetch(request);
  };
  return { session: { ...from, fetch }, sent };
};

const offerOf = (priceIdr: number, stock: number) => ({ priceIdr, stock, availability: 'ready' as const });
const scarf: Listable = {
  ...tempe,
  name: 'Selendang Tenun Ikat Troso Pewarna Alam',
  komoditas: 'fesyen',
  attributes: { bahan: 'Katun' },
  legality: [],
  photos: ['merah.jpg'],
  variants: {
    options: [
      { name: 'Warna', values: ['Merah', 'Jingga'] },
      { name: 'Ukuran', values: ['S', 'L'] },
    ],
    items: [
      { variantId: 'V1', values: ['Merah', 'S'], photo: 'merah.jpg', offer: offerOf(100_000, 3) },
      { variantId: 'V2', values: ['Merah', 'L'], offer: offerOf(120_000, 4) },
      { variantId: 'V3', values: ['Jingga', 'L'], photo: 'jingga.jpg', offer: offerOf(150_000, 0) },
    ],
  },
};

describe('calls', () => {
  test('the cipher goes with shop calls, and never where it is not allowed', async () => {
    const watch = watched(session);
    const plan = okOf(await tiktokShop.gatherFacts(watch.session, tempe, {}, openFacts()));
    const images = await upload(rig, watch.session, tiktokShop.plan(tempe, {}, plan));
    okOf(await tiktokShop.create(watch.session, tiktokShop.plan(tempe, {}, plan), images, marker));
    expect(watch.sent.length).toBeGreaterThan(6);
    for (const { path, query } of watch.sent)
      expect([path, query.has('shop_cipher')]).toEqual([path, !/images\/upload|^\/authorization/.test(path)]);
    expect(watch.sent.every(({ query }) => !query.has('access_token'))).toBe(true);
  });

  test('ids beyond 2^53 stay exact', async () => {
    const { externalId } = await create(await planFor(rig, session, tempe));
    expect(BigInt(externalId)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
    expect(String(Number(externalId))).not.toBe(externalId);
    await rig.pass(1_000);
    expect(okOf(await tiktokShop.read(session, externalId))?.externalId).toBe(externalId);
    const raw = rig.pushes.map(({ body }) => Buffer.from(body).toString('utf8'));
    expect(raw.some((text) => text.includes(`"product_id":${externalId}`))).toBe(true);
  });

  test('a create is one check and one create; an offer change without a handle one read and one call', async () => {
    const plan = await planFor(rig, session, tempe);
    const images = await upload(rig, session, plan);
    await rig.door('DELETE', '/_calls');
    const { externalId } = okOf(await tiktokShop.create(session, plan, images, marker));
    expect(await counts()).toEqual({
      'POST /product/202309/products/listing_check': 1,
      'POST /product/202309/products': 1,
    });
    await rig.pass(1_000);
    await rig.door('DELETE', '/_calls');
    okOf(await tiktokShop.updateStock(session, externalId, { ...plan, stock: { stock: 9 } }));
    expect(await counts()).toEqual({
      'GET /product/202309/products/{id}': 1,
      'POST /product/202309/products/{id}/inventory/update': 1,
    });
  });

  test('what was active at the last look and is off now gets its price all the same', async () => {
    const plan = await planFor(rig, session, tempe);
    const { externalId } = await create(plan);
    await rig.pass(1_000);
    const handle = okOf(await tiktokShop.read(session, externalId))?.handle;
    expect(handle).toBeDefined();
    okOf(await tiktokShop.setOnSale(session, externalId, false));
    expect(okOf(await tiktokShop.read(session, externalId))?.handle).toBeUndefined();
    okOf(await tiktokShop.updatePrice(session, externalId, { ...plan, price: { original: 21_000 } }, handle));
    await rig.pass(1_000);
    expect(okOf(await tiktokShop.read(session, externalId))).toMatchObject({ priceIdr: 21_000 });
  });

  test('Retry-After is kept to', async () => {
    await rig.door('PUT', '/_faults', { rateLimit: 0 });
    expect(await tiktokShop.read(session, '1')).toMatchObject({ kind: 'retry', slowDown: true, afterMs: 1_000 });
  });

  test('a scope that the app lacks is no fault of the owner', async () => {
    await rig.door('PUT', '/_app', { scopes: ['seller.authorization.info', 'seller.product.basic'] });
    const poor = await connect(rig, 'Toko Lain');
    expect(await tiktokShop.orders.read(poor, '1')).toMatchObject({ kind: 'retry', marketplaceCode: '105005' });
  });
});

describe('a create', () => {
  test('that the check refuses leaves nothing behind, and names every fault', async () => {
    const plan = await planFor(rig, session, tempe);
    const images = await upload(rig, session, plan);
    const bad = { ...plan, content: { ...plan.content, name: 'terlalu pendek', attributes: [] } };
    const result = await tiktokShop.create(session, bad, images, marker);
    expect(result).toMatchObject({ kind: 'rejected', marketplaceCode: '12052051' });
    const paths = result.kind === 'rejected' ? result.problems.map(({ path }) => path) : [];
    expect(new Set(paths)).toEqual(new Set(['name', 'attributes']));
    expect(await products()).toEqual([]);
    expect(await counts()).not.toHaveProperty(['POST /product/202309/products']);
    // the key is not spent: what was corrected goes through under the same marker
    await create(plan);
    expect(await products()).toHaveLength(1);
  });

  test('sent again under the same marker gives the item that is there', async () => {
    const plan = await planFor(rig, session, tempe);
    const first = await create(plan);
    const other = await planFor(rig, session, renamed);
    expect((await create(other)).externalId).toBe(first.externalId);
    expect((await products()).map(({ name }) => name)).toEqual([tempe.name]);
  });

  test('without stock waits for some', async () => {
    const plan = await planFor(rig, session, { ...tempe, offer: { ...tempe.offer, stock: 0 } });
    expect(codes(plan)).toEqual([]);
    expect(await tiktokShop.create(session, plan, {}, marker)).toMatchObject({
      kind: 'deferred',
      reason: { code: 'stock-needed-to-start' },
    });
  });

  test('goes on when the check gives no verdict', async () => {
    const plan = await planFor(rig, session, tempe);
    const images = await upload(rig, session, plan);
    await rig.door('PUT', '/_faults', { errorRate: 1, endpoints: ['POST /product/202309/products/listing_check'] });
    okOf(await tiktokShop.create(session, plan, images, marker));
    expect(await products()).toHaveLength(1);
  });
});

describe('a review', () => {
  const slow = { moderation: { delayMs: 60_000, rejectRate: 0 } };

  test('of an edit leaves the old version live; prices and stocks go on meanwhile', async () => {
    const plan = await planFor(rig, session, tempe);
    const { externalId } = await create(plan);
    await rig.pass(1_000);
    await rig.door('PUT', '/_faults', slow);
    const next = await planFor(rig, session, renamed);
    okOf(await tiktokShop.updateContent(session, externalId, next, await upload(rig, session, next)));
    okOf(await tiktokShop.updatePrice(session, externalId, { ...next, price: { original: 19_000 } }));
    expect(okOf(await tiktokShop.read(session, externalId))).toMatchObject({
      state: 'live',
      editInReview: true,
      name: tempe.name,
      priceIdr: 19_000,
    });
    await rig.pass(60_000);
    const after = okOf(await tiktokShop.read(session, externalId));
    expect(after).toMatchObject({ state: 'live', name: renamed.name, priceIdr: 19_000, stock: 40 });
    expect(after).not.toHaveProperty('editInReview');
  });

  test('that refuses an edit leaves the old version live, with the reasons at our fields', async () => {
    const plan = await planFor(rig, session, tempe);
    const { externalId } = await create(plan);
    await rig.pass(1_000);
    await rig.door('PUT', '/_faults', { moderation: { delayMs: 0, rejectRate: 1 } });
    const next = await planFor(rig, session, renamed);
    okOf(await tiktokShop.updateContent(session, externalId, next, await upload(rig, session, next)));
    const seen = okOf(await tiktokShop.read(session, externalId));
    expect(seen).toMatchObject({ state: 'live', name: tempe.name, problems: [{ code: 'marketplace-violation' }] });
    expect(['name', 'photos', 'description']).toContain(seen?.problems[0]?.path);
  });

  test('that refused an item lets the corrected one pass', async () => {
    await rig.door('PUT', '/_faults', { moderation: { delayMs: 0, rejectRate: 1 } });
    const plan = await planFor(rig, session, tempe);
    const { externalId } = await create(plan);
    expect(okOf(await tiktokShop.read(session, externalId))?.state).toBe('rejected');
    expect((await tiktokShop.updatePrice(session, externalId, plan)).kind).toBe('deferred');
    await rig.door('PUT', '/_faults', {});
    const next = await planFor(rig, session, renamed);
    okOf(await tiktokShop.updateContent(session, externalId, next, await upload(rig, session, next)));
    expect(okOf(await tiktokShop.read(session, externalId))).toMatchObject({ state: 'live', name: renamed.name });
  });

  test('keeps prices and stocks waiting while the item is new', async () => {
    await rig.door('PUT', '/_faults', slow);
    const plan = await planFor(rig, session, tempe);
    const { externalId } = await create(plan);
    expect(await tiktokShop.updateStock(session, externalId, plan)).toMatchObject({ kind: 'deferred' });
    expect((await tiktokShop.setOnSale(session, externalId, false)).kind).toBe('deferred');
  });
});

test('an item that is off gets its new price and stock by an edit, and is on sale again', async () => {
  const plan = await planFor(rig, session, tempe);
  const { externalId } = await create(plan);
  await rig.pass(1_000);
  okOf(await tiktokShop.setOnSale(session, externalId, false));
  const next = { ...plan, price: { original: 20_000 }, stock: { stock: 5 } };
  okOf(await tiktokShop.updatePrice(session, externalId, next));
  expect(okOf(await tiktokShop.read(session, externalId))).toMatchObject({
    state: 'live',
    name: tempe.name,
    priceIdr: 20_000,
    stock: 5,
  });
});

test('an edit by us overwrites neither price nor stock that changed there', async () => {
  const plan = await planFor(rig, session, tempe);
  const { externalId } = await create(plan);
  await rig.pass(1_000);
  await seller(externalId, { price: 25_000, sold: 3 });
  const next = await planFor(rig, session, renamed);
  okOf(await tiktokShop.updateContent(session, externalId, next, await upload(rig, session, next)));
  expect(okOf(await tiktokShop.read(session, externalId))).toMatchObject({
    name: renamed.name,
    priceIdr: 25_000,
    stock: 37,
  });
});

test("an item that its owner linked keeps the SKU that is the owner's", async () => {
  const own = await rig.door('POST', `/_shop/${session.shopId}/items`, {
    name: 'Keripik',
    price: 1_000,
    sku: 'TEMPE-01',
  });
  const plan = await planFor(rig, session, tempe);
  okOf(await tiktokShop.updateContent(session, own.external_id, plan, await upload(rig, session, plan)));
  okOf(await tiktokShop.updatePrice(session, own.external_id, plan));
  okOf(await tiktokShop.updateStock(session, own.external_id, plan));
  expect(okOf(await tiktokShop.read(session, own.external_id))).toMatchObject({
    marker: 'TEMPE-01',
    name: tempe.name,
    priceIdr: 18_500,
    stock: 40,
  });
  expect((await products())[0].external_product_id).toBe('');
});

describe('variants', () => {
  test('cannot all be taken away from an item that has some', async () => {
    const { externalId } = await create(await planFor(rig, session, scarf));
    const { variants: _, ...plain } = scarf;
    const plan = await planFor(rig, session, plain);
    expect(await tiktokShop.updateContent(session, externalId, plan, await upload(rig, session, plan))).toMatchObject({
      kind: 'rejected',
      problems: [{ path: 'variants' }],
    });
  });

  const skus = async () =>
    Object.fromEntries(
      (await products())[0].skus.map((sku: any) => [
        sku.external_sku_id,
        [sku.seller_sku, Number(sku.price.sale_price), sku.inventory[0].quantity],
      ]),
    );

  test('have their own SKU, price and stock; one without stock starts when it has some', async () => {
    const plan = await planFor(rig, session, scarf);
    expect(codes(plan)).toEqual([]);
    const { externalId } = await create(plan);
    await rig.pass(1_000);
    expect(await skus()).toEqual({ V1: [`${marker}-1`, 100_000, 3], V2: [`${marker}-2`, 120_000, 4] });
    const stock = { models: { V1: 0, V2: 9, V3: 6 } };
    okOf(await tiktokShop.updateStock(session, externalId, { ...plan, stock }));
    expect(await skus()).toEqual({
      V1: [`${marker}-1`, 100_000, 0],
      V2: [`${marker}-2`, 120_000, 9],
      V3: [`${marker}-3`, 150_000, 6],
    });
    okOf(
      await tiktokShop.updatePrice(session, externalId, { ...plan, price: { original: 1, models: { V2: 130_000 } } }),
    );
    expect((await skus())['V2']).toEqual([`${marker}-2`, 130_000, 9]);
  });

  test('keep their SKU when others go or change places', async () => {
    const { externalId } = await create(await planFor(rig, session, scarf));
    await rig.pass(1_000);
    const [, second, third] = scarf.variants!.items;
    const next = await planFor(rig, session, {
      ...scarf,
      variants: { ...scarf.variants!, items: [{ ...third!, offer: offerOf(150_000, 2) }, second!] },
    });
    okOf(await tiktokShop.updateContent(session, externalId, next, await upload(rig, session, next)));
    await rig.pass(1_000);
    expect(await skus()).toEqual({ V3: [`${marker}-1`, 150_000, 2], V2: [`${marker}-2`, 120_000, 4] });
  });

  test('are found by their marker, read with it, and named in orders', async () => {
    const { externalId } = await create(await planFor(rig, session, scarf));
    await rig.pass(1_000);
    expect(okOf(await tiktokShop.findByMarker(session, marker)).map((item) => item.externalId)).toEqual([externalId]);
    expect(okOf(await tiktokShop.read(session, externalId))).toMatchObject({ marker, priceIdr: 100_000 });
    const { orderId } = await rig.door('POST', '/_orders', {
      shopId: session.shopId,
      lines: [{ sellerSku: `${marker}-2`, quantity: 2 }],
    });
    const order = okOf(await tiktokShop.orders.read(session, orderId));
    expect(order?.lines).toMatchObject([
      { marker, variantMarker: `${marker}-V2`, quantity: 2, priceIdr: 120_000, externalItemId: externalId },
    ]);
    expect((await skus())['V2'][2]).toBe(2);
  });
});

describe('orders', () => {
  test('a piece cancelled alone leaves its line as it was named, one piece shorter', async () => {
    const { externalId } = await create(await planFor(rig, session, tempe));
    await rig.pass(1_000);
    const { orderId } = await rig.door('POST', '/_orders', {
      shopId: session.shopId,
      lines: [{ externalItemId: externalId, quantity: 3 }],
    });
    const before = okOf(await tiktokShop.orders.read(session, String(orderId)))!.lines;
    const oneCancelled: Session['fetch'] = async (input, init) => {
      const answer: any = await (await session.fetch(input, init)).json();
      for (const order of answer.data.orders ?? []) order.line_items[0].display_status = 'CANCELLED';
      return Response.json(answer);
    };
    const after = okOf(await tiktokShop.orders.read({ ...session, fetch: oneCancelled }, String(orderId)))!.lines;
    expect(before).toEqual([expect.objectContaining({ quantity: 3 })]);
    expect(after).toEqual([{ ...before[0]!, quantity: 2 }]);
  });

  test('of two products are two lines; a cancelled one gives the stock back once', async () => {
    const plan = await planFor(rig, session, tempe);
    const first = await create(plan);
    const second = await create(plan, '01JD8ZQ4Y0TEMPE00000000002-1');
    await rig.pass(1_000);
    const lines = [first, second].map(({ externalId }, at) => ({ externalItemId: externalId, quantity: at + 1 }));
    const { orderId } = await rig.door('POST', '/_orders', { shopId: session.shopId, lines });
    const order = okOf(await tiktokShop.orders.read(session, orderId));
    expect(order?.lines.map(({ marker: sku, quantity }) => [sku, quantity])).toEqual([
      [marker, 1],
      ['01JD8ZQ4Y0TEMPE00000000002-1', 2],
    ]);
    expect(order).toMatchObject({ totalIdr: 3 * 18_500 + 10_000, state: 'to-ship' });
    expect(order?.buyer?.phone).toMatch(/\*{6,}\d{2}$/);
    for (const state of ['cancelled', 'cancelled']) await rig.door('PUT', `/_orders/${orderId}`, { state });
    expect(okOf(await tiktokShop.read(session, second.externalId))?.stock).toBe(40);
  });

  test('that ask for more than there is are refused', async () => {
    const { externalId } = await create(await planFor(rig, session, tempe));
    await rig.pass(1_000);
    const order = { shopId: session.shopId, lines: [{ externalItemId: externalId, quantity: 41 }] };
    await expect(rig.door('POST', '/_orders', order)).rejects.toThrow('409');
  });
});

describe('facts', () => {
  test('an invite-only category needs approval', async () => {
    const gold = { ...tempe, name: 'Emas 24 Karat Cincin Ukir Kotagede', attributes: { bahan: 'Logam' } };
    expect(codes(await planFor(rig, session, gold))).toEqual(['category-needs-approval']);
  });

  test('a chosen category that vanished is named', async () => {
    expect(codes(await planFor(rig, session, tempe, { categoryId: '123' }))).toContain('category-gone');
  });

  test('what the shop itself lacks is named', async () => {
    await rig.door('PUT', `/_shop/${session.shopId}`, { lacks: ['SHOP_TAX'] });
    expect(codes(await planFor(rig, session, tempe))).toEqual(['shop-not-ready']);
  });

  test("an attribute is mandatory when another one's answer makes it so", async () => {
    const lamp: Listable = {
      ...tempe,
      name: 'Lampu Hias Bambu Anyaman Tasikmalaya',
      attributes: { bahan: 'Bambu', 'Perlu Baterai': 'Ya' },
      legality: [],
    };
    const plan = await planFor(rig, session, lamp);
    expect(plan.problems).toMatchObject([{ code: 'attribute-missing', path: 'attributes/Jenis Baterai' }]);
    const powered = { ...lamp, attributes: { ...lamp.attributes, 'Jenis Baterai': 'AA', Voltase: '3,5' } };
    await create(await planFor(rig, session, powered));
  });

  test('legality numbers stand in the attributes that ask for them', async () => {
    await create(await planFor(rig, session, tempe));
    const values = (await products())[0].product_attributes.flatMap((each: any) => each.values.map((v: any) => v.name));
    expect(values).toEqual(expect.arrayContaining(['2063573010234-27', 'ID35110000123450123', '200 hari']));
  });

  test('shoes need the photo of their size chart', async () => {
    const shoes: Listable = {
      ...tempe,
      name: 'Sepatu Kulit Sapi Asli Cibaduyut Pria',
      attributes: { bahan: 'Kulit', gender: 'Pria' },
      legality: [],
    };
    expect(codes(await planFor(rig, session, shoes))).toEqual(['size-chart-missing']);
    await create(await planFor(rig, session, shoes, { attributes: { 'size-chart': '2' } }));
  });
});

test('the end of an authorization is told thirty days ahead', async () => {
  await rig.door('PUT', `/_shop/${session.shopId}/authorization`, { endsInMs: 29 * 86_400_000 });
  await rig.pass(1_000);
  expect(rig.pushes.flatMap(({ body }) => tiktokShop.push.interpret(body))).toContainEqual({
    kind: 'account-expiring',
    shopIds: [session.shopId],
  });
});
