import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  AppSession,
  CallResult,
  Connector,
  Delivery,
  FactCache,
  FeedEntry,
  Grant,
  HouseStore,
  ImageIds,
  Overrides,
  Plan,
  Session,
} from '../../connectors/connector.ts';
import type { MarketplaceSimulator, SimulatorOptions } from '../../connectors/simulator.ts';
import type { Listable } from '../../shared/domain/listing/listable.ts';
import sharp from 'sharp';

/** A push as the simulator sent it. */
export interface SentPush {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * A connector and its simulator in one process: calls go straight into the simulator, time stands still until a test moves
 * it, and an answer that the simulator holds back is a broken connection at once.
 */
export interface Rig {
  readonly connector: Connector;
  readonly simulator: MarketplaceSimulator;
  readonly app: AppSession;
  readonly callbackUrl: string;
  readonly pushes: SentPush[];
  readonly nowMs: () => number;
  readonly pass: (ms: number) => Promise<void>;
  readonly house: HouseStore & { readonly sent: Delivery[]; readonly entries: Map<string, FeedEntry> };
  /** A request to one of the simulator's own doors. */

  readonly door: (method: string, path: string, body?: unknown) => Promise<any>;
  readonly close: () => void;
}

export const openRig = async (connector: Connector): Promise<Rig> => {
  const { createSimulator }: { createSimulator: (options: SimulatorOptions) => MarketplaceSimulator } = await import(
    `../../connectors/${connector.name}/simulator/index.ts`
  );
  const dataDir = mkdtempSync(join(tmpdir(), `rig-${connector.name}-`));
  const baseUrl = `https://${connector.name}.test`;
  const callbackUrl = `https://ikm.test/v1/callbacks/${connector.name}`;
  const pushes: SentPush[] = [];
  let now = Date.UTC(2026, 10, 22, 8);
  const clock = () => now;
  const simulator = createSimulator({
    dataDir,
    clock,
    publicBaseUrl: baseUrl,
    callbackUrl,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      pushes.push({
        url: request.url,
        headers: Object.fromEntries(request.headers),
        body: new Uint8Array(await request.arrayBuffer()),
      });
      return new Response('', { status: 200 });
    },
  });
  const fetchSimulator: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const answer = await simulator.handle({
      method: request.method,
      path: url.pathname,
      query: url.searchParams,
      headers: Object.fromEntries(request.headers),
      body: new Uint8Array(await request.arrayBuffer()),
    });
    if (answer.holdMs !== undefined) throw new TypeError('fetch failed', { cause: new Error('other side closed') });
    return new Response(typeof answer.body === 'string' ? answer.body : Buffer.from(answer.body), answer);
  };
  return {
    connector,
    simulator,
    app: { app: simulator.app(), baseUrl, fetch: fetchSimulator, clock, signal: new AbortController().signal },
    callbackUrl,
    pushes,
    house: openHouse(),
    nowMs: clock,
    pass: async (ms) => {
      now += ms;
      await simulator.settle();
    },
    door: async (method, path, body) => {
      const answer = await simulator.handle({
        method,
        path,
        query: new URLSearchParams(),
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        body: new Uint8Array(Buffer.from(body === undefined ? '' : JSON.stringify(body))),
      });
      const text = Buffer.from(answer.body).toString('utf8');
      if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return text === '' ? undefined : JSON.parse(text);
    },
    close: () => {
      simulator.close();
      rmSync(dataDir, { recursive: true });
    },
  };
};

/** The value of an `ok`; fails with the answer otherwise. */
export const okOf = <T>(result: CallResult<T>): T => {
  if (result.kind !== 'ok') throw new Error(JSON.stringify(result));
  return result.value;
};

/** The seller lets us in on the marketplace's page; the redirect's query. */
export const consent = async (rig: Rig, shopName: string, more = ''): Promise<Record<string, string>> => {
  const { connector, app } = rig;
  const back = 'https://ikm.test/back?state=s';
  const link = connector.authorization.url(app.app, app.baseUrl, back, rig.nowMs());
  // a marketplace without a consent page of its own leads straight back
  if (link.startsWith(back)) return Object.fromEntries(new URL(link).searchParams);
  const answer = await app.fetch(`${link}&approve=1&shop_name=${encodeURIComponent(shopName)}${more}`, {
    redirect: 'manual',
  });
  return Object.fromEntries(new URL(answer.headers.get('location') ?? 'https://none.test').searchParams);
};

