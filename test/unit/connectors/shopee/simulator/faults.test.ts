import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHarness, createShop, snack, type Harness, type Json } from './harness.ts';

let harness: Harness;
let shop: Awaited<ReturnType<Harness['connect']>>;
let imageId: string;
beforeEach(async () => {
  harness = createHarness();
  ({ shop, imageId } = await createShop(harness));
  await harness.door('DELETE', '/_calls');
});
afterEach(() => harness.close());

const faults = (value: Json) => harness.door('PUT', '/_faults', value);
const add = () => harness.call(shop, 'POST', 'product/add_item', snack(imageId));
const products = async (): Promise<Json[]> => (await harness.door('GET', `/_shop/${shop.shopId}`))['products'];
const outcomes = async (endpoint: string): Promise<Json> =>
  (await harness.door('GET', '/_calls'))['endpoints'][endpoint]?.[String(shop.shopId)] ?? {};

describe('faults', () => {
  test('are off at first, shown, kept over a restart, and switched off by an empty setting', async () => {
    expect(await harness.door('GET', '/_faults')).toMatchObject({ errorRate: 0, outage: false, rateLimit: null });
    await faults({ errorRate: 0.5, pushes: { dropRate: 1 } });
    harness.restart();
    expect(await harness.door('GET', '/_faults')).toMatchObject({
      errorRate: 0.5,
      pushes: { dropRate: 1, shuffle: false },
    });
    await faults({});
    expect(await harness.door('GET', '/_faults')).toMatchObject({ errorRate: 0, pushes: { dropRate: 0 } });
  });

  test('of a wrong setting are told and change nothing', async () => {
    const answer = await harness.request('PUT', '/_faults', { json: { errorRate: 2, typo: 1 } });
    expect(answer.status).toBe(400);
    expect(await harness.door('GET', '/_faults')).toMatchObject({ errorRate: 0 });
  });

  test('errorRate gives errors that pass, without doing', async () => {
    await faults({ errorRate: 1 });
    const names = new Set<string>();
    for (let index = 0; index < 30; index += 1) names.add(harness.json(await add())['error']);
    expect([...names].sort()).toEqual(['error_inner', 'error_network', 'error_server', 'error_system_busy']);
    expect(await products()).toEqual([]);
  });

  test('a rate is about what was asked, and repeats itself under the same seed', async () => {
    const run = async () => {
      await faults({ errorRate: 0.3 });
      const seen: boolean[] = [];
      for (let index = 0; index < 100; index += 1)
        seen.push((await harness.get(shop, 'shop/get_shop_info'))['error'] !== '');
      return seen;
    };
    const first = await run();
    expect(await run()).toEqual(first);
    const errors = first.filter(Boolean).length;
    expect(errors).toBeGreaterThan(15);
    expect(errors).toBeLessThan(45);
  });

  test('timeoutBefore never answers and does nothing', async () => {
    await faults({ timeoutBeforeRate: 1 });
    expect((await add()).holdMs).toBe(30_000);
    expect(await products()).toEqual([]);
    expect(await outcomes('product/add_item')).toEqual({ 'timeout-before': 1 });
  });

  test('timeoutAfter does it and never answers', async () => {
    await faults({ timeoutAfterRate: 1 });
    expect((await add()).holdMs).toBe(30_000);
    expect((await products()).length).toBe(1);
    expect(await outcomes('product/add_item')).toEqual({ 'timeout-after': 1 });
  });

  test('timeoutAfter on a refused call is the refusal', async () => {
    await faults({ timeoutAfterRate: 1 });
    const answer = await harness.call(shop, 'POST', 'product/delete_item', { item_id: 1 });
    expect(harness.json(answer)['error']).toBe('error_item_not_found');
  });

  test('commitLateMs makes the lost create appear only later, also after a restart', async () => {
    await faults({ timeoutAfterRate: 1, commitLateMs: 20_000 });
    await add();
    await faults({});
    harness.clock.nowMs += 19_999;
    harness.restart();
    expect(await products()).toEqual([]);
    harness.clock.nowMs += 1;
    expect(await products()).toMatchObject([{ item_sku: 'ikm-1', state: 'NORMAL' }]);
    harness.clock.nowMs += 60_000;
    expect((await products()).length).toBe(1);
  });

  test('searchLagMs hides a new item from lists and searches, not from its id', async () => {
    await faults({ searchLagMs: 5000 });
    const id = harness.json(await add())['response'].item_id;
    const found = async () => [
      (await harness.get(shop, 'product/search_item', { item_sku: 'ikm-1', page_size: '10' }))['response'].total_count,
      (await harness.get(shop, 'product/get_item_list', { offset: '0', page_size: '10', item_status: 'NORMAL' }))[
        'response'
      ].total_count,
      (await harness.get(shop, 'product/get_item_base_info', { item_id_list: String(id) }))['response'].item_list
        .length,
    ];
    expect(await found()).toEqual([0, 0, 1]);
    harness.clock.nowMs += 5000;
    expect(await found()).toEqual([1, 1, 1]);
  });

  test('rateLimit is per shop and second', async () => {
    const other = await harness.connect('B');
    await faults({ rateLimit: 2 });
    const error = async (by = shop) => (await harness.get(by, 'shop/get_shop_info'))['error'];
    expect([await error(), await error(), await error()]).toEqual(['', '', 'error_rate_limit']);
    expect(await error(other)).toBe('');
    harness.clock.nowMs += 1000;
    expect(await error()).toBe('');
  });

  test('outage answers nothing of the API, and the doors still open', async () => {
    await faults({ outage: true });
    const answer = await add();
    expect(answer.status).toBe(503);
    expect(() => harness.json(answer)).toThrow();
    expect(await outcomes('product/add_item')).toEqual({ outage: 1 });
  });

  test('endpoints narrow them down', async () => {
    await faults({ errorRate: 1, endpoints: ['product/add_item'] });
    expect((await harness.get(shop, 'shop/get_shop_info'))['error']).toBe('');
    expect(harness.json(await add())['error']).not.toBe('');
  });
});

describe('calls', () => {
  test('are counted per endpoint, shop and outcome, kept, and reset', async () => {
    await add();
    await harness.post(shop, 'product/add_item', { item_name: 'x' });
    harness.restart();
    expect(await harness.door('GET', '/_calls')).toEqual({
      total: 2,
      calls: [
        { endpoint: 'product/add_item', shop: String(shop.shopId), outcome: 'error:error_param', count: 1 },
        { endpoint: 'product/add_item', shop: String(shop.shopId), outcome: 'ok', count: 1 },
      ],
      endpoints: { 'product/add_item': { [String(shop.shopId)]: { ok: 1, 'error:error_param': 1 } } },
    });
    await harness.door('DELETE', '/_calls');
    expect((await harness.door('GET', '/_calls'))['total']).toBe(0);
  });
});
