import { permitOf, stageOf } from '../legality/permits.ts';
import type { ListableOffer } from '../listing/listable.ts';
import type { Missing, PackProduct } from './checks.ts';
import { targetNames, type PackTarget } from './pack.ts';

/** One line to fill in at the buyer: a product, or one of its variants. */
export interface PackLine extends PackProduct {
  /** As its photos are named in the pack: `001`, `002` … */
  readonly number: string;
  readonly variant?: string | undefined;
  readonly sku: string;
  readonly offer: ListableOffer;
  readonly photos: readonly string[];
}

export type Cell = string | number;
export type Sheet = readonly (readonly Cell[])[];

/**
 * A text that no spreadsheet takes for a formula, also after it was saved as CSV: an apostrophe before what would begin one
 * (OWASP, “CSV Injection”).
 */
export const safeText = (text: string): string => (/^\s*[=+\-@|%]|^[\t\r\n]/.test(text) ? `'${text}` : text);

const paper = ({ product }: PackProduct, is: (type: string) => boolean): string =>
  product.legality.find((each) => is(each.type) && /\d/.test(each.number))?.number ?? '';

const permit = (of: PackProduct, wanted: ReturnType<typeof permitOf>): string =>
  of.product.legality.find((each) => permitOf(each) === wanted && stageOf(each) === 'numbered')?.number ?? '';

const cm = (mm: number | undefined): Cell => (mm === undefined ? '' : mm / 10);

interface Column {
  readonly head: string;
  readonly targets?: readonly PackTarget[];
  readonly cell: (line: PackLine) => Cell;
}

const columns: readonly Column[] = [
  { head: 'No. foto', cell: ({ number }) => number },
  { head: 'Nama produk', cell: ({ product }) => product.name },
  { head: 'Varian', cell: ({ variant = '' }) => variant },
  { head: 'Keterangan / spesifikasi', cell: ({ product }) => product.description },
  { head: 'Komoditas', cell: ({ product }) => product.komoditas },
  { head: 'KBLI', targets: ['inaproc'], cell: ({ product }) => product.kbli?.code ?? '' },
  { head: 'Merek', cell: ({ product }) => product.brand ?? '' },
  { head: 'SKU / no. produk', cell: ({ sku }) => sku },
  { head: 'Harga (Rp)', cell: ({ offer }) => offer.priceIdr },
  { head: 'Stok', cell: ({ offer }) => offer.stock },
  { head: 'Pembelian paling sedikit', cell: ({ offer }) => offer.minOrder ?? 1 },
  { head: 'Lama pengerjaan (hari)', cell: ({ offer }) => offer.leadTimeDays ?? '' },
  { head: 'Satuan', targets: ['inaproc'], cell: () => 'buah' },
  { head: 'Kondisi', cell: () => 'Baru' },
  { head: 'Berat (gram)', cell: ({ product }) => product.package?.weightGrams ?? '' },
  { head: 'Panjang (cm)', cell: ({ product }) => cm(product.package?.lengthMm) },
  { head: 'Lebar (cm)', cell: ({ product }) => cm(product.package?.widthMm) },
  { head: 'Tinggi (cm)', cell: ({ product }) => cm(product.package?.heightMm) },
  { head: 'Bahan / komposisi', cell: ({ product }) => product.composition ?? product.attributes['bahan'] ?? '' },
  { head: 'Produk dalam negeri', targets: ['inaproc'], cell: () => 'Ya' },
  { head: 'No. TKDN', cell: (line) => paper(line, (type) => /\btkdn\b/i.test(type)) },
  { head: 'No. sertifikat halal', cell: (line) => permit(line, 'halal') },
  { head: 'No. P-IRT', cell: (line) => permit(line, 'p-irt') },
  { head: 'No. BPOM', cell: (line) => permit(line, 'bpom') },
  { head: 'No. SNI', cell: (line) => permit(line, 'sni') },
  { head: 'NIB', cell: ({ nib = '' }) => nib },
  { head: 'Nama usaha', cell: ({ product }) => product.seller?.businessName ?? '' },
  { head: 'Sentra', cell: ({ product }) => product.origin?.sentraName ?? '' },
  { head: 'Kabupaten/kota', cell: ({ product }) => product.origin?.regionName ?? '' },
  { head: 'Foto', cell: ({ photos }) => photos.join(', ') },
];

