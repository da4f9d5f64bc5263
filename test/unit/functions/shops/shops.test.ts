import { describe, expect, test } from '@jest/globals';
import { saveConsent } from '../../../../functions/save-consent/use-case.ts';
import { saveShopCategory } from '../../../../functions/save-shop-category/use-case.ts';
import { saveShopRules } from '../../../../functions/save-shop-rules/use-case.ts';
import { wantListing } from '../../../../functions/want-listing/use-case.ts';
import type { Account } from '../../../../shared/domain/account/account.ts';
import type { Consent } from '../../../../shared/domain/account/consent.ts';
import type { ShopRules } from '../../../../shared/domain/account/shop-rules.ts';
import type { AccountId, IkmId, ProductId, SentraId } from '../../../../shared/domain/ids.ts';
import type { Listing } from '../../../../shared/domain/listing/listing.ts';
import type { Caller, Role } from '../../../../shared/domain/member/member.ts';
import type { ProductFile } from '../../../../shared/domain/product/product.ts';
import type { ShopCategories } from '../../../../shared/domain/sentra/shop-categories.ts';

const accountId = '01JCXQ8Z9Y8X7W6V5T4S3R2Q1P' as AccountId;
const ikmId = '01JCXQ5A2B4C6D8E0F2G4H6J8K' as IkmId;
const sentraId = '01JCXQ4Z8E5T7V9W1Y3A5C7E9G' as SentraId;
const productId = '01JCXQ6M3N5P7Q9R1S3T5V7W9X' as ProductId;
const regionCode = '35.73.01.1007';
const place = { regionCode, ikmId, sentraId };

const caller = (role: Role, scope: readonly string[]): Caller =>
  ({ subject: `${role}-1`, memberships: [{ memberId: 'm', role, scope: [...scope] }] }) as unknown as Caller;
const owner = caller('pemilik', [ikmId]);
const mentor = caller('pendamping', [ikmId]);
const office = caller('dinas', ['35']);
const elsewhere = caller('dinas', ['51']);
const stranger = caller('pemilik', ['01JCXQ5A2B4C6D8E0F2G4H6J8M']);

const accountOf = (type: Account['holder']['type']): Account =>
  ({
    accountId,
    marketplace: 'shopee',
    holder: { type, id: { ikm: ikmId, sentra: sentraId, partner: accountId }[type] },
    ...(type === 'partner' && { selection: {} }),
    place: type === 'ikm' ? place : { regionCode, sentraId },
    state: 'connected',
    etag: '1',
  }) as unknown as Account;

const failing = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'nothing failed',
    (error: unknown) => (error as { code?: string }).code,
  );

describe("a shop's rules", () => {
  const shop = (type: 'ikm' | 'sentra') => {
    const state = { account: accountOf(type), writes: 0 };
    const save = saveShopRules({
      accounts: {
        read: () => Promise.resolve(state.account),
        change: (_before, account) => {
          state.account = { ...account, etag: String(Number(account.etag) + 1) };
          state.writes += 1;
          return Promise.resolve('written');
        },
      },
    });
    return {
      state,
      save: (who: Caller, rules: ShopRules, ifMatch?: string) => save(who, { accountId, rules, ifMatch }),
    };
  };
  const rules = { price: { factor: 1.1 } };

  test("of an IKM's own shop are set by its owner and mentor, not by an office", async () => {
    const { state, save } = shop('ikm');
    expect(await save(owner, rules)).toEqual({ rules, etag: '2' });
    expect(state.account.terms).toBe(1);
    expect(await save(mentor, { stockBuffer: 1 })).toMatchObject({ rules: { stockBuffer: 1 } });
    expect(await failing(save(office, rules))).toBe('forbidden');
    expect(await failing(save(caller('kementerian', []), rules))).toBe('forbidden');
    expect(await failing(save(stranger, rules))).toBe('not-found');
  });

  test('of a joint shop are set by its office, with its pickup point; an owner in it may not', async () => {
    const { save } = shop('sentra');
    const pickup = { regionCode, address: 'Balai sentra' };
    expect(await save(office, { pickup })).toMatchObject({ rules: { pickup } });
    expect(await save(caller('pendamping', [sentraId]), rules)).toMatchObject({ rules });
    expect(await failing(save(elsewhere, rules))).toBe('not-found');
    expect(await failing(save(owner, rules))).toBe('not-found');
    expect(await failing(shop('ikm').save(owner, { pickup }))).toBe('bad-request');
  });

  test('said again cause nothing, and an old version is refused', async () => {
    const { state, save } = shop('ikm');
    await save(owner, rules);
    await save(owner, rules);
    expect(state.writes).toBe(1);
    expect(await failing(save(owner, {}, '1'))).toBe('stale-etag');
  });
});

const consentStore = () => {
  const said: Consent[] = [];
  return {
    said,
    consents: {
      read: () => Promise.resolve(said.at(-1)),
      say: (consent: Consent) => {
        said.push(consent);
        return Promise.resolve('written' as const);
      },
    },
  };
};

