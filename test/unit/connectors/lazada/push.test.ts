import { describe, expect, test } from '@jest/globals';
import { push } from '../../../../connectors/lazada/push.ts';

const hintsOf = (body: unknown) => push.interpret(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)));

describe('what a push asks for', () => {
  test.each([
    [
      'an order',
      { seller_id: '1234567', message_type: 0, data: { trade_order_id: '260422900198363' }, site: 'lazada_id' },
      { kind: 'look-at-order', shopId: '1234567', externalId: '260422900198363' },
    ],
    [
      'a return of an order',
      {
        seller_id: '1000114855',
        message_type: 0,
        data: { reverse_order_id: '501977696648153', trade_order_id: '252883361348153' },
        site: 'lazada_id',
      },
      { kind: 'look-at-order', shopId: '1000114855', externalId: '252883361348153' },
    ],
    [
      'quality control',
      { seller_id: '500176629136', message_type: 1, data: { itemId: 2202832065, status: 'Lock' }, site: 'lazada_id' },
      { kind: 'look-at-item', shopId: '500176629136', externalId: '2202832065' },
    ],
    [
      'a product made',
      { seller_id: '1', message_type: 3, data: { item_id: '232611001' }, site: 'lazada-id' },
      { kind: 'look-at-item', shopId: '1', externalId: '232611001' },
    ],
    [
      'a product edited',
      { seller_id: '1', message_type: 4, data: { item_id: 1760954113 }, site: 'LAZADA_ID' },
      { kind: 'look-at-item', shopId: '1', externalId: '1760954113' },
    ],
    [
      'a product deleted',
      { seller_id: '1', message_type: 5, data: { item_id: 1807508328 }, site: 'LAZADA_ID' },
      { kind: 'look-at-item', shopId: '1', externalId: '1807508328' },
    ],
    [
      'a token near its end, whose seller stands inside',
      { seller_id: 'null', message_type: 8, data: { app_key: '115527', seller_id: '1000165972' }, site: 'lazada_id' },
      { kind: 'account-expiring', shopIds: ['1000165972'] },
    ],
  ])('%s', (_name, body, hint) => {
    expect(hintsOf(body)).toEqual([hint]);
  });

  test('ids past 2^53 keep all their digits', () => {
    expect(
      hintsOf('{"seller_id":"7","message_type":1,"data":{"itemId":9007199254740993123},"site":"lazada_id"}'),
    ).toEqual([{ kind: 'look-at-item', shopId: '7', externalId: '9007199254740993123' }]);
  });

  test.each([
    ['categories changed', { message_type: 12, data: { status: 'finish' }, site: 'lazada_sg' }],
    ['another country', { seller_id: '1', message_type: 1, data: { itemId: 5 }, site: 'lazada_ph' }],
    ['an unknown type', { seller_id: '1', message_type: 21, data: {}, site: 'lazada_id' }],
    ['an item without number', { seller_id: '1', message_type: 1, data: { itemId: '../x' }, site: 'lazada_id' }],
    ['no JSON', '<html>'],
    ['nothing', ''],
  ])('nothing for %s', (_name, body) => {
    expect(hintsOf(body)).toEqual([expect.objectContaining({ kind: 'none' })]);
  });
});
