import * as z from 'zod';
import type { ApiCall } from './context.ts';
import {
  brands,
  categories,
  categoryById,
  recommend,
  returnWarehouseOf,
  warehouseOf,
  type AttributeDefinition,
  type Leaf,
} from './catalogue.ts';
import type { Order, Product, Sku, Version } from './model.ts';
import { paged, parse, parseBody } from './parameters.ts';
import { refuse } from './refusal.ts';

/** GET /authorization/202309/shops. */
export const authorizedShops = ({ store, shopId }: ApiCall) => {
  const shop = store.shop(shopId);
  return {
    shops: [
      {
        id: shopId,
        name: shop?.name ?? '',
        region: 'ID',
        seller_type: 'LOCAL',
        cipher: shop?.cipher ?? '',
        code: `IDLC${shopId.slice(-6)}`,
      },
    ],
  };
};

/** GET categories: the tree, with the shop's permission on each. */
export const getCategories = () => ({
  categories: categories.map(({ id, parentId, name, leaf, isOpen }) => ({
    id,
    parent_id: parentId,
    local_name: name,
    is_leaf: leaf !== null,
    permission_statuses: [isOpen ? 'AVAILABLE' : 'INVITE_ONLY'],
  })),
});

/** POST categories/recommend: product_title, "Other regions: [25, 255]". */
export const recommendCategory = (call: ApiCall) => {
  const { product_title: title } = parseBody(z.object({ product_title: z.string() }), call.body);
  const length = Array.from(title).length;
  if (length < 25 || length > 255) refuse(12052051, 'The product title length must be between 25 and 255 characters.');
  const path: {
    readonly id: string;
    readonly name: string;
    readonly is_leaf: boolean;
    readonly permission_statuses: readonly string[];
  }[] = [];
  for (let each = categoryById(recommend(title)); each !== undefined; each = categoryById(each.parentId))
    path.unshift({
      id: each.id,
      name: each.name,
      is_leaf: each.leaf !== null,
      permission_statuses: [each.isOpen ? 'AVAILABLE' : 'INVITE_ONLY'],
    });
  return { leaf_category_id: path.at(-1)?.id ?? '', categories: path.map((each, at) => ({ ...each, level: at + 1 })) };
};

const leafOf = (id: string): Leaf => {
  const category = categoryById(id) ?? refuse(12052990, 'The category does not exist.');
  return category.leaf ?? refuse(12052024, 'The category is not a leaf category.');
};

/** GET categories/{id}/attributes; `is_requried` is the document's own spelling. */
export const getAttributes = (call: ApiCall) => {
  const leaf = leafOf(call.id);
  const view = (attribute: AttributeDefinition, isRequired: boolean) => ({
    id: attribute.id,
    name: attribute.name,
    type: attribute.type,
    is_requried: isRequired,
    is_customizable: attribute.isCustomizable,
    is_multiple_selection: attribute.isMultiple,
    ...(attribute.isNumber ? { value_data_format: 'POSITIVE_INT_OR_DECIMAL' } : {}),
    values: attribute.values,
    requirement_conditions: leaf.conditional
      .filter((each) => each.attribute.id === attribute.id)
      .map(({ when, value }) => ({ condition_type: 'VALUE_ID_MATCH', attribute_id: when, attribute_value_id: value })),
  });
  return {
    attributes: [
      ...leaf.mandatory.map((attribute) => view(attribute, true)),
      ...leaf.optional.map((attribute) => view(attribute, false)),
    ],
  };
};

/** GET categories/{id}/rules. */
export const getRules = (call: ApiCall) => {
  const leaf = leafOf(call.id);
  return {
    allowed_special_product_types: leaf.preOrder ? ['PRE_ORDER'] : [],
    cod: { is_supported: leaf.cod },
    package_dimension: { is_required: leaf.dimensions },
    size_chart: { is_required: leaf.sizeChart, is_supported: leaf.sizeChart },
    product_certifications:
      leaf.certificate === null ? [] : [{ id: '7182427311584347905', name: leaf.certificate, is_required: true }],
  };
};

