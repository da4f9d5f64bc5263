import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { MarketplaceSimulator, SimulatorAnswer, SimulatorOptions, SimulatorRequest } from './simulator.ts';

/** What is wrong with an item or a file, and where the rule stands. */
export const Issue = z.object({
  code: z.string(),
  attribute: z.string(),
  severity: z.enum(['DISAPPROVED', 'DEMOTED']),
  message: z.string(),
  source: z.string(),
});
export type Issue = z.infer<typeof Issue>;

/** An item as the marketplace read it from the file. */
export interface ReadItem {
  readonly id: string;
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** By the rules of the file alone. */
  readonly issues: readonly Issue[];
}

/** One marketplace that fetches feeds. */
export interface FeedReader {
  readonly name: string;
  /** How often it fetches by itself, in milliseconds. */
  readonly everyMs: number;
  /** @throws Error with the reason why the file as a whole is refused. */
  readonly read: (text: string, contentType: string, nowMs: number) => readonly ReadItem[];
  /** What the page must say of this item, in schema.org's words. */
  readonly availabilityOf: (word: string) => readonly string[];
  readonly rules: { readonly image: string; readonly page: string };
}

const Product = z.object({
  external_id: z.string(),
  sku: z.string(),
  name: z.string(),
  buyer_price: z.number().nullable(),
  stock: z.number().nullable(),
  photos: z.array(z.string()),
  state: z.enum(['approved', 'disapproved']),
  live: z.boolean(),
  issues: z.array(Issue),
  fields: z.record(z.string(), z.array(z.string())),
});
const Shop = z.object({
  shopId: z.string(),
  feedUrl: z.string(),
  fetchedAt: z.string().nullable(),
  outcome: z.string(),
  etag: z.string().nullable(),
  products: z.array(Product),
});
type Shop = z.infer<typeof Shop>;
const State = z.object({
  shops: z.record(z.string(), Shop),
  calls: z.record(z.string(), z.record(z.string(), z.number())),
  faults: z.looseObject({ outage: z.boolean().optional() }),
});
type State = z.infer<typeof State>;

