import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judgeLegality, verdictEndsAtMs } from '../../../../shared/domain/legality/judge.ts';
import { legalRules } from '../../../../shared/domain/legality/rules.ts';

type Judged = Parameters<typeof judgeLegality>[0];
const now = Date.parse('2026-11-22T08:00:00Z');
const halal = { type: 'halal', number: 'ID35110000123450822' };
const pirt = { type: 'P-IRT', number: '2063573010234-29' };
const bpom = { type: 'BPOM', number: 'MD 123456789012' };
const food = (more: Partial<Judged> = {}): Judged => ({
  name: 'Keripik Tempe',
  komoditas: 'makanan',
  kind: 'physical',
  attributes: {},
  shelfLifeDays: 180,
  legality: [halal, pirt],
  ...more,
});
const told = (judged: Judged, at = now) => judgeLegality(judged, at).map(({ code, severity }) => `${severity} ${code}`);
const blocks = (judged: Judged, at = now) => told(judged, at).filter((each) => each.startsWith('block'));

describe('halal', () => {
  test.each(['makanan', 'minuman', 'kosmetik', 'herbal'] as const)('is a must for %s', (komoditas) => {
    expect(blocks(food({ komoditas, legality: [pirt, bpom] }))).toEqual(['block halal-missing']);
  });
  test.each(['kerajinan', 'fesyen', 'mebel', 'perhiasan', 'produk-logam', 'digital'] as const)(
    'is not asked of %s',
    (komoditas) => {
      expect(told(food({ komoditas, shelfLifeDays: undefined, legality: [] }))).toEqual([]);
    },
  );
  test.each([
    { type: 'Keterangan tidak halal', number: '-' },
    { type: 'non-halal', number: 'mengandung babi' },
    { type: 'halal', number: 'tidak halal' },
    { type: 'Sertifikat Halal', number: 'ID 3511 0000 1234 5082 2' },
  ])('or a statement that it is not: %o', (paper) => {
    expect(told(food({ legality: [paper, pirt] }))).toEqual([]);
  });
  test('applied for is an advice', () => {
    expect(told(food({ legality: [{ type: 'halal', number: 'proses' }, pirt] }))).toEqual(['advice halal-in-process']);
  });
  test.each(['-', 'belum ada', 'ada'])('with “%s” for a number is missing', (number) => {
    expect(blocks(food({ legality: [{ type: 'halal', number }, pirt] }))).toEqual(['block halal-missing']);
  });
  test("with the decree's number is told apart", () => {
    expect(blocks(food({ legality: [{ type: 'halal', number: 'KH-00410012345' }, pirt] }))).toEqual([
      'block halal-number-is-decree',
    ]);
  });
  test('became a must on 17 October 2026, in Jakarta', () => {
    const without = food({ legality: [pirt] });
    expect(told(without, Date.parse('2026-10-16T16:59:59Z'))).toEqual(['advice halal-missing']);
    expect(told(without, Date.parse('2026-10-16T17:00:00Z'))).toEqual(['block halal-missing']);
  });
  test('is advised for goods of animal material, not for egg shell or what only sounds so', () => {
    const bag = (bahan: string) =>
      food({ komoditas: 'fesyen', name: 'Tas', attributes: { Bahan: bahan }, legality: [] });
    expect(told(bag('Kulit sapi'))).toEqual(['advice halal-advised']);
    expect(told(bag('Kulit'))).toEqual(['advice halal-advised']);
    expect(told(bag('Kulit telur'))).toEqual([]);
    expect(told(bag('Kulit sintetis'))).toEqual([]);
  });
  test("is advised where only the maker's KBLI says food, under its scheme", () => {
    const goods = (scheme: string) =>
      food({ komoditas: 'kerajinan', shelfLifeDays: undefined, legality: [], kbli: { scheme, code: '10794' } });
    expect(told(goods('2020'))).toEqual(['advice halal-advised']);
    expect(told(goods('2009'))).toEqual([]);
  });
});