/** GET brands: page_size 1 to 100; brand_name filters. */
export const getBrands = ({ query }: ApiCall) => {
  const name = (query.get('brand_name') ?? '').toLowerCase();
  const { page, next } = paged(
    brands.filter((brand) => brand.name.toLowerCase().includes(name)),
    query,
  );
  return {
    brands: page.map(({ id, name: brand, isT1 }) => ({
      id,
      name: brand,
      authorized_status: 'UNAUTHORIEZD',
      brand_status: 'AVAILABLE',
      is_t1_brand: isT1,
    })),
    next_page_token: next,
    total_count: page.length,
  };
};

/** GET /logistics/202309/warehouses. */
export const getWarehouses = ({ shopId }: ApiCall) => ({
  warehouses: [
    {
      id: returnWarehouseOf(shopId),
      name: 'Gudang retur',
      type: 'RETURN_WAREHOUSE',
      effect_status: 'ENABLED',
      is_default: true,
      sub_type: 'DOMESTIC_WAREHOUSE',
    },
    {
      id: warehouseOf(shopId),
      name: 'Gudang utama',
      type: 'SALES_WAREHOUSE',
      effect_status: 'ENABLED',
      is_default: true,
      sub_type: 'DOMESTIC_WAREHOUSE',
    },
  ],
});

const checkItems = [
  'SHOP_STATUS',
  'SHOP_TAX',
  'PICKUP_WAREHOUSE',
  'RETURN_WAREHOUSE',
  'DELIVERY_OPTION',
  'SHIPPING_TEMPLATE',
  'PRODUCT_QUANTITY_LIMIT',
  'CONTACT_INFO',
];

/** GET /product/202312/prerequisites; what fails is set by the door of the shop. */
export const getPrerequisites = ({ store, shopId }: ApiCall) => {
  const failed = (store.setting(`lacks/${shopId}`) ?? '').split(' ');
  return {
    check_results: checkItems.map((item) => ({
      check_item: item,
      is_failed: failed.includes(item),
      fail_reasons: failed.includes(item) ? [`${item} is not set up`] : [],
    })),
  };
};

const skuView = (sku: Sku) => ({
  id: sku.id,
  seller_sku: sku.sellerSku,
  external_sku_id: sku.externalSkuId,
  price: { currency: 'IDR', sale_price: String(sku.price), tax_exclusive_price: String(sku.price) },
  inventory: sku.inventory.map(({ warehouseId, quantity }) => ({ warehouse_id: warehouseId, quantity })),
  sales_attributes: sku.sales.map(({ id, name, valueId, valueName, image }) => ({
    id,
    name,
    value_id: valueId,
    value_name: valueName,
    ...(image === '' ? {} : { sku_img: { uri: image } }),
  })),
  ...(sku.code === null ? {} : { identifier_code: sku.code }),
  ...(sku.preOrderDays === null
    ? {}
    : { pre_sale: { type: 'PRE_ORDER', fulfillment_type: { handling_duration_days: sku.preOrderDays } } }),
});

/** A product as get product shows it, in one of its versions. */
export const productView = (
  product: Product,
  imageUrl: (uri: string) => string,
  version: Version = product.version,
) => {
  const { content, skus } = version;
  return {
    id: product.productId,
    status: product.status,
    audit: { status: product.audit, pre_approved_reasons: [] },
    audit_failed_reasons: product.reasons.map((reason) => ({ listing_platform: 'TIKTOK_SHOP', ...reason })),
    title: content.title,
    description: content.description,
    category_chains: [
      { id: content.categoryId, is_leaf: true, local_name: categoryById(content.categoryId)?.name ?? '' },
    ],
    ...(content.brandId === '' ? {} : { brand: { id: content.brandId } }),
    main_images: content.images.map((uri) => ({ uri, urls: [imageUrl(uri)], thumb_urls: [imageUrl(uri)] })),
    product_attributes: content.attributes,
    package_weight: { value: content.weightKg, unit: 'KILOGRAM' },
    ...(content.dimensions === null ? {} : { package_dimensions: { ...content.dimensions, unit: 'CENTIMETER' } }),
    minimum_order_quantity: content.minOrder,
    is_cod_allowed: content.isCodAllowed,
    external_product_id: content.externalProductId,
    create_time: Math.floor(product.createdMs / 1000),
    update_time: Math.floor(product.updatedMs / 1000),
    skus: skus.map(skuView),
  };
};

