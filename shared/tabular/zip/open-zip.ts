import type { ByteSource } from '../byte-source.ts';
import { FileProblem } from '../file-problem.ts';
import { openArchive } from './archive.ts';

/** How much of an archive of photos is taken. */
export interface ZipLimits {
  readonly files: number;
  /** Bytes of one file after inflating. */
  readonly fileBytes: number;
}

const zipLimits: ZipLimits = { files: 100_000, fileBytes: 25 * 1024 * 1024 };

/** A file inside a ZIP. */
export interface ZippedFile {
  /** Without the folders that it lay in: it is compared with what rows say, and never a path. */
  readonly name: string;
  /** Bytes after inflating, as declared; a file that holds another number fails while it is read. */
  readonly size: number;
  readonly crc32: number;
  /** Its content, as often as asked for. Fails with a FileProblem when it is larger than allowed, locked or damaged. */
  readonly open: () => AsyncIterable<Buffer>;
}

/** What macOS, Windows and hidden folders leave behind. */
const leftover = /(^|\/)(__MACOSX\/|\.(?!\.?\/)|(thumbs\.db|desktop\.ini)$)/i;

/**
 * Opens a ZIP of files and lists them; contents are read when they are asked for.
 *
 * @throws FileProblem when it is no ZIP, is locked, or holds too many files.
 */
export const openZip = async (source: ByteSource, limits: Partial<ZipLimits> = {}): Promise<readonly ZippedFile[]> => {
  const { files: most, fileBytes } = { ...zipLimits, ...limits };
  const files: ZippedFile[] = [];
  for await (const { path, size, crc32, encrypted, content } of await openArchive(source, most, 'not-a-zip')) {
    if (encrypted) throw new FileProblem('password-protected');
    if (path.endsWith('/') || leftover.test(path)) continue;
    files.push({
      name: path.slice(path.lastIndexOf('/') + 1),
      size,
      crc32,
      open: () => {
        if (size > fileBytes) throw new FileProblem('too-large');
        return content();
      },
    });
  }
  return files;
};
