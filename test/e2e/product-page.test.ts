import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { ulid } from 'ulid';
import { unzip } from '../unzip.ts';
import { openBrowser, watch } from './browser.ts';
import { createApi, startService, until, type Service } from './service.ts';

const phone = { width: 360, height: 740 };
const sentraId = ulid();
const ikmId = ulid();
const productId = ulid();
const hostile = '</script><img src=x onerror="document.title=1">';
const productName = `Keripik Tempe Renyah 250 gram ${hostile}`;

let service: Service;
let browser: Browser;
let call: ReturnType<typeof createApi>['call'];

const done = async (method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<any> => {
  const reply = await call('kementerian', method, path, body, headers);
  if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${reply.text}`);
  return reply.body;
};
const pageUrl = (id = productId) => `${service.api}/p/${id}`;
const site = { enabled: true, whatsapp: '0812 3456 7890', about: 'Kami membuat keripik tempe sejak 1985.' };

const addPhoto = async (): Promise<string> => {
  const photo = await sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#c84' } })
    .jpeg()
    .toBuffer();
  const photoId = ulid();
  const path = `/v1/products/${productId}/photos`;
  const { upload } = await done('POST', path, { photoId, contentType: 'image/jpeg', bytes: photo.length });
  const form = new FormData();
  for (const [name, value] of Object.entries<string>(upload.fields)) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }));
  expect((await fetch(upload.url, { method: 'POST', body: form })).status).toBeLessThan(300);
  await until('the photo to be ready', async () => (await done('GET', `${path}/${photoId}`)).state === 'ready');
  return photoId;
};

beforeAll(async () => {
  [service, browser] = await Promise.all([startService(), openBrowser()]);
  ({ call } = createApi(service));
  await done('PUT', `/v1/sentras/${sentraId}`, {
    name: 'Sentra Keripik Tempe Sanan',
    kind: 'sentra',
    komoditas: 'makanan',
    regionCode: '35.73.01',
    address: 'Jl. Sanan',
  });
  await done('PUT', `/v1/ikms/${ikmId}`, {
    sentraId,
    businessName: 'Keripik Tempe Bu Siti',
    owner: { kind: 'person', name: 'Siti Aminah', nik: '3573015507850001', phone: '0812 3456 7899' },
    nib: '0220001234567',
    komoditas: 'makanan',
    regionCode: '35.73.01',
    address: 'Jl. Sanan No. 12',
    legalBasis: 'public-task',
  });
  await done('PUT', `/v1/members/${ulid()}`, {
    name: 'Petugas provinsi lain',
    email: 'dinas-lain@demo.ikm.example',
    role: 'dinas',
    instansi: 'Dinas Provinsi lain',
    scope: ['51'],
  });
  const ikm = await done('POST', `/v1/ikms/${ikmId}/submission`);
  await done('POST', `/v1/ikms/${ikmId}/verification`, { etag: ikm.etag, decision: 'approve', reasons: [] });
  const product = {
    name: productName,
    description: `Keripik tempe tipis dan renyah. ${hostile}`,
    komoditas: 'makanan',
    kind: 'physical',
    shelfLifeDays: 90,
    legality: [
      { type: 'halal', number: 'ID35110000123456789' },
      { type: 'P-IRT', number: '206357301001227' },
    ],
    package: { weightGrams: 300, lengthMm: 200, widthMm: 150, heightMm: 80 },
    offer: { priceIdr: 18_500, availability: 'ready', stock: 40 },
  };
  const path = `/v1/ikms/${ikmId}/products/${productId}`;
  const { etag } = await done('PUT', path, product);
  const photos = [await addPhoto(), await addPhoto()];
  await done('PUT', path, { ...product, photos }, { 'if-match': `"${etag}"` });
  const submitted = await done('POST', `/v1/products/${productId}/submission`);
  await done('POST', `/v1/products/${productId}/curation`, { etag: submitted.etag, decision: 'approve', reasons: [] });
}, 150_000);

afterAll(async () => {
  await browser.close();
  await service.remove();
});

/** What an asker can tell an answer by. */
const look = async (url: string) => {
  const reply = await fetch(url);
  const headers = [...reply.headers].filter(([name]) => !['date', 'apigw-requestid'].includes(name));
  return { status: reply.status, body: await reply.text(), headers };
};

describe('the public page of a product', () => {
  test('is not there before its IKM shows itself, and does not tell why', async () => {
    const off = await look(pageUrl());
    expect(off.status).toBe(404);
    expect(off.body).toContain('Produk tidak ditemukan');
    expect(await look(pageUrl(ulid()))).toEqual(off);
    expect(await look(pageUrl('..'.repeat(3) + hostile.replaceAll('/', '')))).toEqual(off);
  });

  test('stands there once the shop site is on, for a phone, without a script or a foreign address', async () => {
    const saved = await call('kementerian', 'PUT', `/v1/ikms/${ikmId}/shop-site`, site);
    expect(saved).toMatchObject({ status: 201, body: { enabled: true, whatsapp: '+6281234567890', etag: '1' } });
    const context = await browser.newContext({ viewport: phone, locale: 'id-ID' });
    const page = await context.newPage();
    const wrongs = watch(page, service.api);
    expect((await page.goto(pageUrl()))?.status()).toBe(200);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(phone.width);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(productName);
    expect(await page.locator('img').count()).toBe(2);
    expect(await page.title()).toContain(productName);
    const text = await page.locator('main').innerText();
    for (const part of ['Rp18.500', 'Keripik Tempe Bu Siti', 'Sentra Keripik Tempe Sanan', 'Kota Malang'])
      expect(text).toContain(part);
    expect(text).not.toContain('3456 7899');
    await until(
      'the photo to be shown',
      async () => (await page.evaluate<number>(`document.querySelector('img').naturalWidth`)) > 0,
    );
    const chat = page.getByRole('link', { name: 'Tanya lewat WhatsApp' });
    expect((await chat.boundingBox())!.height).toBeGreaterThanOrEqual(48);
    expect(await chat.getAttribute('href')).toMatch(/^https:\/\/wa\.me\/6281234567890\?text=/);
    expect(wrongs).toEqual([]);
    await context.close();
  });

  test('is small, is not sent twice, and answers crawlers that ask for its head', async () => {
    const first = await fetch(pageUrl());
    const body = await first.text();
    expect(Buffer.byteLength(body)).toBeLessThan(20_000);
    const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(body) ?? [];
    expect(JSON.parse(json)).toMatchObject({ '@type': 'Product', name: productName, offers: { price: '18500' } });
    const etag = first.headers.get('etag')!;
    expect((await fetch(pageUrl(), { headers: { 'if-none-match': etag } })).status).toBe(304);
    const head = await fetch(pageUrl(), { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(head.headers.get('etag')).toBe(etag);
    const [, image = ''] = /<meta property="og:image" content="([^"]*)">/.exec(body) ?? [];
    expect(image).toMatch(/\/images\/[0-9a-f]{32}\.jpg$/);
    const photo = await fetch(image);
    expect(photo.headers.get('content-type')).toBe('image/jpeg');
    expect(photo.headers.get('cache-control')).toContain('immutable');
    expect(await sharp(Buffer.from(await photo.arrayBuffer())).metadata()).toMatchObject({ format: 'jpeg' });
    const other = await fetch(image.replace(/[0-9a-f]{32}/, 'f'.repeat(32)));
    expect(other.status).toBe(404);
  });

  test('leads buyers to the shop where it is live, and feeds to the page', async () => {
    const connect = async (marketplace: string): Promise<string> => {
      const accountId = ulid();
      const body = { accountId, marketplace, holder: { type: 'ikm', id: ikmId } };
      const { authorizationUrl } = await done('POST', '/v1/accounts', body);
      await fetch(`${authorizationUrl}&approve=1&shop_name=Keripik+Bu+Siti`);
      await until(`${marketplace} to be connected`, async () => {
        return (await done('GET', `/v1/accounts/${accountId}`)).state === 'connected';
      });
      return accountId;
    };
    const [shop, feed] = [await connect('shopee'), await connect('google-merchant')];
    const codes = async (): Promise<readonly string[]> => {
      const { accounts } = await done('GET', `/v1/products/${productId}/readiness`);
      return accounts[feed].problems.map(({ code }: { code: string }) => code);
    };
    expect(await codes()).not.toContain('no-shop-site');
    const { body: on } = await call('kementerian', 'GET', `/v1/ikms/${ikmId}/shop-site`);
    const path = `/v1/ikms/${ikmId}/shop-site`;
    const off = await done('PUT', path, { enabled: false }, { 'if-match': `"${on.etag}"` });
    expect(await codes()).toContain('no-shop-site');
    await done('PUT', path, site, { 'if-match': `"${off.etag}"` });

    await done('PUT', `/v1/products/${productId}/listings/${shop}`, {
      wanted: 'live',
      overrides: { name: 'Keripik Tempe Renyah 250 gram', description: 'Keripik tempe tipis dan renyah dari Malang.' },
    });
    const listing = await until('the listing to be live', async () => {
      const found = await done('GET', `/v1/products/${productId}/listings/${shop}`);
      if (found.problems.length > 0) throw new Error(JSON.stringify(found.problems));
      return found.state === 'live' && found.externalUrl !== null ? found : undefined;
    });
    const { body } = await look(pageUrl());
    expect(body).toContain(`href="${listing.externalUrl}" rel="noopener">Beli di Shopee</a>`);
  }, 120_000);

  test('a new price stands there at once; a suspended IKM takes it away', async () => {
    const { offer } = await done('GET', `/v1/products/${productId}`);
    await done('PATCH', `/v1/products/${productId}/offer`, { priceIdr: 19_750 }, { 'if-match': `"${offer.etag}"` });
    expect((await look(pageUrl())).body).toContain('Rp19.750');
    const ikm = await done('GET', `/v1/ikms/${ikmId}`);
    const decide = (etag: string, decision: string) =>
      done('POST', `/v1/ikms/${ikmId}/verification`, { etag, decision, reasons: ['Diperiksa'] });
    const suspended = await decide(ikm.etag, 'suspend');
    expect(await look(pageUrl())).toEqual(await look(pageUrl(ulid())));
    await decide(suspended.etag, 'restore');
    expect((await look(pageUrl())).status).toBe(200);
  });

  test('the setting is kept against a stale change, and switching it off erases the number', async () => {
    const path = `/v1/ikms/${ikmId}/shop-site`;
    const kept = await call('kementerian', 'PUT', path, site);
    expect(kept.status).toBe(200);
    expect((await call('kementerian', 'PUT', path, { enabled: false })).status).toBe(428);
    expect((await call('kementerian', 'PUT', path, { enabled: false }, { 'if-match': '"77"' })).status).toBe(412);
    expect((await call('dinas-lain', 'GET', path)).status).toBe(404);
    const off = await call(
      'kementerian',
      'PUT',
      path,
      { ...site, enabled: false },
      { 'if-match': `"${kept.body.etag}"` },
    );
    expect(off.status).toBe(200);
    expect(off.body).not.toHaveProperty('whatsapp');
    expect((await look(pageUrl())).status).toBe(404);
  });
});

test('a pack of the products is built in the background and fetched by a link', async () => {
  const packId = ulid();
  const asked = await call('kementerian', 'POST', `/v1/sentras/${sentraId}/packs`, { packId, target: 'inaproc' });
  expect(asked).toMatchObject({ status: 202, body: { state: 'waiting' } });
  const pack = await until('the pack to be built', async () => {
    const { body } = await call('kementerian', 'GET', `/v1/packs/${packId}`);
    return body.state === 'ready' ? body : undefined;
  });
  expect(pack.counts).toEqual({ products: 1, complete: 0, photos: 2, left: 0 });
  const reply = await fetch(pack.download.url);
  expect(reply.status).toBe(200);
  const files = unzip(new Uint8Array(await reply.arrayBuffer()));
  expect(Object.keys(files)).toContain('produk.xlsx');
  expect(await sharp(files['foto/001/1.jpg']).metadata()).toMatchObject({ width: 1200, height: 1200 });
  expect((await call('dinas-lain', 'GET', `/v1/packs/${packId}`)).status).toBe(404);
});
