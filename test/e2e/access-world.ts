import { ulid } from 'ulid';
import * as z from 'zod';
import { openApi, tokenOf, type Api } from '../../scripts/api-client.ts';
import { openMarket } from '../../scripts/demo-market.ts';
import { sampleRegister } from '../../scripts/sample-register.ts';
import { enrolIkms, registerSentras } from '../../scripts/sample.ts';
import { demoUsers } from '../../local/demo-users.ts';
import { connectPartner, connectShop, makeReady } from './catalogue.ts';
import { until } from './service.ts';

/** Somebody who calls: a demo user, the role they hold, and whether the world's things lie in their scope. */
export interface Person {
  readonly user: string;
  readonly role: string;
  readonly isInside: boolean;
}

export interface Ask {
  readonly ids?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: () => unknown;
}

export interface World {
  readonly people: readonly Person[];
  /** By path parameter. */
  readonly ids: Readonly<Record<string, string>>;
  /** Other path parameters, query or body that one operation needs, by its id. */
  readonly asks: Readonly<Record<string, Ask>>;
}

const Anything = z.looseObject({});
const Listing = z.looseObject({ state: z.string() });
const Items = z.looseObject({ items: z.array(z.looseObject({})) });
const day = 86_400_000;

const door = async (url: string, body: unknown): Promise<void> => {
  const reply = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(`${url}: ${reply.status} ${await reply.text()}`);
};

/** The maker that all of the world is about: one with a shop of their own, and the sentra it belongs to. */
const subjectOf = () => {
  const register = sampleRegister();
  for (const shop of register.shops) {
    const ikm = register.ikms.find(({ ikmId }) => shop.holder.type === 'ikm' && shop.holder.id === ikmId);
    const sentra = register.sentras.find(({ sentraId }) => sentraId === ikm?.sentraId);
    const product = shop.products.find(({ body }) => !('variants' in body));
    if (ikm === undefined || sentra === undefined || product === undefined) continue;
    return { register, shop, ikm, sentra, product };
  }
  throw new Error('the sample has no maker with a shop');
};

/** A region that none of the world's things lie in. */
const elsewhere = '51';

