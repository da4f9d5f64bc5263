import type { RowOutcome, RowProblem } from '../intake/entry.ts';
import { ProblemError, type ProblemCode } from '../problem.ts';

const refusal = (code: string, id: string, en: string): RowProblem => ({
  code,
  message: { id, en },
  fix: { do: 'delete-row' },
});

export const outsideScope = refusal(
  'outside-scope',
  'Baris ini di luar wilayah atau sentra yang menjadi wewenang Anda.',
  'This row lies outside the regions or sentras you are responsible for.',
);
/** Tells nothing of who, or where. */
export const claimed = refusal(
  'already-enrolled',
  'NIK atau NIB ini sudah terdaftar pada tempat produksi yang sama oleh kantor lain. Ajukan klaim bila usaha ini binaan Anda.',
  'This NIK or NIB is already enrolled at this production site by another office. File a claim if you coach this firm.',
);
export const saidBefore = refusal(
  'said-before',
  'Baris lain di berkas ini menyebut hal yang sama dengan isi yang lain; baris yang pertama dipakai.',
  'Another row of this file names the same thing with other data; the first row was taken.',
);
export const changedElsewhere = refusal(
  'changed-elsewhere',
  'Data ini sudah diubah di luar impor, jadi tidak ditimpa. Ubah langsung di layar bila perlu.',
  'This was changed outside imports, so it is not overwritten. Change it on the screen if needed.',
);
export const unknownThing = refusal(
  'not-found',
  'Data yang disebut baris ini tidak ada atau bukan wewenang Anda.',
  'What this row names does not exist, or is not in your scope.',
);
export const wrongState = refusal(
  'wrong-state',
  'Data ini sudah ditutup, ditolak, diarsipkan atau dihapus, jadi tidak dapat diubah lagi.',
  'This is closed, rejected, archived or deleted and cannot be changed any more.',
);
const identityFixed = refusal(
  'identity-fixed',
  'Pemilik, NIK, wilayah dan sentra tidak dapat diganti lewat impor. Pakai pemindahan di layar.',
  'Owner, NIK, region and sentra cannot be changed by an import. Use the transfer on the screen.',
);
/** Somebody is writing the same thing: the same row goes in a little later. */
export const busy: RowProblem = {
  code: 'conflict',
  message: {
    id: 'Data ini sedang diubah oleh orang lain.',
    en: 'Somebody else is changing this at the moment.',
  },
  fix: {
    do: 'explain',
    text: { id: 'Unggah baris ini lagi 15 menit kemudian', en: 'Upload this row again in 15 minutes' },
  },
};

const byCode: Partial<Record<ProblemCode, RowProblem>> = {
  'not-found': unknownThing,
  forbidden: outsideScope,
  'wrong-state': wrongState,
  'identity-fixed': identityFixed,
  'already-enrolled': claimed,
  'stale-etag': busy,
  conflict: busy,
};

/** A refused row. */
export const refused = (line: number, ...problems: readonly RowProblem[]): RowOutcome => ({
  line,
  did: 'refused',
  problems,
});

/**
 * What a thrown problem says to the writer of a row.
 * @throws what is no problem of a row: that is our fault, and the stretch is tried again.
 */
export const refusedBy = (line: number, error: unknown): RowOutcome => {
  if (!(error instanceof ProblemError)) throw error;
  const [fault] = error.faults;
  const known = byCode[error.code];
  if (known !== undefined) return refused(line, known);
  if (fault === undefined) throw error;
  return refused(line, { code: fault.code, message: fault.message, fix: { do: 'explain', text: fault.message } });
};
