import type { ProductId } from '../ids.ts';
import { alike, likenessOf, type Likeness } from './likeness.ts';
import { alikeLooks } from '../photo/look.ts';
import type { OpenItem, Suggestion } from './shop-item.ts';

/** A product as far as it is compared with items of a shop. Price in whole rupiah. */
export interface Candidate {
  readonly productId: ProductId;
  readonly name: string;
  readonly sku?: string | undefined;
  readonly gtin?: string | undefined;
  readonly priceIdr?: number | undefined;
  /** What its main photo looks like. */
  readonly look?: string | undefined;
}

/** From this likeness of names on, an item counts as resembling a product: a create waits for its owner's answer. */
export const resemblesFrom = 0.7;
/** From this score on, a product is suggested. */
const suggestedFrom = 0.5;
const mostSuggestions = 3;
/** Of a score, this much is the price's when both prices are known. */
const priceShare = 0.15;

/** A photo that is the same takes away this much of what is missing to certainty; another photo takes nothing away. */
const photoShare = 0.6;
/** From this likeness of photos on, a photo is a reason. */
const samePhotoFrom = 0.6;

/** 1 for equal prices, 0 from a ratio of two on. */
const priceCloseness = (a: number, b: number): number =>
  a <= 0 || b <= 0 ? 0 : Math.max(0, 1 - (Math.max(a, b) / Math.min(a, b) - 1));

const codesOf = ({ sku, gtin }: Pick<Candidate, 'sku' | 'gtin'>): readonly string[] =>
  [sku, gtin].flatMap((code) => (code === undefined || code.trim() === '' ? [] : [code.trim().toLowerCase()]));

/** Whether an open item may be this product: by its name, or by the owner's own SKU or GTIN in its SKU field. */
export const resembles = (item: OpenItem, product: Pick<Candidate, 'sku' | 'gtin'>, name: Likeness): boolean =>
  codesOf(product).includes(item.sku.trim().toLowerCase()) || alike(likenessOf(item.name), name) >= resemblesFrom;

/** Products made ready to be compared with many items: found by the words that they share. */
export interface Catalogue {
  readonly all: readonly Candidate[];
  readonly of: (word: string) => readonly (Candidate & { readonly likeness: Likeness })[];
  readonly byCode: (code: string) => readonly (Candidate & { readonly likeness: Likeness })[];
  /** Those whose main photo is the same, or nearly. */
  readonly byLook: (look: string) => readonly (Candidate & { readonly likeness: Likeness })[];
}

/** The first letters of a word: what a misspelt or inflected word still shares. */
const stem = (word: string): string => word.slice(0, 4);

export const catalogueOf = (candidates: readonly Candidate[]): Catalogue => {
  type Entry = Candidate & { readonly likeness: Likeness };
  const byStem = new Map<string, Entry[]>();
  const byCode = new Map<string, Entry[]>();
  const withLook: Entry[] = [];
  const add = (map: Map<string, Entry[]>, key: string, entry: Entry): void => {
    const there = map.get(key);
    if (there === undefined) map.set(key, [entry]);
    else there.push(entry);
  };
  for (const candidate of candidates) {
    const entry = { ...candidate, likeness: likenessOf(candidate.name) };
    for (const each of new Set(entry.likeness.words.map(stem))) add(byStem, each, entry);
    for (const code of codesOf(candidate)) add(byCode, code, entry);
    if (entry.look !== undefined) withLook.push(entry);
  }
  return {
    all: candidates,
    of: (word) => byStem.get(stem(word)) ?? [],
    byCode: (code) => byCode.get(code.trim().toLowerCase()) ?? [],
    byLook: (look) =>
      withLook.filter((each) => each.look !== undefined && alikeLooks(look, each.look) >= samePhotoFrom),
  };
};

/** The products that an item most likely is, best first; none when nothing speaks for any. Pure. */
export const suggest = (
  item: {
    readonly name: string;
    readonly sku: string;
    readonly priceIdr?: number | undefined;
    readonly look?: string | undefined;
  },
  catalogue: Catalogue,
): readonly Suggestion[] => {
  const name = likenessOf(item.name);
  const coded = new Set(catalogue.byCode(item.sku));
  const seen = item.look === undefined ? [] : catalogue.byLook(item.look);
  return [...new Set([...coded, ...seen, ...name.words.flatMap((word) => catalogue.of(word))])]
    .map((product): Suggestion => {
      const byName = alike(name, product.likeness);
      const isCoded = coded.has(product);
      const byPrice =
        item.priceIdr === undefined || product.priceIdr === undefined
          ? undefined
          : priceCloseness(item.priceIdr, product.priceIdr);
      const told = byPrice === undefined ? byName : byName * (1 - priceShare) + byPrice * priceShare;
      const byPhoto = item.look === undefined || product.look === undefined ? 0 : alikeLooks(item.look, product.look);
      const isSamePhoto = byPhoto >= samePhotoFrom;
      const likely = isSamePhoto ? told + (1 - told) * photoShare * byPhoto : told;
      return {
        productId: product.productId,
        score: Math.round((isCoded ? Math.max(0.95, likely) : likely) * 100) / 100,
        reasons: [
          ...(isCoded ? (['code'] as const) : []),
          ...(byName >= suggestedFrom ? (['name'] as const) : []),
          ...(byPrice !== undefined && byPrice >= 0.8 ? (['price'] as const) : []),
          ...(isSamePhoto ? (['photo'] as const) : []),
        ],
      };
    })
    .filter(({ score, reasons }) => score >= suggestedFrom && reasons.some((reason) => reason !== 'price'))
    .toSorted((a, b) => b.score - a.score || (a.productId < b.productId ? -1 : 1))
    .slice(0, mostSuggestions);
};
