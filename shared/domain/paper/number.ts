import { Nib } from '../ikm/ikm.ts';
import { isHalalDecree, looksRight } from '../legality/permits.ts';
import type { PaperType } from './types.ts';

/** What is wrong with a number, in both languages. */
interface NumberFault {
  readonly code: string;
  readonly message: { readonly id: string; readonly en: string };
}

const fault = (code: string, id: string, en: string): NumberFault => ({ code, message: { id, en } });

const digitsOf = (number: string): string => number.replace(/[\s.–-]/g, '');

/** Papers that are a statement or a picture: a number is nothing they need. */
const needsNoNumber: ReadonlySet<PaperType> = new Set([
  'non-halal',
  'npwp-statement',
  'consent-letter',
  'signed-photo',
  'other',
]);

const wrongShape: Partial<Record<PaperType, NumberFault>> = {
  halal: fault(
    'bad-halal',
    'Nomor sertifikat halal diawali ID lalu 17 angka. Salin dari sertifikat BPJPH.',
    'A halal number is ID and 17 digits. Copy it from the BPJPH certificate.',
  ),
  'p-irt': fault(
    'bad-p-irt',
    'Nomor P-IRT terdiri atas 15 angka. Salin dari sertifikat SPP-IRT.',
    'A P-IRT number has 15 digits. Copy it from the certificate.',
  ),
  bpom: fault(
    'bad-bpom',
    'Nomor BPOM: MD atau ML dan 12 atau 15 angka, N dan satu huruf dan 11 angka, atau TR, TI, HT, FF, SD, SI, SL dan 9 angka.',
    'A BPOM number is MD or ML and 12 or 15 digits, N and a letter and 11 digits, or TR, TI, HT, FF, SD, SI, SL and 9 digits.',
  ),
};

/** A NIK or NPWP (15 or 16 digits): it stands sealed with the owner, never on a paper. */
const looksPersonal = (number: string): boolean => /^\d{15,16}$/.test(digitsOf(number));

/**
 * What keeps a number from being taken for this kind of paper; undefined when its format is right. SNI, TKDN-IK and whatever
 * else has no one format is free text. Shapes: `legality/permits.ts`.
 */
export const numberFault = (type: PaperType, number: string | undefined): NumberFault | undefined => {
  if (number === undefined)
    return needsNoNumber.has(type)
      ? undefined
      : fault('required', 'Isi nomor dokumennya.', 'Give the number of the paper.');
  if (needsNoNumber.has(type) && looksPersonal(number))
    return fault(
      'personal-number',
      'Jangan tulis NIK atau NPWP di sini; isi pada data pemilik.',
      'Do not write a NIK or NPWP here; it belongs to the owner’s data.',
    );
  if (type === 'nib')
    return Nib.safeParse(digitsOf(number)).success
      ? undefined
      : fault('bad-nib', 'NIB harus 13 angka.', 'A NIB has 13 digits.');
  const paper = { type, number };
  if (isHalalDecree(paper))
    return fault(
      'halal-number-is-decree',
      'Nomor KH adalah nomor ketetapan. Isi nomor sertifikat BPJPH: ID diikuti 17 angka.',
      'A KH number is the decree. Give the certificate’s number: ID and 17 digits.',
    );
  const shape = wrongShape[type];
  // a word such as “proses” is no number, though a product may carry it
  return shape === undefined || (/\d/.test(number) && looksRight(paper)) ? undefined : shape;
};
