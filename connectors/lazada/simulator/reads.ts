import { attributesOf, brands, categoryTree, isBranch, leafById, suggest } from './catalogue.ts';
import { ownItem, type Context } from './context.ts';
import { liveSkus, stockOf, type Item, type Sku } from './model.ts';
import { refuse } from './refusal.ts';

type Parameters = ReadonlyMap<string, string>;

const languageOf = (parameters: Parameters): string => parameters.get('language_code') ?? 'en_US';

export const getCategoryTree = (parameters: Parameters) => ({ data: categoryTree(languageOf(parameters)) });

/** category/attributes/get. @throws Refusal */
export const getCategoryAttributes = (parameters: Parameters) => {
  const id = Number(parameters.get('primary_category_id'));
  if (isBranch(id)) refuse('57', 'E057: No attribute sets linked to that category.');
  const leaf = leafById(id) ?? refuse('4227', 'Query category is null');
  return { data: attributesOf(leaf, languageOf(parameters)) };
};

/** product/category/suggestion/get. @throws Refusal */
export const getCategorySuggestion = (parameters: Parameters) => {
  const name = parameters.get('product_name') ?? '';
  if (name.trim() === '') refuse('701', 'E701: Empty category suggestion.');
  return {
    data: {
      categorySuggestions: suggest(name)
        .slice(0, 5)
        .map(({ id, name: [label] }) => ({ categoryId: id, categoryName: label, categoryPath: label })),
    },
  };
};

/** category/brands/query: "The Maximum is 200." @throws Refusal */
export const queryBrands = (parameters: Parameters) => {
  const [start, size] = [Number(parameters.get('startRow')), Number(parameters.get('pageSize') ?? 40)];
  if (!Number.isInteger(start) || start < 0 || !Number.isInteger(size) || size < 1 || size > 200)
    refuse('19', 'E019: Invalid Limit');
  return {
    success: true,
    error_code: null,
    error_msg: null,
    data: {
      start_row: start,
      page_index: Math.floor(start / size),
      page_size: size,
      total_record: brands.length,
      total_page: Math.ceil(brands.length / size),
      enable_total: true,
      module: brands.slice(start, start + size).map(({ id, name }) => ({
        brand_id: id,
        name,
        name_en: name,
        global_identifier: name.toLowerCase().replaceAll(' ', '_'),
      })),
    },
  };
};

/** product/seller/item/getPreQcRules: "[1] return item limit, [2] return restricted category id". @throws Refusal */
export const getPreQcRules = ({ store, shopId }: Context, parameters: Parameters) => {
  const options = parameters.get('option_set') ?? refuse('1', 'E001: Parameter option_set is mandatory');
  const shop = store.shop(shopId);
  return {
    values: {
      restricted_cate_ids: options.includes('2') ? (shop?.restrictedCategories ?? []) : [],
      item_limit: options.includes('1') ? (shop?.itemLimit ?? 0) : 0,
      item_count: options.includes('1') ? store.countOnSale(shopId) : 0,
    },
  };
};

export const getSeller = ({ store, shopId }: Context) => ({
  data: {
    name: store.shop(shopId)?.name ?? '',
    name_company: store.shop(shopId)?.name ?? '',
    seller_id: Number(shopId),
    short_code: `ID${shopId}`,
    status: 'ACTIVE',
    verified: true,
    cb: false,
    email: '',
    location: 'Indonesia',
  },
});

const skuView = (item: Item, sku: Sku, publicUrl: string) => ({
  SkuId: BigInt(sku.skuId),
  SellerSku: sku.sellerSku,
  ShopSku: `${item.itemId}_ID-${sku.skuId}`,
  Status: sku.status,
  Url: `${publicUrl}/-i${item.itemId}-s${sku.skuId}.html`,
  price: sku.price,
  special_price: 0,
  quantity: sku.quantity,
  Available: sku.quantity,
  Images: sku.images,
  package_weight: sku.weight,
  package_length: sku.length,
  package_width: sku.width,
  package_height: sku.height,
  multiWarehouseInventories: [
    {
      warehouseCode: 'dropshipping',
      quantity: sku.quantity,
      sellableQuantity: sku.quantity,
      occupyQuantity: 0,
      withholdQuantity: sku.withheld,
      totalQuantity: sku.quantity + sku.withheld,
    },
  ],
  ...(Object.keys(sku.saleProp).length === 0 ? {} : { saleProp: sku.saleProp }),
  ...sku.attributes,
});

const variationView = ({ variation }: Item) =>
  Object.fromEntries(
    variation.map(({ name, hasImage, customize, options }, at) => [
      `Variation${at + 1}`,
      { name, label: name, hasImage, customize, options },
    ]),
  );