/** Fills a fresh service with one of each thing that a path can name. */
export const createWorld = async (base: string): Promise<World> => {
  const { register, shop, ikm, sentra, product } = subjectOf();
  const api: Api = openApi(base, await tokenOf(base, 'kementerian'));
  await registerSentras(api, { ...register, sentras: [sentra] });
  await enrolIkms(api, { ...register, sentras: [sentra], ikms: [ikm] });
  await makeReady(api, product, 0);
  const { ikmId } = ikm;
  const { sentraId } = sentra;
  const { productId, photoId } = product;

  const sim = `${base}/sim/shopee`;
  const market = openMarket(sim);
  const { accountId } = shop;
  const shopId = await connectShop(
    api,
    market,
    { accountId, marketplace: 'shopee', holder: shop.holder },
    shop.shopName,
  );
  const listing = `/v1/products/${productId}/listings/${accountId}`;
  await api('PUT', listing, { body: { wanted: 'live' }, answer: Anything });
  await until('a live listing', async () => (await api('GET', listing, { answer: Listing })).state === 'live');
  const item = (await market.items(shopId)).find((each) => each.productId === productId);
  await door(`${sim}/_orders`, {
    shopId,
    lines: [{ externalItemId: item?.externalId, quantity: 1 }],
    buyer: { name: 'Siti Pembeli', phone: '6281234567890', address: 'Jl. Kenanga 3, Malang' },
  });
  const orderId = await until('the order', async () => {
    const [order] = (await api('GET', `/v1/orders?accountId=${accountId}`, { answer: Items })).items;
    return z.string().optional().parse(order?.['orderId']);
  });

  const jointId = ulid();
  await api('POST', '/v1/accounts', {
    body: { accountId: jointId, marketplace: 'shopee', holder: { type: 'sentra', id: sentraId } },
    answer: Anything,
  });
  const province = z.looseObject({ regionCode: z.string() }).parse(ikm.body).regionCode.slice(0, 2);
  const partner = { name: 'Pasar Uji', selection: { regionCodes: [province] } };
  const partnerId = await connectPartner(api, base, ulid(), partner.selection);
  const otherPartnerId = await connectPartner(api, base, ulid(), { regionCodes: [elsewhere] });
  const tokenId = ulid();
  await api('POST', `/v1/partners/${partnerId}/tokens`, { body: { tokenId, label: 'uji' }, answer: Anything });
  const packId = ulid();
  await api('POST', `/v1/ikms/${ikmId}/packs`, { body: { packId, target: 'padi' }, answer: Anything });

  // others have something of their own, so that being outside is not being nobody
  const otherIkmId = ulid();
  await api('PUT', `/v1/ikms/${otherIkmId}`, {
    body: {
      businessName: 'Perak Celuk Pak Wayan',
      owner: { kind: 'person', name: 'I Wayan Contoh' },
      komoditas: 'perhiasan',
      regionCode: '51.04.01',
      address: 'Jl. Raya Celuk No. 1',
      legalBasis: 'public-task',
    },
    answer: Anything,
  });

  const officer = province === '35' ? 'dinas-jatim' : 'dinas-jateng';
  const memberships: readonly (readonly [user: string, role: string, scope: readonly string[], isInside: boolean])[] = [
    [officer, 'dinas', [province], true],
    ['dinas-lain', 'dinas', [elsewhere], false],
    ['pemilik', 'pemilik', [ikmId], true],
    ['pemilik-lain', 'pemilik', [otherIkmId], false],
    ['pendamping', 'pendamping', [sentraId], true],
    ['pendamping-lain', 'pendamping', [otherIkmId], false],
    ['mitra', 'mitra', [partnerId], true],
    ['mitra-lain', 'mitra', [otherPartnerId], false],
  ];
  let memberId = '';
  for (const [user, role, scope] of memberships) {
    const { email, phone } = demoUsers.find(({ name }) => name === user) ?? {};
    const id = ulid();
    if (user === 'pendamping') memberId = id;
    await api('PUT', `/v1/members/${id}`, {
      body: { name: user, ...(email === undefined ? { phone } : { email }), role, scope },
      answer: Anything,
    });
  }

  return {
    people: [
      { user: 'tamu', role: 'nobody', isInside: false },
      ...memberships.map(([user, role, , isInside]) => ({ user, role, isInside })),
      { user: 'kementerian', role: 'kementerian', isInside: true },
    ],
    ids: {
      accountId,
      externalId: item?.externalId ?? '',
      ikmId,
      marketplace: 'shopee',
      memberId,
      orderId,
      packId,
      partnerId,
      photoId,
      productId,
      sentraId,
      tokenId,
    },
    asks: {
      openAccount: { body: () => ({ accountId, marketplace: 'shopee', holder: shop.holder }) },
      getConsent: { ids: { accountId: jointId } },
      saveConsent: { ids: { accountId: jointId }, body: () => ({ agreed: true }) },
      decideShopItem: { body: () => ({ do: 'leave' }) },
      saveShopRules: { body: () => ({}) },
      enrolIkm: { body: () => ikm.body },
      openPack: { body: () => ({ packId, target: 'padi' }) },
      openPack2: { body: () => ({ packId: ulid(), target: 'padi' }) },
      saveProduct: { body: () => product.body },
      saveRelease: { body: () => ({ released: 'all' }) },
      saveShopSite: { body: () => ({ enabled: false }) },
      verifyIkm: { body: () => ({ etag: '0', decision: 'approve', reasons: [] }) },
      saveMember: { body: () => ({ name: 'x', phone: '0812 0000 0003', role: 'pendamping', scope: [ikmId] }) },
      savePartner: { body: () => partner },
      testPartner: { body: () => ({ type: 'listing.upserted.v1' }) },
      issueFeedToken: { body: () => ({ tokenId: ulid(), label: 'uji' }) },
      curateProduct: { body: () => ({ etag: '0', decision: 'approve', reasons: [] }) },
      wantListing: { body: () => ({ wanted: 'live' }) },
      resolveListing: { body: () => ({ keep: 'ours' }) },
      changeOffer: { body: () => ({ stock: 5, countedAt: new Date(Date.now() - day).toISOString() }) },
      issuePhotoUpload: { body: () => ({ photoId: ulid(), contentType: 'image/jpeg', bytes: 1000 }) },
      saveSentra: { body: () => sentra.body },
      saveShopCategory: { body: () => ({ categoryId: '1' }) },
      getSettlement: { query: `?month=${new Date().toISOString().slice(0, 7)}` },
    },
  };
};
