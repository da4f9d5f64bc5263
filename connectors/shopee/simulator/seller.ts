import * as z from 'zod';
import type { SimulatorAnswer, SimulatorRequest } from '../../simulator.ts';
import { fallbackCategoryId, leafById, recommend } from './catalogue.ts';
import { bodyOf, notFound, wrong, type DoorDeps } from './door-deps.ts';
import { ItemStatus, type Item, type Shop } from './model.ts';
import { jsonAnswer } from './refusal.ts';
import { baseInfo } from './views.ts';

/**
 * The seller's hand in the Seller Centre, which no app sees: below `_shop/{shopId}/items`
 *   POST                         puts up a product of the seller's own `{name, price, stock?, sku?, description?}`
 *   POST   /{itemId}             changes it `{name?, description?, price?, stock?, reserved?, status?, sold?}`
 *   DELETE /{itemId}             deletes it
 *   PUT, DELETE /{itemId}/promotion   `{price?, lastsMs?, startsInMs?, reserved?}`; ends it
 */
export const answerSeller = (
  deps: DoorDeps,
  request: SimulatorRequest,
  shop: Shop,
  rest: readonly string[],
): SimulatorAnswer => {
  const [idText, what] = rest;
  if (idText === undefined) return request.method === 'POST' ? putUp(deps, request, shop) : notFound;
  const item = /^\d{1,15}$/u.test(idText) ? deps.store.item(Number(idText)) : undefined;
  if (item?.shopId !== shop.shopId) return notFound;
  if (what === 'promotion') return promote(deps, request, shop, item);
  if (what !== undefined) return notFound;
  if (request.method === 'DELETE') return save(deps, shop, { ...item, status: 'SELLER_DELETE', reviewMs: null });
  return request.method === 'POST' ? change(deps, request, shop, item) : notFound;
};

const problemsOf = (error: z.ZodError): SimulatorAnswer =>
  wrong(error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));

const Own = z.strictObject({
  name: z.string().min(1),
  price: z.number().positive(),
  stock: z.int().min(0).default(1),
  sku: z.string().default(''),
  description: z.string().default('Produk yang sudah dijual toko ini sebelumnya.'),
  images: z.array(z.string()).default([]),
});

/** An item put up by hand, as the Seller Centre stores it. */
export const sellersItem = (
  { itemId, shopId, nowMs }: { readonly itemId: number; readonly shopId: number; readonly nowMs: number },
  own: z.infer<typeof Own>,
): Item => {
  const categoryId = recommend(own.name)[0] ?? fallbackCategoryId;
  return {
    itemId,
    shopId,
    status: 'NORMAL',
    sku: own.sku,
    name: own.name,
    description: own.description,
    categoryId,
    attributes: [],
    originalPrice: own.price,
    stock: own.stock,
    reserved: 0,
    images: own.images,
    weight: 0.5,
    dimension: null,
    logistics: [{ logistic_id: 8003, enabled: true, is_free: false }],
    preOrder: { is_pre_order: false, days_to_ship: leafById(categoryId)?.limits.readyDays ?? 2 },
    condition: 'NEW',
    brand: { brand_id: 0, original_brand_name: 'No Brand' },
    dangerous: 0,
    gtin: '',
    wholesale: [],
    createdMs: nowMs,
    updatedMs: nowMs,
    visibleMs: nowMs,
    reviewMs: null,
    violation: null,
    promotion: null,
    tiers: [],
    models: [],
    origin: 'seller',
  };
};

const putUp = (deps: DoorDeps, request: SimulatorRequest, shop: Shop): SimulatorAnswer => {
  const asked = Own.safeParse(bodyOf(request));
  if (!asked.success) return problemsOf(asked.error);
  const item = deps.store.transaction(() =>
    deps.store.addItem((itemId) => sellersItem({ itemId, shopId: shop.shopId, nowMs: deps.nowMs }, asked.data)),
  );
  return jsonAnswer(201, baseInfo(deps, item, shop));
};

const Change = z.strictObject({
  name: z.string().min(1).optional(),
  description: z.string().optional(),
  price: z.number().positive().optional(),
  stock: z.int().min(0).optional(),
  reserved: z.int().min(0).optional(),
  /** Buyers bought so many: the stock goes down. */
  sold: z.int().min(0).optional(),
  status: ItemStatus.optional(),
});

const change = (deps: DoorDeps, request: SimulatorRequest, shop: Shop, item: Item): SimulatorAnswer => {
  const asked = Change.safeParse(bodyOf(request));
  if (!asked.success) return problemsOf(asked.error);
  const { name, description, price, stock, reserved, sold, status } = asked.data;
  const seconds = Math.floor(deps.nowMs / 1000);
  const after: Item = {
    ...item,
    name: name ?? item.name,
    description: description ?? item.description,
    originalPrice: price ?? item.originalPrice,
    stock: Math.max(0, (stock ?? item.stock) - (sold ?? 0)),
    reserved: reserved ?? item.reserved,
    status: status ?? item.status,
    reviewMs: status === undefined ? item.reviewMs : null,
    violation:
      status === 'BANNED' || status === 'SHOPEE_DELETE'
        ? {
            violation_type: 'Prohibited Listing',
            violation_reason: 'License Reason',
            suggestion: 'Upload license',
            fix_deadline_time: seconds + 7 * 86_400,
            update_time: seconds,
          }
        : status === undefined
          ? item.violation
          : null,
  };
  return save(deps, shop, after, after.violation !== null && item.violation === null);
};

const save = (deps: DoorDeps, shop: Shop, item: Item, banned = false): SimulatorAnswer => {
  const saved = { ...item, updatedMs: deps.nowMs };
  deps.store.transaction(() => {
    deps.store.saveItem(saved);
    if (banned) deps.pushes.violation(saved, deps.nowMs);
  });
  return jsonAnswer(200, baseInfo(deps, saved, shop));
};

const Promotion = z.strictObject({
  price: z.number().positive().optional(),
  startsInMs: z.int().min(0).default(0),
  lastsMs: z.int().positive().default(86_400_000),
  reserved: z.int().min(0).default(0),
});

const promote = (deps: DoorDeps, request: SimulatorRequest, shop: Shop, item: Item): SimulatorAnswer => {
  if (request.method === 'DELETE') return save(deps, shop, { ...item, promotion: null });
  if (request.method !== 'PUT') return notFound;
  const asked = Promotion.safeParse(bodyOf(request));
  if (!asked.success) return problemsOf(asked.error);
  const startMs = deps.nowMs + asked.data.startsInMs;
  return save(deps, shop, {
    ...item,
    promotion: {
      promotionId: 649_305_000_000_000 + item.itemId,
      price: asked.data.price ?? Math.round(item.originalPrice * 0.9),
      startMs,
      endMs: startMs + asked.data.lastsMs,
      reserved: asked.data.reserved,
    },
  });
};
