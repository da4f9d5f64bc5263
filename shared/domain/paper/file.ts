import * as z from 'zod';
import { IkmId, PaperId } from '../ids.ts';
import { IsoInstant } from '../time.ts';

/** Bytes of one file: 5 MiB. */
export const maxFileBytes = 5 * 1024 * 1024;

export const FileType = z.enum(['application/pdf', 'image/jpeg', 'image/png']);
export type FileType = z.infer<typeof FileType>;

/** Why a file was refused. */
export const FileReason = z.enum([
  'file-empty',
  'file-too-large',
  'file-type-wrong',
  'file-unreadable',
  'file-encrypted',
  'file-active',
]);
export type FileReason = z.infer<typeof FileReason>;

/** What a refusal says: what is wrong, and what to do. */
export const fileWords: Readonly<Record<FileReason, { readonly id: string; readonly en: string }>> = {
  'file-empty': { id: 'Berkas kosong. Unggah ulang.', en: 'The file is empty. Upload it again.' },
  'file-too-large': {
    id: 'Berkas lebih dari 5 MB. Perkecil, lalu unggah lagi.',
    en: 'The file is over 5 MB. Make it smaller and upload it again.',
  },
  'file-type-wrong': {
    id: 'Isi berkas bukan PDF, JPEG, atau PNG seperti yang disebut. Foto dokumennya, lalu unggah fotonya.',
    en: 'The file is not the PDF, JPEG or PNG it was announced as. Take a photo of the paper and upload that.',
  },
  'file-unreadable': {
    id: 'Berkas rusak atau tidak terbaca. Foto dokumennya, lalu unggah fotonya.',
    en: 'The file is damaged or cannot be read. Take a photo of the paper and upload that.',
  },
  'file-encrypted': {
    id: 'PDF ini berkata sandi. Simpan tanpa kata sandi, lalu unggah lagi.',
    en: 'This PDF has a password. Save it without one and upload it again.',
  },
  'file-active': {
    id: 'PDF ini berisi skrip atau lampiran. Cetak ulang menjadi PDF biasa atau unggah fotonya.',
    en: 'This PDF holds scripts or attachments. Print it to a plain PDF, or upload a photo.',
  },
};

const announced = {
  fileId: z.string(),
  contentType: FileType,
  /** As announced; the true size is checked by the store and again when read. */
  bytes: z.int().positive(),
  announcedAt: IsoInstant,
};

/** The file of a paper: waiting for its upload or its check, ready, or refused. */
export const PaperFile = z.discriminatedUnion('state', [
  z.object({ ...announced, state: z.literal('waiting') }),
  z.object({ ...announced, state: z.literal('ready') }),
  z.object({ ...announced, state: z.literal('rejected'), reason: FileReason }),
]);
export type PaperFile = z.infer<typeof PaperFile>;

/** What a phone announces before it uploads. */
export const FileRequest = z.strictObject({ contentType: FileType, bytes: z.int().min(1).max(maxFileBytes) });
export type FileRequest = z.infer<typeof FileRequest>;

const PlaceOfFile = z.object({ ikmId: IkmId, paperId: PaperId, fileId: z.string().min(1) });
export type PlaceOfFile = z.infer<typeof PlaceOfFile>;

/** Where a checked file lies. No form is ever made for it, so what was checked is what stays. */
export const fileKey = ({ ikmId, paperId, fileId }: PlaceOfFile): string => `papers/${ikmId}/${paperId}/${fileId}`;

const endings: Readonly<Record<FileType, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

/** What a file is called when it is saved. */
export const fileNameOf = ({ paperId }: PlaceOfFile, contentType: FileType): string =>
  `dokumen-${paperId}.${endings[contentType]}`;

/** Where an upload arrives. */
export const fileUploadKey = (place: PlaceOfFile): string => `${fileKey(place)}.upload`;

/** An upload's key → whose file it is; undefined for a checked file, or a key that no form of ours was made for. */
export const placeOfUpload = (key: string): PlaceOfFile | undefined => {
  const [, ikmId, paperId, fileId] = /^papers\/([^/]+)\/([^/]+)\/([^/.]+)\.upload$/.exec(key) ?? [];
  return PlaceOfFile.safeParse({ ikmId, paperId, fileId }).data;
};
