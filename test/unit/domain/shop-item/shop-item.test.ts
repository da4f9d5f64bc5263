import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { ProductId } from '../../../../shared/domain/ids.ts';
import { obstaclesFor } from '../../../../shared/domain/shop-item/guard.ts';
import { alike, likenessOf, wordsOf } from '../../../../shared/domain/shop-item/likeness.ts';
import { catalogueOf, resemblesFrom, suggest, type Candidate } from '../../../../shared/domain/shop-item/suggest.ts';

const likeness = (a: string, b: string): number => alike(likenessOf(a), likenessOf(b));
const candidate = (n: number, name: string, more: Partial<Candidate> = {}): Candidate => ({
  productId: `01JCXQ6M3N5P7Q9R1S3T5V7W${String(n).padStart(2, '0')}` as ProductId,
  name,
  ...more,
});

describe('names', () => {
  test('are compared by the words that tell what it is', () => {
    expect(wordsOf('🔥 PROMO!! Keripik Tempe Sagu 250 Gram (READY STOCK) 🔥')).toEqual([
      'keripik',
      'tempe',
      'sagu',
      '250g',
    ]);
    expect(wordsOf('Promo murah')).toEqual(['promo', 'murah']);
    expect(wordsOf('🔥')).toEqual([]);
  });

  test.each([
    ['KERIPIK TEMPE SAGU 250 GR PROMO!!!', 'Keripik tempe sagu 250g'],
    ['Keripik Tempe Sagu (250gram) ✨ best seller', 'Keripik tempe sagu 250g'],
    ['Sagu tempe keripik 250g', 'Keripik tempe sagu 250g'],
    ['Kripik tempe sagu 250g', 'Keripik tempe sagu 250g'],
    ['Kéripik tempe sagu 250g', 'Keripik tempe sagu 250g'],
  ])('%s resembles %s', (a, b) => expect(likeness(a, b)).toBeGreaterThanOrEqual(resemblesFrom));

  test.each([
    ['Keripik pisang cokelat', 'Keripik tempe sagu 250g'],
    ['Batik tulis motif parang', 'Batik cap motif kawung merah'],
    ['Sabun susu kambing', 'Madu hutan'],
  ])('%s does not resemble %s', (a, b) => expect(likeness(a, b)).toBeLessThan(resemblesFrom));

  test('whatever they are: symmetric, within 0 and 1, and 1 with themselves in any order, case and decoration', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        const score = likeness(a, b);
        expect(score).toBe(likeness(b, a));
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
    );
    const word = fc.constantFrom('keripik', 'tempe', 'batik', 'anyaman', 'rotan', 'pisang');
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1 }), (words) => {
        const messy = `✨ ${words.toReversed().join('  ').toUpperCase()} !!! PROMO`;
        expect(likeness(words.join(' '), messy)).toBe(1);
      }),
    );
  });
});

describe('suggestions', () => {
  const products = [
    candidate(1, 'Keripik tempe sagu 250g', { priceIdr: 18_000, sku: 'KT-250' }),
    candidate(2, 'Keripik tempe sagu 500g', { priceIdr: 34_000 }),
    candidate(3, 'Tas anyaman pandan', { priceIdr: 90_000, gtin: '8991234567890' }),
  ];
  const catalogue = catalogueOf(products);

  test('put the closest first, and the price decides between equals', () => {
    const found = suggest({ name: 'Keripik Tempe Sagu', sku: '', priceIdr: 34_500 }, catalogue);
    expect(found.map(({ productId }) => productId)).toEqual([products[1]!.productId, products[0]!.productId]);
    expect(found[0]!.reasons).toEqual(['name', 'price']);
  });

  test('know the owner’s own SKU and the GTIN', () => {
    expect(suggest({ name: 'Camilan', sku: 'kt-250' }, catalogue)).toEqual([
      { productId: products[0]!.productId, score: 0.95, reasons: ['code'] },
    ]);
    expect(suggest({ name: 'Tas', sku: '8991234567890' }, catalogue)[0]!.productId).toBe(products[2]!.productId);
  });

  test('know the product by its photo, more surely with its name and price, and are not put off by another photo', () => {
    const look = 'f0f0a5a5f0f0a5a5';
    const seen = catalogueOf([
      { ...products[2]!, look },
      { ...products[0]!, look: '0f0f5a5a0f0f5a5a' },
    ]);
    const item = { name: 'Barang cantik', sku: '', look };
    expect(suggest(item, seen)).toMatchObject([{ productId: products[2]!.productId, score: 0.6, reasons: ['photo'] }]);
    const [priced] = suggest({ ...item, priceIdr: 91_000 }, seen);
    expect(priced).toMatchObject({ reasons: ['price', 'photo'] });
    const [named] = suggest({ ...item, name: 'Tas pandan', priceIdr: 91_000 }, seen);
    expect(priced!.score).toBeGreaterThan(0.6);
    expect(named!.score).toBeGreaterThan(priced!.score);
    const without = { name: 'Keripik tempe sagu 250g', sku: '' };
    expect(suggest({ ...without, look }, seen)[0]).toEqual(suggest(without, seen)[0]);
    expect(suggest({ ...item, look: 'ffff0000ffff0000' }, seen)).toEqual([]);
  });

  test('are none for something else, however near its price', () => {
    expect(suggest({ name: 'Sepatu lari', sku: '', priceIdr: 18_000 }, catalogue)).toEqual([]);
  });
});

describe('a create', () => {
  const product = { name: 'Keripik tempe sagu 250g', sku: 'KT-250' };
  const open = (name: string, sku = '') => ({ externalId: name, name, sku });

  test('waits for the first reading of the shop', () => {
    expect(obstaclesFor(product, { isRead: false, open: [] }).problems.map(({ code }) => code)).toEqual([
      'shop-being-read',
    ]);
    expect(obstaclesFor(product, { isRead: true, open: [] }).problems).toEqual([]);
  });

  test('is blocked while something alike is undecided, and says what', () => {
    const { problems, resembling } = obstaclesFor(product, {
      isRead: true,
      open: [open('KERIPIK TEMPE SAGU 250 GR'), open('Madu hutan'), open('Camilan', 'KT-250')],
    });
    expect(resembling.map(({ externalId }) => externalId)).toEqual(['KERIPIK TEMPE SAGU 250 GR', 'Camilan']);
    expect(problems).toMatchObject([{ code: 'resembles-shop-item', severity: 'block' }]);
    expect(problems[0]!.message.id).toContain('KERIPIK TEMPE');
  });

  test('an empty SKU field resembles no empty SKU', () => {
    expect(obstaclesFor({ name: 'A b c', sku: '' }, { isRead: true, open: [open('Madu hutan')] }).problems).toEqual([]);
  });
});
