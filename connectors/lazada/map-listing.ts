import * as z from 'zod';
import type { Listable, ListableOffer } from '../../shared/domain/listing/listable.ts';
import type { ListingProblem } from '../../shared/domain/listing/listing.ts';
import { plainName as normalise } from '../../shared/domain/product/questions.ts';
import type { MarketplaceFacts, Overrides, Plan } from '../connector.ts';
import { answerAttributes, type AttributeFact } from './attributes.ts';
import { LazadaFacts } from './facts.ts';
import { toHtml } from './html.ts';

const Parcel = z.object({ weight: z.string(), length: z.string(), width: z.string(), height: z.string() });
const Sku = z.object({
  variantId: z.string(),
  /** Its SellerSku ends with this number: the rank of its id among the product's variants. */
  position: z.number(),
  /** Variation name → option. */
  saleProp: z.record(z.string(), z.string()),
  photo: z.string().optional(),
  parcel: Parcel.optional(),
});
/** The three parts of a plan as the calls read them back. */
export const PlanContent = z.object({
  name: z.string(),
  /** HTML. */
  description: z.string(),
  categoryId: z.string(),
  attributes: z.record(z.string(), z.string()),
  skuAttributes: z.record(z.string(), z.string()),
  /** `null`: the list of brands showed no "No Brand", so it is named instead. */
  brandId: z.string().nullable(),
  preOrderDays: z.number().nullable(),
  photos: z.array(z.string()),
  parcel: Parcel.optional(),
  variation: z.array(
    z.object({ name: z.string(), custom: z.boolean(), pictured: z.boolean(), options: z.array(z.string()) }),
  ),
  /** Empty for a product without variants. */
  skus: z.array(Sku),
});
export type PlanContent = z.infer<typeof PlanContent>;
export type PlanSku = z.infer<typeof Sku>;
const PerVariant = z.record(z.string(), z.number());
/** `original` of the only SKU, or of the cheapest; `models` by variant id. */
export const PlanPrice = z.object({ original: z.number(), models: PerVariant.optional() });
/** `stock` of the only SKU, or of all together. */
export const PlanStock = z.object({ stock: z.number(), models: PerVariant.optional() });

/** "The max length of Multi title for locale can not exceed 255 bytes" (4160). */
export const maxNameBytes = 255;
/** "Maximum 25000 characters. HTML tags are allowed." (create product, description) */
const maxDescription = 25_000;
/** "Upload a maximum of 8 pictures" (4169). */
const maxPhotos = 8;
/** 4164 and 4165; over it only with Lazada's permission to deliver by oneself. */
const maxKg = 40;
const maxSumCm = 300;
/** Custom sales attributes, error list: VARIATION_SIZE_LIMIT, OPTIONS_SIZE_LIMIT, …_LENGTH_LIMIT. */
const maxVariations = 2;
const maxSkus = 50;
const maxVariationName = 15;
const maxOptionName = 20;
/** Goods that leave within this many days are no pre-order. */
const readyDays = 2;

type Sentence = readonly [id: string, en: string];
type Report = (code: string, path: string, message: Sentence, fix: Sentence, severity?: 'block' | 'advice') => void;

const lengthOf = (text: string): number => Array.from(text).length;
const number = (value: number): string => value.toLocaleString('id-ID');
const oneLine = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

