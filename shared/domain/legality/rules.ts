import type { Komoditas } from '../komoditas.ts';
import type { Permit } from './permits.ts';

/** Which products a rule is about: all that is given must fit. */
export interface Scope {
  readonly komoditas?: readonly Komoditas[];
  /** Not these: for rules that only guess by KBLI what the komoditas does not say. */
  readonly notKomoditas?: readonly Komoditas[];
  /** Of the maker, with its scheme: the same number may mean something else in another. A prefix of the five digits. */
  readonly kbli?: readonly (readonly [scheme: string, prefix: string])[];
  /** Days: `least` and more; `unknown` when the product does not tell. */
  readonly shelfLife?: { readonly least: number; readonly orUnknown?: true } | 'unknown';
  readonly storage?: 'frozen' | 'chilled' | 'not-frozen';
  /** What it is, by its name. */
  readonly kind?: RegExp;
  /** What it is made of, by its material and composition. */
  readonly material?: RegExp;
}

/**
 * One rule of law over products: who is concerned since when, which papers satisfy it, what happens without. Where it is not
 * certain that a product is meant, the rule only advises.
 */
export interface LegalRule {
  readonly code: string;
  readonly source: string;
  readonly scope: Scope;
  readonly accepts: readonly Permit[];
  readonly outcome: 'block' | 'advise';
  /** First day in force, in Jakarta; before it the rule only advises. */
  readonly from?: string;
  readonly message: readonly [id: string, en: string];
  readonly fix: readonly [id: string, en: string];
}

const foods = ['makanan', 'minuman'] as const satisfies readonly Komoditas[];
const halalGoods = [...foods, 'kosmetik', 'herbal'] as const satisfies readonly Komoditas[];

const halalFix = [
  'Isi nomor sertifikat halal, pernyataan tidak halal, atau “proses” bila sedang diajukan.',
  'Give the halal number, a non-halal statement, or “proses” while it is applied for.',
] as const;
const permitFix = [
  'Isi nomor P-IRT dari Dinas Kesehatan atau nomor BPOM.',
  'Give the P-IRT number of the health office, or a BPOM number.',
] as const;
const bpomFix = ['Isi nomor izin edar BPOM.', 'Give the BPOM number.'] as const;
const sniFix = [
  'Isi nomor SNI, atau tanyakan kepada petugas dinas bila produk ini bukan jenis itu.',
  'Give the SNI number, or ask your office if this is no such product.',
] as const;

