import type { ByteSource } from '../../shared/tabular/byte-source.ts';

/** Bytes in memory as a source that counts what is read of it; chunks are as small as said. */
export const memorySource = (
  bytes: Uint8Array,
  chunk = 16 * 1024,
): ByteSource & { readonly bytesRead: () => number } => {
  let count = 0;
  async function* read(start: number, end: number): AsyncIterable<Uint8Array> {
    for (let at = start; at < end; at += chunk) {
      const part = bytes.subarray(at, Math.min(end, at + chunk));
      count += part.length;
      yield part;
    }
  }
  return { size: bytes.length, read, bytesRead: () => count };
};
