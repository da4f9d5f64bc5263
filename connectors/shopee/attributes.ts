import * as z from 'zod';
import type { Listable } from '../../shared/domain/listing/listable.ts';
import type { ListingProblem } from '../../shared/domain/listing/listing.ts';
import { plainName, questionOf } from '../../shared/domain/product/questions.ts';
import type { Overrides } from '../connector.ts';
import type { AttributeNode, ChildAttribute } from './schemas.ts';

/** `input_type` of get_attribute_tree. */
const inputTypes = { dropDown: 1, comboBox: 2, text: 3, multiDropDown: 4, multiComboBox: 5 } as const;
/** `input_validation_type`. */
const validations = { integer: 1, decimal: 3, date: 4 } as const;
const quantityWithUnit = 2;
/** A fact must fit a table item (400 kB), and no screen draws longer lists. */
const maxOptions = { mandatory: 400, optional: 60 } as const;

const OptionFact = z.object({ id: z.string(), name: z.string(), aliases: z.array(z.string()) });
const fieldShape = {
  id: z.string(),
  name: z.string(),
  /** The name in other languages. */
  aliases: z.array(z.string()),
  mandatory: z.boolean(),
  input: z.number(),
  validation: z.number(),
  /** Empty when it takes no unit. */
  units: z.array(z.string()),
  maxValues: z.number(),
};
const ChildFact = z.object({ ...fieldShape, options: z.array(OptionFact) });
/** One attribute of a category, as it is kept among the facts. */
export const AttributeFact = z.object({
  ...fieldShape,
  options: z.array(OptionFact.extend({ children: z.array(ChildFact) })),
});
export type AttributeFact = z.infer<typeof AttributeFact>;
type ChildFact = z.infer<typeof ChildFact>;
type OptionFact = z.infer<typeof OptionFact>;

const fieldOf = (node: ChildAttribute) => ({
  id: node.attribute_id,
  name: node.name,
  aliases: node.multi_lang.map(({ value }) => value),
  mandatory: node.mandatory,
  input: node.attribute_info?.input_type ?? inputTypes.text,
  validation: node.attribute_info?.input_validation_type ?? 0,
  units: node.attribute_info?.format_type === quantityWithUnit ? node.attribute_info.attribute_unit_list : [],
  maxValues: Math.max(1, node.attribute_info?.max_value_count ?? 1),
});

const optionOf = (value: ChildAttribute['attribute_value_list'][number]): OptionFact => ({
  id: value.value_id,
  name: value.name,
  aliases: value.multi_lang.map((translation) => translation.value),
});

/** Shopee's tree → facts, mandatory attributes first. */
export const attributeFactsOf = (tree: readonly AttributeNode[]): readonly AttributeFact[] =>
  tree
    .map((node) => ({
      ...fieldOf(node),
      options: node.attribute_value_list
        .slice(0, node.mandatory ? maxOptions.mandatory : maxOptions.optional)
        .map((value) => ({
          ...optionOf(value),
          children: value.child_attribute_list
            .filter((child) => child.mandatory)
            .map((child) => ({
              ...fieldOf(child),
              options: child.attribute_value_list.slice(0, maxOptions.mandatory).map(optionOf),
            })),
        })),
    }))
    .sort((a, b) => Number(b.mandatory) - Number(a.mandatory));

/** What we send for one attribute; value id `0` means our own words. */
export interface AttributeAnswer {
  readonly id: string;
  readonly values: readonly { readonly id: string; readonly name?: string; readonly unit?: string }[];
}

/** How names are compared: as the neutral questions do. */
export const normalise = plainName;

const legalityNumber = (listable: Listable, type: RegExp): string | undefined =>
  listable.legality.find((permit) => type.test(normalise(permit.type)))?.number;

const daysPerMonth = 30;

