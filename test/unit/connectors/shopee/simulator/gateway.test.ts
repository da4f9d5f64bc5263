import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHarness, createShop, snack, type Harness, type Json } from './harness.ts';

let harness: Harness;
beforeEach(() => {
  harness = createHarness();
});
afterEach(() => harness.close());

const path = '/api/v2/shop/get_shop_info';
const minute = 60_000;
const hour = 60 * minute;

describe('the gateway', () => {
  test('passes a call that is right', async () => {
    const shop = await harness.connect('A');
    expect(await harness.get(shop, 'shop/get_shop_info')).toMatchObject({ error: '', shop_name: 'A', region: 'ID' });
  });

  const cases: [string, (right: Json) => Json, string, string][] = [
    ['no partner_id', ({ partner_id: _, ...rest }) => rest, 'error_param', 'There is no partner_id in query.'],
    ['a partner_id in words', (right) => ({ ...right, partner_id: 'x' }), 'error_param', 'Partner_id is invalid'],
    ['an unknown partner', (right) => ({ ...right, partner_id: '1' }), 'invalid_partner_id', 'Invalid partner_id'],
    ['no timestamp', ({ timestamp: _, ...rest }) => rest, 'error_param', 'no timestamp.'],
    ['a timestamp in words', (right) => ({ ...right, timestamp: 'now' }), 'error_param', 'Timestamp is invalid'],
    ['no sign', ({ sign: _, ...rest }) => rest, 'error_param', 'There is no sign in query.'],
    ['no access_token', ({ access_token: _, ...rest }) => rest, 'error_param', 'There is no access_token in query.'],
    ['no shop_id', ({ shop_id: _, ...rest }) => rest, 'error_param', 'There is no shop_id in query.'],
    ['a shop_id in words', (right) => ({ ...right, shop_id: 'a' }), 'error_param', 'shop_id is invalid'],
    ['a sign over something else', (right) => ({ ...right, shop_id: '12' }), 'error_sign', 'Wrong sign.'],
    [
      'a sign in capitals',
      (right) => ({ ...right, sign: String(right['sign']).toUpperCase() }),
      'error_sign',
      'Wrong sign.',
    ],
  ];
  test.each(cases)('refuses %s', async (_name, spoil, error, message) => {
    const shop = await harness.connect('A');
    const answer = await harness.request('GET', path, { query: spoil(harness.common(path, shop)) });
    expect(answer.status).toBe(200);
    expect(harness.json(answer)).toMatchObject({ error, message: expect.stringContaining(message) });
  });

  test('takes a timestamp of five minutes, not of a second more, on either side', async () => {
    const shop = await harness.connect('A');
    const query = harness.common(path, shop);
    const at = harness.clock.nowMs;
    for (const [offset, error] of [
      [5 * minute, ''],
      [5 * minute + 1000, 'error_param'],
      [-5 * minute, ''],
      [-5 * minute - 1000, 'error_param'],
    ] as const) {
      harness.clock.nowMs = at + offset;
      expect(harness.json(await harness.request('GET', path, { query }))['error']).toBe(error);
    }
  });

  test('refuses a token after four hours, by its misspelt name', async () => {
    const shop = await harness.connect('A');
    harness.clock.nowMs += 4 * hour - 1000;
    expect((await harness.get(shop, 'shop/get_shop_info'))['error']).toBe('');
    harness.clock.nowMs += 1000;
    expect((await harness.get(shop, 'shop/get_shop_info'))['error']).toBe('invalid_acceess_token');
  });

  test('refuses a token that was ended early, not one that came after', async () => {
    const shop = await harness.connect('A');
    await harness.door('DELETE', `/_shop/${shop.shopId}/access-tokens`);
    expect((await harness.get(shop, 'shop/get_shop_info'))['error']).toBe('invalid_acceess_token');
    const fresh = await harness.connect('A');
    expect((await harness.get(fresh, 'shop/get_shop_info'))['error']).toBe('');
  });

  test("refuses another shop's token", async () => {
    const shop = await harness.connect('A');
    const other = await harness.connect('B');
    const mixed = { ...shop, shopId: other.shopId };
    expect((await harness.get(mixed, 'shop/get_shop_info'))['error']).toBe('partner_shop_no_link');
  });

  test('takes the path with its mount, as clients sign who call it by URL', async () => {
    const shop = await harness.connect('A');
    const query = harness.common(`/sim/shopee${path}`, shop);
    expect(harness.json(await harness.request('GET', path, { query }))['error']).toBe('');
  });

  test('does not sign the body: the same sign takes another body', async () => {
    const { shop, imageId } = await createShop(harness);
    const query = harness.common('/api/v2/product/add_item', shop);
    for (const item_sku of ['a', 'b']) {
      const answer = await harness.request('POST', '/api/v2/product/add_item', {
        query,
        json: snack(imageId, { item_sku }),
      });
      expect(harness.json(answer)['error']).toBe('');
    }
  });

  test('knows no other paths and methods', async () => {
    const shop = await harness.connect('A');
    expect((await harness.get(shop, 'product/nothing'))['message']).toContain('path is incorrect');
    expect((await harness.get(shop, 'product/add_item'))['message']).toContain('path is incorrect');
    expect((await harness.get(shop, 'constructor'))['message']).toContain('path is incorrect');
  });
});
