import * as z from 'zod';
import { PhotoId, VariantId } from '../ids.ts';
import { Gtin, Package, Sku } from './fields.ts';
import { Offer } from './offer.ts';
import { line } from '../text.ts';

/** Options, e.g. size and colour: at most two, as no marketplace takes more. */
const Options = z
  .array(
    z.strictObject({
      name: line(50),
      values: z.array(line(50)).min(1).max(50),
    }),
  )
  .min(1)
  .max(2);

const item = {
  variantId: VariantId,
  /** One value per option, in the order of the options. */
  values: z.array(line(50)).min(1).max(2),
  sku: Sku.optional(),
  gtin: Gtin.optional(),
  photoId: PhotoId.optional(),
  package: Package.optional(),
};
const maxItems = 50;

const VariantItem = z.strictObject({ ...item, offer: Offer });
const KeptVariantItem = z.strictObject(item);

interface Shape {
  readonly options: z.infer<typeof Options>;
  readonly items: readonly z.infer<typeof KeptVariantItem>[];
}
type Issue = readonly [path: (string | number)[], code: string, id: string, en: string];

const isUnique = (values: readonly string[]): boolean => new Set(values).size === values.length;
const firstRepeated = (values: readonly string[]): number =>
  values.findIndex((value, index) => values.indexOf(value) !== index);

const faultsOf = ({ options, items }: Shape): Issue[] => {
  const faults: Issue[] = [];
  if (!isUnique(options.map(({ name }) => name))) {
    faults.push([['options'], 'repeated', 'Nama pilihan tidak boleh sama.', 'Option names must differ.']);
  }
  options.forEach(({ values }, index) => {
    if (!isUnique(values)) {
      faults.push([['options', index, 'values'], 'repeated', 'Isi pilihan tidak boleh sama.', 'Values must differ.']);
    }
  });
  items.forEach(({ values }, index) => {
    const isComplete =
      values.length === options.length && values.every((value, at) => options[at]?.values.includes(value) === true);
    if (!isComplete) {
      const path = ['items', index, 'values'];
      faults.push([
        path,
        'unknown-value',
        'Pilih satu isi dari setiap pilihan, menurut urutannya.',
        'Give one value of each option, in their order.',
      ]);
    }
  });
  const repeatedId = firstRepeated(items.map(({ variantId }) => variantId));
  if (repeatedId !== -1) {
    faults.push([
      ['items', repeatedId, 'variantId'],
      'repeated',
      'Nomor varian sudah dipakai varian lain.',
      'Another variant has this id.',
    ]);
  }
  const repeatedValues = firstRepeated(items.map(({ values }) => JSON.stringify(values)));
  if (repeatedValues !== -1) {
    faults.push([
      ['items', repeatedValues, 'values'],
      'repeated',
      'Varian dengan isi ini sudah ada.',
      'There is a variant with these values already.',
    ]);
  }
  return faults;
};

const check = ({ value, issues }: z.core.ParsePayload<Shape>): void => {
  for (const [path, code, id, en] of faultsOf(value)) {
    issues.push({ code: 'custom', input: value, path, params: { code, message: { id, en } } });
  }
};

/** Variants as sent: each with the offer it starts with. */
export const Variants = z
  .strictObject({ options: Options, items: z.array(VariantItem).min(1).max(maxItems) })
  .check(check);
export type Variants = z.infer<typeof Variants>;

/** Variants as content keeps them: their offers are versioned apart. */
export const KeptVariants = z.strictObject({ options: Options, items: z.array(KeptVariantItem).min(1).max(maxItems) });
export type KeptVariants = z.infer<typeof KeptVariants>;
