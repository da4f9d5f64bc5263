import { FileProblem } from '../file-problem.ts';
import type { TableLimits } from '../limits.ts';
import { openArchive, type ArchiveEntry } from '../zip/archive.ts';
import type { ByteSource } from '../byte-source.ts';

/** The parts of a workbook by name. Macros, pictures and links to other files are among them, and are never opened. */
export interface Parts {
  readonly has: (name: string) => boolean;
  /** The content of a part; a part that is not there is damage. Refused by its declared size, and counted while it is read. */
  readonly open: (name: string, most: number) => AsyncIterable<Buffer>;
  readonly sizeOf: (name: string) => number;
}

export const openParts = async (source: ByteSource, limits: TableLimits): Promise<Parts> => {
  const parts = new Map<string, ArchiveEntry>();
  for await (const entry of await openArchive(source, limits.parts, 'damaged-file')) {
    if (entry.encrypted) throw new FileProblem('password-protected');
    parts.set(entry.path.replace(/^\/+/, '').toLowerCase(), entry);
  }
  const part = (name: string): ArchiveEntry => {
    const entry = parts.get(name.toLowerCase());
    if (entry === undefined) throw new FileProblem('damaged-file');
    return entry;
  };
  return {
    has: (name) => parts.has(name.toLowerCase()),
    sizeOf: (name) => part(name).size,
    open: (name, most) => {
      const entry = part(name);
      if (entry.size > most) throw new FileProblem('too-large');
      return entry.content();
    },
  };
};
