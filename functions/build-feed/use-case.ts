import { createHash } from 'node:crypto';
import type { FeedFormat } from '../../connectors/connector.ts';
import { createComposer, type Composer, type FeedObjects, type Moved } from '../../shared/domain/feed/compose.ts';
import { Manifest, type FeedFile, type FeedHead, type Segment } from '../../shared/domain/feed/feed.ts';
import { deflateStretch, gzipHeader, gzipTrailer, joinCrc } from '../../shared/domain/feed/gzip.ts';
import type { EntryRow, FeedStore, Settled } from '../../shared/domain/feed/store.ts';
import { digestOf } from '../../shared/domain/digest.ts';
import type { Clock } from '../../shared/domain/time.ts';

export interface BuildFeedDeps {
  readonly store: FeedStore;
  readonly objects: FeedObjects;
  /** The formats an account's feed is written in, and its title; `undefined` for an account without a feed. */
  readonly feedOf: (
    accountId: string,
  ) => Promise<{ readonly formats: readonly FeedFormat[]; readonly title: string } | undefined>;
  readonly publicUrl: string;
  readonly licence: string;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** What a build cost. */
export interface BuildReport {
  readonly outcome: 'published' | 'unchanged' | 'busy' | 'lost' | 'no-feed';
  /** Entries read, and written into at least one format. */
  readonly rows: number;
  readonly rendered: number;
  readonly changes: number;
  readonly moved: Moved;
}

/** A segment that grew beyond the most is cut into stretches of about the usual size. */
const mostRows = 128;
const usualRows = 64;
/** Changed entries that one build settles; the next takes the others. */
const mostDirty = 100_000;
/** A crashed build keeps others away so long at most, in milliseconds; a living one renews in time. */
const leaseMs = 120_000;
const renewMs = 30_000;
const dayMs = 86_400_000;
/** Files end 30 days after they were written, so they are written anew before. */
const refreshMs = 7 * dayMs;

const firstSegments: readonly Segment[] = Array.from({ length: 16 }, (_, digit) => ({
  from: `${digit.toString(16)}0000000`,
  items: 0,
  dated: false,
  renderedAtMs: 0,
  formats: {},
}));

/** One stretch of the new files: what is known of the old one, or what was rendered. */
interface Rendered {
  readonly segment: Segment;
  readonly texts: ReadonlyMap<string, { readonly plain: Buffer; readonly deflated: Buffer }>;
}

/** One format's two files on their way. */
interface Output {
  readonly format: FeedFormat;
  readonly plain: Composer;
  readonly gzip: Composer;
  readonly key: string;
  readonly gzKey: string;
  readonly old: FeedFile | undefined;
  /** Where the next bytes stand in the old files. */
  at: number;
  gzAt: number;
  crc: number;
  bytes: number;
  readonly frame: { readonly hash: string; readonly head: number; readonly gzHead: number };
  readonly isNew: boolean;
}

/**
 * Writes an account's feed anew as far as it changed: entries of the segments that changed are read and rendered, the files
 * are put together from them and the bytes that stay, changes get their numbers, and then one write switches readers over.
 * A build that ends anywhere before leaves the published files as they are; after it, entries that changed meanwhile stay
 * marked.
 */
export const buildFeed =
  (deps: BuildFeedDeps) =>
  async (accountId: string): Promise<BuildReport> => {
    const { store, clock } = deps;
    const moved: Moved = { uploaded: 0, downloaded: 0, copied: 0, calls: 0 };
    const none = { rows: 0, rendered: 0, changes: 0, moved };
    const feed = await deps.feedOf(accountId);
    if (feed === undefined) return { outcome: 'no-feed', ...none };
    const holder = deps.newId();
    const head = await store.lease(accountId, { holder, untilMs: clock() + leaseMs });
    if (head === undefined) return { outcome: 'busy', ...none };
    try {
      return await build(deps, feed, head, holder, moved);
    } finally {
      await store.release(accountId, holder);
    }
  };

const readManifest = async (
  { objects }: BuildFeedDeps,
  head: FeedHead,
  moved: Moved,
): Promise<Manifest | undefined> => {
  if (head.manifestKey === undefined) return undefined;
  const bytes = await objects.get(head.manifestKey);
  moved.calls += 1;
  moved.downloaded += bytes?.length ?? 0;
  return bytes === undefined ? undefined : Manifest.parse(JSON.parse(bytes.toString('utf8')));
};

const build = async (
  deps: BuildFeedDeps,
  { formats, title }: { readonly formats: readonly FeedFormat[]; readonly title: string },
  head: FeedHead,
  holder: string,
  moved: Moved,
): Promise<BuildReport> => {
  const { store, objects, clock, licence } = deps;
  const { accountId } = head;
  const startMs = clock();
  const manifest = await readManifest(deps, head, moved);
  const dirty = await store.dirty(accountId, mostDirty);
  const version = head.version + 1;
  const texts = formats.map((format) => {
    const top = format.head({ title, url: deps.publicUrl, licence });
    return { format, top, hash: digestOf({ top, tail: format.tail }) };
  });
  /** All that was there must be read anew: a format is new, or its frame changed. */
  const isWhole = texts.some(({ format, hash }) => manifest?.frames[format.name]?.hash !== hash);
  const writtenAtMs = [manifest?.writtenAtMs ?? 0, ...Object.values(head.files).map((file) => file.writtenAtMs)];
  const isForced = startMs - Math.min(...writtenAtMs) >= refreshMs;
  const segments = manifest?.segments ?? firstSegments;
  const touched = new Set(
    segments.flatMap(({ dated, renderedAtMs }, at) =>
      isWhole || (dated && startMs - renderedAtMs >= dayMs) ? [at] : [],
    ),
  );
  for (const place of dirty) touched.add(segmentAt(segments, place));

  const outputs: Output[] = [];
  const nextSegments: Segment[] = [];
  let rows = 0;
  let rendered = 0;
  let seq = head.seq;
  const settled: Settled[] = [];
  let renewedMs = startMs;

  const stay = async (): Promise<void> => {
    if (clock() - renewedMs < renewMs) return;
    const renewed = await store.lease(accountId, { holder, untilMs: clock() + leaseMs });
    if (renewed === undefined) throw new LeaseLost();
    renewedMs = clock();
  };

  const put = async (at: number, piece: Rendered | undefined, segment: Segment): Promise<void> => {
    for (const output of outputs) {
      const { name } = output.format;
      const before = at < 0 || output.isNew ? undefined : segments[at]?.formats[name];
      const now = segment.formats[name] ?? nothing;
      const text = piece?.texts.get(name);
      if (before !== undefined && (text === undefined || before.hash === now.hash)) {
        output.plain.keep(output.at, before.bytes);
        output.gzip.keep(output.gzAt, before.gz);
      } else if (text !== undefined) {
        await output.plain.add(text.plain);
        await output.gzip.add(text.deflated);
      }
      output.at += before?.bytes ?? 0;
      output.gzAt += before?.gz ?? 0;
      output.crc = joinCrc(output.crc, now.crc, now.bytes);
      output.bytes += now.bytes;
    }
    nextSegments.push(segment);
  };

  try {
    for (const { format, top, hash } of texts) {
      const old = head.files[format.name];
      const oldFrame = manifest?.frames[format.name];
      const isNew = old === undefined || oldFrame?.hash !== hash;
      const headBytes = Buffer.from(top);
      const deflated = deflateStretch(headBytes);
      const [base, extension = ''] = format.name.split('.');
      const key = `feeds/${accountId}/${version}-${holder}/${base ?? ''}.${extension}`;
      const about = { contentType: format.contentType, fileName: format.name };
      const output: Output = {
        format,
        key,
        gzKey: `${key}.gz`,
        plain: createComposer({
          objects,
          key,
          about,
          old: isNew ? undefined : { key: old.key, bytes: old.bytes },
          moved,
        }),
        gzip: createComposer({
          objects,
          key: `${key}.gz`,
          about: { ...about, contentEncoding: 'gzip' },
          old: isNew ? undefined : { key: old.gzKey, bytes: old.gzBytes },
          moved,
        }),
        old,
        at: 0,
        gzAt: 0,
        crc: deflated.crc,
        bytes: headBytes.length,
        frame: { hash, head: headBytes.length, gzHead: gzipHeader.length + deflated.bytes.length },
        isNew,
      };
      if (isNew) {
        await output.plain.add(headBytes);
        await output.gzip.add(Buffer.concat([gzipHeader, deflated.bytes]));
      } else {
        output.plain.keep(0, output.frame.head);
        output.gzip.keep(0, output.frame.gzHead);
        output.at = output.frame.head;
        output.gzAt = output.frame.gzHead;
      }
      outputs.push(output);
    }

    for (const [at, segment] of segments.entries()) {
      if (!touched.has(at)) {
        await put(at, undefined, segment);
        continue;
      }
      let isFirst = true;
      for await (const chunk of chunksOf(store, accountId, segments, at)) {
        await stay();
        rows += chunk.length;
        const from = isFirst ? segment.from : (chunk[0]?.place ?? segment.from);
        const piece = render(formats, from, chunk, startMs);
        rendered += piece.segment.items;
        const changed = chunk.filter(({ face, loggedFace }) => face !== loggedFace && !isNeverSeen(face, loggedFace));
        const numbers = new Map(changed.map(({ marker }) => [marker, (seq += 1)]));
        await store.log(
          accountId,
          changed.map(({ marker, entry }) => ({
            seq: numbers.get(marker) ?? 0,
            marker,
            isRemoved: entry === undefined,
          })),
        );
        settled.push(...settledOf(chunk, numbers));
        await put(isFirst ? at : -1, piece, piece.segment);
        isFirst = false;
      }
    }

    const files: Record<string, FeedFile> = {};
    let isPublished = isWhole || isForced || seq !== head.seq;
    for (const output of outputs) {
      const file = await finish(output, nextSegments, isForced, startMs);
      if (file !== undefined) isPublished = true;
      const known = file ?? output.old;
      if (known !== undefined) files[output.format.name] = known;
    }
    const hasDates = nextSegments.some(({ dated }) => dated);
    const nextBuildMs = clock() + (dirty.length === mostDirty ? 0 : hasDates ? dayMs : refreshMs);
    const report = { rows, rendered, changes: seq - head.seq, moved };
    let next: FeedHead = { ...head, version, builtAtMs: startMs };
    if (isPublished) {
      const manifestKey = `feeds/${accountId}/${version}-${holder}/manifest.json`;
      const text = Buffer.from(
        JSON.stringify({
          segments: nextSegments,
          frames: Object.fromEntries(outputs.map(({ format, frame }) => [format.name, frame])),
          writtenAtMs: startMs,
        } satisfies Manifest),
      );
      await objects.put(manifestKey, text, { contentType: 'application/json', fileName: 'manifest.json' });
      moved.calls += 1;
      moved.uploaded += text.length;
      next = { ...next, seq, manifestKey, files };
    }
    if (!(await store.publish(next, holder, nextBuildMs))) return { outcome: 'lost', ...report };
    await store.settle(accountId, settled);
    return { outcome: isPublished ? 'published' : 'unchanged', ...report };
  } catch (error) {
    for (const { plain, gzip } of outputs) await Promise.allSettled([plain.abort(), gzip.abort()]);
    if (error instanceof LeaseLost) return { outcome: 'lost', rows, rendered, changes: 0, moved };
    throw error;
  }
};

class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

const nothing = { bytes: 0, hash: '', crc: 0, gz: 0 };

/** It came and went between two builds: no reader ever heard of it. */
const isNeverSeen = (face: string, loggedFace: string | undefined): boolean =>
  face === 'off' && loggedFace === undefined;

const segmentAt = (segments: readonly Segment[], place: string): number => {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((segments[middle]?.from ?? '') <= place) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** A segment's entries, in stretches when they have become too many; at least one, which may be empty. */
async function* chunksOf(
  store: FeedStore,
  accountId: string,
  segments: readonly Segment[],
  at: number,
): AsyncGenerator<readonly EntryRow[]> {
  const from = segments[at]?.from ?? '';
  const next = segments[at + 1]?.from;
  // the partition ends where the first digit changes
  const before = next?.[0] === from[0] ? next : undefined;
  let waiting: EntryRow[] = [];
  for await (const page of store.entries(accountId, { from, before })) {
    waiting.push(...page);
    while (waiting.length > mostRows) {
      let cut = usualRows;
      // entries of one place stay together
      while (cut < waiting.length && waiting[cut]?.place === waiting[cut - 1]?.place) cut += 1;
      yield waiting.slice(0, cut);
      waiting = waiting.slice(cut);
    }
  }
  yield waiting;
}

const render = (formats: readonly FeedFormat[], from: string, rows: readonly EntryRow[], nowMs: number): Rendered => {
  const shown = rows.flatMap(({ marker, entry }) => (entry?.onSale === true ? [{ marker, entry }] : []));
  const texts = new Map<string, { readonly plain: Buffer; readonly deflated: Buffer }>();
  const about: Record<string, Segment['formats'][string]> = {};
  for (const { name, item } of formats) {
    const plain = Buffer.from(shown.map(({ marker, entry }) => item(entry, marker, nowMs)).join(''));
    const { bytes: deflated, crc } = deflateStretch(plain);
    texts.set(name, { plain, deflated });
    const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
    about[name] = { bytes: plain.length, hash, crc, gz: deflated.length };
  }
  const dated = shown.some(({ entry }) => JSON.stringify(entry.stock).includes('made-to-order'));
  return { segment: { from, items: shown.length, dated, renderedAtMs: nowMs, formats: about }, texts };
};

const settledOf = (rows: readonly EntryRow[], numbers: ReadonlyMap<string, number>): readonly Settled[] =>
  rows.flatMap(({ marker, rev, face, loggedSeq, isMarked }) => {
    const seq = numbers.get(marker);
    return seq === undefined && !isMarked ? [] : [{ marker, rev, face, seq, oldSeq: loggedSeq }];
  });

/** Ends a format's two files; `undefined` when the published ones stay. */
const finish = async (
  output: Output,
  segments: readonly Segment[],
  isForced: boolean,
  nowMs: number,
): Promise<FeedFile | undefined> => {
  const { format, plain, gzip, frame, old, key, gzKey } = output;
  const { name, tail } = format;
  const etag = createHash('sha256')
    .update(frame.hash)
    .update(segments.map(({ formats }) => formats[name]?.hash ?? '').join(' '))
    .digest('base64url')
    .slice(0, 27);
  if (old !== undefined && old.etag === etag && !isForced) return undefined;
  const tailBytes = Buffer.from(tail);
  const deflatedTail = deflateStretch(tailBytes);
  await plain.add(tailBytes);
  const crc = joinCrc(output.crc, deflatedTail.crc, tailBytes.length);
  await gzip.add(Buffer.concat([deflatedTail.bytes, gzipTrailer(crc, output.bytes + tailBytes.length)]));
  const written = await plain.finish(true);
  const gzipped = await gzip.finish(true);
  if (written === undefined || gzipped === undefined) return undefined;
  return {
    key,
    gzKey,
    etag,
    storeEtags: [written.etag, gzipped.etag],
    bytes: written.bytes,
    gzBytes: gzipped.bytes,
    items: segments.reduce((sum, { items }) => sum + items, 0),
    writtenAtMs: nowMs,
  };
};

export interface BuildDueDeps {
  readonly due: (limit: number) => Promise<readonly string[]>;
  readonly build: (accountId: string) => Promise<BuildReport>;
  readonly report: (accountId: string, outcome: BuildReport | { readonly failed: unknown }) => void;
  readonly clock: Clock;
}

/** Feeds that one run builds at the same time, and at most. */
const together = 4;
const mostFeeds = 5_000;

/** Builds every feed that is due, until the run's time is over: what is left is due in the next. One that fails stops no other. */
export const buildDueFeeds =
  ({ due, build: buildOne, report, clock }: BuildDueDeps) =>
  async (deadlineMs: number): Promise<number> => {
    const waiting = [...(await due(mostFeeds))];
    let built = 0;
    const work = async (): Promise<void> => {
      for (;;) {
        const accountId = clock() < deadlineMs ? waiting.shift() : undefined;
        if (accountId === undefined) return;
        try {
          report(accountId, await buildOne(accountId));
          built += 1;
        } catch (failed) {
          report(accountId, { failed });
        }
      }
    };
    await Promise.all(Array.from({ length: together }, work));
    return built;
  };
