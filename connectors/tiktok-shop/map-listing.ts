import * as z from 'zod';
import type { Listable, ListableOffer } from '../../shared/domain/listing/listable.ts';
import type { ListingProblem } from '../../shared/domain/listing/listing.ts';
import { plainName } from '../../shared/domain/product/questions.ts';
import type { MarketplaceFacts, Overrides, Plan } from '../connector.ts';
import { answerAttributes, type AttributeFact } from './attributes.ts';
import { categoryNeedsApproval } from './error-table.ts';
import { sizeChartField, TikTokFacts } from './facts.ts';
import { problem } from './problems.ts';

const SalesAttribute = z.object({
  id: z.string().optional(),
  name: z.string().optional(),
  valueId: z.string().optional(),
  valueName: z.string().optional(),
});
/** The three parts of a plan as the calls read them back. */
export const PlanContent = z.object({
  name: z.string(),
  /** HTML, as it is sent and shown. */
  description: z.string(),
  categoryId: z.string(),
  attributes: z.array(
    z.object({
      id: z.string(),
      values: z.array(z.object({ id: z.string().optional(), name: z.string().optional() })),
    }),
  ),
  weightKg: z.string().optional(),
  packageCm: z.object({ length: z.string(), width: z.string(), height: z.string() }).optional(),
  brandId: z.string().optional(),
  preOrderDays: z.number().nullable(),
  photos: z.array(z.string()),
  sizeChart: z.string().optional(),
  gtin: z.string().optional(),
  minOrder: z.number().optional(),
  /** Empty for a product without variants. */
  variants: z.array(
    z.object({
      variantId: z.string(),
      sales: z.array(SalesAttribute),
      photo: z.string().optional(),
      gtin: z.string().optional(),
    }),
  ),
});
export type PlanContent = z.infer<typeof PlanContent>;
const PerVariant = z.record(z.string(), z.number());
/** `original` is the only SKU's price, or the cheapest variant's. */
export const PlanPrice = z.object({ original: z.number(), models: PerVariant.optional() });
export const PlanStock = z.union([z.object({ stock: z.number() }), z.object({ models: PerVariant })]);
/** Where new stock is put; in no hash, since another warehouse alone is no reason to send anything. */
export const PlanUnhashed = z.object({ warehouseId: z.string().nullable() }).optional();

/** create product: title, "Other regions: [25, 255]"; description, "Max length: 10,000 characters". */
export const titleLimits = { min: 25, max: 255, unit: 'characters' } as const;
const maxDescription = 10_000;
/** main_images, "Max count: 9". */
const maxPhotos = 9;
/** skus, "Max SKUs for other regions: 100"; sales_attributes, "up to 3 types", name ≤ 20, value ≤ 50. */
const variantLimits = { skus: 100, options: 3, name: 20, value: 50 } as const;
/** IDR range of the pricing document of 2025-01; inventory "[0, 99,999]" at an update, "[1, 99,999]" at a create. */
const priceLimits = { min: 100, max: 100_000_000 } as const;
const maxStock = 99_999;
/** minimum_order_quantity, "[1, 20]". */
const maxMinOrder = 20;
/** pre_sale, SEA: "PRE_ORDER: Calendar days, from 3 to 30 days". */
const preOrderDays = { min: 3, max: 30 } as const;

type Sentence = readonly [id: string, en: string];
type Report = (code: string, path: string, message: Sentence, fix: Sentence, severity?: 'block' | 'advice') => void;

const lengthOf = (text: string): number => Array.from(text).length;
const number = (value: number): string => value.toLocaleString('id-ID');
const oneLine = (text: string): string => text.normalize('NFC').replace(/\p{C}/gu, ' ').replace(/\s+/gu, ' ').trim();

const escape = (text: string): string =>
  text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;').replace(/"/gu, '&quot;');

/** Plain text as the HTML that a description must be: a paragraph per block of lines, a break per line. */
export const htmlOf = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?/gu, '\n')
    .replace(/[^\P{C}\n]/gu, '')
    .split(/\n\s*\n/u)
    .map((block) =>
      block
        .split('\n')
        .map((line) => escape(line.replace(/\s+/gu, ' ').trim()))
        .join('<br>'),
    )
    .map((block) => block.replace(/^(?:<br>)+|(?:<br>)+$/gu, ''))
    .filter((block) => block !== '')
    .map((block) => `<p>${block}</p>`)
    .join('');