const json = (status: number, body: unknown): SimulatorAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(body),
});
const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0) ?? 63};`);

/** Width and height of a JPEG or PNG from its head; `undefined` for anything else. */
const sizeOf = (bytes: Uint8Array): { readonly width: number; readonly height: number } | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length > 24 && view.getUint32(0) === 0x89504e47)
    return { width: view.getUint32(16), height: view.getUint32(20) };
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 < bytes.length;) {
    const marker = view.getUint16(at);
    // a start of frame, but not the tables that share its range
    if (marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker))
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
};

const JsonLd = z.json();
/** Every offer that the page's JSON-LD makes, however deep it stands. */
const offersIn = (html: string): readonly { readonly price: string; readonly availability: string }[] => {
  const found: { price: string; availability: string }[] = [];
  const walk = (value: z.infer<typeof JsonLd>): void => {
    if (Array.isArray(value)) for (const one of value) walk(one);
    else if (typeof value === 'object' && value !== null) {
      const price = value['price'] ?? value['lowPrice'];
      if (typeof price === 'string' || typeof price === 'number') {
        const { availability } = value;
        const word = typeof availability === 'string' ? (availability.split('/').at(-1) ?? '') : '';
        found.push({ price: String(Number(price)), availability: word });
      }
      for (const one of Object.values(value)) walk(one);
    }
  };
  for (const [, text = ''] of html.matchAll(/<script[^>]*type="application\/ld\+json"[^>]*>(.*?)<\/script>/gs)) {
    try {
      walk(JsonLd.parse(JSON.parse(text)));
    } catch {
      // a page with broken data says nothing
    }
  }
  return found;
};

/** Most items whose page and image one fetch looks at; the others keep what was found before. */
const mostLooks = 500;
const together = 4;

/** The other side of a feed: fetches the file, the pages and the images, and shows what it would disapprove. */
export const createFeedSimulator = (reader: FeedReader, options: SimulatorOptions): MarketplaceSimulator => {
  const { clock } = options;
  mkdirSync(options.dataDir, { recursive: true });
  const file = join(options.dataDir, 'state.json');
  const state: State = existsSync(file)
    ? State.parse(JSON.parse(readFileSync(file, 'utf8')))
    : { shops: {}, calls: {}, faults: {} };
  const save = (): void => {
    writeFileSync(`${file}.new`, JSON.stringify(state));
    renameSync(`${file}.new`, file);
  };
  const count = (endpoint: string, outcome: string): void => {
    const outcomes = (state.calls[endpoint] ??= {});
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  };
  /** Looked at before, by what was looked at. */
  const looked = new Map<string, readonly Issue[]>();
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;

  const call = async (
    endpoint: string,
    url: string,
    headers: Record<string, string> = {},
  ): Promise<Response | string> => {
    try {
      if (state.faults.outage === true) throw new Error('outage');
      const answer = await options.fetch(url, { headers, signal: AbortSignal.timeout(30_000) });
      count(endpoint, String(answer.status));
      return answer;
    } catch (error) {
      count(endpoint, 'failed');
      return error instanceof Error ? error.message : String(error);
    }
  };

  const lookAt = async ({ fields }: ReadItem): Promise<readonly Issue[]> => {
    const issues: Issue[] = [];
    const say = (code: string, attribute: string, message: string, source: string): void => {
      issues.push({ code, attribute, severity: 'DISAPPROVED', message, source });
    };
    const [image = ''] = fields['image_link'] ?? [];
    const picture = await call('image', image);
    if (typeof picture === 'string' || !picture.ok)
      say('image_link_broken', 'image_link', 'The image cannot be fetched', reader.rules.image);
    else {
      const size = sizeOf(new Uint8Array(await picture.arrayBuffer()));
      if (size === undefined) say('image_unreadable', 'image_link', 'Not a JPEG or PNG', reader.rules.image);
      else if (size.width < 500 || size.height < 500)
        say('image_too_small', 'image_link', `${size.width} × ${size.height}, at least 500 × 500`, reader.rules.image);
    }
    const [link = ''] = fields['link'] ?? [];
    const page = await call('page', link);
    if (typeof page === 'string' || !page.ok) {
      say('landing_page_error', 'link', 'The page cannot be fetched', reader.rules.page);
      return issues;
    }
    const offers = offersIn(await page.text());
    const price = String(Number.parseFloat(fields['price']?.[0] ?? ''));
    const atPrice = offers.filter((offer) => offer.price === price);
    if (atPrice.length === 0)
      say('mismatched_price', 'price', `The page's data has no offer of ${price}`, reader.rules.page);
    const words = reader.availabilityOf(fields['availability']?.[0] ?? '');
    if (atPrice.length > 0 && !atPrice.some(({ availability }) => words.includes(availability)))
      say(
        'mismatched_availability',
        'availability',
        `The page says ${atPrice.map(({ availability }) => availability).join(', ')}`,
        reader.rules.page,
      );
    return issues;
  };

  const lookAtAll = async (items: readonly ReadItem[]): Promise<readonly (readonly Issue[])[]> => {
    const keys = items.map(({ fields }) => createHash('sha256').update(JSON.stringify(fields)).digest('hex'));
    const waiting = items.flatMap((item, at) => (looked.has(keys[at] ?? '') ? [] : [{ item, key: keys[at] ?? '' }]));
    const due = waiting.slice(0, mostLooks);
    const work = async (): Promise<void> => {
      for (let next = due.shift(); next !== undefined; next = due.shift())
        looked.set(next.key, await lookAt(next.item));
    };
    await Promise.all(Array.from({ length: together }, work));
    return keys.map((key) => looked.get(key) ?? []);
  };

  const fetchFeed = async (shop: Shop): Promise<void> => {
    const url = new URL(shop.feedUrl);
    const { username, password } = url;
    url.username = '';
    url.password = '';
    const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
    const answer = await call('feed', url.href, {
      'accept-encoding': 'gzip',
      ...(password === '' ? {} : { authorization: `Basic ${login}` }),
      ...(shop.etag === null ? {} : { 'if-none-match': shop.etag }),
    });
    shop.fetchedAt = new Date(clock()).toISOString();
    if (typeof answer === 'string') shop.outcome = `failed: ${answer}`;
    else if (answer.status === 304) shop.outcome = 'unchanged';
    else if (!answer.ok) shop.outcome = `failed: HTTP ${answer.status}`;
    else {
      try {
        const items = reader.read(await answer.text(), answer.headers.get('content-type') ?? '', clock());
        const seen = new Set<string>();
        const there = await lookAtAll(items);
        shop.products = items.map((item, at) => {
          const issues = [...item.issues, ...(there[at] ?? [])];
          // an id may stand once (both specifications)
          if (seen.has(item.id))
            issues.push({
              code: 'duplicate_id',
              attribute: 'id',
              severity: 'DISAPPROVED',
              message: 'The id stands twice',
              source: reader.rules.page,
            });
          seen.add(item.id);
          return productOf(item, issues);
        });
        shop.etag = answer.headers.get('etag');
        shop.outcome = 'read';
      } catch (error) {
        shop.outcome = `refused: ${error instanceof Error ? error.message : String(error)}`;
      }
    }
    if (!isClosed) save();
  };

  const settle = async (): Promise<void> => {
    clearTimeout(timer);
    for (const shop of Object.values(state.shops))
      if (shop.fetchedAt === null || clock() - Date.parse(shop.fetchedAt) >= reader.everyMs) await fetchFeed(shop);
    if (isClosed) return;
    timer = setTimeout(() => void settle().catch(() => undefined), Math.min(reader.everyMs, 3_600_000));
    timer.unref();
  };

  const Fetch = z.object({ feedUrl: z.url(), shopId: z.string().max(100).optional() });
  const answerDoor = async ({ method, path, headers, body }: SimulatorRequest): Promise<SimulatorAnswer> => {
    const read = (): unknown => JSON.parse(Buffer.from(body).toString('utf8') || '{}');
    const route = `${method} ${path}`;
    if (route === 'POST /_fetch') {
      const asked = Fetch.safeParse(read());
      if (!asked.success) return json(400, { error: z.prettifyError(asked.error) });
      const { feedUrl } = asked.data;
      const shopId = asked.data.shopId ?? /\/feeds\/([^/]+)\//.exec(new URL(feedUrl).pathname)?.[1] ?? 'shop';
      const shop = (state.shops[shopId] ??= {
        shopId,
        feedUrl,
        fetchedAt: null,
        outcome: 'new',
        etag: null,
        products: [],
      });
      shop.feedUrl = feedUrl;
      await fetchFeed(shop);
      const disapproved = shop.products.filter((product) => product.state === 'disapproved').length;
      return json(200, {
        shopId,
        outcome: shop.outcome,
        approved: shop.products.length - disapproved,
        disapproved,
      });
    }
    if (route === 'GET /_calls') {
      const all = Object.values(state.calls).flatMap((outcomes) => Object.values(outcomes));
      return json(200, { total: all.reduce((sum, n) => sum + n, 0), endpoints: state.calls });
    }
    if (route === 'DELETE /_calls') {
      state.calls = {};
      save();
      return json(200, { total: 0 });
    }
    if (route === 'GET /_faults') return json(200, state.faults);
    if (route === 'PUT /_faults') {
      const faults = State.shape.faults.safeParse(read());
      if (!faults.success) return json(400, { error: z.prettifyError(faults.error) });
      state.faults = faults.data;
      save();
      return json(200, state.faults);
    }
    if (route === 'GET /_shop') {
      const shops = Object.values(state.shops);
      return (headers['accept'] ?? '').includes('application/json')
        ? json(200, { shops: shops.map((shop) => ({ shop_id: shop.shopId, fetched_at: shop.fetchedAt })) })
        : listOf(reader, shops);
    }
    if (route === 'GET /_app') return json(200, {});
    const [, shopId] = /^GET \/_shop\/([^/]+)$/.exec(route) ?? [];
    if (shopId !== undefined) {
      const shop = state.shops[decodeURIComponent(shopId)] ?? {
        shopId: decodeURIComponent(shopId),
        feedUrl: '',
        fetchedAt: null,
        outcome: 'never fetched',
        etag: null,
        products: [],
      };
      return (headers['accept'] ?? '').includes('application/json') ? json(200, shop) : pageOf(reader, shop);
    }
    return json(404, { error: 'not found' });
  };

  return {
    name: reader.name,
    app: () => ({}),
    setCallbackUrl: () => undefined,
    handle: async (request) => {
      try {
        return await answerDoor(request);
      } catch (error) {
        return json(400, { error: error instanceof Error ? error.message : String(error) });
      }
    },
    settle,
    close: () => {
      isClosed = true;
      clearTimeout(timer);
    },
  };
};

