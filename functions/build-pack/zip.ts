import { PassThrough, Readable } from 'node:stream';
import writeXlsxFile from 'write-excel-file/node';
import { ZipFile } from 'yazl';
import type { Sheet } from '../../shared/domain/pack/sheets.ts';

/** A file of a pack: a text, a sheet, or one that is read when its turn comes. */
export type PackFile =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly sheet: Sheet }
  | { readonly name: string; readonly read: () => Promise<Uint8Array> };

const widths = (sheet: Sheet): { width: number }[] =>
  (sheet[0] ?? []).map((_, n) => ({
    width: Math.min(60, Math.max(8, ...sheet.slice(0, 50).map((row) => String(row[n] ?? '').length + 2))),
  }));

/** Texts are stored as texts, so that a spreadsheet neither reckons nor drops leading zeros. */
const toXlsx = (sheet: Sheet): Promise<Buffer> =>
  writeXlsxFile(
    sheet.map((row, n) =>
      row.map((value) =>
        typeof value === 'number'
          ? { value, type: Number }
          : { value, type: String, ...(n === 0 ? { fontWeight: 'bold' as const } : {}) },
      ),
    ),
    { columns: widths(sheet), stickyRowsCount: 1 },
  ).toBuffer();

/**
 * The files as one ZIP, made while it is read: one photo is held at a time. `at` stands as the time of every file, so that
 * a repeated run writes the same.
 */
export const zipOf = (files: AsyncIterable<PackFile> | Iterable<PackFile>, at: Date): AsyncIterable<Uint8Array> => {
  const zip = new ZipFile();
  const out = new PassThrough();
  zip.outputStream.pipe(out);
  const fail = (error: unknown): void => {
    out.destroy(error instanceof Error ? error : new Error(String(error)));
  };
  zip.on('error', fail);
  const fill = async (): Promise<void> => {
    for await (const file of files) {
      if ('text' in file) {
        // the mark tells old editors that it is UTF-8
        zip.addBuffer(Buffer.from(`\uFEFF${file.text}`), file.name, { mtime: at });
      } else if ('sheet' in file) {
        zip.addBuffer(await toXlsx(file.sheet), file.name, { mtime: at, compress: false });
      } else {
        zip.addReadStreamLazy(file.name, { mtime: at, compress: false }, (give) => {
          file.read().then((bytes) => {
            give(null, Readable.from([Buffer.from(bytes)]));
          }, fail);
        });
      }
    }
    zip.end();
  };
  fill().catch(fail);
  return out;
};
