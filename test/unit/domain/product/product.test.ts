import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isGtin } from '../../../../shared/domain/product/gtin.ts';
import { OfferChange } from '../../../../shared/domain/product/offer.ts';
import { contentDigestOf, ProductBody, splitBody } from '../../../../shared/domain/product/product.ts';

const plain = {
  name: 'Keripik Tempe',
  description: 'Renyah.',
  komoditas: 'makanan',
  kind: 'physical',
  offer: { priceIdr: 25_000, availability: 'ready', stock: 40 },
};
const id = (n: number): string => `01JCXQ6M3N5P7Q9R1S3T5V7W${String(n).padStart(2, '0')}`;
const item = (n: number, ...values: string[]) => ({ variantId: id(n), values, offer: plain.offer });
const { offer: _, ...without } = plain;

const pathsOf = (change: object, base: object = plain): string[] => {
  const parsed = ProductBody.safeParse({ ...base, ...change });
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('/'));
};

describe('what a product may be', () => {
  test.each([
    ['offer/priceIdr', { offer: { ...plain.offer, priceIdr: -1 } }],
    ['offer/priceIdr', { offer: { ...plain.offer, priceIdr: 0 } }],
    ['offer/priceIdr', { offer: { ...plain.offer, priceIdr: 1.5 } }],
    ['offer/priceIdr', { offer: { ...plain.offer, priceIdr: 10_000_000_001 } }],
    ['offer/stock', { offer: { ...plain.offer, stock: -1 } }],
    ['offer/stock', { offer: { ...plain.offer, stock: 1_000_001 } }],
    ['name', { name: 'a'.repeat(256) }],
    ['name', { name: '   ' }],
    ['name', { name: 'dua\nbaris' }],
    ['name', { name: 'bel\u0007' }],
    ['description', { description: 'a'.repeat(5001) }],
    ['description', { description: 'nol\u0000' }],
    ['description', { description: 'half \ud83d' }],
    ['komoditas', { komoditas: 'elektronik' }],
    ['gtin', { gtin: '8991002101631' }],
    ['url', { url: 'javascript:alert(1)' }],
    ['package/weightGrams', { package: { weightGrams: 0, lengthMm: 1, widthMm: 1, heightMm: 1 } }],
    ['photos', { photos: [id(1), id(1)] }],
    ['photos', { photos: Array.from({ length: 10 }, (_, n) => id(n)) }],
    ['legality/0/expiresOn', { legality: [{ type: 'halal', number: 'ID1', expiresOn: '2026-02-30' }] }],
    ['offer', { offer: undefined }],
    ['', { isAdmin: true }],
  ])('refuses a wrong %s', (path, change) => {
    expect(pathsOf(change)).toEqual([path]);
  });

  test('keeps HTML, emoji and what only a marketplace forbids, as text', () => {
    const body = { ...plain, name: '<b>Batik</b> 🌺 ' + 'K'.repeat(230), description: 'satu\n\tdua 👩🏽‍🌾' };
    expect(ProductBody.parse(body)).toEqual(body);
  });

  test('offer or variants, never both', () => {
    const variants = { options: [{ name: 'Ukuran', values: ['S'] }], items: [item(1, 'S')] };
    expect(pathsOf({ variants })).toEqual(['offer']);
    expect(pathsOf({ variants }, without)).toEqual([]);
  });
});

describe('variants', () => {
  const options = [
    { name: 'Ukuran', values: ['S', 'L'] },
    { name: 'Warna', values: ['biru', 'sogan'] },
  ];
  test.each([
    ['variants/items/1/values', options, [item(1, 'S', 'biru'), item(2, 'S')]],
    ['variants/items/1/values', options, [item(1, 'S', 'biru'), item(2, 'biru', 'S')]],
    ['variants/items/1/values', options, [item(1, 'S', 'biru'), item(2, 'S', 'biru')]],
    ['variants/items/1/variantId', options, [item(1, 'S', 'biru'), item(1, 'L', 'biru')]],
    ['variants/options', [options[0], { ...options[1], name: 'Ukuran' }], [item(1, 'S', 'biru')]],
    ['variants/options/0/values', [{ name: 'Ukuran', values: ['S', 'S'] }], [item(1, 'S')]],
    ['variants/options', [...options, { name: 'Lengan', values: ['panjang'] }], [item(1, 'S', 'biru')]],
    ['variants/items', options, []],
    [
      'variants/items',
      [{ name: 'No', values: Array.from({ length: 50 }, (_, n) => String(n)) }],
      Array.from({ length: 51 }, (_, n) => item(n, String(n % 50))),
    ],
  ])('refuses a fault at %s', (path, of, items) => {
    expect(pathsOf({ variants: { options: of, items } }, without)).toContain(path);
  });

  test('their offers leave the content, one for each', () => {
    const items = [item(1, 'S', 'biru'), item(2, 'L', 'biru')];
    const { content, offers } = splitBody(ProductBody.parse({ ...without, variants: { options, items } }));
    expect(JSON.stringify(content)).not.toContain('priceIdr');
    expect(offers).toEqual({ byVariant: { [id(1)]: plain.offer, [id(2)]: plain.offer } });
  });
});

test('contents that differ only in the order of fields are the same', () => {
  const { content } = splitBody(ProductBody.parse(plain));
  const turned = Object.fromEntries(Object.entries(content).reverse());
  expect(contentDigestOf(turned as typeof content)).toBe(contentDigestOf(content));
  expect(contentDigestOf({ ...content, name: 'Lain' })).not.toBe(contentDigestOf(content));
});

describe('a GTIN', () => {
  test.each(['96385074', '036000291452', '8991002101630', '00012345600012'])('%s is one', (gtin) => {
    expect(isGtin(gtin)).toBe(true);
  });
  test('no longer is one with any digit changed, or another length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digits = Array.from('8991002101630');
        digits[at] = String((Number(digits[at]) + by) % 10);
        return !isGtin(digits.join(''));
      }),
    );
    for (const wrong of ['', '8991002101', '٨٩٩١٠٠٢١', ' 8991002101630']) expect(isGtin(wrong)).toBe(false);
  });
});

test('a stock change stands alone and changes something; a time of counting needs a count', () => {
  const ok = (change: object): boolean => OfferChange.safeParse(change).success;
  const stockChange = { by: -1, changeId: id(1) };
  expect(ok({ stockChange })).toBe(true);
  expect(ok({ stockChange, variantId: id(2) })).toBe(true);
  expect(ok({ stockChange, stock: 3 })).toBe(false);
  expect(ok({ stockChange, priceIdr: 3 })).toBe(false);
  expect(ok({ stockChange: { ...stockChange, by: 0 } })).toBe(false);
  expect(ok({ countedAt: '2026-11-22T08:00:00.000Z' })).toBe(false);
  expect(ok({ countedAt: '2026-11-22T08:00:00.000Z', stock: 3 })).toBe(true);
  expect(ok({ countedAt: '2026-11-22 08:00', stock: 3 })).toBe(false);
  for (const countedAt of ['2026-11-22T08:00:00Z', '2026-11-22T08:00:00.000123Z'])
    expect(OfferChange.parse({ countedAt, stock: 3 }).countedAt).toBe('2026-11-22T08:00:00.000Z');
});
