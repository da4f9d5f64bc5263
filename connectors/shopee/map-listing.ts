import * as z from 'zod';
import type { Listable, ListableOffer } from '../../shared/domain/listing/listable.ts';
import type { ListingProblem } from '../../shared/domain/listing/listing.ts';
import type { MarketplaceFacts, Overrides, Plan } from '../connector.ts';
import { answerAttributes } from './attributes.ts';
import { ShopeeFacts, type ChannelFact, type RangeFact } from './facts.ts';

/** The three parts of a plan as the calls read them back. */
export const PlanContent = z.object({
  name: z.string(),
  description: z.string(),
  categoryId: z.string(),
  attributes: z.array(
    z.object({
      id: z.string(),
      values: z.array(z.object({ id: z.string(), name: z.string().optional(), unit: z.string().optional() })),
    }),
  ),
  weightKg: z.number().optional(),
  packageCm: z.object({ length: z.number(), width: z.number(), height: z.number() }).optional(),
  brand: z.object({ id: z.string(), name: z.string() }),
  preOrderDays: z.number().nullable(),
  channels: z.array(z.string()),
  photos: z.array(z.string()),
  gtin: z.string().optional(),
  minOrder: z.number().optional(),
  tiers: z.array(
    z.object({
      name: z.string(),
      options: z.array(z.object({ name: z.string(), photo: z.string().optional() })),
    }),
  ),
  models: z.array(z.object({ variantId: z.string(), tierIndex: z.array(z.number()) })),
});
export type PlanContent = z.infer<typeof PlanContent>;
/** By variant id. */
const PerVariant = z.record(z.string(), z.number());
/** `original` is what we set at Shopee: before tax in a taxed shop. */
export const PlanPrice = z.union([z.object({ original: z.number() }), z.object({ models: PerVariant })]);
export const PlanStock = z.union([z.object({ stock: z.number() }), z.object({ models: PerVariant })]);
export const PlanUnhashed = z.object({ taxUnknown: z.boolean() }).optional();

/** "there are at most 50 models" and two levels (product.init_tier_variation). */
const maxModels = 50;
const maxTiers = 2;
/** "Count of hash tags is more than 18" (add_item, error_desc_hash_tag_over_limit). */
const maxHashTags = 18;
/** Dearest over cheapest variant in Indonesia (guide "Stock & Price Management"). */
const maxPriceRatio = 7;
/** "No Brand if not brand" (add_item, brand). */
const noBrand = { id: '0', name: 'No Brand' };

/** What add_item refuses as `error_title_character_forbidden`: no list is published, so this is the widest one known. */
const forbiddenSigns = /[<>"^~|`]|\p{Cc}|\p{Extended_Pictographic}/gu;

type Sentence = readonly [id: string, en: string];
type Report = (code: string, path: string, message: Sentence, fix: Sentence, severity?: 'block' | 'advice') => void;

const lengthOf = (text: string): number => Array.from(text).length;
const number = (value: number): string => value.toLocaleString('id-ID');

/** Line ends and runs of blanks as Shopee keeps them, so that what is stored there equals what was sent. */
const oneLine = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();
const manyLines = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{C}\n]/gu, '')
    .replace(/[^\S\n]+$/gmu, '')
    .trim();

/**
 * What to set so that the buyer pays `priceIdr` when Shopee adds `percent`: the whole rupiah whose taxed, rounded price
 * comes nearest, the lower of two.
 */
export const beforeTax = (priceIdr: number, percent: number): number => {
  const guess = Math.floor(priceIdr / (1 + percent / 100));
  const distance = (original: number): number => Math.abs(Math.round(original * (1 + percent / 100)) - priceIdr);
  return distance(guess + 1) < distance(guess) ? guess + 1 : guess;
};

