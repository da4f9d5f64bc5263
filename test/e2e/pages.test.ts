import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { ulid } from 'ulid';
import { openBrowser, watch } from './browser.ts';
import { createApi, startService, until, type Service } from './service.ts';

const phone = { width: 360, height: 740 };
const sentraId = ulid();
const ikmId = ulid();
const productId = ulid();
const script = '<script>alert(1)</script>';
const productName = 'Keripik Tempe Renyah Rasa Original 250 gram';

let service: Service;
let api: ReturnType<typeof createApi>;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let wrongs: readonly string[];

beforeAll(async () => {
  [service, browser] = await Promise.all([startService(), openBrowser()]);
  api = createApi(service);
  const { call } = api;
  const sentra = {
    name: 'Sentra Keripik Tempe Sanan',
    kind: 'sentra',
    komoditas: 'makanan',
    regionCode: '35.73.01',
    address: 'Jl. Sanan, Purwantoro, Blimbing',
  };
  const ikm = {
    sentraId,
    businessName: 'Keripik Tempe Bu Siti',
    owner: { kind: 'person', name: 'Siti Aminah', nik: '3573015507850001', phone: '0812 3456 7890' },
    komoditas: 'makanan',
    regionCode: '35.73.01',
    address: 'Jl. Sanan No. 12',
    legalBasis: 'public-task',
  };
  expect((await call('kementerian', 'PUT', `/v1/sentras/${sentraId}`, sentra)).status).toBe(201);
  expect((await call('kementerian', 'PUT', `/v1/ikms/${ikmId}`, ikm)).status).toBe(201);
}, 120_000);

afterAll(async () => {
  await browser.close();
  await service.remove();
});

beforeEach(async () => {
  context = await browser.newContext({ viewport: phone, locale: 'id-ID' });
  page = await context.newPage();
  wrongs = watch(page, service.api);
});

afterEach(() => context.close());

/** Holds for every page of ours: in Bahasa, fits a phone, controls are large enough for a thumb. */
const expectDecent = async (): Promise<void> => {
  expect(await page.locator('html').getAttribute('lang')).toBe('id');
  const width = await page.evaluate<number>('document.documentElement.scrollWidth');
  expect(width).toBeLessThanOrEqual(phone.width);
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
  for (const control of await page.locator('button, input:not([type=hidden]):not([type=radio])').all())
    expect((await control.boundingBox())!.height).toBeGreaterThanOrEqual(40);
};

const focused = (): Promise<string> => page.evaluate<string>('document.activeElement.textContent');

describe('signing in', () => {
  const verifier = 'v'.repeat(64);
  const clientId = async (): Promise<string> => {
    const [, payload = ''] = (await api.tokenOf('kementerian')).split('.');
    return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { client_id: string }).client_id;
  };

  const start = async (): Promise<void> => {
    const query = new URLSearchParams({
      client_id: await clientId(),
      response_type: 'code',
      scope: 'openid email phone',
      redirect_uri: `${service.api}/`,
      state: 'kept',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    await page.goto(`${service.api}/_identity/oauth2/authorize?${query.toString()}`);
  };

  test('by keyboard alone; the code becomes a token that the API knows', async () => {
    await start();
    await expectDecent();
    await page.keyboard.press('Tab');
    expect(await focused()).toContain('petugas Kementerian Perindustrian');
    await page.keyboard.press('Enter');
    const code = (await page.locator('#one-time-code').innerText()).trim();
    expect(code).toMatch(/^\d{6}$/);
    await expectDecent();
    expect(await page.evaluate('document.activeElement.name')).toBe('code');
    await page.keyboard.type(code);
    // looked at before leaving: the screens that it leads to are not served here
    expect(wrongs).toEqual([]);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${service.api}/?*`);
    const returned = new URL(page.url()).searchParams;
    expect(returned.get('state')).toBe('kept');

    const exchange = async (code_verifier: string): Promise<Response> =>
      fetch(`${service.api}/_identity/oauth2/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          client_id: await clientId(),
          code: returned.get('code')!,
          redirect_uri: `${service.api}/`,
          code_verifier,
        }),
      });
    const answer = await exchange(verifier);
    expect(answer.status).toBe(200);
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const me = await api.call({ token }, 'GET', '/v1/me');
    expect(me.body.memberships).toEqual([expect.objectContaining({ role: 'kementerian' })]);
    expect((await exchange(verifier)).status).toBe(400);
  });

  test('a wrong code is refused with a sentence, and the right one still works', async () => {
    await start();
    await page.getByRole('button', { name: 'pemilik IKM lain' }).click();
    const code = (await page.locator('#one-time-code').innerText()).trim();
    await page.getByLabel('Kode').fill(code === '000000' ? '111111' : '000000');
    await page.getByRole('button', { name: 'Masuk' }).click();
    expect(await page.getByRole('alert').innerText()).toMatch(/^Kode salah\. /);
    await expectDecent();
    await page.getByLabel('Kode').fill(code);
    expect(wrongs).toEqual([]);
    await page.getByRole('button', { name: 'Masuk' }).click();
    await page.waitForURL(`${service.api}/?*`);
    expect(new URL(page.url()).searchParams.has('code')).toBe(true);
  });

  test('from the first page to a token that the API knows', async () => {
    await page.goto(`${service.api}/`);
    await expectDecent();
    await page.getByRole('link', { name: 'Masuk' }).click();
    await page.getByRole('button', { name: 'petugas Kementerian Perindustrian' }).click();
    await page.getByLabel('Kode').fill((await page.locator('#one-time-code').innerText()).trim());
    await page.getByRole('button', { name: 'Masuk' }).click();
    const token = await page.locator('#token').inputValue();
    expect((await api.call({ token }, 'GET', '/v1/me')).status).toBe(200);
    await expectDecent();
    expect(wrongs).toEqual([]);
    await page.reload();
    expect(await page.getByRole('heading').innerText()).toBe('Belum masuk');
  });

  test('one may choose somebody else instead', async () => {
    await start();
    await page.getByRole('button', { name: 'pendamping pendamping IKM', exact: true }).click();
    await page.getByRole('button', { name: 'Pilih pengguna lain' }).click();
    await page.getByRole('button', { name: 'dinas-jatim' }).click();
    expect(await page.locator('main').innerText()).toContain('dinas-jatim@demo.ikm.example');
    expect(wrongs).toEqual([]);
  });

  test('a page that is no longer good, and an application nobody knows, are told in words', async () => {
    const stale = await page.goto(`${service.api}/_identity/sign-in/gone`);
    expect(stale?.status()).toBe(400);
    expect(await page.getByRole('heading').innerText()).toBe('Tidak berlaku lagi');
    await expectDecent();
    const unknown = `${service.api}/_identity/oauth2/authorize?client_id=${encodeURIComponent(script)}`;
    expect((await page.goto(unknown))?.status()).toBe(400);
    expect(await page.getByRole('heading').innerText()).toBe('Tidak dapat masuk');
    expect(await page.content()).not.toContain(script);
    await expectDecent();
  });
});

