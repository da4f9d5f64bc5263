import * as z from 'zod';

/**
 * Kinds of papers an IKM keeps. `non-halal`: a statement that a product is not halal, or exempt · `npwp-statement`: sales of at
 * most Rp500 million a year (PMK 37/2025) · `consent-letter`, `signed-photo`: evidence of a consent.
 */
export const PaperType = z.enum([
  'nib',
  'halal',
  'non-halal',
  'p-irt',
  'bpom',
  'sni',
  'merek',
  'tkdn-ik',
  'npwp-statement',
  'consent-letter',
  'signed-photo',
  'other',
]);
export type PaperType = z.infer<typeof PaperType>;

interface Name {
  readonly id: string;
  readonly en: string;
}

/** What people call them. */
export const paperNames: Readonly<Record<PaperType, Name>> = {
  nib: { id: 'NIB', en: 'NIB' },
  halal: { id: 'Sertifikat halal', en: 'Halal certificate' },
  'non-halal': { id: 'Keterangan tidak halal', en: 'Non-halal statement' },
  'p-irt': { id: 'P-IRT', en: 'P-IRT' },
  bpom: { id: 'Izin edar BPOM', en: 'BPOM permit' },
  sni: { id: 'SNI', en: 'SNI' },
  merek: { id: 'Merek', en: 'Trademark' },
  'tkdn-ik': { id: 'TKDN-IK', en: 'TKDN-IK' },
  'npwp-statement': { id: 'Surat pernyataan omzet', en: 'Statement of sales' },
  'consent-letter': { id: 'Surat persetujuan', en: 'Letter of consent' },
  'signed-photo': { id: 'Foto tanda tangan', en: 'Signed photo' },
  other: { id: 'Dokumen lain', en: 'Other paper' },
};
