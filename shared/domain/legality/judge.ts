import type { Listable } from '../listing/listable.ts';
import type { ListingProblem } from '../listing/problem.ts';
import { dayMs, endOfDay, startOfDay } from './days.ts';
import { isHalalDecree, looksRight, permitOf, stageOf, type Paper } from './permits.ts';
import { legalRules, type LegalRule, type Scope } from './rules.ts';

/** What is judged of a product. */
type Judged = Pick<
  Listable,
  'name' | 'komoditas' | 'kind' | 'kbli' | 'shelfLifeDays' | 'storage' | 'attributes' | 'composition' | 'legality'
>;

/** An owner is told this long before a certificate ends. */
const warnMs = 30 * dayMs;

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const storageOf = ({ storage }: Judged): 'frozen' | 'chilled' | 'ambient' => {
  const text = plain(storage ?? '');
  if (/\b(beku|dibekukan|freezer|frozen)\b|18 ?°? ?c\b/.test(text)) return 'frozen';
  return /\b(kulkas|lemari es|chiller|chilled|didinginkan|suhu dingin|refrigerat\w*)\b/.test(text)
    ? 'chilled'
    : 'ambient';
};

const materialOf = ({ attributes, composition }: Judged): readonly string[] => [
  ...Object.entries(attributes).flatMap(([name, value]) =>
    /\b(bahan|material)\b/.test(plain(name)) ? [plain(value)] : [],
  ),
  ...(composition === undefined ? [] : [plain(composition)]),
];

const fits = (judged: Judged, scope: Scope): boolean => {
  const { komoditas, kbli, shelfLifeDays } = judged;
  if (scope.komoditas?.includes(komoditas) === false) return false;
  if (scope.notKomoditas?.includes(komoditas) === true) return false;
  if (scope.kbli?.some(([scheme, prefix]) => kbli?.scheme === scheme && kbli.code.startsWith(prefix)) === false)
    return false;
  if (scope.shelfLife === 'unknown') {
    if (shelfLifeDays !== undefined) return false;
  } else if (scope.shelfLife !== undefined) {
    const { least, orUnknown = false } = scope.shelfLife;
    if (shelfLifeDays === undefined ? !orUnknown : shelfLifeDays < least) return false;
  }
  if (scope.storage !== undefined) {
    const storage = storageOf(judged);
    if (scope.storage === 'not-frozen' ? storage === 'frozen' : storage !== scope.storage) return false;
  }
  if (scope.kind?.test(plain(judged.name)) === false) return false;
  const { material } = scope;
  return material === undefined || materialOf(judged).some((text) => material.test(text));
};

/** First moment after a certificate's last day. */
const endOf = ({ expiresOn }: Paper): number => endOfDay(expiresOn);

const problem = (
  code: string,
  path: string,
  message: readonly [id: string, en: string],
  fix: readonly [id: string, en: string],
  severity: 'block' | 'advice',
): ListingProblem => ({
  code,
  path,
  message: { id: message[0], en: message[1] },
  fix: { id: fix[0], en: fix[1] },
  severity,
});

const againstRule = (rule: LegalRule, judged: Judged, nowMs: number): readonly ListingProblem[] => {
  const papers = judged.legality.filter((paper) => {
    const permit = permitOf(paper);
    return permit !== undefined && rule.accepts.includes(permit);
  });
  const numbered = papers.filter((paper) => stageOf(paper) === 'numbered');
  if (numbered.some((paper) => endOf(paper) > nowMs)) return [];
  const severity =
    rule.outcome === 'block' && (rule.from === undefined || startOfDay(rule.from) <= nowMs) ? 'block' : 'advice';
  const path = 'legality';
  if (papers.some((paper) => stageOf(paper) === 'in-process')) {
    const code = `${rule.code.replace(/-(missing|advised)$/, '')}-in-process`;
    return [
      problem(
        code,
        path,
        [`${rule.message[0]} Pengajuannya masih berjalan.`, `${rule.message[1]} It is applied for.`],
        ['Isi nomornya begitu terbit.', 'Give the number once it is issued.'],
        'advice',
      ),
    ];
  }
  if (numbered.length > 0) {
    const code = rule.code.replace(/-(missing|advised)$/, '-expired');
    return [
      problem(
        code,
        path,
        [
          `${rule.message[0]} Yang tercatat sudah habis masa berlakunya.`,
          `${rule.message[1]} The one on file has expired.`,
        ],
        ['Perpanjang, lalu isi nomor dan tanggal berlakunya.', 'Renew it, then give its number and date.'],
        severity,
      ),
    ];
  }
  if (papers.some(isHalalDecree)) {
    return [
      problem(
        'halal-number-is-decree',
        path,
        [
          'Nomor KH adalah nomor ketetapan, bukan nomor sertifikat halal.',
          'A KH number is the decree, not the halal certificate.',
        ],
        ['Isi nomor sertifikat BPJPH: ID diikuti 17 angka.', 'Give the BPJPH number: ID and 17 digits.'],
        severity,
      ),
    ];
  }
  return [problem(rule.code, path, rule.message, rule.fix, severity)];
};

