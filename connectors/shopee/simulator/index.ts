import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { MarketplaceSimulator, SimulatorAnswer, SimulatorOptions, SimulatorRequest } from '../../simulator.ts';
import { endpoints, type ApiCall, type Endpoint } from './api.ts';
import { countCall } from '../../simulator-calls.ts';
import { showConsent } from './consent.ts';
import { answerDoor } from './doors.ts';
import { openFaults } from './faults.ts';
import { passGateway, type DemoApp } from './gateway.ts';
import { addItem } from './items.ts';
import { endReviews } from './moderation.ts';
import { openPushes } from './pushes.ts';
import { jsonAnswer, refusalAnswer, refuse, Refusal } from './refusal.ts';
import { openStore, type Store } from './store.ts';
import { warnOfEndings } from './tokens.ts';

/**
 * Shopee Open Platform v2, Indonesia, as far as selling products goes: the other side of the connector's contract, strict
 * in signatures, tokens, mandatory fields, the limits it hands out itself, image and promotion rules, with moderation,
 * signed pushes, and faults on demand. Each rule cites its line of the public documents ("v2.product.add_item: …").
 *
 * Below the mount (e.g. `/sim/shopee`):
 *   /api/v2/…            the API; /api/v2/shop/auth_partner (signed) and /auth (newer) are the seller's consent page.
 *                        A script approves with `&approve=1&shop_id=…` or `&approve=1&shop_name=…[&tax_rate=0.11]`.
 *   _shop/{shopId}       the shop as a page, or as JSON with `Accept: application/json`; PUT makes or changes the shop;
 *                        …/items…, …/deauthorization, …/authorization, …/access-tokens: the seller's hand (`seller.ts`, `doors.ts`)
 *   _orders              a buyer's hand: POST places an order, PUT …/{orderSn} moves it on (`order-doors.ts`)
 *   _calls               counts per endpoint, shop and outcome; DELETE resets
 *   _faults              GET, PUT
 *   _app                 the demo app's id and key; PUT {callbackUrl}
 *   _image/{imageId}     uploaded images; product/{shopId}/{itemId} a product's page
 *
 * State is one SQLite file and the images beside it, in `dataDir`; whatever was answered is on disk.
 */
