import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applyShopRules, shopPrice, ShopRules, shopStock } from '../../../../shared/domain/account/shop-rules.ts';
import type { Listable } from '../../../../shared/domain/listing/listable.ts';

describe('a price in a shop', () => {
  test.each([
    [25_000, undefined, 25_000],
    [25_000, { factor: 1.1 }, 27_500],
    [25_000, { factor: 1.1, roundToIdr: 1_000 }, 28_000],
    [24_900, { roundToIdr: 500 }, 25_000],
    [24_749, { roundToIdr: 500 }, 24_500],
    [24_750, { roundToIdr: 500 }, 25_000],
    [1_000, { factor: 0.5, minimumIdr: 900 }, 900],
    [100, { roundToIdr: 1_000 }, 1_000],
    [333, { factor: 1.0001 }, 333],
    [10_000_000_000, { factor: 10 }, 10_000_000_000],
  ])('of Rp%i under %o is Rp%i', (price, rule, expected) => {
    expect(shopPrice(price, rule)).toBe(expected);
  });

  const anyPrice = fc.integer({ min: 1, max: 10_000_000_000 });
  const anyRule = fc.record(
    {
      factor: fc.integer({ min: 1_000, max: 100_000 }).map((each) => each / 10_000),
      roundToIdr: fc.constantFrom(1, 50, 100, 500, 1_000, 999),
      minimumIdr: fc.integer({ min: 1, max: 1_000_000 }),
    },
    { requiredKeys: [] },
  );

  test('is whole, never below the minimum, and grows with the price', () => {
    fc.assert(
      fc.property(anyPrice, anyPrice, anyRule, (a, b, rule) => {
        const [low, high] = [shopPrice(Math.min(a, b), rule), shopPrice(Math.max(a, b), rule)];
        expect(Number.isSafeInteger(low)).toBe(true);
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(rule.minimumIdr ?? 1);
        expect(high).toBeLessThanOrEqual(10_000_000_000);
      }),
    );
  });

  test('keeps the ratio of two prices, but for the rounding', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500_000_000 }),
        fc.integer({ min: 1_000, max: 20_000 }),
        fc.constantFrom(1, 100, 500),
        (price, tenThousandths, roundToIdr) => {
          const exact = (BigInt(price) * BigInt(tenThousandths) * 2n) / 10_000n;
          const twice = BigInt(shopPrice(price, { factor: tenThousandths / 10_000, roundToIdr })) * 2n;
          const off = twice > exact ? twice - exact : exact - twice;
          // at most half of a step away (one more for the halved whole number), or lifted to one step
          expect(off <= BigInt(roundToIdr) + 1n || twice === BigInt(roundToIdr) * 2n).toBe(true);
        },
      ),
    );
  });
});

describe('stock in a shop', () => {
  test.each([
    ['ready', 10, 3, 7],
    ['ready', 2, 3, 0],
    ['made-to-order', 2, 3, 2],
    ['one-off', 1, 3, 1],
  ] as const)('of a %s product with %i pieces and %i kept back is %i', (availability, stock, buffer, expected) => {
    expect(shopStock({ priceIdr: 1, availability, stock }, buffer)).toBe(expected);
  });
});

test('rules reach the whole product and every variant', () => {
  const offer = { priceIdr: 1_000, availability: 'ready', stock: 5 } as const;
  const listable: Listable = {
    productId: '01JCXQ6M3N5P7Q9R1S3T5V7W9X',
    name: 'Tas',
    description: 'Tas',
    komoditas: 'fesyen',
    kind: 'physical',
    attributes: {},
    legality: [],
    photos: [],
    offer,
    variants: {
      options: [{ name: 'Warna', values: ['Hitam', 'Putih'] }],
      items: [
        { variantId: 'a', values: ['Hitam'], offer },
        { variantId: 'b', values: ['Putih'], offer: { ...offer, priceIdr: 2_000, stock: 1 } },
      ],
    },
  };
  const ruled = applyShopRules(listable, { price: { factor: 1.5 }, stockBuffer: 2 });
  expect(ruled.offer).toMatchObject({ priceIdr: 1_500, stock: 3 });
  expect(ruled.variants?.items.map((item) => [item.offer.priceIdr, item.offer.stock])).toEqual([
    [1_500, 3],
    [3_000, 0],
  ]);
});

test.each([[{ price: { factor: 1.00001 } }], [{ price: { factor: 0 } }], [{ stockBuffer: -1 }], [{ foo: 1 }]])(
  'rules %o are refused',
  (rules) => {
    expect(ShopRules.safeParse(rules).success).toBe(false);
  },
);
