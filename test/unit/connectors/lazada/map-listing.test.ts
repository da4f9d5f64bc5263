import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { LazadaFacts } from '../../../../connectors/lazada/facts.ts';
import { toHtml } from '../../../../connectors/lazada/html.ts';
import { plan } from '../../../../connectors/lazada/map-listing.ts';
import type { Listable } from '../../../../shared/domain/listing/listable.ts';

const field = (name: string, more: Partial<LazadaFacts['attributes'][number]> = {}) => ({
  name,
  label: name,
  mandatory: false,
  input: 'text' as const,
  sale: false,
  ofSku: false,
  options: [],
  units: [],
  ...more,
});

const facts: LazadaFacts = {
  connector: 'lazada',
  categoryId: '6501',
  category: { id: '6501', name: 'Makanan > Makanan Ringan', isLeaf: true },
  suggested: true,
  restricted: false,
  placesLeft: null,
  attributes: [],
  brand: null,
  noBrand: { id: '39704', name: 'No Brand' },
};

const listable: Listable = {
  productId: '01JD8ZQ4Y0TEMPE00000000001',
  name: 'Keripik Tempe Sanan',
  description: 'Renyah.\nGurih & enak.\n\nDari Malang.',
  komoditas: 'makanan',
  kind: 'physical',
  package: { weightGrams: 305, lengthMm: 204, widthMm: 150, heightMm: 61 },
  attributes: {},
  legality: [],
  photos: ['a.jpg'],
  offer: { priceIdr: 18_500, availability: 'ready', stock: 40 },
};

const variants = (names: readonly string[], more: Partial<Listable> = {}, option = 'Rasa'): Listable => ({
  ...listable,
  variants: {
    options: [{ name: option, values: [...names] }],
    items: names.map((value, at) => ({
      variantId: `01JD8ZQ4Y0VAR${String(at).padStart(13, '0')}`,
      values: [value],
      offer: listable.offer,
    })),
  },
  ...more,
});

const codesOf = (given: Partial<Listable> = {}, known: Partial<LazadaFacts> = {}, severity = 'block') =>
  plan({ ...listable, ...given }, {}, { ...facts, ...known })
    .problems.filter((problem) => problem.severity === severity)
    .map(({ code, path }) => [code, path]);

test('a good product blocks nowhere', () => {
  const { content, price, stock, problems } = plan(listable, {}, facts);
  expect(problems).toEqual([]);
  expect(price).toEqual({ original: 18_500 });
  expect(stock).toEqual({ stock: 40 });
  expect(content).toMatchObject({
    description: '<p>Renyah.<br/>Gurih &amp; enak.</p><p>Dari Malang.</p>',
    brandId: '39704',
    preOrderDays: null,
    parcel: { weight: '0.31', length: '20.4', width: '15', height: '6.1' },
    skus: [],
  });
});

