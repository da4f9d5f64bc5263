import * as z from 'zod';
import { digestOf } from '../../shared/domain/digest.ts';
import type { Listable } from '../../shared/domain/listing/listable.ts';
import { plainName as normalise } from '../../shared/domain/product/questions.ts';
import type { CallResult, FactCache, MarketplaceFacts, Overrides, Requirements, Session } from '../connector.ts';
import { AttributeFact, attributeFactsOf, inputOf } from './attributes.ts';
import { call } from './client.ts';
import {
  getCategoryAttributes,
  getCategorySuggestion,
  getCategoryTree,
  getPreQcRules,
  queryBrands,
} from './endpoints.ts';
import { Attributes, BrandPage, CategoryTree, PreQcRules, Suggestions, type CategoryNode } from './schemas.ts';

const hour = 3_600_000;
const ttl = { taxonomy: 24 * hour, shop: 6 * hour };
const language = 'id_ID';
/** "The Maximum is 200" (category/brands/query). */
const brandPageSize = 200;
/** The list knows no search and 30 calls a second for all apps, so a brand is looked for among the first two thousand. */
const maxBrandPages = 10;

const CategoryFact = z.object({ id: z.string(), name: z.string(), isLeaf: z.boolean() });
const BrandFact = z.object({ id: z.string(), name: z.string() });

/** What `plan` needs to know of Lazada; JSON, so that it can be cached and shown. */
export const LazadaFacts = z.object({
  connector: z.literal('lazada'),
  categoryId: z.string(),
  /** `null`: Lazada suggests none, or knows it no more. */
  category: CategoryFact.nullable(),
  suggested: z.boolean(),
  /** The shop may not sell in this category yet. */
  restricted: z.boolean(),
  /** Products the shop may still put on sale; `null` when Lazada names no limit. */
  placesLeft: z.number().nullable(),
  attributes: z.array(AttributeFact),
  /** The registered brand of the product's name; `null` when there is none. */
  brand: BrandFact.nullable(),
  /** The entry "No Brand", whose number differs by country; `null` when the list does not show it. */
  noBrand: BrandFact.nullable(),
});
export type LazadaFacts = z.infer<typeof LazadaFacts>;

type Answer<T> = Promise<CallResult<T>>;
type CategoryFact = z.infer<typeof CategoryFact>;

/** Deepest first step that leads to the category; levels are few. */
const pathTo = (nodes: readonly CategoryNode[], id: string): readonly CategoryNode[] | undefined => {
  for (const node of nodes) {
    if (node.category_id === id) return [node];
    const below = pathTo(node.children, id);
    if (below !== undefined) return [node, ...below];
  }
  return undefined;
};

const readCategory = async (session: Session, id: string): Answer<CategoryFact | null> => {
  const tree = await call(session, getCategoryTree, { parameters: { language_code: language } }, CategoryTree);
  if (tree.kind !== 'ok') return tree;
  const path = pathTo(tree.value.data, id);
  const node = path?.at(-1);
  if (path === undefined || node === undefined) return { kind: 'ok', value: null };
  return { kind: 'ok', value: { id, name: path.map(({ name }) => name).join(' > '), isLeaf: node.leaf } };
};

/** The category's own list; none for one that vanished between two calls (4227, 4228). */
const readAttributes = async (session: Session, categoryId: string): Answer<readonly AttributeFact[]> => {
  const answer = await call(
    session,
    getCategoryAttributes,
    { parameters: { primary_category_id: categoryId, language_code: language } },
    Attributes,
  );
  return answer.kind === 'ok' ? { kind: 'ok', value: attributeFactsOf(answer.value.data) } : answer;
};

const readBrand = async (session: Session, brand: string): Answer<z.infer<typeof BrandFact> | null> => {
  const wanted = normalise(brand);
  for (let page = 0; page < maxBrandPages; page += 1) {
    const startRow = page * brandPageSize;
    const answer = await call(
      session,
      queryBrands,
      { parameters: { startRow: String(startRow), pageSize: String(brandPageSize) } },
      BrandPage,
    );
    if (answer.kind !== 'ok') return answer;
    const { module: brands, total_record: total } = answer.value.data;
    // over its rate the call succeeds and shows nothing (guide "Create/Update Product Q&A", Q9)
    if (brands.length === 0 && startRow === 0)
      return { kind: 'retry', reason: 'Lazada showed no brands.', slowDown: true };
    const match = brands.find((each) => [each.name, each.name_en].map(normalise).includes(wanted));
    if (match !== undefined) return { kind: 'ok', value: { id: match.brand_id, name: match.name } };
    if (brands.length < brandPageSize || startRow + brandPageSize >= total) break;
  }
  return { kind: 'ok', value: null };
};

