import { fault, say, type ReadCell } from './reading.ts';
import { asText } from './text.ts';

/** Variants of one option, as a cell lists them: `Ukuran: S=10, M=5, L`. */
export interface ListedVariants {
  readonly option: string;
  /** `stock` is undefined where none stands behind the value. */
  readonly items: readonly { readonly value: string; readonly stock: number | undefined }[];
}

const longest = 2000;
const most = 50;

const itemOf = (text: string): ListedVariants['items'][number] => {
  const [value = '', stock, ...others] = text.split('=').map((part) => part.trim());
  const isPlain = others.length === 0 && (stock === undefined || /^\d{1,6}$/.test(stock));
  return { value: isPlain ? value : '', stock: stock === undefined ? undefined : Number(stock) };
};

/** The variants that a text lists; undefined when it is no such list. */
const parseVariants = (text: string): ListedVariants | undefined => {
  if (text.length > longest) return undefined;
  const colon = text.indexOf(':');
  const option = text.slice(0, Math.max(0, colon)).trim();
  const items = text
    .slice(colon + 1)
    .split(/[,;|\n]/)
    .map(itemOf);
  const values = items.map(({ value }) => value);
  const isRight = (name: string): boolean => name !== '' && name.length <= 50;
  const isList = isRight(option) && values.every(isRight) && new Set(values).size === values.length;
  return isList && items.length <= most ? { option, items } : undefined;
};

/** A reader of a product's variants. */
export const variants: ReadCell = (cell) => {
  const value = parseVariants(asText(cell));
  const message = say(
    'Varian tidak terbaca. Tulis seperti Ukuran: S=10, M=5 (angka = stok), tanpa isi yang berulang.',
    'Cannot read the variants. Write them as Ukuran: S=10, M=5.',
  );
  return value === undefined ? fault('bad-variants', message) : { value };
};

export const isListed = (value: unknown): value is ListedVariants =>
  typeof value === 'object' && value !== null && 'option' in value && 'items' in value;
