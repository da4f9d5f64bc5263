import { describe, expect, test } from '@jest/globals';
import { answerAttributes, attributeFactsOf, type AttributeFact } from '../../../../connectors/shopee/attributes.ts';
import { AttributeTrees } from '../../../../connectors/shopee/schemas.ts';
import type { Listable } from '../../../../shared/domain/listing/listable.ts';

const listable: Listable = {
  productId: '01JD8ZQ4Y0TEMPE00000000001',
  name: 'Sabun',
  description: '',
  komoditas: 'kosmetik',
  kind: 'physical',
  attributes: {},
  legality: [],
  photos: [],
  offer: { priceIdr: 1, availability: 'ready', stock: 1 },
};

const field = (changes: Partial<AttributeFact>): AttributeFact => ({
  id: '7',
  name: 'Isian',
  aliases: [],
  mandatory: true,
  input: 3,
  validation: 2,
  units: [],
  maxValues: 1,
  options: [],
  ...changes,
});
const options = (...names: readonly string[]) =>
  names.map((name, at) => ({ id: String(at + 1), name, aliases: [], children: [] }));
const answer = (changes: Partial<AttributeFact>, value: string) =>
  answerAttributes([field(changes)], { ...listable, attributes: { isian: value } }, {});
const valuesOf = (...args: Parameters<typeof answer>) => answer(...args).answers[0]?.values;

describe('an answer of the owner', () => {
  test.each<[string, Partial<AttributeFact>, string, unknown]>([
    ['free text', {}, ' bebas ', [{ id: '0', name: 'bebas' }]],
    ['a quantity', { units: ['g', 'kg'] }, '250 gram', [{ id: '0', name: '250', unit: 'g' }]],
    ['a decimal quantity', { units: ['g', 'kg'] }, '1,5kg', [{ id: '0', name: '1.5', unit: 'kg' }]],
    ['a quantity with one unit', { units: ['cm'] }, '12', [{ id: '0', name: '12', unit: 'cm' }]],
    ['a quantity without its unit', { units: ['g', 'kg'] }, '250', undefined],
    ['a decimal', { validation: 3 }, '2,5', [{ id: '0', name: '2.5' }]],
    ['a word for a decimal', { validation: 3 }, 'dua', undefined],
    ['an integer', { validation: 1 }, '12', [{ id: '0', name: '12' }]],
    ['a decimal for an integer', { validation: 1 }, '1.5', undefined],
    ['a date', { validation: 4 }, '2027-12-31', [{ id: '0', name: '1830211200' }]],
    ['a date as written here', { validation: 4 }, '31/12/2027', [{ id: '0', name: '1830211200' }]],
    ['a date that is none', { validation: 4 }, '2027-02-30', undefined],
    ['a choice', { input: 1, options: options('Kayu', 'Bambu') }, 'BAMBU', [{ id: '2' }]],
    ['a choice within more words', { input: 1, options: options('Kayu', 'Bambu') }, 'kayu jati tua', [{ id: '1' }]],
    ['a part of a word', { input: 1, options: options('Kayu') }, 'kayuan', undefined],
    [
      'own words in a combo box',
      { input: 2, options: options('Kayu') },
      'Pelepah pisang',
      [{ id: '0', name: 'Pelepah pisang' }],
    ],
    [
      'several choices',
      { input: 4, maxValues: 2, options: options('A', 'B', 'C') },
      'c, a; b',
      [{ id: '3' }, { id: '1' }],
    ],
    [
      'several with own words',
      { input: 5, maxValues: 3, options: options('A') },
      'a, lain',
      [{ id: '1' }, { id: '0', name: 'lain' }],
    ],
    ['the same choice twice', { input: 4, maxValues: 3, options: options('A') }, 'a,a', [{ id: '1' }]],
  ])('%s', (_what, changes, value, values) => {
    expect(valuesOf(changes, value)).toEqual(values);
  });

  test('that does not fit blocks when mandatory, advises when not, and is not sent', () => {
    for (const mandatory of [true, false]) {
      const { answers, problems } = answer({ mandatory, validation: 1 }, 'x');
      expect(answers).toEqual([]);
      expect(problems).toMatchObject([
        { code: 'attribute-invalid', path: 'attributes/Isian', severity: mandatory ? 'block' : 'advice' },
      ]);
    }
  });
});