const planName = (listable: Listable, overrides: Overrides, limit: RangeFact | null, report: Report): string => {
  const name = oneLine(overrides.name ?? listable.name);
  const length = lengthOf(name);
  if (limit !== null && length > limit.max) {
    report(
      'name-too-long',
      'name',
      [
        `Nama ${length} karakter, batas Shopee ${limit.max}.`,
        `The name has ${length} characters, Shopee allows ${limit.max}.`,
      ],
      [
        `Pendekkan nama menjadi paling banyak ${limit.max} karakter.`,
        `Shorten the name to ${limit.max} characters at most.`,
      ],
    );
  }
  if (limit !== null && length < limit.min) {
    report(
      'name-too-short',
      'name',
      [
        `Nama ${length} karakter, Shopee minta paling sedikit ${limit.min}.`,
        `The name has ${length} characters, Shopee wants ${limit.min} at least.`,
      ],
      ['Tambahkan bahan, ukuran, atau asal produk pada nama.', 'Add material, size or origin to the name.'],
    );
  }
  const signs = [...new Set(name.match(forbiddenSigns))];
  if (signs.length > 0) {
    report(
      'name-has-forbidden-characters',
      'name',
      [
        `Nama memuat tanda yang ditolak Shopee: ${signs.join(' ')}`,
        `The name has signs that Shopee refuses: ${signs.join(' ')}`,
      ],
      [`Hapus tanda ini dari nama: ${signs.join(' ')}`, `Remove these signs from the name: ${signs.join(' ')}`],
    );
  }
  return name;
};

