import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { taxPercentOf, type ShopeeFacts } from '../../../../connectors/shopee/facts.ts';
import { beforeTax, plan } from '../../../../connectors/shopee/map-listing.ts';
import type { Listable } from '../../../../shared/domain/listing/listable.ts';

const facts: ShopeeFacts = {
  connector: 'shopee',
  categoryId: '100',
  category: { id: '100', name: 'Makanan > Camilan', isLeaf: true },
  suggested: true,
  limits: {
    price: { min: 100, max: 1_000_000 },
    stock: { min: 0, max: 500 },
    name: { min: 10, max: 30 },
    images: { min: 2, max: 3 },
    description: { min: 20, max: 60 },
    tierName: { min: 1, max: 14 },
    tierOption: { min: 1, max: 20 },
    preOrderDays: { min: 7, max: 30 },
    readyDays: 2,
    weightMandatory: true,
    dimensionMandatory: false,
    gtin: 'optional',
  },
  attributes: [],
  brand: null,
  channels: [
    {
      id: '8003',
      name: 'Reguler',
      minKg: 0.01,
      maxKg: 50,
      maxLengthCm: 100,
      maxWidthCm: 100,
      maxHeightCm: 100,
      maxSumCm: 200,
    },
    { id: '8005', name: 'Hemat', minKg: 0.01, maxKg: 1, maxLengthCm: 0, maxWidthCm: 0, maxHeightCm: 0, maxSumCm: 0 },
  ],
  taxPercent: 0,
};

const listable: Listable = {
  productId: '01JD8ZQ4Y0TEMPE00000000001',
  name: 'Keripik Tempe Sanan',
  description: 'Keripik tempe renyah dari Malang.',
  komoditas: 'makanan',
  kind: 'physical',
  package: { weightGrams: 305, lengthMm: 204, widthMm: 150, heightMm: 61 },
  attributes: {},
  legality: [],
  photos: ['a.jpg', 'b.jpg'],
  offer: { priceIdr: 18_500, availability: 'ready', stock: 40 },
};

type Changes = Partial<Omit<Listable, 'offer'>> & { offer?: Partial<Listable['offer']> };
const planOf = ({ offer, ...changes }: Changes = {}, changedFacts: Partial<ShopeeFacts> = {}, overrides = {}) =>
  plan({ ...listable, ...changes, offer: { ...listable.offer, ...offer } }, overrides, { ...facts, ...changedFacts });
const found = (...args: Parameters<typeof planOf>) =>
  planOf(...args).problems.map(({ code, path }) => `${code} ${path}`.trim());
const limits = (changes: Partial<ShopeeFacts['limits']>) => ({ limits: { ...facts.limits, ...changes } });

describe('limits', () => {
  test('a product within all of them has no problem', () => expect(found()).toEqual([]));

  test.each<[string, Parameters<typeof planOf>, string[]]>([
    ['name at its longest', [{ name: 'x'.repeat(30) }], []],
    ['name too long', [{ name: 'x'.repeat(31) }], ['name-too-long name']],
    ['name at its shortest', [{ name: 'x'.repeat(10) }], []],
    ['name too short', [{ name: 'x'.repeat(9) }], ['name-too-short name']],
    ['name counted in characters', [{ name: '𝒳'.repeat(30) }], []],
    ['name with a tag', [{ name: '<b>Keripik</b> Tempe' }], ['name-has-forbidden-characters name']],
    ['name with an emoji', [{ name: 'Keripik Tempe 🔥🔥' }], ['name-has-forbidden-characters name']],
    ['description too long', [{ description: 'x'.repeat(61) }], ['description-too-long description']],
    ['description too short', [{ description: 'x'.repeat(19) }], ['description-too-short description']],
    [
      'too many hash tags',
      [{ description: Array.from({ length: 19 }, () => '#a').join(' ') }],
      ['too-many-hash-tags description'],
    ],
    ['price too low', [{ offer: { priceIdr: 99 } }], ['price-too-low offer/priceIdr']],
    ['price too high', [{ offer: { priceIdr: 1_000_001 } }], ['price-too-high offer/priceIdr']],
    ['stock at its highest', [{ offer: { stock: 500 } }], []],
    ['stock too high', [{ offer: { stock: 501 } }], ['stock-too-high offer/stock']],
    [
      'stock under a minimum',
      [{ offer: { stock: 4 } }, limits({ stock: { min: 5, max: 9 } })],
      ['stock-too-low offer/stock'],
    ],
    ['no photo', [{ photos: [] }], ['photo-missing photos']],
    ['too few photos', [{ photos: ['a.jpg'] }], ['too-few-photos photos']],
    ['too many photos', [{ photos: ['a', 'b', 'c', 'd'] }], ['too-many-photos photos']],
    ['no parcel', [{ package: undefined }], ['package-missing package']],
    ['no parcel where none is asked', [{ package: undefined }, limits({ weightMandatory: false })], []],
    [
      'a parcel too heavy for all',
      [{ package: { weightGrams: 50_001, lengthMm: 10, widthMm: 10, heightMm: 10 } }],
      ['parcel-too-big package'],
    ],
    ['a shop without channels', [{}, { channels: [] }], ['no-shipping-channel']],
    ['no category', [{}, { categoryId: '', category: null }], ['category-missing categoryId']],
    ['an unknown category', [{}, { category: null }], ['category-gone categoryId']],
    [
      'a category with children',
      [{}, { category: { id: '1', name: 'Makanan', isLeaf: false } }],
      ['category-invalid categoryId'],
    ],
    ['digital goods', [{ kind: 'digital' }], ['not-physical kind']],
    ['a barcode missing', [{}, limits({ gtin: 'mandatory' })], ['gtin-missing gtin']],
    ['an unregistered brand', [{ brand: 'Tempe Bu Sri' }], ['brand-not-registered brand']],
    [
      'made to order, no days',
      [{ offer: { availability: 'made-to-order' } }],
      ['lead-time-missing offer/leadTimeDays'],
    ],
    [
      'made to order, too long',
      [{ offer: { availability: 'made-to-order', leadTimeDays: 31 } }],
      ['lead-time-too-long offer/leadTimeDays'],
    ],
    [
      'made to order, no pre-orders',
      [{ offer: { availability: 'made-to-order', leadTimeDays: 9 } }, limits({ preOrderDays: null })],
      ['pre-order-not-supported offer/leadTimeDays'],
    ],
  ])('%s', (_what, args, problems) => {
    expect(found(...args)).toEqual(problems);
  });

  test('advice does not block', () => {
    const severities = [planOf({ brand: 'Bu Sri' }), planOf({ photos: ['a', 'b', 'c', 'd'] })].map(
      ({ problems }) => problems[0]?.severity,
    );
    expect(severities).toEqual(['advice', 'advice']);
  });
});

