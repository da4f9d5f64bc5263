/** Papers that rules ask for, whatever words an owner names them by. */
export type Permit = 'halal' | 'non-halal' | 'p-irt' | 'bpom' | 'sni';

/** One entry of a product's legality list, or a paper of its IKM's dossier (`paperId`) that is about it. */
export interface Paper {
  readonly type: string;
  readonly number: string;
  readonly expiresOn?: string | undefined;
  readonly paperId?: string | undefined;
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const saysNotHalal = /\b(non|tidak|bukan) halal\b/;

/** What a paper is; undefined for one that no rule asks for (NIB, merek, TKDN …). */
export const permitOf = ({ type, number }: Paper): Permit | undefined => {
  const name = plain(type);
  if (saysNotHalal.test(name)) return 'non-halal';
  if (/\bhalal\b/.test(name)) return saysNotHalal.test(plain(number)) ? 'non-halal' : 'halal';
  if (/\b(s?pp )?p ?irt\b/.test(name)) return 'p-irt';
  if (/\b(bpom|pom|notifikasi|izin edar|md|ml)\b/.test(name)) return 'bpom';
  if (/\bsni\b/.test(name)) return 'sni';
  return undefined;
};

/** How far a paper has come: `none` when what stands for its number is no number at all, e.g. “belum ada” or “-”. */
export const stageOf = (paper: Paper): 'numbered' | 'in-process' | 'none' => {
  if (permitOf(paper) === 'non-halal') return 'numbered';
  if (/\b(proses|pengajuan|diajukan|mengajukan|in process|pending)\b/.test(plain(paper.number))) return 'in-process';
  return /\d/.test(paper.number) && !isHalalDecree(paper) ? 'numbered' : 'none';
};

/** The number of the MUI's decree (ketetapan halal), often given in place of the certificate's (ID and 17 digits). */
export const isHalalDecree = (paper: Paper): boolean =>
  permitOf(paper) === 'halal' && /^\s*KH\b|^\s*KH\d/i.test(paper.number);

/** A number as it is compared: without spaces, dots and dashes. */
export const compactNumber = (number: string): string => number.toUpperCase().replace(/[\s.–-]/g, '');

/**
 * Shapes of numbers: halal as BPJPH gives it out (okezone 2023-02-20); P-IRT: 13 digits, serial and year (tempo.co, “arti nomor
 * P-IRT”); BPOM: food MD/ML with 12 or 15 digits (liputan6), cosmetics N and a letter with 11 digits, traditional medicine TR,
 * TI, HT, FF, supplements SD, SI, SL with 9 (doklit.com). SNI has no one shape.
 */
const shapes: Partial<Record<Permit, RegExp>> = {
  halal: /^ID\d{17}$/,
  'p-irt': /^((SP)?PIRT(NO)?)?\d{15}$/,
  bpom: /^((BPOMRI|BPOM|POM)?(MD|ML)\d{12}(\d{3})?|(BPOM|POM)?N[A-E]\d{11}|(BPOMRI|BPOM|POM)?(TR|TI|HT|FF|SD|SI|SL)\d{9})$/,
};

/** Whether a number looks as such numbers do. A doubt only: registers change their shapes. */
export const looksRight = (paper: Paper): boolean => {
  const permit = permitOf(paper);
  const shape = permit === undefined ? undefined : shapes[permit];
  return shape === undefined || stageOf(paper) !== 'numbered' || shape.test(compactNumber(paper.number));
};
