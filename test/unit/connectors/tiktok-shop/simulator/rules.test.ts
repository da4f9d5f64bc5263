import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHarness, type Harness, type Json, type ShopSession } from './harness.ts';

let h: Harness;
let shop: ShopSession;
let good: Json;
beforeEach(async () => {
  h = createHarness();
  shop = await h.connect('Toko Sanan');
  good = await h.goodBody(shop);
});
afterEach(() => h.close());

const products = '/product/202309/products';
const create = (body: Json) => h.call(shop, `POST ${products}`, body);
const check = (body: Json) => h.call(shop, `POST ${products}/listing_check`, body);
const sku = (change: Json) => ({ skus: [{ ...good['skus'][0], ...change }] });
const read = async (id: string) => (await h.call(shop, `GET ${products}/${id}`)).data;
const make = async (change: Json = {}) => (await create({ ...good, ...change })).data.product_id as string;

describe('a create and its check refuse alike', () => {
  test.each<[string, () => Json | Promise<Json>, number]>([
    ['24 characters', () => ({ title: 'x'.repeat(24) }), 12052051],
    ['256 characters', () => ({ title: 'x'.repeat(256) }), 12052051],
    ['no description', () => ({ description: '' }), 12052013],
    ['10,001 characters of text', () => ({ description: 'x'.repeat(10_001) }), 12052013],
    ['a picture from elsewhere', () => ({ description: '<img src="https://elsewhere/a.jpg">' }), 12052013],
    ['no image', () => ({ main_images: [] }), 12052306],
    ['ten images', () => ({ main_images: Array.from({ length: 10 }, () => good['main_images'][0]) }), 12052306],
    ['an image that is not there', () => ({ main_images: [{ uri: 'tos-x' }] }), 12052992],
    ['a small image', async () => ({ main_images: [{ uri: await h.upload(shop, 299, 400) }] }), 12052993],
    ['an unknown category', () => ({ category_id: '1' }), 12052990],
    ['no attributes', () => ({ product_attributes: [] }), 12052241],
    [
      "another category's attribute",
      () => ({ product_attributes: [...good['product_attributes'], { id: '9', values: [{ name: 'x' }] }] }),
      12052996,
    ],
    ['grams', () => ({ package_weight: { value: '305', unit: 'GRAM' } }), 12052999],
    ['four decimals', () => ({ package_weight: { value: '0.3055', unit: 'KILOGRAM' } }), 12052999],
    [
      'half a centimetre',
      () => ({ package_dimensions: { length: '1.5', width: '1', height: '1', unit: 'CENTIMETER' } }),
      12052999,
    ],
    ['a minimum of 21', () => ({ minimum_order_quantity: 21 }), 12052995],
    ['a T1 brand', () => ({ brand_id: '7082427311584347907' }), 12052994],
    ['a SKU with a space', () => sku({ seller_sku: 'a b' }), 12053002],
    ['a SKU of 51', () => sku({ seller_sku: 'x'.repeat(51) }), 12053002],
    ['Rp99', () => sku({ price: { amount: '99', currency: 'IDR' } }), 12053004],
    ['half a rupiah', () => sku({ price: { amount: '100.5', currency: 'IDR' } }), 12053004],
    ['dollars', () => sku({ price: { amount: '100', currency: 'USD' } }), 12053004],
    ['no stock', () => sku({ inventory: [{ ...good['skus'][0].inventory[0], quantity: 0 }] }), 12053005],
    ['another warehouse', () => sku({ inventory: [{ warehouse_id: '1', quantity: 1 }] }), 12052115],
    [
      'a pre-order where none is allowed',
      () => sku({ pre_sale: { type: 'PRE_ORDER', fulfillment_type: { handling_duration_days: 7 } } }),
      12053003,
    ],
    ['a wrong barcode', () => sku({ identifier_code: { code: '123', type: 'EAN' } }), 12053000],
    [
      'two SKUs without options',
      () => ({ skus: [good['skus'][0], { ...good['skus'][0], seller_sku: 'SKU-2' }] }),
      12053001,
    ],
    [
      '101 SKUs',
      () => ({
        skus: Array.from({ length: 101 }, (_, at) => ({
          ...good['skus'][0],
          sales_attributes: [{ name: 'Isi', value_name: String(at) }],
        })),
      }),
      12052050,
    ],
  ])('%s', async (_what, change, code) => {
    const body = { ...good, ...(await change()) };
    const { data } = await check(body);
    expect(data.check_result).toBe('FAILED');
    expect(data.fail_reasons.map((reason: Json) => reason['code'])).toContain(code);
    expect((await create(body)).code).toBe(data.fail_reasons[0].code);
    expect((await h.call(shop, `POST ${products}/search`, {}, { page_size: '10' })).data.total_count).toBe(0);
  });

  test('and let the good one pass', async () => {
    expect((await check(good)).data).toMatchObject({ check_result: 'PASS', fail_reasons: [] });
    expect((await create(good)).code).toBe(0);
  });
});

test('a key answers what it made before, for its shop only', async () => {
  const first = await make({ idempotency_key: 'k' });
  expect(await make({ idempotency_key: 'k', title: 'Keripik Tempe yang lain sama sekali' })).toBe(first);
  const other = await h.connect('Toko Dua');
  const body = { ...(await h.goodBody(other)), idempotency_key: 'k' };
  expect((await h.call(other, `POST ${products}`, body)).data.product_id).not.toBe(first);
  expect((await create({ ...good, idempotency_key: 'x'.repeat(129) })).code).toBe(36009004);
});