describe('consent', () => {
  const setUp = (type: 'ikm' | 'sentra' = 'sentra') => {
    const { said, consents } = consentStore();
    const save = saveConsent({
      accounts: { read: () => Promise.resolve(accountOf(type)) },
      placeOfIkm: () => Promise.resolve(place),
      consents,
      clock: () => 0,
    });
    return { said, say: (who: Caller, agreed: boolean) => save(who, { accountId, ikmId }, { agreed }) };
  };

  test('is said and withdrawn by the owner or mentor, with who and when', async () => {
    const { said, say } = setUp();
    await say(owner, true);
    await say(owner, true);
    await say(mentor, false);
    expect(said.map(({ agreed, by, at }) => [agreed, by, at])).toEqual([
      [true, 'pemilik-1', '1970-01-01T00:00:00.000Z'],
      [false, 'pendamping-1', '1970-01-01T00:00:00.000Z'],
    ]);
  });

  test('is nobody else’s to give', async () => {
    expect(await failing(setUp().say(office, true))).toBe('forbidden');
    expect(await failing(setUp().say(stranger, true))).toBe('not-found');
    expect(await failing(setUp('ikm').say(owner, true))).toBe('not-found');
  });
});

describe('wanting a listing', () => {
  const setUp = (type: Account['holder']['type'], takesOrders = true) => {
    const { said, consents } = consentStore();
    const listings: Listing[] = [];
    const want = wantListing({
      products: {
        read: () =>
          Promise.resolve({
            product: { ...place, productId, content: { komoditas: 'makanan' } },
          } as unknown as ProductFile),
      },
      accounts: { read: () => Promise.resolve(accountOf(type)) },
      listings: {
        ofProduct: () => Promise.resolve(listings),
        create: (listing) => {
          listings.push(listing);
          return Promise.resolve('written');
        },
        want: (listing, change) => {
          listings[0] = { ...listing, ...change };
          return Promise.resolve(listings[0]);
        },
      },
      consents,
      agreeToPublishing: () => Promise.resolve(),
      takesOrders: () => takesOrders,
      clock: () => 0,
    });
    return {
      said,
      listings,
      want: (who: Caller, body: Parameters<typeof want>[1]['body']) =>
        want(who, { productId, accountId, body, ifMatch: undefined }),
    };
  };

  test('in a joint shop is the owner’s consent, once', async () => {
    const { said, want } = setUp('sentra');
    await want(owner, { wanted: 'live' });
    await want(owner, { wanted: 'live' });
    await want(office, { wanted: 'live' });
    expect(said).toEqual([expect.objectContaining({ agreed: true, how: 'own', by: 'pemilik-1', ikmId })]);
  });

  test('by an office bears witness to an owner who said nothing, and never overrules one who withdrew', async () => {
    const { said, want } = setUp('sentra');
    await want(office, { wanted: 'live' });
    expect(said).toEqual([expect.objectContaining({ agreed: true, how: 'witness', by: office.subject })]);
    said.push({ ...said[0]!, agreed: false, how: 'own' });
    await want(office, { wanted: 'live' });
    expect(said.at(-1)?.agreed).toBe(false);
    await want(owner, { wanted: 'live' });
    expect(said.at(-1)).toMatchObject({ agreed: true, how: 'own' });
  });

  test('taking it off, and a shop of one’s own, need none', async () => {
    const joint = setUp('sentra');
    await joint.want(owner, { wanted: 'off' });
    const own = setUp('ikm');
    await own.want(owner, { wanted: 'live' });
    expect([...joint.said, ...own.said]).toEqual([]);
  });

  test('twice of a one-off piece is for the owner to allow', async () => {
    const overrides = { allowOneOffHere: true };
    expect(await failing(setUp('ikm').want(office, { wanted: 'live', overrides }))).toBe('forbidden');
    expect(await setUp('ikm').want(owner, { wanted: 'live', overrides })).toMatchObject({ isNew: true });
  });

  test('at a partner is never done against an owner who took it back', async () => {
    const { listings, want } = setUp('partner');
    await want(owner, { wanted: 'live' });
    await want(owner, { wanted: 'off' });
    expect(await failing(want(office, { wanted: 'live' }))).toBe('forbidden');
    expect(listings[0]?.wanted).toBe('off');
    await want(mentor, { wanted: 'live' });
    await want(office, { wanted: 'live', overrides: { name: 'Keripik' } });
    expect(listings[0]).toMatchObject({ wanted: 'live', overrides: { name: 'Keripik' } });
  });

  test('in a feed is no sale', async () => {
    const { listings, want } = setUp('ikm', false);
    await want(owner, { wanted: 'live' });
    expect(listings[0]?.takesOrders).toBe(false);
  });
});

describe("a sentra's category", () => {
  const setUp = () => {
    const rows: ShopCategories[] = [];
    const save = saveShopCategory({
      placeOfSentra: () => Promise.resolve({ regionCode }),
      isMarketplace: (name) => name !== 'pasar',
      categories: {
        read: () => Promise.resolve(rows.at(-1)),
        write: (after) => {
          rows.push(after);
          return Promise.resolve('written');
        },
      },
    });
    return {
      rows,
      save: (who: Caller, marketplace: string, categoryId: string | null) =>
        save(who, { sentraId, marketplace }, categoryId),
    };
  };

  test('is chosen per marketplace by an office, and taken back', async () => {
    const { rows, save } = setUp();
    await save(office, 'shopee', '1');
    await save(office, 'shopee', '1');
    await save(office, 'lazada', '2');
    await save(office, 'shopee', null);
    expect(rows.map(({ categories, etag }) => [categories, etag])).toEqual([
      [{ shopee: '1' }, '1'],
      [{ shopee: '1', lazada: '2' }, '2'],
      [{ lazada: '2' }, '3'],
    ]);
  });

  test.each([
    [caller('pendamping', [sentraId]), 'shopee', 'forbidden'],
    [elsewhere, 'shopee', 'not-found'],
    [office, 'pasar', 'unknown-marketplace'],
  ])('%# is refused to others', async (who, marketplace, code) => {
    expect(await failing(setUp().save(who, marketplace, '1'))).toBe(code);
  });
});
