import * as z from 'zod';
import type { FaultSwitch } from './faults.ts';
import { stockOf, type Order, type Product, type Sku } from './model.ts';
import type { Store } from './store.ts';
import type { Webhooks } from './webhooks.ts';

interface OrderDeps {
  readonly store: Store;
  readonly faults: FaultSwitch;
  readonly webhooks: Webhooks;
  readonly nowMs: number;
}

export const houseStates = ['unpaid', 'to-ship', 'shipped', 'completed', 'cancelled', 'returned'] as const;
export type HouseState = (typeof houseStates)[number];
const statusOf: Readonly<Record<HouseState, Order['status']>> = {
  unpaid: 'UNPAID',
  'to-ship': 'AWAITING_SHIPMENT',
  shipped: 'IN_TRANSIT',
  completed: 'COMPLETED',
  cancelled: 'CANCELLED',
  // a return is a record of its own: the order stays completed
  returned: 'COMPLETED',
};

export const NewOrder = z.object({
  shopId: z.union([z.string(), z.number()]).transform(String),
  lines: z
    .array(
      z.object({
        externalItemId: z.string().optional(),
        sellerSku: z.string().optional(),
        modelSku: z.string().optional(),
        quantity: z.int().min(1).max(999),
      }),
    )
    .min(1),
  buyer: z.object({ name: z.string(), phone: z.string(), address: z.string() }).partial().optional(),
  state: z.enum(houseStates).default('to-ship'),
});

type Wanted = z.infer<typeof NewOrder>['lines'][number];

const productFor = (store: Store, shopId: string, { externalItemId, sellerSku }: Wanted): Product | undefined => {
  if (externalItemId !== undefined) {
    const product = store.product(externalItemId);
    return product?.shopId === shopId ? product : undefined;
  }
  return store.productsWithSku(shopId, sellerSku ?? '').find(({ status }) => status === 'ACTIVATE');
};

const moveStock = (product: Product, skuId: string, by: number): Product => {
  const change = (sku: Sku): Sku =>
    sku.id !== skuId
      ? sku
      : {
          ...sku,
          inventory: sku.inventory.map((entry, at) => (at === 0 ? { ...entry, quantity: entry.quantity + by } : entry)),
        };
  return {
    ...product,
    version: { ...product.version, skus: product.version.skus.map(change) },
    pending: product.pending === null ? null : { ...product.pending, skus: product.pending.skus.map(change) },
  };
};

/** A buyer orders: stock goes down at once, and webhook 1 tells. Answers the order's id, or what is in the way. */
export const placeOrder = (
  { store, webhooks, nowMs }: OrderDeps,
  { shopId, lines, buyer, state }: z.infer<typeof NewOrder>,
): { readonly orderId: string } | 'unknown' | 'short' =>
  store.transaction(() => {
    const taken: Order['lines'] = [];
    const changed = new Map<string, Product>();
    for (const wanted of lines) {
      const found = productFor(store, shopId, wanted);
      const product = found === undefined ? undefined : (changed.get(found.productId) ?? found);
      const named = wanted.modelSku ?? wanted.sellerSku;
      const sku = product?.version.skus.find(({ sellerSku }) => named === undefined || sellerSku === named);
      if (product === undefined || sku === undefined || product.status !== 'ACTIVATE') return 'unknown';
      if (stockOf(sku) < wanted.quantity) return 'short';
      changed.set(product.productId, moveStock(product, sku.id, -wanted.quantity));
      for (let piece = 0; piece < wanted.quantity; piece += 1)
        taken.push({
          lineId: store.nextId('order'),
          productId: product.productId,
          skuId: sku.id,
          sellerSku: sku.sellerSku,
          name: product.version.content.title,
          price: sku.price,
        });
    }
    const order: Order = {
      orderId: store.nextId('order'),
      shopId,
      status: statusOf[state],
      createdMs: nowMs,
      updatedMs: nowMs,
      buyer: {
        name: buyer?.name ?? 'Sri Lestari',
        phone: buyer?.phone ?? '(+62)81234567890',
        address: buyer?.address ?? 'Jalan Melati 5, Kecamatan Klojen, Kota Malang',
      },
      lines: taken,
    };
    for (const product of changed.values()) store.saveProduct(product);
    store.saveOrder(order);
    webhooks.orderChanged(shopId, order.orderId, order.status, nowMs);
    return { orderId: order.orderId };
  });

/** Moves an order on; cancelled before it was sent, its stock comes back once. */
export const moveOrder = ({ store, webhooks, nowMs }: OrderDeps, before: Order, state: HouseState): void =>
  store.transaction(() => {
    const status = statusOf[state];
    if (status === 'CANCELLED' && (before.status === 'UNPAID' || before.status === 'AWAITING_SHIPMENT')) {
      for (const { productId, skuId } of before.lines) {
        const product = store.product(productId);
        if (product !== undefined) store.saveProduct(moveStock(product, skuId, 1));
      }
    }
    store.saveOrder({ ...before, status, updatedMs: nowMs });
    webhooks.orderChanged(before.shopId, before.orderId, status, nowMs);
    if (state === 'cancelled') webhooks.reversed(11, before.shopId, before.orderId, nowMs);
    if (state === 'returned') webhooks.reversed(12, before.shopId, before.orderId, nowMs);
  });
