import * as z from 'zod';
import { ImportId } from '../ids.ts';
import type { ImportFormat } from './import.ts';

/** Bytes of a file of rows, and of a ZIP of photos. */
export const maxSourceBytes = 200 * 1024 * 1024;
export const maxPhotosBytes = 2 * 1024 * 1024 * 1024;

export const contentTypes: Readonly<Record<ImportFormat, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
export const photosContentType = 'application/zip';

/** Where the files of an import lie. Uploads have a room of their own, as only their arrival is news. */
export const importKeys = {
  upload: (importId: string, part: UploadPart): string => `imports/uploads/${importId}/${part}`,
  /** Rows of one stretch that were refused. */
  bad: (importId: string, stretch: number): string => `imports/bad/${importId}/${String(stretch)}.jsonl`,
  report: (importId: string): string => `imports/reports/${importId}`,
} as const;

const UploadPart = z.enum(['source', 'photos']);
export type UploadPart = z.infer<typeof UploadPart>;

const Address = z.object({ importId: ImportId, part: UploadPart });

/** An upload's key → what it is; undefined for a key that no form of ours was made for. */
export const importOfUpload = (key: string): z.infer<typeof Address> | undefined => {
  const [room, uploads, importId, part, ...rest] = key.split('/');
  if (room !== 'imports' || uploads !== 'uploads' || rest.length > 0) return undefined;
  return Address.safeParse({ importId, part }).data;
};