const planName = (listable: Listable, overrides: Overrides, report: Report): string => {
  const name = oneLine(overrides.name ?? listable.name);
  const length = lengthOf(name);
  if (length > titleLimits.max)
    report(
      'name-too-long',
      'name',
      [
        `Nama ${length} karakter, batas TikTok Shop ${titleLimits.max}.`,
        `The name has ${length} characters, TikTok Shop allows ${titleLimits.max}.`,
      ],
      [`Pendekkan nama menjadi paling banyak ${titleLimits.max} karakter.`, 'Shorten the name.'],
    );
  if (length < titleLimits.min)
    report(
      'name-too-short',
      'name',
      [
        `Nama ${length} karakter, TikTok Shop minta paling sedikit ${titleLimits.min}.`,
        `The name has ${length} characters, TikTok Shop wants ${titleLimits.min} at least.`,
      ],
      ['Tambahkan bahan, ukuran, atau asal produk pada nama.', 'Add material, size or origin to the name.'],
    );
  return name;
};

const planDescription = (listable: Listable, overrides: Overrides, report: Report): string => {
  const html = htmlOf(overrides.description ?? listable.description);
  const length = lengthOf(html);
  if (length === 0)
    report(
      'description-too-short',
      'description',
      ['Deskripsi masih kosong.', 'The description is empty.'],
      ['Ceritakan bahan, ukuran, cara pakai, dan perawatan produk.', 'Tell material, size, use and care.'],
    );
  if (length > maxDescription)
    report(
      'description-too-long',
      'description',
      [
        `Deskripsi ${number(length)} karakter, batas TikTok Shop ${number(maxDescription)}.`,
        `The description has ${length} characters, TikTok Shop allows ${maxDescription}.`,
      ],
      ['Pendekkan deskripsi.', 'Shorten the description.'],
    );
  return html;
};

const planShop = ({ warehouseId, prerequisites }: TikTokFacts, report: Report): void => {
  if (warehouseId === null)
    report(
      'warehouse-missing',
      '',
      ['Toko TikTok Shop belum punya gudang pengiriman yang aktif.', 'The shop has no active pick-up warehouse.'],
      ['Atur gudang di Seller Center.', 'Set a warehouse up in Seller Center.'],
    );
  for (const { item, reasons } of prerequisites) {
    const words = [item, ...reasons].join(': ');
    report(
      'shop-not-ready',
      '',
      [`Toko TikTok Shop belum boleh menjual: ${words}.`, `The TikTok Shop shop may not list yet: ${words}.`],
      ['Lengkapi toko di Seller Center.', 'Complete the shop in Seller Center.'],
    );
  }
};

const planCategory = (
  { categoryId, category, suggested, rules }: TikTokFacts,
  problems: ListingProblem[],
  report: Report,
): void => {
  if (categoryId === '') {
    report(
      'category-missing',
      'categoryId',
      ['TikTok Shop tidak menemukan kategori untuk nama ini.', 'TikTok Shop finds no category for this name.'],
      ['Pilih kategori TikTok Shop untuk produk ini.', 'Choose a TikTok Shop category for this product.'],
    );
  } else if (category === null) {
    report(
      'category-gone',
      'categoryId',
      suggested
        ? ['Kategori yang disarankan tidak ada lagi di TikTok Shop.', 'The suggested category is gone at TikTok Shop.']
        : ['Kategori yang dipilih tidak ada (lagi) di TikTok Shop.', 'The chosen category is not at TikTok Shop.'],
      ['Pilih kategori TikTok Shop lain.', 'Choose another TikTok Shop category.'],
    );
  } else if (!category.isLeaf) {
    report(
      'category-invalid',
      'categoryId',
      [`Kategori “${category.name}” masih terlalu umum.`, `The category “${category.name}” is too general.`],
      ['Pilih kategori paling rinci.', 'Choose the most detailed category.'],
    );
  } else if (!category.isOpen) {
    problems.push(categoryNeedsApproval(category.name));
  }
  for (const certificate of rules.certificates)
    report(
      'certification-missing',
      'legality',
      [
        `TikTok Shop meminta dokumen “${certificate}” untuk kategori ini, yang belum bisa kami kirim.`,
        `TikTok Shop wants the document “${certificate}” in this category, which we cannot send yet.`,
      ],
      ['Daftarkan produk ini langsung di Seller Center.', 'List this product in Seller Center.'],
    );
};

