import { expect, test } from '@jest/globals';
import { push } from '../../../../connectors/shopee/push.ts';

const interpret = (text: string) => push.interpret(Buffer.from(text));

test.each([
  [
    '1, as the guide shows it',
    '{"shop_id":123,"code":1,"success":1,"extra":"","data":{"more_info":"x"}}',
    [{ kind: 'account-authorized', shopId: '123' }],
  ],
  [
    '1 for a main account',
    '{"code":1,"data":{"shop_id_list":[7,8]}}',
    [
      { kind: 'account-authorized', shopId: '7' },
      { kind: 'account-authorized', shopId: '8' },
    ],
  ],
  [
    '2, named twice',
    '{"code":2,"shop_id":7,"data":{"shop_id":7,"shop_id_list":[7]}}',
    [{ kind: 'account-deauthorized', shopId: '7' }],
  ],
  ['12', '{"code":12,"data":{"shop_expire_soon":[7,9]}}', [{ kind: 'account-expiring', shopIds: ['7', '9'] }]],
  [
    '16',
    '{"code":16,"shop_id":7,"data":{"item_id":9007199254740993}}',
    [{ kind: 'look-at-item', shopId: '7', externalId: '9007199254740993' }],
  ],
  ['22', '{"code":22,"shop_id":7,"data":{"item_id":5}}', [{ kind: 'look-at-item', shopId: '7', externalId: '5' }]],
  [
    '3, an order',
    '{"code":3,"shop_id":7,"data":{"ordersn":"2404098R48U37H","status":"READY_TO_SHIP","update_time":1}}',
    [{ kind: 'look-at-order', shopId: '7', externalId: '2404098R48U37H' }],
  ],
  [
    '16 without an item',
    '{"code":16,"shop_id":7,"data":{}}',
    [{ kind: 'none', why: 'push code 16 concerns nothing of ours' }],
  ],
  [
    '0, the console’s test',
    '{"code":0,"data":{"verify_info":"x"}}',
    [{ kind: 'none', why: 'push code 0 concerns nothing of ours' }],
  ],
  ['none', 'null', [{ kind: 'none', why: 'push body has no code' }]],
  ['half of one', '{"code":', [{ kind: 'none', why: 'push body is not JSON' }]],
])('push %s', (_what, body, hints) => {
  expect(interpret(body)).toEqual(hints);
});

test('the answer is 2xx with an empty body', () => {
  expect(push.answer).toEqual({ statusCode: 200, body: '' });
});
