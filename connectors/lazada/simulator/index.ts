import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { MarketplaceSimulator, SimulatorAnswer, SimulatorOptions, SimulatorRequest } from '../../simulator.ts';
import { countCall } from '../../simulator-calls.ts';
import { showConsent } from './consent.ts';
import type { Context } from './context.ts';
import { answerDoor } from './doors.ts';
import { openFaults } from './faults.ts';
import { passGateway, type DemoApp } from './gateway.ts';
import { uploadImage } from './media.ts';
import { endReviews } from './moderation.ts';
import { parseMultipart } from '../../simulator-multipart.ts';
import * as orders from './orders.ts';
import * as products from './products.ts';
import { openPushes } from './pushes.ts';
import * as reads from './reads.ts';
import { jsonAnswer, okAnswer, refusalAnswer, refuse, Refusal } from './refusal.ts';
import { openStore, type Store } from './store.ts';
import * as tokens from './tokens.ts';

/**
 * Lazada Open Platform, Indonesia, as far as selling products goes: the other side of the connector's contract, strict in
 * signatures, tokens, mandatory fields, limits, image, SKU and campaign rules, with quality control, signed pushes, orders,
 * and faults on demand. Each rule cites its line of the public documents.
 *
 * Below the mount (e.g. `/sim/lazada`):
 *   rest/…               the API and the auth calls; oauth/authorize is the seller's consent page. A script approves with
 *                        `&approve=1&shop_name=…` (or `shop_id`; `&market=1` for a Service-Market subscription).
 *   _shop/{shopId}       the shop as a page, or as JSON with `Accept: application/json`; PUT makes or changes the shop;
 *                        …/items…, …/deauthorization, …/authorization, …/access-tokens: the seller's hand (`doors.ts`)
 *   _orders              POST places a buyer's order, PUT _orders/{orderId} moves it
 *   _calls               counts per endpoint, shop and outcome; DELETE resets
 *   _faults              GET, PUT
 *   _app                 the demo app's key and secret; PUT {callbackUrl?, types?}
 *   _image/{imageId}     uploaded images; -i{itemId}-s{skuId}.html a product's page
 *
 * State is one SQLite file and the images beside it, in `dataDir`; whatever was answered is on disk.
 */
