import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { AccountId, OrderId, ProductId } from '../../../../shared/domain/ids.ts';
import { fulfilmentsOf, isOpen } from '../../../../shared/domain/order/fulfilment.ts';
import { orderIdOf } from '../../../../shared/domain/order/order-id.ts';
import {
  afterLook,
  afterMoves,
  movesOf,
  orderStates,
  stateOf,
  withMoves,
  type Order,
  type SeenOrder,
} from '../../../../shared/domain/order/order.ts';
import { movedBy } from '../../../../shared/domain/product/stock.ts';

const productId = ProductId.parse('01JCXQ6M3N5P7Q9R1S3T5V7W9X');
const of = {
  orderId: OrderId.parse('01JCXQ6M3N5P7Q9R1S3T5V7W90'),
  accountId: AccountId.parse('01JCXQ8Z9Y8X7W6V5T4S3R2Q1P'),
  marketplace: 'shopee',
  shopId: '7',
};
const resolve = (lineId: string) => ({
  owner: { type: 'ikm' as const, id: lineId === 'b' ? 'OTHER' : 'IKM', regionCode: '35.73' },
  ...(lineId === 'x' ? {} : { productId }),
});

const seenOrder = fc.record({
  state: fc.constantFrom(...orderStates),
  updatedAtMs: fc.integer({ min: 1, max: 6 }),
  totalIdr: fc.integer({ min: 1, max: 3 }),
  quantities: fc.dictionary(fc.constantFrom('a', 'b', 'x'), fc.integer({ min: 1, max: 3 })),
  price: fc.integer({ min: 1, max: 2 }),
});
const toSeen = ({
  quantities,
  price,
  ...seen
}: {
  state: SeenOrder['state'];
  updatedAtMs: number;
  totalIdr: number;
  quantities: Record<string, number>;
  price: number;
}): SeenOrder => ({
  ...seen,
  externalId: 'A1',
  placedAtMs: 1,
  lines: Object.entries(quantities).map(([lineId, quantity]) => ({
    lineId,
    externalItemId: '1',
    marker: '',
    name: 'Keripik',
    quantity,
    priceIdr: price,
  })),
});

/** A stock that applies each change once, by its id. */
const createStock = () => {
  const applied = new Map<string, number>();
  return {
    apply: (order: Order) => {
      for (const { change } of movesOf(order)) applied.set(change.changeId, change.by);
    },
    sold: () => [...applied.values()].reduce((sum, by) => sum - by, 0),
  };
};

/** Takes in looks; `crashes` tells at which looks the work stops before, or after, the stock was changed. */
const live = (looks: readonly SeenOrder[], crashes: readonly ('none' | 'before' | 'after')[] = []) => {
  const stock = createStock();
  let order: Order | undefined;
  const settle = (): void => {
    while (order !== undefined && movesOf(order).length > 0) {
      stock.apply(order);
      order = withMoves(afterMoves(order));
    }
  };
  looks.forEach((look, n) => {
    order = withMoves(afterLook(of, order, look, resolve));
    if (crashes[n] === 'after') stock.apply(order);
    if (crashes[n] === undefined || crashes[n] === 'none') settle();
  });
  settle();
  return { order, sold: stock.sold() };
};

const endOf = ({ order, sold }: ReturnType<typeof live>) => ({
  state: order === undefined ? undefined : stateOf(order),
  lines: order?.lines.map(({ seq: _, ...line }) => line),
  totalIdr: order?.totalIdr,
  left: order?.left,
  sold,
});

