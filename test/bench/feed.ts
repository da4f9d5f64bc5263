/**
 * A feed of 100,000 products (`--items N`): the first build, one change, a hundred changes; memory of the writer, time,
 * rows read and written, bytes and calls. Entries are made as they are read, files stand on disk under S3's rules on parts.
 * The heap is held at 64 MB. Last line JSON.
 */
import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { googleMerchant } from '../../connectors/google-merchant/index.ts';
import { buildFeed } from '../../functions/build-feed/use-case.ts';
import type { FeedObjects } from '../../shared/domain/feed/compose.ts';
import type { Listable } from '../../shared/domain/listing/listable.ts';
import { placeOf, type FeedHead } from '../../shared/domain/feed/feed.ts';
import type { EntryRow, FeedStore } from '../../shared/domain/feed/store.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createS3 } from '../../shared/persistence/photo-store.s3.ts';

// the collector takes what it may: a small heap shows what the writer needs
const flags = ['--expose-gc', '--max-old-space-size=64', '--max-semi-space-size=2'];
if (!process.execArgv.includes('--max-old-space-size=64')) {
  const file = new URL(import.meta.url).pathname;
  const { status } = spawnSync(process.execPath, [...flags, file, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(status ?? 1);
}
const { values } = parseArgs({ options: { items: { type: 'string', default: '100000' } } });
const count = Number(values.items);
const folder = mkdtempSync(join(tmpdir(), 'bench-feed-'));
const accountId = '01JD8ZQ4Y0BENCH00000000001';

const leastPart = 5 * 1024 * 1024;
const pathOf = (key: string): string => join(folder, 'objects', key);
/** Objects on disk; a part that is copied goes through a small buffer, as nothing of it is in the writer's memory on S3. */
const window = Buffer.alloc(1024 * 1024);
const append = (target: number, source: string, from: number, to: number): void => {
  const file = openSync(source, 'r');
  for (let done = from; done < to;) {
    const read = readSync(file, window, 0, Math.min(window.length, to - done), done);
    writeSync(target, window, 0, read);
    done += read;
  }
  closeSync(file);
};
const objects: FeedObjects = {
  get: async (key, range) => {
    if (!existsSync(pathOf(key))) return undefined;
    const from = range?.from ?? 0;
    const bytes = Buffer.alloc((range?.to ?? statSync(pathOf(key)).size) - from);
    const file = openSync(pathOf(key), 'r');
    readSync(file, bytes, 0, bytes.length, from);
    closeSync(file);
    return bytes;
  },
  put: async (key, bytes) => {
    mkdirSync(dirname(pathOf(key)), { recursive: true });
    writeFileSync(pathOf(key), bytes);
    return createHash('md5').update(bytes).digest('hex');
  },
  begin: async () => {
    const id = randomUUID();
    mkdirSync(join(folder, id));
    return id;
  },
  putPart: async (_key, id, number, bytes) => {
    writeFileSync(join(folder, id, String(number)), bytes);
    return String(bytes.length);
  },
  copyPart: async (_key, id, number, from) => {
    if (statSync(pathOf(from.key)).size <= leastPart) throw new Error('not supported as a byte-range copy source');
    const part = openSync(join(folder, id, String(number)), 'w');
    append(part, pathOf(from.key), from.from, from.to);
    closeSync(part);
    return String(from.to - from.from);
  },
  complete: async (key, id, etags) => {
    mkdirSync(dirname(pathOf(key)), { recursive: true });
    const whole = openSync(pathOf(key), 'w');
    for (const number of etags.keys()) {
      const part = join(folder, id, String(number + 1));
      const { size } = statSync(part);
      if (size < leastPart && number < etags.length - 1) throw new Error('EntityTooSmall');
      append(whole, part, 0, size);
    }
    closeSync(whole);
    rmSync(join(folder, id), { recursive: true });
    return `${randomUUID()}-${etags.length}`;
  },
  abort: async (_key, id) => rmSync(join(folder, id), { recursive: true, force: true }),
};

const numbersTo = (end: number): number[] => Array.from({ length: end }, (_, n) => n);
const listableOf = (n: number, priceIdr: number): Listable => ({
  productId: `01JD8ZQ4Y0${String(n).padStart(16, '0')}`,
  name: `Keripik Tempe Sanan Rasa Daun Jeruk Nomor ${n}`,
  description: `Keripik tempe renyah dari Sentra Tempe Sanan, Malang, nomor ${n}. `.repeat(8),
  komoditas: 'makanan',
  kind: 'physical',
  attributes: { netto: '250 gram' },
  legality: [],
  photos: ['a', 'b', 'c'].map((photo) => `${createHash('sha256').update(`${photo}${n}`).digest('hex')}.jpg`),
  package: { weightGrams: 305, lengthMm: 204, widthMm: 150, heightMm: 61 },
  seller: { ikmId: '01JD8ZQ4Y0JKM000000000001A', businessName: 'Keripik Tempe Bu Noer' },
  page: { url: `https://ikm.example/p/${n}`, photoBase: 'https://ikm.example/images' },
  offer: { priceIdr, availability: 'ready', stock: 40 },
});
const facts = await googleMerchant.gatherFacts({} as never, listableOf(0, 1), {});
const category = facts.value;

/**
 * The register of entries: each is made when it is read, as no row of it is in the writer's memory on AWS. Writes are
 * counted.
 */
const places = numbersTo(count)
  .map((n) => ({ n, place: placeOf(`${listableOf(n, 1).productId}-1`) }))
  .sort((one, other) => (one.place < other.place ? -1 : 1));
const order = Uint32Array.from(places, ({ n }) => n);
const priceOf = new Uint32Array(count).fill(18_500);
const loggedPrice = new Uint32Array(count);
const loggedSeq = new Uint32Array(count);
places.length = 0;
let head: FeedHead | undefined;
let rowWrites = 0;
const placeAt = (n: number): string => placeOf(`${listableOf(n, 1).productId}-1`);
const rowOf = (n: number): EntryRow => {
  const listable = listableOf(n, priceOf[n]!);
  const { content, price, stock } = googleMerchant.plan(listable, {}, category);
  const logged = loggedPrice[n]!;
  return {
    marker: `${listable.productId}-1`,
    place: placeAt(n),
    entry: { content, price, stock, onSale: true },
    isMarked: logged !== priceOf[n],
    rev: String(priceOf[n]),
    face: String(priceOf[n]).padStart(43, '0'),
    changedAt: '2026-11-22T08:00:00.000Z',
    ...(logged === 0 ? {} : { loggedFace: String(logged).padStart(43, '0'), loggedSeq: loggedSeq[n]! }),
  };
};
const firstAt = (place: string): number => {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (placeAt(order[middle]!) < place) low = middle + 1;
    else high = middle;
  }
  return low;
};
const numberOf = (marker: string): number => Number(marker.slice(10, 26));
const store: FeedStore = {
  read: async () => head,
  touch: async () => undefined,
  lease: async (_, lease) => ({ ...(head ?? { accountId, version: 0, seq: 0, files: {} }), lease }),
  publish: async (next) => {
    head = next;
    rowWrites += 1;
    return true;
  },
  release: async () => undefined,
  due: async () => [accountId],
  dirty: async () => [...order].filter((n) => loggedPrice[n] !== priceOf[n]).map(placeAt),
  entries: async function* (_, { from, before }) {
    const digit = Number.parseInt(from.slice(0, 1), 16) + 1;
    const end = before ?? (digit < 16 ? `${digit.toString(16)}0000000` : '~');
    let page: EntryRow[] = [];
    for (let at = firstAt(from); at < count && placeAt(order[at]!) < end; at += 1) {
      page.push(rowOf(order[at]!));
      // about a megabyte, as a query answers
      if (page.length === 300) {
        yield page;
        page = [];
      }
    }
    yield page;
  },
  log: async (_, changes) => {
    rowWrites += changes.length;
  },
  settle: async (_, settled) => {
    for (const { marker, seq, oldSeq } of settled) {
      const n = numberOf(marker);
      loggedPrice[n] = priceOf[n]!;
      loggedSeq[n] = seq ?? 0;
      rowWrites += oldSeq === undefined ? 1 : 2;
    }
  },
  changes: async () => [],
  entry: async () => undefined,
};

// the clients that a deployed writer holds in memory too
const clients = [createDynamo({ connectMs: 1, requestMs: 1 }), createS3({ connectMs: 1, requestMs: 1 })];

let ids = 0;
const build = buildFeed({
  store,
  objects,
  feedOf: async () => ({ formats: [googleMerchant.feed], title: 'Bench' }),
  publicUrl: 'https://ikm.example',
  licence: 'L',
  clock: Date.now,
  newId: () => `b${(ids += 1)}`,
});
const mb = (bytes: number): number => Math.round(bytes / 1024 / 1024);
const measure = async (label: string) => {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  rowWrites = 0;
  const startedAt = performance.now();
  const { moved, ...report } = await build(accountId);
  const seconds = Number(((performance.now() - startedAt) / 1000).toFixed(2));
  clearInterval(timer);
  const { files } = (await store.read(accountId))!;
  const file = files['google.xml'];
  const figures = {
    ...report,
    rowWrites,
    seconds,
    startRssMb: mb(before),
    peakRssMb: mb(Math.max(peak, process.memoryUsage().rss)),
    uploadedMb: mb(moved.uploaded),
    downloadedMb: mb(moved.downloaded),
    copiedInStoreMb: mb(moved.copied),
    objectCalls: moved.calls,
    fileMb: mb(file?.bytes ?? 0),
    gzipMb: mb(file?.gzBytes ?? 0),
  };
  console.log(label, figures);
  return figures;
};

const first = await measure('first build');
const nothing = await measure('nothing changed');
priceOf[Math.floor(count / 2)] = 19_000;
const one = await measure('one change');
for (let n = 0; n < count; n += Math.ceil(count / 100)) priceOf[n] = 20_000;
const hundred = await measure('a hundred changes');
for (const client of clients) client.destroy();
rmSync(folder, { recursive: true, force: true });
console.log(JSON.stringify({ bench: 'feed', items: count, first, nothing, one, hundred }));
