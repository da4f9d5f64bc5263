import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHarness, createShop, snack, type Harness, type Json } from './harness.ts';

const callbackUrl = 'http://ours/v1/callbacks/shopee';
let harness: Harness;
let shop: Awaited<ReturnType<Harness['connect']>>;
let imageId: string;
beforeEach(async () => {
  harness = createHarness(callbackUrl);
  ({ shop, imageId } = await createShop(harness));
  await harness.settle();
  harness.sent.length = 0;
});
afterEach(() => harness.close());

const add = async (more: Json = {}): Promise<number> =>
  (await harness.post(shop, 'product/add_item', snack(imageId, more)))['response'].item_id;
const statusOf = async (id: number): Promise<string> =>
  (await harness.get(shop, 'product/get_item_base_info', { item_id_list: String(id) }))['response'].item_list[0]
    .item_status;
const violationOf = async (id: number): Promise<Json> =>
  (await harness.get(shop, 'product/get_item_violation_info', { item_id_list: String(id) }))['response'].item_list[0];
const faults = (value: Json) => harness.door('PUT', '/_faults', value);
const codes = (): number[] => harness.sent.map((push) => JSON.parse(push.body).code);

describe('moderation', () => {
  test('reviews a new item, then shows it, without a push', async () => {
    await faults({ moderation: { delayMs: 1000, rejectRate: 0 } });
    const id = await add();
    expect(await statusOf(id)).toBe('REVIEWING');
    harness.clock.nowMs += 999;
    expect(await statusOf(id)).toBe('REVIEWING');
    harness.clock.nowMs += 1;
    expect(await statusOf(id)).toBe('NORMAL');
    await harness.settle();
    expect(codes()).toEqual([]);
  });

  test('bans with a violation and push 16; a mended item is reviewed again', async () => {
    await faults({ moderation: { delayMs: 1000, rejectRate: 1 } });
    const id = await add();
    harness.clock.nowMs += 1000;
    await harness.settle();
    expect(await statusOf(id)).toBe('BANNED');
    const violation = await violationOf(id);
    expect(violation).toMatchObject({
      item_status: 'BANNED',
      item_status_details: [{ violation_reason: expect.any(String) }],
    });
    const [push] = harness.sent;
    expect(push).toMatchObject({
      url: callbackUrl,
      authorization: harness.signOf(`${callbackUrl}|${push?.body ?? ''}`),
    });
    expect(JSON.parse(push?.body ?? '')).toMatchObject({
      code: 16,
      shop_id: shop.shopId,
      data: { item_id: id, item_status: 'BANNED' },
    });
    await faults({ moderation: { delayMs: 1000, rejectRate: 0 } });
    await harness.post(shop, 'product/update_item', { item_id: id, item_name: 'Keripik Tempe Lengkap' });
    expect(await statusOf(id)).toBe('REVIEWING');
    harness.clock.nowMs += 1000;
    expect(await statusOf(id)).toBe('NORMAL');
    expect((await violationOf(id))['item_status_details']).toEqual([]);
  });

  test('an edited item stays live meanwhile', async () => {
    const id = await add();
    await faults({ moderation: { delayMs: 1000, rejectRate: 1 } });
    await harness.post(shop, 'product/update_item', { item_id: id, item_name: 'Keripik Tempe Lain' });
    expect(await statusOf(id)).toBe('NORMAL');
    harness.clock.nowMs += 1000;
    expect(await statusOf(id)).toBe('BANNED');
  });

  test('judges the same content alike, at about the asked rate', async () => {
    await faults({ moderation: { delayMs: 0, rejectRate: 0.3 } });
    const judge = async () => {
      const states: string[] = [];
      for (let index = 0; index < 60; index += 1)
        states.push(await statusOf(await add({ item_name: `Keripik nomor ${index}` })));
      return states;
    };
    const first = await judge();
    expect(await judge()).toEqual(first);
    const banned = first.filter((state) => state === 'BANNED').length;
    expect(banned).toBeGreaterThan(6);
    expect(banned).toBeLessThan(32);
    await faults({ moderation: { delayMs: 0, rejectRate: 0.3 }, seed: 'another' });
    expect(await judge()).not.toEqual(first);
  });

  test('an unlisted item is not reviewed until it is put on sale', async () => {
    await faults({ moderation: { delayMs: 1000, rejectRate: 0 } });
    const id = await add({ item_status: 'UNLIST' });
    harness.clock.nowMs += 5000;
    expect(await statusOf(id)).toBe('UNLIST');
    await harness.post(shop, 'product/unlist_item', { item_list: [{ item_id: id, unlist: false }] });
    expect(await statusOf(id)).toBe('REVIEWING');
  });
});