const naturalWidth = (): Promise<number> => page.evaluate<number>(`document.querySelector('img').naturalWidth`);

/** Where the owner of a shop must go to let us act for it. */
const openAccount = async (accountId: string): Promise<string> => {
  const body = { accountId, marketplace: 'shopee', holder: { type: 'ikm', id: ikmId } };
  const reply = await api.call('kementerian', 'POST', '/v1/accounts', body);
  expect(reply.status).toBe(201);
  return reply.body.authorizationUrl;
};

describe('connecting a shop', () => {
  test('the owner agrees at the marketplace and is told on coming back', async () => {
    const accountId = ulid();
    const shopName = `Toko ${script} & "Sanan"`;
    await page.goto(await openAccount(accountId));
    expect(await page.getByRole('heading').innerText()).toBe('Izinkan aplikasi');
    await expectDecent();
    await page.getByRole('radio', { name: 'Toko baru' }).check();
    await page.getByRole('textbox', { name: 'Nama toko baru' }).fill(shopName);
    await page.getByRole('button', { name: 'Setujui' }).click();
    await page.waitForURL(`${service.api}/v1/accounts/callback/shopee?*`);
    expect(await page.getByRole('heading').innerText()).toBe('Toko tersambung');
    expect(await page.locator('main').innerText()).toContain(shopName);
    await expectDecent();
    const account = await api.call('kementerian', 'GET', `/v1/accounts/${accountId}`);
    expect(account.body).toMatchObject({ state: 'connected', shopName });
    expect(new URL(page.url()).searchParams.get('shop_id')).toBe(account.body.shopId);

    // who reloads is told the same
    expect((await page.reload())?.status()).toBe(200);
    expect(await page.getByRole('heading').innerText()).toBe('Toko tersambung');
    expect(wrongs).toEqual([]);
  });

  test('a return that we did not ask for connects nothing', async () => {
    const accountId = ulid();
    await openAccount(accountId);
    const forged = `${service.api}/v1/accounts/callback/shopee?state=${encodeURIComponent(script)}&code=abc&shop_id=1`;
    expect((await page.goto(forged))?.status()).toBe(400);
    expect(await page.getByRole('heading').innerText()).toBe('Penyambungan gagal');
    await expectDecent();
    expect((await api.call('kementerian', 'GET', `/v1/accounts/${accountId}`)).body.state).toBe('pending');
  });

  test('a link that somebody changed is refused by the marketplace in words', async () => {
    const link = new URL(await openAccount(ulid()));
    link.searchParams.set('sign', '0'.repeat(64));
    expect((await page.goto(link.href))?.status()).toBe(403);
    expect(await page.getByRole('heading').innerText()).toBe('Tautan tidak berlaku');
    await expectDecent();
  });
});