describe('limits', () => {
  test('a name is counted in bytes', () => {
    expect(codesOf({ name: 'a'.repeat(255) })).toEqual([]);
    expect(codesOf({ name: 'a'.repeat(256) })).toEqual([['name-too-long', 'name']]);
    // 128 characters, 256 bytes
    expect(codesOf({ name: 'é'.repeat(128) })).toEqual([['name-too-long', 'name']]);
  });

  test.each(['"', '^', '~', '<', '>', '|'])('%s is refused in a name', (sign) => {
    expect(codesOf({ name: `Keripik ${sign} Tempe` })).toEqual([['name-has-forbidden-characters', 'name']]);
  });

  test('a description is counted as HTML', () => {
    expect(codesOf({ description: 'a'.repeat(24_993) })).toEqual([]);
    expect(codesOf({ description: 'a'.repeat(24_994) })).toEqual([['description-too-long', 'description']]);
  });

  test('eight photos, no duplicates', () => {
    const photos = Array.from({ length: 9 }, (_, at) => `${at}.jpg`);
    expect(codesOf({ photos }, {}, 'advice')).toEqual([['too-many-photos', 'photos']]);
    expect(plan({ ...listable, photos }, {}, facts).photos).toHaveLength(8);
    expect(plan({ ...listable, photos: ['a.jpg', 'b.jpg', 'a.jpg'] }, {}, facts).photos).toEqual(['a.jpg', 'b.jpg']);
    expect(codesOf({ photos: [] })).toEqual([['photo-missing', 'photos']]);
  });

  test('forty kilograms and three metres', () => {
    const parcel = { weightGrams: 40_000, lengthMm: 1000, widthMm: 1000, heightMm: 1000 };
    expect(codesOf({ package: parcel })).toEqual([]);
    expect(codesOf({ package: { ...parcel, weightGrams: 40_001 } })).toEqual([['parcel-too-heavy', 'package']]);
    expect(codesOf({ package: { ...parcel, heightMm: 1001 } })).toEqual([['parcel-too-big', 'package']]);
    expect(codesOf({ package: undefined })).toEqual([['package-missing', 'package']]);
  });

  test('weights and sizes have two decimals at most and never shrink', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40_000 }), fc.integer({ min: 1, max: 1000 }), (weightGrams, mm) => {
        const parcel = { weightGrams, lengthMm: mm, widthMm: mm, heightMm: mm };
        const { content } = plan({ ...listable, package: parcel }, {}, facts);
        const { weight, length } = content['parcel'] as { weight: string; length: string };
        return (
          /^\d+(\.\d{1,2})?$/.test(weight) &&
          /^\d+(\.\d{1,2})?$/.test(length) &&
          Number(weight) * 1000 >= weightGrams &&
          Math.abs(Number(length) * 10 - mm) < 1e-6
        );
      }),
    );
  });
});

describe('category', () => {
  test.each([
    [{ categoryId: '', category: null }, 'category-missing'],
    [{ category: null }, 'category-invalid'],
    [{ category: { id: '6500', name: 'Makanan', isLeaf: false } }, 'category-invalid'],
    [{ restricted: true }, 'category-needs-approval'],
  ])('%j', (known, code) => {
    expect(codesOf({}, known)).toEqual([[code, 'categoryId']]);
  });

  test('a full shop advises, since what is there may still change', () => {
    expect(codesOf({}, { placesLeft: 0 }, 'advice')).toEqual([['shop-full', '']]);
  });
});

describe('attributes', () => {
  const options = [
    { value: 'Spicy', label: 'Pedas' },
    { value: 'Sweet', label: 'Manis' },
  ];

  test('a closed choice is sent by its English name', () => {
    const attributes = [field('food_flavor', { label: 'Rasa', mandatory: true, input: 'single', options })];
    const { content } = plan({ ...listable, attributes: { rasa: 'pedas' } }, {}, { ...facts, attributes });
    expect(content['attributes']).toEqual({ food_flavor: 'Spicy' });
    expect(codesOf({ attributes: { rasa: 'keju' } }, { attributes })).toEqual([
      ['attribute-invalid', 'attributes/Rasa'],
    ]);
    expect(codesOf({}, { attributes })).toEqual([['attribute-missing', 'attributes/Rasa']]);
  });

  test('signs that Lazada refuses are taken out', () => {
    const attributes = [field('material', { label: 'Material', input: 'open' })];
    const { content } = plan({ ...listable, attributes: { material: 'kayu <jati>' } }, {}, { ...facts, attributes });
    expect(content['attributes']).toEqual({ material: 'kayu jati' });
  });

  test('those of the SKU stand apart; those that tell variants apart are not asked', () => {
    const attributes = [
      field('net_weight', { label: 'Berat Bersih', ofSku: true, input: 'numeric', units: ['g', 'kg'] }),
      field('color_family', { label: 'Warna', mandatory: true, sale: true, ofSku: true }),
    ];
    const { content, problems } = plan(
      { ...listable, attributes: { netto: '250 gram' } },
      {},
      { ...facts, attributes },
    );
    expect(problems).toEqual([]);
    expect(content).toMatchObject({ attributes: {}, skuAttributes: { net_weight: '250 g' } });
  });

  test('permits of the register go where Lazada has a field', () => {
    const attributes = [field('halal_no', { label: 'No. Halal' }), field('sni_no', { label: 'No. SNI' })];
    const legality = [
      { type: 'halal', number: 'ID351' },
      { type: 'SNI', number: 'SNI 1' },
    ];
    const { content } = plan({ ...listable, legality }, {}, { ...facts, attributes });
    expect(content['attributes']).toEqual({ halal_no: 'ID351', sni_no: 'SNI 1' });
  });
});

