import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { MarketplaceSimulator } from '../../../../../connectors/simulator.ts';
import { createSimulator } from '../../../../../connectors/lazada/simulator/index.ts';

type Json = Record<string, any>;

const publicBaseUrl = 'http://localhost:8080/sim/lazada';
const startMs = Date.UTC(2026, 10, 22, 3);
const photoOf = async (side: number): Promise<Buffer> =>
  sharp({ create: { width: side, height: side, channels: 3, background: '#c08040' } })
    .jpeg()
    .toBuffer();

/** A simulator with a clock in the test's hand, and the smallest client of it, sharing no code with the connector. */
describe('the simulator', () => {
  let dataDir: string;
  let simulator: MarketplaceSimulator;
  let nowMs: number;
  let pushStatus: number;
  let pushes: { body: string; authorization: string }[];
  let token: string;
  let shopId: string;

  const open = (): MarketplaceSimulator =>
    createSimulator({
      dataDir,
      clock: () => nowMs,
      publicBaseUrl,
      callbackUrl: 'https://ours.test/callback',
      fetch: async (_url, init) => {
        const authorization = new Headers(init?.headers).get('authorization') ?? '';
        pushes.push({ body: typeof init?.body === 'string' ? init.body : '', authorization });
        return new Response('', { status: pushStatus });
      },
    });

  const textOf = (body: Uint8Array | string): string =>
    typeof body === 'string' ? body : Buffer.from(body).toString('utf8');

  const signed = (path: string, parameters: Record<string, string>, more: Record<string, string> = {}) => {
    const { appKey = '', appSecret = '' } = simulator.app();
    const all: Record<string, string> = {
      app_key: appKey,
      timestamp: String(nowMs),
      sign_method: 'sha256',
      ...parameters,
      ...more,
    };
    const base = Object.keys(all)
      .sort()
      .map((name) => `${name}${all[name]}`)
      .join('');
    const sign = createHmac('sha256', appSecret)
      .update(path + base)
      .digest('hex')
      .toUpperCase();
    return { ...all, sign };
  };

  const send = async (
    method: string,
    path: string,
    parameters: Record<string, string>,
    body = new Uint8Array(),
    contentType = '',
  ): Promise<Json> => {
    const answer = await simulator.handle({
      method,
      path: `/rest${path}`,
      query: new URLSearchParams(parameters),
      headers: { 'content-type': contentType },
      body,
    });
    return JSON.parse(textOf(answer.body)) as Json;
  };
  const call = (method: string, path: string, parameters: Record<string, string> = {}): Promise<Json> =>
    send(method, path, signed(path, parameters, { access_token: token }));

  const door = async (method: string, path: string, body?: unknown): Promise<Json> => {
    const answer = await simulator.handle({
      method,
      path,
      query: new URLSearchParams(),
      headers: { accept: 'application/json' },
      body: new Uint8Array(Buffer.from(body === undefined ? '' : JSON.stringify(body))),
    });
    const text = textOf(answer.body);
    return text === '' ? {} : (JSON.parse(text) as Json);
  };

  const upload = async (bytes: Buffer): Promise<Json> => {
    const form = new FormData();
    form.set('image', new Blob([new Uint8Array(bytes)]), 'a.jpg');
    const request = new Request('http://x.test', { method: 'POST', body: form });
    const parameters = signed('/image/upload', {}, { access_token: token });
    const body = new Uint8Array(await request.arrayBuffer());
    return send('POST', '/image/upload', parameters, body, request.headers.get('content-type') ?? '');
  };

  let image: string;

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'lazada-sim-'));
    [nowMs, pushStatus, pushes] = [startMs, 200, []];
    simulator = open();
    const answer = await simulator.handle({
      method: 'GET',
      path: '/oauth/authorize',
      query: new URLSearchParams({
        response_type: 'code',
        client_id: simulator.app()['appKey'] ?? '',
        redirect_uri: 'http://ours.test/back?state=x',
        approve: '1',
        shop_name: 'Toko',
      }),
      headers: {},
      body: new Uint8Array(),
    });
    const code = new URL(answer.headers['location'] ?? 'none:').searchParams.get('code') ?? '';
    const grant = await send('POST', '/auth/token/create', signed('/auth/token/create', { code }));
    token = grant['access_token'];
    shopId = grant['country_user_info'][0].seller_id;
    image = (await upload(await photoOf(400)))['data'].image.url;
  });
  afterEach(() => {
    simulator.close();
    rmSync(dataDir, { recursive: true });
  });

  const product = (more: Json = {}, sku: Json = {}): Json => ({
    PrimaryCategory: '6501',
    disableAutoFillAttribute: true,
    Images: { Image: [image] },
    Attributes: {
      name: 'Keripik Tempe',
      description: '<p>Renyah</p>',
      brand_id: '39704',
      country_of_origin: 'Indonesia',
      shelf_life: '6 Months',
    },
    Skus: {
      Sku: [
        {
          SellerSku: 'A1',
          price: '18500',
          quantity: '40',
          package_weight: '0.3',
          package_length: '20',
          package_width: '15',
          package_height: '6',
          ...sku,
        },
      ],
    },
    ...more,
  });
  const create = (given: Json) =>
    call('POST', '/product/create', { payload: JSON.stringify({ Request: { Product: given } }) });
  const attributes = (more: Json) => product({ Attributes: { ...product()['Attributes'], ...more } });

  describe('gateway', () => {
    test('takes a signed call', async () => {
      expect(await call('GET', '/seller/get')).toMatchObject({ code: '0', data: { name: 'Toko' } });
    });

    test.each([
      ['a lower-case signature', 'IncompleteSignature', (all: Json) => ({ ...all, sign: all['sign'].toLowerCase() })],
      ['a parameter more than was signed', 'IncompleteSignature', (all: Json) => ({ ...all, extra: '1' })],
      ['no signature', 'MissingParameter', ({ sign: _, ...all }: Json) => all],
      ['another app', 'InvalidAppKey', (all: Json) => ({ ...all, app_key: '1' })],
    ])('refuses %s', async (_name, code, spoil) => {
      const all = spoil(signed('/seller/get', {}, { access_token: token })) as Record<string, string>;
      expect(await send('GET', '/seller/get', all)).toMatchObject({ code });
    });

    test('refuses a timestamp two hours off', async () => {
      const all = signed('/seller/get', {}, { access_token: token });
      nowMs += 7_199_000;
      expect((await send('GET', '/seller/get', all))['code']).toBe('0');
      nowMs += 1_000;
      expect((await send('GET', '/seller/get', all))['code']).toBe('IllegalTimestamp');
    });

    test('knows tokens for thirty days, and none of a grant that was withdrawn', async () => {
      nowMs += 30 * 86_400_000;
      expect((await call('GET', '/seller/get'))['code']).toBe('IllegalAccessToken');
      nowMs = startMs;
      expect((await call('GET', '/seller/get'))['code']).toBe('0');
      await door('POST', `/_shop/${shopId}/deauthorization`);
      expect((await call('GET', '/seller/get'))['code']).toBe('IllegalAccessToken');
    });

    test('a payload that is no form parameter is an empty request', async () => {
      const parameters = signed('/product/create', {}, { access_token: token });
      const body = new Uint8Array(Buffer.from('{"Request":{}}'));
      expect(await send('POST', '/product/create', parameters, body, 'application/json')).toMatchObject({
        code: '30',
        message: 'E030: Empty Request',
      });
    });
  });

  describe('a product', () => {
    test('that is right is taken, and its SKU ids are past 2^53', async () => {
      const answer = await create(product());
      expect(answer).toMatchObject({ code: '0', data: { item_status: 'Active' } });
      expect(answer['data'].sku_list[0].sku_id).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
    });

    const wrong: readonly (readonly [string, string, () => Json])[] = [
      ['4160', 'a name over 255 bytes', () => attributes({ name: 'é'.repeat(128) })],
      ['4129', 'a sign in the name', () => attributes({ name: 'Tempe | Sanan' })],
      ['4108', 'no name', () => attributes({ name: '' })],
      ['4120', 'a description over 25,000', () => attributes({ description: 'a'.repeat(25_001) })],
      ['4142', 'a brand that is none', () => attributes({ brand_id: '5' })],
      ['4110', 'a mandatory attribute missing', () => attributes({ shelf_life: '' })],
      ['4115', 'a choice that is not offered', () => attributes({ shelf_life: '7 Months' })],
      ['201', 'no such category', () => product({ PrimaryCategory: '1' })],
      ['4134', 'a category with children', () => product({ PrimaryCategory: '6500' })],
      ['4139', 'no image', () => product({ Images: { Image: [] } })],
      ['4116', 'an image twice', () => product({ Images: { Image: [image, image] } })],
      ['4138', 'an image from elsewhere', () => product({ Images: { Image: ['https://elsewhere.test/a.jpg'] } })],
      ['4150', 'a SellerSku with signs', () => product({}, { SellerSku: 'A/1' })],
      ['4118', 'no price', () => product({}, { price: '0' })],
      ['4104', 'a price with three decimals', () => product({}, { price: '1.001' })],
      ['4157', 'a special price over the price', () => product({}, { special_price: '18500' })],
      ['4152', 'a negative stock', () => product({}, { quantity: '-1' })],
      ['4149', 'three decimals of a weight', () => product({}, { package_weight: '0.305' })],
      ['4164', 'over 40 kg', () => product({}, { package_weight: '40.01' })],
      ['4165', 'over 300 cm', () => product({}, { package_length: '280' })],
    ];
    test.each(wrong)('%s: %s', async (code, _why, given) => {
      expect((await create(given()))['code']).toBe(code);
      expect((await door('GET', `/_shop/${shopId}`))['products']).toEqual([]);
    });

    test('with several faults is told under the overview code', async () => {
      const answer = await create({ ...attributes({ name: 'a|b' }), Images: { Image: [] } });
      expect(answer).toMatchObject({ code: '500', type: 'ISV' });
      expect(answer['detail'].map((entry: Json) => entry['code'])).toEqual(['4129', '4139']);
    });

    test('may not repeat a SellerSku of the shop', async () => {
      await create(product());
      expect((await create(product()))['code']).toBe('4105');
    });

    test('is filled up with guesses unless that is switched off', async () => {
      await create(product({ disableAutoFillAttribute: false }));
      const { products } = await door('GET', `/_shop/${shopId}`);
      expect(products[0].attributes.food_flavor).toBe('Original');
    });

    test('over the limit of the shop is refused', async () => {
      await door('PUT', `/_shop/${shopId}`, { itemLimit: 1 });
      await create(product());
      expect((await create(product({}, { SellerSku: 'A2' })))['code']).toBe('4148');
    });
  });

  test.each([
    ['302', async () => Buffer.from('no image')],
    ['302', () => photoOf(329)],
    ['303', () => photoOf(5000)],
    ['303', async () => Buffer.concat([await photoOf(400), Buffer.alloc(1024 * 1024)])],
  ])('an image may be refused with %s', async (code, bytes) => {
    expect((await upload(await bytes()))['code']).toBe(code);
  });

  test('prices need SkuIds, and fifty at most', async () => {
    const { data } = await create(product());
    const xml = (skus: string) => ({ payload: `<Request><Product><Skus>${skus}</Skus></Product></Request>` });
    const change = (skus: string) => call('POST', '/product/price_quantity/update', xml(skus));
    const one = `<Sku><ItemId>${data.item_id}</ItemId><SellerSku>A1</SellerSku><Price>1</Price></Sku>`;
    expect((await change(one))['code']).toBe('4193');
    expect((await change(one.repeat(51)))['code']).toBe('4171');
    expect((await change('<Sku><ItemId>5</ItemId><SkuId>6</SkuId></Sku>'))['code']).toBe('4137');
  });

  describe('pushes', () => {
    const order = () => door('POST', '/_orders', { shopId, lines: [{ sellerSku: 'A1', quantity: 1 }] });

    test('are signed over key and body, and end with 200', async () => {
      await create(product());
      await order();
      await simulator.settle();
      const { appKey = '', appSecret = '' } = simulator.app();
      const [sent] = pushes;
      expect(JSON.parse(sent?.body ?? '')).toMatchObject({ message_type: 0, seller_id: shopId, site: 'lazada_id' });
      expect(sent?.authorization).toBe(
        createHmac('sha256', appSecret)
          .update(appKey + (sent?.body ?? ''))
          .digest('hex'),
      );
      nowMs += 3_600_000;
      await simulator.settle();
      expect(pushes).toHaveLength(1);
    });

    test('come again every half hour, twelve times', async () => {
      pushStatus = 500;
      await create(product());
      await order();
      await simulator.settle();
      nowMs += 29 * 60_000;
      await simulator.settle();
      expect(pushes).toHaveLength(1);
      for (let retry = 0; retry < 20; retry += 1) {
        nowMs += 30 * 60_000;
        await simulator.settle();
      }
      expect(pushes).toHaveLength(13);
    });

    test('of edits are sent when the app subscribed to them', async () => {
      await door('PUT', '/_app', { types: [3] });
      await create(product());
      await simulator.settle();
      expect(pushes.map(({ body }) => JSON.parse(body).message_type)).toEqual([3]);
    });
  });

  test('an order holds stock, and gives it back once when it is cancelled', async () => {
    await create(product());
    const stock = async () => (await door('GET', `/_shop/${shopId}`))['products'][0].stock;
    const { orderId } = await door('POST', '/_orders', { shopId, lines: [{ sellerSku: 'A1', quantity: 3 }] });
    expect(await stock()).toBe(37);
    await door('PUT', `/_orders/${orderId}`, { state: 'cancelled' });
    await door('PUT', `/_orders/${orderId}`, { state: 'cancelled' });
    expect(await stock()).toBe(40);
    const short = await door('POST', '/_orders', { shopId, lines: [{ sellerSku: 'A1', quantity: 41 }] });
    expect(short).toEqual({ error: 'not enough stock' });
  });

  test('what was answered survives a crash', async () => {
    await create(product());
    const before = await door('GET', `/_shop/${shopId}`);
    const app = simulator.app();
    simulator.close();
    simulator = open();
    expect(await door('GET', `/_shop/${shopId}`)).toEqual(before);
    expect(simulator.app()).toEqual(app);
    expect((await call('GET', '/seller/get'))['code']).toBe('0');
  });

  test('its pages show what a shop sells, and no markup from outside', async () => {
    await create(attributes({ description: '<p>Renyah</p><script>alert(1)</script>' }));
    const { products } = await door('GET', `/_shop/${shopId}`);
    const pageOf = async (path: string): Promise<string> => {
      const answer = await simulator.handle({
        method: 'GET',
        path,
        query: new URLSearchParams(),
        headers: { accept: 'text/html' },
        body: new Uint8Array(),
      });
      return textOf(answer.body);
    };
    expect(await pageOf(`/_shop/${shopId}`)).toContain('Keripik Tempe');
    const page = await pageOf(`/-i${products[0].external_id}.html`);
    expect(page).toContain('Renyah');
    expect(page).not.toContain('<script>');
  });
});
