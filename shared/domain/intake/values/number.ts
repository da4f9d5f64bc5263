import { rupiah } from '../../money.ts';
import { numberText, plainDigits, withoutLookalikes, type Filled } from './clean.ts';
import { choose, clear, fault, fill, say, short, type ReadCell, type Reading } from './reading.ts';

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
  return number === undefined || factor === undefined ? undefined : Math.round(number * factor * 1e6) / 1e6;
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
  const parts = text.split(/\s*(?:-|–|—|s\/d|sd|sampai|hingga)\s*/i).map(parse);
  return parts.length === 2 ? parts.flatMap((part) => part ?? []) : [];
};

const judged = (value: number, { show, least, most, code, word: [id, en] }: Kind): Reading => {
  if (!Number.isInteger(value)) {
    return fault(
      code,
      say(`${id} harus bilangan bulat, tanpa desimal.`, `${en} must be whole.`),
      fill(show(Math.round(value))),
    );
  }
  if (value < least)
    return fault(code, say(`${id} paling sedikit ${show(least)}.`, `${en} is at least ${show(least)}.`));
  if (value > most) return fault(code, say(`${id} paling banyak ${show(most)}.`, `${en} is at most ${show(most)}.`));
  return { value };
};

const mended = (text: string, kind: Kind): Reading => {
  const {
    parse,
    show,
    code,
    word: [id, en],
  } = kind;
  const message = say(`${id} “${text}” tidak terbaca sebagai angka.`, `${en} “${text}” cannot be read as a number.`);
  const range = rangeOf(text, parse);
  if (range.length === 2) {
    const two = say(`${id} berisi dua angka. Pilih salah satu.`, `${en} holds two numbers. Choose one.`);
    return fault(code, two, choose(range.map((each) => show(Math.round(each)))));
  }
  const meant = parse(withoutLookalikes(text)) ?? parse(text.replace(/^\D+/, '').replace(/\s*[/(].*$/, ''));
  return fault(code, message, meant === undefined ? clear : fill(show(Math.round(meant))));
};

const numberReader = (kind: Kind): ReadCell =>
  short((cell: Filled, { unit }) => {
    const factor = unit === undefined ? 1 : (times.get(unit) ?? (unit === 'bulan' ? 12 : 1));
    if (typeof cell === 'string') {
      const parsed = kind.parse(cell);
      if (parsed === undefined) return mended(cell, kind);
      // what says its own unit is not multiplied by the header's
      return judged(/[a-z]\.?$/i.test(cell) ? parsed : parsed * factor, kind);
    }
    if (cell.date) return mended(numberText(cell), { ...kind, parse: () => undefined });
    return judged(cell.value * factor, kind);
  });

/** A reader of whole rupiah between two bounds. */
export const money = (least: number, most: number, word: Kind['word']): ReadCell =>
  numberReader({ parse: parseMoney, show: rupiah, least, most, code: 'bad-amount', word });

/** A reader of a whole number between two bounds. */
export const count = (least: number, most: number, word: Kind['word']): ReadCell =>
  numberReader({ parse: parseCount, show: String, least, most, code: 'bad-number', word });
