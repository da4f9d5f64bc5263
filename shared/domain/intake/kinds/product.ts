import { derivedId } from '../../derived-id.ts';
import { IkmId } from '../../ids.ts';
import { plainName } from '../../product/questions.ts';
import { ProductBody } from '../../product/product.ts';
import { choiceColumn, column } from '../column.ts';
import type { Entry } from '../entry.ts';
import { gtin, recordId } from '../values/identifier.ts';
import { dimensions, length, weight } from '../values/measure.ts';
import { days } from '../values/duration.ts';
import { count } from '../values/number.ts';
import { choose, clear, fill, required, say, type Repair } from '../values/reading.ts';
import { line, lines, list, url } from '../values/text.ts';
import { isListed, variants } from '../values/variants.ts';
import { bodyOf, validator } from './body.ts';
import { komoditas, productKind } from './choices.ts';
import type { Draft, RowKind, World } from './kind.ts';
import { komoditasIn } from './komoditas-in.ts';
import { makerColumn, makerInstead, readMaker } from './maker-column.ts';
import { offerColumns } from './offer-columns.ts';

type ProductEntry = Extract<Entry, { kind: 'product' }>;

const columns = [
  column('@id', 'ID', recordId, {
    synonyms: ['id produk', 'product id', 'kode id'],
    help: 'Kosongkan untuk produk baru; isi dari hasil ekspor untuk mengubah.',
    isText: true,
  }),
  makerColumn(['0220001234567', 'Batik Sekar Jagad', 'Keramik Dinoyo']),
  column('name', 'Nama produk', line(255), {
    synonyms: ['produk', 'nama barang', 'barang', 'judul', 'judul produk', 'nama', 'product name', 'nama item'],
    help: 'Nama yang dilihat pembeli.',
    examples: [
      'Contoh: Keripik Tempe Sanan 250 g',
      'Contoh: Kain Batik Tulis Sekar Jagad',
      'Contoh: Vas Keramik Dinoyo',
    ],
    required: true,
  }),
  column('description', 'Deskripsi', lines(5000), {
    synonyms: [
      'deskripsi produk',
      'keterangan produk',
      'uraian',
      'penjelasan',
      'keterangan',
      'description',
      'rincian',
      'detail produk',
    ],
    help: 'Bahan, rasa atau motif, cara pakai. Bila kosong, nama produk yang dipakai.',
    examples: [
      'Keripik tempe renyah, tanpa pengawet.',
      'Batik tulis katun 2 x 1,1 m.',
      'Vas buatan tangan, tinggi 25 cm.',
    ],
  }),
  choiceColumn('komoditas', 'Komoditas', komoditas, {
    synonyms: ['kategori', 'jenis produk', 'komoditi', 'kategori produk', 'jenis komoditas', 'jenis komoditi'],
    help: 'Bila kosong, komoditas IKM-nya.',
    examples: ['Makanan', 'Fesyen', 'Kerajinan'],
  }),
  choiceColumn('kind', 'Jenis', productKind, {
    synonyms: ['fisik/digital', 'jenis barang', 'tipe produk', 'tipe'],
    help: 'Fisik (bila kosong) atau Digital.',
    examples: ['Fisik', '', ''],
  }),
  column('sku', 'SKU', line(100), {
    synonyms: ['kode produk', 'kode barang', 'kode', 'no sku', 'sku produk', 'sku induk', 'kode sku'],
    help: 'Kode Anda sendiri, berbeda untuk tiap produk. Foto dicocokkan dengannya.',
    examples: ['KT-250', 'BT-001', 'VAS-25'],
    isText: true,
  }),
  ...offerColumns(true),
  column('@variants', 'Varian', variants, {
    synonyms: ['variasi', 'pilihan', 'varian produk', 'daftar varian', 'pilihan varian'],
    help: 'Satu pilihan dengan harga yang sama, dan stok tiap isinya: Ukuran: S=10, M=5, L=0.',
    examples: ['', '', 'Warna: Hijau=3, Biru=2'],
  }),
  column('offer/minOrder', 'Pesanan minimal', count(1, 1_000_000, ['Pesanan minimal', 'The minimum order']), {
    synonyms: ['minimal pemesanan', 'min order', 'minimum order', 'minimal order', 'moq', 'min pembelian'],
    help: 'Boleh kosong.',
  }),
  column('package/weightGrams', 'Berat', weight, {
    synonyms: [
      'berat kirim',
      'berat produk',
      'berat paket',
      'weight',
      'bobot',
      'berat barang',
      'berat kemasan',
      'berat bruto',
    ],
    help: 'Berat paket siap kirim: 300 g atau 1,5 kg.',
    examples: ['300 g', '0,5 kg', '1,5 kg'],
  }),
  column('@dimensions', 'Ukuran paket', dimensions, {
    synonyms: [
      'dimensi',
      'ukuran kemasan',
      'panjang x lebar x tinggi',
      'p x l x t',
      'pxlxt',
      'dimensi paket',
      'dimensi kemasan',
      'ukuran paket p x l x t',
    ],
    help: 'Panjang x lebar x tinggi paket: 20 x 15 x 10 cm.',
    examples: ['20 x 15 x 10 cm', '30 x 25 x 3 cm', '30 x 30 x 35 cm'],
  }),
  column('package/lengthMm', 'Panjang', length, {
    synonyms: ['panjang paket', 'p', 'panjang kemasan'],
    help: 'Bila ukuran paket tidak diisi: panjang.',
  }),
  column('package/widthMm', 'Lebar', length, {
    synonyms: ['lebar paket', 'l', 'lebar kemasan'],
    help: 'Bila ukuran paket tidak diisi: lebar.',
  }),
  column('package/heightMm', 'Tinggi', length, {
    synonyms: ['tinggi paket', 't', 'tinggi kemasan'],
    help: 'Bila ukuran paket tidak diisi: tinggi.',
  }),
  column('brand', 'Merek', line(100), {
    synonyms: ['merk', 'brand', 'nama merek', 'merek dagang'],
    help: 'Boleh kosong.',
    examples: ['Bu Siti', '', ''],
  }),
  column('gtin', 'Barcode', gtin, {
    synonyms: ['gtin', 'ean', 'upc', 'nomor barcode', 'kode barcode', 'no barcode'],
    help: 'Angka di bawah barcode. Boleh kosong.',
    isText: true,
  }),
  column('composition', 'Komposisi', lines(2000), {
    synonyms: ['bahan baku', 'ingredients', 'komposisi bahan'],
    help: 'Untuk makanan, minuman, kosmetik, herbal.',
    examples: ['Kedelai, tepung beras, garam', '', ''],
  }),
  column('shelfLifeDays', 'Masa simpan', days(1, 36_500), {
    synonyms: ['umur simpan', 'daya tahan', 'masa kedaluwarsa', 'tahan berapa lama', 'lama simpan', 'expired'],
    help: 'Berapa lama tahan: 180 hari, 6 bulan, 1 tahun.',
    examples: ['6 bulan', '', ''],
  }),
  column('storage', 'Cara simpan', line(500), {
    synonyms: ['penyimpanan', 'saran penyimpanan', 'cara penyimpanan'],
    help: 'Boleh kosong.',
  }),
  column('attributes/bahan', 'Bahan', line(500), {
    synonyms: ['material', 'bahan utama', 'jenis bahan'],
    help: 'Terbuat dari bahan apa.',
    examples: ['', 'Katun', 'Tanah liat'],
  }),
  column('attributes/motif', 'Motif', line(500), {
    synonyms: ['corak', 'pola'],
    help: 'Boleh kosong.',
    examples: ['', 'Sekar jagad', ''],
  }),
  column('attributes/warna', 'Warna', line(500), { synonyms: ['color'], help: 'Boleh kosong.' }),
  column('attributes/ukuran', 'Ukuran', line(500), {
    synonyms: ['size', 'ukuran produk'],
    help: 'Ukuran barangnya sendiri.',
  }),
  column('attributes/netto', 'Netto', line(500), {
    synonyms: ['berat bersih', 'isi bersih', 'isi', 'volume'],
    help: 'Berat atau isi bersih.',
    examples: ['250 g', '', ''],
  }),
  column('attributes/rasa', 'Rasa', line(500), {
    synonyms: ['varian rasa'],
    help: 'Boleh kosong.',
    examples: ['Original', '', ''],
  }),
  column('attributes/kemasan', 'Kemasan', line(500), { synonyms: ['jenis kemasan'], help: 'Dikemas dalam apa.' }),
  column('@halal', 'No. sertifikat halal', line(100), {
    synonyms: ['halal', 'no halal', 'nomor halal', 'sertifikat halal', 'nomor sertifikat halal', 'id halal'],
    help: 'ID dan 17 angka, atau: tidak halal.',
    isText: true,
  }),
  column('@p-irt', 'No. P-IRT', line(100), {
    synonyms: ['pirt', 'p irt', 'spp irt', 'no pirt', 'nomor pirt', 'nomor p-irt', 'no spp-irt', 'izin pirt'],
    help: 'Nomor pada sertifikat P-IRT.',
    examples: ['P-IRT 2063573010001-29', '', ''],
    isText: true,
  }),
  column('@bpom', 'No. BPOM', line(100), {
    synonyms: ['bpom', 'izin edar', 'nomor izin edar', 'no izin edar', 'nomor bpom', 'bpom ri md'],
    help: 'Nomor izin edar BPOM.',
    isText: true,
  }),
  column('@sni', 'SNI', line(100), {
    synonyms: ['no sni', 'nomor sni', 'sertifikat sni'],
    help: 'Nomor SNI, bila ada.',
    isText: true,
  }),
  column('url', 'Tautan produk', url, {
    synonyms: ['link produk', 'link', 'tautan', 'url', 'alamat web'],
    help: 'Halaman produk yang sudah ada.',
  }),
  column('@photos', 'Foto', list(9), {
    synonyms: ['foto produk', 'nama file foto', 'gambar', 'file foto', 'nama foto', 'foto utama', 'nama berkas foto'],
    help: 'Nama berkas di dalam ZIP, dipisah titik koma; bila kosong dicocokkan dengan SKU.',
    examples: ['KT-250-1.jpg; KT-250-2.jpg', '', ''],
  }),
  column('nameEn', 'Nama (Inggris)', line(255), {
    synonyms: ['english name', 'name en', 'nama produk (inggris)'],
    help: 'Boleh kosong.',
  }),
  column('descriptionEn', 'Deskripsi (Inggris)', lines(5000), {
    synonyms: ['english description'],
    help: 'Boleh kosong.',
  }),
];

