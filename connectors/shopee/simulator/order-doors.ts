import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { SimulatorAnswer, SimulatorRequest } from '../../simulator.ts';
import { bodyOf, notFound, wrong, type DoorDeps } from './door-deps.ts';
import { withTax, type Item, type ItemModel, type Order, type OrderStatus } from './model.ts';
import { orderView } from './orders.ts';
import { jsonAnswer } from './refusal.ts';
import { currentPriceOf } from './views.ts';

/**
 * The buyer's hand, and the courier's: below `_orders`
 *   POST               places an order `{shopId, lines: [{externalItemId?|sellerSku?, modelSku?, quantity}], buyer?, state?}`
 *                      → `{orderId}`; 409 when stock is short. The shop's stock falls at once, as Shopee reserves it.
 *   GET /{orderId}     the order as get_order_detail shows it
 *   PUT /{orderId}     `{state}`; a cancellation before the courier came gives the stock back
 * States: `unpaid`, `to-ship`, `shipped`, `completed`, `cancelled`, `returned`.
 */
export const answerOrders = (
  deps: DoorDeps,
  request: SimulatorRequest,
  [orderSn]: readonly string[],
): SimulatorAnswer => {
  if (orderSn === undefined) return request.method === 'POST' ? place(deps, request) : notFound;
  const order = deps.store.order(orderSn);
  if (order === undefined) return notFound;
  if (request.method === 'PUT') return move(deps, request, order);
  const everything = ['item_list', 'recipient_address', 'total_amount', 'pay_time', 'pickup_done_time'];
  return request.method === 'GET' ? jsonAnswer(200, orderView(order, everything)) : notFound;
};

const State = z.enum(['unpaid', 'to-ship', 'shipped', 'completed', 'cancelled', 'returned']);
type State = z.infer<typeof State>;
const statusOf: Readonly<Record<State, OrderStatus>> = {
  unpaid: 'UNPAID',
  'to-ship': 'READY_TO_SHIP',
  shipped: 'SHIPPED',
  completed: 'COMPLETED',
  cancelled: 'CANCELLED',
  returned: 'TO_RETURN',
};

const Placed = z.strictObject({
  shopId: z.coerce.number().int(),
  lines: z
    .array(
      z.strictObject({
        externalItemId: z.coerce.number().int().optional(),
        sellerSku: z.string().optional(),
        modelSku: z.string().optional(),
        quantity: z.int().positive(),
      }),
    )
    .min(1)
    .max(100),
  buyer: z
    .strictObject({ name: z.string().optional(), phone: z.string().optional(), address: z.string().optional() })
    .optional(),
  state: State.default('to-ship'),
});

const shipWithinMs = 2 * 86_400_000;

/** order_sn as Shopee writes it: the day, then eight signs. */
const newOrderSn = (nowMs: number): string =>
  new Date(nowMs).toISOString().slice(2, 10).replaceAll('-', '') + randomBytes(4).toString('hex').toUpperCase();

const modelNameOf = (item: Item, model: ItemModel): string =>
  model.tierIndex.map((at, tier) => item.tiers[tier]?.options[at]?.option ?? '').join(',');

/** Stock by item, or by model where it has any, raised by so many pieces. */
const raised = (item: Item, modelId: number, by: number): Item =>
  modelId === 0
    ? { ...item, stock: item.stock + by }
    : {
        ...item,
        models: item.models.map((model) => (model.modelId === modelId ? { ...model, stock: model.stock + by } : model)),
      };

