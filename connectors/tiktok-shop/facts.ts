import * as z from 'zod';
import { digestOf } from '../../shared/domain/digest.ts';
import type { Listable } from '../../shared/domain/listing/listable.ts';
import { plainName } from '../../shared/domain/product/questions.ts';
import type { CallResult, FactCache, MarketplaceFacts, Overrides, Requirements, Session } from '../connector.ts';
import { AttributeFact, attributeFactsOf, inputOf } from './attributes.ts';
import { call } from './client.ts';
import {
  getAttributes,
  getBrands,
  getCategories,
  getCategoryRules,
  getPrerequisites,
  getWarehouses,
  recommendCategory,
} from './endpoints.ts';
import {
  Brands,
  Categories,
  CategoryAttributes,
  CategoryRules,
  Prerequisites,
  RecommendedCategory,
  Warehouses,
} from './schemas.ts';

const hour = 3_600_000;
/** TikTok asks not to keep categories long: they change, and with them a shop's permission. */
const ttl = { suggestion: 12 * hour, category: 2 * hour, details: 6 * hour, shop: 2 * hour, brand: 12 * hour };
const locale = { locale: 'id-ID', category_version: 'v1' } as const;
/** categories/recommend takes titles of 25 to 255 characters, as a create does. */
const titleLength = { min: 25, max: 255 };

const CategoryFact = z.object({
  id: z.string(),
  name: z.string(),
  isLeaf: z.boolean(),
  /** False: "INVITE_ONLY", the shop must apply first. */
  isOpen: z.boolean(),
});
const RulesFact = z.object({
  sizeChart: z.boolean(),
  packageDimensions: z.boolean(),
  preOrder: z.boolean(),
  /** Names of certificates that a product here cannot do without. */
  certificates: z.array(z.string()),
});

/** What `plan` needs to know of TikTok Shop; JSON, so that it can be cached and shown. */
export const TikTokFacts = z.object({
  connector: z.literal('tiktok-shop'),
  categoryId: z.string(),
  /** `null`: none suggested, or the chosen one is not there (any more). */
  category: CategoryFact.nullable(),
  suggested: z.boolean(),
  attributes: z.array(AttributeFact),
  /** Options that buyers choose by: colour, size. */
  salesAttributes: z.array(AttributeFact),
  rules: RulesFact,
  /** The brand of the product's name that this shop may use here; `null` when there is none. */
  brandId: z.string().nullable(),
  /** The warehouse new stock is put in; `null` when the shop has none that sells. */
  warehouseId: z.string().nullable(),
  /** What the shop itself lacks before it may list anything, in TikTok's words. */
  prerequisites: z.array(z.object({ item: z.string(), reasons: z.array(z.string()) })),
});
export type TikTokFacts = z.infer<typeof TikTokFacts>;

type Answer<T> = Promise<CallResult<T>>;
const ok = <T>(value: T): CallResult<T> => ({ kind: 'ok', value });

const noRules: TikTokFacts['rules'] = { sizeChart: false, packageDimensions: false, preOrder: false, certificates: [] };

const recommend = async (session: Session, title: string): Answer<string> => {
  const answer = await call(
    session,
    recommendCategory,
    { body: { product_title: title, category_version: locale.category_version } },
    RecommendedCategory,
  );
  if (answer.kind === 'rejected') return ok('');
  return answer.kind === 'ok' ? ok(answer.value.leaf_category_id ?? '') : answer;
};

const readCategory = async (session: Session, id: string): Answer<TikTokFacts['category']> => {
  const answer = await call(session, getCategories, { query: locale }, Categories);
  if (answer.kind !== 'ok') return answer;
  const nodes = new Map(answer.value.categories.map((node) => [node.id, node]));
  const node = nodes.get(id);
  if (node === undefined) return ok(null);
  const path: string[] = [];
  for (let each = nodes.get(id); each !== undefined; each = nodes.get(each.parent_id ?? '')) {
    path.unshift(each.local_name);
    // a tree that names itself as its parent must not hold us
    if (path.length > 10) break;
  }
  const { permission_statuses: permissions, is_leaf: isLeaf } = node;
  return ok({ id, name: path.join(' > '), isLeaf, isOpen: !permissions.includes('INVITE_ONLY') });
};

