import * as z from 'zod';

/** What the simulator keeps. Field names of requests and answers are the contract's; these are the simulator's own. */
export const Status = z.enum(['Active', 'InActive', 'Pending QC', 'Rejected', 'Deleted']);
export type Status = z.infer<typeof Status>;

const Sku = z.object({
  /** Past 2^53, so digits. */
  skuId: z.string(),
  sellerSku: z.string(),
  status: z.enum(['active', 'inactive', 'deleted']),
  price: z.number(),
  quantity: z.number(),
  /** Held by orders that are not shipped. */
  withheld: z.number(),
  weight: z.string(),
  length: z.string(),
  width: z.string(),
  height: z.string(),
  images: z.array(z.string()),
  saleProp: z.record(z.string(), z.string()),
  attributes: z.record(z.string(), z.string()),
});
export type Sku = z.infer<typeof Sku>;

export const Variation = z.object({
  name: z.string(),
  hasImage: z.boolean(),
  customize: z.boolean(),
  options: z.array(z.string()),
});
export type Variation = z.infer<typeof Variation>;

export const Item = z.object({
  itemId: z.number(),
  shopId: z.string(),
  status: Status,
  subStatus: z.string(),
  categoryId: z.number(),
  attributes: z.record(z.string(), z.string()),
  images: z.array(z.string()),
  variation: z.array(Variation),
  skus: z.array(Sku),
  createdMs: z.number(),
  updatedMs: z.number(),
  /** From when lists and searches show it. */
  visibleMs: z.number(),
  /** When the QC of what was last sent ends; null when none is open. */
  reviewMs: z.number().nullable(),
  rejectReason: z.object({ violationDetail: z.string(), suggestion: z.string() }).nullable(),
  /** Until when a campaign holds it. */
  campaignEndMs: z.number().nullable(),
  /** Under a penalty: "locked so you are unable to do editing" (4155). */
  locked: z.boolean(),
  /** QC alert: it stands in a wrong category and was deactivated for it. */
  alert: z.array(z.number()).nullable(),
  /** `seller`: put there by hand, not through the API. */
  origin: z.enum(['api', 'seller']),
});
export type Item = z.infer<typeof Item>;

export const Shop = z.object({
  shopId: z.string(),
  name: z.string(),
  restrictedCategories: z.array(z.number()),
  itemLimit: z.number(),
});
export type Shop = z.infer<typeof Shop>;

export const Image = z.object({ imageId: z.string(), contentType: z.enum(['image/jpeg', 'image/png']) });
export type Image = z.infer<typeof Image>;

export const OrderState = z.enum(['unpaid', 'to-ship', 'shipped', 'completed', 'cancelled', 'returned']);
export type OrderState = z.infer<typeof OrderState>;

export const Order = z.object({
  orderId: z.string(),
  shopId: z.string(),
  state: OrderState,
  createdMs: z.number(),
  updatedMs: z.number(),
  pieces: z.array(
    z.object({
      orderItemId: z.string(),
      itemId: z.number(),
      skuId: z.string(),
      sellerSku: z.string(),
      name: z.string(),
      price: z.number(),
    }),
  ),
  buyer: z.object({ name: z.string(), phone: z.string(), address: z.string() }),
});
export type Order = z.infer<typeof Order>;

export const liveSkus = ({ skus }: Pick<Item, 'skus'>): readonly Sku[] =>
  skus.filter(({ status }) => status !== 'deleted');
export const stockOf = (item: Item): number => liveSkus(item).reduce((sum, { quantity }) => sum + quantity, 0);
export const isInCampaign = ({ campaignEndMs }: Item, nowMs: number): boolean => (campaignEndMs ?? 0) > nowMs;
/** Whether buyers can buy it now. */
export const isLive = (item: Item): boolean => item.status === 'Active' && stockOf(item) > 0;
