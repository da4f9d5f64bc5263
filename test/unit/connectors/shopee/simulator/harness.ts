import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MarketplaceSimulator, SimulatorAnswer } from '../../../../../connectors/simulator.ts';
import { createSimulator } from '../../../../../connectors/shopee/simulator/index.ts';

/** Any JSON, read without ceremony. */
export type Json = Record<string, any>;

const startMs = Date.UTC(2026, 10, 22, 3, 0, 0);
const publicBaseUrl = 'http://localhost:8080/sim/shopee';

interface SentPush {
  readonly url: string;
  readonly authorization: string;
  readonly body: string;
}

/** A simulator with a clock in the test's hand, and the smallest client of it. */
export const createHarness = (callbackUrl?: string) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'shopee-sim-'));
  const clock = { nowMs: startMs };
  const sent: SentPush[] = [];
  const callback = { status: 200 };
  const open = (): MarketplaceSimulator =>
    createSimulator({
      dataDir,
      clock: () => clock.nowMs,
      publicBaseUrl,
      ...(callbackUrl === undefined ? {} : { callbackUrl }),
      fetch: async (url, init) => {
        const headers = new Headers(init?.headers);
        sent.push({
          url: url instanceof Request ? url.url : url.toString(),
          authorization: headers.get('authorization') ?? '',
          body: typeof init?.body === 'string' ? init.body : '',
        });
        return new Response('', { status: callback.status });
      },
    });
  let simulator = open();

  const request = async (
    method: string,
    path: string,
    options: {
      query?: Record<string, string | readonly string[]>;
      json?: unknown;
      body?: Uint8Array<ArrayBuffer>;
      headers?: Record<string, string>;
    } = {},
  ): Promise<SimulatorAnswer> => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(options.query ?? {})) {
      for (const one of Array.isArray(value) ? value : [value]) query.append(name, one as string);
    }
    return simulator.handle({
      method,
      path,
      query,
      headers: options.headers ?? {},
      body: options.body ?? new Uint8Array(Buffer.from(options.json === undefined ? '' : JSON.stringify(options.json))),
    });
  };
  const signOf = (base: string): string =>
    createHmac('sha256', simulator.app()['partnerKey'] ?? '')
      .update(base)
      .digest('hex');
  const partnerId = (): string => simulator.app()['partnerId'] ?? '';

  /** The signed common parameters; a token and shop make it a Shop API's. */
  const common = (path: string, shop?: { shopId: number; accessToken: string }): Record<string, string> => {
    const timestamp = String(Math.floor(clock.nowMs / 1000));
    const base = `${partnerId()}${path}${timestamp}${shop === undefined ? '' : shop.accessToken + String(shop.shopId)}`;
    return {
      partner_id: partnerId(),
      timestamp,
      sign: signOf(base),
      ...(shop === undefined ? {} : { access_token: shop.accessToken, shop_id: String(shop.shopId) }),
    };
  };

  const json = (answer: SimulatorAnswer): Json =>
    JSON.parse(typeof answer.body === 'string' ? answer.body : Buffer.from(answer.body).toString()) as Json;

  const consent = async (more: Record<string, string>): Promise<URL> => {
    const path = '/api/v2/shop/auth_partner';
    const answer = await request('GET', path, {
      query: { ...common(path), redirect: 'http://ours/callback?state=x', approve: '1', ...more },
    });
    return new URL(answer.headers['location'] ?? 'none:');
  };

  const tokenCall = async (name: 'token/get' | 'access_token/get', body: Json): Promise<Json> => {
    const path = `/api/v2/auth/${name}`;
    return json(
      await request('POST', path, { query: common(path), json: { partner_id: Number(partnerId()), ...body } }),
    );
  };

  const connect = async (name: string, taxRate = 0) => {
    const back = await consent({ shop_name: name, tax_rate: String(taxRate) });
    const shopId = Number(back.searchParams.get('shop_id'));
    const tokens = await tokenCall('token/get', { code: back.searchParams.get('code'), shop_id: shopId });
    return { shopId, accessToken: tokens['access_token'] as string, refreshToken: tokens['refresh_token'] as string };
  };

  type ShopSession = Awaited<ReturnType<typeof connect>>;
  const call = async (
    shop: ShopSession,
    method: 'GET' | 'POST',
    name: string,
    data: Json = {},
  ): Promise<SimulatorAnswer> => {
    const path = `/api/v2/${name}`;
    return method === 'GET'
      ? request('GET', path, { query: { ...common(path, shop), ...data } })
      : request('POST', path, { query: common(path, shop), json: data });
  };

  return {
    dataDir,
    clock,
    sent,
    callback,
    request,
    json,
    signOf,
    common,
    consent,
    tokenCall,
    connect,
    call,
    get: async (shop: ShopSession, name: string, query: Json = {}): Promise<Json> =>
      json(await call(shop, 'GET', name, query)),
    post: async (shop: ShopSession, name: string, body: Json): Promise<Json> =>
      json(await call(shop, 'POST', name, body)),
    upload: async (...files: readonly Uint8Array[]): Promise<Json> => {
      const path = '/api/v2/media_space/upload_image';
      const { body, contentType } = multipart(files);
      return json(await request('POST', path, { query: common(path), body, headers: { 'content-type': contentType } }));
    },
    door: async (method: string, path: string, body?: unknown): Promise<Json> => {
      const answer = await request(method, path, {
        ...(body === undefined ? {} : { json: body }),
        headers: { accept: 'application/json' },
      });
      return answer.body === '' ? {} : json(answer);
    },
    settle: () => simulator.settle(),
    simulator: () => simulator,
    /** As after a crash: nothing is told, the next one opens the same files. */
    restart: (): void => {
      simulator.close();
      simulator = open();
    },
    close: (): void => {
      simulator.close();
      rmSync(dataDir, { recursive: true });
    },
  };
};