type Details = Pick<TikTokFacts, 'attributes' | 'salesAttributes' | 'rules'>;

/** Attributes and rules of a leaf; `null` when TikTok says that there is no such category. */
const readDetails = async (session: Session, categoryId: string): Answer<Details | null> => {
  const [attributes, rules] = await Promise.all([
    call(session, getAttributes(categoryId), { query: locale }, CategoryAttributes),
    call(session, getCategoryRules(categoryId), { query: locale }, CategoryRules),
  ]);
  for (const answer of [attributes, rules]) if (answer.kind === 'rejected' || answer.kind === 'gone') return ok(null);
  if (attributes.kind !== 'ok') return attributes;
  if (rules.kind !== 'ok') return rules;
  const { product_certifications: certificates, allowed_special_product_types: types } = rules.value;
  return ok({
    attributes: [...attributeFactsOf(attributes.value.attributes, 'PRODUCT_PROPERTY')],
    salesAttributes: [...attributeFactsOf(attributes.value.attributes, 'SALES_PROPERTY')],
    rules: {
      sizeChart: rules.value.size_chart?.is_required ?? false,
      packageDimensions: rules.value.package_dimension?.is_required ?? false,
      preOrder: types.includes('PRE_ORDER'),
      certificates: certificates.filter(({ is_required: isRequired }) => isRequired).map(({ name }) => name),
    },
  });
};

/** The shop's warehouse that ships: the default one, else the first, always the same. */
const readWarehouse = async (session: Session): Answer<string | null> => {
  const answer = await call(session, getWarehouses, {}, Warehouses);
  if (answer.kind !== 'ok') return answer;
  const selling = answer.value.warehouses
    .filter(({ type, effect_status: status }) => type === 'SALES_WAREHOUSE' && status === 'ENABLED')
    .sort((a, b) => Number(b.is_default) - Number(a.is_default) || (a.id < b.id ? -1 : 1));
  return ok(selling[0]?.id ?? null);
};

const readPrerequisites = async (session: Session): Answer<TikTokFacts['prerequisites']> => {
  const answer = await call(session, getPrerequisites, {}, Prerequisites);
  if (answer.kind !== 'ok') return answer;
  return ok(
    answer.value.check_results
      .filter(({ is_failed: isFailed }) => isFailed)
      .map(({ check_item: item, fail_reasons: reasons }) => ({ item, reasons: reasons.slice(0, 3) })),
  );
};

/** Brands of the world's first rank need an authorization that this shop must have; others are free to name. */
const readBrand = async (session: Session, categoryId: string, brand: string): Answer<string | null> => {
  const answer = await call(
    session,
    getBrands,
    { query: { category_id: categoryId, brand_name: brand, page_size: 100 } },
    Brands,
  );
  if (answer.kind !== 'ok') return answer;
  const match = answer.value.brands.find(
    (each) =>
      plainName(each.name) === plainName(brand) &&
      each.brand_status !== 'UNAVAILABLE' &&
      (!each.is_t1_brand || each.authorized_status === 'AUTHORIZED'),
  );
  return ok(match?.id ?? null);
};

/** A "not found" or refusal among facts is about shop or category, never about the listing's item. */
const asFact = <T>(answer: CallResult<T>): CallResult<T> =>
  answer.kind === 'gone' || answer.kind === 'rejected' || answer.kind === 'deferred'
    ? {
        kind: 'retry',
        reason: 'TikTok Shop refused to tell about shop or category.',
        ...(answer.kind === 'rejected' ? { marketplaceCode: answer.marketplaceCode } : {}),
      }
    : answer;