const planPhotos = (photos: readonly string[], report: Report): string[] => {
  if (photos.length === 0)
    report(
      'photo-missing',
      'photos',
      ['TikTok Shop minta paling sedikit 1 foto.', 'TikTok Shop wants 1 photo at least.'],
      ['Unggah foto produk.', 'Upload photos.'],
    );
  if (photos.length > maxPhotos)
    report(
      'too-many-photos',
      'photos',
      [
        `TikTok Shop menampilkan paling banyak ${maxPhotos} foto; sisanya tidak dikirim.`,
        `TikTok Shop shows ${maxPhotos} photos at most; the others are not sent.`,
      ],
      ['Taruh foto terbaik di depan.', 'Put the best photos first.'],
      'advice',
    );
  return photos.slice(0, maxPhotos);
};

/** Where a category wants a size chart, the owner says which photo shows it: "2" is the second. */
const planSizeChart = (
  listable: Listable,
  overrides: Overrides,
  { rules }: TikTokFacts,
  report: Report,
): string | undefined => {
  if (!rules.sizeChart) return undefined;
  const chosen = overrides.attributes?.[sizeChartField] ?? listable.attributes[sizeChartField];
  const photo = chosen === undefined || !/^\d{1,2}$/.test(chosen) ? undefined : listable.photos[Number(chosen) - 1];
  if (photo === undefined)
    report(
      'size-chart-missing',
      `attributes/${sizeChartField}`,
      [
        'TikTok Shop mewajibkan tabel ukuran untuk kategori ini.',
        'TikTok Shop requires a size chart in this category.',
      ],
      ['Foto tabel ukuran, unggah, lalu pilih fotonya.', 'Photograph the size chart, upload it and choose it.'],
    );
  return photo;
};

const planParcel = (listable: Listable, { rules }: TikTokFacts, report: Report) => {
  const parcel = listable.package;
  if (parcel === undefined) {
    report(
      'package-missing',
      'package',
      rules.packageDimensions
        ? ['Berat dan ukuran paket belum diisi.', "The parcel's weight and size are missing."]
        : ['Berat paket belum diisi.', "The parcel's weight is missing."],
      ['Timbang dan ukur produk beserta kemasannya.', 'Weigh and measure the product in its packaging.'],
    );
    return {};
  }
  // whole centimetres, never less than the parcel is
  const cm = (mm: number): string => String(Math.max(1, Math.ceil(mm / 10)));
  return {
    weightKg: String(Math.max(1, Math.ceil(parcel.weightGrams)) / 1000),
    packageCm: { length: cm(parcel.lengthMm), width: cm(parcel.widthMm), height: cm(parcel.heightMm) },
  };
};

/** Days of a pre-order, `null` for goods that ship within two days. */
const readyDays = 2;
const planLeadTime = (offer: ListableOffer, { rules }: TikTokFacts, report: Report): number | null => {
  const days = offer.leadTimeDays;
  if (offer.availability !== 'made-to-order' && (days === undefined || days <= readyDays)) return null;
  if (days === undefined) {
    report(
      'lead-time-missing',
      'offer/leadTimeDays',
      ['Lama pengerjaan produk pesanan belum diisi.', 'The lead time of this made-to-order product is missing.'],
      ['Isi lama pengerjaan dalam hari.', 'Fill in the lead time in days.'],
    );
    return null;
  }
  if (!rules.preOrder) {
    report(
      'pre-order-not-supported',
      'offer/leadTimeDays',
      ['Kategori TikTok Shop ini tidak menerima produk pesanan.', 'This TikTok Shop category takes no pre-orders.'],
      ['Siapkan stok, atau pilih kategori lain.', 'Keep stock, or choose another category.'],
    );
    return null;
  }
  if (days > preOrderDays.max)
    report(
      'lead-time-too-long',
      'offer/leadTimeDays',
      [
        `Lama pengerjaan ${days} hari, batas TikTok Shop ${preOrderDays.max} hari.`,
        `The lead time is ${days} days, TikTok Shop allows ${preOrderDays.max}.`,
      ],
      [`Pendekkan menjadi paling lama ${preOrderDays.max} hari.`, `Shorten it to ${preOrderDays.max} days at most.`],
    );
  return Math.max(preOrderDays.min, days);
};