describe('what is sent', () => {
  test('kilograms and centimetres are never less than the parcel, and channels only those that take it', () => {
    expect(planOf().content).toMatchObject({
      weightKg: 0.31,
      packageCm: { length: 21, width: 15, height: 7 },
      channels: ['8003', '8005'],
    });
    const heavy = planOf({ package: { weightGrams: 1001, lengthMm: 10, widthMm: 10, heightMm: 10 } });
    expect(heavy.content['channels']).toEqual(['8003']);
  });

  test('the parcel holds the biggest of the variants, and their barcodes are said not to be sent', () => {
    const offer = { priceIdr: 18_500, availability: 'ready' as const, stock: 1 };
    const parcel = { weightGrams: 100, lengthMm: 100, widthMm: 100, heightMm: 100 };
    const variants = {
      options: [{ name: 'Ukuran', values: ['S', 'L'] }],
      items: [
        { variantId: 's', values: ['S'], offer, package: { ...parcel, lengthMm: 250 } },
        { variantId: 'l', values: ['L'], offer, package: { ...parcel, weightGrams: 900 }, gtin: '8991002101630' },
      ],
    };
    const { content, problems } = planOf({ package: undefined, variants });
    expect(content).toMatchObject({ weightKg: 0.9, packageCm: { length: 25, width: 10, height: 10 } });
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([['variant-gtin-not-sent', 'advice']]);
  });

  test('text is kept as Shopee keeps it: no carriage returns, no blanks at ends', () => {
    const { content } = planOf({
      name: '  Keripik \t Tempe\u00a0Sanan ',
      description: ' Baris satu  \r\nBaris dua yang panjang\u0007 ',
    });
    expect(content).toMatchObject({ name: 'Keripik Tempe Sanan', description: 'Baris satu\nBaris dua yang panjang' });
  });

  test('the shop’s own words go first', () => {
    const { content, price } = planOf({}, {}, { name: 'Keripik Tempe Khusus', priceIdr: 25_000 });
    expect(content['name']).toBe('Keripik Tempe Khusus');
    expect(price).toEqual({ original: 25_000 });
  });

  test.each([
    [{ availability: 'made-to-order' as const, leadTimeDays: 14 }, 14],
    [{ availability: 'made-to-order' as const, leadTimeDays: 3 }, 7],
    [{ availability: 'ready' as const, leadTimeDays: 2 }, null],
    [{ availability: 'ready' as const, leadTimeDays: 10 }, 10],
    [{ availability: 'one-off' as const }, null],
  ])('%j ships as a pre-order of %s days', (offer, days) => {
    expect(planOf({ offer }).content['preOrderDays']).toBe(days);
  });

  test('a change of the offer changes no content, a change of content no offer', () => {
    const base = planOf();
    const dearer = planOf({ offer: { priceIdr: 20_000, stock: 1 } });
    expect(dearer.content).toEqual(base.content);
    expect(planOf({ name: 'Keripik Tempe Lain' })).toMatchObject({ price: base.price, stock: base.stock });
  });

  test('photos beyond the limit are not uploaded', () => {
    expect(planOf({ photos: ['a', 'b', 'c', 'd'] }).photos).toEqual(['a', 'b', 'c']);
  });

  test('facts of another connector are refused', () => {
    expect(() => plan(listable, {}, { connector: 'lazada', categoryId: '1' })).toThrow();
  });
});

describe('tax', () => {
  test('no tax changes no price', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 150_000_000 }), (price) => beforeTax(price, 0) === price));
  });

  test('the buyer pays the set price, or the nearest that Shopee can show', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 150_000_000 }), fc.integer({ min: 1, max: 25 }), (price, percent) => {
        const original = beforeTax(price, percent);
        const paid = (value: number) => Math.abs(Math.round(value * (1 + percent / 100)) - price);
        return (
          Number.isInteger(original) &&
          paid(original) <= Math.min(paid(original - 1), paid(original + 1)) &&
          paid(original) <= 1
        );
      }),
    );
  });

  test('the rate is read off any item that shows it, whatever its price', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 500, max: 50_000_000 }),
        fc.integer({ min: 0, max: 25 }),
        (original_price, percent) => {
          const inflated_price_of_original_price = Math.round(original_price * (1 + percent / 100));
          return (
            taxPercentOf([{ original_price: 0 }, { original_price, inflated_price_of_original_price }]) === percent
          );
        },
      ),
    );
  });

  test('an item that does not show it tells nothing', () => {
    expect(taxPercentOf([])).toBeUndefined();
    expect(taxPercentOf([{ original_price: 100, inflated_price_of_original_price: null }])).toBeUndefined();
  });
});