const productOf = ({ id, fields }: ReadItem, issues: readonly Issue[]): z.infer<typeof Product> => {
  const isApproved = !issues.some(({ severity }) => severity === 'DISAPPROVED');
  const availability = fields['availability']?.[0] ?? '';
  const quantity = fields['quantity_to_sell_on_facebook']?.[0];
  const price = Number.parseFloat(fields['price']?.[0] ?? '');
  return {
    external_id: id,
    sku: id,
    name: fields['title']?.[0] ?? '',
    buyer_price: Number.isNaN(price) ? null : price,
    stock: quantity === undefined || quantity === '' ? null : Number(quantity),
    photos: [...(fields['image_link'] ?? []), ...(fields['additional_image_link'] ?? [])],
    state: isApproved ? 'approved' : 'disapproved',
    live: isApproved && !/^out[_ ]of[_ ]stock$/.test(availability),
    issues: [...issues],
    fields: Object.fromEntries(Object.entries(fields).map(([name, values]) => [name, [...values]])),
  };
};

const htmlPage = (title: string, content: string): SimulatorAnswer => ({
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escape(title)}</title><style>body{font:15px/1.4 system-ui;margin:1rem}td{padding:.4rem;border-top:1px solid #ccc;vertical-align:top}.disapproved{color:#a00}.approved{color:#060}</style></head><body><h1>${escape(title)}</h1>${content}</body></html>`,
});