/** The rules as we know them on 22 November 2026. What only advises is either not certain or not certainly about the product. */
export const legalRules: readonly LegalRule[] = [
  {
    code: 'halal-missing',
    source:
      'UU 33/2014 and PP 42/2024: small makers’ food, drink, cosmetics and herbal since 17 October 2026 (LPH-KHT 2026-02-03; jagad.id 2026)',
    scope: { komoditas: halalGoods },
    accepts: ['halal', 'non-halal'],
    outcome: 'block',
    from: '2026-10-17',
    message: [
      'Produk ini wajib bersertifikat halal atau berketerangan tidak halal sejak 17 Oktober 2026.',
      'Since 17 October 2026 this product needs a halal certificate or a non-halal statement.',
    ],
    fix: halalFix,
  },
  {
    code: 'halal-advised',
    source: 'PP 42/2024: worn goods of animal origin since 17 October 2026; which ones is not settled, so it advises',
    scope: {
      komoditas: ['fesyen', 'kerajinan', 'perhiasan', 'mebel'],
      material:
        /\bkulit (sapi|kambing|domba|kerbau|ular|buaya|ikan pari|pari|babi|asli)\b|^kulit$|\b(wol|tanduk|tulang|bulu (domba|angsa|bebek|ayam))\b/,
    },
    accepts: ['halal', 'non-halal'],
    outcome: 'advise',
    message: [
      'Barang dari bahan hewan mungkin wajib bersertifikat halal.',
      'Goods of animal material may need a halal certificate.',
    ],
    fix: halalFix,
  },
  {
    code: 'halal-advised',
    source:
      'KBLI of the maker says food, drink, cosmetics or herbal, the komoditas does not: not certain, so it advises',
    scope: {
      notKomoditas: [...halalGoods, 'digital'],
      kbli: [
        ['2020', '10'],
        ['2025', '10'],
        ['2020', '11'],
        ['2025', '11'],
        ['2020', '20232'],
        ['2025', '20232'],
        ['2020', '21022'],
        ['2025', '21022'],
      ],
    },
    accepts: ['halal', 'non-halal'],
    outcome: 'advise',
    message: [
      'Menurut KBLI usaha, produk ini mungkin wajib bersertifikat halal.',
      "By its maker's KBLI this product may need a halal certificate.",
    ],
    fix: halalFix,
  },
  {
    code: 'food-permit-missing',
    source:
      'PP 86/2019 and BPOM 22/2018: processed food that keeps 7 days or longer needs P-IRT (dry, room temperature) or BPOM',
    scope: { komoditas: foods, shelfLife: { least: 7 }, storage: 'not-frozen' },
    accepts: ['p-irt', 'bpom'],
    outcome: 'block',
    message: [
      'Pangan yang tahan 7 hari atau lebih wajib punya P-IRT atau izin edar BPOM.',
      'Food that keeps 7 days or longer needs a P-IRT or BPOM permit.',
    ],
    fix: permitFix,
  },
  {
    code: 'bpom-missing',
    source: 'BPOM 2021-10-19: frozen food needs BPOM MD, not P-IRT; under 7 days of shelf life none',
    scope: { komoditas: foods, shelfLife: { least: 7, orUnknown: true }, storage: 'frozen' },
    accepts: ['bpom'],
    outcome: 'block',
    message: [
      'Pangan beku wajib punya izin edar BPOM; P-IRT tidak berlaku untuk pangan beku.',
      'Frozen food needs a BPOM permit; P-IRT does not cover it.',
    ],
    fix: bpomFix,
  },
  {
    code: 'bpom-advised',
    source: 'BPOM 22/2018: P-IRT is for food kept at room temperature; whether it covers a chilled one is not certain',
    scope: { komoditas: foods, shelfLife: { least: 7, orUnknown: true }, storage: 'chilled' },
    accepts: ['bpom'],
    outcome: 'advise',
    message: [
      'Pangan yang disimpan dingin biasanya perlu izin edar BPOM, bukan P-IRT.',
      'Chilled food usually needs a BPOM permit, not P-IRT.',
    ],
    fix: bpomFix,
  },
  {
    code: 'food-permit-advised',
    source: 'PP 86/2019: depends on the shelf life, which the product does not tell',
    scope: { komoditas: foods, shelfLife: 'unknown', storage: 'not-frozen' },
    accepts: ['p-irt', 'bpom'],
    outcome: 'advise',
    message: [
      'Bila pangan ini tahan 7 hari atau lebih, P-IRT atau izin edar BPOM wajib ada.',
      'If this food keeps 7 days or longer, a P-IRT or BPOM permit is a must.',
    ],
    fix: ['Isi masa simpan, dan nomor P-IRT atau BPOM bila ada.', 'Give the shelf life, and the P-IRT or BPOM number.'],
  },
  {
    code: 'bpom-missing',
    source: 'Permenkes 1175/2010: cosmetics are notified to BPOM before they are sold',
    scope: { komoditas: ['kosmetik'] },
    accepts: ['bpom'],
    outcome: 'block',
    message: ['Kosmetik wajib punya notifikasi BPOM.', 'Cosmetics need a BPOM notification.'],
    fix: ['Isi nomor notifikasi BPOM, misalnya NA18210100001.', 'Give the BPOM notification number.'],
  },
  {
    code: 'bpom-missing',
    source:
      'Permenkes 007/2012: traditional medicine is registered with BPOM; jamu drinks in powder may be food under P-IRT',
    scope: { komoditas: ['herbal'] },
    accepts: ['bpom', 'p-irt'],
    outcome: 'block',
    message: ['Jamu dan herbal wajib punya izin edar BPOM.', 'Jamu and herbal goods need a BPOM registration.'],
    fix: ['Isi nomor BPOM, misalnya POM TR 123456789.', 'Give the BPOM number, e.g. POM TR 123456789.'],
  },
  {
    code: 'bpom-advised',
    source: 'As above: what claims to heal is medicine, whatever the P-IRT says',
    scope: { komoditas: ['herbal'] },
    accepts: ['bpom'],
    outcome: 'advise',
    message: [
      'P-IRT hanya untuk minuman; jamu yang menyebut khasiat perlu nomor BPOM.',
      'P-IRT is for drinks only; jamu that claims effects needs a BPOM number.',
    ],
    fix: bpomFix,
  },
  {
    code: 'sni-missing',
    source: 'Permenperin 55/M-IND/PER/11/2013 (SNI ISO 8124: toys) and 07/M-IND/PER/2/2014 (SNI 7617: baby clothes)',
    scope: {
      notKomoditas: ['makanan', 'minuman', 'digital'],
      kind: /\bmainan (anak|bayi|balita)\b|\b(baju|pakaian|celana|popok|jumper|piyama) bayi\b/,
    },
    accepts: ['sni'],
    outcome: 'block',
    message: ['Mainan anak dan pakaian bayi wajib ber-SNI.', 'Toys and baby clothes must carry SNI.'],
    fix: sniFix,
  },
  {
    code: 'sni-missing',
    source: 'Permenperin 78/M-IND/PER/11/2016 and 26/2019: bottled drinking water',
    scope: { komoditas: ['minuman'], kind: /\b(air minum dalam kemasan|amdk|air mineral|air demineral)\b/ },
    accepts: ['sni'],
    outcome: 'block',
    message: ['Air minum dalam kemasan wajib ber-SNI.', 'Bottled water must carry SNI.'],
    fix: sniFix,
  },
  {
    code: 'sni-advised',
    source:
      'Kinds with mandatory SNI that a name alone does not prove (dolls, iodised salt, flour, instant coffee, biscuits, helmets)',
    scope: {
      kind: /\b(mainan|boneka|perlengkapan bayi|garam|terigu|kopi instan|biskuit|minyak goreng|cokelat bubuk|helm)\b/,
    },
    accepts: ['sni'],
    outcome: 'advise',
    message: ['Produk sejenis ini ada yang wajib ber-SNI.', 'Some products of this kind must carry SNI.'],
    fix: sniFix,
  },
];
