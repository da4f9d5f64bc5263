/** Objects as a feed is written with them. Etags without quotes; ranges are `from` inclusive, `to` exclusive. */
export interface FeedObjects {
  readonly get: (key: string, range?: { readonly from: number; readonly to: number }) => Promise<Buffer | undefined>;
  readonly put: (key: string, bytes: Buffer, about: ObjectAbout) => Promise<string>;
  /** Begins an object that is put in parts. */
  readonly begin: (key: string, about: ObjectAbout) => Promise<string>;
  readonly putPart: (key: string, uploadId: string, number: number, bytes: Buffer) => Promise<string>;
  /** Copies bytes of another object inside the store. */
  readonly copyPart: (
    key: string,
    uploadId: string,
    number: number,
    from: { readonly key: string; readonly from: number; readonly to: number },
  ) => Promise<string>;
  readonly complete: (key: string, uploadId: string, etags: readonly string[]) => Promise<string>;
  readonly abort: (key: string, uploadId: string) => Promise<void>;
}

export interface ObjectAbout {
  readonly contentType: string;
  readonly contentEncoding?: 'gzip';
  readonly fileName: string;
}

/** What was moved, in bytes and calls: the measure of a build. */
export interface Moved {
  uploaded: number;
  downloaded: number;
  /** Inside the store. */
  copied: number;
  calls: number;
}

/** S3: each part but the last has 5 MiB at least; a range is copied only from an object larger than that. */
const leastPart = 5 * 1024 * 1024;
/** New bytes are sent when so many are together: what one file holds in memory. */
const fullPart = 6 * 1024 * 1024;
/** S3 copies at most 5 GiB in one part. */
const mostCopied = 4 * 1024 * 1024 * 1024;

export interface OldObject {
  readonly key: string;
  readonly bytes: number;
}

/**
 * Writes one object as its predecessor with some stretches replaced: what stays is copied inside the store, only what is
 * new (and what fills it up to the least part) passes through here. Pieces come in order; nothing is sent before the first
 * new one, and an object without any is not written.
 */
export const createComposer = (deps: {
  readonly objects: FeedObjects;
  readonly key: string;
  readonly about: ObjectAbout;
  readonly old: OldObject | undefined;
  readonly moved: Moved;
}) => {
  const { objects, key, about, old, moved } = deps;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let block: Buffer | undefined;
  /** Bytes of the old object that come next and are not yet dealt with. */
  let kept: { from: number; to: number } | undefined;
  let uploadId: string | undefined;
  const etags: string[] = [];
  let isChanged = false;
  let bytes = 0;

  const begin = async (): Promise<string> => {
    if (uploadId === undefined) {
      uploadId = await objects.begin(key, about);
      moved.calls += 1;
    }
    return uploadId;
  };
  const takePending = (): Buffer => {
    const [only] = pending;
    let all: Buffer;
    if (pending.length === 1 && only !== undefined) all = only;
    else if (pendingBytes < fullPart / 8) all = Buffer.concat(pending, pendingBytes);
    else {
      // one block for all parts: a new one for each would wait for the collector
      block ??= Buffer.allocUnsafe(fullPart + fullPart / 4);
      if (block.length < pendingBytes) block = Buffer.allocUnsafe(pendingBytes);
      let at = 0;
      for (const piece of pending) at += piece.copy(block, at);
      all = block.subarray(0, at);
    }
    pending = [];
    pendingBytes = 0;
    return all;
  };
  const sendPending = async (): Promise<void> => {
    const id = await begin();
    const part = takePending();
    etags.push(await objects.putPart(key, id, etags.length + 1, part));
    moved.uploaded += part.length;
    moved.calls += 1;
  };
  const push = (piece: Buffer): void => {
    if (piece.length === 0) return;
    pending.push(piece);
    pendingBytes += piece.length;
  };
  const fetchOld = async (from: number, to: number): Promise<void> => {
    if (to <= from) return;
    const part = await objects.get(old?.key ?? '', { from, to });
    if (part?.length !== to - from) throw new Error(`${old?.key ?? ''} is not what it was`);
    moved.downloaded += part.length;
    moved.calls += 1;
    push(part);
  };
  const copyOld = async (from: number, to: number): Promise<void> => {
    const id = await begin();
    for (let at = from; at < to; at += mostCopied) {
      const end = Math.min(to, at + mostCopied);
      etags.push(await objects.copyPart(key, id, etags.length + 1, { key: old?.key ?? '', from: at, to: end }));
      moved.copied += end - at;
      moved.calls += 1;
    }
  };
  const mayCopy = (from: number, to: number, isLast: boolean): boolean =>
    to > from && (old?.bytes ?? 0) > leastPart && (isLast || to - from >= leastPart);

  /** Deals with the bytes that stay, once it is known what follows them. */
  const settleKept = async (isLast: boolean): Promise<void> => {
    if (kept === undefined) return;
    let { from } = kept;
    const { to } = kept;
    kept = undefined;
    if (pendingBytes > 0 && pendingBytes < leastPart) {
      const fill = Math.min(to, from + leastPart - pendingBytes);
      await fetchOld(from, fill);
      from = fill;
    }
    if (!mayCopy(from, to, isLast)) {
      // too short to be a part of its own: in pieces, so that no more than one is in memory
      for (let at = from; at < to; at += leastPart) {
        if (pendingBytes >= leastPart) await sendPending();
        await fetchOld(at, Math.min(to, at + leastPart));
      }
      return;
    }
    if (pendingBytes > 0) await sendPending();
    await copyOld(from, to);
  };

  return {
    /** The next bytes of the old object stay. */
    keep: (from: number, length: number): void => {
      if (length === 0) return;
      bytes += length;
      if (kept !== undefined && kept.to !== from) throw new Error('kept bytes are not in a row');
      kept = kept === undefined ? { from, to: from + length } : { from: kept.from, to: from + length };
    },
    /** New bytes come in place of others; an empty piece only says that something was taken out. */
    add: async (piece: Buffer): Promise<void> => {
      isChanged = true;
      bytes += piece.length;
      // a stretch that was taken out may part two that stay
      await settleKept(false);
      if (pendingBytes >= fullPart) await sendPending();
      push(piece);
      if (pendingBytes >= fullPart) await sendPending();
    },
    /** Ends the object; `undefined` when nothing changed and `force` is not set. */
    finish: async (force = false): Promise<{ readonly etag: string; readonly bytes: number } | undefined> => {
      if (!isChanged && !force) return undefined;
      await settleKept(true);
      if (uploadId === undefined) {
        moved.uploaded += pendingBytes;
        moved.calls += 1;
        return { etag: await objects.put(key, takePending(), about), bytes };
      }
      if (pendingBytes > 0) await sendPending();
      const etag = await objects.complete(key, uploadId, etags);
      moved.calls += 1;
      uploadId = undefined;
      return { etag, bytes };
    },
    /** Gives up what was begun. */
    abort: async (): Promise<void> => {
      if (uploadId !== undefined) await objects.abort(key, uploadId);
    },
  };
};
export type Composer = ReturnType<typeof createComposer>;
