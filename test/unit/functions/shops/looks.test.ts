import { describe, expect, test } from '@jest/globals';
import type { Assessment } from '../../../../connectors/assess.ts';
import type { Connector, Plan } from '../../../../connectors/connector.ts';
import { getRequirements } from '../../../../functions/get-requirements/use-case.ts';
import { previewListing } from '../../../../functions/preview-listing/use-case.ts';
import type { Account } from '../../../../shared/domain/account/account.ts';
import { applyShopRules } from '../../../../shared/domain/account/shop-rules.ts';
import type { Origin } from '../../../../shared/domain/listing/circumstances.ts';
import type { Listable } from '../../../../shared/domain/listing/listable.ts';
import type { Listing, Overrides } from '../../../../shared/domain/listing/listing.ts';
import { partHashes } from '../../../../shared/domain/listing/part-hashes.ts';
import type { Caller } from '../../../../shared/domain/member/member.ts';
import type { ProductFile } from '../../../../shared/domain/product/product.ts';

const accountId = '01JCXQ8Z9Y8X7W6V5T4S3R2Q1P';
const ikmId = '01JCXQ5A2B4C6D8E0F2G4H6J8K';
const sentraId = '01JCXQ4Z8E5T7V9W1Y3A5C7E9G';
const productId = '01JCXQ6M3N5P7Q9R1S3T5V7W9X';
const key = { productId, accountId };
const owner = { subject: 'o', memberships: [{ memberId: 'm', role: 'pemilik', scope: [ikmId] }] } as unknown as Caller;
const account = {
  accountId,
  marketplace: 'fake',
  holder: { type: 'ikm', id: ikmId },
  place: { regionCode: '35', ikmId },
  state: 'connected',
} as unknown as Account;
const content = {
  name: 'Keripik tempe',
  description: 'Renyah',
  komoditas: 'makanan',
  kind: 'physical',
  attributes: { Netto: '250 g' },
  composition: 'Kedelai',
  shelfLifeDays: 90,
};
const file = {
  product: { productId, ikmId, sentraId, regionCode: '35', archived: false, content },
  offers: { etag: '1', whole: { priceIdr: 25_000, availability: 'ready', stock: 10 } },
  photos: [],
} as unknown as ProductFile;
const connector = {
  title: { min: 25, max: 255, unit: 'characters' },
  feeShare: 0.08,
  shop: {},
  requirements: ({ categoryId }: { categoryId: string }) => ({
    category: { id: categoryId, name: `Kategori ${categoryId}`, suggested: categoryId === 'suggested' },
    fields: [
      { id: '1', name: 'Berat Bersih', mandatory: true, input: 'text' },
      { id: '2', name: 'Nomor Peti', mandatory: false, input: 'text' },
    ],
  }),
} as unknown as Connector;

const planOf = (listable: Listable): Plan => ({
  content: { name: `${listable.name} 250 g`, description: listable.description },
  price: { original: listable.offer.priceIdr },
  stock: { stock: listable.offer.stock },
  photos: ['a.jpg'],
  problems: [],
});
const assess = (_account: Account, listable: Listable, overrides: Overrides, origin: Origin): Promise<Assessment> => {
  const ruled = applyShopRules(listable, { price: { factor: 1.2 }, stockBuffer: 3 });
  const chosen = overrides.categoryId ?? (origin.sentraId === undefined ? 'suggested' : 'sentra');
  return Promise.resolve({
    kind: 'planned',
    plan: planOf(ruled),
    facts: { connector: 'fake', categoryId: chosen },
    listable: ruled,
    endsAtMs: undefined,
  });
};
const depsOf = (listing?: Partial<Listing>) => ({
  products: { read: () => Promise.resolve(file) },
  accounts: { read: () => Promise.resolve(account) },
  listings: { read: () => Promise.resolve(listing as Listing | undefined) },
  makerOf: () => Promise.resolve(undefined),
  loadConnector: () => Promise.resolve(connector),
  assess,
  obstacles: () => Promise.resolve([]),
});

describe('a dry run', () => {
  test('shows title, prices after rules and fees, stock, and all that differs before it is listed', async () => {
    const preview = await previewListing(depsOf())(owner, key);
    expect(preview.title).toEqual({
      before: 'Keripik tempe',
      after: 'Keripik tempe 250 g',
      length: 19,
      min: 25,
      max: 255,
    });
    expect(preview.offers).toEqual([
      { variantId: null, values: [], priceIdr: 30_000, productPriceIdr: 25_000, estimatedIncomeIdr: 27_600, stock: 7 },
    ]);
    expect(preview.differs).toEqual(['stock', 'price', 'content']);
    expect(preview.problems.map(({ code }) => code)).toContain('product-not-approved');
  });

  test('tells which parts differ from what the marketplace confirmed', async () => {
    const { plan } = await previewListing(depsOf())(owner, key);
    const confirmed = { ...partHashes(plan), price: 'old' };
    const listing = { overrides: {}, observed: { confirmed } } as unknown as Listing;
    expect((await previewListing(depsOf(listing))(owner, key)).differs).toEqual(['price']);
  });
});

describe('requirements', () => {
  test('tell whose choice the category is, and what the marketplace would suggest', async () => {
    const asked = await getRequirements(depsOf())(owner, key);
    expect(asked.chosen).toEqual({ id: 'sentra', name: 'Kategori sentra', by: 'sentra' });
    expect(asked.suggested).toEqual({ id: 'suggested', name: 'Kategori suggested' });
    const own = await getRequirements(depsOf({ overrides: { categoryId: '9' } }))(owner, key);
    expect(own.chosen).toEqual({ id: '9', name: 'Kategori 9', by: 'listing' });
  });

  test('name the neutral question of each field, and what the product answers already', async () => {
    const { fields, questions } = await getRequirements(depsOf())(owner, key);
    expect(fields.map(({ question }) => question)).toEqual(['netto', undefined]);
    const answers = Object.fromEntries(questions.map(({ key: name, answer }) => [name, answer]));
    expect(answers).toMatchObject({ netto: '250 g', composition: 'Kedelai', shelfLifeDays: '90', rasa: null });
    expect(answers).not.toHaveProperty('motif');
  });
});
