import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Account } from '../../../../shared/domain/account/account.ts';
import { oneOffElsewhere, type Circumstances } from '../../../../shared/domain/listing/circumstances.ts';
import type { Listable } from '../../../../shared/domain/listing/listable.ts';
import { nothingObserved, type Listing } from '../../../../shared/domain/listing/listing.ts';
import { prepare } from '../../../../shared/domain/listing/prepare.ts';

const now = Date.parse('2026-11-22T08:00:00Z');
const listable: Listable = {
  productId: '01JCXQ6M3N5P7Q9R1S3T5V7W9X',
  name: 'Topeng Panji',
  description: 'Topeng kayu',
  komoditas: 'kerajinan',
  kind: 'physical',
  attributes: {},
  legality: [],
  photos: ['a.jpg'],
  origin: { sentraName: 'Sentra Topeng Polowijen', regionName: 'Kota Malang' },
  offer: { priceIdr: 300_000, availability: 'one-off', stock: 1 },
};
const account = (more: Partial<Account> = {}) =>
  ({ accountId: 'B', marketplace: 'tiktok-shop', holder: { type: 'ikm', id: 'x' }, ...more }) as Account;
const none: Circumstances = { categories: {}, siblings: [] };
const tiktok = { title: { min: 25, max: 255, unit: 'characters' as const }, takesOrders: true };
type Place = 'nowhere' | 'pending' | number;
const listing = (accountId: string, place: Place, more: Partial<Listing> = {}): Listing =>
  ({
    accountId,
    wanted: 'live',
    ...more,
    observed: {
      ...nothingObserved,
      ...(place === 'pending' ? { pending: {} } : {}),
      ...(typeof place === 'number' ? { item: { state: 'live', createdAtMs: place } } : {}),
    },
  }) as unknown as Listing;
const codes = (circumstances: Circumstances, more: Partial<Account> = {}, overrides = {}, takesOrders = true) =>
  prepare(account(more), listable, overrides, { ...tiktok, takesOrders }, circumstances, now).problems.map(
    ({ code, severity }) => `${severity} ${code}`,
  );

describe('before a connector plans', () => {
  test('title, prices and category are the shop’s', () => {
    const rules = { price: { factor: 1.1 } };
    const ready = prepare(
      account({ rules }),
      listable,
      {},
      tiktok,
      { ...none, categories: { 'tiktok-shop': '7' } },
      now,
    );
    expect(ready.listable.name).toBe('Topeng Panji Sentra Topeng Polowijen');
    expect(ready.listable.offer.priceIdr).toBe(330_000);
    expect(ready.overrides).toEqual({ categoryId: '7' });
  });

  test('only papers that are in force reach a marketplace', () => {
    const inForce = { type: 'P-IRT', number: '2063573010234-29' };
    const legality = [
      { type: 'halal', number: 'proses' },
      { type: 'Keterangan tidak halal', number: '12/2026' },
      { type: 'SNI', number: 'SNI 1', expiresOn: '2026-11-21' },
      inForce,
    ];
    const ready = prepare(account(), { ...listable, legality }, {}, tiktok, none, now);
    expect(ready.listable.legality).toEqual([inForce]);
  });

  test("the listing's own category wins over the sentra's", () => {
    const circumstances = { ...none, categories: { 'tiktok-shop': '7' } };
    expect(prepare(account(), listable, { categoryId: '9' }, tiktok, circumstances, now).overrides).toEqual({
      categoryId: '9',
    });
  });

  test('a joint shop needs consent, and should have a legal holder', () => {
    const joint = { holder: { type: 'sentra', id: 's' } } as Partial<Account>;
    expect(codes({ ...none, consent: false, legalHolder: 'Koperasi' }, joint)).toEqual(['block consent-missing']);
    expect(codes({ ...none, consent: true }, joint)).toEqual(['advice legal-holder-missing']);
    expect(codes({ ...none, consent: true, legalHolder: 'Koperasi' }, joint)).toEqual([]);
  });
});

describe('a one-off piece', () => {
  test.each<[string, Listing[], boolean]>([
    ['alone', [listing('B', 'nowhere')], false],
    ['live in another shop', [listing('C', 5), listing('B', 'nowhere')], true],
    ['on its way into another shop', [listing('C', 'pending'), listing('B', 'nowhere')], true],
    ['live here first', [listing('C', 9), listing('B', 5)], false],
    ['live there first', [listing('C', 3), listing('B', 5)], true],
    ['off in another shop', [listing('C', 'nowhere', { wanted: 'off' }), listing('B', 'nowhere')], false],
    ['not taken off there yet', [listing('C', 3, { wanted: 'off' }), listing('B', 'nowhere')], true],
    ['in a feed', [listing('A', 3, { takesOrders: false }), listing('B', 'nowhere')], false],
  ])('%s', (_, siblings, isBlocked) => {
    expect(codes({ ...none, siblings }).includes('block one-off-elsewhere')).toBe(isBlocked);
    expect(codes({ ...none, siblings }, {}, { allowOneOffHere: true })).toEqual([]);
    expect(codes({ ...none, siblings }, {}, {}, false)).toEqual([]);
  });

  test('has exactly one shop among those that want it, whoever looks', () => {
    const place = fc.oneof(fc.constantFrom<Place>('nowhere', 'pending'), fc.integer({ min: 1, max: 3 }));
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 5 }), (places) => {
        const siblings = places.map((each, at) => listing(`A${at}`, each));
        const free = siblings.filter(({ accountId }) => oneOffElsewhere(accountId, siblings) === undefined);
        expect(free).toHaveLength(1);
      }),
    );
  });
});