test('a refused create does not spend its key', async () => {
  expect((await create({ ...good, title: 'x', idempotency_key: 'k' })).code).toBe(12052051);
  expect((await create({ ...good, idempotency_key: 'k' })).code).toBe(0);
});

describe('price and inventory', () => {
  const skuOf = async (id: string) => (await read(id)).skus[0];
  const inventory = async (id: string, entries: Json[]) =>
    h.call(shop, `POST ${products}/${id}/inventory/update`, {
      skus: [{ id: (await skuOf(id)).id, inventory: entries }],
    });

  test('change active products only', async () => {
    const id = await make();
    const { id: skuId } = await skuOf(id);
    const price = { skus: [{ id: skuId, price: { amount: '20000', currency: 'IDR' } }] };
    expect((await h.call(shop, `POST ${products}/${id}/prices/update`, price)).code).toBe(0);
    expect((await skuOf(id)).price.sale_price).toBe('20000');
    await h.call(shop, `POST ${products}/deactivate`, { product_ids: [id] });
    expect((await h.call(shop, `POST ${products}/${id}/prices/update`, price)).code).toBe(12053010);
    expect((await inventory(id, [{ quantity: 3 }])).code).toBe(12053010);
  });

  test('take 0 to 99,999 in all warehouses of the SKU and no other', async () => {
    const id = await make();
    expect((await inventory(id, [{ quantity: 0 }])).code).toBe(0);
    expect((await inventory(id, [{ quantity: 100_000 }])).code).toBe(12053005);
    expect((await inventory(id, [{ quantity: 1 }, { warehouse_id: '1', quantity: 1 }])).code).toBe(12052115);
    expect((await skuOf(id)).inventory[0].quantity).toBe(0);
  });
});

test('batches take twenty ids, and tell each failure', async () => {
  const id = await make();
  const twentyOne = Array.from({ length: 21 }, () => id);
  expect((await h.call(shop, `POST ${products}/deactivate`, { product_ids: twentyOne })).code).toBe(36009004);
  const { code, data } = await h.call(shop, `DELETE ${products}`, { product_ids: [id, '1'] });
  expect(code).toBe(0);
  expect(data.errors).toMatchObject([{ code: 12052032, detail: { product_id: '1' } }]);
  expect((await read(id)).status).toBe('DELETED');
});

describe('a review', () => {
  const slow = { moderation: { delayMs: 60_000, rejectRate: 0 } };

  test('holds a new product back, then tells by webhook 5 with the id as a number', async () => {
    await h.door('PUT', '/_faults', slow);
    const id = await make();
    expect(await read(id)).toMatchObject({ status: 'PENDING', audit: { status: 'AUDITING' } });
    await h.pass(60_000);
    expect(await read(id)).toMatchObject({ status: 'ACTIVATE', audit: { status: 'APPROVED' } });
    expect(h.sent.at(-1)?.body).toContain(`"product_id":${id},"status":"PRODUCT_FIRST_PASS_REVIEW"`);
  });

  test('of an edit shows the old version until it ends, the new one on request', async () => {
    const id = await make();
    await h.door('PUT', '/_faults', slow);
    const edited = {
      ...good,
      title: 'Keripik Tempe Sanan Rasa Baru 250 g',
      skus: [{ ...good['skus'][0], id: (await read(id)).skus[0].id }],
    };
    expect((await h.call(shop, `PUT ${products}/${id}`, edited)).data.audit).toEqual({ status: 'AUDITING' });
    expect(await read(id)).toMatchObject({ status: 'ACTIVATE', title: good['title'] });
    const under = await h.call(shop, `GET ${products}/${id}`, undefined, { return_under_review_version: 'true' });
    expect(under.data.title).toBe(edited.title);
    await h.pass(60_000);
    expect((await read(id)).title).toBe(edited.title);
  });

  test('that refuses names position, reasons and suggestions', async () => {
    await h.door('PUT', '/_faults', { moderation: { delayMs: 0, rejectRate: 1 } });
    const seen = await read(await make());
    expect(seen).toMatchObject({ status: 'FAILED', audit: { status: 'FAILED' } });
    expect(seen.audit_failed_reasons).toMatchObject([
      { listing_platform: 'TIKTOK_SHOP', reasons: [expect.any(String)] },
    ]);
  });
});

test('faults: the same seed gives the same row', async () => {
  const row = async () => {
    await h.door('PUT', '/_faults', { errorRate: 0.5, seed: 'a' });
    const codes = [];
    for (let at = 0; at < 8; at += 1) codes.push((await h.call(shop, 'GET /logistics/202309/warehouses')).code);
    return codes;
  };
  const first = await row();
  expect(await row()).toEqual(first);
  expect(first).toContain(0);
  expect(first.some((code) => [36009003, 36009007, 12001000].includes(code))).toBe(true);
});

test('the shop is a page for people, and escapes what it shows', async () => {
  await make({ title: 'Keripik <script>alert(1)</script> Tempe' });
  const page = await h.request('GET', `/_shop/${shop.shopId}`, {}, '', { accept: 'text/html' });
  const html = Buffer.from(page.body).toString();
  expect(page.headers['content-type']).toContain('text/html');
  expect(html).toContain('Toko Sanan');
  expect(html).not.toContain('<script>');
});