describe('looks at an order', () => {
  test('in any order, repeated, with crashes between: the same end and the same stock', () => {
    fc.assert(
      fc.property(
        fc
          .array(seenOrder, { minLength: 1, maxLength: 6 })
          .chain((looks) =>
            fc.tuple(
              fc.constant(looks.map(toSeen)),
              fc.shuffledSubarray([...looks, ...looks].map(toSeen), { minLength: looks.length * 2 }),
              fc.array(fc.constantFrom('none' as const, 'before' as const, 'after' as const), { maxLength: 12 }),
            ),
          ),
        ([looks, shuffled, crashes]) => {
          expect(endOf(live(shuffled, crashes))).toEqual(endOf(live(looks)));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('what is held is what was sold, and nothing once it was cancelled before it left', () => {
    fc.assert(
      fc.property(fc.array(seenOrder, { minLength: 1, maxLength: 6 }), (looks) => {
        const { order, sold } = live(looks.map(toSeen));
        if (order === undefined) throw new Error('no order');
        const pieces = order.lines.reduce((sum, line) => sum + (line.productId === undefined ? 0 : line.quantity), 0);
        expect(sold).toBe(stateOf(order) === 'cancelled' && !order.left ? 0 : pieces);
      }),
    );
  });

  const look = (state: SeenOrder['state'], updatedAtMs: number, quantity = 2): SeenOrder =>
    toSeen({ state, updatedAtMs, totalIdr: 1, quantities: quantity === 0 ? {} : { a: quantity }, price: 1 });

  test('a cancellation gives back once; one after the goods left gives nothing back', () => {
    expect(live([look('to-ship', 1), look('cancelled', 2), look('cancelled', 2)]).sold).toBe(0);
    expect(live([look('to-ship', 1), look('shipped', 2), look('cancelled', 3)]).sold).toBe(2);
    expect(live([look('to-ship', 1), look('returned', 3)]).sold).toBe(2);
  });

  test('an old look does not bring a cancelled order back', () => {
    const { order, sold } = live([look('cancelled', 2), look('to-ship', 1), look('to-ship', 9)]);
    expect(order === undefined ? undefined : stateOf(order)).toBe('cancelled');
    expect(sold).toBe(0);
  });

  test('a line taken out gives back its pieces', () => {
    expect(live([look('to-ship', 1, 3), look('to-ship', 2, 1)]).sold).toBe(1);
    expect(live([look('to-ship', 1, 3), look('to-ship', 2, 0)]).sold).toBe(0);
  });
});

test('sales, cancellations and new pieces end at one stock in any order, also below nothing', () => {
  fc.assert(
    fc.property(
      fc
        .array(fc.integer({ min: -5, max: 5 }), { maxLength: 8 })
        .chain((moves) =>
          fc.tuple(fc.constant(moves), fc.shuffledSubarray(moves, { minLength: moves.length }), fc.nat(5)),
        ),
      ([moves, shuffled, stock]) => {
        const start = { priceIdr: 1, availability: 'ready' as const, stock };
        const [end, other] = [moves.reduce(movedBy, start), shuffled.reduce(movedBy, start)];
        expect(other).toEqual(end);
        expect(end.stock).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});

test('an order is split into its owners’ parts; the clock starts when it is to be sent', () => {
  const nowMs = Date.UTC(2026, 10, 22, 8);
  const seen: SeenOrder = {
    ...toSeen({ state: 'unpaid', updatedAtMs: 1, totalIdr: 1, quantities: { a: 1, b: 2, x: 1 }, price: 5 }),
    shipByMs: nowMs + 4 * 3_600_000,
  };
  const unpaid = afterLook(of, undefined, seen, resolve);
  const parts = fulfilmentsOf(unpaid, [], nowMs);
  expect(parts.map(({ owner, lines }) => [owner.id, lines.map(({ lineId }) => lineId)])).toEqual([
    ['IKM', ['a', 'x']],
    ['OTHER', ['b']],
  ]);
  expect(parts.some(isOpen)).toBe(false);
  const paid = afterLook(of, unpaid, { ...seen, state: 'to-ship', updatedAtMs: 2 }, resolve);
  const [part] = fulfilmentsOf(paid, parts, nowMs);
  // half of the four hours that are left
  expect(part?.acknowledgeBy).toBe('2026-11-22T10:00:00.000Z');
  const later = fulfilmentsOf({ ...paid, totalIdr: 2 }, [part!], nowMs + 1_000_000);
  expect(later[0]?.acknowledgeBy).toBe(part?.acknowledgeBy);
});

test('an order’s id is always the same, and fits ids', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (shopId, externalId) => {
      const id = orderIdOf('shopee', shopId, externalId);
      expect(OrderId.safeParse(id).success).toBe(true);
      expect(orderIdOf('shopee', shopId, externalId)).toBe(id);
    }),
  );
  expect(orderIdOf('shopee', '7', 'A')).not.toBe(orderIdOf('lazada', '7', 'A'));
});
