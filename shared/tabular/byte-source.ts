import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** A file of known size of which any part can be read, again and again: on disk, or in a bucket by ranges. */
export interface ByteSource {
  readonly size: number;
  /** Bytes from `start` up to but not including `end`; `start < end <= size`. */
  readonly read: (start: number, end: number) => Promise<AsyncIterable<Uint8Array>> | AsyncIterable<Uint8Array>;
}

/** A file on disk. */
export const fileSource = async (path: string): Promise<ByteSource> => ({
  size: (await stat(path)).size,
  read: (start, end) => createReadStream(path, { start, end: end - 1, highWaterMark: 64 * 1024 }),
});

/** Bytes of a source as they come; stops reading when its consumer does. */
export async function* bytesOf(source: ByteSource, start: number, end: number): AsyncIterable<Buffer> {
  if (start >= end) return;
  for await (const chunk of await source.read(start, end)) {
    yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
}

/** A small part of a source at once. */
export const readBytes = async (source: ByteSource, start: number, end: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of bytesOf(source, start, Math.min(end, source.size))) chunks.push(chunk);
  return Buffer.concat(chunks);
};