describe('what the register answers', () => {
  const known = (name: string, more: Partial<Listable>, changes: Partial<AttributeFact> = {}) =>
    answerAttributes([field({ name, ...changes })], { ...listable, ...more }, {}).answers[0]?.values;
  const months = { input: 1, options: options('1 Bulan', '3 Bulan', '6 Bulan', '12 Bulan') };

  test.each<[string, Partial<Listable>, Partial<AttributeFact>, unknown]>([
    ['Negara Asal', {}, { input: 1, options: options('Malaysia', 'Indonesia') }, [{ id: '2' }]],
    ['Masa Penyimpanan', { shelfLifeDays: 200 }, months, [{ id: '3' }]],
    ['Masa Penyimpanan', { shelfLifeDays: 30 }, months, [{ id: '1' }]],
    ['Masa Penyimpanan', { shelfLifeDays: 29 }, months, undefined],
    ['Komposisi', { composition: 'Minyak kelapa' }, {}, [{ id: '0', name: 'Minyak kelapa' }]],
    ['Nomor Sertifikat Halal', { legality: [{ type: 'halal', number: 'ID35' }] }, {}, [{ id: '0', name: 'ID35' }]],
    [
      'No. Notifikasi Kosmetika BPOM',
      { legality: [{ type: 'BPOM', number: 'NA18' }] },
      {},
      [{ id: '0', name: 'NA18' }],
    ],
    ['No. Izin Edar (BPOM/P-IRT)', { legality: [{ type: 'p-irt', number: '206' }] }, {}, [{ id: '0', name: '206' }]],
    ['Nomor SNI', { legality: [{ type: 'SNI', number: '8152' }] }, {}, [{ id: '0', name: '8152' }]],
    ['Jenis Logam', { attributes: { bahan: 'Besi' } }, {}, [{ id: '0', name: 'Besi' }]],
    ['Warna', {}, {}, undefined],
  ])('%s', (name, more, changes, values) => {
    expect(known(name, more, changes)).toEqual(values);
  });

  test('goes after what the owner wrote', () => {
    expect(known('Negara Asal', { attributes: { 'negara asal': 'Malaysia' } })).toEqual([
      { id: '0', name: 'Malaysia' },
    ]);
  });
});

test('a value may ask for attributes of its own; only the mandatory ones of the chosen value are asked', () => {
  const tree = AttributeTrees.parse({
    response: {
      list: [
        {
          category_id: 1,
          attribute_tree: [
            {
              attribute_id: 9,
              mandatory: true,
              name: 'Baterai',
              attribute_info: { input_type: 1 },
              attribute_value_list: [
                {
                  value_id: 1,
                  name: 'Ada',
                  child_attribute_list: [
                    { attribute_id: 10, mandatory: true, name: 'Jenis Baterai', attribute_info: { input_type: 3 } },
                    { attribute_id: 11, mandatory: false, name: 'Catatan', attribute_info: { input_type: 3 } },
                  ],
                },
                { value_id: 2, name: 'Tidak', child_attribute_list: null },
              ],
            },
          ],
        },
      ],
    },
  });
  const facts = attributeFactsOf(tree.response.list[0]?.attribute_tree ?? []);
  const asked = (value: string) =>
    answerAttributes(facts, { ...listable, attributes: { baterai: value } }, {}).problems.map(({ path }) => path);
  expect(asked('Ada')).toEqual(['attributes/Jenis Baterai']);
  expect(asked('Tidak')).toEqual([]);
});
