import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FeedFormat } from '../../../connectors/connector.ts';
import { buildDueFeeds, buildFeed } from '../../../functions/build-feed/use-case.ts';
import { getFeed } from '../../../functions/get-feed/use-case.ts';
import { Account } from '../../../shared/domain/account/account.ts';
import type { FeedStore } from '../../../shared/domain/feed/store.ts';
import { feedShelf, feedStore } from '../../../shared/persistence/feed-entries.dynamo.ts';
import { startDynoxide, type Dynoxide } from '../dynoxide.ts';
import { memoryObjects } from './store.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
}, 30_000);
afterAll(() => engine.stop());

const accountId = '01JD8ZQ4Y0FEED000000000001';
const format = (name: string, pad = 0): FeedFormat => ({
  name,
  contentType: 'text/plain',
  head: ({ licence }) => `head ${licence}\n`,
  tail: 'tail\n',
  item: ({ content, price }, marker) =>
    `${marker} ${String(content['name'])} ${String(price['original'])}${'.'.repeat(pad)}\n`,
});
const account = Account.parse({
  accountId,
  marketplace: 'google-merchant',
  holder: { type: 'ikm', id: '01JD8ZQ4Y0JKM000000000001A' },
  place: { regionCode: '3573' },
  state: 'connected',
  shopUsedBefore: false,
  etag: '1',
  createdWith: 'x',
});

const open = async (formats: readonly FeedFormat[] = [format('google.xml'), format('items.jsonl')]) => {
  const at = await engine.createTable('listings');
  let now = Date.UTC(2026, 10, 22, 8);
  const clock = () => now;
  const objects = memoryObjects();
  const real = feedStore(at, clock);
  let crashIn: keyof FeedStore | undefined;
  const store = new Proxy(real, {
    get: (target, name: keyof FeedStore) =>
      name === crashIn
        ? () => {
            throw new Error(`crash in ${name}`);
          }
        : target[name],
  });
  const shelf = feedShelf(at, clock)(accountId);
  let ids = 0;
  const wanted = { formats };
  const build = buildFeed({
    store,
    objects,
    feedOf: async () => ({ formats: wanted.formats, title: 'Toko' }),
    publicUrl: 'https://ikm.test',
    licence: 'L',
    clock,
    newId: () => `build-${(ids += 1)}`,
  });
  const put = (marker: string, name = 'a', more: { original?: number; onSale?: boolean; stock?: object } = {}) =>
    shelf.put({
      marker,
      content: { name },
      price: { original: more.original ?? 1 },
      stock: { stock: 1, availability: 'ready', ...more.stock },
      onSale: more.onSale ?? true,
      createdAtMs: now,
    } as never);
  const file = async (name = 'google.xml'): Promise<string[]> => {
    const head = await store.read(accountId);
    const { key, gzKey, bytes } = head!.files[name]!;
    const plain = objects.objects.get(key)!;
    expect(plain.length).toBe(bytes);
    expect(gunzipSync(objects.objects.get(gzKey)!).equals(plain)).toBe(true);
    return plain.toString('utf8').trimEnd().split('\n');
  };
  const items = async (name?: string): Promise<string[]> => (await file(name)).slice(1, -1).sort();
  const ask = getFeed({
    store,
    readAccount: async () => account,
    accountOfToken: async (token) => (token === 'good' ? accountId : undefined),
    formatsOf: () => wanted.formats.map(({ name }) => name),
    itemOf: ({ content, price }) => ({ name: content['name'], price: price['original'] }),
    signLink: async (key) => `https://files.test/${key}`,
    clock,
  });
  const question = {
    accountId,
    format: 'google.xml',
    token: 'good',
    since: undefined,
    limit: 100,
    ifNoneMatch: undefined,
    acceptsGzip: false,
  };
  const since = async (cursor: string, limit = 100) => {
    const answer = await ask({ ...question, since: cursor, limit });
    if (answer.kind !== 'changes') throw new Error(answer.kind);
    return answer;
  };
  return {
    store,
    shelf,
    objects,
    build: () => build(accountId),
    put,
    file,
    items,
    ask,
    question,
    since,
    wanted,
    crash: (name: keyof FeedStore | undefined) => {
      crashIn = name;
    },
    pass: (ms: number) => {
      now += ms;
    },
    clock,
  };
};

test('what is on sale stands in each format between head and tail, and what went off or away does not', async () => {
  const feed = await open();
  for (const marker of ['a-1', 'b-1', 'c-1']) await feed.put(marker);
  await feed.put('d-1', 'off', { onSale: false });
  await feed.shelf.remove('b-1');
  expect(await feed.build()).toMatchObject({ outcome: 'published' });
  expect(await feed.file()).toEqual(['head L', expect.any(String), expect.any(String), 'tail']);
  expect(await feed.items()).toEqual(['a-1 a 1', 'c-1 a 1']);
  expect(await feed.items('items.jsonl')).toEqual(['a-1 a 1', 'c-1 a 1']);
  expect(await feed.shelf.read('b-1')).toBeUndefined();
  expect(await feed.shelf.read('d-1')).toMatchObject({ marker: 'd-1', onSale: false });
});

