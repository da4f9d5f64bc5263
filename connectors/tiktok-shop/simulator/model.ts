import * as z from 'zod';

/** What the simulator keeps. Ids are text of 19 digits, beyond 2^53, as TikTok's are. */
export const Status = z.enum([
  'DRAFT',
  'PENDING',
  'FAILED',
  'ACTIVATE',
  'SELLER_DEACTIVATED',
  'PLATFORM_DEACTIVATED',
  'FREEZE',
  'DELETED',
]);
export type Status = z.infer<typeof Status>;

const Sales = z.object({
  id: z.string(),
  name: z.string(),
  valueId: z.string(),
  valueName: z.string(),
  image: z.string(),
});

export const Sku = z.object({
  id: z.string(),
  sellerSku: z.string(),
  externalSkuId: z.string(),
  price: z.number(),
  inventory: z.array(z.object({ warehouseId: z.string(), quantity: z.number() })),
  sales: z.array(Sales),
  code: z.object({ code: z.string(), type: z.string() }).nullable(),
  preOrderDays: z.number().nullable(),
});
export type Sku = z.infer<typeof Sku>;

export const Content = z.object({
  title: z.string(),
  description: z.string(),
  categoryId: z.string(),
  brandId: z.string(),
  images: z.array(z.string()),
  attributes: z.array(z.object({ id: z.string(), values: z.array(z.object({ id: z.string(), name: z.string() })) })),
  weightKg: z.string(),
  dimensions: z.object({ length: z.string(), width: z.string(), height: z.string() }).nullable(),
  sizeChart: z.string(),
  minOrder: z.number(),
  isCodAllowed: z.boolean(),
  externalProductId: z.string(),
});
export type Content = z.infer<typeof Content>;

export const Version = z.object({ content: Content, skus: z.array(Sku) });
export type Version = z.infer<typeof Version>;

const Reason = z.object({ position: z.string(), reasons: z.array(z.string()), suggestions: z.array(z.string()) });

export const Product = z.object({
  productId: z.string(),
  shopId: z.string(),
  status: Status,
  audit: z.enum(['NONE', 'AUDITING', 'FAILED', 'APPROVED']),
  /** What buyers see, or would see. */
  version: Version,
  /** An edit of a live product under review: the old version stays live meanwhile. */
  pending: Version.nullable(),
  reasons: z.array(Reason),
  /** True once a review let it pass. */
  wasApproved: z.boolean(),
  createdMs: z.number(),
  updatedMs: z.number(),
  /** From when searches show it. */
  visibleMs: z.number(),
  /** When the open review ends; null when none is. */
  reviewMs: z.number().nullable(),
  /** `seller`: put there by hand, not through the API. */
  origin: z.enum(['api', 'seller']),
});
export type Product = z.infer<typeof Product>;

export const Shop = z.object({ shopId: z.string(), name: z.string(), cipher: z.string() });
export type Shop = z.infer<typeof Shop>;

export const Image = z.object({
  uri: z.string(),
  contentType: z.enum(['image/jpeg', 'image/png']),
  width: z.number(),
  height: z.number(),
});
export type Image = z.infer<typeof Image>;

const OrderStatus = z.enum(['UNPAID', 'AWAITING_SHIPMENT', 'IN_TRANSIT', 'COMPLETED', 'CANCELLED']);
export const Order = z.object({
  orderId: z.string(),
  shopId: z.string(),
  status: OrderStatus,
  createdMs: z.number(),
  updatedMs: z.number(),
  buyer: z.object({ name: z.string(), phone: z.string(), address: z.string() }),
  /** One entry per piece. */
  lines: z.array(
    z.object({
      lineId: z.string(),
      productId: z.string(),
      skuId: z.string(),
      sellerSku: z.string(),
      name: z.string(),
      price: z.number(),
    }),
  ),
});
export type Order = z.infer<typeof Order>;

export const stockOf = ({ inventory }: Pick<Sku, 'inventory'>): number =>
  inventory.reduce((sum, { quantity }) => sum + quantity, 0);
