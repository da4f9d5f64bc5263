import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createHarness, createShop, snack, type Harness, type Json } from './harness.ts';

let harness: Harness;
let shop: Awaited<ReturnType<typeof createShop>>['shop'];
let itemId: number;

beforeEach(async () => {
  harness = createHarness('http://ours/callback');
  const made = await createShop(harness);
  shop = made.shop;
  itemId = (await harness.post(shop, 'product/add_item', snack(made.imageId)))['response'].item_id as number;
  harness.clock.nowMs += 10_000;
  await harness.settle();
  harness.sent.length = 0;
});
afterEach(() => harness.close());

const place = (quantity: number, more: Json = {}) =>
  harness.door('POST', '/_orders', { shopId: shop.shopId, lines: [{ externalItemId: itemId, quantity }], ...more });
const stock = async (): Promise<number> =>
  (await harness.door('GET', `/_shop/${shop.shopId}`))['products'][0].stock as number;
const fields = 'item_list,recipient_address,total_amount,pickup_done_time';
const detail = (orderSn: string, more: Json = {}) =>
  harness.get(shop, 'order/get_order_detail', {
    order_sn_list: orderSn,
    response_optional_fields: fields,
    ...more,
  });

test('an order takes stock, is pushed with its number, and shows masked buyers', async () => {
  const { orderId } = await place(2, { buyer: { name: 'Siti Aminah', phone: '6281234567890' } });
  await harness.settle();
  expect(await stock()).toBe(10);
  const push = JSON.parse(harness.sent.at(-1)?.body ?? '{}') as Json;
  expect(push).toMatchObject({ code: 3, shop_id: shop.shopId, data: { ordersn: orderId, status: 'READY_TO_SHIP' } });
  const [order] = (await detail(orderId))['response'].order_list as Json[];
  expect(order).toMatchObject({ order_sn: orderId, total_amount: 30_000, item_list: [{ item_sku: 'ikm-1' }] });
  expect(order?.['recipient_address']).toMatchObject({ name: 'S****h', phone: '******90' });
  expect(JSON.stringify(push)).not.toContain('Siti');
});

test('what is short is not sold; a cancellation gives back once, and not after the courier came', async () => {
  expect(await place(13)).toEqual({ error: 'out-of-stock' });
  const { orderId } = await place(12);
  expect(await stock()).toBe(0);
  await harness.door('PUT', `/_orders/${orderId}`, { state: 'cancelled' });
  await harness.door('PUT', `/_orders/${orderId}`, { state: 'cancelled' });
  expect(await stock()).toBe(12);
  const sent = (await place(1))['orderId'] as string;
  await harness.door('PUT', `/_orders/${sent}`, { state: 'shipped' });
  await harness.door('PUT', `/_orders/${sent}`, { state: 'cancelled' });
  expect(await stock()).toBe(11);
});

test('an unpaid order holds stock and tells no total', async () => {
  const { orderId } = await place(1, { state: 'unpaid' });
  expect(await stock()).toBe(11);
  const [order] = (await detail(orderId))['response'].order_list as Json[];
  expect(order).not.toHaveProperty('total_amount');
  expect(order?.['recipient_address'].name).toBe('****');
});

test('details are strict: one to fifty, fields that exist, own shop', async () => {
  const { orderId } = await place(1);
  expect((await detail(''))['error']).toBe('error_param');
  expect((await detail(Array.from({ length: 51 }, () => orderId).join(',')))['error']).toBe('error_param');
  expect((await detail(orderId, { response_optional_fields: 'buyer' }))['error']).toBe('error_param');
  expect((await detail('261122AAAAAAAA'))['error']).toBe('error_not_found');
  const other = await harness.connect('Toko Lain');
  expect((await harness.get(other, 'order/get_order_detail', { order_sn_list: orderId }))['error']).toBe(
    'error_not_found',
  );
});

test('lists go by span and page', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 3; n += 1) ids.push((await place(1))['orderId'] as string);
  const now = Math.floor(harness.clock.nowMs / 1000);
  const list = (more: Json) =>
    harness.get(shop, 'order/get_order_list', {
      time_range_field: 'update_time',
      time_from: String(now - 60),
      time_to: String(now + 1),
      page_size: '2',
      ...more,
    });
  const first = (await list({}))['response'] as Json;
  expect(first).toMatchObject({ more: true, order_list: [{ order_sn: ids[0] }, { order_sn: ids[1] }] });
  expect((await list({ cursor: first['next_cursor'] as string }))['response']).toMatchObject({
    more: false,
    order_list: [{ order_sn: ids[2] }],
  });
  expect((await list({ time_from: String(now - 15 * 86_400 - 1) }))['error']).toBe('order.order_list_invalid_time');
  expect((await list({ time_to: String(now - 60) }))['error']).toBe('order.order_list_invalid_time');
  expect((await list({ page_size: '101' }))['error']).toBe('error_param');
});
