import * as z from 'zod';
import type { Listable } from '../../shared/domain/listing/listable.ts';
import type { ListingProblem } from '../../shared/domain/listing/listing.ts';
import { plainName as normalise, questionOf } from '../../shared/domain/product/questions.ts';
import type { Overrides } from '../connector.ts';
import type { AttributeNode } from './schemas.ts';

/** A fact must fit a table item (400 kB), and no screen draws longer lists. */
const maxOptions = { mandatory: 400, optional: 60 } as const;
const daysPerMonth = 30;

/** One attribute of a category, as it is kept among the facts. */
export const AttributeFact = z.object({
  /** As it is sent, case-sensitive. */
  name: z.string(),
  label: z.string(),
  mandatory: z.boolean(),
  /** `input_type`: closed and open choices, of one or many, and the rest. */
  input: z.enum(['single', 'multi', 'open', 'openmulti', 'text', 'numeric', 'date']),
  /** Tells variants apart. */
  sale: z.boolean(),
  /** Stands with each SKU, not with the product. */
  ofSku: z.boolean(),
  options: z.array(z.object({ value: z.string(), label: z.string() })),
  units: z.array(z.string()),
});
export type AttributeFact = z.infer<typeof AttributeFact>;

/** Fields that the plan fills by itself, or that sellers of ours never use. */
const notAsked = new Set(
  (
    'name name_en description description_en short_description short_description_en brand brand_id price special_price ' +
    'special_from_date special_to_date quantity sellersku package_weight package_length package_width package_height ' +
    'package_content video color_thumbnail __images__ tax_class preorder_enable preorder_days delivery_option_sof ' +
    'gift_wrapping name_engravement coming_soon delay_delivery_days seller_promotion'
  ).split(' '),
);

const inputs: Readonly<Record<string, AttributeFact['input']>> = {
  singleselect: 'single',
  multiselect: 'multi',
  enuminput: 'open',
  multienuminput: 'openmulti',
  numeric: 'numeric',
  date: 'date',
};

/** Lazada's list → facts, mandatory attributes first. */
export const attributeFactsOf = (nodes: readonly AttributeNode[]): readonly AttributeFact[] =>
  nodes
    .filter((node) => !notAsked.has(node.name.toLowerCase()) && node.input_type.toLowerCase() !== 'img')
    .map((node) => ({
      name: node.name,
      label: node.label === '' ? node.name : node.label,
      mandatory: node.is_mandatory,
      input: inputs[node.input_type.toLowerCase().replace(/[^a-z]/g, '')] ?? ('text' as const),
      sale: node.is_sale_prop,
      ofSku: node.attribute_type === 'sku',
      // the English name is told in every language, so it is the one that stays the same
      options: node.options
        .slice(0, node.is_mandatory ? maxOptions.mandatory : maxOptions.optional)
        .map((option) => ({ value: option.en_name || option.name, label: option.name || option.en_name })),
      units: node.unit?.type ?? [],
    }))
    .sort((a, b) => Number(b.mandatory) - Number(a.mandatory));

const legalityNumber = (listable: Listable, type: RegExp): string | undefined =>
  listable.legality.find((permit) => type.test(normalise(permit.type)))?.number;

type FromRegister = (listable: Listable, field: AttributeFact) => string | undefined;

/** Attributes that the register answers by itself, by the words of their name. */
const fromRegister: readonly (readonly [RegExp, FromRegister])[] = [
  // every IKM of the register produces in Indonesia
  [/negara asal|country (of )?origin|\borigin\b/, () => 'Indonesia'],
  [
    /masa simpan|masa penyimpanan|umur simpan|shelf life/,
    ({ shelfLifeDays }, field) => shelfLife(shelfLifeDays, field),
  ],
  [/komposisi|ingredient|composition|bahan baku/, ({ composition }) => composition],
  [
    /halal/,
    (listable, field) => {
      const number = legalityNumber(listable, /halal/);
      return number !== undefined && field.options.length > 0 ? yesOf(field) : number;
    },
  ],
  [/kosmeti|cosmetic/, (listable) => legalityNumber(listable, /bpom|kosmeti|notifikasi/)],
  [
    /izin edar|bpom|p ?irt|\bfda\b|registration (no|number)/,
    (listable) => legalityNumber(listable, /bpom|p ?irt|izin edar/),
  ],
  [/\bsni\b/, (listable) => legalityNumber(listable, /\bsni\b/)],
  [/barcode|\bean\b|\bgtin\b/, ({ gtin }) => gtin],
  // what IKMs make is no dangerous good in Lazada's sense, and carries no maker's guarantee by itself
  [/hazmat|barang berbahaya/, () => 'None'],
  [/warranty type|jenis garansi/, () => 'No Warranty'],
];

