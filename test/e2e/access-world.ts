import sharp from 'sharp';
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
  /** Roles in whose scope the thing lies, where it is not the maker's own. */
  readonly inside?: readonly string[];
  /** By user: things of their own that the answer holds. */
  readonly own?: Readonly<Record<string, readonly string[]>>;
  /** Set when the world has no such thing to act on: only that it is shut to others is looked at. */
  readonly isOnlyShut?: true;
  /** Set when whoever is signed in and knows the secret in the path may ask. */
  readonly isOpen?: true;
  readonly ids?: Readonly<Record<string, string>> | ((person: Person | undefined) => Readonly<Record<string, string>>);
  readonly query?: string;
  readonly body?: (person: Person | undefined) => unknown;
}

export interface World {
  readonly people: readonly Person[];
  /** By path parameter. */
  readonly ids: Readonly<Record<string, string>>;
  /** Other path parameters, query or body that one operation needs, by its id. */
  readonly asks: Readonly<Record<string, Ask>>;
}

const Anything = z.looseObject({});
const State = z.looseObject({ state: z.string() });
const Etag = z.looseObject({ etag: z.string() });
const Listing = z.looseObject({ state: z.string() });
const Items = z.looseObject({ items: z.array(z.looseObject({})) });
const day = 86_400_000;

const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
  .png()
  .toBuffer();

const Form = z.looseObject({ upload: z.looseObject({ url: z.string(), fields: z.record(z.string(), z.string()) }) });

const sendForm = async ({ upload }: z.infer<typeof Form>, bytes: string | Buffer, type: string): Promise<void> => {
  const form = new FormData();
  for (const [field, value] of Object.entries(upload.fields)) form.set(field, value);
  form.set('file', new Blob([new Uint8Array(Buffer.from(bytes))], { type }), 'berkas');
  const sent = await fetch(upload.url, { method: 'POST', body: form });
  if (!sent.ok) throw new Error(`upload: ${sent.status} ${await sent.text()}`);
};

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

