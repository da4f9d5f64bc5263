import { createHash, randomUUID } from 'node:crypto';
import type { FeedObjects } from '../../../shared/domain/feed/compose.ts';

const leastPart = 5 * 1024 * 1024;

/** Objects in memory, with S3's rules on parts. `failAt` throws before the n-th write from now. */
export const memoryObjects = () => {
  const objects = new Map<string, Buffer>();
  const uploads = new Map<string, Map<number, Buffer>>();
  let writes = 0;
  let failAt = Infinity;
  const etagOf = (bytes: Buffer): string => createHash('md5').update(bytes).digest('hex');
  const write = (): void => {
    writes += 1;
    if (writes >= failAt) throw new Error('crash');
  };
  const part = (uploadId: string, number: number, bytes: Buffer): string => {
    const parts = uploads.get(uploadId);
    if (parts === undefined) throw new Error('NoSuchUpload');
    if (bytes.length > 11 * 1024 * 1024) throw new Error('more than the local engine takes');
    parts.set(number, Buffer.from(bytes));
    return etagOf(bytes);
  };
  const store: FeedObjects = {
    get: async (key, range) => {
      const found = objects.get(key);
      return range === undefined ? found : found?.subarray(range.from, range.to);
    },
    put: async (key, bytes) => {
      write();
      objects.set(key, Buffer.from(bytes));
      return etagOf(bytes);
    },
    begin: async () => {
      write();
      const id = randomUUID();
      uploads.set(id, new Map());
      return id;
    },
    putPart: async (_key, id, number, bytes) => {
      write();
      return part(id, number, bytes);
    },
    copyPart: async (_key, id, number, from) => {
      write();
      const source = objects.get(from.key);
      if (source === undefined) throw new Error('NoSuchKey');
      if (source.length <= leastPart) throw new Error('not supported as a byte-range copy source');
      if (from.to > source.length) throw new Error('range');
      const bytes = source.subarray(from.from, from.to);
      uploads.get(id)!.set(number, Buffer.from(bytes));
      return etagOf(bytes);
    },
    complete: async (key, id, etags) => {
      write();
      const parts = [...uploads.get(id)!].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
      if (parts.length !== etags.length || parts.some((one, at) => etagOf(one) !== etags[at]))
        throw new Error('InvalidPart');
      if (parts.slice(0, -1).some(({ length }) => length < leastPart)) throw new Error('EntityTooSmall');
      objects.set(key, Buffer.concat(parts));
      uploads.delete(id);
      return `${etagOf(objects.get(key)!)}-${parts.length}`;
    },
    abort: async (_key, id) => void uploads.delete(id),
  };
  return {
    ...store,
    objects,
    uploads,
    crashAtWrite: (n: number): void => {
      failAt = writes + n;
    },
    writesSoFar: (): number => writes,
  };
};
