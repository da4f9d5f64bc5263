import * as z from 'zod';
import type { SimulatorAnswer, SimulatorRequest } from '../../simulator.ts';
import { recommend, warehouseOf } from './catalogue.ts';
import { bodyOf, notFound, plainView, problemsOf, type DoorDeps } from './door-deps.ts';
import { Status, type Product, type Shop } from './model.ts';
import { jsonAnswer } from './refusal.ts';

/**
 * The seller's hand in the Seller Center, which no app sees: below `_shop/{shopId}/items`
 *   POST                    puts up a product of the seller's own `{name, price, stock?, sku?, description?, images?}`
 *   POST, PUT /{productId}  changes it `{name?, description?, price?, stock?, sold?, onSale?, status?, remove?}`
 *   DELETE /{productId}     deletes it
 */
export const answerSeller = (
  deps: DoorDeps,
  request: SimulatorRequest,
  shop: Shop,
  [productId, more]: readonly string[],
): SimulatorAnswer => {
  if (more !== undefined) return notFound;
  if (productId === undefined) return request.method === 'POST' ? putUp(deps, request, shop) : notFound;
  const product = deps.store.product(productId);
  if (product?.shopId !== shop.shopId) return notFound;
  if (request.method === 'DELETE') return save(deps, { ...product, status: 'DELETED', audit: 'NONE', reviewMs: null });
  return request.method === 'POST' || request.method === 'PUT' ? change(deps, request, product) : notFound;
};

const Own = z.strictObject({
  name: z.string().min(1),
  price: z.number().positive(),
  stock: z.int().min(0).default(1),
  sku: z.string().default(''),
  description: z.string().default('<p>Produk yang sudah dijual toko ini sebelumnya.</p>'),
  images: z.array(z.string()).default([]),
});

const putUp = (deps: DoorDeps, request: SimulatorRequest, { shopId }: Shop): SimulatorAnswer => {
  const asked = Own.safeParse(bodyOf(request));
  if (!asked.success) return problemsOf(asked.error);
  const own = asked.data;
  const { store, nowMs } = deps;
  const product = store.transaction((): Product => {
    const made: Product = {
      productId: store.nextId('product'),
      shopId,
      status: 'ACTIVATE',
      audit: 'APPROVED',
      version: {
        content: {
          title: own.name,
          description: own.description,
          categoryId: recommend(own.name),
          brandId: '',
          images: own.images,
          attributes: [],
          weightKg: '0.5',
          dimensions: null,
          sizeChart: '',
          minOrder: 1,
          isCodAllowed: false,
          externalProductId: '',
        },
        skus: [
          {
            id: store.nextId('sku'),
            sellerSku: own.sku,
            externalSkuId: '',
            price: own.price,
            inventory: [{ warehouseId: warehouseOf(shopId), quantity: own.stock }],
            sales: [],
            code: null,
            preOrderDays: null,
          },
        ],
      },
      pending: null,
      reasons: [],
      wasApproved: true,
      createdMs: nowMs,
      updatedMs: nowMs,
      visibleMs: nowMs,
      reviewMs: null,
      origin: 'seller',
    };
    store.saveProduct(made);
    return made;
  });
  return jsonAnswer(201, plainView(deps, product));
};

const Change = z.strictObject({
  name: z.string().min(1).optional(),
  description: z.string().optional(),
  price: z.number().positive().optional(),
  stock: z.int().min(0).optional(),
  /** Buyers bought so many: the stock goes down. */
  sold: z.int().min(0).optional(),
  onSale: z.boolean().optional(),
  status: Status.optional(),
  remove: z.boolean().optional(),
});

const change = (deps: DoorDeps, request: SimulatorRequest, product: Product): SimulatorAnswer => {
  const asked = Change.safeParse(bodyOf(request));
  if (!asked.success) return problemsOf(asked.error);
  const { name, description, price, stock, sold = 0, onSale, remove } = asked.data;
  const status =
    remove === true
      ? 'DELETED'
      : (asked.data.status ?? (onSale === undefined ? undefined : onSale ? 'ACTIVATE' : 'SELLER_DEACTIVATED'));
  const { content, skus } = product.version;
  const isTakenDown = status === 'PLATFORM_DEACTIVATED' || status === 'FREEZE' || status === 'FAILED';
  return save(deps, {
    ...product,
    version: {
      content: { ...content, title: name ?? content.title, description: description ?? content.description },
      skus: skus.map((sku, at) => ({
        ...sku,
        price: price ?? sku.price,
        inventory: sku.inventory.map((entry, place) =>
          at === 0 && place === 0 ? { ...entry, quantity: Math.max(0, (stock ?? entry.quantity) - sold) } : entry,
        ),
      })),
    },
    ...(status === undefined
      ? {}
      : {
          status,
          reviewMs: null,
          pending: null,
          audit: status === 'ACTIVATE' ? ('APPROVED' as const) : isTakenDown ? ('FAILED' as const) : ('NONE' as const),
          reasons: isTakenDown
            ? [{ position: 'Certification', reasons: ['License is missing'], suggestions: ['Upload the license'] }]
            : [],
        }),
  });
};

/** Status changes are told by webhook 5, as from anybody's hand. */
const save = (deps: DoorDeps, product: Product): SimulatorAnswer => {
  const saved = { ...product, updatedMs: deps.nowMs };
  deps.store.transaction(() => {
    const before = deps.store.product(saved.productId);
    deps.store.saveProduct(saved);
    if (before?.status !== saved.status)
      deps.webhooks.productChanged(
        saved,
        saved.audit === 'FAILED' ? 'PRODUCT_AUDIT_FAILURE' : 'PRODUCT_STATUS_CHANGED',
        deps.nowMs,
      );
  });
  return jsonAnswer(200, plainView(deps, saved));
};