interface ShopRules {
  readonly restricted: readonly string[];
  readonly placesLeft: number | null;
}

const readShopRules = async (session: Session): Answer<ShopRules> => {
  const answer = await call(
    session,
    getPreQcRules,
    // 1: number of products, 2: categories that need approval
    { parameters: { option: '1', option_set: '[1,2]' } },
    PreQcRules,
  );
  if (answer.kind !== 'ok') return answer;
  const { restricted_cate_ids: restricted, item_limit: limit, item_count: count } = answer.value.values;
  return { kind: 'ok', value: { restricted, placesLeft: limit === 0 ? null : Math.max(0, limit - count) } };
};

const isNoSuggestion = (answer: CallResult<unknown>): boolean =>
  answer.kind === 'retry' && answer.marketplaceCode === emptySuggestion;
/** "E701: Empty category suggestion." */
const emptySuggestion = '701';

const suggest = async (session: Session, name: string): Answer<string> => {
  const answer = await call(session, getCategorySuggestion, { parameters: { product_name: name } }, Suggestions);
  if (answer.kind === 'ok') return { kind: 'ok', value: answer.value.data.categorySuggestions[0]?.categoryId ?? '' };
  return isNoSuggestion(answer) ? { kind: 'ok', value: '' } : answer;
};

const nothing = { kind: 'ok', value: null } as const;
const gone: CallResult<never> = { kind: 'retry', reason: 'Lazada did not find what it told us of before.' };
/** A "not found" among facts is about the category or shop, never about the listing's item. */
const asFact = <T>(answer: CallResult<T>): CallResult<T> => (answer.kind === 'gone' ? gone : answer);

export const gatherFacts = async (
  session: Session,
  listable: Listable,
  overrides: Overrides,
  facts: FactCache,
): Promise<CallResult<MarketplaceFacts>> => {
  const name = overrides.name ?? listable.name;
  const suggestion =
    overrides.categoryId === undefined
      ? asFact(await facts(`lazada/suggestion/${digestOf(name)}`, ttl.taxonomy, () => suggest(session, name)))
      : ({ kind: 'ok', value: overrides.categoryId } as const);
  if (suggestion.kind !== 'ok') return suggestion;
  const categoryId = suggestion.value;
  const brandFact = (brand: string) =>
    facts(`lazada/brand/${digestOf(normalise(brand))}`, ttl.taxonomy, () => readBrand(session, brand)).then(asFact);
  const { brand = '' } = listable;
  const [category, shop, noBrand, branded] = await Promise.all([
    categoryId === ''
      ? nothing
      : facts(`lazada/category/${categoryId}`, ttl.taxonomy, () => readCategory(session, categoryId)).then(asFact),
    facts(`lazada/shop/${session.shopId}`, ttl.shop, () => readShopRules(session)).then(asFact),
    brandFact('No Brand'),
    brand.trim() === '' ? nothing : brandFact(brand),
  ]);
  if (category.kind !== 'ok') return category;
  if (shop.kind !== 'ok') return shop;
  if (noBrand.kind !== 'ok') return noBrand;
  if (branded.kind !== 'ok') return branded;
  // attributes exist for leaves only
  const attributes =
    category.value?.isLeaf === true
      ? asFact(await facts(`lazada/attributes/${categoryId}`, ttl.taxonomy, () => readAttributes(session, categoryId)))
      : ({ kind: 'ok', value: [] } as const);
  const hasVanished = attributes.kind === 'rejected';
  if (attributes.kind !== 'ok' && !hasVanished) return attributes;
  const value: LazadaFacts = {
    connector: 'lazada',
    categoryId,
    category: hasVanished ? null : category.value,
    suggested: overrides.categoryId === undefined,
    restricted: shop.value.restricted.includes(categoryId),
    placesLeft: shop.value.placesLeft,
    attributes: attributes.kind === 'ok' ? [...attributes.value] : [],
    brand: branded.value,
    noBrand: noBrand.value,
  };
  return { kind: 'ok', value };
};

/** The category and its fields for a screen. @throws ZodError for facts of another connector */
export const requirements = (facts: MarketplaceFacts): Requirements => {
  const { categoryId, category, suggested, attributes } = LazadaFacts.parse(facts);
  return {
    category: { id: categoryId, name: category?.name ?? '', suggested },
    fields: attributes
      .filter(({ sale }) => !sale)
      .map((field) => ({
        id: field.name,
        name: field.label,
        mandatory: field.mandatory,
        input: inputOf(field),
        ...(field.units.length === 0 ? {} : { unitOptions: field.units }),
        ...(field.options.length === 0
          ? {}
          : { options: field.options.map(({ value, label }) => ({ id: value, name: label })) }),
      })),
  };
};