const yesOf = ({ options }: AttributeFact): string | undefined =>
  options.find(
    ({ label, value }) => /^(ya|yes|halal)$/.test(normalise(label)) || /^(yes|halal)$/.test(normalise(value)),
  )?.value;

/** The longest option that is not longer than the product keeps, e.g. 200 days → "6 Months"; else the days in words. */
const shelfLife = (days: number | undefined, field: AttributeFact): string | undefined => {
  if (days === undefined) return undefined;
  const months = field.options.flatMap(({ value }) => {
    const match = /^(\d+) (?:bulan|months?)$/.exec(normalise(value));
    return match?.[1] === undefined ? [] : [{ value, months: Number(match[1]) }];
  });
  if (months.length === 0) return field.input === 'numeric' ? String(days) : `${days} hari`;
  return months.filter((option) => option.months * daysPerMonth <= days).sort((a, b) => b.months - a.months)[0]?.value;
};

const answerOf = (field: AttributeFact, listable: Listable, overrides: Overrides): string | undefined => {
  const names = [field.name, field.label].map(normalise);
  const question = questionOf([field.name, field.label]);
  const isMeant = (key: string): boolean =>
    question !== undefined && (key === question.key || question.names.test(normalise(key)));
  for (const given of [overrides.attributes ?? {}, listable.attributes]) {
    const entries = Object.entries(given);
    const exact = entries.find(([key]) => names.includes(normalise(key)));
    const value = (exact ?? entries.find(([key]) => isMeant(key)))?.[1].trim();
    if (value !== undefined && value !== '') return value;
  }
  return fromRegister.find(([pattern]) => names.some((name) => pattern.test(name)))?.[1](listable, field);
};

type Reading = { readonly value: string } | { readonly fault: readonly [id: string, en: string] };

/** The option of this name, or whose whole name occurs in the answer ("kayu jati" is "Kayu"). */
const optionFor = ({ options }: AttributeFact, text: string): string | undefined => {
  const words = ` ${normalise(text)} `;
  const namesOf = ({ value, label }: AttributeFact['options'][number]): readonly string[] =>
    [value, label].map(normalise).filter((name) => name !== '');
  return (
    options.find((option) => namesOf(option).includes(words.trim())) ??
    options.find((option) => namesOf(option).some((name) => words.includes(` ${name} `)))
  )?.value;
};

const readValue = (field: AttributeFact, text: string): Reading => {
  switch (field.input) {
    case 'single':
    case 'multi':
    case 'open':
    case 'openmulti': {
      const isMany = field.input === 'multi' || field.input === 'openmulti';
      const isOpen = field.input === 'open' || field.input === 'openmulti' || field.options.length === 0;
      const parts = isMany ? text.split(/[,;]/).map((part) => part.trim()) : [text];
      const values = parts.filter((part) => part !== '').map((part) => optionFor(field, part) ?? (isOpen ? part : ''));
      if (values.some((value) => value === '')) {
        const some = field.options
          .slice(0, 8)
          .map(({ label }) => label)
          .join(', ');
        return { fault: [`Pilih salah satu: ${some}.`, `Choose one of: ${some}.`] };
      }
      return { value: [...new Set(values)].map(withoutSigns).join(',') };
    }
    case 'numeric':
    case 'text':
      return field.units.length > 0 || field.input === 'numeric'
        ? readQuantity(field, text)
        : { value: withoutSigns(text) };
    case 'date': {
      const date = readDate(text);
      return date === undefined
        ? { fault: ['Tulis tanggal seperti 2027-12-31.', 'Write the date like 2027-12-31.'] }
        : { value: date };
    }
  }
};

