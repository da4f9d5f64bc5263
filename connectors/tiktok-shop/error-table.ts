import type { ListingProblem } from '../../shared/domain/listing/listing.ts';
import { problem, type Sentence } from './problems.ts';

/**
 * The error codes that the public documents and catalogues name for the calls we make, mapped once to what each means for a
 * listing. Code 36009004 serves many causes, and the product family (12052…) has more codes than anybody lists: there the
 * message decides, first match first.
 */
export type Meaning =
  | { readonly as: 'token-refused' }
  | { readonly as: 'account-lost'; readonly reason: string }
  | { readonly as: 'gone' }
  /** Nothing was done; goes by itself. */
  | { readonly as: 'later'; readonly reason: string; readonly afterMs?: number; readonly slowDown?: true }
  /** TikTok failed inside: it may have happened. */
  | { readonly as: 'unsure'; readonly reason: string }
  | { readonly as: 'deferred'; readonly problem: ListingProblem }
  | { readonly as: 'rejected'; readonly problem: ListingProblem; readonly quotes?: true };

const rejected = (code: string, path: string, message: Sentence, fix: Sentence): Meaning => ({
  as: 'rejected',
  problem: problem(code, path, message, fix),
});
/** As `rejected`, where the cause is told by the message only: TikTok's own words are added. */
const quoted = (code: string, path: string, message: Sentence, fix: Sentence): Meaning => ({
  as: 'rejected',
  problem: problem(code, path, message, fix),
  quotes: true,
});

const minute = 60_000;
const tokenRefused: Meaning = { as: 'token-refused' };
const lost = (reason: string): Meaning => ({ as: 'account-lost', reason });
const unsure: Meaning = { as: 'unsure', reason: 'TikTok Shop had an internal fault.' };
const throttled: Meaning = { as: 'later', reason: 'TikTok Shop asks us to call less often.', slowDown: true };
/** Operators must act (signature, permission, address list); owners cannot. */
const appTrouble: Meaning = {
  as: 'later',
  reason: 'TikTok Shop refuses our app; operators must look.',
  afterMs: 15 * minute,
};

/** An item that is under review or frozen cannot be changed. */
export const notEditable = problem(
  'item-not-editable',
  '',
  [
    'TikTok Shop sedang meninjau atau membekukan produk ini, jadi belum bisa diubah.',
    'TikTok Shop is reviewing or has frozen this product, so it cannot be changed now.',
  ],
  ['Tunggu hasil peninjauan; perubahan dikirim otomatis sesudahnya.', 'Wait for the review; the change is sent then.'],
);
const underPromotion = problem(
  'under-promotion',
  '',
  [
    'TikTok Shop mengunci produk ini selama ikut promosi.',
    'TikTok Shop locks this product while it is in a promotion.',
  ],
  ['Tunggu sampai promosi selesai.', 'Wait for the promotion to end.'],
);
export const categoryNeedsApproval = (name: string): ListingProblem =>
  problem(
    'category-needs-approval',
    'categoryId',
    [
      `Kategori TikTok Shop “${name}” hanya terbuka bagi toko yang disetujui.`,
      `The TikTok Shop category “${name}” is open to approved shops only.`,
    ],
    [
      'Ajukan izin kategori di Seller Center (Pusat Kualifikasi), atau pilih kategori lain.',
      'Apply in Seller Center (Qualification Center), or choose another category.',
    ],
  );

