import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { MarketplaceSimulator, SimulatorAnswer, SimulatorOptions, SimulatorRequest } from '../../simulator.ts';
import { createName, endpointOf } from './api.ts';
import { endReviews } from './audits.ts';
import { countCall } from '../../simulator-calls.ts';
import { showConsent } from './consent.ts';
import type { ApiCall } from './context.ts';
import { answerDoor } from './doors.ts';
import { openFaults } from './faults.ts';
import { passGateway, type DemoApp } from './gateway.ts';
import { createProduct } from './products.ts';
import { jsonAnswer, okAnswer, refusalAnswer, refuse, Refusal } from './refusal.ts';
import { openStore, type Store } from './store.ts';
import { answerToken, warnOfEndings } from './tokens.ts';
import { openWebhooks } from './webhooks.ts';

/**
 * TikTok Shop Open API 202309 and later, Indonesia, as far as selling products goes: the other side of the connector's
 * contract, strict in signatures over the raw body, tokens, scopes, the shop's cipher, mandatory fields, limits and images,
 * with reviews during which the old version stays live, signed webhooks, orders, and faults on demand. Each rule cites its
 * line of the public documents.
 *
 * Below the mount (e.g. `/sim/tiktok-shop`):
 *   /product/…, /order/…, /logistics/…, /authorization/…   the API; /api/v2/token/get and …/refresh the tokens
 *   /oauth/authorize     the seller's consent page; a script approves with `&approve=1&shop_id=…` or `&approve=1&shop_name=…`
 *   _shop/{shopId}       the shop as a page, or as JSON with `Accept: application/json`; PUT makes or changes the shop;
 *                        …/items…, …/deauthorization, …/authorization, …/access-tokens: the seller's hand
 *   _orders              POST a buyer orders; GET, PUT _orders/{orderId} its state
 *   _calls, _faults, _app, _image/{uri}, view/product/{productId}
 *
 * State is one SQLite file and the images beside it, in `dataDir`; whatever was answered is on disk.
 */
