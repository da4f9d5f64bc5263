import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Listable } from '../../../../shared/domain/listing/listable.ts';
import { titleLength, titleOf } from '../../../../shared/domain/listing/title.ts';

const tiktok = { min: 25, max: 255, unit: 'characters' } as const;
const shopee = { min: 5, max: 100, unit: 'characters' } as const;
const lazada = { min: 2, max: 255, unit: 'bytes' } as const;

const tempe: Listable = {
  productId: '01JCXQ6M3N5P7Q9R1S3T5V7W9X',
  name: 'Keripik tempe',
  description: 'Keripik tempe renyah.',
  komoditas: 'makanan',
  kind: 'physical',
  attributes: { Netto: '250 g', Bahan: 'Kedelai' },
  origin: { sentraName: 'Sentra Tempe Sanan', regionName: 'Kota Malang' },
  seller: { ikmId: '01JCXQ5A2B4C6D8E0F2G4H6J8K', businessName: 'Bu Noer' },
  legality: [],
  photos: ['a.jpg'],
  offer: { priceIdr: 25_000, availability: 'ready', stock: 4 },
};

describe('a title without a template', () => {
  test('is filled up as far as TikTok needs it', () => {
    expect(titleOf(tempe, tiktok)).toBe('Keripik Tempe 250 g Sentra Tempe Sanan');
  });

  test('stays as the owner wrote it where it is long enough', () => {
    expect(titleOf(tempe, shopee)).toBe('Keripik tempe');
  });

  test('names region, material, seller, and at last what is true of every product', () => {
    const { origin: _, ...homeless } = tempe;
    expect(titleOf({ ...tempe, origin: { regionName: 'Kota Malang' } }, tiktok)).toBe(
      'Keripik Tempe 250 g Kota Malang',
    );
    expect(titleOf(homeless, tiktok)).toBe('Keripik Tempe 250 g Kedelai');
    const { seller: __, ...bare } = homeless;
    expect(titleOf({ ...bare, name: 'Vas', attributes: {} }, tiktok)).toBe('Vas Produk Asli IKM Indonesia');
  });

  test('says nothing twice', () => {
    const named = { ...tempe, name: 'Keripik Tempe Sanan' };
    expect(titleOf({ ...named, origin: { sentraName: 'Sanan', regionName: 'Kota Malang' } }, tiktok)).toBe(
      'Keripik Tempe Sanan 250 g',
    );
    expect(
      titleOf({ ...named, attributes: {}, origin: { sentraName: 'Sanan Jaya', regionName: 'Kota Malang' } }, tiktok),
    ).toBe('Keripik Tempe Sanan Jaya Kota Malang');
  });

  test('names few variants, not many', () => {
    const variants = (values: readonly string[]): Listable => ({
      ...tempe,
      variants: { options: [{ name: 'Rasa', values }], items: [] },
    });
    expect(titleOf(variants(['Pedas', 'Manis']), tiktok)).toBe('Keripik Tempe Pedas/Manis');
    expect(titleOf(variants(['A', 'B', 'C', 'D']), tiktok)).toBe('Keripik Tempe 250 g Sentra Tempe Sanan');
  });
});

describe("a shop's own template", () => {
  test('is filled in, and what does not fit is left out', () => {
    expect(titleOf(tempe, shopee, '{name} {netto} – asli {origin}')).toBe('Keripik tempe 250 g – asli Kota Malang');
    expect(titleOf(tempe, { ...shopee, max: 20 }, '{name} {netto} {sentra}')).toBe('Keripik tempe 250 g');
    expect(titleOf(tempe, shopee, '{netto} murah')).toBe('Keripik tempe 250 g murah');
  });
});

describe('lengths', () => {
  test('are counted in bytes where the marketplace does', () => {
    expect(titleLength('Tenun Ikat “Sumba”', 'characters')).toBe(18);
    expect(titleLength('Tenun Ikat “Sumba”', 'bytes')).toBe(22);
  });

  const words = fc.array(fc.constantFrom('keripik', 'Tempe', 'é', 'Sanan', '250', 'g', '“x”', '😀', 'dan'), {
    minLength: 1,
    maxLength: 30,
  });
  const text = words.map((each) => each.join(' '));
  const anyLimits = fc.record({
    min: fc.integer({ min: 1, max: 60 }),
    max: fc.integer({ min: 60, max: 120 }),
    unit: fc.constantFrom('characters' as const, 'bytes' as const),
  });
  const template = fc.option(fc.constantFrom('{name} {netto}', '{sentra} {name}', '{variant} | {name} {origin}', 'x'), {
    nil: undefined,
  });

  test('are never exceeded by what was added, and the same product always gets the same title', () => {
    fc.assert(
      fc.property(text, text, text, anyLimits, template, (name, sentraName, regionName, limits, shape) => {
        const listable = { ...tempe, name, origin: { sentraName, regionName } };
        const title = titleOf(listable, limits, shape);
        const fits = titleLength(title, limits.unit) <= limits.max;
        expect(fits || title === name).toBe(true);
        expect(titleOf(listable, limits, shape)).toBe(title);
        // a name that fits is never made too short, and reaches the minimum where anything helps
        if (titleLength(name, limits.unit) <= limits.max - 40) {
          expect(titleLength(title, limits.unit)).toBeGreaterThanOrEqual(Math.min(limits.min, 20));
        }
        const said = title.toLowerCase().split(' ');
        if (title !== name)
          expect(said.some((word, at) => /^\p{L}+$/u.test(word) && word === said[at - 1])).toBe(false);
      }),
    );
    expect(titleOf(tempe, lazada)).toBe('Keripik tempe');
  });
});
