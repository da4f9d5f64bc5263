/** Words of a business name that tell nothing of whose it is: legal forms and kinds of business. */
const noise = new Set(
  'ud cv pt pd ikm ukm umkm usaha dagang toko rumah industri kelompok home made homemade ibu bu bapak pak mbak mas haji hj h'.split(
    ' ',
  ),
);

/** A business name as text that is equal for equal names: without case, accents, marks, legal form, title and order of words. */
export const nameKey = (businessName: string): string => {
  const words = businessName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '');
  const telling = words.filter((word) => !noise.has(word));
  return (telling.length === 0 ? words : telling).sort().join(' ');
};

const pairsOf = (text: string): Set<string> =>
  new Set(Array.from({ length: Math.max(text.length - 1, 0) }, (_, n) => text.slice(n, n + 2)));

/** How alike two names are, from 0 to 1: their share of common letter pairs (Dice), so that a typing slip costs little. */
export const nameLikeness = (one: string, other: string): number => {
  const [a, b] = [nameKey(one), nameKey(other)];
  if (a === b) return 1;
  const [pairs, others] = [pairsOf(a), pairsOf(b)];
  const common = [...pairs].filter((pair) => others.has(pair)).length;
  return pairs.size + others.size === 0 ? 0 : (2 * common) / (pairs.size + others.size);
};

/** What is compared of a firm. `phone` in international form. */
export interface Compared {
  readonly businessName: string;
  readonly phone?: string | undefined;
  readonly regionCode: string;
  readonly komoditas: string;
}

/** What speaks for, or against, two records being one firm. */
export const likenessReasons = [
  'same-phone',
  'same-name',
  'similar-name',
  'same-kecamatan',
  'same-komoditas',
  'other-phone',
] as const;
type LikenessReason = (typeof likenessReasons)[number];

/** What each weighs; a similar name counts by its likeness. */
const weights = { phone: 50, name: 40, kecamatan: 10, komoditas: 10, otherPhone: -15 } as const;

/** A pair of this score and more is shown: one phone alone is no sign, as a mentor's stands for many firms. */
const leastScore = 60;
/** Names less alike than this do not count. */
const leastLikeness = 0.5;

/** How likely two records are one firm, 0 to 100, and why; undefined when it is not worth an officer's look. */
export const likenessOf = (
  one: Compared,
  other: Compared,
): { readonly score: number; readonly why: readonly LikenessReason[] } | undefined => {
  if (one.regionCode.slice(0, 5) !== other.regionCode.slice(0, 5)) return undefined;
  const likeness = nameLikeness(one.businessName, other.businessName);
  if (likeness < leastLikeness) return undefined;
  const arePhonesKnown = one.phone !== undefined && other.phone !== undefined;
  const isSamePhone = arePhonesKnown && one.phone === other.phone;
  const isSameKecamatan = one.regionCode.length >= 8 && one.regionCode.slice(0, 8) === other.regionCode.slice(0, 8);
  const isSameKomoditas = one.komoditas === other.komoditas;
  const score =
    Math.round(weights.name * likeness) +
    (isSamePhone ? weights.phone : arePhonesKnown ? weights.otherPhone : 0) +
    (isSameKecamatan ? weights.kecamatan : 0) +
    (isSameKomoditas ? weights.komoditas : 0);
  if (score < leastScore) return undefined;
  const why: readonly (LikenessReason | false)[] = [
    isSamePhone && 'same-phone',
    likeness === 1 ? 'same-name' : 'similar-name',
    isSameKecamatan && 'same-kecamatan',
    isSameKomoditas && 'same-komoditas',
    arePhonesKnown && !isSamePhone && 'other-phone',
  ];
  return { score: Math.min(score, 100), why: why.filter((each) => each !== false) };
};
