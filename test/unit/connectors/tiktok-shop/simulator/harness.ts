import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MarketplaceSimulator, SimulatorAnswer } from '../../../../../connectors/simulator.ts';
import { createSimulator } from '../../../../../connectors/tiktok-shop/simulator/index.ts';

/** Any JSON, read without ceremony. */
export type Json = Record<string, any>;

const startMs = Date.UTC(2026, 10, 22, 3, 0, 0);
const publicBaseUrl = 'http://localhost:8080/sim/tiktok-shop';

/** An answer's envelope. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly code: number;
  readonly message: string;
  readonly data: any;
}

export interface ShopSession {
  readonly shopId: string;
  readonly token: string;
  readonly refreshToken: string;
  readonly cipher: string;
}

/** What of a call a test wants wrong. */
export interface Wrong {
  readonly query?: Record<string, string | undefined>;
  readonly headers?: Record<string, string>;
  readonly timestamp?: number;
  readonly sign?: string;
  /** Bytes that are sent in place of those that were signed. */
  readonly sentBody?: string;
}

/** A simulator with a clock in the test's hand, and the smallest client of it. */
export const createHarness = (callbackUrl = 'http://ours/callback') => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tiktok-sim-'));
  const clock = { nowMs: startMs };
  const sent: { readonly authorization: string; readonly body: string }[] = [];
  const callback = { status: 200 };
  const open = (): MarketplaceSimulator =>
    createSimulator({
      dataDir,
      clock: () => clock.nowMs,
      publicBaseUrl,
      callbackUrl,
      fetch: async (input, init) => {
        const request = new Request(input, init);
        sent.push({ authorization: request.headers.get('authorization') ?? '', body: await request.text() });
        return new Response('', { status: callback.status });
      },
    });
  let simulator = open();
  const app = () => simulator.app() as { appKey: string; appSecret: string };
  const hmac = (...parts: string[]): string =>
    createHmac('sha256', app().appSecret).update(parts.join('')).digest('hex');

  const request = (
    method: string,
    path: string,
    query: Record<string, string> = {},
    body: string | Uint8Array<ArrayBuffer> = '',
    headers: Record<string, string> = {},
  ): Promise<SimulatorAnswer> =>
    simulator.handle({
      method,
      path,
      query: new URLSearchParams(query),
      headers,
      body: typeof body === 'string' ? new Uint8Array(Buffer.from(body)) : body,
    });
  const json = ({ status, headers, body }: SimulatorAnswer): Reply => ({
    status,
    headers,
    ...JSON.parse(Buffer.from(body).toString()),
  });

  const signed = async (
    shop: ShopSession,
    method: string,
    path: string,
    given: Record<string, string>,
    body: string,
    wrong: Wrong = {},
  ): Promise<SimulatorAnswer> => {
    const asked: Record<string, string | undefined> = {
      ...given,
      app_key: app().appKey,
      timestamp: String(wrong.timestamp ?? Math.floor(clock.nowMs / 1000)),
      shop_cipher: shop.cipher,
      ...wrong.query,
    };
    const query = Object.fromEntries(
      Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    );
    const text = Object.keys(query)
      .sort()
      .map((name) => `${name}${query[name]}`)
      .join('');
    const sign = wrong.sign ?? hmac(app().appSecret, path, text, body, app().appSecret);
    return request(method, path, { ...query, sign }, wrong.sentBody ?? body, {
      'content-type': 'application/json',
      'x-tts-access-token': shop.token,
      ...wrong.headers,
    });
  };

  const call = async (
    shop: ShopSession,
    name: string,
    body?: Json,
    query: Record<string, string> = {},
    wrong?: Wrong,
  ) => {
    const [method = '', path = ''] = name.split(' ');
    const answer = await signed(shop, method, path, query, body === undefined ? '' : JSON.stringify(body), wrong);
    return json(answer);
  };

  const tokens = async (name: 'get' | 'refresh', query: Record<string, string>): Promise<Reply> =>
    json(
      await request('GET', `/api/v2/token/${name}`, {
        app_key: app().appKey,
        app_secret: app().appSecret,
        grant_type: name === 'get' ? 'authorized_code' : 'refresh_token',
        ...query,
      }),
    );

  const consent = async (shopName: string): Promise<URL> => {
    const answer = await request('GET', '/oauth/authorize', {
      app_key: app().appKey,
      state: 'x',
      redirect_uri: 'http://ours/back',
      approve: '1',
      shop_name: shopName,
    });
    return new URL(answer.headers['location'] ?? 'none:');
  };

  const connect = async (name: string): Promise<ShopSession> => {
    const code = (await consent(name)).searchParams.get('code') ?? '';
    const { data } = await tokens('get', { auth_code: code });
    const base = { shopId: '', token: data.access_token, refreshToken: data.refresh_token, cipher: '' };
    const { data: granted } = await call(
      base,
      'GET /authorization/202309/shops',
      undefined,
      {},
      {
        query: { shop_cipher: undefined },
      },
    );
    const [shop] = granted.shops;
    return { ...base, shopId: shop.id, cipher: shop.cipher };
  };

  /** A PNG's first bytes: enough of one for its size to be read. */
  const png = (width: number, height: number): Uint8Array<ArrayBuffer> => {
    const bytes = Buffer.alloc(64);
    bytes.write('\x89PNG\r\n\x1a\n', 0, 'latin1');
    bytes.writeUInt32BE(13, 8);
    bytes.write('IHDR', 12, 'latin1');
    bytes.writeUInt32BE(width, 16);
    bytes.writeUInt32BE(height, 20);
    return new Uint8Array(bytes);
  };

  const uploadRaw = async (shop: ShopSession, bytes: Uint8Array<ArrayBuffer>, query: Record<string, string> = {}) => {
    const form = new FormData();
    form.set('use_case', 'MAIN_IMAGE');
    form.set('data', new Blob([bytes]), 'a.png');
    const body = new Response(form);
    const type = body.headers.get('content-type') ?? '';
    const parameters: Record<string, string> = {
      ...query,
      app_key: app().appKey,
      timestamp: String(Math.floor(clock.nowMs / 1000)),
    };
    const path = '/product/202309/images/upload';
    const text = Object.keys(parameters)
      .sort()
      .map((name) => `${name}${parameters[name]}`)
      .join('');
    const sign = hmac(app().appSecret, path, text, app().appSecret);
    return json(
      await request('POST', path, { ...parameters, sign }, new Uint8Array(await body.arrayBuffer()), {
        'content-type': type,
        'x-tts-access-token': shop.token,
      }),
    );
  };
  const upload = async (shop: ShopSession, width = 800, height = 800): Promise<string> =>
    (await uploadRaw(shop, png(width, height))).data.uri;

  /** A body that a create takes. */
  const goodBody = async (shop: ShopSession): Promise<Json> => {
    const { data: suggested } = await call(shop, 'POST /product/202309/categories/recommend', {
      product_title: 'Keripik Tempe Sanan Renyah 250 g',
    });
    const id = suggested.leaf_category_id as string;
    const { data } = await call(shop, `GET /product/202309/categories/${id}/attributes`);
    const { data: places } = await call(shop, 'GET /logistics/202309/warehouses');
    return {
      save_mode: 'LISTING',
      title: 'Keripik Tempe Sanan Renyah 250 g',
      description: '<p>Renyah.</p>',
      category_id: id,
      main_images: [{ uri: await upload(shop) }],
      package_weight: { value: '0.305', unit: 'KILOGRAM' },
      product_attributes: data.attributes
        .filter((each: Json) => each['is_requried'])
        .map((each: Json) => ({
          id: each['id'],
          values: [each['values'].length > 0 ? { id: each['values'][0].id } : { name: '6 bulan' }],
        })),
      skus: [
        {
          seller_sku: 'SKU-1',
          price: { amount: '18500', currency: 'IDR' },
          inventory: [
            {
              warehouse_id: places.warehouses.find((each: Json) => each['type'] === 'SALES_WAREHOUSE').id,
              quantity: 5,
            },
          ],
        },
      ],
    };
  };

  const door = async (method: string, path: string, body?: unknown): Promise<any> => {
    const answer = await request(method, path, {}, body === undefined ? '' : JSON.stringify(body), {
      accept: 'application/json',
    });
    const text = Buffer.from(answer.body).toString();
    return text === '' ? undefined : JSON.parse(text);
  };

  return {
    clock,
    sent,
    callback,
    app,
    hmac,
    request,
    json,
    signed,
    call,
    tokens,
    consent,
    connect,
    png,
    uploadRaw,
    upload,
    goodBody,
    door,
    settle: () => simulator.settle(),
    pass: async (ms: number) => {
      clock.nowMs += ms;
      await simulator.settle();
    },
    /** As after a kill: a new one on the same directory. */
    reopen: () => {
      simulator.close();
      simulator = open();
    },
    close: () => {
      simulator.close();
      rmSync(dataDir, { recursive: true });
    },
  };
};

export type Harness = ReturnType<typeof createHarness>;
