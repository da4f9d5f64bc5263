import { judgeLegality } from '../legality/judge.ts';
import type { Listable } from '../listing/listable.ts';
import type { PackTarget } from './pack.ts';

/** A product as a pack shows it: the product, and its maker's business number. */
export interface PackProduct {
  readonly product: Listable;
  readonly nib?: string | undefined;
}

/** One thing that is missing, in Bahasa: what, and what to do. */
export interface Missing {
  readonly code: string;
  readonly what: string;
  readonly fix: string;
  /** Without it the buyer's form cannot be filled in; else it only helps. */
  readonly needed: boolean;
}

interface PackCheck extends Missing {
  readonly targets: readonly PackTarget[];
  /** Where the demand comes from; what is only our experience says so. */
  readonly source: string;
  readonly lacks: (of: PackProduct) => boolean;
}

const both = ['padi', 'inaproc'] as const satisfies readonly PackTarget[];

const hasPaper = ({ product }: PackProduct, words: RegExp): boolean =>
  product.legality.some(({ type, number }) => words.test(type) && /\d/.test(number));

/**
 * What buyers ask for beyond what law asks of the product itself (`shared/domain/legality/rules.ts`). Neither buyer publishes
 * its form: what stands here is what their help pages and laws name, as of 22 November 2026.
 */
export const packChecks: readonly PackCheck[] = [
  {
    code: 'nib-missing',
    targets: both,
    source: 'PP 28/2025 (risk-based licensing): who sells to government and BUMN needs a NIB',
    what: 'NIB belum ada.',
    fix: 'Daftarkan usaha di oss.go.id, lalu isi NIB pada data IKM.',
    needed: true,
    lacks: ({ nib }) => nib === undefined,
  },
  {
    code: 'tkdn-missing',
    targets: ['inaproc'],
    source:
      'Perpres 46/2025 and Permenperin 35/2025: government buys goods with a TKDN value first; small industry may declare it itself',
    what: 'Nilai TKDN belum ada.',
    fix: 'Urus TKDN industri kecil di siinas.kemenperin.go.id, lalu isi legalitas “TKDN” dengan nomor sertifikatnya.',
    needed: true,
    lacks: (of) => !hasPaper(of, /\btkdn\b/i),
  },
  {
    code: 'tkdn-advised',
    targets: ['padi'],
    source:
      'BUMN report their use of domestic goods (Permen BUMN on PaDi UMKM); a TKDN number is asked for, not demanded',
    what: 'Nilai TKDN belum ada.',
    fix: 'Bila ada, isi legalitas “TKDN”: pembeli BUMN mencarinya.',
    needed: false,
    lacks: (of) => !hasPaper(of, /\btkdn\b/i),
  },
  {
    code: 'kbli-missing',
    targets: ['inaproc'],
    source: 'bantuan.inaproc.id: a provider’s products belong to the KBLI of its NIB',
    what: 'KBLI usaha belum diisi.',
    fix: 'Isi KBLI pada data IKM, sama seperti pada NIB.',
    needed: true,
    lacks: ({ product }) => product.kbli === undefined,
  },
  {
    code: 'brand-missing',
    targets: both,
    source: 'Our experience: both forms have a field for the brand',
    what: 'Merek belum diisi.',
    fix: 'Isi merek; tulis nama usaha bila belum punya.',
    needed: false,
    lacks: ({ product }) => product.brand === undefined,
  },
  {
    code: 'package-missing',
    targets: both,
    source: 'Our experience: shipping is reckoned by weight and size in both',
    what: 'Berat dan ukuran kiriman belum diisi.',
    fix: 'Timbang dan ukur produk yang sudah dikemas, lalu isi beratnya (gram) dan ukurannya.',
    needed: true,
    lacks: ({ product: { kind, package: box } }) => kind === 'physical' && box === undefined,
  },
  {
    code: 'few-photos',
    targets: both,
    source: 'Our experience: products with three photos or more are chosen more often',
    what: 'Foto kurang dari tiga.',
    fix: 'Tambahkan foto: depan, belakang, dan kemasan.',
    needed: false,
    lacks: ({ product }) => product.photos.length < 3,
  },
  {
    code: 'short-description',
    targets: both,
    source: 'Our experience: buyers of institutions compare by specification',
    what: 'Keterangan terlalu singkat.',
    fix: 'Tulis bahan, ukuran, isi, dan kegunaan; paling sedikit 100 huruf.',
    needed: false,
    lacks: ({ product }) => product.description.length < 100,
  },
];

/** What a buyer will miss of this product: by law, and by its own form. What is needed comes first. */
export const missingFor = (target: PackTarget, of: PackProduct, nowMs: number): readonly Missing[] => {
  const legal = judgeLegality(of.product, nowMs).map(({ code, message, fix, severity }): Missing => ({
    code,
    what: message.id,
    fix: fix.id,
    needed: severity === 'block',
  }));
  const own = packChecks
    .filter(({ targets, lacks }) => targets.includes(target) && lacks(of))
    .map(({ code, what, fix, needed }): Missing => ({ code, what, fix, needed }));
  return [...legal, ...own].toSorted((a, b) => Number(b.needed) - Number(a.needed));
};
