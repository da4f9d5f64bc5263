import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { likenessOf, nameKey, nameLikeness, type Compared } from '../../../../shared/domain/duplicate/likeness.ts';

const siti: Compared = {
  businessName: 'Keripik Bu Siti',
  phone: '+6281234567890',
  regionCode: '35.73.02',
  komoditas: 'makanan',
};
const other = (part: Partial<Compared>): Compared => ({ ...siti, ...part });

test.each([
  ['UD. Keripik Bu Siti', 'keripik siti'],
  ['SITI – Keripik', 'keripik siti'],
  ['Toko Ibu', 'ibu toko'],
  ['Tempé Nusantara', 'nusantara tempe'],
])('%s is known as %s', (name, key) => expect(nameKey(name)).toBe(key));

describe('likely one firm', () => {
  test.each<[string, Partial<Compared>]>([
    ['same phone, name written otherwise', { businessName: 'UD Siti Kripik' }],
    ['no phone, same name, kecamatan and komoditas', { phone: undefined }],
  ])('%s', (_, part) => expect(likenessOf(siti, other(part))!.score).toBeGreaterThanOrEqual(60));
  test('says why', () => {
    expect(likenessOf(siti, siti)).toEqual({
      score: 100,
      why: ['same-phone', 'same-name', 'same-kecamatan', 'same-komoditas'],
    });
  });
});

describe('not worth a look', () => {
  test.each<[string, Partial<Compared>]>([
    ['one phone (a mentor’s), other names', { businessName: 'Batik Ratna' }],
    ['same name, another phone', { phone: '+6289999999999' }],
    ['another kabupaten', { regionCode: '35.07.01' }],
    ['same name only', { phone: undefined, regionCode: '35.73.05', komoditas: 'fesyen' }],
  ])('%s', (_, part) => expect(likenessOf(siti, other(part))).toBeUndefined());
});

const name = fc.string({ unit: fc.constantFrom('a', 'b', 'k', 'U', 'D', ' ', '.', 'é'), maxLength: 12 });
test('likeness is between 0 and 1, the same from both sides, and 1 with itself', () => {
  fc.assert(
    fc.property(name, name, (one, two) => {
      const likeness = nameLikeness(one, two);
      expect(likeness).toBeGreaterThanOrEqual(0);
      expect(likeness).toBeLessThanOrEqual(1);
      expect(nameLikeness(two, one)).toBe(likeness);
      expect(nameLikeness(one, one)).toBe(1);
      const [a, b] = [other({ businessName: one }), other({ businessName: two })];
      expect(likenessOf(a, b)).toEqual(likenessOf(b, a));
    }),
  );
});
