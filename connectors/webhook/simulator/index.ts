import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { MarketplaceSimulator, SimulatorAnswer, SimulatorOptions, SimulatorRequest } from '../../simulator.ts';
import { fraction, openFaults } from './faults.ts';
import { Doc, Message } from './message.ts';
import { shopPage, shopsPage } from './page.ts';
import { faultOf, sign } from './signature.ts';
import { openStore } from './store.ts';

/**
 * A small marketplace as a partner builds one: it takes signed messages, passes repetitions over, shows its shop, reviews
 * when told to, and answers with signed events of its own.
 *
 * Below the mount (e.g. `/sim/webhook`):
 *   hooks/{shopId}       where messages come in; `shopId` is the partner's id, or any name
 *   _endpoint/{shopId}   the console: PUT {secrets: […]} pastes the signing secrets; DELETE closes the endpoint (410 from then on)
 *   _shop/{shopId}       the shop as a page, or as JSON with `Accept: application/json`
 *   _orders              POST {shopId, lines, buyer?} → 201 {orderId}; PUT _orders/{orderId} {state}: a buyer's hand
 *   _calls, _faults, _app
 *
 * State is one SQLite file in `dataDir`; whatever was answered is on disk.
 */
export const createSimulator = (options: SimulatorOptions): MarketplaceSimulator => {
  const { clock } = options;
  const store = openStore(options.dataDir);
  const setting = (name: string): string | undefined =>
    store.row(z.object({ value: z.string() }), 'SELECT value FROM setting WHERE name = ?', name)?.value;
  const save = (name: string, value: string): void =>
    void store.run('INSERT OR REPLACE INTO setting VALUES (?, ?)', name, value);
  const faults = openFaults(setting('faults'), (text) => save('faults', text));
  let callbackUrl = options.callbackUrl ?? setting('callbackUrl');
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  const isOpen = (): boolean => !isClosed;

  const shopOf = (shopId: string) =>
    store.row(Shop, 'SELECT shop_id, secrets, closed FROM shop WHERE shop_id = ?', shopId);
  const itemOf = (shopId: string, id: string) =>
    store.row(Item, 'SELECT * FROM item WHERE shop_id = ? AND id = ?', shopId, id);
  const count = (shop: string, outcome: string): void =>
    void store.run(
      'INSERT INTO call VALUES (?, ?, ?, 1) ON CONFLICT (endpoint, shop, outcome) DO UPDATE SET n = n + 1',
      'hooks',
      shop,
      outcome,
    );
  const urlOf = (shopId: string, id: string): string => `${options.publicBaseUrl}/_shop/${shopId}#${id}`;

  const push = (shopId: string, type: string, data: unknown): void => {
    const body = JSON.stringify({
      specversion: '1.0',
      id: randomUUID(),
      source: options.publicBaseUrl,
      type,
      time: new Date(clock()).toISOString(),
      datacontenttype: 'application/json',
      data,
    });
    store.run('INSERT INTO push (shop_id, body, due_ms) VALUES (?, ?, ?)', shopId, body, clock());
    schedule();
  };

  /** What the message says, done at once. */
  const take = (shopId: string, message: Message): 'taken' | 'reviewing' | 'unknown-item' => {
    const { data } = message;
    const sequence = Number(message.sequence);
    const known = itemOf(shopId, data.id);
    // an older message that comes late says nothing new
    if (known !== undefined && sequence < known.sequence) return 'taken';
    if (message.type === 'listing.removed.v1') {
      store.run(
        "UPDATE item SET state = 'removed', review_ms = NULL, sequence = ? WHERE shop_id = ? AND id = ?",
        sequence,
        shopId,
        data.id,
      );
      return 'taken';
    }
    if (message.type === 'listing.offer-changed.v1') {
      if (known === undefined) return 'unknown-item';
      const { priceIdr, stock, variants } = data;
      const doc = {
        ...Doc.parse(JSON.parse(known.doc)),
        priceIdr,
        stock,
        ...(variants === undefined ? {} : { variants }),
      };
      store.run(
        'UPDATE item SET doc = ?, sequence = ? WHERE shop_id = ? AND id = ?',
        JSON.stringify(doc),
        sequence,
        shopId,
        data.id,
      );
      return 'taken';
    }
    const { delayMs, rejectRate } = faults.current().moderation;
    const reviews = delayMs > 0 || rejectRate > 0;
    store.run(
      'INSERT OR REPLACE INTO item VALUES (?, ?, ?, NULL, ?, ?, ?)',
      shopId,
      data.id,
      reviews ? 'in-review' : 'live',
      sequence,
      reviews ? clock() + delayMs : null,
      JSON.stringify(message.data),
    );
    if (!reviews) return 'taken';
    schedule();
    return 'reviewing';
  };

  const endReviews = (): void => {
    const due = store.rows(Item, 'SELECT * FROM item WHERE review_ms IS NOT NULL AND review_ms <= ?', clock());
    for (const { shop_id: shopId, id, sequence } of due) {
      const rejected = fraction(`${faults.current().seed}:${id}`) < faults.current().moderation.rejectRate;
      store.run(
        'UPDATE item SET state = ?, reason = ?, review_ms = NULL WHERE shop_id = ? AND id = ?',
        rejected ? 'rejected' : 'live',
        rejected ? 'Foto utama kurang jelas.' : null,
        shopId,
        id,
      );
      if (rejected)
        push(shopId, 'listing.rejected', {
          id,
          sequence,
          problems: [{ field: 'photos', code: 'PHOTO_UNCLEAR', message: 'Foto utama kurang jelas.' }],
        });
      else push(shopId, 'listing.live', { id, sequence, url: urlOf(shopId, id) });
    }
  };

  const sendPush = async ({ n, shop_id: shopId, body, attempts }: z.infer<typeof Push>): Promise<void> => {
    const { dropRate, duplicateRate } = faults.current().pushes;
    const [secret] = Secrets.parse(JSON.parse(shopOf(shopId)?.secrets ?? '[]'));
    if (callbackUrl === undefined || secret === undefined || faults.chance('drop', dropRate)) {
      store.run('DELETE FROM push WHERE n = ?', n);
      return;
    }
    const id = z.object({ id: z.string() }).parse(JSON.parse(body)).id;
    const timestamp = String(Math.floor(clock() / 1000));
    const send = () =>
      options.fetch(`${callbackUrl}/${shopId}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/cloudevents+json',
          'webhook-id': id,
          'webhook-timestamp': timestamp,
          'webhook-signature': sign(secret, id, timestamp, body),
        },
        body,
        signal: AbortSignal.timeout(15_000),
      });
    const status = await send().then(
      async (response) => {
        await response.body?.cancel();
        return response.status;
      },
      () => 0,
    );
    if (faults.chance('duplicate', duplicateRate)) await send().catch(() => undefined);
    if (isClosed) return;
    const waitMs = retryWaits[attempts];
    if ((status >= 200 && status < 300) || waitMs === undefined) store.run('DELETE FROM push WHERE n = ?', n);
    else store.run('UPDATE push SET attempts = attempts + 1, due_ms = ? WHERE n = ?', clock() + waitMs, n);
  };

  const settle = async (): Promise<void> => {
    while (running !== undefined) await running;
    if (isClosed) return;
    running = (async () => {
      endReviews();
      const order = faults.current().pushes.shuffle ? 'random()' : 'n';
      const due = store.rows(
        Push,
        `SELECT n, shop_id, body, attempts FROM push WHERE due_ms <= ? ORDER BY ${order}`,
        clock(),
      );
      for (const each of due) if (isOpen()) await sendPush(each);
    })();
    try {
      await running;
    } finally {
      running = undefined;
      schedule();
    }
  };

  function schedule(): void {
    clearTimeout(timer);
    if (isClosed || running !== undefined) return;
    const next = store.row(
      z.object({ at: z.number().nullable() }),
      'SELECT min(at) AS at FROM (SELECT min(review_ms) AS at FROM item UNION ALL SELECT min(due_ms) FROM push)',
    )?.at;
    if (next === null || next === undefined) return;
    timer = setTimeout(() => void settle().catch(() => undefined), Math.min(Math.max(0, next - clock()), 60_000));
    timer.unref();
  }

  const receive = (shopId: string, request: SimulatorRequest): SimulatorAnswer => {
    const answered = (status: number, body = '', headers: Record<string, string> = {}): SimulatorAnswer => {
      count(shopId, status < 300 ? 'ok' : `error:${status}`);
      return { status, headers, body };
    };
    const { outage, answer, timeoutBeforeRate, timeoutAfterRate, errorRate } = faults.current();
    if (outage) return answered(503);
    if (answer !== null)
      return answered(answer.status, '', {
        ...(answer.retryAfterSeconds === undefined ? {} : { 'retry-after': String(answer.retryAfterSeconds) }),
        ...(answer.location === undefined ? {} : { location: answer.location }),
      });
    const shop = shopOf(shopId);
    if (shop === undefined) return answered(404, 'no such endpoint');
    // "410 Gone: the endpoint should be disabled" (standard-webhooks.md, Deliverability)
    if (shop.closed === 1) return answered(410);
    const fault = faultOf(Secrets.parse(JSON.parse(shop.secrets)), request.headers, request.body, clock());
    if (fault !== undefined) return answered(401, fault);
    if (faults.isOverRate(shopId, clock())) return answered(429, '', { 'retry-after': '1' });
    if (faults.chance('before', timeoutBeforeRate)) return lost(shopId, 'timeout-before');
    if (faults.chance('error', errorRate)) return answered(500);
    // "Content-Type … application/cloudevents+json" (cloudevents/http-protocol-binding.md 3.2, structured mode)
    if (request.headers['content-type']?.startsWith('application/cloudevents+json') !== true) return answered(415);
    // "keep payloads below 20kb" (standard-webhooks.md, Payload size)
    if (request.body.byteLength >= 20_000) return answered(413);
    const parsed = Message.safeParse(readJson(request.body));
    if (!parsed.success) return answered(422, z.prettifyError(parsed.error));
    const webhookId = request.headers['webhook-id'] ?? '';
    if (parsed.data.id !== webhookId) return answered(422, 'id is not webhook-id');
    // a test is looked at, not listed
    if (parsed.data.test === 'true') return answered(200);
    const isNew = store.run('INSERT OR IGNORE INTO seen VALUES (?, ?)', shopId, webhookId) > 0;
    const taken = isNew ? take(shopId, parsed.data) : 'taken';
    if (taken === 'unknown-item') {
      store.run('DELETE FROM seen WHERE shop_id = ? AND webhook_id = ?', shopId, webhookId);
      return answered(409, 'no such listing');
    }
    if (faults.chance('after', timeoutAfterRate)) return lost(shopId, 'timeout-after');
    return answered(taken === 'reviewing' ? 202 : 200);
  };

  const lost = (shopId: string, outcome: string): SimulatorAnswer => {
    count(shopId, outcome);
    return { status: 504, headers: {}, body: '', holdMs: 60_000 };
  };

  const products = (shopId: string) =>
    store
      .rows(Item, 'SELECT * FROM item WHERE shop_id = ? ORDER BY rowid', shopId)
      .map(({ id, state, reason, doc }) => {
        const shown = Doc.parse(JSON.parse(doc));
        return {
          ...shown,
          external_id: id,
          sku: id,
          buyer_price: shown.priceIdr,
          photos: shown.images,
          state,
          live: state === 'live',
          deleted: state === 'removed',
          reason,
          url: urlOf(shopId, id),
        };
      });

  const order = (body: unknown): SimulatorAnswer => {
    const parsed = NewOrder.safeParse(body);
    if (!parsed.success) return json(400, { error: z.prettifyError(parsed.error) });
    const { shopId, lines, buyer } = parsed.data;
    const taken: z.infer<typeof Order>['lines'] = [];
    for (const [n, { externalItemId, sellerSku, variantId, quantity }] of lines.entries()) {
      const item = itemOf(shopId, externalItemId ?? sellerSku ?? '');
      if (item === undefined) return json(404, { error: 'no such item' });
      const doc = Doc.parse(JSON.parse(item.doc));
      if (item.state !== 'live' || doc.stock < quantity) return json(409, { error: 'not enough stock' });
      store.run(
        'UPDATE item SET doc = ? WHERE shop_id = ? AND id = ?',
        JSON.stringify({ ...doc, stock: doc.stock - quantity }),
        shopId,
        item.id,
      );
      taken.push({
        lineId: String(n + 1),
        id: item.id,
        ...(variantId === undefined ? {} : { variantId }),
        name: doc.name,
        quantity,
        priceIdr: doc.variants?.find((each) => each.variantId === variantId)?.priceIdr ?? doc.priceIdr,
      });
    }
    const placedAt = new Date(clock()).toISOString();
    const doc = {
      state: 'to-ship' as const,
      placedAt,
      updatedAt: placedAt,
      totalIdr: taken.reduce((sum, { quantity, priceIdr }) => sum + quantity * priceIdr, 0),
      lines: taken,
      ...(buyer === undefined ? {} : { buyer }),
    };
    store.run('INSERT INTO shop_order (shop_id, doc) VALUES (?, ?)', shopId, JSON.stringify(doc));
    const n = store.row(z.object({ n: z.number() }), 'SELECT max(n) AS n FROM shop_order')?.n ?? 0;
    push(shopId, 'order.created', { orderId: `P-${n}`, ...doc });
    return json(201, { orderId: `P-${n}` });
  };

  const moveOrder = (n: string, body: unknown): SimulatorAnswer => {
    const row = store.row(
      z.object({ shop_id: z.string(), doc: z.string() }),
      'SELECT shop_id, doc FROM shop_order WHERE n = ?',
      Number(n),
    );
    const parsed = z.strictObject({ state: OrderState }).safeParse(body);
    if (row === undefined) return json(404, { error: 'no such order' });
    if (!parsed.success) return json(400, { error: z.prettifyError(parsed.error) });
    const { state } = parsed.data;
    const before = Order.parse(JSON.parse(row.doc));
    if (state === 'cancelled' && before.state !== 'cancelled')
      for (const { id, quantity } of before.lines) {
        const item = itemOf(row.shop_id, id);
        if (item === undefined) continue;
        const doc = Doc.parse(JSON.parse(item.doc));
        store.run(
          'UPDATE item SET doc = ? WHERE shop_id = ? AND id = ?',
          JSON.stringify({ ...doc, stock: doc.stock + quantity }),
          row.shop_id,
          id,
        );
      }
    const doc = { ...before, state, updatedAt: new Date(clock()).toISOString() };
    store.run('UPDATE shop_order SET doc = ? WHERE n = ?', JSON.stringify(doc), Number(n));
    push(row.shop_id, state === 'cancelled' ? 'order.cancelled' : 'order.created', { orderId: `P-${n}`, ...doc });
    return json(200, { orderId: `P-${n}`, state });
  };

  const answerDoor = (request: SimulatorRequest): SimulatorAnswer => {
    const [, door = '', id = '', more = ''] = request.path.split('/').map(decodeURIComponent);
    const { method } = request;
    const body = readJson(request.body);
    if (door === '_endpoint' && method === 'PUT') {
      const parsed = z.strictObject({ secrets: Secrets.min(1) }).safeParse(body);
      if (!parsed.success) return json(400, { error: 'secrets' });
      store.run('INSERT OR REPLACE INTO shop VALUES (?, ?, 0)', id, JSON.stringify(parsed.data.secrets));
      return json(200, { url: `${options.publicBaseUrl}/hooks/${id}` });
    }
    if (
      (door === '_endpoint' && method === 'DELETE') ||
      (door === '_shop' && more === 'deauthorization' && method === 'POST')
    ) {
      store.run('UPDATE shop SET closed = 1 WHERE shop_id = ?', id);
      return json(200, {});
    }
    if (door === '_shop' && method === 'GET' && id === '') {
      const shops = store.rows(z.object({ shop_id: z.string() }), 'SELECT shop_id FROM shop ORDER BY shop_id');
      return request.headers['accept']?.includes('text/html') === true
        ? { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: shopsPage(shops) }
        : json(200, { shops });
    }
    if (door === '_shop' && method === 'GET' && more === '') {
      const shown = products(id);
      return request.headers['accept']?.includes('application/json') === true
        ? json(200, { shop_id: id, products: shown })
        : { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: shopPage(id, shown) };
    }
    if (door === '_orders' && method === 'POST' && id === '') return order(body);
    if (door === '_orders' && method === 'PUT') return moveOrder(id.replace(/^P-/u, ''), body);
    if (door === '_calls' && method === 'DELETE') {
      store.run('DELETE FROM call');
      return json(200, {});
    }
    if (door === '_calls' && method === 'GET') {
      const calls = store.rows(Call, 'SELECT endpoint, shop, outcome, n FROM call ORDER BY endpoint, shop, outcome');
      return json(200, {
        total: calls.reduce((sum, { n }) => sum + n, 0),
        calls: calls.map(({ n, ...call }) => ({ ...call, count: n })),
      });
    }
    if (door === '_faults' && method === 'GET') return json(200, faults.current());
    if (door === '_faults' && method === 'PUT')
      return faults.set(body) ? json(200, faults.current()) : json(400, { error: 'wrong faults' });
    if (door === '_app' && method === 'GET') return json(200, {});
    return json(404, { error: 'not found' });
  };

  if (options.callbackUrl !== undefined) save('callbackUrl', options.callbackUrl);
  return {
    name: 'webhook',
    // partners share a secret each, not an app
    app: () => ({}),
    setCallbackUrl: (url) => {
      callbackUrl = url;
      save('callbackUrl', url);
    },
    handle: (request) => {
      const [, first = '', shopId = ''] = request.path.split('/');
      try {
        if (first === 'hooks' && request.method === 'POST')
          return Promise.resolve(receive(decodeURIComponent(shopId), request));
        return Promise.resolve(answerDoor(request));
      } catch (error) {
        return Promise.resolve(json(500, { error: String(error) }));
      }
    },
    settle,
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      store.close();
    },
  };
};

/** Waits before a push is sent again, in milliseconds. */
const retryWaits: readonly number[] = [1_000, 5_000, 30_000, 300_000, 1_800_000];

const Secrets = z.array(z.string());
const Shop = z.object({ shop_id: z.string(), secrets: z.string(), closed: z.number() });
const Item = z.object({
  shop_id: z.string(),
  id: z.string(),
  state: z.string(),
  reason: z.string().nullable(),
  sequence: z.number(),
  doc: z.string(),
});
const Push = z.object({ n: z.number(), shop_id: z.string(), body: z.string(), attempts: z.number() });
const Call = z.object({ endpoint: z.string(), shop: z.string(), outcome: z.string(), n: z.number() });
const OrderState = z.enum(['unpaid', 'to-ship', 'shipped', 'completed', 'cancelled', 'returned']);
const NewOrder = z.object({
  shopId: z.string(),
  lines: z
    .array(
      z.object({
        externalItemId: z.string().optional(),
        sellerSku: z.string().optional(),
        variantId: z.string().optional(),
        quantity: z.int().min(1),
      }),
    )
    .min(1),
  buyer: z.object({ name: z.string(), phone: z.string(), address: z.string() }).partial().optional(),
});
const Order = z.looseObject({
  state: OrderState,
  lines: z.array(
    z.object({
      lineId: z.string(),
      id: z.string(),
      variantId: z.string().optional(),
      name: z.string(),
      quantity: z.number(),
      priceIdr: z.number(),
    }),
  ),
});

const json = (status: number, body: unknown): SimulatorAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const readJson = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
};
