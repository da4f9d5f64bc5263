import { rupiah } from '../../money.ts';
import { plainDigits, withoutLookalikes, type Filled } from './clean.ts';
import { choose, clear, fault, fill, quoted, say, short, type ReadCell, type Reading, type Repair } from './reading.ts';

/** Words after a number that multiply it. `M` is miliar (10⁹), as Indonesians shorten it. */
const times: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ...{ rb: 1e3, ribu: 1e3, rbu: 1e3, k: 1e3, jt: 1e6, juta: 1e6, jta: 1e6 },
    ...{ m: 1e9, miliar: 1e9, milyar: 1e9, t: 1e12, triliun: 1e12, trilyun: 1e12 },
  }),
);
/** Words after a number of pieces or people. */
const countWords: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ...{ orang: 1, org: 1, pekerja: 1, karyawan: 1, jiwa: 1, pcs: 1, pc: 1, buah: 1, bh: 1, unit: 1, biji: 1 },
    ...{ lembar: 1, lbr: 1, set: 1, pasang: 1, bungkus: 1, bks: 1, botol: 1, pak: 1, pack: 1, toples: 1 },
    ...{ hari: 1, hr: 1, lusin: 12, kodi: 20, gros: 144 },
  }),
);

/**
 * The number that Indonesian digits stand for: `1.250.000`, `1,5`, `1.500,50`, `25,000` (as an English program writes it),
 * `1 250 000`. `whole`: three digits after a single separator are thousands; else a comma stands before decimals.
 */
export const parseNumber = (text: string, isWhole: boolean): number | undefined => {
  const digits = text.replace(/\s+(?=\d{3}(\D|$))/g, '');
  if (/^\d+$/.test(digits)) return Number(digits);
  if (/^\d{1,3}(\.\d{3})+(,\d+)?$/.test(digits)) return Number(digits.replaceAll('.', '').replace(',', '.'));
  const isEnglish = isWhole ? /^\d{1,3}(,\d{3})+(\.\d+)?$/ : /^\d{1,3}(,\d{3})+\.\d+$/;
  if (isEnglish.test(digits)) return Number(digits.replaceAll(',', ''));
  if (/^\d+[.,]\d+$/.test(digits)) return Number(digits.replace(',', '.'));
  return undefined;
};

const tail = /^(.*?\d)\s*([a-z]*)\.?$/;

const amountOf = (text: string, words: ReadonlyMap<string, number>): number | undefined => {
  const [, digits = '', word = ''] = tail.exec(text) ?? [];
  const factor = word === '' ? 1 : words.get(word);
  const number = parseNumber(digits, factor === 1);
  if (number === undefined || factor === undefined) return undefined;
  // 1,1 juta is 1100000.0000000002 otherwise
  return factor === 1 ? number : Math.round(number * factor * 1000) / 1000;
};

const bare = (text: string): string =>
  plainDigits(text)
    .toLowerCase()
    .replace(/^(rp|idr)\.?\s*/, '')
    .replace(/\s*(rupiah)\.?$/, '')
    .replace(/[,.]\s*[-–—]+$/, '')
    .replace(/,00?$/, '')
    .trim();

/** Rupiah as people write them: `Rp1.250.000`, `Rp 1.250.000,-`, `1,5 juta`, `25rb`. May be a fraction; undefined: no amount. */
export const parseMoney = (text: string): number | undefined => amountOf(bare(text), times);

/** A number of pieces, people or days: `4 orang`, `1.200 pcs`, `2 lusin`. May be a fraction; undefined: no number. */
export const parseCount = (text: string): number | undefined => amountOf(bare(text), countWords);

interface Kind {
  readonly parse: (text: string) => number | undefined;
  readonly show: (value: number) => string;
  readonly least: number;
  readonly most: number;
  readonly code: string;
  readonly word: readonly [id: string, en: string];
}

const rangeOf = (text: string, parse: Kind['parse']): readonly number[] => {
  const parts = text.split(/-|–|—|s\/d|sd|sampai|hingga/i).map((part) => parse(part.trim()));
  return parts.length === 2 ? parts.flatMap((part) => part ?? []) : [];
};

/** What may be offered instead: the nearest whole number, if the column takes it. */
const offered = (value: number | undefined, { show, least, most }: Kind): readonly string[] => {
  const whole = value === undefined ? NaN : Math.round(value);
  return whole >= least && whole <= most ? [show(whole)] : [];
};

const instead = ([first, ...others]: readonly string[]): Repair => {
  if (first === undefined) return clear;
  return others.length === 0 ? fill(first) : choose([first, ...others]);
};

const judged = (value: number, kind: Kind): Reading => {
  const { show, least, most, code } = kind;
  const [id, en] = kind.word;
  if (value < least) {
    return fault(code, say(`${id} paling sedikit ${show(least)}.`, `${en} is at least ${show(least)}.`));
  }
  if (value > most) return fault(code, say(`${id} paling banyak ${show(most)}.`, `${en} is at most ${show(most)}.`));
  return Number.isInteger(value)
    ? { value }
    : fault(
        code,
        say(`${id} harus bilangan bulat, tanpa desimal.`, `${en} must be whole.`),
        instead(offered(value, kind)),
      );
};

const unreadable = (text: string, kind: Kind): Reading => {
  const { parse, code } = kind;
  const [id, en] = kind.word;
  const range = rangeOf(text, parse).flatMap((each) => offered(each, kind));
  if (range.length === 2) {
    return fault(code, say(`${id} berisi dua angka. Pilih salah satu.`, `${en} holds two numbers.`), instead(range));
  }
  const meant = parse(withoutLookalikes(text)) ?? parse(text.replace(/^[^\d-]+/, '').replace(/[/(].*$/, ''));
  const message = say(
    `${id} ${quoted(text)} tidak terbaca sebagai angka.`,
    `${en} ${quoted(text)} cannot be read as a number.`,
  );
  return fault(code, message, instead(offered(meant, kind)));
};

/** `scale`: what bare numbers are multiplied with, as the header names a unit ("juta"). */
const readNumber = (cell: Filled, kind: Kind, scale: number): Reading => {
  if (typeof cell === 'string') {
    const parsed = kind.parse(cell);
    if (parsed === undefined) return unreadable(cell, kind);
    return judged(scale === 1 || /[a-z]\.?$/i.test(cell) ? parsed : parsed * scale, kind);
  }
  return cell.date
    ? fault(kind.code, say(`${kind.word[0]} berisi tanggal.`, `${kind.word[1]} holds a date.`))
    : judged(cell.value * scale, kind);
};

/** A reader of whole rupiah between two bounds; of a column "per bulan" it gives the year's. */
export const money = (least: number, most: number, word: Kind['word']): ReadCell => {
  const kind: Kind = { parse: parseMoney, show: rupiah, least, most, code: 'bad-amount', word };
  // in a column of millions an amount in full must say that it is one
  const inFull: Kind = { ...kind, show: (value) => `${rupiah(value)} rupiah` };
  return short((cell, { unit }) => {
    if (unit === undefined) return readNumber(cell, kind, 1);
    const reading = readNumber(cell, inFull, times.get(unit) ?? 1);
    return unit === 'bulan' && typeof reading.value === 'number' ? judged(reading.value * 12, inFull) : reading;
  });
};

/** A reader of a whole number between two bounds. */
export const count = (least: number, most: number, word: Kind['word']): ReadCell => {
  const kind: Kind = { parse: parseCount, show: String, least, most, code: 'bad-number', word };
  return short((cell) => readNumber(cell, kind, 1));
};