/** Feeds it knows; a new one is told by `POST _fetch`, as one pastes an address into the real console. */
const listOf = ({ name }: FeedReader, shops: readonly Shop[]): SimulatorAnswer =>
  htmlPage(
    name,
    shops.length === 0
      ? '<p>No feed yet: POST its address to _fetch.</p>'
      : `<ul>${shops
          .map(
            ({ shopId, outcome, products }) =>
              `<li><a href="_shop/${encodeURIComponent(shopId)}">${escape(shopId)}</a>: ${products.length} items, ${escape(outcome)}</li>`,
          )
          .join('')}</ul>`,
  );

const pageOf = ({ name }: FeedReader, shop: Shop): SimulatorAnswer => {
  const rows = shop.products.map((product) => {
    const why = product.issues.map(({ attribute, message, source }) => `${attribute}: ${message} (${source})`);
    const [image = ''] = product.photos;
    return `<tr><td><img src="${escape(image)}" alt="" width="64" height="64" loading="lazy"></td><td>${escape(product.name)}<br><code>${escape(product.external_id)}</code></td><td>${product.buyer_price ?? ''}</td><td>${escape(product.fields['availability']?.[0] ?? '')}</td><td class="${product.state}">${product.state}<br>${why.map(escape).join('<br>')}</td></tr>`;
  });
  return htmlPage(
    `${name}: ${shop.shopId}`,
    `<p>${escape(shop.outcome)} · ${escape(shop.fetchedAt ?? '')} · ${shop.products.length} items</p><table>${rows.join('')}</table>`,
  );
};
