import * as z from 'zod';
import type { Listable } from '../../shared/domain/listing/listable.ts';
import type { ListingProblem } from '../../shared/domain/listing/listing.ts';
import { plainName, questionOf } from '../../shared/domain/product/questions.ts';
import type { Overrides } from '../connector.ts';
import { problem } from './problems.ts';
import type { CategoryAttribute } from './schemas.ts';

/** A fact must fit a table item (400 kB), and no screen draws longer lists. */
const maxOptions = { mandatory: 400, optional: 60 } as const;
/** create product, product_attributes: "Max length: 2000 characters". */
const maxOwnWords = 2000;

const OptionFact = z.object({ id: z.string(), name: z.string() });
/** One attribute of a category, as it is kept among the facts. */
export const AttributeFact = z.object({
  id: z.string(),
  name: z.string(),
  mandatory: z.boolean(),
  /** Own words are taken where no option fits. */
  customizable: z.boolean(),
  multiple: z.boolean(),
  isNumber: z.boolean(),
  options: z.array(OptionFact),
  /** Mandatory also when one of these values was chosen for another attribute. */
  mandatoryWith: z.array(z.object({ attributeId: z.string(), valueId: z.string() })),
});
export type AttributeFact = z.infer<typeof AttributeFact>;

/** The category's attributes of one kind → facts, mandatory ones first. */
export const attributeFactsOf = (
  attributes: readonly CategoryAttribute[],
  type: 'PRODUCT_PROPERTY' | 'SALES_PROPERTY',
): readonly AttributeFact[] =>
  attributes
    .filter((attribute) => attribute.type === type)
    .map((attribute) => ({
      id: attribute.id,
      name: attribute.name,
      mandatory: attribute.required,
      customizable: attribute.is_customizable || attribute.values.length === 0,
      multiple: attribute.is_multiple_selection,
      isNumber: attribute.value_data_format === 'POSITIVE_INT_OR_DECIMAL',
      options: attribute.values.slice(0, attribute.required ? maxOptions.mandatory : maxOptions.optional),
      mandatoryWith: attribute.requirement_conditions
        .filter(({ condition_type: kind }) => kind === 'VALUE_ID_MATCH')
        .map((condition) => ({ attributeId: condition.attribute_id, valueId: condition.attribute_value_id })),
    }))
    .sort((a, b) => Number(b.mandatory) - Number(a.mandatory));

/** What we send for one attribute: a value of TikTok's by id, or own words by name. */
export interface AttributeAnswer {
  readonly id: string;
  readonly values: readonly { readonly id?: string; readonly name?: string }[];
}

const legalityNumber = ({ legality }: Listable, type: RegExp): string | undefined =>
  legality.find((permit) => type.test(plainName(permit.type)))?.number;

const daysPerMonth = 30;
const shelfLife = (days: number | undefined): string | undefined => {
  if (days === undefined) return undefined;
  return days % daysPerMonth === 0 ? `${days / daysPerMonth} bulan` : `${days} hari`;
};

/** Attributes that the register answers by itself, by the words of their name. */
const fromRegister: readonly (readonly [RegExp, (listable: Listable, field: AttributeFact) => string | undefined])[] = [
  // every IKM of the register produces in Indonesia
  [/negara asal|country of origin|tempat asal/, () => 'Indonesia'],
  [/masa simpan|masa penyimpanan|umur simpan|shelf life/, ({ shelfLifeDays }) => shelfLife(shelfLifeDays)],
  [/komposisi|ingredient|composition|bahan baku/, ({ composition }) => composition],
  [/penyimpanan|storage/, ({ storage }) => storage],
  [
    /halal/,
    (listable, field) => {
      const number = legalityNumber(listable, /halal/);
      return number !== undefined && field.options.length > 0 && !field.customizable ? 'Ya' : number;
    },
  ],
  [/kosmetik|cosmetic/, (listable) => legalityNumber(listable, /bpom|kosmetik|notifikasi/)],
  [
    /izin edar|bpom|p ?irt|registrasi produk|product registration/,
    (listable) => legalityNumber(listable, /bpom|p ?irt|izin edar/),
  ],
  [/\bsni\b/, (listable) => legalityNumber(listable, /\bsni\b/)],
];

/** The owner's answer for the shop, the product's, or the register's, in this order. */
const answerOf = (field: AttributeFact, listable: Listable, overrides: Overrides): string | undefined => {
  const name = plainName(field.name);
  const alike = questionOf([field.name])?.names;
  for (const given of [overrides.attributes ?? {}, listable.attributes]) {
    const entries = Object.entries(given);
    const exact = entries.find(([key]) => key === field.id || plainName(key) === name);
    const value = (exact ?? entries.find(([key]) => alike?.test(plainName(key)) === true))?.[1].trim();
    if (value !== undefined && value !== '') return value;
  }
  return fromRegister.find(([pattern]) => pattern.test(name))?.[1](listable, field);
};

