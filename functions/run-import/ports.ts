import type { FileForm, Occurrence } from '../../shared/domain/import/findings.ts';
import type { Import } from '../../shared/domain/import/import.ts';
import type { ImportFiles, ImportStore } from '../../shared/domain/import/import-store.ts';
import type { Directory, Entry, RowProblem, WriteEntries } from '../../shared/domain/intake/entry.ts';
import type { Caller, Membership } from '../../shared/domain/member/member.ts';
import type { Photo, PhotoReason } from '../../shared/domain/photo/photo.ts';
import type { PhotoAddress } from '../../shared/domain/photo/photo-repository.ts';
import type { Clock } from '../../shared/domain/time.ts';
import type { Value } from '../../shared/tabular/csv/write.ts';
import type { ZippedFile } from '../../shared/tabular/zip/open-zip.ts';

/** One row as it was understood: what is to be in the register, or why it cannot. */
export interface FileRow {
  readonly line: number;
  readonly said:
    { readonly entry: Entry; readonly advice: readonly RowProblem[] } | { readonly problems: readonly RowProblem[] };
  /** The row as a report repeats it, with what is wrong and how to mend it. */
  readonly toReport: (problems: readonly RowProblem[]) => readonly Value[];
}

/** A file of rows that is being read. */
export interface OpenedFile {
  readonly form: FileForm;
  readonly rows: AsyncIterable<readonly FileRow[]>;
  /** What is odd about the file as a whole; it keeps no row out. */
  readonly notes: readonly Occurrence[];
}

export interface RunImportDeps {
  readonly imports: ImportStore;
  readonly files: ImportFiles;
  readonly membershipsOf: (subject: string) => Promise<readonly Membership[]>;
  /** What rows may name: things of the register within the caller's scope. */
  readonly loadDirectory: (of: Import, caller: Caller) => Promise<Directory>;
  readonly openFile: (of: Import, directory: Directory) => Promise<OpenedFile>;
  readonly openPhotos: (of: Import) => Promise<readonly ZippedFile[]>;
  readonly writerFor: (of: Import, caller: Caller, directory: Directory) => WriteEntries;
  /** Puts photos beside a product; answers those that are there then, as they stand. */
  readonly addPhotos: (productId: string, photos: readonly Photo[]) => Promise<readonly Photo[]>;
  /** Puts bytes where a product's photos arrive. */
  readonly putUpload: (key: string, bytes: Uint8Array) => Promise<void>;
  /** Decides a photo that will not come. */
  readonly refusePhoto: (photo: PhotoAddress, reason: PhotoReason) => Promise<void>;
  /** Stores a report and answers its bytes. */
  readonly writeReport: (key: string, form: FileForm, rows: AsyncIterable<readonly Value[]>) => Promise<number>;
  readonly clock: Clock;
  /** After so many milliseconds it goes on in another run. */
  readonly budgetMs: number;
}