/** Attributes that the register answers by itself, by the words of their name. */
const fromRegister: readonly (readonly [RegExp, (listable: Listable, field: ChildFact) => string | undefined])[] = [
  // every IKM of the register produces in Indonesia
  [/negara asal|country of origin|region of origin/, () => 'Indonesia'],
  [
    /masa penyimpanan|masa simpan|umur simpan|shelf life/,
    ({ shelfLifeDays }, field) => shelfLife(shelfLifeDays, field),
  ],
  [/komposisi|ingredient|composition|bahan baku/, ({ composition }) => composition],
  [
    /halal/,
    (listable, field) => {
      const number = legalityNumber(listable, /halal/);
      return number !== undefined && field.options.length > 0 ? 'Ya' : number;
    },
  ],
  [/kosmeti|cosmetic/, (listable) => legalityNumber(listable, /bpom|kosmeti|notifikasi/)],
  [
    /izin edar|bpom|p ?irt|food registration|fda registration/,
    (listable) => legalityNumber(listable, /bpom|p ?irt|izin edar/),
  ],
  [/\bsni\b/, (listable) => legalityNumber(listable, /\bsni\b/)],
];

/** The longest option that is not longer than the product keeps, e.g. 200 days → "6 Bulan"; else the days in words. */
const shelfLife = (days: number | undefined, field: ChildFact): string | undefined => {
  if (days === undefined) return undefined;
  const months = field.options.flatMap((option) => {
    const match = /^(\d+) (?:bulan|months?)$/.exec(normalise(option.name));
    return match?.[1] === undefined ? [] : [{ name: option.name, months: Number(match[1]) }];
  });
  if (months.length === 0) return `${days} hari`;
  return months.filter((option) => option.months * daysPerMonth <= days).sort((a, b) => b.months - a.months)[0]?.name;
};

const answerOf = (field: ChildFact, listable: Listable, overrides: Overrides): string | undefined => {
  const names = [field.name, ...field.aliases].map(normalise);
  const question = questionOf(names);
  const isMeant = (key: string): boolean =>
    key === field.id || names.includes(normalise(key)) || question?.names.test(normalise(key)) === true;
  for (const given of [overrides.attributes ?? {}, listable.attributes]) {
    const exact = Object.entries(given).find(([key]) => key === field.id || names.includes(normalise(key)));
    const value = (exact ?? Object.entries(given).find(([key]) => isMeant(key)))?.[1].trim();
    if (value !== undefined && value !== '') return value;
  }
  const known = fromRegister.find(([pattern]) => names.some((name) => pattern.test(name)));
  return known?.[1](listable, field);
};

type Values = AttributeAnswer['values'];
type Reading = { readonly values: Values } | { readonly fault: readonly [id: string, en: string] };

const readValue = (field: ChildFact, text: string): Reading => {
  const isMulti = field.input === inputTypes.multiDropDown || field.input === inputTypes.multiComboBox;
  const parts = isMulti && field.options.length > 0 ? splitList(text).slice(0, field.maxValues) : [text];
  const values: Values[number][] = [];
  for (const part of parts) {
    const option = field.input === inputTypes.text ? undefined : optionFor(field.options, part);
    if (option !== undefined) {
      if (!values.some(({ id }) => id === option.id)) values.push({ id: option.id });
      continue;
    }
    if (field.input === inputTypes.dropDown || field.input === inputTypes.multiDropDown) {
      const some = field.options
        .slice(0, 8)
        .map(({ name }) => name)
        .join(', ');
      return { fault: [`Pilih salah satu: ${some}.`, `Choose one of: ${some}.`] };
    }
    const own = readOwnWords(field, part);
    if ('fault' in own) return own;
    values.push(...own.values);
  }
  return { values };
};

const splitList = (text: string): readonly string[] => {
  const parts = text.split(/[,;|]/).map((part) => part.trim());
  return parts.filter((part) => part !== '');
};

/** The option of this name, or whose whole name occurs in the answer ("kayu jati" is "Kayu"). */
const optionFor = (options: readonly OptionFact[], text: string): OptionFact | undefined => {
  const words = ` ${normalise(text)} `;
  const named = (option: OptionFact): readonly string[] => [option.name, ...option.aliases].map(normalise);
  return (
    options.find((option) => named(option).includes(words.trim())) ??
    options.find((option) => named(option).some((name) => name !== '' && words.includes(` ${name} `)))
  );
};