describe('the shop as its buyers see it', () => {
  let shopId = '';

  beforeAll(async () => {
    const { call } = api;
    const done = async (
      method: string,
      path: string,
      body?: unknown,
      headers?: Record<string, string>,
    ): Promise<any> => {
      const reply = await call('kementerian', method, path, body, headers);
      if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${reply.text}`);
      return reply.body;
    };
    const accountId = ulid();
    await fetch(`${await openAccount(accountId)}&approve=1&shop_name=Keripik+Bu+Siti`);
    ({ shopId } = await done('GET', `/v1/accounts/${accountId}`));

    const ikm = await done('POST', `/v1/ikms/${ikmId}/submission`);
    await done('POST', `/v1/ikms/${ikmId}/verification`, { etag: ikm.etag, decision: 'approve', reasons: [] });
    const product = {
      name: productName,
      description: `Keripik tempe tipis dan renyah dari kedelai pilihan. ${script} Digoreng dengan minyak baru setiap hari.`,
      komoditas: 'makanan',
      kind: 'physical',
      sku: 'KT-250',
      shelfLifeDays: 90,
      legality: [
        { type: 'P-IRT', number: '2063573010101-29' },
        { type: 'halal', number: 'ID35110000120010825' },
      ],
      package: { weightGrams: 300, lengthMm: 200, widthMm: 150, heightMm: 80 },
      offer: { priceIdr: 1_025_000, availability: 'ready', stock: 40 },
    };
    const productPath = `/v1/ikms/${ikmId}/products/${productId}`;
    const { etag } = await done('PUT', productPath, product);
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

    await done('PUT', productPath, { ...product, photos: [photoId] }, { 'if-match': `"${etag}"` });
    const submitted = await done('POST', `/v1/products/${productId}/submission`);
    await done('POST', `/v1/products/${productId}/curation`, {
      etag: submitted.etag,
      decision: 'approve',
      reasons: [],
    });
    await done('PUT', `/v1/products/${productId}/listings/${accountId}`, { wanted: 'live' });
    await until('the listing to be live', async () => {
      const listing = await done('GET', `/v1/products/${productId}/listings/${accountId}`);
      if (listing.problems.length > 0) throw new Error(JSON.stringify(listing.problems));
      return listing.state === 'live';
    });
  }, 60_000);

  const itemsUrl = (): string => `${service.api}/sim/shopee/_shop/${shopId}/items`;
  const post = async (url: string, body: unknown): Promise<{ item_id: number }> =>
    (await fetch(url, { method: 'POST', body: JSON.stringify(body) })).json() as Promise<{ item_id: number }>;

  test('photo, price, stock and state stand there, on the card and on the page behind it', async () => {
    await page.goto(`${service.api}/sim/shopee/_shop/${shopId}`);
    await expectDecent();
    const card = page.getByRole('article').filter({ hasText: productName });
    const text = await card.innerText();
    expect(text).toContain('Rp1.025.000');
    expect(text).toContain('Stok 40');
    await until('the photo to be shown', async () => (await naturalWidth()) === 1200);

    await card.getByRole('link').click();
    await page.getByText('Dijual · stok 40').waitFor();
    await expectDecent();
    expect(await page.getByRole('heading').innerText()).toBe(productName);
    expect(await page.getByText('Rp1.025.000').count()).toBe(1);
    // markup in the description is text
    expect(await page.locator('main').innerText()).toContain(script);
    await until('the photo to be shown', async () => (await naturalWidth()) === 1200);
    expect(await page.locator('script').count()).toBe(0);
    expect(wrongs).toEqual([]);
  });

  test('markup in a name is text; what buyers do not see stands apart, with the reason', async () => {
    const { item_id: itemId } = await post(itemsUrl(), { name: `Obat ${script}`, price: 15_000, stock: 3 });
    await post(`${itemsUrl()}/${itemId}`, { status: 'BANNED' });
    await page.goto(`${service.api}/sim/shopee/_shop/${shopId}`);
    await expectDecent();
    expect(await page.getByText('1 produk dijual').count()).toBe(1);
    expect(await page.getByText('Tidak terlihat pembeli (1)').count()).toBe(1);
    const banned = page.locator(`#item-${itemId}`);
    expect(await banned.innerText()).toContain('Ditolak Shopee');
    expect(await banned.innerText()).toContain('License Reason');
    expect(await banned.innerText()).toContain(script);
    await banned.getByRole('link').click();
    expect(await page.getByRole('heading').innerText()).toBe(`Obat ${script}`);
    await expectDecent();
    expect(await page.locator('script').count()).toBe(0);
    expect(wrongs).toEqual([]);
  });

  test('the list of shops leads there; a shop that is not there is told in words', async () => {
    await page.goto(`${service.api}/sim/shopee/_shop`);
    await expectDecent();
    await page.getByRole('link', { name: 'Keripik Bu Siti' }).click();
    await page.waitForURL(`${service.api}/sim/shopee/_shop/${shopId}`);
    expect(wrongs).toEqual([]);
    expect((await page.goto(`${service.api}/sim/shopee/_shop/1`))?.status()).toBe(404);
    expect(await page.getByRole('heading').innerText()).toBe('Toko tidak ditemukan');
    await expectDecent();
  });
});

test('no page is kept, framed or lets anything in from elsewhere', async () => {
  const paths = ['/_identity/sign-in/gone', '/v1/accounts/callback/shopee?state=x', '/sim/shopee/_shop/1'];
  for (const path of paths) {
    const { headers } = await fetch(`${service.api}${path}`);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});
