import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { MarketplaceFacts, Overrides } from '../../../../connectors/connector.ts';
import { idempotencyKeyOf } from '../../../../connectors/tiktok-shop/idempotency.ts';
import { htmlOf, plan } from '../../../../connectors/tiktok-shop/map-listing.ts';
import { markerOfSku, sellerSkusOf } from '../../../../connectors/tiktok-shop/skus.ts';
import type { Listable } from '../../../../shared/domain/listing/listable.ts';

const facts = {
  connector: 'tiktok-shop',
  categoryId: '600011',
  category: { id: '600011', name: 'Makanan > Camilan > Keripik', isLeaf: true, isOpen: true },
  suggested: true,
  attributes: [],
  salesAttributes: [
    {
      id: '100119',
      name: 'Warna',
      mandatory: false,
      customizable: false,
      multiple: false,
      isNumber: false,
      options: [{ id: '1', name: 'Merah' }],
      mandatoryWith: [],
    },
  ],
  rules: { sizeChart: false, packageDimensions: false, preOrder: true, certificates: [] as string[] },
  brandId: null,
  warehouseId: 'W1',
  prerequisites: [] as { item: string; reasons: string[] }[],
} satisfies MarketplaceFacts;

const product: Listable = {
  productId: '01JD8ZQ4Y0TEMPE00000000001',
  name: 'Keripik Tempe Sanan Rasa Daun Jeruk',
  description: 'Renyah & gurih.\nTanpa pengawet.\n\nDari Malang.',
  komoditas: 'makanan',
  kind: 'physical',
  package: { weightGrams: 305, lengthMm: 204, widthMm: 150, heightMm: 61 },
  attributes: {},
  legality: [],
  photos: ['a.jpg', 'b.jpg'],
  offer: { priceIdr: 18_500, availability: 'ready', stock: 40 },
};
const planned = (change: Partial<Listable> = {}, more: Record<string, unknown> = {}, overrides: Overrides = {}) =>
  plan({ ...product, ...change }, overrides, { ...facts, ...more });
const blocks = (...given: Parameters<typeof planned>) =>
  planned(...given)
    .problems.filter(({ severity }) => severity === 'block')
    .map(({ code, path }) => `${code} ${path}`);

test('a good product: kilograms with three decimals, whole centimetres rounded up, HTML, no brand', () => {
  const { content, price, stock, problems, photos } = planned();
  expect(problems).toEqual([]);
  expect(content).toMatchObject({
    name: product.name,
    description: '<p>Renyah &amp; gurih.<br>Tanpa pengawet.</p><p>Dari Malang.</p>',
    weightKg: '0.305',
    packageCm: { length: '21', width: '15', height: '7' },
    preOrderDays: null,
    variants: [],
  });
  expect(content).not.toHaveProperty('brandId');
  expect(price).toEqual({ original: 18_500 });
  expect(stock).toEqual({ stock: 40 });
  expect(photos).toEqual(['a.jpg', 'b.jpg']);
});

describe('limits', () => {
  test.each<[string, Partial<Listable>, string[]]>([
    ['24 characters', { name: 'x'.repeat(24) }, ['name-too-short name']],
    ['25 characters', { name: 'x'.repeat(25) }, []],
    ['255 characters', { name: 'x'.repeat(255) }, []],
    ['256 characters', { name: 'x'.repeat(256) }, ['name-too-long name']],
    ['no photo', { photos: [] }, ['photo-missing photos']],
    ['no description', { description: ' \n ' }, ['description-too-short description']],
    ['a description over its HTML length', { description: '&'.repeat(2001) }, ['description-too-long description']],
    ['Rp99', { offer: { ...product.offer, priceIdr: 99 } }, ['price-too-low offer/priceIdr']],
    ['Rp100', { offer: { ...product.offer, priceIdr: 100 } }, []],
    ['Rp100,000,001', { offer: { ...product.offer, priceIdr: 100_000_001 } }, ['price-too-high offer/priceIdr']],
    ['100,000 pieces', { offer: { ...product.offer, stock: 100_000 } }, ['stock-too-high offer/stock']],
    ['no parcel', { package: undefined }, ['package-missing package']],
    ['a minimum of 21', { offer: { ...product.offer, minOrder: 21 } }, ['min-order-too-high offer/minOrder']],
    ['a file', { kind: 'digital' }, ['not-physical kind']],
    [
      'made to order without a time',
      { offer: { ...product.offer, availability: 'made-to-order' } },
      ['lead-time-missing offer/leadTimeDays'],
    ],
    [
      'made to order in 31 days',
      { offer: { ...product.offer, availability: 'made-to-order', leadTimeDays: 31 } },
      ['lead-time-too-long offer/leadTimeDays'],
    ],
  ])('%s', (_what, change, expected) => {
    expect(blocks(change)).toEqual(expected);
  });

  test('ten photos: nine are sent', () => {
    const { content, problems } = planned({ photos: Array.from({ length: 10 }, (_, at) => `${at}.jpg`) });
    expect(content['photos']).toHaveLength(9);
    expect(problems).toMatchObject([{ code: 'too-many-photos', severity: 'advice' }]);
  });

  test('stock 0 blocks nothing, since a live item must be able to run out', () => {
    expect(planned({ offer: { ...product.offer, stock: 0 } }).problems).toMatchObject([
      { code: 'stock-needed-to-start', severity: 'advice' },
    ]);
  });

  test('a short lead time becomes the shortest pre-order', () => {
    const offer = { ...product.offer, availability: 'made-to-order', leadTimeDays: 1 } as const;
    expect(planned({ offer }).content['preOrderDays']).toBe(3);
    expect(blocks({ offer }, { rules: { ...facts.rules, preOrder: false } })).toEqual([
      'pre-order-not-supported offer/leadTimeDays',
    ]);
  });
});