describe('pushes', () => {
  const ban = (id: number) => harness.door('POST', `/_shop/${shop.shopId}/items/${id}`, { status: 'BANNED' });

  test('are repeated until they are taken, and survive a restart', async () => {
    const id = await add();
    harness.callback.status = 500;
    await ban(id);
    await harness.settle();
    expect(codes()).toEqual([16]);
    await harness.settle();
    expect(codes()).toEqual([16]);
    harness.restart();
    harness.callback.status = 200;
    harness.clock.nowMs += 1000;
    await harness.settle();
    expect(codes()).toEqual([16, 16]);
    harness.clock.nowMs += 3_600_000;
    await harness.settle();
    expect(codes()).toEqual([16, 16]);
  });

  test('never taken are lost, can be read, and confirmed', async () => {
    const id = await add();
    harness.callback.status = 404;
    await ban(id);
    for (let tries = 0; tries < 8; tries += 1) {
      await harness.settle();
      harness.clock.nowMs += 600_000;
    }
    expect(codes().length).toBe(6);
    const lost = async () => (await harness.get(shop, 'push/get_lost_push_message'))['response'];
    const page = await lost();
    expect(page.push_message_list).toMatchObject([{ code: 16, shop_id: shop.shopId }]);
    expect(JSON.parse(page.push_message_list[0].data).data.item_id).toBe(id);
    await harness.post(shop, 'push/confirm_consumed_lost_push_message', { last_message_id: page.last_message_id });
    expect((await lost()).push_message_list).toEqual([]);
  });

  test('can be doubled, dropped and shuffled', async () => {
    const ids = [await add(), await add(), await add(), await add()];
    await faults({ pushes: { duplicateRate: 1, shuffle: true, dropRate: 0 } });
    for (const id of ids) await ban(id);
    harness.clock.nowMs += 5000;
    await harness.settle();
    const order = harness.sent.map((push) => JSON.parse(push.body).data.item_id);
    expect(order.length).toBe(8);
    expect(new Set(order).size).toBe(4);
    expect(order).not.toEqual(ids.flatMap((id) => [id, id]));
    harness.sent.length = 0;
    await faults({ pushes: { duplicateRate: 1, shuffle: false, dropRate: 1 } });
    await ban(await add());
    await harness.settle();
    expect(codes()).toEqual([]);
    expect((await harness.get(shop, 'push/get_lost_push_message'))['response'].push_message_list.length).toBe(1);
  });

  test('go where the app says, for the codes it wants, after a test push', async () => {
    const set = (body: Json) => harness.post(shop, 'push/set_app_push_config', body);
    expect((await set({ callback_url: 'ftp://x' }))['error']).toBe('error_param');
    harness.callback.status = 500;
    expect((await set({ callback_url: 'http://new/' }))['message']).toContain('test push');
    harness.callback.status = 200;
    expect((await set({ callback_url: 'http://new/', set_push_config_off: [16] }))['response']).toEqual({
      result: 'success',
    });
    expect((await harness.get(shop, 'push/get_app_push_config'))['response']).toMatchObject({
      callback_url: 'http://new/',
      push_config_off_list: [16],
    });
    harness.sent.length = 0;
    await ban(await add());
    await harness.settle();
    expect(codes()).toEqual([]);
  });
});
