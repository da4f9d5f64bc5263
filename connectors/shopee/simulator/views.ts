import { leafById } from './catalogue.ts';
import { channelById } from './channels.ts';
import type { Context } from './context.ts';
import { isUnderPromotion, reservedOf, withTax, type Item, type ItemModel, type Shop } from './model.ts';

type Seen = Pick<Context, 'imageUrl' | 'nowMs'>;

/** The `response` of add_item and update_item. */
export const itemAnswer = ({ imageUrl }: Seen, item: Item) => ({
  item_id: item.itemId,
  item_name: item.name,
  description: item.description,
  item_status: item.status,
  category_id: item.categoryId,
  price_info: { current_price: item.originalPrice, original_price: item.originalPrice },
  images: { image_id_list: item.images, image_url_list: item.images.map(imageUrl) },
  weight: item.weight,
  ...(item.dimension === null ? {} : { dimension: item.dimension }),
  logistic_info: item.logistics.map((entry) => ({ size_id: 0, shipping_fee: 0, ...entry })),
  attributes: item.attributes,
  pre_order: item.preOrder,
  condition: item.condition,
  wholesale: item.wholesale,
  brand: item.brand,
  item_dangerous: item.dangerous,
  description_type: 'normal',
  seller_stock: [{ location_id: '', stock: item.stock }],
});

/** price_info: `original_price` as the seller set it, `inflated_price_…` "The After-tax … price". */
const priceInfo = (originalPrice: number, currentPrice: number, shop: Shop) => [
  {
    currency: 'IDR',
    original_price: originalPrice,
    current_price: currentPrice,
    inflated_price_of_original_price: withTax(originalPrice, shop),
    inflated_price_of_current_price: withTax(currentPrice, shop),
  },
];

const stockInfo = (stock: number, reserved: number) => ({
  summary_info: { total_reserved_stock: reserved, total_available_stock: Math.max(0, stock - reserved) },
  seller_stock: [{ location_id: '', stock, if_saleable: true }],
  shopee_stock: [],
});

export const currentPriceOf = (item: Item, nowMs: number): number =>
  item.promotion !== null && isUnderPromotion(item, nowMs) && item.promotion.startMs <= nowMs
    ? item.promotion.price
    : item.originalPrice;

/** One entry of get_item_base_info. With models, price and stock are in get_model_list only. */
export const baseInfo = ({ imageUrl, nowMs }: Seen, item: Item, shop: Shop) => {
  const leaf = leafById(item.categoryId);
  const definitions = leaf === undefined ? [] : [...leaf.mandatory, ...leaf.optional];
  return {
    item_id: item.itemId,
    category_id: item.categoryId,
    item_name: item.name,
    description: item.description,
    item_sku: item.sku,
    create_time: Math.floor(item.createdMs / 1000),
    update_time: Math.floor(item.updatedMs / 1000),
    attribute_list: item.attributes.map((entry) => ({
      attribute_id: entry.attribute_id,
      original_attribute_name: definitions.find((one) => one.id === entry.attribute_id)?.name.id ?? '',
      is_mandatory: leaf?.mandatory.some((one) => one.id === entry.attribute_id) ?? false,
      attribute_value_list: entry.attribute_value_list,
    })),
    ...(item.models.length > 0
      ? {}
      : {
          price_info: priceInfo(item.originalPrice, currentPriceOf(item, nowMs), shop),
          stock_info_v2: stockInfo(item.stock, reservedOf(item, nowMs)),
        }),
    image: { image_id_list: item.images, image_url_list: item.images.map(imageUrl), image_ratio: '1:1' },
    // get_item_base_info: weight is a string here, a float in add_item
    weight: String(item.weight),
    ...(item.dimension === null ? {} : { dimension: item.dimension }),
    logistic_info: item.logistics.map((entry) => ({
      ...entry,
      logistic_name: channelById(entry.logistic_id)?.name ?? '',
      size_id: 0,
      shipping_fee: 0,
    })),
    pre_order: item.preOrder,
    wholesales: item.wholesale.map((tier) => ({
      ...tier,
      inflated_price_of_unit_price: withTax(tier.unit_price, shop),
    })),
    condition: item.condition,
    size_chart: '',
    item_status: item.status,
    deboost: false,
    has_model: item.models.length > 0,
    has_promotion: isUnderPromotion(item, nowMs),
    brand: item.brand,
    item_dangerous: item.dangerous,
    gtin_code: item.gtin,
    description_type: 'normal',
    is_fulfillment_by_shopee: false,
    tag: { kit: false },
  };
};

/** One entry of get_model_list. */
export const modelView = ({ nowMs }: Seen, item: Item, model: ItemModel, shop: Shop) => ({
  model_id: model.modelId,
  tier_index: model.tierIndex,
  model_sku: model.sku,
  model_status: 'MODEL_NORMAL',
  promotion_id: isUnderPromotion(item, nowMs) ? (item.promotion?.promotionId ?? 0) : 0,
  has_promotion: isUnderPromotion(item, nowMs),
  price_info: priceInfo(model.originalPrice, model.originalPrice, shop),
  stock_info_v2: stockInfo(model.stock, model.reserved),
  gtin_code: model.gtin,
  weight: String(model.weight ?? item.weight),
  ...((model.dimension ?? item.dimension) === null ? {} : { dimension: model.dimension ?? item.dimension }),
  is_fulfillment_by_shopee: false,
});