test('an account is due from its first entry until its build is done, and again when an entry changes', async () => {
  const feed = await open();
  expect(await feed.store.due(10)).toEqual([]);
  await feed.put('a-1');
  expect(await feed.store.due(10)).toEqual([accountId]);
  await feed.build();
  expect(await feed.store.due(10)).toEqual([]);
  await feed.put('a-1', 'b');
  expect(await feed.store.due(10)).toEqual([accountId]);
});

test('a feed that is only asked for is written empty', async () => {
  const feed = await open();
  await expect(feed.ask(feed.question)).rejects.toMatchObject({ code: 'unavailable' });
  expect(await feed.store.due(10)).toEqual([accountId]);
  await feed.build();
  expect(await feed.file()).toEqual(['head L', 'tail']);
});

test('one change among many reads one segment, and writes what is not in it from the bytes that stay', async () => {
  const feed = await open([format('google.xml', 18_000)]);
  for (let n = 0; n < 600; n += 100) await Promise.all(Array.from({ length: 100 }, (_, m) => feed.put(`p${n + m}-1`)));
  expect(await feed.build()).toMatchObject({ rows: 600, rendered: 600, changes: 600 });
  const [before] = await Promise.all([feed.items()]);
  await feed.put('p7-1', 'new');
  const report = await feed.build();
  expect(report).toMatchObject({ outcome: 'published', changes: 1 });
  expect(report.rows).toBeLessThanOrEqual(256);
  expect(report.moved.uploaded).toBeLessThan(12 * 1024 * 1024);
  expect(report.moved.copied).toBeGreaterThan(4 * 1024 * 1024);
  const after = await feed.items();
  expect(after.length).toBe(600);
  expect(after.filter((line) => !before.includes(line))).toEqual([`p7-1 new 1${'.'.repeat(18_000)}`]);
}, 60_000);

test('a change that nobody can see writes nothing and has no number', async () => {
  const feed = await open();
  await feed.put('a-1');
  await feed.build();
  const before = await feed.store.read(accountId);
  await feed.put('a-1');
  expect(await feed.build()).toMatchObject({ outcome: 'unchanged', changes: 0 });
  expect((await feed.store.read(accountId))!.files).toEqual(before!.files);
  expect(await feed.store.dirty(accountId, 10)).toEqual([]);
});

describe('a build that ends anywhere leaves the old files served, and the next one ends right', () => {
  test.each(['entries', 'log', 'publish', 'settle'] as const)('in %s', async (step) => {
    const feed = await open();
    await feed.put('a-1');
    await feed.put('b-1');
    await feed.build();
    const cursor = (await feed.since('0')).nextCursor;
    await feed.put('a-1', 'new');
    await feed.shelf.remove('b-1');
    feed.crash(step);
    await expect(feed.build()).rejects.toThrow('crash');
    feed.crash(undefined);
    if (step !== 'settle') expect(await feed.items()).toEqual(['a-1 a 1', 'b-1 a 1']);
    expect(await feed.store.due(10)).toEqual([accountId]);
    feed.pass(121_000);
    await feed.build();
    expect(await feed.items()).toEqual(['a-1 new 1']);
    const { items } = await feed.since(cursor);
    expect([...new Map(items.map((item) => [item.id, item])).values()].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
      { op: 'upsert', id: 'a-1', item: { name: 'new', price: 1 } },
      { op: 'delete', id: 'b-1' },
    ]);
    expect(await feed.store.due(10)).toEqual([]);
  });

  test('in each write of a file', async () => {
    const feed = await open([format('google.xml', 20_000)]);
    await Promise.all(Array.from({ length: 400 }, (_, n) => feed.put(`p${n}-1`)));
    await feed.build();
    const before = await feed.file();
    let failed = 0;
    for (let n = 1; n < 30; n += 1) {
      await feed.put('p3-1', 'new');
      feed.objects.crashAtWrite(n);
      try {
        await feed.build();
        break;
      } catch {
        failed += 1;
        expect(await feed.file()).toEqual(before);
        expect(feed.objects.uploads.size).toBe(0);
        feed.pass(121_000);
      }
    }
    expect(failed).toBeGreaterThan(3);
    expect((await feed.file()).filter((line) => line.includes(' new '))).toHaveLength(1);
  }, 60_000);
});