const nameTooLong = rejected(
  'name-too-long',
  'name',
  ['Nama produk harus 25 sampai 255 karakter untuk TikTok Shop.', 'TikTok Shop takes names of 25 to 255 characters.'],
  ['Sesuaikan panjang nama.', 'Change the length of the name.'],
);
const nameWrong = quoted(
  'name-refused',
  'name',
  ['Nama produk tidak diterima TikTok Shop.', "TikTok Shop does not accept the product's name."],
  ['Ubah nama produk.', 'Change the name.'],
);
const descriptionWrong = quoted(
  'description-refused',
  'description',
  ['Deskripsi tidak diterima TikTok Shop.', 'TikTok Shop does not accept the description.'],
  ['Ubah deskripsi produk.', 'Change the description.'],
);
const photosWrong = quoted(
  'photo-refused',
  'photos',
  ['Foto produk tidak diterima TikTok Shop.', 'TikTok Shop does not accept the photos.'],
  ['Periksa jumlah, ukuran, dan isi foto (1 sampai 9 foto).', 'Check number, size and content (1 to 9 photos).'],
);
const categoryWrong = quoted(
  'category-invalid',
  'categoryId',
  ['Kategori tidak ada, terlalu umum, atau dilarang.', 'The category does not exist, is too general or forbidden.'],
  ['Pilih kategori lain untuk TikTok Shop.', 'Choose another TikTok Shop category.'],
);
const needsApproval: Meaning = { as: 'rejected', problem: categoryNeedsApproval('ini') };
const attributeWrong = quoted(
  'attribute-invalid',
  'attributes',
  ['Ada atribut yang kosong atau tidak diterima TikTok Shop.', 'An attribute is missing or not accepted.'],
  ['Periksa isian atribut untuk kategori ini.', "Check this category's attributes."],
);
const brandWrong = quoted(
  'brand-invalid',
  'brand',
  ['Merek tidak diterima TikTok Shop.', 'TikTok Shop does not accept the brand.'],
  ['Daftarkan merek di Seller Center, atau kosongkan.', 'Register the brand in Seller Center, or leave it empty.'],
);
const warehouseMissing = rejected(
  'warehouse-missing',
  '',
  ['Toko TikTok Shop belum punya gudang pengiriman.', 'The TikTok Shop shop has no pick-up warehouse.'],
  ['Atur gudang di Seller Center.', 'Set a warehouse up in Seller Center.'],
);
const skusWrong = quoted(
  'variants-refused',
  'variants',
  ['Varian tidak diterima TikTok Shop.', 'TikTok Shop does not accept the variants.'],
  ['Periksa jenis pilihan dan varian.', 'Check options and variants.'],
);
const priceWrong = quoted(
  'price-refused',
  'offer/priceIdr',
  ['Harga tidak diterima TikTok Shop.', 'TikTok Shop does not accept the price.'],
  ['Pakai harga Rp100 sampai Rp100.000.000.', 'Use a price from Rp100 to Rp100,000,000.'],
);
const stockWrong = quoted(
  'stock-refused',
  'offer/stock',
  ['Stok tidak diterima TikTok Shop.', 'TikTok Shop does not accept the stock.'],
  ['Pakai stok 1 sampai 99.999.', 'Use a stock from 1 to 99,999.'],
);
const parcelWrong = quoted(
  'package-refused',
  'package',
  ['Berat atau ukuran paket tidak diterima TikTok Shop.', "TikTok Shop does not accept the parcel's weight or size."],
  ['Timbang dan ukur paket kembali.', 'Weigh and measure the parcel again.'],
);
const certificationMissing = quoted(
  'certification-missing',
  'legality',
  ['TikTok Shop meminta dokumen sertifikasi untuk kategori ini.', 'TikTok Shop wants a certificate in this category.'],
  ['Unggah dokumennya di Seller Center.', 'Upload the document in Seller Center.'],
);
const sizeChartMissing = rejected(
  'size-chart-missing',
  'attributes/size-chart',
  ['TikTok Shop mewajibkan tabel ukuran untuk kategori ini.', 'TikTok Shop requires a size chart in this category.'],
  ['Foto tabel ukuran dan pilih fotonya.', 'Take a photo of the size chart and choose it.'],
);
const codUnsupported = rejected(
  'cod-not-supported',
  '',
  ['Bayar di tempat tidak didukung untuk kategori ini.', 'Cash on delivery is not supported in this category.'],
  ['Matikan bayar di tempat.', 'Switch cash on delivery off.'],
);
const minOrderWrong = rejected(
  'min-order-too-high',
  'offer/minOrder',
  ['Pembelian minimum harus 1 sampai 20.', 'The minimum order must be 1 to 20.'],
  ['Turunkan pembelian minimum.', 'Lower the minimum order.'],
);
const refusedUnexplained = quoted(
  'refused-by-marketplace',
  '',
  ['TikTok Shop menolak isi produk ini.', "TikTok Shop refuses this product's content."],
  ['Periksa keterangan TikTok Shop, lalu perbaiki produk.', "Read TikTok Shop's reason and correct the product."],
);
const authorizationFailed = rejected(
  'authorization-failed',
  '',
  ['Persetujuan toko tidak berlaku lagi.', 'The authorization code is not valid any more.'],
  ['Ulangi menghubungkan toko.', 'Connect the shop again.'],
);