export const createSimulator = (options: SimulatorOptions): MarketplaceSimulator => {
  const { clock } = options;
  const store = openStore(options.dataDir);
  const app = demoApp(store);
  const faults = openFaults(store);
  const imageUrl = (imageId: string): string => `${options.publicBaseUrl}/_image/${imageId}`;
  const mount = new URL(options.publicBaseUrl).pathname.replace(/\/$/u, '');
  const pushes = openPushes({ store, faults, app, fetch: options.fetch, clock, wake: () => schedule() });
  if (options.callbackUrl !== undefined) pushes.setCallbackUrl(options.callbackUrl);
  /** Either path a client may sign: the contract's, or the one of the URL that it calls. */
  const pathsOf = (path: string): readonly string[] => (mount === '' ? [path] : [path, mount + path]);

  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  const isOpen = (): boolean => !isClosed;
  let running: Promise<void> | undefined;

  /** Creates whose answer was lost: now they are done, or refused with nobody to tell. */
  const commitLate = (nowMs: number): void => {
    for (const late of store.rows(
      LateRow,
      'SELECT id, shop_id, body FROM late_create WHERE due_ms <= ? ORDER BY id',
      nowMs,
    )) {
      const body = new TextEncoder().encode(late.body);
      const forget = (): number => store.run('DELETE FROM late_create WHERE id = ?', late.id);
      try {
        store.transaction(() => {
          forget();
          addItem({ store, faults, pushes, shopId: late.shop_id, nowMs, imageUrl }, body);
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
    warnOfEndings(store, pushes, nowMs);
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

  const answerApi = async (name: string, request: SimulatorRequest): Promise<SimulatorAnswer> => {
    const shop = shopNamed(request);
    const count = (outcome: string): void => countCall(store, name, shop, outcome);
    if (faults.current().outage) {
      count('outage');
      return { status: 503, headers: { 'content-type': 'text/plain' }, body: 'Service Unavailable' };
    }
    const lost = (outcome: 'timeout-before' | 'timeout-after'): SimulatorAnswer => {
      count(outcome);
      return { status: 504, headers: {}, body: '', holdMs };
    };
    try {
      const endpoint = endpointFor(name, request.method);
      const { shopId } = passGateway(store, app, {
        apiType: endpoint.apiType,
        paths: pathsOf(request.path),
        query: request.query,
        nowMs: clock(),
      });
      // common_error_list "error_rate_limit"; the numbers are not published
      if (shopId !== null && faults.isOverRate(shopId, clock())) {
        refuse('error_rate_limit', 'Too many requests. You have reached the rate limit. Please try again later.');
      }
      const fate = faults.fate(name);
      if (fate === 'timeout-before') return lost(fate);
      if (typeof fate !== 'string') refuse(fate[0], fate[1]);
      const { commitLateMs } = faults.current();
      if (fate === 'timeout-after' && name === 'product/add_item' && commitLateMs > 0) {
        const body = new TextDecoder().decode(request.body);
        store.run(
          'INSERT INTO late_create (shop_id, due_ms, body) VALUES (?, ?, ?)',
          shopId,
          clock() + commitLateMs,
          body,
        );
        return lost(fate);
      }
      const call: ApiCall = {
        store,
        faults,
        pushes,
        app,
        imageUrl,
        shopId: shopId ?? 0,
        nowMs: clock(),
        query: request.query,
        body: request.body,
        contentType: request.headers['content-type'],
      };
      const answer =
        endpoint.runAsync === undefined ? store.transaction(() => endpoint.run(call)) : await endpoint.runAsync(call);
      if (fate === 'timeout-after') return lost(fate);
      count('ok');
      return answer;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      count(`error:${error.code}`);
      return refusalAnswer(error);
    } finally {
      if (request.method !== 'GET') schedule();
    }
  };

  const answer = async (request: SimulatorRequest): Promise<SimulatorAnswer> => {
    catchUp();
    const { path } = request;
    const nowMs = clock();
    if (path.startsWith('/_') || path.startsWith('/product/')) {
      const result = answerDoor({ store, faults, pushes, app, nowMs, imageUrl }, request);
      if (request.method !== 'GET') {
        catchUp();
        schedule();
      }
      return result;
    }
    if (path === '/auth' || path === '/api/v2/shop/auth_partner') {
      const signed = path !== '/auth';
      return showConsent({ store, app, pushes, nowMs, paths: pathsOf(path), signed }, request);
    }
    if (path.startsWith(apiRoot)) return answerApi(path.slice(apiRoot.length), request);
    return jsonAnswer(404, { error: 'not-found' });
  };

  schedule();
  return {
    name: 'shopee',
    app: () => ({ partnerId: String(app.partnerId), partnerKey: app.partnerKey }),
    setCallbackUrl: pushes.setCallbackUrl,
    handle: answer,
    settle,
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      store.close();
    },
  };
};

const apiRoot = '/api/v2/';
/** How long a lost answer holds its connection. */
const holdMs = 30_000;
const idleMs = 3_600_000;
const LateRow = z.object({ id: z.number(), shop_id: z.number(), body: z.string() });

/** common_error_list error_param "Permission denied. This API is currently offline or the request path is incorrect." */
const endpointFor = (name: string, method: string): Endpoint => {
  const endpoint = Object.hasOwn(endpoints, name) ? endpoints[name] : undefined;
  return endpoint?.method === method
    ? endpoint
    : refuse('error_param', 'Permission denied. This API is currently offline or the request path is incorrect.');
};

/** The partner app of the demo, made at the first start. Keys look like Shopee's. */
const demoApp = (store: Store): DemoApp => {
  const partnerId = 2_001_887;
  const saved = store.setting('partner-key');
  if (saved !== undefined) return { partnerId, partnerKey: saved };
  const partnerKey = `shpk${randomBytes(30).toString('hex')}`;
  store.saveSetting('partner-key', partnerKey);
  return { partnerId, partnerKey };
};

/** For the counts: the shop in the query, or in the body of the token calls. */
const shopNamed = (request: SimulatorRequest): string => {
  const named = request.query.get('shop_id');
  if (named !== null && /^\d{1,10}$/u.test(named)) return named;
  if (!request.path.startsWith(`${apiRoot}auth/`)) return '-';
  return (
    quietly(() =>
      String(z.object({ shop_id: z.int() }).parse(JSON.parse(new TextDecoder().decode(request.body))).shop_id),
    ) ?? '-'
  );
};

/** For what may fail without anybody to tell. */
const quietly = <T>(work: () => T): T | undefined => {
  try {
    return work();
  } catch {
    return undefined;
  }
};