test('an entry that changes while it is written stays marked, and one build at a time writes a feed', async () => {
  const feed = await open();
  await feed.put('a-1');
  await feed.store.lease(accountId, { holder: 'other', untilMs: feed.clock() + 1000 });
  expect(await feed.build()).toMatchObject({ outcome: 'busy' });
  await feed.store.release(accountId, 'other');
  await feed.build();
  await feed.put('a-1', 'second');
  await feed.store.settle(accountId, [{ marker: 'a-1', rev: 'older', face: 'x', seq: 9, oldSeq: 1 }]);
  expect(await feed.store.dirty(accountId, 10)).toHaveLength(1);
});

test('changes come in order, page by page, each entry once, with tombstones, and none is lost between', async () => {
  const feed = await open();
  for (let n = 0; n < 25; n += 1) await feed.put(`p${n}-1`);
  await feed.build();
  const seen = new Map<string, string>();
  let cursor = '0';
  let pages = 0;
  for (;;) {
    const page = await feed.since(cursor, 10);
    for (const item of page.items) seen.set(item.id, item.op);
    cursor = page.nextCursor;
    pages += 1;
    if (pages === 1) {
      await feed.put('p3-1', 'changed');
      await feed.shelf.remove('p4-1');
      await feed.build();
    }
    if (!page.hasMore) break;
  }
  expect(seen.size).toBe(25);
  expect(seen.get('p4-1')).toBe('delete');
  expect((await feed.since(cursor)).items).toEqual([]);
  await feed.put('p5-1', 'again');
  expect((await feed.since(cursor)).items).toEqual([]);
  await feed.build();
  expect((await feed.since(cursor)).items).toEqual([{ op: 'upsert', id: 'p5-1', item: { name: 'again', price: 1 } }]);
  feed.pass(81 * 86_400_000);
  await expect(feed.since(cursor)).rejects.toMatchObject({ code: 'invalid-cursor' });
  await expect(feed.since('x')).rejects.toMatchObject({ code: 'invalid-cursor' });
});

test('a fetcher without a token of this feed learns nothing; with one it gets a link, or hears that nothing changed', async () => {
  const feed = await open();
  await feed.put('a-1');
  await feed.build();
  const { ask, question } = feed;
  expect(await ask({ ...question, token: undefined })).toEqual({ kind: 'who-are-you' });
  expect(await ask({ ...question, token: 'other' })).toEqual({ kind: 'who-are-you' });
  const answer = await ask(question);
  if (answer.kind !== 'file') throw new Error(answer.kind);
  expect(answer.url).toBe(`https://files.test/${answer.file.key}`);
  expect(await ask({ ...question, acceptsGzip: true })).toMatchObject({
    url: `https://files.test/${answer.file.gzKey}`,
  });
  for (const etag of [answer.file.etag, ...answer.file.storeEtags])
    expect(await ask({ ...question, ifNoneMatch: `W/"${etag}"` })).toMatchObject({ kind: 'unchanged' });
  await expect(ask({ ...question, format: 'meta.csv' })).rejects.toMatchObject({ code: 'not-found' });
  await feed.put('a-1', 'new');
  await feed.build();
  expect(await ask({ ...question, ifNoneMatch: answer.file.etag })).toMatchObject({ kind: 'file' });
});

test('goods made to order are written anew each day, a format that came later in full, old files before they end', async () => {
  const feed = await open([{ ...format('google.xml'), item: (_, marker, nowMs) => `${marker} ${nowMs}\n` }]);
  await feed.put('a-1', 'a', { stock: { availability: 'made-to-order' } });
  await feed.build();
  feed.pass(86_400_000);
  expect(await feed.store.due(10)).toEqual([accountId]);
  await feed.build();
  expect(await feed.items()).toEqual([`a-1 ${feed.clock()}`]);
  feed.wanted.formats = [...feed.wanted.formats, format('meta.csv')];
  await feed.build();
  expect(await feed.items('meta.csv')).toEqual(['a-1 a 1']);
  const still = await open();
  await still.put('a-1');
  await still.build();
  const before = (await still.store.read(accountId))!.files['google.xml']!;
  still.pass(7 * 86_400_000);
  await still.build();
  const after = (await still.store.read(accountId))!.files['google.xml']!;
  expect(after.key).not.toBe(before.key);
  expect(after.etag).toBe(before.etag);
  expect(await still.items()).toEqual(['a-1 a 1']);
});

test('a feed that fails stops no other', async () => {
  const failed: string[] = [];
  const run = buildDueFeeds({
    due: async () => ['a', 'b', 'c'],
    build: async (id) => {
      if (id === 'b') throw new Error('broken');
      return {
        outcome: 'published',
        rows: 0,
        rendered: 0,
        changes: 0,
        moved: { uploaded: 0, downloaded: 0, copied: 0, calls: 0 },
      };
    },
    report: (id, outcome) => {
      if ('failed' in outcome) failed.push(id);
    },
    clock: () => 0,
  });
  expect(await run(1)).toBe(2);
  expect(failed).toEqual(['b']);
});
