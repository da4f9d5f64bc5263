import type { Listable } from './listable.ts';

/** Lengths of a title as one marketplace counts them, both inclusive. */
interface Limits {
  readonly min: number;
  readonly max: number;
  readonly unit: 'characters' | 'bytes';
}

/** What a title may be put together from, in the order in which a short one is filled up. */
const titleParts = ['variant', 'netto', 'sentra', 'origin', 'bahan', 'motif', 'brand', 'seller'] as const;
type TitlePart = (typeof titleParts)[number];

/** True of everything in the register: the last thing a title is filled up with. */
const lastWords = 'Produk Asli IKM Indonesia';
/** Variants that a title can name; more would only be a list. */
const fewValues = 3;

const encoder = new TextEncoder();

/** How long a text is there: characters as people count them, or bytes of UTF-8. */
export const titleLength = (text: string, unit: Limits['unit']): number =>
  unit === 'bytes' ? encoder.encode(text).byteLength : Array.from(text).length;

const tidy = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();
const bare = (word: string): string => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
const wordsOf = (text: string): readonly string[] => text.split(' ').filter((word) => word !== '');

/** Takes out words that stand twice in a row (“Sanan Sanan”), which marketplaces call stuffing. */
const withoutDoubles = (text: string): string =>
  wordsOf(text)
    .filter((word, at, all) => bare(word) === '' || bare(word) !== bare(all[at - 1] ?? ''))
    .join(' ');

/** Whether a title says all of this already, so that saying it again would only repeat words. */
const says = (title: string, part: string): boolean => {
  const said = new Set(wordsOf(title).map(bare));
  return wordsOf(part).every((word) => said.has(bare(word)));
};

const small = new Set(['dan', 'dari', 'di', 'ke', 'untuk', 'dengan', 'atau', 'yang', 'per', 'isi']);
/** Words with capitals, as titles are written; what has capitals, digits or a unit stays as it is. */
const capitals = (name: string): string =>
  wordsOf(name)
    .map((word, at) =>
      /^\p{Ll}{3,}$/u.test(word) && (at === 0 || !small.has(word))
        ? word.charAt(0).toUpperCase() + word.slice(1)
        : word,
    )
    .join(' ');

const attribute = ({ attributes }: Listable, names: RegExp): string | undefined =>
  Object.entries(attributes).find(([name]) => names.test(name.trim().toLowerCase()))?.[1];

const variantOf = ({ variants }: Listable): string | undefined => {
  const values = variants?.options[0]?.values ?? [];
  return values.length === 0 || values.length > fewValues ? undefined : values.join('/');
};

const partOf = (listable: Listable, part: TitlePart): string => {
  const told: Record<TitlePart, () => string | undefined> = {
    variant: () => variantOf(listable),
    netto: () => attribute(listable, /^(netto|berat bersih|isi bersih|berat netto|net weight)$/),
    sentra: () => listable.origin?.sentraName,
    origin: () => listable.origin?.regionName,
    bahan: () => attribute(listable, /^(bahan|material|bahan utama)$/),
    motif: () => attribute(listable, /^(motif|corak|pattern)$/),
    brand: () => listable.brand,
    seller: () => listable.seller?.businessName,
  };
  return tidy(told[part]() ?? '');
};

const isPart = (text: string): text is TitlePart => titleParts.some((part) => part === text);

/** `{name} – {netto}` → its words and gaps in order. */
const piecesOf = (template: string): readonly string[] => template.split(/(\{[a-z]+\})/u).filter((text) => text !== '');

/**
 * The title of a product at a marketplace that counts like `limits`. Without a template of its own the name stays as the
 * owner wrote it when it is long enough; a shorter one is filled up with variant, netto, sentra and region until it is.
 * A shop's own template is filled as far as there is room. What does not fit is left out, a name that is too long stays (the
 * connector says so), and nothing is said twice. Pure.
 */
export const titleOf = (listable: Listable, limits: Limits, template?: string): string => {
  const name = tidy(listable.name);
  const lengthOf = (text: string): number => titleLength(text, limits.unit);
  if (template === undefined && lengthOf(name) >= limits.min) return name;
  const filled = template === undefined ? fillUp(listable, capitals(name), limits) : fillIn(listable, template, limits);
  return lengthOf(filled) > limits.max ? name : filled;
};

const fillUp = (listable: Listable, name: string, limits: Limits): string => {
  let title = name;
  for (const part of [...titleParts.map((each) => partOf(listable, each)), lastWords]) {
    if (titleLength(title, limits.unit) >= limits.min) break;
    if (part === '' || says(title, part)) continue;
    const longer = withoutDoubles(`${title} ${part}`);
    if (titleLength(longer, limits.unit) <= limits.max) title = longer;
  }
  return title;
};

const fillIn = (listable: Listable, template: string, limits: Limits): string => {
  const name = tidy(listable.name);
  // the name is what must not be left out: the rest has what room it leaves
  const pieces = template.includes('{name}') ? piecesOf(template) : ['{name} ', ...piecesOf(template)];
  let room = limits.max - titleLength(name, limits.unit);
  let said = name;
  const shown = pieces.map((piece) => {
    const part = piece.trim().slice(1, -1);
    if (part === 'name') return piece.replace('{name}', name);
    const text = isPart(part) ? partOf(listable, part) : piece.replace(/\{[a-z]*\}/gu, '');
    const length = titleLength(text, limits.unit);
    if (text === '' || length + 1 > room || (isPart(part) && says(said, text))) return text.trim() === '' ? ' ' : '';
    room -= length;
    said = `${said} ${text}`;
    return text;
  });
  const title = withoutDoubles(tidy(shown.join(''))).replace(/^[\s,/|–-]+|[\s,/|–-]+$/gu, '');
  return titleLength(title, limits.unit) < limits.min ? fillUp(listable, title, limits) : title;
};