export const errorRules: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  // retry: rate, server, timeout (HTTP 429 and Retry-After come with the first)
  [36009002, throttled],
  [36009003, unsure],
  [36009007, unsure],
  [12001000, unsure],
  [12052900, unsure],
  // tokens
  [101000, tokenRefused],
  [105001, tokenRefused],
  [105002, tokenRefused],
  [1010000, tokenRefused],
  [36004001, lost('The refresh token has ended.')],
  [36004004, authorizationFailed],
  [36004005, lost('The authorization was withdrawn.')],
  // our app
  [105005, appTrouble],
  [106001, appTrouble],
  [106013, appTrouble],
  [36009009, appTrouble],
  [36009010, appTrouble],
  [36009014, appTrouble],
  [36009022, appTrouble],
  [36009023, appTrouble],
  [36009033, appTrouble],
  [36009021, photosWrong],
  // products
  [12052031, { as: 'gone' }],
  [12052032, { as: 'gone' }],
  [12052557, { as: 'later', reason: 'The variants changed meanwhile.', afterMs: minute }],
  [12052051, nameTooLong],
  [12052262, nameWrong],
  [12052931, nameWrong],
  [12052013, descriptionWrong],
  [12052024, categoryWrong],
  [12052220, categoryWrong],
  [12052241, attributeWrong],
  [12052306, photosWrong],
  [12052050, skusWrong],
  [12052115, warehouseMissing],
  [12052222, codUnsupported],
]);

/** For 36009004, whose causes only the message tells apart. */
export const parameterRules: readonly (readonly [RegExp, Meaning])[] = [
  [/access[_ -]?token/i, tokenRefused],
  [/shop_cipher|app_key|timestamp|sign(ature)?\b/i, appTrouble],
  [/product[_ ]?id|order[_ ]?id/i, { as: 'gone' }],
];

/** For product codes that nobody lists, and as the last word for 36009004. */
export const productRules: readonly (readonly [RegExp, Meaning])[] = [
  [/product (does not|doesn't|not) exist|product .*(not found|deleted)/i, { as: 'gone' }],
  [/promotion|campaign|flash sale/i, { as: 'deferred', problem: underPromotion }],
  [/under review|being audited|frozen|product status/i, { as: 'deferred', problem: notEditable }],
  [/size.?chart/i, sizeChartMissing],
  [/certificat|qualification document/i, certificationMissing],
  [/(categor).*(permission|invite|qualif|approv)/i, needsApproval],
  [/categor/i, categoryWrong],
  [/brand/i, brandWrong],
  [/minimum order/i, minOrderWrong],
  [/warehouse/i, warehouseMissing],
  [/image|picture|photo/i, photosWrong],
  [/title|product name/i, nameWrong],
  [/description/i, descriptionWrong],
  [/price/i, priceWrong],
  [/inventory|stock|quantity/i, stockWrong],
  [/weight|dimension|package/i, parcelWrong],
  [/sales attribute|sku/i, skusWrong],
  [/attribute|property/i, attributeWrong],
];
export const unexplained = refusedUnexplained;