const planPrice = (priceIdr: number, path: string, report: Report): number => {
  if (priceIdr > priceLimits.max || priceIdr < priceLimits.min)
    report(
      priceIdr > priceLimits.max ? 'price-too-high' : 'price-too-low',
      path,
      [
        `Harga Rp${number(priceIdr)} di luar batas TikTok Shop (Rp${number(priceLimits.min)}–Rp${number(priceLimits.max)}).`,
        `The price Rp${priceIdr} is outside TikTok Shop's range (Rp${priceLimits.min}–Rp${priceLimits.max}).`,
      ],
      priceIdr > priceLimits.max
        ? ['Turunkan harga.', 'Lower the price.']
        : ['Naikkan harga atau jual dalam paket.', 'Raise the price or sell in packs.'],
    );
  return priceIdr;
};

const planStock = (stock: number, path: string, report: Report): number => {
  if (stock > maxStock)
    report(
      'stock-too-high',
      path,
      [
        `Stok ${number(stock)} di atas batas TikTok Shop ${number(maxStock)}.`,
        `The stock ${stock} is above TikTok Shop's limit ${maxStock}.`,
      ],
      ['Kurangi stok untuk TikTok Shop.', 'Lower the stock.'],
    );
  return stock;
};

/** An option by TikTok's own id where the category has it, else under its own name; so with each value. */
const salesAttributeOf = (
  name: string,
  value: string,
  known: readonly AttributeFact[],
): z.infer<typeof SalesAttribute> => {
  const attribute = known.find((each) => plainName(each.name) === plainName(name));
  const option = attribute?.options.find((each) => plainName(each.name) === plainName(value));
  return {
    ...(attribute === undefined ? { name } : { id: attribute.id }),
    ...(option === undefined ? { valueName: value } : { valueId: option.id }),
  };
};

type Variants = NonNullable<Listable['variants']>;

const planVariants = (variants: Variants, facts: TikTokFacts, report: Report) => {
  if (variants.options.length > variantLimits.options || variants.items.length > variantLimits.skus)
    report(
      'too-many-variants',
      'variants',
      [
        `TikTok Shop menerima paling banyak ${variantLimits.options} jenis pilihan dan ${variantLimits.skus} varian.`,
        `TikTok Shop takes ${variantLimits.options} options and ${variantLimits.skus} variants at most.`,
      ],
      ['Pisahkan menjadi beberapa produk.', 'Split it into several products.'],
    );
  variants.options.forEach((option, at) => {
    if (lengthOf(option.name) > variantLimits.name)
      report(
        'variant-name-length',
        `variants/options/${at}/name`,
        [
          `Nama pilihan “${option.name}” terlalu panjang (batas ${variantLimits.name}).`,
          `The option name “${option.name}” is too long (limit ${variantLimits.name}).`,
        ],
        ['Pendekkan nama pilihan.', "Shorten the option's name."],
      );
    option.values.forEach((value, index) => {
      if (lengthOf(value) > variantLimits.value)
        report(
          'variant-value-length',
          `variants/options/${at}/values/${index}`,
          [
            `Isi pilihan “${value}” terlalu panjang (batas ${variantLimits.value}).`,
            `The value “${value}” is too long (limit ${variantLimits.value}).`,
          ],
          ['Pendekkan isi pilihan.', 'Shorten the value.'],
        );
    });
  });
  // pictures stand on the first option's values, on all or on none, one for each
  const photoOf = (value: string | undefined): string | undefined =>
    variants.items.find((item) => item.values[0] === value && item.photo !== undefined)?.photo;
  const pictured = variants.items.every((item) => photoOf(item.values[0]) !== undefined);
  return variants.items.map((item, at) => {
    const path = `variants/items/${at}/offer`;
    const photo = pictured ? photoOf(item.values[0]) : undefined;
    return {
      variant: {
        variantId: item.variantId,
        sales: variants.options.map((option, tier) =>
          salesAttributeOf(option.name, item.values[tier] ?? '', facts.salesAttributes),
        ),
        ...(photo === undefined ? {} : { photo }),
        ...(item.gtin === undefined ? {} : { gtin: item.gtin }),
      },
      price: planPrice(item.offer.priceIdr, `${path}/priceIdr`, report),
      stock: planStock(item.offer.stock, `${path}/stock`, report),
    };
  });
};

/**
 * The listing as TikTok Shop would hold it, with every breach of its limits as a problem at our field. Pure.
 * @throws ZodError for facts of another connector
 */