export const connect = async (rig: Rig, shopName: string, more = ''): Promise<Session & { readonly grant: Grant }> => {
  const grant = okOf(await rig.connector.authorization.exchange(rig.app, await consent(rig, shopName, more)));
  const session = { ...rig.app, shopId: grant.shopId, accessToken: grant.accessToken, grant };
  return rig.connector.feed === null ? session : { ...session, house: rig.house };
};

/** The house's shelf, in memory. */
const openHouse = (): HouseStore & { readonly sent: Delivery[]; readonly entries: Map<string, FeedEntry> } => {
  const entries = new Map<string, FeedEntry>();
  const sent: Delivery[] = [];
  return {
    entries,
    sent,
    feed: {
      put: async (entry) => void entries.set(entry.marker, entry),
      read: async (marker) => entries.get(marker),
      remove: async (marker) => void entries.delete(marker),
    },
    deliveries: { log: async (delivery) => void sent.push(delivery) },
  };
};

/** Keeps what was loaded, as the house does. */
export const openFacts = (): FactCache => {
  const kept = new Map<string, unknown>();
  return async (name, _ttlMs, load) => {
    const known = kept.get(name);
    // a cache knows nothing of types: what comes back under a name is what was put there
    if (known !== undefined) return { kind: 'ok', value: (known as { value: never }).value };
    const result = await load();
    if (result.kind === 'ok') kept.set(name, JSON.parse(JSON.stringify({ value: result.value })));
    return result;
  };
};

export const planFor = async (
  rig: Rig,
  session: Session,
  listable: Listable,
  overrides: Overrides = {},
  facts: FactCache = openFacts(),
): Promise<Plan> =>
  rig.connector.plan(listable, overrides, okOf(await rig.connector.gatherFacts(session, listable, overrides, facts)));

const photo = await sharp({ create: { width: 600, height: 600, channels: 3, background: '#c08040' } })
  .jpeg()
  .toBuffer();

export const upload = async (rig: Rig, session: Session, plan: Plan): Promise<ImageIds> => {
  const images: Record<string, string> = {};
  for (const name of plan.photos) {
    const bytes = { name, contentType: 'image/jpeg' as const, bytes: new Uint8Array(photo) };
    images[name] = okOf(await rig.connector.uploadPhoto(session, bytes)).imageId;
  }
  return images;
};

/** A product that every marketplace can take. */
export const tempe: Listable = {
  productId: '01JD8ZQ4Y0TEMPE00000000001',
  name: 'Keripik Tempe Sanan Rasa Daun Jeruk 250 g',
  description:
    'Keripik tempe renyah dari Sentra Tempe Sanan, Malang.\nDibuat dari kedelai pilihan tanpa pengawet, dikemas kedap udara.',
  komoditas: 'makanan',
  kind: 'physical',
  package: { weightGrams: 305, lengthMm: 204, widthMm: 150, heightMm: 61 },
  attributes: { rasa: 'Original', netto: '250 gram' },
  composition: 'Kedelai, tepung beras, daun jeruk, garam',
  shelfLifeDays: 200,
  legality: [
    { type: 'P-IRT', number: '2063573010234-27' },
    { type: 'halal', number: 'ID35110000123450123' },
  ],
  photos: ['aaa.jpg', 'bbb.jpg'],
  origin: { sentraName: 'Sentra Tempe Sanan', regionName: 'Kota Malang' },
  seller: { ikmId: '01JD8ZQ4Y0JKM000000000001A', businessName: 'Keripik Tempe Bu Noer' },
  photoBase: 'https://ikm.test/images',
  page: { url: 'https://ikm.test/p/01JD8ZQ4Y0TEMPE00000000001', photoBase: 'https://ikm.test/images' },
  offer: { priceIdr: 18_500, availability: 'ready', stock: 40 },
};