const readOwnWords = (field: ChildFact, text: string): Reading => {
  if (field.units.length > 0) return readQuantity(field, text);
  if (field.validation === validations.date) {
    const date = readDate(text);
    return date === undefined
      ? { fault: ['Tulis tanggal seperti 2027-12-31.', 'Write the date like 2027-12-31.'] }
      : { values: [{ id: '0', name: date }] };
  }
  if (field.validation === validations.integer && !/^\d+$/.test(text)) {
    return { fault: ['Isi dengan bilangan bulat.', 'Fill in a whole number.'] };
  }
  if (field.validation === validations.decimal && !/^\d+(?:[.,]\d+)?$/.test(text)) {
    return { fault: ['Isi dengan angka.', 'Fill in a number.'] };
  }
  return { values: [{ id: '0', name: field.validation === validations.decimal ? text.replace(',', '.') : text }] };
};

const readQuantity = (field: ChildFact, text: string): Reading => {
  const match = /^(\d+(?:[.,]\d+)?)\s*(\p{L}*)$/u.exec(text.trim());
  const [, amount, word = ''] = match ?? [];
  const unit =
    word === '' && field.units.length === 1
      ? field.units[0]
      : field.units.find((each) => normalise(each) === (unitNames.get(normalise(word)) ?? normalise(word)));
  if (amount === undefined || unit === undefined) {
    const units = field.units.join(', ');
    return { fault: [`Isi angka dan satuannya (${units}).`, `Fill in a number and its unit (${units}).`] };
  }
  return { values: [{ id: '0', name: amount.replace(',', '.'), unit }] };
};

const unitNames: ReadonlyMap<string, string> = new Map([
  ['gr', 'g'],
  ['gram', 'g'],
  ['kilogram', 'kg'],
  ['liter', 'l'],
  ['mililiter', 'ml'],
  ['sentimeter', 'cm'],
]);

/** Dates are sent as seconds since 1970, in text (guide "Creating product", example 5). */
const readDate = (text: string): string | undefined => {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const local = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text);
  const [year, month, day] = iso?.slice(1) ?? local?.slice(1).reverse() ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day));
  return new Date(ms).getUTCDate() === Number(day) ? String(Math.floor(ms / 1000)) : undefined;
};

/** Answers a category's attributes from what the owner chose for this shop, the product, and the register, in this order. */
export const answerAttributes = (
  fields: readonly AttributeFact[],
  listable: Listable,
  overrides: Overrides,
): { readonly answers: readonly AttributeAnswer[]; readonly problems: readonly ListingProblem[] } => {
  const answers: AttributeAnswer[] = [];
  const problems: ListingProblem[] = [];
  const answer = (field: ChildFact): Values => {
    const text = answerOf(field, listable, overrides);
    if (text === undefined) {
      if (field.mandatory) problems.push(missing(field));
      return [];
    }
    const reading = readValue(field, text);
    if ('fault' in reading) {
      problems.push(unreadable(field, text, reading.fault));
      return [];
    }
    if (reading.values.length > 0) answers.push({ id: field.id, values: reading.values });
    return reading.values;
  };
  for (const field of fields) {
    for (const { id } of answer(field)) {
      for (const child of field.options.find((option) => option.id === id)?.children ?? []) answer(child);
    }
  }
  answers.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { answers, problems };
};

const missing = ({ name }: ChildFact): ListingProblem => ({
  code: 'attribute-missing',
  path: `attributes/${name}`,
  message: {
    id: `Shopee mewajibkan “${name}” untuk kategori ini.`,
    en: `Shopee requires “${name}” in this category.`,
  },
  fix: { id: `Isi “${name}”.`, en: `Fill in “${name}”.` },
  severity: 'block',
});

const unreadable = (
  { name, mandatory }: ChildFact,
  text: string,
  [id, en]: readonly [string, string],
): ListingProblem => ({
  code: 'attribute-invalid',
  path: `attributes/${name}`,
  message: {
    id: `Isian “${name}” (“${text}”) tidak dikenal Shopee.`,
    en: `Shopee does not know “${text}” as “${name}”.`,
  },
  fix: { id, en },
  severity: mandatory ? 'block' : 'advice',
});

/** How a screen asks for an attribute. */
export const inputOf = (field: ChildFact): 'text' | 'number' | 'date' | 'choice' | 'choices' => {
  if (field.input === inputTypes.multiDropDown || field.input === inputTypes.multiComboBox) return 'choices';
  if (field.input !== inputTypes.text && field.options.length > 0) return 'choice';
  if (field.validation === validations.date) return 'date';
  return field.validation === validations.integer || field.validation === validations.decimal ? 'number' : 'text';
};