/** The name as the recommendation takes it: a short one is filled up with what the product is said to be. */
const titleFor = (name: string, description: string): string => {
  const title = name.length < titleLength.min ? `${name} ${description}` : name;
  return title.replace(/\s+/gu, ' ').trim().slice(0, titleLength.max).padEnd(titleLength.min, ' .');
};

export const gatherFacts = async (
  session: Session,
  listable: Listable,
  overrides: Overrides,
  facts: FactCache,
): Promise<CallResult<MarketplaceFacts>> => {
  const shop = session.shopId;
  const known = <T>(name: string, ttlMs: number, load: () => Answer<T>): Answer<T> =>
    facts(`tiktok-shop/${name}`, ttlMs, load).then(asFact);
  const title = titleFor(overrides.name ?? listable.name, listable.description);
  const suggestion =
    overrides.categoryId === undefined
      ? await known(`suggestion/${digestOf(title)}`, ttl.suggestion, () => recommend(session, title))
      : ok(overrides.categoryId);
  if (suggestion.kind !== 'ok') return suggestion;
  const categoryId = suggestion.value;
  const [category, warehouse, prerequisites] = await Promise.all([
    categoryId === ''
      ? ok(null)
      : known(`category/${shop}/${categoryId}`, ttl.category, () => readCategory(session, categoryId)),
    known(`warehouse/${shop}`, ttl.shop, () => readWarehouse(session)),
    known(`prerequisites/${shop}`, ttl.shop, () => readPrerequisites(session)),
  ]);
  if (category.kind !== 'ok') return category;
  if (warehouse.kind !== 'ok') return warehouse;
  if (prerequisites.kind !== 'ok') return prerequisites;
  const base = {
    connector: 'tiktok-shop' as const,
    categoryId,
    category: category.value,
    suggested: overrides.categoryId === undefined,
    warehouseId: warehouse.value,
    prerequisites: [...prerequisites.value],
  };
  const bare: TikTokFacts = { ...base, attributes: [], salesAttributes: [], rules: noRules, brandId: null };
  // attributes and rules exist for leaves only
  if (category.value?.isLeaf !== true) return ok<MarketplaceFacts>(bare);
  const { brand = '' } = listable;
  const [details, brandId] = await Promise.all([
    known(`details/${categoryId}`, ttl.details, () => readDetails(session, categoryId)),
    brand.trim() === ''
      ? ok(null)
      : known(`brand/${shop}/${categoryId}/${digestOf(plainName(brand))}`, ttl.brand, () =>
          readBrand(session, categoryId, brand.trim()),
        ),
  ]);
  if (details.kind !== 'ok') return details;
  if (brandId.kind !== 'ok') return brandId;
  // the tree still shows it, its details say that it is gone
  if (details.value === null) return ok<MarketplaceFacts>({ ...bare, category: null });
  return ok<MarketplaceFacts>({ ...base, ...details.value, brandId: brandId.value });
};

/** The field by which an owner says which photo is the size chart. */
export const sizeChartField = 'size-chart';
const photoChoices = 9;

/** The category and its fields for a screen. @throws ZodError for facts of another connector */
export const requirements = (facts: MarketplaceFacts): Requirements => {
  const { categoryId, category, suggested, attributes, rules } = TikTokFacts.parse(facts);
  return {
    category: { id: categoryId, name: category?.name ?? '', suggested },
    fields: [
      ...attributes.map((field) => ({
        id: field.id,
        name: field.name,
        mandatory: field.mandatory,
        input: inputOf(field),
        ...(field.options.length === 0 ? {} : { options: field.options }),
      })),
      ...(rules.sizeChart
        ? [
            {
              id: sizeChartField,
              name: 'Foto tabel ukuran',
              mandatory: true,
              input: 'choice' as const,
              options: Array.from({ length: photoChoices }, (_, at) => ({
                id: String(at + 1),
                name: `Foto ke-${at + 1}`,
              })),
            },
          ]
        : []),
    ],
  };
};
