import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import {
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  RandomAccessReader,
  type Entry,
  type ZipFile,
} from 'yauzl';
import { bytesOf, readBytes, type ByteSource } from '../byte-source.ts';
import { FileProblem, type FileProblemCode } from '../file-problem.ts';

/** Bytes that are fetched at once for the many small reads of a directory. */
const windowBytes = 64 * 1024;

/** Gives yauzl what it asks for out of windows: each read of a source may be a request over the net. */
class WindowReader extends RandomAccessReader {
  readonly #source: ByteSource;
  #window: { start: number; bytes: Buffer } = { start: 0, bytes: Buffer.alloc(0) };
  /** What the source failed with: not the file's fault. */
  failure: unknown;

  constructor(source: ByteSource) {
    super();
    this.#source = source;
  }

  override read(
    into: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null, bytesRead?: number) => void,
  ): void {
    this.#copy(into, offset, length, position).then(
      (bytesRead) => {
        done(null, bytesRead);
      },
      (error: unknown) => {
        this.failure = error;
        done(error instanceof Error ? error : new Error(String(error)));
      },
    );
  }

  /** Asked for by the class; contents are read by `inflated`. */
  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(bytesOf(this.#source, start, end));
  }

  override close(done: (error: Error | null) => void): void {
    done(null);
  }

  async #copy(into: Buffer, offset: number, length: number, position: number): Promise<number> {
    const { start, bytes } = this.#window;
    if (position < start || position + length > start + bytes.length) {
      const end = position + Math.max(length, windowBytes);
      this.#window = { start: position, bytes: await readBytes(this.#source, position, end) };
    }
    const from = position - this.#window.start;
    return this.#window.bytes.copy(into, offset, from, from + length);
  }
}

/** A file inside an archive. */
export interface ArchiveEntry {
  /** As the archive says it, with forward slashes. Never a path to write to. */
  readonly path: string;
  /** Bytes after inflating, as declared: content is counted against it. */
  readonly size: number;
  /** Checksum of its content, as declared. */
  readonly crc32: number;
  readonly encrypted: boolean;
  /** Its content; fails with a FileProblem when it is not what was declared. */
  readonly content: () => AsyncIterable<Buffer>;
}

/** Says what is wrong with an archive that yauzl cannot read; what its source failed with stays as it is. */
const fail = (error: unknown, reader: WindowReader, code: FileProblemCode): never => {
  if (error instanceof FileProblem || reader.failure === error) throw error;
  throw new FileProblem(code, {}, { cause: error });
};

async function* counted(chunks: AsyncIterable<Buffer>, entry: Entry): AsyncIterable<Buffer> {
  let size = 0;
  let sum = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    // a bomb declares less than it holds
    if (size > entry.uncompressedSize) throw new FileProblem('damaged-file');
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (size !== entry.uncompressedSize || sum !== entry.crc32) throw new FileProblem('damaged-file');
}

async function* contentOf(zip: ZipFile, entry: Entry, reader: WindowReader, source: ByteSource): AsyncIterable<Buffer> {
  if (entry.isEncrypted()) throw new FileProblem('password-protected');
  if (!entry.canDecodeFileData()) throw new FileProblem('damaged-file');
  const { fileDataStart } = await zip
    .readLocalFileHeaderPromise(entry, { minimal: true })
    .catch((error: unknown) => fail(error, reader, 'damaged-file'));
  const raw = bytesOf(source, fileDataStart, fileDataStart + entry.compressedSize);
  if (entry.compressionMethod === 0) {
    yield* counted(raw, entry);
    return;
  }
  let failure: unknown;
  const inflate = createInflateRaw({ chunkSize: 64 * 1024 });
  const input = Readable.from(raw, { objectMode: false }).on('error', (error) => {
    failure = error;
    inflate.destroy(error);
  });
  try {
    yield* counted(input.pipe(inflate), entry);
  } catch (error) {
    if (error === failure || error instanceof FileProblem) throw error;
    throw new FileProblem('damaged-file', {}, { cause: error });
  } finally {
    input.destroy();
    inflate.destroy();
  }
}

/**
 * Opens a ZIP by its directory at the end: nothing is inflated before it is asked for.
 *
 * @param most Entries above which it is refused, before any is looked at.
 * @param notZip What to say of a file that is no ZIP.
 * @throws FileProblem here, or while entries or their contents are read.
 */
export const openArchive = async (
  source: ByteSource,
  most: number,
  notZip: FileProblemCode,
): Promise<AsyncIterable<ArchiveEntry>> => {
  const reader = new WindowReader(source);
  const zip = await fromRandomAccessReaderPromise(reader, source.size, {
    autoClose: false,
    // names are never paths here: odd ones are no reason to refuse a whole file
    decodeStrings: false,
  }).catch((error: unknown) => fail(error, reader, notZip));
  if (zip.entryCount > most) throw new FileProblem('too-many-files', { most });

  async function* entries(): AsyncIterable<ArchiveEntry> {
    try {
      for await (const entry of zip.eachEntry()) {
        yield {
          path: getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false),
          size: entry.uncompressedSize,
          crc32: entry.crc32,
          encrypted: entry.isEncrypted(),
          content: () => contentOf(zip, entry, reader, source),
        };
      }
    } catch (error) {
      fail(error, reader, 'damaged-file');
    }
  }
  return entries();
};