/** The lines of a product: one, or one per variant. */
export const linesOf = (of: PackProduct, number: string, photos: readonly string[]): readonly PackLine[] => {
  const { product } = of;
  const common = { ...of, number, photos };
  if (product.variants === undefined)
    return [{ ...common, sku: product.sku ?? product.productId, offer: product.offer }];
  return product.variants.items.map((item) => ({
    ...common,
    product: { ...product, package: item.package ?? product.package },
    variant: item.values.join(', '),
    sku: item.sku ?? item.variantId,
    offer: item.offer,
  }));
};

const safe = (cell: Cell): Cell => (typeof cell === 'string' ? safeText(cell) : cell);

/** The sheet to copy from, its heads first: the fields both buyers' sellers fill in by hand, and the target's own. */
export const productSheet = (target: PackTarget, lines: readonly PackLine[]): Sheet => {
  const shown = columns.filter(({ targets }) => targets?.includes(target) !== false);
  return [shown.map(({ head }) => head), ...lines.map((line) => shown.map(({ cell }) => safe(cell(line))))];
};

/** A product's number and name, and what a buyer will miss of it. */
export interface Checked {
  readonly number: string;
  readonly name: string;
  readonly seller: string;
  readonly missing: readonly Missing[];
}

/** The list of what is missing, one line each; a product that lacks nothing says so. */
export const checkSheet = (checked: readonly Checked[]): Sheet => [
  ['No.', 'Nama produk', 'Nama usaha', 'Wajib', 'Yang kurang', 'Yang perlu dilakukan'],
  ...checked.flatMap(({ number, name, seller, missing }) =>
    missing.length === 0
      ? [[number, name, seller, '', 'Lengkap', ''].map(safe)]
      : missing.map(({ needed, what, fix }) => [number, name, seller, needed ? 'Ya' : 'Tidak', what, fix].map(safe)),
  ),
];

/** The list again as plain text, for a phone without a spreadsheet. */
export const checkText = (checked: readonly Checked[]): string =>
  checked
    .map(({ number, name, missing }) => {
      const lines = missing.map(({ needed, what, fix }) => `   [${needed ? 'WAJIB' : 'saran'}] ${what} ${fix}`);
      return [`${number}. ${name}`, ...(lines.length === 0 ? ['   Lengkap.'] : lines)].join('\r\n');
    })
    .join('\r\n\r\n');

/** What the pack is, and what to do with it. */
export const readme = (
  target: PackTarget,
  about: { readonly holder: string; readonly day: string; readonly products: number; readonly left: number },
): string =>
  [
    `Paket unggah untuk ${targetNames[target]}`,
    `${about.holder}, ${about.day}`,
    '',
    `Isi: ${String(about.products)} produk yang sudah disetujui.${about.left === 0 ? '' : ` ${String(about.left)} produk lain tidak muat: minta paket per IKM.`}`,
    '',
    '1. Buka daftar-periksa.xlsx (atau daftar-periksa.txt). Lengkapi yang wajib lebih dahulu.',
    '2. Buka produk.xlsx. Salin isinya ke formulir penjual, satu baris satu produk atau varian.',
    '3. Unggah foto dari folder foto. Nomor folder sama dengan kolom “No. foto”; foto 1 adalah foto utama.',
    '',
    'Foto: JPEG persegi 1200 × 1200, di bawah 1 MB.',
    `${targetNames[target]} tidak menyediakan pengunggahan otomatis bagi penjual, jadi langkah ini dilakukan dengan tangan.`,
    'Nama kolom di formulir dapat berbeda; paket ini belum dicoba dengan akun sungguhan.',
    "Tanda petik (') di depan sebuah isian mencegahnya dibaca sebagai rumus; jangan ikut disalin.",
    '',
  ].join('\r\n');