describe('the permit of food', () => {
  test.each([
    ['a week', { shelfLifeDays: 7 }, ['block food-permit-missing']],
    ['half a year', {}, ['block food-permit-missing']],
    ['six days', { shelfLifeDays: 6 }, []],
    ['nobody knows how long', { shelfLifeDays: undefined }, ['advice food-permit-advised']],
    ['frozen', { storage: 'Simpan di freezer, -18 °C' }, ['block bpom-missing']],
    ['frozen, unknown', { shelfLifeDays: undefined, storage: 'Beku' }, ['block bpom-missing']],
    ['frozen for six days', { shelfLifeDays: 6, storage: 'Beku' }, []],
    ['in a dry place', { storage: 'Simpan di tempat sejuk dan kering' }, ['block food-permit-missing']],
  ] as const)('that keeps %s', (_, more, expected) => {
    expect(told(food({ legality: [halal], ...more }))).toEqual(expected);
  });
  test('of frozen food is BPOM, not P-IRT', () => {
    expect(blocks(food({ storage: 'beku' }))).toEqual(['block bpom-missing']);
    expect(told(food({ storage: 'beku', legality: [halal, bpom] }))).toEqual([]);
  });
  test('of chilled food is advised to be BPOM', () => {
    expect(told(food({ storage: 'Simpan di kulkas' }))).toEqual(['advice bpom-advised']);
  });
});

test.each([
  ['kosmetik', [halal], ['block bpom-missing']],
  ['kosmetik', [halal, { type: 'Notifikasi BPOM', number: 'NA18210100001' }], []],
  ['herbal', [halal], ['block bpom-missing']],
  ['herbal', [halal, pirt], ['advice bpom-advised']],
  ['herbal', [halal, { type: 'BPOM', number: 'POM TR 123456789' }], []],
] as const)('%s with %o', (komoditas, legality, expected) => {
  expect(told(food({ komoditas, shelfLifeDays: undefined, legality: [...legality] }))).toEqual(expected);
});

test.each([
  ['Mainan anak kayu', 'kerajinan', ['block sni-missing']],
  ['Baju bayi katun', 'fesyen', ['block sni-missing']],
  ['Boneka rajut', 'kerajinan', ['advice sni-advised']],
  ['Topeng Malangan', 'kerajinan', []],
] as const)('%s needs %o %o', (name, komoditas, expected) => {
  expect(told(food({ name, komoditas, shelfLifeDays: undefined, legality: [] }))).toEqual(expected);
  const sni = { type: 'SNI', number: 'SNI ISO 8124' };
  expect(told(food({ name, komoditas, shelfLifeDays: undefined, legality: [sni] }))).toEqual([]);
});

describe('certificates', () => {
  const until = (expiresOn: string) => food({ legality: [{ ...halal, expiresOn }, pirt] });
  test('are good through their last day in Jakarta, warned about for a month, and then missing', () => {
    expect(told(until('2027-03-01'))).toEqual([]);
    expect(told(until('2026-12-01'))).toEqual(['advice certificate-expiring']);
    expect(told(until('2026-11-22'))).toEqual(['advice certificate-expiring']);
    expect(told(until('2026-11-22'), Date.parse('2026-11-22T16:59:59Z'))).toEqual(['advice certificate-expiring']);
    expect(told(until('2026-11-22'), Date.parse('2026-11-22T17:00:00Z'))).toEqual([
      'block halal-expired',
      'advice certificate-expired',
    ]);
  });
  test('that no rule asks for only advise', () => {
    const merek = { type: 'merek', number: 'IDM000123456', expiresOn: '2020-01-01' };
    expect(told(food({ legality: [halal, pirt, merek] }))).toEqual(['advice certificate-expired']);
  });
  test.each([
    { type: 'halal', number: 'ID3511' },
    { type: 'P-IRT', number: '12345' },
    { type: 'BPOM', number: 'MD 12' },
  ])('with a doubtful number advise: %o', (paper) => {
    expect(told(food({ legality: [halal, pirt, paper] }))).toEqual(['advice permit-number-doubtful']);
  });
});

test('a verdict holds until the moment it says', () => {
  const day = fc.integer({ min: -400, max: 400 }).map((n) => new Date(now + n * 86_400_000).toISOString().slice(0, 10));
  const papers = fc.array(
    fc.record({
      type: fc.constantFrom('halal', 'P-IRT', 'BPOM'),
      number: fc.constantFrom('1', 'proses', '-'),
      expiresOn: day,
    }),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(papers, fc.integer({ min: -60, max: 60 }), fc.nat(), (legality, days, share) => {
      const judged = food({ legality });
      const at = now + days * 86_400_000;
      const end = verdictEndsAtMs(judged, at);
      const later = end === undefined ? at + share : at + (share % (end - at));
      expect(told(judged, later)).toEqual(told(judged, at));
    }),
  );
});

test('every rule names its source and what to do', () => {
  for (const { source, fix, message } of legalRules) {
    expect(source.length).toBeGreaterThan(20);
    expect([...fix, ...message].every((text) => text.endsWith('.'))).toBe(true);
  }
});