export const plan = (listable: Listable, overrides: Overrides, marketplaceFacts: MarketplaceFacts): Plan => {
  const facts = TikTokFacts.parse(marketplaceFacts);
  const problems: ListingProblem[] = [];
  const report: Report = (...told) => problems.push(problem(...told));
  if (listable.kind !== 'physical')
    report(
      'not-physical',
      'kind',
      ['TikTok Shop hanya menerima barang fisik dari kami.', 'We list physical goods only on TikTok Shop.'],
      ['Jual produk digital lewat kanal lain.', 'Sell digital products elsewhere.'],
    );
  planShop(facts, report);
  planCategory(facts, problems, report);
  const name = planName(listable, overrides, report);
  const description = planDescription(listable, overrides, report);
  const photos = planPhotos(listable.photos, report);
  const sizeChart = planSizeChart(listable, overrides, facts, report);
  const { answers, problems: attributeProblems } = answerAttributes(facts.attributes, listable, overrides);
  problems.push(...attributeProblems);
  const { brand } = listable;
  if (brand !== undefined && brand.trim() !== '' && facts.brandId === null && facts.category?.isLeaf === true)
    report(
      'brand-not-registered',
      'brand',
      [
        `Merek “${brand}” belum terdaftar di TikTok Shop; produk dikirim tanpa merek.`,
        `The brand “${brand}” is not registered at TikTok Shop; the product is sent without a brand.`,
      ],
      ['Daftarkan merek di Seller Center.', 'Register the brand in Seller Center.'],
      'advice',
    );
  const variants = listable.variants === undefined ? [] : planVariants(listable.variants, facts, report);
  const longestLead = [listable.offer, ...(listable.variants?.items ?? []).map(({ offer }) => offer)].reduce(
    (longest, offer) => ((offer.leadTimeDays ?? 0) > (longest.leadTimeDays ?? 0) ? offer : longest),
  );
  const { minOrder } = listable.offer;
  if (minOrder !== undefined && minOrder > maxMinOrder)
    report(
      'min-order-too-high',
      'offer/minOrder',
      [
        `Pembelian minimum ${minOrder}, batas TikTok Shop ${maxMinOrder}.`,
        `The minimum order is ${minOrder}, TikTok Shop allows ${maxMinOrder}.`,
      ],
      ['Jual dalam paket, atau turunkan pembelian minimum.', 'Sell in packs, or lower the minimum order.'],
    );
  const content: PlanContent = {
    name,
    description,
    categoryId: facts.categoryId,
    attributes: answers.map(({ id, values }) => ({ id, values: values.map((value) => ({ ...value })) })),
    ...planParcel(listable, facts, report),
    ...(facts.brandId === null ? {} : { brandId: facts.brandId }),
    preOrderDays: planLeadTime(longestLead, facts, report),
    photos,
    ...(sizeChart === undefined ? {} : { sizeChart }),
    ...(listable.gtin === undefined || variants.length > 0 ? {} : { gtin: listable.gtin }),
    ...(minOrder === undefined || minOrder <= 1 ? {} : { minOrder }),
    variants: variants.map(({ variant }) => variant),
  };
  const byVariant = (of: 'price' | 'stock'): Record<string, number> =>
    Object.fromEntries(variants.map((each) => [each.variant.variantId, each[of]]));
  const stocks = variants.length === 0 ? [listable.offer.stock] : variants.map(({ stock }) => stock);
  if (stocks.every((stock) => stock <= 0))
    report(
      'stock-needed-to-start',
      'offer/stock',
      [
        'Stok kosong: produk baru tampil di TikTok Shop setelah ada stok.',
        'Without stock the product is not listed yet.',
      ],
      ['Isi stok.', 'Fill in the stock.'],
      'advice',
    );
  return {
    content,
    price:
      variants.length === 0
        ? { original: planPrice(overrides.priceIdr ?? listable.offer.priceIdr, 'offer/priceIdr', report) }
        : { original: Math.min(...variants.map(({ price }) => price)), models: byVariant('price') },
    stock:
      variants.length === 0
        ? { stock: planStock(listable.offer.stock, 'offer/stock', report) }
        : { models: byVariant('stock') },
    photos: [
      ...new Set([
        ...photos,
        ...(sizeChart === undefined ? [] : [sizeChart]),
        ...variants.flatMap(({ variant }) => variant.photo ?? []),
      ]),
    ],
    problems,
    unhashed: { warehouseId: facts.warehouseId },
  };
};
