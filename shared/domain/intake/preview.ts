import { maskNik, isNikMask } from '../identity/nik.ts';
import { isNpwpMask, maskNpwp } from '../identity/npwp.ts';
import { isMobileMask, maskMobile } from '../identity/phone.ts';
import { rupiah } from '../money.ts';
import { regionNameOf } from '../region/region-names.ts';
import type { Entry } from './entry.ts';
import { labelOf } from './kinds/choices.ts';
import { rowKinds } from './kinds/kinds.ts';

/** One thing that was understood of a row. */
export interface PreviewField {
  /** As templates call the column. */
  readonly column: string;
  readonly value: string;
}

const masked = (mask: (text: string) => string, isMask: (text: string) => boolean) => (value: unknown) =>
  isMask(String(value)) ? String(value) : mask(String(value));
const centimetres = (value: unknown): string => `${String(Number(value) / 10).replace('.', ',')} cm`;
const money = (value: unknown): string => rupiah(Number(value));
const region = (value: unknown): string => `${regionNameOf(String(value))} (${String(value)})`;

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** How values are shown that are not plain text; personal numbers only masked. */
const shown: Readonly<Record<string, (value: unknown) => string>> = {
  'owner/nik': masked(maskNik, isNikMask),
  'owner/phone': masked(maskMobile, isMobileMask),
  'leader/phone': masked(maskMobile, isMobileMask),
  npwp: masked(maskNpwp, isNpwpMask),
  investmentIdr: money,
  annualSalesIdr: money,
  priceIdr: money,
  'offer/priceIdr': money,
  'package/weightGrams': (value) => `${String(value)} g`,
  'package/lengthMm': centimetres,
  'package/widthMm': centimetres,
  'package/heightMm': centimetres,
  shelfLifeDays: (value) => `${String(value)} hari`,
  '@region': region,
};

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Values of a body by column key: the inverse of how a body is put together. */
const flat = (body: Readonly<Record<string, unknown>>, prefix = ''): readonly (readonly [string, unknown])[] =>
  Object.entries(body).flatMap(([name, value]) =>
    isGroup(value) ? flat(value, `${prefix}${name}/`) : [[`${prefix}${name}`, value] as const],
  );

const valuesOf = (entry: Entry): ReadonlyMap<string, unknown> => {
  if (entry.kind === 'offer') {
    return new Map<string, unknown>([
      ['@product', entry.product.text],
      ['@variant', entry.variant],
      ...Object.entries(entry.change),
    ]);
  }
  const values = new Map(flat(entry.body));
  values.set('@id', entry.id);
  values.set('@region', values.get('regionCode'));
  if (entry.kind === 'ikm') {
    const { kbli, owner } = entry.body;
    values.set('@owner-form', owner.kind === 'person' ? 'person' : (owner.entityType ?? 'other'));
    if (kbli !== undefined) values.set('kbli', `${kbli.code} (${kbli.scheme})`);
  }
  if (entry.kind === 'product') {
    values.set('@photos', entry.photoFiles?.join('; '));
    const { variants } = entry.body;
    const stocks = variants?.items.map((item) => `${item.values.join(' / ')}=${String(item.offer.stock)}`).join(', ');
    const names = variants?.options.map(({ name }) => name).join(' / ');
    if (names !== undefined && stocks !== undefined) values.set('@variants', `${names}: ${stocks}`);
    values.set('offer/priceIdr', values.get('offer/priceIdr') ?? variants?.items[0]?.offer.priceIdr);
    for (const { type, number } of entry.body.legality ?? []) values.set(`@${type.toLowerCase()}`, number);
  }
  return values;
};

/** A row as it was understood, column by column, for people to look at before anything is written. */
export const toPreview = (entry: Entry): readonly PreviewField[] => {
  const values = valuesOf(entry);
  return rowKinds[entry.kind].columns.flatMap(({ key, header, choices }) => {
    const value = values.get(key);
    if (value === undefined) return [];
    const text = choices === undefined ? (shown[key] ?? plain)(value) : labelOf(choices, plain(value));
    return [{ column: header, value: text }];
  });
};
