import { jakartaDayOf, jakartaMs } from '../time.ts';
import type { Batch } from './batch.ts';

/** Phones' clocks may be this wrong, and days may begin before or end after midnight. */
const toleranceMs = 12 * 3_600_000;
/** Scans are sent within this time. */
const latestMs = 30 * 86_400_000;

/** Why a scan does not count: by code, with the sentence that says what to do. */
export const scanRefusals = {
  'bad-code': {
    id: 'Kode ini tidak dikenal. Pindai ulang kode QR angkatan atau kode QR IKM.',
    en: 'This code is not known. Scan the QR code of the batch or of the IKM again.',
  },
  'batch-missing': { id: 'Tulis angkatan mana yang dihadiri (batchId).', en: 'Say which batch it was (batchId).' },
  'ikm-missing': { id: 'Tulis IKM mana yang hadir (ikmId).', en: 'Say which IKM came (ikmId).' },
  'unknown-batch': {
    id: 'Angkatan ini tidak ada atau bukan wewenang Anda.',
    en: 'There is no such batch, or it is not yours.',
  },
  'unknown-ikm': { id: 'IKM ini tidak ada atau bukan wewenang Anda.', en: 'There is no such IKM, or it is not yours.' },
  'ikm-closed': { id: 'IKM ini sudah ditutup.', en: 'This IKM is closed.' },
  cancelled: { id: 'Angkatan ini dibatalkan.', en: 'This batch was cancelled.' },
  'another-day': {
    id: 'Kode ini bukan untuk hari pemindaian. Pindai kode hari ini, dan periksa jam ponsel.',
    en: 'The code is for another day. Scan the one of today, and check the clock of the phone.',
  },
  'too-late': {
    id: 'Pemindaian ini lebih dari 30 hari lalu. Minta petugas mencatatnya.',
    en: 'This was scanned more than 30 days ago. Ask an officer.',
  },
  full: {
    id: 'Kuota angkatan sudah penuh. Minta petugas menambah kuota.',
    en: 'All seats of the batch are taken. Ask an officer for more.',
  },
} as const;
export type ScanRefusal = keyof typeof scanRefusals;

const isNear = (day: string, ms: number): boolean => {
  const startMs = Date.parse(day) - jakartaMs;
  return ms >= startMs - toleranceMs && ms < startMs + 86_400_000 + toleranceMs;
};

/** The day of a batch at which an IKM's own code was scanned: that day, or the batch's end that is near. */
const batchDayOf = ({ from, to }: Batch, ms: number): string => {
  const day = jakartaDayOf(ms);
  if (day < from) return from;
  return day > to ? to : day;
};

/**
 * Which day of the batch a scan counts for, or why it does not.
 * @param day of the code; undefined for an IKM's own code
 */
export const dayOfScan = (
  batch: Batch,
  day: string | undefined,
  scannedAtMs: number,
  nowMs: number,
): { readonly day: string } | { readonly refusal: ScanRefusal } => {
  if (batch.state === 'cancelled') return { refusal: 'cancelled' };
  if (nowMs - scannedAtMs > latestMs) return { refusal: 'too-late' };
  const counted = day ?? batchDayOf(batch, scannedAtMs);
  const isOfBatch = counted >= batch.from && counted <= batch.to;
  return isOfBatch && scannedAtMs <= nowMs + toleranceMs && isNear(counted, scannedAtMs)
    ? { day: counted }
    : { refusal: 'another-day' };
};