describe('variants', () => {
  test('the rank of the id is the position, whatever the order', () => {
    const given = variants(['C', 'A', 'B']);
    const items = given.variants?.items ?? [];
    const turned = { ...given, variants: { options: given.variants?.options ?? [], items: items.toReversed() } };
    const positions = (of: Listable) =>
      Object.fromEntries(
        (plan(of, {}, facts).content['skus'] as { variantId: string; position: number }[]).map((sku) => [
          sku.variantId,
          sku.position,
        ]),
      );
    expect(positions(turned)).toEqual(positions(given));
    expect(Object.values(positions(given))).toEqual([1, 2, 3]);
  });

  test("a category's own colours are used when all are known, else one's own", () => {
    const attributes = [
      field('color_family', {
        label: 'Kelompok Warna',
        sale: true,
        input: 'single',
        options: [{ value: 'Red', label: 'Merah' }],
      }),
    ];
    const named = (names: readonly string[]) =>
      plan(variants(names, {}, 'Warna'), {}, { ...facts, attributes }).content['variation'];
    expect(named(['merah'])).toMatchObject([{ name: 'color_family', custom: false, options: ['Red'] }]);
    expect(named(['merah', 'lurik'])).toMatchObject([{ name: 'Warna', custom: true, options: ['merah', 'lurik'] }]);
  });

  test('names and options are bounded, and so is their number', () => {
    expect(codesOf(variants(['x'.repeat(21)]))).toEqual([['variant-value-length', 'variants/options/0/values/0']]);
    expect(codesOf(variants(['x'], {}, 'y'.repeat(16)))).toEqual([['variant-name-length', 'variants/options/0/name']]);
    expect(codesOf(variants(Array.from({ length: 51 }, (_, at) => `r${at}`)))).toEqual([
      ['too-many-variants', 'variants'],
    ]);
  });

  test('photos stand on all variants or on none', () => {
    const given = variants(['A', 'B']);
    const pictured = (photos: readonly (string | undefined)[]) => {
      const items = given.variants?.items.map((item, at) => ({ ...item, photo: photos[at] })) ?? [];
      return plan({ ...given, variants: { options: given.variants?.options ?? [], items } }, {}, facts);
    };
    expect(pictured(['1.jpg', '2.jpg']).photos).toEqual(['a.jpg', '1.jpg', '2.jpg']);
    expect(pictured(['1.jpg', undefined]).photos).toEqual(['a.jpg']);
    expect(pictured(['1.jpg', undefined]).content['variation']).toMatchObject([{ pictured: false }]);
  });
});

test('made to order is a pre-order, and needs its days', () => {
  const offer = { ...listable.offer, availability: 'made-to-order' as const };
  expect(codesOf({ offer })).toEqual([['lead-time-missing', 'offer/leadTimeDays']]);
  expect(plan({ ...listable, offer: { ...offer, leadTimeDays: 14 } }, {}, facts).content['preOrderDays']).toBe(14);
});

test.each([
  ['digital goods', { kind: 'digital' as const }, 'not-physical', 'block'],
  ['an unknown brand', { brand: 'Sanan' }, 'brand-not-registered', 'advice'],
  ['a minimum order', { offer: { ...listable.offer, minOrder: 3 } }, 'min-order-not-supported', 'advice'],
])('%s', (_name, given, code, severity) => {
  expect(codesOf(given, {}, severity).map(([each]) => each)).toEqual([code]);
});

test('no text becomes markup', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const bare = toHtml(text).replace(/<\/?p>|<br\/>/g, '');
      return !/[<>]/.test(bare);
    }),
  );
});
