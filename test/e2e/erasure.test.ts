import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import * as z from 'zod';
import { openApi, tokenOf } from '../../scripts/api-client.ts';
import { openMarket } from '../../scripts/demo-market.ts';
import { sampleRegister, type SampleProduct } from '../../scripts/sample-register.ts';
import { enrolIkms, registerSentras } from '../../scripts/sample.ts';
import { connectFeed, connectShop, makeReady } from './catalogue.ts';
import { unzip } from '../unzip.ts';
import { createApi, startService, until } from './service.ts';

const register = sampleRegister();
const shop = register.shops.find(({ holder }) => holder.type === 'ikm');
const Anything = z.looseObject({});
const Listing = z.looseObject({ state: z.string() });
const feed = { accountId: ulid(), marketplace: 'google-merchant' };

/** Texts that stand nowhere else: whatever is found of them is the person's. */
const person = {
  owner: 'Zubaidah Querqitwan',
  nik: '3573014107859987',
  phone: '81299887766',
  contact: 'Wartel Plokmijn',
  address: 'Jalan Zzyxqora 77',
  business: 'Keripik Qwyzzendra',
  nib: '0220009988776',
  email: 'zq.querqit@contoh.example',
  product: 'Xyrofanta',
};

/** The tables' streams: nobody can take a change out of them, and each ends after 24 hours. Nothing sealed is readable there. */
const changeLog = '_stream_records';

/** All that a store of the service holds: every row of its databases, every other file's bytes. */
const contentsOf = (path: string): string => {
  if (!/\.(db|sqlite)$/.test(path)) return readFileSync(path).toString('latin1');
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> ?").all(changeLog);
    return tables
      .flatMap(({ name }) =>
        database
          .prepare(`SELECT * FROM "${String(name)}"`)
          .all()
          .map((row) => [name, row]),
      )
      .map((row) =>
        JSON.stringify(row, (_, value: unknown) =>
          value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
        ),
      )
      .join('\n');
  } finally {
    database.close();
  }
};

/** Where the service keeps what names the person: by file below its data directory, but what marketplaces keep. */
const search = (directory: string, marks: readonly string[]): readonly string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/-(wal|shm)$/.test(entry.name))
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith('simulators/'))
    .flatMap((path) => {
      const contents = contentsOf(join(directory, path)).toLowerCase();
      return marks.filter((mark) => contents.includes(mark.toLowerCase())).map((mark) => `${path}: ${mark}`);
    });