type Values = AttributeAnswer['values'];
type Reading = { readonly values: Values } | { readonly fault: readonly [id: string, en: string] };

/** The option of this name, or whose whole name occurs in the answer ("kayu jati" is "Kayu"). */
const optionFor = (field: AttributeFact, text: string): string | undefined => {
  const words = ` ${plainName(text)} `;
  return (
    field.options.find(({ name }) => plainName(name) === words.trim()) ??
    field.options.find(({ name }) => plainName(name) !== '' && words.includes(` ${plainName(name)} `))
  )?.id;
};

const readValue = (field: AttributeFact, text: string): Reading => {
  const parts = field.multiple && field.options.length > 0 ? splitList(text) : [text];
  const values = new Map<string, Values[number]>();
  for (const part of parts) {
    const id = optionFor(field, part);
    if (id !== undefined) {
      values.set(id, { id });
      continue;
    }
    if (!field.customizable) {
      const some = field.options
        .slice(0, 8)
        .map(({ name }) => name)
        .join(', ');
      return { fault: [`Pilih salah satu: ${some}.`, `Choose one of: ${some}.`] };
    }
    if (field.isNumber && !/^\d+(?:[.,]\d+)?$/.test(part)) return { fault: ['Isi dengan angka.', 'Fill in a number.'] };
    const words = part.replace(/\s+/gu, ' ').slice(0, maxOwnWords);
    values.set(words, { name: field.isNumber ? words.replace(',', '.') : words });
  }
  return { values: [...values.values()] };
};

const splitList = (text: string): readonly string[] =>
  text
    .split(/[,;|]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Answers a category's attributes; an attribute that others make mandatory is judged once those are answered. */
export const answerAttributes = (
  fields: readonly AttributeFact[],
  listable: Listable,
  overrides: Overrides,
): { readonly answers: readonly AttributeAnswer[]; readonly problems: readonly ListingProblem[] } => {
  const answers: AttributeAnswer[] = [];
  const problems: ListingProblem[] = [];
  const unanswered: AttributeFact[] = [];
  const unread: { readonly field: AttributeFact; readonly text: string; readonly fault: readonly [string, string] }[] =
    [];
  for (const field of fields) {
    const text = answerOf(field, listable, overrides);
    if (text === undefined) {
      unanswered.push(field);
      continue;
    }
    const reading = readValue(field, text);
    if ('fault' in reading) unread.push({ field, text, fault: reading.fault });
    else if (reading.values.length > 0) answers.push({ id: field.id, values: reading.values });
  }
  const isMandatory = ({ mandatory, mandatoryWith }: AttributeFact): boolean =>
    mandatory ||
    mandatoryWith.some(({ attributeId, valueId }) =>
      answers.some(({ id, values }) => id === attributeId && values.some((value) => value.id === valueId)),
    );
  for (const field of unanswered) if (isMandatory(field)) problems.push(missing(field));
  for (const { field, text, fault } of unread) problems.push(unreadable(field, text, fault, isMandatory(field)));
  answers.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { answers, problems };
};

const missing = ({ name }: AttributeFact): ListingProblem =>
  problem(
    'attribute-missing',
    `attributes/${name}`,
    [`TikTok Shop mewajibkan “${name}” untuk kategori ini.`, `TikTok Shop requires “${name}” in this category.`],
    [`Isi “${name}”.`, `Fill in “${name}”.`],
  );

const unreadable = (
  { name }: AttributeFact,
  text: string,
  fault: readonly [string, string],
  mandatory: boolean,
): ListingProblem =>
  problem(
    'attribute-invalid',
    `attributes/${name}`,
    [`Isian “${name}” (“${text}”) tidak dikenal TikTok Shop.`, `TikTok Shop does not know “${text}” as “${name}”.`],
    fault,
    mandatory ? 'block' : 'advice',
  );

/** How a screen asks for an attribute. */
export const inputOf = ({ multiple, options, customizable, isNumber }: AttributeFact) => {
  if (options.length > 0) {
    if (multiple) return 'choices' as const;
    // own words are taken too, so a long list does not have to be complete
    return customizable && options.length > 30 ? ('text' as const) : ('choice' as const);
  }
  return isNumber ? ('number' as const) : ('text' as const);
};