describe('category and shop', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['none found', { categoryId: '', category: null }, 'category-missing categoryId'],
    ['vanished', { category: null, suggested: false }, 'category-gone categoryId'],
    ['too general', { category: { ...facts.category, isLeaf: false } }, 'category-invalid categoryId'],
    ['invite only', { category: { ...facts.category, isOpen: false } }, 'category-needs-approval categoryId'],
    ['a certificate', { rules: { ...facts.rules, certificates: ['SNI'] } }, 'certification-missing legality'],
    ['a size chart', { rules: { ...facts.rules, sizeChart: true } }, 'size-chart-missing attributes/size-chart'],
    ['no warehouse', { warehouseId: null }, 'warehouse-missing '],
    ['no tax data', { prerequisites: [{ item: 'SHOP_TAX', reasons: [] }] }, 'shop-not-ready '],
  ])('%s', (_what, more, expected) => {
    expect(blocks({}, more)).toEqual([expected]);
  });

  test('the size chart is the photo that the owner names', () => {
    const rules = { ...facts.rules, sizeChart: true };
    const { content, problems } = planned({}, { rules }, { attributes: { 'size-chart': '2' } });
    expect(problems).toEqual([]);
    expect(content['sizeChart']).toBe('b.jpg');
  });
});

describe('variants', () => {
  const offerOf = (priceIdr: number, stock: number) => ({ priceIdr, stock, availability: 'ready' as const });
  const variants = {
    options: [{ name: 'warna', values: ['Merah', 'Ungu'] }],
    items: [
      { variantId: 'V1', values: ['Merah'], photo: 'm.jpg', offer: offerOf(20_000, 3) },
      { variantId: 'V2', values: ['Ungu'], photo: 'u.jpg', offer: offerOf(15_000, 0) },
    ],
  };

  test("take TikTok's own option and value where there is one, else the owner's words", () => {
    const { content, price, stock, photos } = planned({ variants });
    expect(content['variants']).toEqual([
      { variantId: 'V1', sales: [{ id: '100119', valueId: '1' }], photo: 'm.jpg' },
      { variantId: 'V2', sales: [{ id: '100119', valueName: 'Ungu' }], photo: 'u.jpg' },
    ]);
    expect(price).toEqual({ original: 15_000, models: { V1: 20_000, V2: 15_000 } });
    expect(stock).toEqual({ models: { V1: 3, V2: 0 } });
    expect(photos).toEqual(['a.jpg', 'b.jpg', 'm.jpg', 'u.jpg']);
  });

  test('show pictures on all values or on none', () => {
    const [first, second] = variants.items;
    const { content } = planned({ variants: { ...variants, items: [first!, { ...second!, photo: undefined }] } });
    expect(content['variants']).toEqual([
      expect.not.objectContaining({ photo: 'm.jpg' }),
      expect.not.objectContaining({ photo: 'u.jpg' }),
    ]);
  });

  test('four options, long names and long values are told apart', () => {
    const options = ['a', 'b', 'c', 'x'.repeat(21)].map((name) => ({ name, values: ['y'.repeat(51)] }));
    expect(blocks({ variants: { ...variants, options } })).toEqual([
      'too-many-variants variants',
      'variant-value-length variants/options/0/values/0',
      'variant-value-length variants/options/1/values/0',
      'variant-value-length variants/options/2/values/0',
      'variant-name-length variants/options/3/name',
      'variant-value-length variants/options/3/values/0',
    ]);
  });
});

test('a description is never markup of its own, and nothing of it is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const html = htmlOf(text);
      const bare = html.replaceAll(/<\/?p>|<br>/g, '');
      return !/[<>]/.test(bare) && !/&(?!(?:amp|lt|gt|quot);)/.test(bare);
    }),
  );
  expect(htmlOf('a <b> & "c"')).toBe('<p>a &lt;b&gt; &amp; &quot;c&quot;</p>');
});

test('a SKU tells its marker with and without a position', () => {
  const marker = '01JD8ZQ4Y0TEMPE00000000001-2';
  for (const sku of sellerSkusOf(marker)) {
    expect(markerOfSku(sku)).toBe(marker);
    expect(sku).toMatch(/^\S{1,50}$/);
  }
  expect(markerOfSku('KERIPIK-1-2')).toBe('KERIPIK-1-2');
});

test('the idempotency key is a UUID, the same for the same marker only', () => {
  const key = idempotencyKeyOf('01JD8ZQ4Y0TEMPE00000000001-1');
  expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(idempotencyKeyOf('01JD8ZQ4Y0TEMPE00000000001-1')).toBe(key);
  expect(idempotencyKeyOf('01JD8ZQ4Y0TEMPE00000000001-2')).not.toBe(key);
});