test('of a person who had their data erased no byte is left, and nothing of theirs is on sale', async () => {
  const service = await startService();
  try {
    const api = openApi(service.api, await tokenOf(service.api, 'kementerian'));
    const { call, freshTokenOf } = createApi(service);
    const market = openMarket(`${service.api}/sim/shopee`);
    const ikm = register.ikms.find(({ ikmId }) => ikmId === shop?.holder.id);
    const first = shop?.products.find(({ body }) => !('variants' in body));
    if (shop === undefined || ikm === undefined || first === undefined) throw new Error('the sample has no such shop');
    const { ikmId } = ikm;
    const product: SampleProduct = {
      ...first,
      body: { ...first.body, name: `Keripik Tempe ${person.product} 250 gram Renyah Gurih` },
    };
    await registerSentras(api, {
      ...register,
      sentras: register.sentras.filter(({ sentraId }) => sentraId === ikm.sentraId),
    });
    const body = {
      ...ikm.body,
      businessName: person.business,
      nib: person.nib,
      address: person.address,
      owner: {
        kind: 'person',
        name: person.owner,
        nik: person.nik,
        phone: `0${person.phone}`,
        contactVia: person.contact,
      },
      consent: { version: '1', at: '2026-11-01T00:00:00Z', by: person.owner },
    };
    await enrolIkms(api, { ...register, ikms: [{ ...ikm, body }] });
    for (const contact of [{ email: person.email }, { phone: '+6281200000001' }])
      await api('PUT', `/v1/members/${ulid()}`, {
        body: { name: person.owner, ...contact, role: 'pemilik', scope: [ikmId] },
        answer: Anything,
      });
    await freshTokenOf('pemilik');

    // into every place: a shop, a feed, a page, a pack, a copy of the data
    await makeReady(api, product, 3);
    const shopId = await connectShop(
      api,
      market,
      { accountId: shop.accountId, marketplace: 'shopee', holder: shop.holder },
      `Toko ${person.business}`,
    );
    await connectFeed(api, service.api, { ...feed, holder: shop.holder }, ulid());
    await api('PUT', `/v1/ikms/${ikmId}/shop-site`, {
      body: { enabled: true, whatsapp: `0${person.phone}`, about: `Oleh ${person.owner}` },
      answer: Anything,
    });
    const listings = [shop.accountId, feed.accountId].map(
      (accountId) => `/v1/products/${product.productId}/listings/${accountId}`,
    );
    for (const path of listings) {
      await api('PUT', path, { body: { wanted: 'live' }, answer: Anything });
      await until(`${path} to be live`, async () => (await api('GET', path, { answer: Listing })).state === 'live');
    }
    const { photos } = await api('GET', `/v1/products/${product.productId}`, {
      answer: z.looseObject({ photos: z.array(z.string()) }),
    });
    const { renditions } = await api('GET', `/v1/products/${product.productId}/photos/${photos[0] ?? ''}`, {
      answer: z.looseObject({ renditions: z.record(z.string(), z.looseObject({ url: z.string() })) }),
    });
    const photoUrl = renditions['large']?.url ?? '';
    const photo = /[0-9a-f]{32}\.jpg/.exec(photoUrl)?.[0] ?? '';
    const picture = Buffer.from(await (await fetch(photoUrl)).arrayBuffer()).toString('latin1');
    await api('POST', `/v1/ikms/${ikmId}/packs`, { body: { packId: ulid(), target: 'padi' }, answer: Anything });

    // what is public stands there in plain text; what is sealed never did
    const marks = [...Object.values(person), photo, picture];
    const found = search(service.dataDir, marks).join('\n');
    for (const shown of [person.business, person.product, photo, picture]) expect(found).toContain(shown);
    const hidden = [person.nik, person.contact, person.address, person.email];
    for (const mark of hidden) expect(found).not.toContain(mark);

    // the copy that the owner may ask for has all of it, and who saw the whole NIK, and why
    const reading = { reason: 'permit', note: 'Pengisian formulir izin edar' };
    expect((await call('kementerian', 'POST', `/v1/ikms/${ikmId}/nik-readings`, reading)).body).toMatchObject({
      nik: person.nik,
    });
    const copyId = ulid();
    await call('pemilik', 'POST', `/v1/ikms/${ikmId}/data-requests`, { requestId: copyId, kind: 'access' });
    const copy = await until('the copy of the data', async () => {
      const reply = await call('pemilik', 'GET', `/v1/ikms/${ikmId}/data-requests/${copyId}/export`);
      return reply.status === 302 ? reply.headers.get('location') : undefined;
    });
    const files = unzip(Buffer.from(await (await fetch(copy ?? '')).arrayBuffer()));
    for (const name of ['data.json', 'data.html']) {
      const text = files[name]?.toString() ?? '';
      for (const mark of [person.nik, person.address, person.product, reading.note]) expect(text).toContain(mark);
    }
    expect(Object.keys(files)).toContain(`foto/${photo}`);

    const requestId = ulid();
    const asked = await call('pemilik', 'POST', `/v1/ikms/${ikmId}/data-requests`, {
      requestId,
      kind: 'erasure',
      confirm: true,
    });
    expect(asked).toMatchObject({ status: 202, body: { state: 'working', isOverdue: false } });
    const path = `/v1/ikms/${ikmId}/data-requests/${requestId}`;
    const done = await until('the erasure', async () => {
      const request = await api('GET', path, { answer: z.looseObject({ state: z.string(), left: z.array(Anything) }) });
      return request.state === 'done' ? request : undefined;
    });
    expect(done.left).toEqual([]);
    expect(search(service.dataDir, marks)).toEqual([]);
    const engine = readFileSync(join(service.dataDir, 'dynamodb.db')).toString('latin1');
    for (const mark of hidden) expect(engine).not.toContain(mark);
    expect((await fetch(`${service.api}/images/${photo}`)).status).toBe(404);
    expect(service.output()).not.toContain(person.owner);
    expect((await market.items(shopId)).filter(({ isThere }) => isThere)).toEqual([]);
    expect((await call('pemilik', 'GET', `/v1/ikms/${ikmId}`)).status).toBe(403);
  } finally {
    await service.remove();
  }
}, 150_000);
