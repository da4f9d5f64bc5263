import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHarness, type Harness } from './harness.ts';

let harness: Harness;
beforeEach(() => {
  harness = createHarness('http://ours/v1/callbacks/shopee');
});
afterEach(() => harness.close());

const minute = 60_000;
const day = 86_400_000;

const codeOf = async () => {
  const back = await harness.consent({ shop_name: 'A' });
  return { code: back.searchParams.get('code'), shop_id: Number(back.searchParams.get('shop_id')) };
};

describe('the consent page', () => {
  const link = '/api/v2/shop/auth_partner';

  test('comes back to the redirect with its own query kept', async () => {
    const back = await harness.consent({ shop_name: 'A' });
    expect(back.origin + back.pathname).toBe('http://ours/callback');
    expect(back.searchParams.get('state')).toBe('x');
    expect(back.searchParams.get('code')).toMatch(/^[0-9a-f]{32}$/);
  });

  test('finds a shop again by its name, so that a script may repeat itself', async () => {
    const first = await codeOf();
    const second = await codeOf();
    expect(second.shop_id).toBe(first.shop_id);
    expect(second.code).not.toBe(first.code);
  });

  test('takes the wanted shop id', async () => {
    const back = await harness.consent({ shop_id: '123456', shop_name: 'Toko Rotan' });
    expect(back.searchParams.get('shop_id')).toBe('123456');
    expect(await harness.door('GET', '/_shop/123456')).toMatchObject({ shop_name: 'Toko Rotan', authorized: true });
  });

  test('shows a form to a browser, with the names of shops escaped', async () => {
    await harness.connect('<script>alert(1)</script>');
    const answer = await harness.request('GET', link, {
      query: { ...harness.common(link), redirect: 'http://ours/callback' },
    });
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.body).toContain('Setujui');
    expect(answer.body).not.toContain('<script>');
    const posted = await harness.request('POST', link, {
      query: { ...harness.common(link), redirect: 'http://ours/callback' },
      body: new Uint8Array(Buffer.from('approve=1&shop_id=&shop_name=Toko+Baru')),
    });
    expect(posted.status).toBe(302);
  });

  test('refuses a wrong or old link, and a redirect that is no web address', async () => {
    const query = { ...harness.common(link), redirect: 'http://ours/callback', approve: '1', shop_name: 'A' };
    expect((await harness.request('GET', link, { query: { ...query, sign: '0' } })).status).toBe(403);
    expect((await harness.request('GET', link, { query: { ...query, redirect: 'javascript:alert(1)' } })).status).toBe(
      400,
    );
    harness.clock.nowMs += 5 * minute + 1000;
    expect((await harness.request('GET', link, { query })).status).toBe(403);
  });
});

describe('tokens', () => {
  test('a code is good once', async () => {
    const asked = await codeOf();
    expect(await harness.tokenCall('token/get', asked)).toMatchObject({ error: '', expire_in: 14_400 });
    expect((await harness.tokenCall('token/get', asked))['error']).toBe('invalid_code');
  });

  test('a code is good for ten minutes, for its own shop', async () => {
    const asked = await codeOf();
    expect((await harness.tokenCall('token/get', { ...asked, shop_id: 1 }))['error']).toBe('invalid_shop_id');
    harness.clock.nowMs += 10 * minute;
    expect((await harness.tokenCall('token/get', asked))['error']).toBe('invalid_code');
  });

  test('types are the contract’s: a shop id in text is wrong', async () => {
    const asked = await codeOf();
    const answer = await harness.tokenCall('token/get', { ...asked, shop_id: String(asked.shop_id) });
    expect(answer).toMatchObject({ error: 'error_param', message: expect.stringContaining('shop_id') });
  });

  test('a refresh rotates, is single-use, and leaves the old access token alive', async () => {
    const shop = await harness.connect('A');
    const asked = { refresh_token: shop.refreshToken, shop_id: shop.shopId };
    const fresh = await harness.tokenCall('access_token/get', asked);
    expect(fresh).toMatchObject({ error: '', shop_id: shop.shopId, expire_in: 14_400 });
    expect((await harness.tokenCall('access_token/get', asked))['error']).toBe('error_shop_refresh_token');
    expect((await harness.get(shop, 'shop/get_shop_info'))['error']).toBe('');
    const renewed = { ...shop, accessToken: fresh['access_token'] };
    expect((await harness.get(renewed, 'shop/get_shop_info'))['error']).toBe('');
  });

  test('a refresh token is good for thirty days, for its own shop', async () => {
    const shop = await harness.connect('A');
    const other = await harness.connect('B');
    const asked = { refresh_token: shop.refreshToken, shop_id: shop.shopId };
    expect((await harness.tokenCall('access_token/get', { ...asked, shop_id: other.shopId }))['error']).toBe(
      'error_shop_refresh_token',
    );
    harness.clock.nowMs += 30 * day;
    expect((await harness.tokenCall('access_token/get', asked))['error']).toBe('refresh_token_expired');
  });

  test('a withdrawn authorization ends everything and is pushed', async () => {
    const shop = await harness.connect('A');
    await harness.door('POST', `/_shop/${shop.shopId}/deauthorization`);
    await harness.settle();
    expect((await harness.get(shop, 'shop/get_shop_info'))['error']).toBe('shop_no_linked');
    const asked = { refresh_token: shop.refreshToken, shop_id: shop.shopId };
    expect((await harness.tokenCall('access_token/get', asked))['error']).toBe('error_shop_refresh_token');
    expect(harness.sent.map((push) => JSON.parse(push.body).code)).toEqual([1, 2]);
  });

  test('an authorization that ends soon is pushed once, an ended one takes no refresh', async () => {
    const shop = await harness.connect('A');
    await harness.door('PUT', `/_shop/${shop.shopId}/authorization`, { endsInMs: 6 * day });
    await harness.settle();
    await harness.settle();
    const last = JSON.parse(harness.sent.at(-1)?.body ?? '');
    expect(last).toMatchObject({ code: 12, data: { shop_expire_soon: [shop.shopId] } });
    expect(harness.sent.length).toBe(2);
    harness.clock.nowMs += 6 * day;
    const asked = { refresh_token: shop.refreshToken, shop_id: shop.shopId };
    expect((await harness.tokenCall('access_token/get', asked))['error']).toBe('shop_access_expired');
  });
});
