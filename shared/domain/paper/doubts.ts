import { startOfDay } from '../legality/days.ts';
import type { ListingProblem } from '../listing/problem.ts';
import { isWithin } from '../member/member.ts';
import { provinces } from '../region/provinces.ts';
import { daysLeft, endingWords } from './ending.ts';
import type { Paper, PaperFacts } from './paper.ts';
import { readPirt } from './p-irt.ts';
import { isEnding } from './remind.ts';

type Say = readonly [id: string, en: string];

const advice = (code: string, path: string, [id, en]: Say, [fixId, fixEn]: Say): ListingProblem => ({
  code,
  path,
  message: { id, en },
  fix: { id: fixId, en: fixEn },
  severity: 'advice',
});

const lookAtPaper = ['Periksa lagi pada surat aslinya.', 'Check it on the paper itself.'] as const;

/** Halal numbers seen so far: two digits of a province after ID, month and year of issue at the end (okezone 2023-02-20). */
const halalDoubts = (number: string): readonly ListingProblem[] => {
  const digits = number.replace(/\D/g, '');
  const month = Number(digits.slice(13, 15));
  const isUsual = provinces.includes(digits.slice(0, 2)) && month >= 1 && month <= 12;
  return isUsual
    ? []
    : [
        advice(
          'halal-number-doubtful',
          'number',
          ['Nomor halal ini tidak seperti biasanya.', 'This halal number looks unusual.'],
          lookAtPaper,
        ),
      ];
};

const pirtDoubts = (number: string, { expiresOn }: PaperFacts, regionCode: string): readonly ListingProblem[] => {
  const read = readPirt(number);
  if (read === undefined) return [];
  const found: ListingProblem[] = [];
  if (read.regionCode === undefined || read.packaging === undefined)
    found.push(
      advice(
        'p-irt-number-doubtful',
        'number',
        ['Kode kemasan atau daerah pada nomor P-IRT ini tidak dikenal.', 'It names no known packaging or region.'],
        lookAtPaper,
      ),
    );
  else if (!isWithin(regionCode, read.regionCode))
    found.push(
      advice(
        'p-irt-elsewhere',
        'number',
        [
          'P-IRT ini dari kabupaten/kota lain; gugur bila tempat produksi pindah.',
          'This P-IRT is of another regency; it ends when production moves.',
        ],
        ['Urus P-IRT baru di Dinas Kesehatan setempat.', 'Apply for a new one at the local health office.'],
      ),
    );
  if (expiresOn !== undefined && Number(expiresOn.slice(0, 4)) !== read.expiryYear)
    found.push(
      advice(
        'p-irt-year-differs',
        'expiresOn',
        [
          `Dua angka terakhir nomor P-IRT berarti habis tahun ${read.expiryYear}.`,
          `The last two digits say that it ends in ${read.expiryYear}.`,
        ],
        lookAtPaper,
      ),
    );
  return found;
};

/** Registered trademarks since 2004; older ones look otherwise, so it is a doubt only. */
const merekDoubts = (number: string, { status }: PaperFacts): readonly ListingProblem[] =>
  status !== 'terdaftar' || /^IDM\d{9}$/i.test(number.replace(/\s/g, ''))
    ? []
    : [
        advice(
          'merek-number-doubtful',
          'number',
          ['Nomor merek terdaftar biasanya IDM dan 9 angka.', 'A registered trademark is usually IDM and 9 digits.'],
          lookAtPaper,
        ),
      ];

/** An imported food's number on a local maker's paper. */
const bpomDoubts = (number: string): readonly ListingProblem[] =>
  /\bML\s*\d/i.test(number)
    ? [
        advice(
          'bpom-import',
          'number',
          ['ML adalah nomor pangan impor; buatan sendiri memakai MD.', 'ML is for imports; own make has MD.'],
          lookAtPaper,
        ),
      ]
    : [];

const byType = ({ facts, regionCode }: Paper): readonly ListingProblem[] => {
  const { type, number = '' } = facts;
  switch (type) {
    case 'halal':
      return halalDoubts(number);
    case 'p-irt':
      return pirtDoubts(number, facts, regionCode);
    case 'merek':
      return merekDoubts(number, facts);
    case 'bpom':
      return bpomDoubts(number);
    default:
      return [];
  }
};

const ofDates = ({ facts }: Paper, nowMs: number): readonly ListingProblem[] => {
  const { type, issuedOn, expiresOn } = facts;
  const renew = ['Perpanjang, lalu isi tanggal yang baru.', 'Renew it, then give the new dates.'] as const;
  const found: ListingProblem[] = [];
  if (issuedOn !== undefined && startOfDay(issuedOn) > nowMs)
    found.push(
      advice('issued-ahead', 'issuedOn', ['Tanggal terbit belum tiba.', 'It is issued in the future.'], lookAtPaper),
    );
  if (isEnding({ facts, archived: false }, nowMs)) {
    const days = daysLeft(expiresOn, nowMs);
    const { id, en } = endingWords(type, days);
    found.push(advice(days > 0 ? 'paper-expiring' : 'paper-expired', 'expiresOn', [id, en], renew));
  }
  if (expiresOn === undefined && type === 'p-irt')
    found.push(
      advice(
        'expiry-missing',
        'expiresOn',
        ['P-IRT berlaku 5 tahun; tanggal habisnya belum diisi.', 'A P-IRT is good for 5 years; its end is not given.'],
        ['Isi tanggal habisnya supaya diingatkan.', 'Give its last day to be reminded.'],
      ),
    );
  return found;
};

/** What looks unusual on a paper, or ends soon: advice, in no case a refusal. */
export const doubtsOf = (paper: Paper, nowMs: number): readonly ListingProblem[] => [
  ...byType(paper),
  ...ofDates(paper, nowMs),
];
