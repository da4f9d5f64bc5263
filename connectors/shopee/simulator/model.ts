import * as z from 'zod';

/** What the simulator keeps. Field names of requests and answers are the contract's; these are the simulator's own. */
export const ItemStatus = z.enum(['NORMAL', 'BANNED', 'UNLIST', 'REVIEWING', 'SELLER_DELETE', 'SHOPEE_DELETE']);
export type ItemStatus = z.infer<typeof ItemStatus>;

const Dimension = z.object({ package_length: z.number(), package_width: z.number(), package_height: z.number() });

const Violation = z.object({
  violation_type: z.string(),
  violation_reason: z.string(),
  suggestion: z.string(),
  fix_deadline_time: z.number(),
  update_time: z.number(),
});

export const AttributeEntry = z.object({
  attribute_id: z.number(),
  attribute_value_list: z.array(
    z.object({ value_id: z.number(), original_value_name: z.string(), value_unit: z.string() }),
  ),
});
export type AttributeEntry = z.infer<typeof AttributeEntry>;

export const ItemModel = z.object({
  modelId: z.number(),
  tierIndex: z.array(z.number()),
  sku: z.string(),
  originalPrice: z.number(),
  stock: z.number(),
  reserved: z.number(),
  gtin: z.string(),
  weight: z.number().nullable(),
  dimension: Dimension.nullable(),
});
export type ItemModel = z.infer<typeof ItemModel>;

export const Item = z.object({
  itemId: z.number(),
  shopId: z.number(),
  status: ItemStatus,
  sku: z.string(),
  name: z.string(),
  description: z.string(),
  categoryId: z.number(),
  attributes: z.array(AttributeEntry),
  /** As the seller set it: before tax in a taxed shop. */
  originalPrice: z.number(),
  stock: z.number(),
  /** Held for running orders and promotions. */
  reserved: z.number(),
  images: z.array(z.string()),
  weight: z.number(),
  dimension: Dimension.nullable(),
  logistics: z.array(z.object({ logistic_id: z.number(), enabled: z.boolean(), is_free: z.boolean() })),
  preOrder: z.object({ is_pre_order: z.boolean(), days_to_ship: z.number() }),
  condition: z.enum(['NEW', 'USED']),
  brand: z.object({ brand_id: z.number(), original_brand_name: z.string() }),
  dangerous: z.number(),
  gtin: z.string(),
  wholesale: z.array(z.object({ min_count: z.number(), max_count: z.number(), unit_price: z.number() })),
  createdMs: z.number(),
  updatedMs: z.number(),
  /** From when lists and searches show it. */
  visibleMs: z.number(),
  /** When the review of what was last sent ends; null when none is open. */
  reviewMs: z.number().nullable(),
  violation: Violation.nullable(),
  promotion: z
    .object({
      promotionId: z.number(),
      price: z.number(),
      startMs: z.number(),
      endMs: z.number(),
      reserved: z.number(),
    })
    .nullable(),
  tiers: z.array(
    z.object({ name: z.string(), options: z.array(z.object({ option: z.string(), imageId: z.string() })) }),
  ),
  models: z.array(ItemModel),
  /** `seller`: put there by hand, not through the API. */
  origin: z.enum(['api', 'seller']),
});
export type Item = z.infer<typeof Item>;

export const Shop = z.object({
  shopId: z.number(),
  name: z.string(),
  /** 0.11 for a shop whose original_price is before tax; 0 else. */
  taxRate: z.number(),
});
export type Shop = z.infer<typeof Shop>;

export const Image = z.object({
  imageId: z.string(),
  contentType: z.enum(['image/jpeg', 'image/png']),
  width: z.number(),
  height: z.number(),
  bytes: z.number(),
});
export type Image = z.infer<typeof Image>;

/** Whether a promotion runs or is announced; both lock fields in the contract ("under promotion"). */
export const isUnderPromotion = (item: Item, nowMs: number): boolean =>
  item.promotion !== null && nowMs < item.promotion.endMs;

export const isDeleted = (item: Pick<Item, 'status'>): boolean =>
  item.status === 'SELLER_DELETE' || item.status === 'SHOPEE_DELETE';

/** What the buyer pays: with tax, rounded to whole rupiah. */
export const withTax = (price: number, shop: Shop): number => Math.round(price * (1 + shop.taxRate));

/** Stock that orders and a promotion hold. */
export const reservedOf = (item: Item, nowMs: number): number =>
  item.reserved + (isUnderPromotion(item, nowMs) ? (item.promotion?.reserved ?? 0) : 0);

/** order.get_order_list: params order_status; TO_CONFIRM_RECEIVE and TO_RETURN as get_order_detail shows them. */
export const OrderStatus = z.enum([
  'UNPAID',
  'READY_TO_SHIP',
  'PROCESSED',
  'SHIPPED',
  'TO_CONFIRM_RECEIVE',
  'COMPLETED',
  'IN_CANCEL',
  'CANCELLED',
  'TO_RETURN',
]);
export type OrderStatus = z.infer<typeof OrderStatus>;

export const Order = z.object({
  orderSn: z.string(),
  shopId: z.number(),
  status: OrderStatus,
  createdMs: z.number(),
  updatedMs: z.number(),
  paidMs: z.number().nullable(),
  shipByMs: z.number(),
  /** When the courier fetched it; null before. */
  pickedUpMs: z.number().nullable(),
  lines: z.array(
    z.object({
      itemId: z.number(),
      modelId: z.number(),
      itemName: z.string(),
      itemSku: z.string(),
      modelName: z.string(),
      modelSku: z.string(),
      quantity: z.number(),
      price: z.number(),
    }),
  ),
  buyer: z.object({ name: z.string(), phone: z.string(), address: z.string() }),
  /** Whether its pieces are taken from the shop's stock. */
  holdsStock: z.boolean(),
});
export type Order = z.infer<typeof Order>;
