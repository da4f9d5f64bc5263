import * as z from 'zod';
import { IkmId, NoteId, PaperId } from '../ids.ts';
import { line, lines } from '../text.ts';
import { IsoInstant } from '../time.ts';

/** What is kept in plain: nothing that names a person. */
const plain = {
  kind: z.enum(['machine', 'fair', 'certificate', 'competence', 'packaging-advice', 'training', 'visit', 'other']),
  title: line(150),
  date: z.iso.date(),
  valueIdr: z.int().nonnegative().max(1_000_000_000_000).optional().meta({ description: 'What it was worth' }),
  schemeCode: line(50).optional().meta({ description: 'SKKNI scheme, of a competence' }),
  expiresOn: z.iso.date().optional().meta({ description: 'Last day that it holds' }),
  paperId: PaperId.optional().meta({ description: 'Its file, in the legality dossier of the IKM' }),
} as const;

/** What may name people: sealed under the IKM's key. */
const secret = {
  giver: line(150).meta({ description: 'Who gave it, or saw it' }),
  text: lines(2000).optional(),
} as const;

/** The body of a PUT: what an IKM received or proved (catatan pembinaan). */
export const NoteBody = z
  .strictObject({ ...plain, ...secret })
  .refine(({ kind, schemeCode }) => kind !== 'competence' || schemeCode !== undefined, {
    path: ['schemeCode'],
    params: {
      code: 'scheme-missing',
      message: { id: 'Isi kode skema SKKNI.', en: 'State the SKKNI scheme.' },
    },
  })
  .refine(({ date, expiresOn }) => expiresOn === undefined || expiresOn >= date, {
    path: ['expiresOn'],
    params: {
      code: 'bad-span',
      message: { id: 'Tanggal berakhir tidak boleh sebelum tanggalnya.', en: 'It cannot end before it began.' },
    },
  });
export type NoteBody = z.infer<typeof NoteBody>;

/** One version of a note, as stored. A correction stands beside what it corrects. */
export const Note = z.object({
  ikmId: IkmId,
  noteId: NoteId,
  etag: z.string(),
  ...plain,
  sealed: z.record(z.string(), z.string()),
  createdWith: z.string(),
  writtenAt: IsoInstant,
  /** Subject of who wrote this version. */
  by: z.string(),
});
export type Note = z.infer<typeof Note>;

/** One version as those in whose scope the IKM lies see it. */
export const NoteVersion = z.strictObject({
  noteId: NoteId,
  etag: z.string(),
  ...plain,
  giver: z.string(),
  text: z.string().optional(),
  writtenAt: z.string(),
  by: z.string(),
});
export type NoteVersion = z.infer<typeof NoteVersion>;

export const NoteView = NoteVersion.extend({
  former: z.array(NoteVersion).meta({ description: 'What it said before, oldest first' }),
});
export type NoteView = z.infer<typeof NoteView>;

/** Notes of IKMs, in their partitions. */
export interface Notes {
  readonly read: (ikmId: string, noteId: string) => Promise<Note | undefined>;
  /** Keeps the version before. */
  readonly write: (before: Note | undefined, after: Note) => Promise<'written' | 'conflict'>;
  /** Oldest first. */
  readonly former: (ikmId: string, noteId: string) => Promise<readonly Note[]>;
  readonly page: (
    ikmId: string,
    limit: number,
    position: Record<string, string> | undefined,
  ) => Promise<{ readonly rows: readonly Note[]; readonly position: Record<string, string> | undefined }>;
}