export const createSimulator = (options: SimulatorOptions): MarketplaceSimulator => {
  const { clock } = options;
  const store = openStore(options.dataDir);
  const app = demoApp(store);
  const faults = openFaults(store);
  const imageBase = `${options.publicBaseUrl}/_image/`;
  const imageUrl = (uri: string): string => `${imageBase}${uri}`;
  const mount = new URL(options.publicBaseUrl).pathname.replace(/\/$/u, '');
  const webhooks = openWebhooks({ store, faults, app, fetch: options.fetch, clock, wake: () => schedule() });
  if (options.callbackUrl !== undefined) webhooks.setCallbackUrl(options.callbackUrl);

  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  const isOpen = (): boolean => !isClosed;
  let running: Promise<void> | undefined;

  const callFor = (
    shopId: string,
    id: string,
    request: Pick<SimulatorRequest, 'query' | 'body' | 'headers'>,
  ): ApiCall => ({
    store,
    faults,
    webhooks,
    shopId,
    nowMs: clock(),
    id,
    query: request.query,
    body: request.body,
    contentType: request.headers['content-type'] ?? '',
    imageUrl,
    isOurUrl: (url) => url.startsWith(imageBase),
  });

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
          createProduct(callFor(late.shop_id, '', { query: new URLSearchParams(), headers: {}, body }));
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
    endReviews(store, faults, webhooks, nowMs);
    warnOfEndings(store, webhooks, nowMs);
  };

  const settle = async (): Promise<void> => {
    while (running !== undefined) await running;
    if (!isOpen()) return;
    running = (async () => {
      catchUp();
      await webhooks.sendDue();
    })();
    try {
      await running;
    } catch (error) {
      // a webhook may come back to a store that was closed meanwhile; it is sent again at the next start
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

  const answerApi = (request: SimulatorRequest): SimulatorAnswer => {
    const { method, path, query, headers, body } = request;
    const found = endpointOf(method, path);
    const name = typeof found === 'string' ? 'unknown' : found.name;
    let shop = '-';
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
      if (found === 'path') return refuse(36009009, 'Invalid path.');
      if (found === 'method') return refuse(36009010, 'Invalid method.');
      // either path a client may sign: the contract's, or the one of the URL that it calls
      const paths = mount === '' ? [path] : [path, mount + path];
      const shopId = passGateway(store, app, {
        kind: found.kind,
        scope: found.scope,
        paths,
        query,
        headers,
        method,
        body,
        nowMs: clock(),
      });
      shop = shopId;
      // guide "Rate limits": dynamic per app and shop, HTTP 429 with code 36009002
      if (faults.isOverRate(shopId, clock())) refuse(36009002, 'Too many requests.');
      const fate = faults.fate(name);
      if (fate === 'timeout-before') return lost(fate);
      if (typeof fate !== 'string') refuse(fate[0], fate[1]);
      const { commitLateMs } = faults.current();
      if (fate === 'timeout-after' && name === createName && commitLateMs > 0) {
        store.run(
          'INSERT INTO late_create (shop_id, due_ms, body) VALUES (?, ?, ?)',
          shopId,
          clock() + commitLateMs,
          new TextDecoder().decode(body),
        );
        return lost(fate);
      }
      const data = store.transaction(() => found.run(callFor(shopId, found.id, request)));
      if (fate === 'timeout-after') return lost(fate);
      count('ok');
      return okAnswer(data);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      count(`error:${error.code}`);
      return refusalAnswer(error);
    } finally {
      if (method !== 'GET') schedule();
    }
  };

  /** Codes and refresh tokens: unsigned, with the secret in the query; ok is code 0. */
  const answerTokens = (name: 'get' | 'refresh', { query, method }: SimulatorRequest): SimulatorAnswer => {
    const count = (outcome: string): void => countCall(store, `GET /api/v2/token/${name}`, '-', outcome);
    if (faults.current().outage) {
      count('outage');
      return { status: 503, headers: { 'content-type': 'text/plain' }, body: 'Service Unavailable' };
    }
    try {
      if (method !== 'GET') refuse(36009010, 'Invalid method.');
      const data = store.transaction(() => answerToken(store, app, name, query, clock()));
      count('ok');
      return okAnswer(data);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      count(`error:${error.code}`);
      return refusalAnswer(error);
    }
  };

  const answer = (request: SimulatorRequest): SimulatorAnswer => {
    catchUp();
    const { path } = request;
    const nowMs = clock();
    if (path.startsWith('/_') || path.startsWith('/view/')) {
      const result = answerDoor({ store, faults, webhooks, app, nowMs, imageUrl }, request);
      if (request.method !== 'GET') {
        catchUp();
        schedule();
      }
      return result;
    }
    if (path === '/oauth/authorize') return showConsent({ store, app, nowMs }, request);
    if (path === '/api/v2/token/get') return answerTokens('get', request);
    if (path === '/api/v2/token/refresh') return answerTokens('refresh', request);
    return /^\/(?:product|order|logistics|authorization)\//u.test(path)
      ? answerApi(request)
      : jsonAnswer(404, { error: 'not-found' });
  };

  schedule();
  return {
    name: 'tiktok-shop',
    app: () => ({ ...app }),
    setCallbackUrl: webhooks.setCallbackUrl,
    handle: (request) => Promise.resolve(answer(request)),
    settle,
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      store.close();
    },
  };
};

/** How long a lost answer holds its connection. */
const holdMs = 30_000;
const idleMs = 3_600_000;
const LateRow = z.object({ id: z.number(), shop_id: z.string(), body: z.string() });

/** The partner app of the demo, made at the first start. */
const demoApp = (store: Store): DemoApp => {
  const appKey = '6ikmdemoapp01';
  const saved = store.setting('app-secret');
  if (saved !== undefined) return { appKey, appSecret: saved };
  const appSecret = randomBytes(20).toString('hex');
  store.saveSetting('app-secret', appSecret);
  return { appKey, appSecret };
};
