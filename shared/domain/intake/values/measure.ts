import { plainDigits, type Filled } from './clean.ts';
import { parseNumber } from './number.ts';
import { fault, fill, quoted, say, short } from './reading.ts';

const grams: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ...{ kg: 1000, kgs: 1000, kilo: 1000, kilogram: 1000, ons: 100, g: 1, gr: 1, grm: 1, gram: 1, grams: 1, ton: 1e6 },
  }),
);
const millimetres: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ...{
      mm: 1,
      milimeter: 1,
      cm: 10,
      senti: 10,
      sentimeter: 10,
      m: 1000,
      meter: 1000,
      mtr: 1000,
      inci: 25.4,
      inch: 25.4,
    },
  }),
);

/** Whether three digits after a dot can only be thousands: nobody ships 1.500 kilogrammes or metres. */
const small: ReadonlySet<string> = new Set(['g', 'gr', 'grm', 'gram', 'grams', 'mm', 'milimeter']);

const measured = (text: string, units: ReadonlyMap<string, number>, unless: string): number | undefined => {
  const [, digits = '', word = ''] =
    /^(?:±|\+\/-|kurang lebih|sekitar|ca\.?)?\s*([\d.,\s]*\d)\s*([a-z]*)\.?$/.exec(text) ?? [];
  const unit = word === '' ? unless : word;
  const isThousands = small.has(unit);
  const number = /^\d{1,3}\.\d{3}$/.test(digits) && !isThousands ? Number(digits) : parseNumber(digits, isThousands);
  const factor = units.get(unit);
  return number === undefined || factor === undefined ? undefined : Math.round(number * factor);
};

/** Grams of `1,5 kg`, `500 gr`, `0.5kg`; a number without a unit counts in `unit` (grams, unless the header says otherwise). */
export const parseWeight = (text: string, unit = 'g'): number | undefined =>
  measured(plainDigits(text).toLowerCase(), grams, grams.has(unit) ? unit : 'g');

/** Millimetres of `10 cm`, `1,2 m`; a number without a unit counts in `unit` (centimetres, unless the header says otherwise). */
export const parseLength = (text: string, unit = 'cm'): number | undefined =>
  measured(plainDigits(text).toLowerCase(), millimetres, millimetres.has(unit) ? unit : 'cm');

/** Millimetres of `10 x 20 x 5 cm`, `10×20×5`, `10 cm x 20 cm x 5 cm`: length, width and height; undefined otherwise. */
export const parseDimensions = (text: string, unit = 'cm'): readonly [number, number, number] | undefined => {
  const plain = plainDigits(text).toLowerCase();
  const last = /([a-z]+)\.?$/.exec(plain)?.[1] ?? unit;
  const parts = plain
    .replace(/\b[plt]\s*[=:]?\s*(?=\d)/g, '')
    .split(/\s*[x×*]\s*/)
    .map((part) => parseLength(part, last));
  const [length, width, height] = parts;
  return parts.length !== 3 || length === undefined || width === undefined || height === undefined
    ? undefined
    : [length, width, height];
};

const asText = (cell: Filled): string => (typeof cell === 'string' ? cell : String(cell.value).replace('.', ','));

/** A whole measure between 1 and a bound; a decimal number of grams is asked about, as kilogrammes may be meant. */
export const weight = short((cell, { unit }) => {
  const text = asText(cell);
  const parsed = parseWeight(text, unit);
  if (parsed !== undefined && unit === undefined && /^\d+[.,]\d{1,2}$/.test(text)) {
    const message = say(
      `Berat ${text} tanpa satuan: gram atau kilogram?`,
      `Weight ${text} has no unit: grams or kilogrammes?`,
    );
    return fault('bad-weight', message, fill(`${text.replace('.', ',')} kg`));
  }
  return parsed === undefined || parsed < 1 || parsed > 1_000_000
    ? fault(
        'bad-weight',
        say(`Berat ${quoted(text)} tidak terbaca. Tulis misalnya 250 g.`, `Cannot read the weight ${quoted(text)}.`),
      )
    : { value: parsed };
});

export const length = short((cell, { unit }) => {
  const text = asText(cell);
  const parsed = parseLength(text, unit);
  return parsed === undefined || parsed < 1 || parsed > 10_000
    ? fault(
        'bad-length',
        say(`Ukuran ${quoted(text)} tidak terbaca. Tulis misalnya 20 cm.`, `Cannot read the length ${quoted(text)}.`),
      )
    : { value: parsed };
});

export const dimensions = short((cell, { unit }) => {
  const text = asText(cell);
  const parsed = parseDimensions(text, unit);
  return parsed === undefined || parsed.some((each) => each < 1 || each > 10_000)
    ? fault(
        'bad-length',
        say(
          `Ukuran ${quoted(text)} tidak terbaca. Tulis misalnya 20 x 15 x 10 cm.`,
          `Cannot read the size ${quoted(text)}.`,
        ),
      )
    : { value: parsed };
});