const planDescription = (listable: Listable, overrides: Overrides, limit: RangeFact | null, report: Report): string => {
  const text = manyLines(overrides.description ?? listable.description);
  const length = lengthOf(text);
  if (limit !== null && length > limit.max) {
    report(
      'description-too-long',
      'description',
      [
        `Deskripsi ${number(length)} karakter, batas Shopee ${number(limit.max)}.`,
        `The description has ${length} characters, Shopee allows ${limit.max}.`,
      ],
      ['Pendekkan deskripsi.', 'Shorten the description.'],
    );
  }
  if (limit !== null && length < limit.min) {
    report(
      'description-too-short',
      'description',
      [
        `Deskripsi ${length} karakter, Shopee minta paling sedikit ${limit.min}.`,
        `The description has ${length} characters, Shopee wants ${limit.min} at least.`,
      ],
      ['Ceritakan bahan, ukuran, cara pakai, dan perawatan produk.', 'Tell material, size, use and care.'],
    );
  }
  if ((text.match(/#[\p{L}\p{N}_]+/gu) ?? []).length > maxHashTags) {
    report(
      'too-many-hash-tags',
      'description',
      [`Deskripsi memuat lebih dari ${maxHashTags} tagar.`, `The description has more than ${maxHashTags} hash tags.`],
      ['Kurangi tagar.', 'Remove some hash tags.'],
    );
  }
  return text;
};

const planCategory = ({ categoryId, category }: ShopeeFacts, report: Report): void => {
  const fix: Sentence = ['Pilih kategori Shopee untuk produk ini.', 'Choose a Shopee category for this product.'];
  if (categoryId === '') {
    report(
      'category-missing',
      'categoryId',
      ['Shopee tidak menemukan kategori untuk nama ini.', 'Shopee finds no category for this name.'],
      fix,
    );
  } else if (category === null) {
    report(
      'category-gone',
      'categoryId',
      ['Kategori yang dipilih sudah tidak ada di Shopee.', 'The chosen category is not at Shopee any more.'],
      fix,
    );
  } else if (!category.isLeaf) {
    report(
      'category-invalid',
      'categoryId',
      [`Kategori “${category.name}” masih terlalu umum.`, `The category “${category.name}” is too general.`],
      ['Pilih kategori paling rinci.', 'Choose the most detailed category.'],
    );
  }
};

const planPhotos = (photos: readonly string[], limit: RangeFact | null, report: Report): readonly string[] => {
  const least = Math.max(1, limit?.min ?? 1);
  if (photos.length < least) {
    report(
      photos.length === 0 ? 'photo-missing' : 'too-few-photos',
      'photos',
      [`Shopee minta paling sedikit ${least} foto.`, `Shopee wants ${least} photo(s) at least.`],
      ['Unggah foto produk.', 'Upload photos.'],
    );
  }
  const most = limit?.max ?? photos.length;
  if (photos.length > most) {
    report(
      'too-many-photos',
      'photos',
      [
        `Shopee menampilkan paling banyak ${most} foto; sisanya tidak dikirim.`,
        `Shopee shows ${most} photos at most; the others are not sent.`,
      ],
      ['Taruh foto terbaik di depan.', 'Put the best photos first.'],
      'advice',
    );
  }
  return photos.slice(0, most);
};

const fits = (channel: ChannelFact, kg: number, cm: PlanContent['packageCm']): boolean => {
  const within = (value: number, max: number): boolean => max === 0 || value <= max;
  if (!within(kg, channel.maxKg) || (kg > 0 && kg < channel.minKg)) return false;
  return (
    cm === undefined ||
    (within(cm.length, channel.maxLengthCm) &&
      within(cm.width, channel.maxWidthCm) &&
      within(cm.height, channel.maxHeightCm) &&
      within(cm.length + cm.width + cm.height, channel.maxSumCm))
  );
};

type Parcel = NonNullable<Listable['package']>;

/** The parcel that holds any of the variants: an item has one, and a buyer may order the biggest. */
const biggestParcel = ({ package: parcel, variants }: Listable): Parcel | undefined => {
  const own = (variants?.items ?? []).flatMap((item) => item.package ?? []);
  const all = own.length === variants?.items.length || parcel === undefined ? own : [parcel, ...own];
  const [first, ...rest] = all;
  if (first === undefined) return parcel;
  return rest.reduce(
    (most, each) => ({
      weightGrams: Math.max(most.weightGrams, each.weightGrams),
      lengthMm: Math.max(most.lengthMm, each.lengthMm),
      widthMm: Math.max(most.widthMm, each.widthMm),
      heightMm: Math.max(most.heightMm, each.heightMm),
    }),
    first,
  );
};

const planParcel = (listable: Listable, facts: ShopeeFacts, report: Report) => {
  const parcel = biggestParcel(listable);
  if (parcel === undefined && (facts.limits.weightMandatory || facts.limits.dimensionMandatory)) {
    report(
      'package-missing',
      'package',
      ['Berat dan ukuran paket belum diisi.', "The parcel's weight and size are missing."],
      ['Timbang dan ukur produk beserta kemasannya.', 'Weigh and measure the product in its packaging.'],
    );
  }
  // kilograms with two decimals and whole centimetres, never less than the parcel is
  const weightKg = parcel === undefined ? undefined : Math.max(1, Math.ceil(parcel.weightGrams / 10)) / 100;
  const cm = (mm: number): number => Math.max(1, Math.ceil(mm / 10));
  const packageCm =
    parcel === undefined
      ? undefined
      : { length: cm(parcel.lengthMm), width: cm(parcel.widthMm), height: cm(parcel.heightMm) };
  const channels = facts.channels.filter((channel) => fits(channel, weightKg ?? 0, packageCm)).map(({ id }) => id);
  if (facts.channels.length === 0) {
    report(
      'no-shipping-channel',
      '',
      ['Toko Shopee belum mengaktifkan jasa kirim.', 'The Shopee shop has no shipping channel switched on.'],
      ['Aktifkan jasa kirim di Seller Centre Shopee.', 'Switch on shipping channels in Shopee Seller Centre.'],
    );
  } else if (channels.length === 0) {
    report(
      'parcel-too-big',
      'package',
      [
        'Paket terlalu berat atau besar untuk semua jasa kirim toko.',
        "The parcel is too heavy or big for all of the shop's shipping channels.",
      ],
      [
        'Periksa berat dan ukuran, atau aktifkan jasa kirim kargo.',
        'Check weight and size, or switch on a cargo channel.',
      ],
    );
  }
  return {
    channels,
    ...(weightKg === undefined ? {} : { weightKg }),
    ...(packageCm === undefined ? {} : { packageCm }),
  };
};

/** Days to ship of a pre-order, `null` for goods that ship at once. */
const planLeadTime = (offer: ListableOffer, { limits }: ShopeeFacts, report: Report): number | null => {
  const isMade = offer.availability === 'made-to-order';
  const days = offer.leadTimeDays;
  if (!isMade && (days === undefined || days <= Math.max(limits.readyDays, 1))) return null;
  if (days === undefined) {
    report(
      'lead-time-missing',
      'offer/leadTimeDays',
      ['Lama pengerjaan produk pesanan belum diisi.', 'The lead time of this made-to-order product is missing.'],
      ['Isi lama pengerjaan dalam hari.', 'Fill in the lead time in days.'],
    );
    return null;
  }
  const allowed = limits.preOrderDays;
  if (allowed === null) {
    report(
      'pre-order-not-supported',
      'offer/leadTimeDays',
      ['Kategori Shopee ini tidak menerima produk pesanan (pre-order).', 'This Shopee category takes no pre-orders.'],
      ['Siapkan stok, atau pilih kategori lain.', 'Keep stock, or choose another category.'],
    );
    return null;
  }
  if (days > allowed.max) {
    report(
      'lead-time-too-long',
      'offer/leadTimeDays',
      [
        `Lama pengerjaan ${days} hari, batas Shopee untuk kategori ini ${allowed.max} hari.`,
        `The lead time is ${days} days, Shopee allows ${allowed.max} in this category.`,
      ],
      [`Pendekkan menjadi paling lama ${allowed.max} hari.`, `Shorten it to ${allowed.max} days at most.`],
    );
  }
  return Math.max(allowed.min, days);
};

const planPrice = (priceIdr: number, path: string, { limits, taxPercent }: ShopeeFacts, report: Report): number => {
  const original = beforeTax(priceIdr, taxPercent ?? 0);
  const limit = limits.price;
  if (limit !== null && original > limit.max) {
    report(
      'price-too-high',
      path,
      [
        `Harga Rp${number(priceIdr)} di atas batas Shopee Rp${number(limit.max)}.`,
        `The price Rp${number(priceIdr)} is above Shopee's limit Rp${number(limit.max)}.`,
      ],
      ['Turunkan harga.', 'Lower the price.'],
    );
  }
  if (limit !== null && original < limit.min) {
    report(
      'price-too-low',
      path,
      [
        `Harga Rp${number(priceIdr)} di bawah batas Shopee Rp${number(limit.min)}.`,
        `The price Rp${number(priceIdr)} is below Shopee's limit Rp${number(limit.min)}.`,
      ],
      ['Naikkan harga atau jual dalam paket.', 'Raise the price or sell in packs.'],
    );
  }
  return original;
};

const planStock = (stock: number, path: string, { limits }: ShopeeFacts, report: Report): number => {
  const limit = limits.stock;
  if (limit !== null && stock > limit.max) {
    report(
      'stock-too-high',
      path,
      [
        `Stok ${number(stock)} di atas batas Shopee ${number(limit.max)}.`,
        `The stock ${stock} is above Shopee's limit ${limit.max}.`,
      ],
      ['Kurangi stok untuk Shopee.', 'Lower the stock.'],
    );
  }
  if (limit !== null && stock < limit.min) {
    report(
      'stock-too-low',
      path,
      [`Stok ${stock} di bawah batas Shopee ${limit.min}.`, `The stock ${stock} is below Shopee's limit ${limit.min}.`],
      ['Tambah stok.', 'Raise the stock.'],
    );
  }
  return stock;
};

type Variants = NonNullable<Listable['variants']>;

/** Options become tiers and items become models; photos stand on the first tier, and there on all options or none. */
const planVariants = (variants: Variants, facts: ShopeeFacts, report: Report) => {
  const { limits } = facts;
  if (variants.options.length > maxTiers || variants.items.length > maxModels) {
    report(
      'too-many-variants',
      'variants',
      [
        `Shopee menerima paling banyak ${maxTiers} jenis pilihan dan ${maxModels} varian.`,
        `Shopee takes ${maxTiers} options and ${maxModels} variants at most.`,
      ],
      ['Pisahkan menjadi beberapa produk.', 'Split it into several products.'],
    );
  }
  const outside = (text: string, limit: RangeFact | null): boolean =>
    limit !== null && (lengthOf(text) > limit.max || lengthOf(text) < limit.min);
  const photoOf = (value: string): string | undefined =>
    variants.items.find((item) => item.values[0] === value && item.photo !== undefined)?.photo;
  const pictured = variants.options[0]?.values.every((value) => photoOf(value) !== undefined) ?? false;
  const tiers = variants.options.map((option, tier) => {
    if (outside(option.name, limits.tierName)) {
      report(
        'variant-name-length',
        `variants/options/${tier}/name`,
        [
          `Nama pilihan “${option.name}” terlalu panjang untuk Shopee (batas ${limits.tierName?.max ?? 0}).`,
          `The option name “${option.name}” is too long for Shopee (limit ${limits.tierName?.max ?? 0}).`,
        ],
        ['Pendekkan nama pilihan.', "Shorten the option's name."],
      );
    }
    return {
      name: option.name,
      options: option.values.map((value, index) => {
        if (outside(value, limits.tierOption)) {
          report(
            'variant-value-length',
            `variants/options/${tier}/values/${index}`,
            [
              `Isi pilihan “${value}” terlalu panjang untuk Shopee (batas ${limits.tierOption?.max ?? 0}).`,
              `The value “${value}” is too long for Shopee (limit ${limits.tierOption?.max ?? 0}).`,
            ],
            ['Pendekkan isi pilihan.', 'Shorten the value.'],
          );
        }
        const photo = tier === 0 && pictured ? photoOf(value) : undefined;
        return { name: value, ...(photo === undefined ? {} : { photo }) };
      }),
    };
  });
  const models = variants.items.map((item) => ({
    variantId: item.variantId,
    tierIndex: variants.options.map((option, tier) => Math.max(0, option.values.indexOf(item.values[tier] ?? ''))),
  }));
  const prices = variants.items.map((item, at) =>
    planPrice(item.offer.priceIdr, `variants/items/${at}/offer/priceIdr`, facts, report),
  );
  if (Math.max(...prices) > Math.min(...prices) * maxPriceRatio) {
    report(
      'split-product',
      'variants',
      [
        `Harga varian termahal lebih dari ${maxPriceRatio} kali harga varian termurah.`,
        `The dearest variant costs more than ${maxPriceRatio} times the cheapest.`,
      ],
      ['Pisahkan varian mahal menjadi produk sendiri.', 'Make a product of its own from the dear variants.'],
    );
  }
  const stocks = variants.items.map((item, at) =>
    planStock(item.offer.stock, `variants/items/${at}/offer/stock`, facts, report),
  );
  return { tiers, models, prices, stocks };
};

const planGtin = (
  gtin: string | undefined,
  rule: ShopeeFacts['limits']['gtin'],
  report: Report,
): string | undefined => {
  if (gtin !== undefined) return gtin;
  if (rule === 'mandatory') {
    report(
      'gtin-missing',
      'gtin',
      ['Kategori Shopee ini mewajibkan kode batang (GTIN).', 'This Shopee category requires a barcode (GTIN).'],
      ['Isi kode batang produk.', "Fill in the product's barcode."],
    );
  }
  // "00": declared to have none (get_item_limit, gtin_validation_rule)
  return rule === 'flexible' ? '00' : undefined;
};

/**
 * The listing as Shopee would hold it, with every breach of Shopee's limits as a problem at our field. Pure.
 * @throws ZodError for facts of another connector
 */
export const plan = (listable: Listable, overrides: Overrides, marketplaceFacts: MarketplaceFacts): Plan => {
  const facts = ShopeeFacts.parse(marketplaceFacts);
  const problems: ListingProblem[] = [];
  const report: Report = (code, path, message, fix, severity = 'block') => {
    problems.push({
      code,
      path,
      message: { id: message[0], en: message[1] },
      fix: { id: fix[0], en: fix[1] },
      severity,
    });
  };
  if (listable.kind !== 'physical') {
    report(
      'not-physical',
      'kind',
      ['Shopee hanya menerima barang fisik dari kami.', 'We list physical goods only on Shopee.'],
      ['Jual produk digital lewat kanal lain.', 'Sell digital products elsewhere.'],
    );
  }
  planCategory(facts, report);
  const name = planName(listable, overrides, facts.limits.name, report);
  const description = planDescription(listable, overrides, facts.limits.description, report);
  const photos = planPhotos(listable.photos, facts.limits.images, report);
  const parcel = planParcel(listable, facts, report);
  const { answers, problems: attributeProblems } = answerAttributes(facts.attributes, listable, overrides);
  problems.push(...attributeProblems);
  if (
    listable.brand !== undefined &&
    listable.brand.trim() !== '' &&
    facts.brand === null &&
    facts.category?.isLeaf === true
  ) {
    report(
      'brand-not-registered',
      'brand',
      [
        `Merek “${listable.brand}” belum terdaftar di Shopee; produk dikirim tanpa merek.`,
        `The brand “${listable.brand}” is not registered at Shopee; the product is sent without a brand.`,
      ],
      ['Daftarkan merek di Seller Centre Shopee.', 'Register the brand in Shopee Seller Centre.'],
      'advice',
    );
  }
  const variants = listable.variants === undefined ? undefined : planVariants(listable.variants, facts, report);
  const longestLead = listable.variants?.items.reduce((longest, { offer }) =>
    (offer.leadTimeDays ?? 0) > (longest.offer.leadTimeDays ?? 0) ? { ...longest, offer } : longest,
  ).offer;
  const preOrderDays = planLeadTime(longestLead ?? listable.offer, facts, report);
  const gtin = planGtin(listable.gtin, facts.limits.gtin, report);
  if (listable.variants?.items.some((item) => item.gtin !== undefined) === true) {
    report(
      'variant-gtin-not-sent',
      'variants',
      ['Kode batang per varian belum dikirim ke Shopee.', 'Barcodes of variants are not sent to Shopee.'],
      ['Isi sendiri di Seller Centre Shopee bila perlu.', 'Fill them in at Shopee Seller Centre if needed.'],
      'advice',
    );
  }
  const minOrder = listable.offer.minOrder;
  const content: PlanContent = {
    name,
    description,
    categoryId: facts.categoryId,
    attributes: answers.map(({ id, values }) => ({ id, values: values.map((value) => ({ ...value })) })),
    ...parcel,
    brand: facts.brand ?? noBrand,
    preOrderDays,
    photos: [...photos],
    ...(gtin === undefined ? {} : { gtin }),
    ...(minOrder === undefined || minOrder <= 1 ? {} : { minOrder }),
    tiers: variants?.tiers ?? [],
    models: variants?.models ?? [],
  };
  const byVariant = (values: readonly number[]): Readonly<Record<string, number>> =>
    Object.fromEntries(content.models.map(({ variantId }, at) => [variantId, values[at] ?? 0]));
  const variantPhotos = content.tiers.flatMap(({ options }) => options.flatMap(({ photo }) => photo ?? []));
  return {
    content,
    price:
      variants === undefined
        ? { original: planPrice(overrides.priceIdr ?? listable.offer.priceIdr, 'offer/priceIdr', facts, report) }
        : { models: byVariant(variants.prices) },
    stock:
      variants === undefined
        ? { stock: planStock(listable.offer.stock, 'offer/stock', facts, report) }
        : { models: byVariant(variants.stocks) },
    photos: [...new Set([...photos, ...variantPhotos])],
    problems,
    unhashed: { taxUnknown: facts.taxPercent === null },
  };
};
