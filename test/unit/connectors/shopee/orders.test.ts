import { expect, test } from '@jest/globals';
import { orders } from '../../../../connectors/shopee/orders.ts';
import type { Session } from '../../../../connectors/connector.ts';

const nowMs = Date.UTC(2026, 10, 22);
const session = (answer: (url: URL) => unknown, asked: URL[] = []): Session => ({
  app: { partnerId: '1', partnerKey: 'key' },
  baseUrl: 'https://shopee.example',
  shopId: '7',
  accessToken: 'token',
  fetch: async (url) => {
    const at = new URL(url instanceof Request ? url.url : url.toString());
    asked.push(at);
    return new Response(JSON.stringify(answer(at)));
  },
  clock: () => nowMs,
  signal: AbortSignal.timeout(5000),
});

const item = {
  item_id: 23,
  item_name: 'Kemeja',
  item_sku: 'P-1',
  model_id: 4,
  model_name: 'L',
  model_sku: 'P-1-V',
  model_quantity_purchased: 2,
  model_original_price: 1000,
  model_discounted_price: 900,
  order_item_id: 23,
};
const order = (more: object) => ({
  error: '',
  response: {
    order_list: [
      {
        order_sn: 'A1',
        order_status: 'READY_TO_SHIP',
        create_time: 100,
        update_time: 200,
        ship_by_date: 300,
        item_list: [item],
        ...more,
      },
    ],
  },
});
const read = async (more: object) =>
  orders.read(
    session(() => order(more)),
    'A1',
  );

test('an order as get_order_detail shows it', async () => {
  expect(
    await read({ total_amount: 1800, recipient_address: { name: 'S****i', phone: '****', full_address: 'Jl. 1' } }),
  ).toEqual({
    kind: 'ok',
    value: {
      externalId: 'A1',
      state: 'to-ship',
      placedAtMs: 100_000,
      updatedAtMs: 200_000,
      shipByMs: 300_000,
      totalIdr: 1800,
      lines: [
        {
          lineId: '23-23-4',
          externalItemId: '23',
          marker: 'P-1',
          variantMarker: 'P-1-V',
          name: 'Kemeja (L)',
          quantity: 2,
          priceIdr: 900,
        },
      ],
      buyer: { name: 'S****i', address: 'Jl. 1' },
    },
  });
});

test.each([
  ['UNPAID', {}, 'unpaid'],
  ['IN_CANCEL', {}, 'to-ship'],
  ['CANCELLED', {}, 'cancelled'],
  ['CANCELLED', { pickup_done_time: 250 }, 'returned'],
  ['TO_CONFIRM_RECEIVE', {}, 'shipped'],
])('%s %j is %s', async (order_status, more, state) => {
  expect(await read({ order_status, ...more })).toMatchObject({ kind: 'ok', value: { state } });
});

test('an unpaid order counts its lines, a bundle its price before, and one model twice is one line', async () => {
  expect(
    await read({ order_status: 'UNPAID', item_list: [{ ...item, model_discounted_price: 0 }, item] }),
  ).toMatchObject({ value: { totalIdr: 4000, lines: [{ quantity: 4, priceIdr: 1000 }] } });
});

test('an unknown status is asked again; an unknown order is not there', async () => {
  expect(await read({ order_status: 'NEW_WORD' })).toMatchObject({ kind: 'retry' });
  expect(
    await orders.read(
      session(() => ({ error: 'error_not_found', message: '' })),
      'A1',
    ),
  ).toEqual({
    kind: 'ok',
    value: null,
  });
});

test('a wide span is asked in pieces of at most fifteen days, each to its last page', async () => {
  const asked: URL[] = [];
  const pages = session((url) => {
    const page = url.searchParams.get('cursor') ?? '0';
    const isLast = page === '1';
    return {
      error: '',
      response: {
        more: !isLast,
        next_cursor: isLast ? '' : '1',
        order_list: [{ order_sn: `${url.searchParams.get('time_from') ?? ''}-${page}` }],
      },
    };
  }, asked);
  const day = 86_400_000;
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const answer = await orders.list(pages, { fromMs: nowMs - 20 * day, toMs: nowMs }, cursor);
    if (answer.kind !== 'ok') throw new Error(answer.kind);
    found.push(...answer.value.items);
    cursor = answer.value.nextCursor;
  } while (cursor !== undefined);
  expect(found).toHaveLength(4);
  for (const { searchParams } of asked)
    expect(Number(searchParams.get('time_to')) - Number(searchParams.get('time_from'))).toBeLessThanOrEqual(
      15 * 86_400,
    );
});
