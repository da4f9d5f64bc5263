import * as z from 'zod';
import { digestOf } from '../../shared/domain/digest.ts';
import type { Listable } from '../../shared/domain/listing/listable.ts';
import type { CallResult, FactCache, MarketplaceFacts, Overrides, Requirements, Session } from '../connector.ts';
import { AttributeFact, attributeFactsOf, inputOf, normalise } from './attributes.ts';
import { call } from './client.ts';
import {
  categoryRecommend,
  getAttributeTree,
  getBrandList,
  getCategory,
  getChannelList,
  getItemBaseInfo,
  getItemLimit,
  getItemList,
} from './endpoints.ts';
import {
  AttributeTrees,
  BaseItems,
  BrandList,
  CategoryList,
  ChannelList,
  ItemLimits,
  ItemPage,
  RecommendedCategories,
} from './schemas.ts';

const hour = 3_600_000;
const ttl = { taxonomy: 24 * hour, channels: 6 * hour, tax: 24 * hour };
const brandPageSize = 100;
/** A shop's brand is looked for among the first thousand of its category. */
const maxBrandPages = 10;
const taxSampleSize = 20;

const RangeFact = z.object({ min: z.number(), max: z.number() });
const CategoryFact = z.object({ id: z.string(), name: z.string(), isLeaf: z.boolean() });
const LimitsFact = z.object({
  /** `null`: Shopee named no limit. */
  price: RangeFact.nullable(),
  stock: RangeFact.nullable(),
  name: RangeFact.nullable(),
  images: RangeFact.nullable(),
  description: RangeFact.nullable(),
  tierName: RangeFact.nullable(),
  tierOption: RangeFact.nullable(),
  /** Days to ship that a pre-order may have; `null` when the category takes none. */
  preOrderDays: RangeFact.nullable(),
  readyDays: z.number(),
  weightMandatory: z.boolean(),
  dimensionMandatory: z.boolean(),
  gtin: z.enum(['mandatory', 'flexible', 'optional']),
});
const BrandFact = z.object({ id: z.string(), name: z.string() });
const ChannelFact = z.object({
  id: z.string(),
  name: z.string(),
  /** Kilograms and centimetres; 0: no limit. */
  minKg: z.number(),
  maxKg: z.number(),
  maxLengthCm: z.number(),
  maxWidthCm: z.number(),
  maxHeightCm: z.number(),
  maxSumCm: z.number(),
});
export type ChannelFact = z.infer<typeof ChannelFact>;

/** What `plan` needs to know of Shopee; JSON, so that it can be cached and shown. */
export const ShopeeFacts = z.object({
  connector: z.literal('shopee'),
  categoryId: z.string(),
  /** `null`: Shopee suggests none. */
  category: CategoryFact.nullable(),
  suggested: z.boolean(),
  limits: LimitsFact,
  attributes: z.array(AttributeFact),
  /** The registered brand of the product's name; `null` when there is none. */
  brand: BrandFact.nullable(),
  channels: z.array(ChannelFact),
  /** Percent that Shopee adds to a taxed shop's prices; `null` while no item of the shop tells. */
  taxPercent: z.number().nullable(),
});
export type ShopeeFacts = z.infer<typeof ShopeeFacts>;
export type RangeFact = z.infer<typeof RangeFact>;

const noLimits: z.infer<typeof LimitsFact> = {
  price: null,
  stock: null,
  name: null,
  images: null,
  description: null,
  tierName: null,
  tierOption: null,
  preOrderDays: null,
  readyDays: 0,
  weightMandatory: true,
  dimensionMandatory: false,
  gtin: 'optional',
};

type Answer<T> = Promise<CallResult<T>>;

const readCategory = async (session: Session, id: string): Answer<z.infer<typeof CategoryFact> | null> => {
  const tree = await call(session, getCategory, { query: { language: 'id' } }, CategoryList);
  if (tree.kind !== 'ok') return tree;
  const nodes = new Map(tree.value.response.category_list.map((node) => [node.category_id, node]));
  const node = nodes.get(id);
  if (node === undefined) return { kind: 'ok', value: null };
  const path: string[] = [];
  for (let each = nodes.get(id); each !== undefined; each = nodes.get(each.parent_category_id ?? '')) {
    path.unshift(each.display_category_name || each.original_category_name);
    // a tree that names itself as its parent must not hold us
    if (path.length > 10) break;
  }
  return { kind: 'ok', value: { id, name: path.join(' > '), isLeaf: !node.has_children } };
};

