import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHarness, type Harness, type ShopSession, type Wrong } from './harness.ts';

let h: Harness;
let shop: ShopSession;
beforeEach(async () => {
  h = createHarness();
  shop = await h.connect('Toko Sanan');
});
afterEach(() => h.close());

const search = (wrong?: Wrong) => h.call(shop, 'POST /product/202309/products/search', {}, { page_size: '10' }, wrong);
const nowSeconds = () => Math.floor(h.clock.nowMs / 1000);

test('a well signed call passes, by the contract path and by the mounted one', async () => {
  expect(await search()).toMatchObject({ status: 200, code: 0 });
});

describe('a call is refused for', () => {
  test.each<[string, () => Wrong, number, number]>([
    ['another body than was signed', () => ({ sentBody: '{"status":"ALL"}' }), 106001, 401],
    ['a signature in upper case', () => ({ sign: 'A'.repeat(64) }), 106001, 401],
    ['no cipher', () => ({ query: { shop_cipher: undefined } }), 106013, 401],
    ["another's cipher", () => ({ query: { shop_cipher: 'ROW_x' } }), 36009004, 400],
    ['another app', () => ({ query: { app_key: 'x' } }), 36009004, 400],
    ['five minutes and a second ago', () => ({ timestamp: nowSeconds() - 301 }), 36009004, 400],
    ['31 seconds ahead', () => ({ timestamp: nowSeconds() + 31 }), 36009004, 400],
    ['no token', () => ({ headers: { 'x-tts-access-token': '' } }), 36009004, 400],
    ['plain text', () => ({ headers: { 'content-type': 'text/plain' } }), 36009023, 400],
  ])('%s', async (_what, wrong, code, status) => {
    expect(await search(wrong())).toMatchObject({ code, status });
  });

  test('an unknown path and an unknown method', async () => {
    expect((await h.call(shop, 'GET /product/202309/nothing')).code).toBe(36009009);
    expect((await h.call(shop, 'PUT /product/202309/categories', {})).code).toBe(36009010);
  });

  test('an access token that ended', async () => {
    await h.door('DELETE', `/_shop/${shop.shopId}/access-tokens`);
    expect(await search()).toMatchObject({ code: 105002, status: 401 });
  });

  test('a scope that the seller did not grant', async () => {
    await h.door('PUT', '/_app', { scopes: ['seller.authorization.info'] });
    shop = await h.connect('Toko Dua');
    expect((await search()).code).toBe(105005);
  });
});

test.each([
  ['exactly five minutes', -300],
  ['30 seconds ahead', 30],
])('a timestamp counts %s', async (_what, by) => {
  expect((await search({ timestamp: nowSeconds() + by })).code).toBe(0);
});

test('the cipher is refused where it is not allowed', async () => {
  const { code } = await h.call(shop, 'GET /authorization/202309/shops');
  expect(code).toBe(36009004);
  expect((await h.uploadRaw(shop, h.png(800, 800), { shop_cipher: shop.cipher })).code).toBe(36009004);
  expect((await h.uploadRaw(shop, h.png(800, 800))).code).toBe(0);
});

test('the rate is per shop and second, told with 429 and Retry-After', async () => {
  await h.door('PUT', '/_faults', { rateLimit: 1 });
  const other = await h.connect('Toko Dua');
  h.clock.nowMs += 1_000;
  expect((await search()).code).toBe(0);
  expect(await search()).toMatchObject({ code: 36009002, status: 429, headers: { 'retry-after': '1' } });
  shop = other;
  expect((await search()).code).toBe(0);
});

describe('tokens', () => {
  test('a code serves once', async () => {
    const code = (await h.consent('Toko Tiga')).searchParams.get('code') ?? '';
    expect((await h.tokens('get', { auth_code: code })).code).toBe(0);
    expect((await h.tokens('get', { auth_code: code })).code).toBe(36004004);
  });

  test('times are absolute seconds; a refresh token serves once and gives a new one', async () => {
    const { code, data } = await h.tokens('refresh', { refresh_token: shop.refreshToken });
    expect(code).toBe(0);
    expect(data.access_token_expire_in).toBe(nowSeconds() + 7 * 86_400);
    expect(data.refresh_token_expire_in).toBeGreaterThan(data.access_token_expire_in);
    expect((await h.tokens('refresh', { refresh_token: shop.refreshToken })).code).toBe(36004005);
    expect((await h.tokens('refresh', { refresh_token: data.refresh_token })).code).toBe(0);
  });

  test('the app secret is asked for', async () => {
    expect((await h.tokens('refresh', { refresh_token: shop.refreshToken, app_secret: 'x' })).code).not.toBe(0);
  });

  test('a withdrawn grant ends calls and refreshes, and is told by a webhook', async () => {
    await h.door('POST', `/_shop/${shop.shopId}/deauthorization`);
    await h.settle();
    expect((await search()).code).toBe(36004005);
    expect((await h.tokens('refresh', { refresh_token: shop.refreshToken })).code).toBe(36004005);
    const [webhook] = h.sent;
    expect(JSON.parse(webhook?.body ?? '')).toMatchObject({ type: 6, shop_id: shop.shopId });
    expect(webhook?.authorization).toBe(h.hmac(h.app().appKey, webhook?.body ?? ''));
  });
});

test('a webhook that is not taken comes again after 2 minutes, 30 minutes, 3 and 12 hours, and no more', async () => {
  h.callback.status = 500;
  await h.door('POST', `/_shop/${shop.shopId}/deauthorization`);
  await h.settle();
  const minute = 60_000;
  for (const [wait, count] of [
    [minute, 1],
    [minute, 2],
    [30 * minute, 3],
    [180 * minute, 4],
    [720 * minute, 5],
    [2_000 * minute, 5],
  ] as const) {
    await h.pass(wait);
    expect(h.sent).toHaveLength(count);
  }
  expect(new Set(h.sent.map(({ body }) => body)).size).toBe(1);
});

test('what was answered is there after a restart', async () => {
  const made = await h.call(shop, 'POST /product/202309/products', {
    ...(await h.goodBody(shop)),
    idempotency_key: 'k',
  });
  h.reopen();
  const seen = await h.call(shop, `GET /product/202309/products/${made.data.product_id}`);
  expect(seen.data).toMatchObject({ id: made.data.product_id, status: 'ACTIVATE' });
  expect(
    (await h.call(shop, 'POST /product/202309/products', { ...(await h.goodBody(shop)), idempotency_key: 'k' })).data
      .product_id,
  ).toBe(made.data.product_id);
});