/** Signs that no attribute may hold (4129). */
const withoutSigns = (text: string): string =>
  text
    .replace(/["^~<>|]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const readQuantity = ({ units }: AttributeFact, text: string): Reading => {
  const [, amount, word = ''] = /^(\d+(?:[.,]\d+)?)\s*(\p{L}*)\.?$/u.exec(text.trim()) ?? [];
  if (amount === undefined) return { fault: ['Isi dengan angka.', 'Fill in a number.'] };
  const number = amount.replace(',', '.');
  if (units.length === 0) return { value: number };
  const wanted = unitNames.get(normalise(word)) ?? normalise(word);
  const unit = word === '' && units.length === 1 ? units[0] : units.find((each) => normalise(each) === wanted);
  if (unit !== undefined) return { value: `${number} ${unit}` };
  const list = units.join(', ');
  return { fault: [`Isi angka dan satuannya (${list}).`, `Fill in a number and its unit (${list}).`] };
};

const unitNames: ReadonlyMap<string, string> = new Map([
  ['gr', 'g'],
  ['gram', 'g'],
  ['kilogram', 'kg'],
  ['liter', 'l'],
  ['mililiter', 'ml'],
  ['sentimeter', 'cm'],
]);

const readDate = (text: string): string | undefined => {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const local = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text);
  const [year, month, day] = iso?.slice(1) ?? local?.slice(1).reverse() ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCDate() === Number(day) ? date.toISOString().slice(0, 10) : undefined;
};

export interface AttributeAnswers {
  /** By attribute name, for the product and for each of its SKUs. */
  readonly ofProduct: Readonly<Record<string, string>>;
  readonly ofSku: Readonly<Record<string, string>>;
  readonly problems: readonly ListingProblem[];
}

/**
 * Answers a category's attributes from what the owner chose for this shop, the product, and the register, in this order.
 * Those that tell variants apart are not asked for a product without variants ("optional when only one sku is created").
 */
export const answerAttributes = (
  fields: readonly AttributeFact[],
  listable: Listable,
  overrides: Overrides,
): AttributeAnswers => {
  const answers: { readonly field: AttributeFact; readonly value: string }[] = [];
  const problems: ListingProblem[] = [];
  for (const field of fields) {
    if (field.sale) continue;
    const text = answerOf(field, listable, overrides);
    if (text === undefined) {
      if (field.mandatory) problems.push(missing(field));
      continue;
    }
    const reading = readValue(field, text);
    if ('fault' in reading) problems.push(unreadable(field, text, reading.fault));
    else if (reading.value !== '') answers.push({ field, value: reading.value });
  }
  const collect = (ofSku: boolean): Readonly<Record<string, string>> =>
    Object.fromEntries(
      answers
        .filter(({ field }) => field.ofSku === ofSku)
        .map(({ field, value }): [string, string] => [field.name, value])
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  return { ofProduct: collect(false), ofSku: collect(true), problems };
};

const missing = ({ label }: AttributeFact): ListingProblem => ({
  code: 'attribute-missing',
  path: `attributes/${label}`,
  message: {
    id: `Lazada mewajibkan “${label}” untuk kategori ini.`,
    en: `Lazada requires “${label}” in this category.`,
  },
  fix: { id: `Isi “${label}”.`, en: `Fill in “${label}”.` },
  severity: 'block',
});

const unreadable = (
  { label, mandatory }: AttributeFact,
  text: string,
  [id, en]: readonly [string, string],
): ListingProblem => ({
  code: 'attribute-invalid',
  path: `attributes/${label}`,
  message: {
    id: `Isian “${label}” (“${text}”) tidak dikenal Lazada.`,
    en: `Lazada does not know “${text}” as “${label}”.`,
  },
  fix: { id, en },
  severity: mandatory ? 'block' : 'advice',
});

/** How a screen asks for an attribute. */
export const inputOf = ({ input, options }: AttributeFact): 'text' | 'number' | 'date' | 'choice' | 'choices' => {
  if (input === 'date') return 'date';
  if (input === 'numeric') return 'number';
  if (options.length === 0) return 'text';
  return input === 'multi' || input === 'openmulti' ? 'choices' : 'choice';
};