const aboutPaper = (paper: Paper, at: number, nowMs: number): readonly ListingProblem[] => {
  const end = endOf(paper);
  const { type, paperId } = paper;
  const path = paperId === undefined ? `legality/${at}` : `papers/${paperId}`;
  if (end <= nowMs) {
    return [
      problem(
        'certificate-expired',
        `${path}/expiresOn`,
        [`${type} sudah habis masa berlakunya.`, `${type} has expired.`],
        ['Perpanjang, atau hapus dari produk.', 'Renew it, or take it off the product.'],
        'advice',
      ),
    ];
  }
  const found: ListingProblem[] = [];
  if (end - warnMs <= nowMs) {
    found.push(
      problem(
        'certificate-expiring',
        `${path}/expiresOn`,
        [`${type} berlaku sampai ${paper.expiresOn ?? ''}.`, `${type} ends on ${paper.expiresOn ?? ''}.`],
        ['Perpanjang sebelum habis.', 'Renew it before it ends.'],
        'advice',
      ),
    );
  }
  if (!looksRight(paper)) {
    found.push(
      problem(
        'permit-number-doubtful',
        `${path}/number`,
        [`Nomor ${type} tidak seperti biasanya.`, `The ${type} number looks unusual.`],
        ['Periksa lagi nomornya pada surat aslinya.', 'Check the number on the paper itself.'],
        'advice',
      ),
    );
  }
  return found;
};

/**
 * What law asks of a product at a moment, as problems: `block` for what may not be sold, `advice` for what is applied for, soon
 * over, doubtful, or not certainly asked for. The same product may be judged otherwise on another day. Pure.
 */
export const judgeLegality = (judged: Judged, nowMs: number): readonly ListingProblem[] => {
  if (judged.kind === 'digital') return [];
  const found = legalRules
    .filter(({ scope }) => fits(judged, scope))
    .flatMap((rule) => againstRule(rule, judged, nowMs));
  // an advice that says what a block says already is left out
  const said = new Set<string>();
  const once = [...found].filter(({ code, severity }) => {
    const about = code.replace(/-(missing|advised|expired|in-process)$/, '');
    const isNew = severity === 'block' || !said.has(about);
    said.add(about);
    return isNew;
  });
  return [...once, ...judged.legality.flatMap((paper, at) => aboutPaper(paper, at, nowMs))];
};

/**
 * The papers that may be shown to buyers: with a number, and not past their day. What is applied for, and a statement that a
 * product is not halal, would be read there as the certificate itself.
 */
export const validPapers = (papers: readonly Paper[], nowMs: number): readonly Omit<Paper, 'paperId'>[] =>
  papers
    .filter((paper) => stageOf(paper) === 'numbered' && permitOf(paper) !== 'non-halal' && endOf(paper) > nowMs)
    .map(({ paperId: _, ...paper }) => paper);

/** When a date next changes the verdict, in milliseconds since 1970; undefined when none lies ahead. */
export const verdictEndsAtMs = ({ legality }: Pick<Judged, 'legality'>, nowMs: number): number | undefined => {
  const ahead = [
    ...legalRules.flatMap(({ from }) => (from === undefined ? [] : [startOfDay(from)])),
    ...legality.flatMap((paper) => [endOf(paper), endOf(paper) - warnMs]),
  ].filter((ms) => Number.isFinite(ms) && ms > nowMs);
  return ahead.length === 0 ? undefined : Math.min(...ahead);
};
