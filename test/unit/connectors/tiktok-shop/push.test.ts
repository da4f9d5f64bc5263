import { expect, test } from '@jest/globals';
import { push } from '../../../../connectors/tiktok-shop/push.ts';

const shopId = '7495540735365777507';
const hintOf = (type: number, data: string) =>
  push.interpret(
    Buffer.from(`{"type":${type},"tts_notification_id":"1","shop_id":"${shopId}","timestamp":1,"data":${data}}`),
  );

test.each([
  [1, '{"order_id":"576653688135258178","order_status":"UNPAID"}', 'look-at-order', '576653688135258178'],
  [4, '{"order_id":"576653688135258178"}', 'look-at-order', '576653688135258178'],
  [11, '{"order_id":576653688135258178,"cancel_id":"1"}', 'look-at-order', '576653688135258178'],
  [12, '{"order_id":"576653688135258178","return_id":"1"}', 'look-at-order', '576653688135258178'],
  [5, '{"product_id":1729592969712207008,"status":"PRODUCT_AUDIT_FAILURE"}', 'look-at-item', '1729592969712207008'],
  [15, '{"product_id":"1729592969712207008"}', 'look-at-item', '1729592969712207008'],
])('type %i is a look at what it names, its id exact', (type, data, kind, externalId) => {
  expect(hintOf(type, data)).toEqual([{ kind, shopId, externalId }]);
});

test('the end of a grant, and its coming', () => {
  expect(hintOf(6, '{"message":"…"}')).toEqual([{ kind: 'account-deauthorized', shopId }]);
  expect(hintOf(7, '{"expiration_time":"1"}')).toEqual([{ kind: 'account-expiring', shopIds: [shopId] }]);
});

test('a shop id that arrives as a number keeps its digits', () => {
  const body = Buffer.from(`{"type":6,"shop_id":${shopId},"data":{}}`);
  expect(push.interpret(body)).toEqual([{ kind: 'account-deauthorized', shopId }]);
});

test('a repeated webhook asks for the same look', () => {
  const data = '{"product_id":1729592969712207008}';
  expect(hintOf(5, data)).toEqual(hintOf(5, data));
});

test.each(['14', '99'])('type %s names nothing of ours', (type) => {
  expect(hintOf(Number(type), '{"content":"halo"}')).toEqual([expect.objectContaining({ kind: 'none' })]);
});