const common = (item: Item, publicUrl: string) => {
  const { brand_id: brandId, ...attributes } = item.attributes;
  return {
    status: item.status,
    subStatus: item.subStatus === '' ? null : item.subStatus,
    attributes: {
      ...attributes,
      brand: attributes['brand'] ?? brands.find(({ id }) => String(id) === brandId)?.name ?? null,
      source: 'api',
    },
    variation: variationView(item),
    skus: liveSkus(item).map((sku) => skuView(item, sku, publicUrl)),
    suspendedSkus: null,
    trialProduct: false,
    rejectReason: item.rejectReason === null ? null : [item.rejectReason],
  };
};

/** As products/get spells a product. */
export const listView = (item: Item, publicUrl: string) => ({
  item_id: item.itemId,
  primary_category: item.categoryId,
  created_time: String(item.createdMs),
  updated_time: String(item.updatedMs),
  images: item.images,
  marketImages: [],
  ...common(item, publicUrl),
});

/** product/item/get, which spells the same otherwise (its response sample). @throws Refusal */
export const getProductItem = (context: Context, parameters: Parameters, publicUrl: string) => {
  const item = ownItem(context, parameters.get('item_id') ?? refuse('200', 'E200: Empty SellerSku'));
  if (item === undefined) return refuse('208', 'E208: Item not exist');
  return {
    data: {
      itemId: item.itemId,
      primaryCategory: item.categoryId,
      createdTime: String(item.createdMs),
      updatedTime: String(item.updatedMs),
      productImageList: item.images,
      marketImageList: [],
      ...common(item, publicUrl),
    },
  };
};

const filters: Readonly<Record<string, (item: Item) => boolean>> = {
  all: ({ status }) => status !== 'Deleted',
  live: ({ status }) => status === 'Active',
  inactive: ({ status }) => status === 'InActive',
  deleted: ({ status }) => status === 'Deleted',
  pending: ({ status }) => status === 'Pending QC',
  rejected: ({ status }) => status === 'Rejected',
  'sold-out': (item) => item.status === 'Active' && stockOf(item) === 0,
};

const dateOf = (parameters: Parameters, name: string): number | undefined => {
  const text = parameters.get(name);
  if (text === undefined) return undefined;
  const ms = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/u, '$1:$2'));
  return Number.isNaN(ms) ? refuse('17', `E017: "${text}" Invalid Date Format`) : ms;
};

/** products/get. @throws Refusal */
export const getProducts = (context: Context, parameters: Parameters, publicUrl: string) => {
  const { store, shopId, nowMs } = context;
  const filter = filters[parameters.get('filter') ?? ''];
  if (filter === undefined) return refuse('36', 'E036: Invalid status filter');
  const [limit, offset] = [Number(parameters.get('limit') ?? 20), Number(parameters.get('offset') ?? 0)];
  // 19: "should not exceed a maximum of 50"; "The maximum offset is 10000"
  if (!Number.isInteger(limit) || limit < 1 || limit > 50) refuse('19', `E019: "${limit}" Invalid Limit`);
  if (!Number.isInteger(offset) || offset < 0 || offset > 10_000) refuse('14', `E014: "${offset}" Invalid Offset`);
  const skus = skuListOf(parameters.get('sku_seller_list'));
  const after = { made: dateOf(parameters, 'create_after'), changed: dateOf(parameters, 'update_after') };
  const before = { made: dateOf(parameters, 'create_before'), changed: dateOf(parameters, 'update_before') };
  const items =
    skus === undefined
      ? store.itemsOf(shopId)
      : [
          ...new Map(
            skus.flatMap((sku) => store.itemsWithSku(shopId, sku)).map((item) => [item.itemId, item]),
          ).values(),
        ];
  const found = items.filter(
    (item) =>
      filter(item) &&
      item.visibleMs <= nowMs &&
      item.createdMs >= (after.made ?? 0) &&
      item.updatedMs >= (after.changed ?? 0) &&
      item.createdMs <= (before.made ?? Number.MAX_VALUE) &&
      item.updatedMs <= (before.changed ?? Number.MAX_VALUE),
  );
  return {
    data: {
      total_products: found.length,
      products: found.slice(offset, offset + limit).map((item) => listView(item, publicUrl)),
    },
  };
};

/** "Input should be a JSON array … only matches the whole words. A maximum of 100 SKUs". @throws Refusal */
const skuListOf = (text: string | undefined): readonly string[] | undefined => {
  if (text === undefined) return undefined;
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list) && list.length <= 100 && list.every((sku) => typeof sku === 'string')) return list;
  } catch {
    // told below
  }
  return refuse('70', 'E070: You have corrupt data in your sku seller list.');
};

/** product/qc/alert/list. */
export const getQcAlerts = ({ store, shopId, nowMs }: Context, parameters: Parameters) => {
  const [offset, limit] = [Number(parameters.get('offset') ?? 0), Number(parameters.get('limit') ?? 10)];
  return {
    data: store
      .itemsOf(shopId)
      .filter(({ alert, status }) => alert !== null && status !== 'Deleted')
      .slice(offset, offset + limit)
      .map((item) => ({
        productId: item.itemId,
        categoryId: item.categoryId,
        deactivationTime: nowMs,
        suggestionCategories: item.alert,
      })),
  };
};
