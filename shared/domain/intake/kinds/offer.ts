import * as z from 'zod';
import { Offer } from '../../product/offer.ts';
import { plainName } from '../../product/questions.ts';
import { column, rawText } from '../column.ts';
import type { Entry } from '../entry.ts';
import { clear, required, say, type Finding, type Repair } from '../values/reading.ts';
import { line } from '../values/text.ts';
import { bodyOf, validator } from './body.ts';
import type { Draft, RowKind, World } from './kind.ts';
import { makerColumn, makerInstead, readMaker } from './maker-column.ts';
import { offerColumns } from './offer-columns.ts';

type OfferRow = Extract<Entry, { kind: 'offer' }>;

const columns = [
  { ...makerColumn(['0220001234567', 'Batik Sekar Jagad', '']), required: false },
  column('@product', 'Produk', line(100), {
    synonyms: ['sku', 'id produk', 'kode produk', 'kode barang', 'kode', 'sku/id', 'sku produk', 'sku/id produk', 'id'],
    help: 'SKU atau ID produk yang sudah terdaftar.',
    examples: ['Contoh: KT-250', 'Contoh: BT-001', 'Contoh: VAS-25'],
    required: true,
    isText: true,
  }),
  column('@variant', 'Varian', line(101), {
    synonyms: ['sku varian', 'variasi', 'nama varian', 'pilihan'],
    help: 'SKU varian, atau isinya: Merah / L. Kosong untuk produk tanpa varian.',
    examples: ['', 'Merah / L', ''],
    isText: true,
  }),
  ...offerColumns(false),
];

const Change = z.strictObject({
  priceIdr: Offer.shape.priceIdr.optional(),
  stock: Offer.shape.stock.optional(),
  availability: Offer.shape.availability.optional(),
  leadTimeDays: Offer.shape.leadTimeDays,
});

const noChange: Finding = {
  code: 'no-change',
  message: say(
    'Baris ini tidak mengubah apa-apa: isi harga, stok, ketersediaan atau lama pengerjaan.',
    'This row changes nothing: give a price, stock, availability or lead time.',
  ),
  repair: { do: 'delete-row' },
};

const validate = validator(Change, (path) => path);

const finish = (draft: Draft, world: World): OfferRow | undefined => {
  const { values } = draft;
  const ikm = readMaker(draft, world);
  const text = rawText(values['@product']);
  if (text === undefined && !draft.isFaulty('@product')) {
    draft.fault('@product', required);
  }
  // a value that could not be read is a change too
  const isHurt = columns.some(({ key }) => draft.isFaulty(key));
  const { priceIdr, stock, availability, leadTimeDays } = bodyOf(values);
  const change = { priceIdr, stock, availability, leadTimeDays };
  if (!isHurt && Object.values(change).every((value) => value === undefined)) draft.fault('priceIdr', noChange);
  const valid = validate(change, draft);
  if (valid === undefined || text === undefined) return undefined;
  const variant = rawText(values['@variant']);
  return {
    kind: 'offer',
    product: { text, ...(ikm !== undefined && { ikmId: ikm.id }) },
    ...(variant !== undefined && { variant }),
    change: {
      ...(valid.priceIdr !== undefined && { priceIdr: valid.priceIdr }),
      ...(valid.stock !== undefined && { stock: valid.stock }),
      ...(valid.availability !== undefined && { availability: valid.availability }),
      ...(valid.leadTimeDays !== undefined && { leadTimeDays: valid.leadTimeDays }),
    },
  };
};

const instead = (key: string, draft: Draft, world: World): Repair | undefined => {
  if (key === '@product') return { do: 'delete-row' };
  return key === '@ikm' ? makerInstead(draft, world) : clear;
};

/** Rows that change price, stock and delivery of products that exist; what a row leaves empty stays. */
export const offerRows: RowKind<OfferRow> = {
  kind: 'offer',
  columns,
  intro: ['Satu baris untuk satu produk atau varian. Yang dikosongkan tidak berubah.'],
  finish,
  instead,
  given: () => [],
  traits: ({ product: { text, ikmId = '' }, variant = '' }) => [
    {
      key: `${ikmId}|${plainName(text)}|${plainName(variant)}`,
      column: '@product',
      word: 'Produk',
      repair: { do: 'delete-row' },
    },
  ],
};