/** GET products/{id}: the live version, or with return_under_review_version=true the one under review. */
export const getProduct = (call: ApiCall) => {
  const product = call.store.product(call.id);
  if (product?.shopId !== call.shopId) return refuse(12052032, 'The product does not exist.');
  const isReviewAsked = call.query.get('return_under_review_version') === 'true';
  return productView(product, call.imageUrl, isReviewAsked ? (product.pending ?? product.version) : product.version);
};

const Search = z.object({
  status: z
    .enum([
      'ALL',
      'DRAFT',
      'PENDING',
      'FAILED',
      'ACTIVATE',
      'SELLER_DEACTIVATED',
      'PLATFORM_DEACTIVATED',
      'FREEZE',
      'DELETED',
    ])
    .default('ALL'),
  seller_skus: z.array(z.string()).max(100).optional(),
});

/** POST products/search: whole seller SKUs, one status or ALL, pages of 1 to 100. */
export const searchProducts = (call: ApiCall) => {
  const { store, shopId, nowMs } = call;
  const asked = call.body.byteLength === 0 ? parse(Search, {}) : parseBody(Search, call.body);
  const found =
    asked.seller_skus === undefined
      ? store.productsOf(shopId)
      : [
          ...new Map(
            asked.seller_skus
              .flatMap((sku) => store.productsWithSku(shopId, sku))
              .map((product) => [product.productId, product]),
          ).values(),
        ];
  const matching = found
    .filter((product) => product.visibleMs <= nowMs && (asked.status === 'ALL' || product.status === asked.status))
    .sort((a, b) => (a.productId < b.productId ? -1 : 1));
  const { page, next } = paged(matching, call.query);
  return {
    next_page_token: next,
    total_count: matching.length,
    products: page.map((product) => ({
      id: product.productId,
      title: product.version.content.title,
      status: product.status,
      sales_regions: ['ID'],
      create_time: Math.floor(product.createdMs / 1000),
      update_time: Math.floor(product.updatedMs / 1000),
      skus: product.version.skus.map((sku) => {
        const { id, seller_sku, price, inventory } = skuView(sku);
        return { id, seller_sku, price, inventory };
      }),
    })),
  };
};

const mask = (text: string): string => text.replace(/(?<=^.{2}).(?=.)/gu, '*');

/** An order as order detail shows it: one line item per piece, the recipient "desensitized". */
export const orderView = (order: Order) => {
  const total = order.lines.reduce((sum, { price }) => sum + price, 0);
  return {
    id: order.orderId,
    status: order.status,
    create_time: Math.floor(order.createdMs / 1000),
    update_time: Math.floor(order.updatedMs / 1000),
    rts_sla_time: Math.floor(order.createdMs / 1000) + 2 * 86_400,
    commerce_platform: 'TIKTOK_SHOP',
    payment: { currency: 'IDR', sub_total: String(total), shipping_fee: '10000', total_amount: String(total + 10_000) },
    recipient_address: {
      name: mask(order.buyer.name),
      phone_number: order.buyer.phone.replace(/\d(?=\d{2})/gu, '*'),
      full_address: mask(order.buyer.address),
      region_code: 'ID',
    },
    line_items: order.lines.map((line) => ({
      id: line.lineId,
      product_id: line.productId,
      product_name: line.name,
      sku_id: line.skuId,
      seller_sku: line.sellerSku,
      sale_price: String(line.price),
      original_price: String(line.price),
      currency: 'IDR',
      display_status: order.status,
    })),
  };
};

/** GET /order/202309/orders?ids=: at most 50. */
export const getOrders = ({ store, shopId, query }: ApiCall) => {
  const ids = (query.get('ids') ?? '').split(',').filter((id) => id !== '');
  if (ids.length === 0 || ids.length > 50) refuse(36009004, 'Invalid parameter: ids.');
  const found = ids.flatMap((id) => {
    const order = store.order(id);
    return order?.shopId === shopId ? [orderView(order)] : [];
  });
  return { orders: found };
};

/** POST /order/202309/orders/search: from inclusive, to exclusive. */
export const searchOrders = (call: ApiCall) => {
  const asked = parseBody(
    z.object({ update_time_ge: z.int().min(0).default(0), update_time_lt: z.int().min(0).default(9_999_999_999) }),
    call.body,
  );
  const all = call.store.ordersBetween(call.shopId, asked.update_time_ge * 1000, asked.update_time_lt * 1000);
  const { page, next } = paged(all, call.query);
  return { orders: page.map(orderView), next_page_token: next, total_count: all.length };
};