export const createSimulator = (options: SimulatorOptions): MarketplaceSimulator => {
  const { clock, publicBaseUrl } = options;
  const store = openStore(options.dataDir);
  const app = demoApp(store);
  const faults = openFaults(store);
  const imageUrl = (imageId: string): string => `${publicBaseUrl}/_image/${imageId}`;
  const pushes = openPushes({ store, faults, app, fetch: options.fetch, clock, wake: () => schedule() });
  if (options.callbackUrl !== undefined) pushes.configure({ callbackUrl: options.callbackUrl });

  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  const isOpen = (): boolean => !isClosed;
  let running: Promise<void> | undefined;

  /** Creates whose answer was lost: now they are done, or refused with nobody to tell. */
  const commitLate = (nowMs: number): void => {
    const due = store.rows(
      LateRow,
      'SELECT id, shop_id, payload FROM late_create WHERE due_ms <= ? ORDER BY id',
      nowMs,
    );
    for (const late of due) {
      const forget = (): number => store.run('DELETE FROM late_create WHERE id = ?', late.id);
      try {
        store.transaction(() => {
          forget();
          products.createProduct({ store, faults, pushes, shopId: late.shop_id, nowMs, imageUrl }, late.payload);
        });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        forget();
      }
    }
  };

  /** What is due and needs no network. */
  const catchUp = (): void => {
    const nowMs = clock();
    commitLate(nowMs);
    endReviews(store, faults, pushes, nowMs);
    tokens.warnOfEndings(store, pushes, nowMs);
  };

  const settle = async (): Promise<void> => {
    while (running !== undefined) await running;
    if (!isOpen()) return;
    running = (async () => {
      catchUp();
      await pushes.sendDue();
    })();
    try {
      await running;
    } catch (error) {
      // a push may come back to a store that was closed meanwhile; it is sent again at the next start
      if (isOpen()) throw error;
    } finally {
      running = undefined;
      schedule();
    }
  };

  /** One timer for the next thing due; nothing runs in between. */
  function schedule(): void {
    clearTimeout(timer);
    if (!isOpen() || running !== undefined) return;
    const due = store.nextDueMs();
    const waitMs = due === null ? idleMs : Math.min(Math.max(0, due - clock()), idleMs);
    timer = setTimeout(() => {
      settle().catch(() => undefined);
    }, waitMs);
    timer.unref();
  }

  const answerApi = (path: string, request: SimulatorRequest): SimulatorAnswer => {
    let shop = '-';
    const count = (outcome: string): void => countCall(store, path.slice(1), shop, outcome);
    if (faults.current().outage) {
      count('outage');
      return { status: 503, headers: { 'content-type': 'text/plain' }, body: 'Service Unavailable' };
    }
    const lost = (outcome: 'timeout-before' | 'timeout-after'): SimulatorAnswer => {
      count(outcome);
      return { status: 504, headers: {}, body: '', holdMs };
    };
    try {
      const nowMs = clock();
      const endpoint = endpointFor(path, request.method);
      const parameters = parametersOf(request);
      const { shopId } = passGateway(store, app, {
        path,
        parameters,
        nowMs,
        needsSeller: endpoint.needsSeller,
      });
      shop = shopId ?? shop;
      // guide "Create/Update Product Q&A", Q10
      if (shopId !== null && faults.isOverRate(shopId, nowMs))
        refuse('ApiCallLimit', 'Api access frequency exceeds the limit. this ban will last 1 seconds');
      const fate = faults.fate(path.slice(1));
      if (fate === 'timeout-before') return lost(fate);
      if (typeof fate !== 'string') refuse(fate[0], fate[1], 'SYSTEM');
      const { commitLateMs } = faults.current();
      if (fate === 'timeout-after' && path === '/product/create' && commitLateMs > 0) {
        store.run(
          'INSERT INTO late_create (shop_id, due_ms, payload) VALUES (?, ?, ?)',
          shop,
          nowMs + commitLateMs,
          parameters.get('payload') ?? '',
        );
        return lost(fate);
      }
      const call: ApiCall = {
        store,
        faults,
        pushes,
        imageUrl,
        shopId: shop,
        nowMs,
        parameters,
        publicUrl: publicBaseUrl,
        contentType: request.headers['content-type'] ?? '',
        body: request.body,
      };
      const answer = store.transaction(() => endpoint.run(call));
      if (fate === 'timeout-after') return lost(fate);
      count('ok');
      return okAnswer(answer);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      count(`error:${error.code}`);
      return refusalAnswer(error);
    } finally {
      if (request.method !== 'GET') schedule();
    }
  };

  const answer = (request: SimulatorRequest): SimulatorAnswer => {
    catchUp();
    const { path } = request;
    const nowMs = clock();
    if (path === '/oauth/authorize') return showConsent({ store, app, nowMs }, request);
    if (path.startsWith(apiRoot)) return answerApi(path.slice(apiRoot.length), request);
    if (!path.startsWith('/_') && !path.startsWith('/-i')) return jsonAnswer(404, { error: 'not-found' });
    const result = answerDoor({ store, faults, pushes, app, nowMs, publicUrl: publicBaseUrl }, request);
    if (request.method !== 'GET') {
      catchUp();
      schedule();
    }
    return result;
  };

  schedule();
  return {
    name: 'lazada',
    app: () => ({ ...app }),
    setCallbackUrl: (callbackUrl) => pushes.configure({ callbackUrl }),
    // a fault of ours is a rejection, never a throw
    handle: (request) => new Promise((resolve) => resolve(answer(request))),
    settle,
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      store.close();
    },
  };
};

const apiRoot = '/rest';
/** How long a lost answer holds its connection. */
const holdMs = 30_000;
const idleMs = 3_600_000;
const LateRow = z.object({ id: z.number(), shop_id: z.string(), payload: z.string() });