class NotPlaced extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const place = (deps: DoorDeps, request: SimulatorRequest): SimulatorAnswer => {
  const asked = Placed.safeParse(bodyOf(request));
  if (!asked.success) return wrong(asked.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  try {
    return deps.store.transaction(() => placeAll(deps, asked.data));
  } catch (error) {
    if (error instanceof NotPlaced) return jsonAnswer(error.status, { error: error.message });
    throw error;
  }
};

const itemAsked = (
  { store }: DoorDeps,
  shopId: number,
  { externalItemId, sellerSku, modelSku }: z.infer<typeof Placed>['lines'][number],
): Item => {
  const items = store.itemsOf(shopId).filter(({ status }) => status === 'NORMAL');
  const item = items.find(
    (one) =>
      (externalItemId === undefined || one.itemId === externalItemId) &&
      (sellerSku === undefined || one.sku === sellerSku) &&
      (modelSku === undefined || one.models.some(({ sku }) => sku === modelSku)),
  );
  if (item === undefined) throw new NotPlaced(404, 'item-not-for-sale');
  return item;
};

const placeAll = (deps: DoorDeps, asked: z.infer<typeof Placed>): SimulatorAnswer => {
  const { store, nowMs, pushes } = deps;
  const shop = store.shop(asked.shopId);
  if (shop === undefined) throw new NotPlaced(404, 'unknown-shop');
  const lines = asked.lines.map((line) => {
    const item = itemAsked(deps, shop.shopId, line);
    const model =
      item.models.length === 0
        ? undefined
        : item.models.find(({ sku }) => line.modelSku === undefined || sku === line.modelSku);
    if (item.models.length > 0 && model === undefined) throw new NotPlaced(404, 'unknown-model');
    const [left, modelId] = [model?.stock ?? item.stock, model?.modelId ?? 0];
    if (left < line.quantity) throw new NotPlaced(409, 'out-of-stock');
    store.saveItem(raised(item, modelId, -line.quantity));
    return {
      itemId: item.itemId,
      modelId,
      itemName: item.name,
      itemSku: item.sku,
      modelName: model === undefined ? '' : modelNameOf(item, model),
      modelSku: model?.sku ?? '',
      quantity: line.quantity,
      price: withTax(model?.originalPrice ?? currentPriceOf(item, nowMs), shop),
    };
  });
  const order: Order = {
    orderSn: newOrderSn(nowMs),
    shopId: shop.shopId,
    status: statusOf[asked.state],
    createdMs: nowMs,
    updatedMs: nowMs,
    paidMs: asked.state === 'unpaid' ? null : nowMs,
    shipByMs: nowMs + shipWithinMs,
    pickedUpMs: null,
    lines,
    buyer: {
      name: asked.buyer?.name ?? 'Budi Pembeli',
      phone: asked.buyer?.phone ?? '6281200000089',
      address: asked.buyer?.address ?? 'Jl. Contoh 1, Kota Malang, Jawa Timur',
    },
    holdsStock: true,
  };
  store.saveOrder(order);
  pushes.order(order, nowMs);
  return jsonAnswer(201, { orderId: order.orderSn });
};

const move = (deps: DoorDeps, request: SimulatorRequest, order: Order): SimulatorAnswer => {
  const asked = z.strictObject({ state: State }).safeParse(bodyOf(request));
  if (!asked.success) return wrong(asked.error.issues.map((issue) => issue.message));
  const { state } = asked.data;
  const { store, nowMs, pushes } = deps;
  const isGone = ['shipped', 'completed', 'returned'].includes(state);
  const givesBack = state === 'cancelled' && order.holdsStock && order.pickedUpMs === null;
  const moved: Order = {
    ...order,
    status: statusOf[state],
    // seconds are all that Shopee tells: a later change must show a later one
    updatedMs: Math.max(nowMs, (Math.floor(order.updatedMs / 1000) + 1) * 1000),
    paidMs: state === 'unpaid' ? null : (order.paidMs ?? nowMs),
    pickedUpMs: isGone ? (order.pickedUpMs ?? nowMs) : order.pickedUpMs,
    holdsStock: order.holdsStock && !givesBack,
  };
  store.transaction(() => {
    if (givesBack) {
      for (const { itemId, modelId, quantity } of order.lines) {
        const item = store.item(itemId);
        if (item !== undefined) store.saveItem(raised(item, modelId, quantity));
      }
    }
    store.saveOrder(moved);
    pushes.order(moved, nowMs);
  });
  return jsonAnswer(200, { orderId: moved.orderSn, state });
};