const planName = (text: string, report: Report): string => {
  const name = oneLine(text);
  const bytes = Buffer.byteLength(name);
  if (bytes > maxNameBytes) {
    report(
      'name-too-long',
      'name',
      [
        `Nama ${bytes} bita, batas Lazada ${maxNameBytes}.`,
        `The name has ${bytes} bytes, Lazada allows ${maxNameBytes}.`,
      ],
      [`Pendekkan nama menjadi paling banyak ${maxNameBytes} huruf.`, `Shorten it to ${maxNameBytes} letters at most.`],
    );
  }
  if (name === '')
    report('name-too-short', 'name', ['Nama masih kosong.', 'The name is empty.'], ['Isi nama.', 'Fill in a name.']);
  if (/["^~<>|]/.test(name)) {
    report(
      'name-has-forbidden-characters',
      'name',
      [
        'Nama memuat tanda " ^ ~ < > atau |, yang ditolak Lazada.',
        'The name has one of the signs " ^ ~ < > |, which Lazada refuses.',
      ],
      ['Hapus tanda itu dari nama.', 'Remove these signs from the name.'],
    );
  }
  return name;
};

const planDescription = (text: string, report: Report): string => {
  const html = toHtml(text);
  const length = lengthOf(html);
  if (length > maxDescription) {
    report(
      'description-too-long',
      'description',
      [
        `Deskripsi ${number(length)} karakter, batas Lazada ${number(maxDescription)}.`,
        `The description has ${length} characters, Lazada allows ${maxDescription}.`,
      ],
      ['Pendekkan deskripsi.', 'Shorten the description.'],
    );
  }
  return html;
};

const planCategory = ({ categoryId, category, restricted, placesLeft }: LazadaFacts, report: Report): void => {
  const choose: Sentence = ['Pilih kategori Lazada untuk produk ini.', 'Choose a Lazada category for this product.'];
  if (categoryId === '') {
    report(
      'category-missing',
      'categoryId',
      ['Lazada tidak menemukan kategori untuk nama ini.', 'Lazada finds no category for this name.'],
      choose,
    );
  } else if (category === null) {
    report(
      'category-invalid',
      'categoryId',
      ['Kategori yang dipilih tidak ada lagi di Lazada.', 'Lazada no longer has the chosen category.'],
      choose,
    );
  } else if (!category.isLeaf) {
    report(
      'category-invalid',
      'categoryId',
      [`Kategori “${category.name}” masih terlalu umum.`, `The category “${category.name}” is too general.`],
      ['Pilih kategori paling rinci.', 'Choose the most detailed category.'],
    );
  } else if (restricted) {
    report(
      'category-needs-approval',
      'categoryId',
      [
        `Toko ini belum diizinkan Lazada menjual di “${category.name}”.`,
        `Lazada does not let this shop sell in “${category.name}” yet.`,
      ],
      ['Ajukan izin kategori di Seller Center Lazada.', 'Apply for the category in Lazada Seller Center.'],
    );
  }
  if (placesLeft === 0) {
    report(
      'shop-full',
      '',
      ['Jumlah produk di toko Lazada sudah mencapai batas.', 'The Lazada shop has reached its number of products.'],
      ['Nonaktifkan produk lama di Lazada.', 'Deactivate old products at Lazada.'],
      // what is there already may still be changed
      'advice',
    );
  }
};

const planPhotos = (named: readonly string[], report: Report): readonly string[] => {
  const photos = [...new Set(named)];
  if (photos.length === 0) {
    report(
      'photo-missing',
      'photos',
      ['Lazada minta paling sedikit satu foto.', 'Lazada wants one photo at least.'],
      ['Unggah foto produk.', 'Upload photos.'],
    );
  }
  if (photos.length > maxPhotos) {
    report(
      'too-many-photos',
      'photos',
      [
        `Lazada menampilkan paling banyak ${maxPhotos} foto; sisanya tidak dikirim.`,
        `Lazada shows ${maxPhotos} photos at most; the others are not sent.`,
      ],
      ['Taruh foto terbaik di depan.', 'Put the best photos first.'],
      'advice',
    );
  }
  return photos.slice(0, maxPhotos);
};

/** Two decimals, without trailing zeros. */
const decimal = (value: number): string => String(Math.round(value * 100) / 100);

/** Kilograms rounded up to two decimals, millimetres as centimetres. */
const planParcel = (
  parcel: NonNullable<Listable['package']>,
  path: string,
  report: Report,
): NonNullable<PlanContent['parcel']> => {
  const kg = Math.max(1, Math.ceil(parcel.weightGrams / 10)) / 100;
  const cm = (mm: number): number => Math.max(1, mm) / 10;
  const [length, width, height] = [cm(parcel.lengthMm), cm(parcel.widthMm), cm(parcel.heightMm)];
  if (kg > maxKg) {
    report(
      'parcel-too-heavy',
      path,
      [`Paket ${number(kg)} kg, batas Lazada ${maxKg} kg.`, `The parcel has ${kg} kg, Lazada allows ${maxKg} kg.`],
      ['Kurangi berat, atau ajukan pengiriman sendiri (DBS).', 'Make it lighter, or apply for delivery by seller.'],
    );
  }
  if (length + width + height > maxSumCm) {
    report(
      'parcel-too-big',
      path,
      [
        `Panjang + lebar + tinggi paket lebih dari ${maxSumCm} cm, batas Lazada.`,
        `The parcel's length + width + height is over ${maxSumCm} cm, the limit of Lazada.`,
      ],
      ['Perkecil kemasan, atau ajukan pengiriman sendiri (DBS).', 'Pack it smaller, or apply for delivery by seller.'],
    );
  }
  return { weight: decimal(kg), length: decimal(length), width: decimal(width), height: decimal(height) };
};

/** Days of a pre-order, `null` for goods that ship at once. The range is the seller's own and told by no call. */
const planLeadTime = ({ availability, leadTimeDays }: ListableOffer, report: Report): number | null => {
  if (availability !== 'made-to-order' && (leadTimeDays ?? 0) <= readyDays) return null;
  if (leadTimeDays === undefined) {
    report(
      'lead-time-missing',
      'offer/leadTimeDays',
      ['Lama pengerjaan produk pesanan belum diisi.', 'The lead time of this made-to-order product is missing.'],
      ['Isi lama pengerjaan dalam hari.', 'Fill in the lead time in days.'],
    );
    return null;
  }
  return Math.max(1, leadTimeDays);
};

const planPrice = (priceIdr: number, path: string, report: Report): number => {
  if (priceIdr <= 0) {
    report(
      'price-too-low',
      path,
      ['Harga harus lebih dari nol.', 'The price must be over zero.'],
      ['Isi harga.', 'Fill in the price.'],
    );
  }
  return priceIdr;
};

type Variants = NonNullable<Listable['variants']>;

const colour = /^(warna|color|colour|kelompok warna|color family)$/;
const size = /^(ukuran|size)$/;
const isSame = (a: string, b: string): boolean =>
  a === b || (colour.test(a) && colour.test(b)) || (size.test(a) && size.test(b));

/** The category's own sales attribute for an option, when all its values are in its list or may be one's own. */
const standardFor = (option: Variants['options'][number], fields: readonly AttributeFact[]) => {
  const field = fields.find(
    (each) => each.sale && [each.name, each.label].some((name) => isSame(normalise(name), normalise(option.name))),
  );
  if (field === undefined) return undefined;
  const values = option.values.map(
    (value) =>
      field.options.find((each) => [each.value, each.label].map(normalise).includes(normalise(value)))?.value ??
      (field.input === 'single' || field.input === 'multi' ? undefined : cleaned(value)),
  );
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length && new Set(known).size === known.length
    ? { name: field.name, values: known }
    : undefined;
};

const cleaned = (text: string): string => oneLine(text.replace(/["^~<>|]/g, ' '));

const planVariants = (variants: Variants, { attributes }: LazadaFacts, report: Report) => {
  if (variants.options.length > maxVariations || variants.items.length > maxSkus) {
    report(
      'too-many-variants',
      'variants',
      [
        `Lazada menerima paling banyak ${maxVariations} jenis pilihan dan ${maxSkus} varian.`,
        `Lazada takes ${maxVariations} options and ${maxSkus} variants at most.`,
      ],
      ['Pisahkan menjadi beberapa produk.', 'Split it into several products.'],
    );
  }
  const checkLength = (text: string, max: number, code: string, path: string): void => {
    if (lengthOf(text) <= max && text !== '') return;
    report(
      code,
      path,
      [
        `“${text}” terlalu panjang untuk pilihan di Lazada (batas ${max}).`,
        `“${text}” is too long for an option at Lazada (limit ${max}).`,
      ],
      ['Pendekkan.', 'Shorten it.'],
    );
  };
  const pictured = variants.items.every(({ photo }) => photo !== undefined);
  const variation = variants.options.map((option, at) => {
    const standard = standardFor(option, attributes);
    const name = standard?.name ?? cleaned(option.name);
    const options = standard?.values ?? option.values.map(cleaned);
    if (standard === undefined) {
      checkLength(name, maxVariationName, 'variant-name-length', `variants/options/${at}/name`);
      options.forEach((value, index) =>
        checkLength(value, maxOptionName, 'variant-value-length', `variants/options/${at}/values/${index}`),
      );
    }
    // only the first may have pictures, and the standard size none
    return { name, custom: standard === undefined, pictured: at === 0 && pictured && name !== 'size', options };
  });
  const ranks = variants.items.map(({ variantId }) => variantId).sort();
  const withPhotos = variation[0]?.pictured === true;
  const skus = variants.items.map((item, at): PlanSku => ({
    variantId: item.variantId,
    position: ranks.indexOf(item.variantId) + 1,
    saleProp: Object.fromEntries(
      variation.map(({ name, options }, option): [string, string] => {
        const index = variants.options[option]?.values.indexOf(item.values[option] ?? '') ?? -1;
        return [name, options[index] ?? ''];
      }),
    ),
    ...(withPhotos && item.photo !== undefined ? { photo: item.photo } : {}),
    ...(item.package === undefined ? {} : { parcel: planParcel(item.package, `variants/items/${at}/package`, report) }),
  }));
  return { variation, skus };
};

/**
 * The listing as Lazada would hold it, with every breach of Lazada's limits as a problem at our field. Pure.
 * @throws ZodError for facts of another connector
 */
export const plan = (listable: Listable, overrides: Overrides, marketplaceFacts: MarketplaceFacts): Plan => {
  const facts = LazadaFacts.parse(marketplaceFacts);
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
      ['Lazada hanya menerima barang fisik dari kami.', 'We list physical goods only on Lazada.'],
      ['Jual produk digital lewat kanal lain.', 'Sell digital products elsewhere.'],
    );
  }
  planCategory(facts, report);
  const name = planName(overrides.name ?? listable.name, report);
  const description = planDescription(overrides.description ?? listable.description, report);
  const photos = planPhotos(listable.photos, report);
  if (listable.package === undefined) {
    report(
      'package-missing',
      'package',
      ['Berat dan ukuran paket belum diisi.', "The parcel's weight and size are missing."],
      ['Timbang dan ukur produk beserta kemasannya.', 'Weigh and measure the product in its packaging.'],
    );
  }
  const { ofProduct, ofSku, problems: attributeProblems } = answerAttributes(facts.attributes, listable, overrides);
  problems.push(...attributeProblems);
  const { brand = '' } = listable;
  if (brand.trim() !== '' && facts.brand === null) {
    report(
      'brand-not-registered',
      'brand',
      [
        `Merek “${brand}” tidak ditemukan di Lazada; produk dikirim tanpa merek.`,
        `The brand “${brand}” was not found at Lazada; the product is sent without a brand.`,
      ],
      ['Daftarkan merek di Seller Center Lazada.', 'Register the brand in Lazada Seller Center.'],
      'advice',
    );
  }
  if ((listable.offer.minOrder ?? 1) > 1) {
    report(
      'min-order-not-supported',
      'offer/minOrder',
      ['Lazada tidak mengenal pembelian minimum.', 'Lazada knows no minimum order.'],
      ['Jual dalam paket bila perlu.', 'Sell in packs if needed.'],
      'advice',
    );
  }
  const variants = listable.variants === undefined ? undefined : planVariants(listable.variants, facts, report);
  const items = listable.variants?.items ?? [];
  const longest = items.reduce<ListableOffer | undefined>(
    (kept, { offer }) => ((offer.leadTimeDays ?? 0) > (kept?.leadTimeDays ?? -1) ? offer : kept),
    undefined,
  );
  const content: PlanContent = {
    name,
    description,
    categoryId: facts.categoryId,
    attributes: { ...ofProduct },
    skuAttributes: { ...ofSku },
    brandId: facts.brand?.id ?? facts.noBrand?.id ?? null,
    preOrderDays: planLeadTime(longest ?? listable.offer, report),
    photos: [...photos],
    ...(listable.package === undefined ? {} : { parcel: planParcel(listable.package, 'package', report) }),
    variation: variants?.variation ?? [],
    skus: variants?.skus ?? [],
  };
  const prices = items.map(({ variantId, offer }, at): [string, number] => [
    variantId,
    planPrice(offer.priceIdr, `variants/items/${at}/offer/priceIdr`, report),
  ]);
  const stocks = items.map(({ variantId, offer }): [string, number] => [variantId, offer.stock]);
  return {
    content,
    price:
      variants === undefined
        ? { original: planPrice(overrides.priceIdr ?? listable.offer.priceIdr, 'offer/priceIdr', report) }
        : { original: Math.min(...prices.map(([, price]) => price)), models: Object.fromEntries(prices) },
    stock:
      variants === undefined
        ? { stock: listable.offer.stock }
        : { stock: stocks.reduce((sum, [, stock]) => sum + stock, 0), models: Object.fromEntries(stocks) },
    photos: [...new Set([...photos, ...content.skus.flatMap(({ photo }) => photo ?? [])])],
    problems,
  };
};