const readLimits = async (session: Session, categoryId: string): Answer<z.infer<typeof LimitsFact>> => {
  const answer = await call(session, getItemLimit, { query: { category_id: categoryId } }, ItemLimits);
  if (answer.kind !== 'ok') return answer;
  const { response } = answer.value;
  const range = (limit: (typeof response)['price_limit']): RangeFact | null =>
    limit?.max_limit === undefined || limit.max_limit === null
      ? null
      : { min: limit.min_limit ?? 0, max: limit.max_limit };
  const preOrder = range(response.dts_limit?.days_to_ship_limit);
  const gtin = (answer.value.gtin_limit ?? response.gtin_limit)?.gtin_validation_rule.toLowerCase();
  return {
    kind: 'ok',
    value: {
      price: range(response.price_limit),
      stock: range(response.stock_limit),
      name: range(response.item_name_length_limit),
      images: range(response.item_image_count_limit),
      description: range(response.item_description_length_limit),
      tierName: range(response.tier_variation_name_length_limit),
      tierOption: range(response.tier_variation_option_length_limit),
      preOrderDays: preOrder === null || preOrder.max === 0 ? null : preOrder,
      readyDays: response.dts_limit?.non_pre_order_days_to_ship ?? 0,
      weightMandatory: response.weight_limit?.weight_mandatory ?? true,
      dimensionMandatory: response.dimension_limit?.dimension_mandatory ?? false,
      gtin: gtin === 'mandatory' || gtin === 'flexible' ? gtin : 'optional',
    },
  };
};

const readAttributes = async (session: Session, categoryId: string): Answer<readonly AttributeFact[]> => {
  const answer = await call(
    session,
    getAttributeTree,
    { query: { category_id_list: categoryId, language: 'id' } },
    AttributeTrees,
  );
  if (answer.kind !== 'ok') return answer;
  const tree = answer.value.response.list.find((entry) => entry.category_id === categoryId);
  return { kind: 'ok', value: attributeFactsOf(tree?.attribute_tree ?? []) };
};

const readBrand = async (
  session: Session,
  categoryId: string,
  brand: string,
): Answer<z.infer<typeof BrandFact> | null> => {
  const wanted = normalise(brand);
  let offset = 0;
  for (let page = 0; page < maxBrandPages; page += 1) {
    const answer = await call(
      session,
      getBrandList,
      { query: { category_id: categoryId, status: 1, offset, page_size: brandPageSize, language: 'id' } },
      BrandList,
    );
    if (answer.kind !== 'ok') return answer;
    const { brand_list: brands, has_next_page: hasNext, next_offset: next } = answer.value.response;
    const match = brands.find((each) =>
      [each.original_brand_name, each.display_brand_name].map(normalise).includes(wanted),
    );
    if (match !== undefined) return { kind: 'ok', value: { id: match.brand_id, name: match.original_brand_name } };
    if (!hasNext || next === undefined || next === null || next <= offset) break;
    offset = next;
  }
  return { kind: 'ok', value: null };
};

/** An item may name checkout channels only (`mask_channel_id` 0), and fees that need no more data. */
const readChannels = async (session: Session): Answer<readonly ChannelFact[]> => {
  const answer = await call(session, getChannelList, {}, ChannelList);
  if (answer.kind !== 'ok') return answer;
  return {
    kind: 'ok',
    value: answer.value.response.logistics_channel_list
      .filter(
        (channel) =>
          channel.enabled &&
          (channel.mask_channel_id ?? '0') === '0' &&
          channel.fee_type !== 'SIZE_SELECTION' &&
          channel.fee_type !== 'CUSTOM_PRICE',
      )
      .map((channel) => ({
        id: channel.logistics_channel_id,
        name: channel.logistics_channel_name,
        minKg: channel.weight_limit?.item_min_weight ?? 0,
        maxKg: channel.weight_limit?.item_max_weight ?? 0,
        maxLengthCm: channel.item_max_dimension?.length ?? 0,
        maxWidthCm: channel.item_max_dimension?.width ?? 0,
        maxHeightCm: channel.item_max_dimension?.height ?? 0,
        maxSumCm: channel.item_max_dimension?.dimension_sum ?? 0,
      }))
      // the roomiest first; always in the same order, so that no content changes by itself
      .sort((a, b) => roomOf(b) - roomOf(a) || (a.id < b.id ? -1 : 1)),
  };
};

const roomOf = ({ maxKg }: ChannelFact): number => (maxKg === 0 ? Number.MAX_VALUE : maxKg);

/**
 * How much a taxed shop's buyers pay on top: for Indonesia `inflated_price_of_original_price` is the price with tax (guide
 * "Stock & Price Management"), shown for existing items only. The dearest of a few items tells it most exactly.
 */
export const taxPercentOf = (
  prices: readonly {
    readonly original_price: number;
    readonly inflated_price_of_original_price?: number | null | undefined;
  }[],
): number | undefined => {
  const told = prices
    .flatMap(({ original_price: original, inflated_price_of_original_price: inflated }) =>
      original > 0 && inflated !== undefined && inflated !== null && inflated > 0 ? [{ original, inflated }] : [],
    )
    .sort((a, b) => b.original - a.original)[0];
  if (told === undefined) return undefined;
  const percent = (told.inflated / told.original - 1) * 100;
  const whole = Math.round(percent);
  // prices are rounded to whole rupiah, so a whole rate that explains them is the rate
  const explains = Math.abs(told.original * (1 + whole / 100) - told.inflated) <= 1;
  return Math.max(0, explains ? whole : Math.round(percent * 100) / 100);
};