/** Columns of papers, and the type each is kept under. */
const papers = [
  ['@halal', 'Halal'],
  ['@p-irt', 'P-IRT'],
  ['@bpom', 'BPOM'],
  ['@sni', 'SNI'],
] as const;

const string = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const validate = validator(ProductBody, (path) => {
  if (path.startsWith('legality')) return '@halal';
  if (path.startsWith('variants')) return path.replace(/^.*\/offer\//, 'offer/').replace(/^variants.*$/, '@variants');
  return path === 'offer' ? 'offer/priceIdr' : path === 'package' ? 'package/weightGrams' : path;
});

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** Measures of the package as they stand in the body: all four, or none with a remark. */
const packageOf = (draft: Draft): Readonly<Record<string, unknown>> => {
  const { values } = draft;
  const joint: unknown = values['@dimensions'];
  const [length, width, height]: readonly unknown[] = isList(joint)
    ? joint
    : [values['package/lengthMm'], values['package/widthMm'], values['package/heightMm']];
  const weightGrams = values['package/weightGrams'];
  const parts = [weightGrams, length, width, height];
  const isWhole = parts.every((part) => part !== undefined);
  if (!isWhole && parts.some((part) => part !== undefined)) {
    draft.advise('package/weightGrams', {
      code: 'package-incomplete',
      message: say(
        'Berat dan ukuran paket disimpan bersama: isi berat, panjang, lebar dan tinggi.',
        'Weight and size of the package are kept together: give all four.',
      ),
      repair: { do: 'explain', text: say('Isi berat dan ukuran paket', 'Give weight and size') },
    });
  }
  const [weight, l, w, h] = isWhole ? parts : [];
  return { 'package/weightGrams': weight, 'package/lengthMm': l, 'package/widthMm': w, 'package/heightMm': h };
};

const legalityOf = ({ values }: Draft): readonly object[] =>
  papers.flatMap(([key, type]) => {
    const number = string(values[key]);
    return number === undefined ? [] : [{ type, number }];
  });

/** The offer that a row states: the whole product's, or with its own stock each variant's. */
const offerOf = (draft: Draft, ikmId: string | undefined): Readonly<Record<string, unknown>> => {
  const { values } = draft;
  const listed = values['@variants'];
  const offer = bodyOf({
    priceIdr: values['offer/priceIdr'],
    availability: values['offer/availability'] ?? 'ready',
    leadTimeDays: values['offer/leadTimeDays'],
    minOrder: values['offer/minOrder'],
  });
  const stock = values['offer/stock'] ?? (draft.isFaulty('offer/stock') ? undefined : 0);
  if (!isListed(listed)) return { offer: bodyOf({ ...offer, stock }) };
  const named = String(values['sku'] ?? values['name']);
  return {
    variants: {
      options: [{ name: listed.option, values: listed.items.map(({ value }) => value) }],
      // the same ids whenever the row is read again
      items: listed.items.map((item) => ({
        variantId: derivedId('variant', ikmId ?? '', named, item.value),
        values: [item.value],
        offer: bodyOf({ ...offer, stock: item.stock ?? stock }),
      })),
    },
  };
};

/** What `offerOf` puts in its place. */
const offerKeys = {
  'offer/priceIdr': undefined,
  'offer/stock': undefined,
  'offer/availability': undefined,
  'offer/leadTimeDays': undefined,
  'offer/minOrder': undefined,
} as const;

const finish = (draft: Draft, world: World): ProductEntry | undefined => {
  const { values } = draft;
  const ikm = readMaker(draft, world);
  if (ikm === undefined && !draft.isFaulty('@ikm')) {
    draft.fault('@ikm', required);
  }
  // of an unknown IKM nothing is known: that is one problem, not two
  const goods = values['komoditas'] ?? (ikm === undefined ? 'makanan' : ikm.komoditas);
  const legality = legalityOf(draft);
  const body = bodyOf({
    ...values,
    ...packageOf(draft),
    komoditas: goods,
    kind: values['kind'] ?? (goods === 'digital' ? 'digital' : 'physical'),
    description: values['description'] ?? values['name'],
    ...(legality.length > 0 && { legality }),
    ...offerKeys,
    ...offerOf(draft, ikm?.id),
  });
  const valid = validate(body, draft);
  if (valid === undefined || ikm === undefined) return undefined;
  const id = string(values['@id']);
  const photos = values['@photos'];
  return {
    kind: 'product',
    ...(id !== undefined && { id }),
    ikmId: IkmId.parse(ikm.id),
    body: valid,
    ...(isList(photos) && { photoFiles: photos.map(String) }),
  };
};

const instead = (key: string, draft: Draft, world: World): Repair | undefined => {
  const { values } = draft;
  switch (key) {
    case '@ikm':
      return makerInstead(draft, world);
    case 'name': {
      const text = string(values['description'])?.split(/[.\n]/)[0]?.slice(0, 100) ?? string(values['sku']);
      return text === undefined ? { do: 'delete-row' } : fill(text);
    }
    case 'komoditas': {
      const label = komoditasIn(string(values['name']) ?? '');
      return label === undefined ? choose(komoditas.map((each) => each.label)) : fill(label);
    }
    default:
      return key === 'offer/priceIdr'
        ? {
            do: 'explain',
            text: say('Tanyakan harganya kepada pemilik, lalu isi kolom Harga', 'Ask the owner for the price'),
          }
        : clear;
  }
};

/** Rows of products, each with the one offer it starts with, or with variants of one option at one price. */
export const productRows: RowKind<ProductEntry> = {
  kind: 'product',
  columns,
  intro: [
    'Satu baris untuk satu produk, dengan harga dan stoknya. Varian dengan harga berbeda atau dua pilihan dibuat di aplikasi.',
    'Foto: unggah satu ZIP; nama berkas memuat SKU (KT-250-1.jpg) atau ditulis di kolom Foto.',
  ],
  finish,
  instead,
  given: ({ ikm }) => (ikm === undefined ? [] : ['@ikm']),
  traits: ({ ikmId, body: { name, sku } }) => {
    const isNamed = {
      key: `name|${ikmId}|${plainName(name)}`,
      column: 'name',
      word: 'Produk',
      repair: { do: 'delete-row' },
    } as const;
    return sku === undefined
      ? [isNamed]
      : [
          { ...isNamed, key: `${isNamed.key}|${sku}` },
          { key: `sku|${ikmId}|${sku}`, column: 'sku', word: 'SKU', repair: clear },
        ];
  },
};