const officers = ['kementerian', 'dinas'];

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

  // of the same sentra and owner, for what takes somebody's reach away
  const secondIkmId = ulid();
  const site = {
    regionCode: z.looseObject({ regionCode: z.string() }).parse(ikm.body).regionCode,
    address: 'Jl. Uji 2',
  };
  const second = {
    businessName: 'Usaha Kedua',
    owner: { kind: 'person', name: 'Ibu Contoh', nik: '3573014101900001' },
    komoditas: 'makanan',
    ...site,
  };
  await api('PUT', `/v1/ikms/${secondIkmId}`, {
    body: { ...second, sentraId, legalBasis: 'public-task' },
    answer: Anything,
  });
  const officer = province === '35' ? 'dinas-jatim' : 'dinas-jateng';
  const memberships: readonly (readonly [user: string, role: string, scope: readonly string[], isInside: boolean])[] = [
    [officer, 'dinas', [province], true],
    ['dinas-lain', 'dinas', [elsewhere], false],
    ['pemilik', 'pemilik', [ikmId, secondIkmId], true],
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

  const helperId = ulid();
  await api('PUT', `/v1/members/${helperId}`, {
    body: { name: 'x', phone: '0812 0000 0097', role: 'pendamping', scope: [ikmId] },
    answer: Anything,
  });
  const handedId = ulid();
  await api('PUT', `/v1/members/${handedId}`, {
    body: { name: 'Ganti', phone: '0812 0000 0099', role: 'pendamping', scope: [sentraId] },
    answer: Anything,
  });
  const as = async (user: string): Promise<Api> => {
    const { token } = z
      .object({ token: z.string() })
      .parse(await (await fetch(`${base}/_local/token?user=${user}`)).json());
    return openApi(base, token);
  };
  const office = await as(officer);
  const owner = await as('pemilik');
  await as('pendamping');

  const paperId = ulid();
  const paper = `/v1/ikms/${ikmId}/papers/${paperId}`;
  await office('PUT', paper, { body: { type: 'other', number: 'UJI-1' }, answer: Anything });
  await sendForm(
    await office('POST', `${paper}/file`, { body: { contentType: 'image/png', bytes: png.length }, answer: Form }),
    png,
    'image/png',
  );

  const requestId = ulid();
  const request = `/v1/ikms/${ikmId}/data-requests/${requestId}`;
  await owner('POST', `/v1/ikms/${ikmId}/data-requests`, { body: { requestId, kind: 'access' }, answer: Anything });

  const importId = ulid();
  const imported = `/v1/imports/${importId}`;
  await sendForm(
    await office('POST', '/v1/imports', { body: { importId, kind: 'ikm', format: 'csv' }, answer: Form }),
    'Nama usaha;Nama pemilik;Komoditas;Kabupaten/Kota;Alamat produksi\nTanpa wilayah;Budi;makanan;;Jl. Uji 3\n',
    'text/csv',
  );
  await until('the import to be looked at', async () => {
    const { state } = await office('GET', imported, { answer: State });
    if (state === 'failed') throw new Error('the import was refused as a whole');
    return state === 'checked';
  });
  await office('POST', `${imported}/commit`, { answer: Anything });

  const claimId = ulid();
  await (
    await as('pendamping-lain')
  )('POST', '/v1/claims', {
    body: { claimId, nik: second.owner.nik, ...site, reason: 'Kami melatih pemiliknya' },
    answer: Anything,
  });

  const Maker = z.looseObject({ owner: z.looseObject({}), address: z.string(), regionCode: z.string() });
  const maker = Maker.parse(ikm.body);
  const alike = { ...maker, sentraId: undefined, owner: { ...maker.owner, nik: undefined }, address: 'Jl. Lain 77' };
  await api('PUT', `/v1/ikms/${ulid()}`, { body: alike, answer: Anything });
  const Pairs = z.looseObject({
    items: z.array(z.looseObject({ duplicateId: z.string(), records: z.array(z.looseObject({ ikmId: z.string() })) })),
  });
  const pair = await until(
    'the likely duplicate',
    async () => (await office('GET', '/v1/duplicates', { answer: Pairs })).items[0],
  );
  const { duplicateId, records } = pair;
  await office('PUT', `/v1/ikms/${ikmId}/trust`, { body: { trusted: false, reason: 'Uji coba' }, answer: Anything });
  await owner('PUT', `/v1/ikms/${ikmId}/releases/${partnerId}`, { body: { released: 'all' }, answer: Anything });
  const batchId = ulid();
  const batch = {
    number: '1',
    subject: 'Foto produk',
    place: 'Balai desa',
    regionCode: site.regionCode,
    from: '2026-11-20',
    to: '2026-11-21',
    quota: 20,
  };
  await office('PUT', `/v1/batches/${batchId}`, { body: batch, answer: Anything });
  await office('PUT', `/v1/batches/${batchId}/participants/${ikmId}`, { answer: Anything });
  const noteId = ulid();
  const note = { kind: 'visit', title: 'Kunjungan', date: '2026-11-20', giver: 'Dinas' };
  await office('PUT', `/v1/ikms/${ikmId}/notes/${noteId}`, { body: note, answer: Anything });
  const targetId = ulid();
  const target = { name: 'Uji', of: 'sentras', step: 'live', value: 10, regionCode: province, year: 2026 };
  await office('PUT', `/v1/targets/${targetId}`, { body: target, answer: Anything });

  const farIkmId = ulid();
  const far = await api('PUT', `/v1/ikms/${farIkmId}`, {
    body: { ...alike, regionCode: province === '35' ? '33.74.01' : '35.73.01', address: 'Jl. Jauh 5' },
    answer: Etag,
  });
  await api('PUT', `/v1/members/${ulid()}`, {
    body: { name: 'x', email: 'dinas-jateng@demo.ikm.example', role: 'dinas', scope: ['33'] },
    answer: Anything,
  });
  const { transferId } = await (
    await as('dinas-jateng')
  )('POST', `/v1/ikms/${farIkmId}/transfer`, {
    body: { etag: far.etag, sentraId, reason: 'Pindah ke sentra', originException: { reason: 'Bengkel kedua' } },
    answer: z.looseObject({ transferId: z.string() }),
  });

  const { url } = await office('GET', `/v1/sentras/${sentraId}/join-code`, {
    answer: z.looseObject({ url: z.string() }),
  });
  const code = url.slice(url.lastIndexOf('/') + 1);
  await api('POST', `/v1/partners/${partnerId}/test`, { body: { type: 'listing.upserted.v1' }, answer: Anything });
  const [delivery] = (await api('GET', `/v1/partners/${partnerId}/deliveries`, { answer: Items })).items;
  const [version] = (await api('GET', `/v1/products/${productId}/versions`, { answer: Items })).items;
  await until('the report', async () => (await office('GET', imported, { answer: State })).state === 'finished');
  await until('the copy of the data', async () => (await owner('GET', request, { answer: State })).state === 'done');

  return {
    people: [
      { user: 'tamu', role: 'nobody', isInside: false },
      ...memberships.map(([user, role, , isInside]) => ({ user, role, isInside })),
      { user: 'kementerian', role: 'kementerian', isInside: true },
    ],
    ids: {
      accountId,
      batchId,
      claimId,
      code,
      deliveryId: z.string().parse(delivery?.['deliveryId'] ?? delivery?.['id']),
      duplicateId,
      etag: z.string().parse(version?.['etag']),
      externalId: item?.externalId ?? '',
      ikmId,
      importId,
      marketplace: 'shopee',
      memberId,
      noteId,
      orderId,
      packId,
      paperId,
      partnerId,
      photoId,
      productId,
      purpose: 'messages',
      requestId,
      sentraId,
      targetId,
      tokenId,
      transferId,
    },
    asks: {
      fileClaim: { body: () => ({ claimId: ulid(), nib: '1234567890123', ...site, reason: 'Uji coba' }) },
      decideClaim: { inside: officers, body: () => ({ decision: 'refuse', reasons: ['Bukan binaan Anda'] }) },
      decideDuplicate: { inside: officers, body: () => ({ etag: '0', decision: 'different' }) },
      mergeIkms: {
        inside: officers,
        body: () => ({ keep: records[0]?.ikmId, drop: records[1]?.ikmId, etags: { keep: '0', drop: '0' } }),
      },
      savePurposeConsent: {
        body: () => ({ version: '1', at: new Date(Date.now() - day).toISOString(), way: 'witness', by: 'Pak RT' }),
      },
      fileDataRequest: {
        body: () => ({
          requestId: ulid(),
          kind: 'correction',
          changes: { postalCode: '65111' },
          evidence: { way: 'witness' },
        }),
      },
      decideDataRequest: { body: () => ({ etag: '0', decision: 'refuse', reasons: ['uji'] }) },
      listFiledClaims: { own: { 'pendamping-lain': ['claimId'] } },
      getMe: { own: { mitra: ['partnerId'] } },
      getAudit: { query: `?thing=ikm&id=${ikmId}` },
      listAudit: { query: `?thing=ikm&id=${ikmId}` },
      getImport: { inside: officers },
      getImportReport: { inside: officers },
      commitImport: { inside: ['dinas'] },
      cancelImport: { inside: officers },
      listAccounts: { own: { mitra: ['partnerId'], 'pemilik-lain': ['partnerId'], 'pendamping-lain': ['partnerId'] } },
      getFunnel: { query: `?sentraId=${sentraId}`, inside: ['kementerian', 'dinas', 'pendamping'] },
      saveBatch: { inside: officers, body: () => batch },
      getBatch: { inside: officers },
      getAttendanceCode: { inside: officers, query: '?day=2026-11-20' },
      listParticipants: { inside: officers },
      saveNote: { body: () => note },
      recordAttendances: {
        body: () => ({ attendances: [{ attendanceId: ulid(), ikmId, code: 'x', scannedAt: '2026-11-20T03:00:00Z' }] }),
      },
      saveTarget: { inside: officers, body: () => target },
      getTarget: { inside: officers },
      closeIkm: { body: () => ({ reasons: [] }) },
      startImport: { body: () => ({ importId: ulid(), kind: 'product', format: 'csv', target: { ikmId } }) },
      askHelperCode: { body: () => ({ memberId }) },
      readNik: { body: () => ({ reason: 'verification', note: 'Mencocokkan KTP' }) },
      savePaper: { body: () => ({ type: 'other', number: 'UJI-1' }) },
      issuePaperUpload: { body: () => ({ contentType: 'image/png', bytes: 1000 }) },
      verifyPaper: { body: () => ({ etag: '0', decision: 'verify' }) },
      transferIkm: { body: () => ({ etag: '0', sentraId: null, reason: 'Uji coba' }) },
      getTransfer: { inside: officers },
      decideTransfer: { inside: officers, body: () => ({ etag: '0', decision: 'decline', reasons: ['uji'] }) },
      saveTrust: { body: () => ({ trusted: false, reason: 'Uji coba' }) },
      getJoin: { isOpen: true },
      joinSentra: { isOpen: true, body: () => ({ businessName: 'x' }) },
      openAccount: { body: () => ({ accountId, marketplace: 'shopee', holder: shop.holder }) },
      handOverMember: {
        ids: { memberId: handedId },
        body: () => ({ person: { name: 'Penerus', phone: '0812 0000 0098' }, reason: 'uji' }),
      },
      removeHelper: { ids: { ikmId: secondIkmId } },
      saveHelper: {
        body: (person) => {
          if (person?.role === 'pemilik') return { consent: { way: 'sign-in', version: '1' } };
          if (person?.role === 'pendamping') return { consent: { way: 'code', version: '1', code: '000000' } };
          return { consent: { way: 'witness', version: '1', at: '2026-11-20T03:00:00Z', by: 'Kades' } };
        },
      },
      getConsent: { ids: { accountId: jointId } },
      saveConsent: { ids: { accountId: jointId }, body: () => ({ agreed: true }) },
      decideShopItem: { isOnlyShut: true, body: () => ({ do: 'leave' }) },
      saveShopRules: {
        ids: { accountId: jointId },
        inside: ['kementerian', 'dinas', 'pendamping'],
        body: () => ({}),
      },
      enrolIkm: { body: () => ikm.body },
      openPack: { body: () => ({ packId, target: 'padi' }) },
      openPack2: { body: () => ({ packId: ulid(), target: 'padi' }) },
      saveProduct: { body: () => product.body },
      saveRelease: { body: () => ({ released: 'all' }) },
      saveShopSite: { body: () => ({ enabled: false }) },
      verifyIkm: { body: () => ({ etag: '0', decision: 'approve', reasons: [] }) },
      saveMember: {
        ids: { memberId: helperId },
        body: () => ({ name: 'x', phone: '0812 0000 0097', role: 'pendamping', scope: [ikmId] }),
      },
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