/** Fails (and so is asked again) while the shop has no item that tells. */
const readTax = async (session: Session): Answer<number> => {
  const page = await call(
    session,
    getItemList,
    { query: { offset: 0, page_size: taxSampleSize, item_status: ['NORMAL', 'UNLIST', 'REVIEWING'] } },
    ItemPage,
  );
  if (page.kind !== 'ok') return page;
  const ids = page.value.response.item.map(({ item_id }) => item_id);
  if (ids.length === 0) return noItemTells;
  const items = await call(session, getItemBaseInfo, { query: { item_id_list: ids.join(',') } }, BaseItems);
  if (items.kind !== 'ok') return items;
  const percent = taxPercentOf(items.value.response.item_list.flatMap(({ price_info }) => price_info));
  return percent === undefined ? noItemTells : { kind: 'ok', value: percent };
};

const noItemTellsReason = 'No item of the shop tells its tax yet.';
const noItemTells: CallResult<never> = { kind: 'retry', reason: noItemTellsReason };

const recommend = async (session: Session, name: string): Answer<string> => {
  const answer = await call(session, categoryRecommend, { query: { item_name: name } }, RecommendedCategories);
  return answer.kind === 'ok' ? { kind: 'ok', value: answer.value.response.category_id[0] ?? '' } : answer;
};

const nothing = { kind: 'ok', value: null } as const;
const gone: CallResult<never> = { kind: 'retry', reason: 'Shopee did not find what it told us of before.' };
/** A "not found" among facts is about the category or shop, never about the listing's item. */
const asFact = <T>(answer: CallResult<T>): CallResult<T> => (answer.kind === 'gone' ? gone : answer);

export const gatherFacts = async (
  session: Session,
  listable: Listable,
  overrides: Overrides,
  facts: FactCache,
): Promise<CallResult<MarketplaceFacts>> => {
  const shop = session.shopId;
  const name = overrides.name ?? listable.name;
  const suggestion =
    overrides.categoryId === undefined
      ? asFact(await facts(`shopee/suggestion/${digestOf(name)}`, ttl.taxonomy, () => recommend(session, name)))
      : ({ kind: 'ok', value: overrides.categoryId } as const);
  if (suggestion.kind !== 'ok') return suggestion;
  const categoryId = suggestion.value;
  const suggested = overrides.categoryId === undefined;
  const [category, channels, tax] = await Promise.all([
    categoryId === ''
      ? nothing
      : facts(`shopee/category/${categoryId}`, ttl.taxonomy, () => readCategory(session, categoryId)).then(asFact),
    facts(`shopee/channels/${shop}`, ttl.channels, () => readChannels(session)).then(asFact),
    facts(`shopee/tax/${shop}`, ttl.tax, () => readTax(session)).then(asFact),
  ]);
  if (category.kind !== 'ok') return category;
  if (channels.kind !== 'ok') return channels;
  if (tax.kind !== 'ok' && !(tax.kind === 'retry' && tax.reason === noItemTellsReason)) return tax;
  const known = {
    connector: 'shopee' as const,
    categoryId,
    category: category.value,
    suggested,
    channels: [...channels.value],
    taxPercent: tax.kind === 'ok' ? tax.value : null,
  };
  // limits and attributes exist for leaves only
  if (category.value?.isLeaf !== true) {
    const empty: ShopeeFacts = { ...known, limits: noLimits, attributes: [], brand: null };
    return { kind: 'ok', value: empty };
  }
  const { brand = '' } = listable;
  const [limits, attributes, branded] = await Promise.all([
    facts(`shopee/limits/${shop}/${categoryId}`, ttl.taxonomy, () => readLimits(session, categoryId)).then(asFact),
    facts(`shopee/attributes/${categoryId}`, ttl.taxonomy, () => readAttributes(session, categoryId)).then(asFact),
    brand.trim() === ''
      ? nothing
      : facts(`shopee/brand/${categoryId}/${digestOf(normalise(brand))}`, ttl.taxonomy, () =>
          readBrand(session, categoryId, brand),
        ).then(asFact),
  ]);
  if (limits.kind !== 'ok') return limits;
  if (attributes.kind !== 'ok') return attributes;
  if (branded.kind !== 'ok') return branded;
  const value: ShopeeFacts = {
    ...known,
    limits: limits.value,
    attributes: [...attributes.value],
    brand: branded.value,
  };
  return { kind: 'ok', value };
};

/** The category and its fields for a screen. @throws ZodError for facts of another connector */
export const requirements = (facts: MarketplaceFacts): Requirements => {
  const { categoryId, category, suggested, attributes } = ShopeeFacts.parse(facts);
  return {
    category: { id: categoryId, name: category?.name ?? '', suggested },
    fields: attributes.map((field) => ({
      id: field.id,
      name: field.name,
      mandatory: field.mandatory,
      input: inputOf(field),
      ...(field.units.length === 0 ? {} : { unitOptions: field.units }),
      ...(field.options.length === 0 ? {} : { options: field.options.map(({ id, name }) => ({ id, name })) }),
    })),
  };
};