export type Harness = ReturnType<typeof createHarness>;

const multipart = (files: readonly Uint8Array[]) => {
  const boundary = '----test-boundary';
  const chunks = files.flatMap((file, index) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="image"; filename="${index}.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`,
    ),
    Buffer.from(file),
    Buffer.from('\r\n'),
  ]);
  const body = new Uint8Array(Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]));
  return { body, contentType: `multipart/form-data; boundary=${boundary}` };
};

/** The head of a 600 × 400 baseline JPEG. */
export const smallJpeg = new Uint8Array([
  0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xff, 0xc0, 0, 17, 8, 0x01, 0x90,
  0x02, 0x58, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1, 0xff, 0xd9,
]);

const snackCategory = 100_800;

/** What add_item takes for a snack; the image must be one that was uploaded. */
export const snack = (imageId: string, more: Json = {}): Json => ({
  original_price: 15_000,
  description: 'Keripik tempe renyah buatan Sanan, Malang, dari kedelai pilihan.',
  weight: 0.25,
  item_name: 'Keripik Tempe Original 200 g',
  item_sku: 'ikm-1',
  logistic_info: [{ logistic_id: 8003, enabled: true }],
  attribute_list: [
    { attribute_id: 100_001, attribute_value_list: [{ value_id: 10_001 }] },
    { attribute_id: 100_002, attribute_value_list: [{ value_id: 10_102 }] },
  ],
  category_id: snackCategory,
  image: { image_id_list: [imageId] },
  brand: { brand_id: 0, original_brand_name: 'No Brand' },
  seller_stock: [{ stock: 12 }],
  ...more,
});

/** A connected shop, an uploaded image, ready to sell. */
export const createShop = async (harness: Harness, name = 'Sentra Tempe Sanan', taxRate = 0) => {
  const shop = await harness.connect(name, taxRate);
  const { response } = await harness.upload(smallJpeg);
  return { shop, imageId: response.image_info.image_id as string };
};