/** One call past the gateway. */
interface ApiCall extends Context {
  readonly parameters: ReadonlyMap<string, string>;
  readonly publicUrl: string;
  readonly contentType: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

interface Endpoint {
  readonly methods: readonly string[];
  readonly needsSeller: boolean;
  /** Answers in one transaction; a refusal undoes it. */
  readonly run: (call: ApiCall) => Readonly<Record<string, unknown>>;
}

const get = (run: Endpoint['run'], needsSeller = true): Endpoint => ({ methods: ['GET'], needsSeller, run });
const post = (run: Endpoint['run']): Endpoint => ({ methods: ['POST'], needsSeller: true, run });
const either = (run: Endpoint['run'], needsSeller = true): Endpoint => ({ methods: ['GET', 'POST'], needsSeller, run });
const payloadOf = ({ parameters }: ApiCall): string | undefined => parameters.get('payload');
const orderIdOf = ({ parameters }: ApiCall): string => parameters.get('order_id') ?? '';

/** The calls that the simulator answers, by the path that is signed. */
const endpoints: Readonly<Record<string, Endpoint>> = {
  '/auth/token/create': either(
    (call) => tokens.createToken(call.store, call.parameters.get('code') ?? '', call.nowMs),
    false,
  ),
  '/auth/token/refresh': either(
    (call) => tokens.refreshToken(call.store, call.parameters.get('refresh_token') ?? '', call.nowMs),
    false,
  ),
  '/seller/get': get(reads.getSeller),
  '/category/tree/get': get((call) => reads.getCategoryTree(call.parameters), false),
  '/category/attributes/get': get((call) => reads.getCategoryAttributes(call.parameters), false),
  '/category/brands/query': either((call) => reads.queryBrands(call.parameters), false),
  '/product/category/suggestion/get': get((call) => reads.getCategorySuggestion(call.parameters)),
  '/product/seller/item/getPreQcRules': either((call) => reads.getPreQcRules(call, call.parameters)),
  '/image/upload': post((call) => ({
    data: uploadImage(call.store, call.imageUrl, call.contentType, call.body),
  })),
  '/product/create': post((call) => products.createProduct(call, payloadOf(call))),
  '/product/update': post((call) => products.updateProduct(call, payloadOf(call))),
  '/product/price_quantity/update': post((call) => products.updatePriceQuantity(call, payloadOf(call))),
  '/product/deactivate': post((call) => products.deactivateProduct(call, call.parameters.get('apiRequestBody'))),
  '/product/remove': post((call) => products.removeProduct(call, call.parameters)),
  '/product/item/get': get((call) => reads.getProductItem(call, call.parameters, call.publicUrl)),
  '/products/get': get((call) => reads.getProducts(call, call.parameters, call.publicUrl)),
  '/product/qc/alert/list': get((call) => reads.getQcAlerts(call, call.parameters)),
  '/order/get': get((call) => ({ data: orders.getOrder(call.store, call.shopId, orderIdOf(call)) })),
  '/order/items/get': get((call) => ({ data: orders.getOrderItems(call.store, call.shopId, orderIdOf(call)) })),
  '/orders/get': get((call) => ({ data: orders.getOrders(call.store, call.shopId, call.parameters) })),
};

const endpointFor = (path: string, method: string): Endpoint => {
  const endpoint = Object.hasOwn(endpoints, path) ? endpoints[path] : undefined;
  return endpoint?.methods.includes(method) === true
    ? endpoint
    : refuse('InvalidApiPath', 'The specified api path is invalid');
};

/** Query and form together, as both are signed; a file is not. */
const parametersOf = ({ query, headers, body }: SimulatorRequest): ReadonlyMap<string, string> => {
  const parameters = new Map(query);
  const contentType = headers['content-type'] ?? '';
  if (contentType.startsWith('application/x-www-form-urlencoded'))
    for (const [name, value] of new URLSearchParams(new TextDecoder().decode(body))) parameters.set(name, value);
  if (contentType.startsWith('multipart/form-data'))
    for (const part of parseMultipart(contentType, body) ?? [])
      if (!part.isFile) parameters.set(part.name, new TextDecoder().decode(part.bytes));
  return parameters;
};

/** The app of the demo, made at the first start. */
const demoApp = (store: Store): DemoApp => {
  const appKey = '115527';
  const saved = store.setting('app-secret');
  if (saved !== undefined) return { appKey, appSecret: saved };
  const appSecret = randomBytes(16).toString('hex');
  store.saveSetting('app-secret', appSecret);
  return { appKey, appSecret };
};
