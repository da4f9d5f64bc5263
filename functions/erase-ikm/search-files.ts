import { holdsAny } from '../../shared/domain/privacy/holds-person.ts';
import { openZip } from '../../shared/tabular/zip/open-zip.ts';

/** Bytes kept of what came before, so that a mark across two chunks is found: the longest mark is a name of 150 characters. */
const overlap = 1024;

const isZip = (bytes: Buffer): boolean => bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004';

const holdsInZip = async (bytes: Buffer, marks: readonly string[]): Promise<boolean> => {
  const source = {
    size: bytes.length,
    read: async function* (from: number, to: number): AsyncIterable<Uint8Array> {
      yield await Promise.resolve(bytes.subarray(from, to));
    },
  };
  for (const file of await openZip(source)) {
    let tail = Buffer.alloc(0);
    for await (const chunk of file.open()) {
      const window = Buffer.concat([tail, chunk]);
      if (holdsAny(window, marks)) return true;
      tail = window.subarray(-overlap);
    }
  }
  return false;
};

/** Whether a file, or what is packed in it, names the person. One that cannot be looked into counts as if it did. */
export const holdsPerson = async (bytes: Buffer, marks: readonly string[]): Promise<boolean> => {
  if (!isZip(bytes)) return holdsAny(bytes, marks);
  try {
    return await holdsInZip(bytes, marks);
  } catch {
    return true;
  }
};
