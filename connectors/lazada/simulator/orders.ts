import * as z from 'zod';
import { refuse } from './refusal.ts';
import { OrderState, type Item, type Order } from './model.ts';
import type { Pushes } from './pushes.ts';
import type { Store } from './store.ts';

/** orders/get, error 6: "only these enumerations are currently supported". */
const words: Readonly<Record<OrderState, string>> = {
  unpaid: 'unpaid',
  'to-ship': 'pending',
  shipped: 'shipped',
  completed: 'delivered',
  cancelled: 'canceled',
  returned: 'returned',
};
const shippingFee = 12_000;
const shipWithinMs = 2 * 86_400_000;

export const statusesOf = (state: OrderState): readonly string[] => [words[state]];

export interface OrderDeps {
  readonly store: Store;
  readonly pushes: Pushes;
  readonly nowMs: number;
}

const Placed = z.strictObject({
  shopId: z.coerce.string(),
  lines: z
    .array(
      z.strictObject({
        externalItemId: z.coerce.string().optional(),
        sellerSku: z.string().optional(),
        modelSku: z.string().optional(),
        quantity: z.int().min(1).max(1000),
      }),
    )
    .min(1),
  buyer: z
    .strictObject({ name: z.string().optional(), phone: z.string().optional(), address: z.string().optional() })
    .optional(),
  state: OrderState.optional(),
});
type Line = z.infer<typeof Placed>['lines'][number];

export type Outcome<T> =
  { readonly status: 200 | 201; readonly body: T } | { readonly status: 400 | 404 | 409; readonly why: string };

const find = (store: Store, shopId: string, line: Line): Item | undefined => {
  if (line.externalItemId !== undefined) return store.item(Number(line.externalItemId));
  return store.itemsWithSku(shopId, line.modelSku ?? line.sellerSku ?? '')[0];
};

/** A buyer's order, as the house's door `POST _orders` places it: the stock falls at once, and push 0 tells it. */
export const placeOrder = (deps: OrderDeps, body: unknown): Outcome<{ readonly orderId: string }> => {
  const asked = Placed.safeParse(body);
  if (!asked.success) return { status: 400, why: asked.error.issues.map(({ message }) => message).join('; ') };
  const { shopId, lines, buyer, state = 'to-ship' } = asked.data;
  const { store, pushes, nowMs } = deps;
  const pieces: Omit<Order['pieces'][number], 'orderItemId'>[] = [];
  const changed = new Map<number, Item>();
  for (const line of lines) {
    const known = find(store, shopId, line);
    const item = changed.get(known?.itemId ?? 0) ?? known;
    if (item?.shopId !== shopId || item.status === 'Deleted') return { status: 404, why: 'unknown item' };
    const wanted = line.modelSku ?? line.sellerSku;
    const sku = item.skus.find((one) => one.status !== 'deleted' && (wanted === undefined || one.sellerSku === wanted));
    if (sku === undefined) return { status: 404, why: 'unknown SKU' };
    if (sku.quantity < line.quantity) return { status: 409, why: 'not enough stock' };
    changed.set(item.itemId, {
      ...item,
      updatedMs: nowMs,
      skus: item.skus.map((one) =>
        one === sku ? { ...one, quantity: one.quantity - line.quantity, withheld: one.withheld + line.quantity } : one,
      ),
    });
    for (let piece = 0; piece < line.quantity; piece += 1)
      pieces.push({
        itemId: item.itemId,
        skuId: sku.skuId,
        sellerSku: sku.sellerSku,
        name: item.attributes['name'] ?? '',
        price: sku.price,
      });
  }
  const orderId = store.nextOrderId();
  const order: Order = {
    orderId,
    shopId,
    state,
    createdMs: nowMs,
    updatedMs: nowMs,
    pieces: pieces.map((piece, at) => ({ ...piece, orderItemId: `${orderId}${String(at).padStart(3, '0')}` })),
    buyer: {
      name: buyer?.name ?? 'Budi Santoso',
      phone: buyer?.phone ?? '081234567890',
      address: buyer?.address ?? 'Jl. Merdeka 1',
    },
  };
  store.transaction(() => {
    for (const item of changed.values()) store.saveItem(item);
    store.saveOrder(order);
    pushes.order(order, nowMs);
  });
  return { status: 201, body: { orderId } };
};

/** `PUT _orders/{orderId} {state}`: cancelled before shipping gives the stock back, once. */
export const moveOrder = (
  { store, pushes, nowMs }: OrderDeps,
  orderId: string,
  body: unknown,
): Outcome<{ readonly orderId: string; readonly state: OrderState }> => {
  const order = store.order(orderId);
  if (order === undefined) return { status: 404, why: 'unknown order' };
  const asked = z.strictObject({ state: OrderState }).safeParse(body);
  if (!asked.success) return { status: 400, why: 'state' };
  const { state } = asked.data;
  const isWaiting = order.state === 'unpaid' || order.state === 'to-ship';
  store.transaction(() => {
    if (isWaiting && state !== 'unpaid' && state !== 'to-ship') release(store, order, state === 'cancelled');
    store.saveOrder({ ...order, state, updatedMs: nowMs });
    pushes.order({ ...order, state }, nowMs);
  });
  return { status: 200, body: { orderId, state } };
};

/** What an order held is given back, or has left. */
const release = (store: Store, order: Order, isBack: boolean): void => {
  for (const { itemId, skuId } of order.pieces) {
    const item = store.item(itemId);
    if (item === undefined) continue;
    store.saveItem({
      ...item,
      skus: item.skus.map((sku) =>
        sku.skuId === skuId
          ? { ...sku, withheld: Math.max(0, sku.withheld - 1), quantity: sku.quantity + (isBack ? 1 : 0) }
          : sku,
      ),
    });
  }
};

/** `2018-02-10 16:00:00 +0700`, as orders show their times. */
const timeText = (ms: number): string =>
  `${new Date(ms + 7 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')} +0700`;
const isoText = (ms: number): string => `${new Date(ms + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`;

/** "masked": first and last letter stay. */
const masked = (text: string): string =>
  text.length < 3 ? '**' : `${text.slice(0, 1)}${'*'.repeat(Math.min(8, text.length - 2))}${text.slice(-1)}`;

const ownOrder = (store: Store, shopId: string, orderId: string): Order => {
  const order = /^\d{1,19}$/u.test(orderId) ? store.order(orderId) : undefined;
  // order/get, error 16
  return order?.shopId === shopId ? order : refuse('16', `E016: "${orderId}" Invalid Order ID`);
};

const view = (order: Order) => {
  const [first = '', ...rest] = order.buyer.name.split(' ');
  const address = {
    first_name: masked(first),
    last_name: masked(rest.join(' ')),
    phone: masked(order.buyer.phone),
    phone2: '',
    address1: masked(order.buyer.address),
    address2: '',
    address3: 'Jawa Timur',
    address4: 'Kota Malang',
    address5: 'Blimbing',
    addressDistrict: '',
    city: 'Kota Malang',
    post_code: '65126',
    country: 'Indonesia',
  };
  return {
    order_id: BigInt(order.orderId),
    order_number: BigInt(order.orderId),
    statuses: statusesOf(order.state),
    created_at: timeText(order.createdMs),
    updated_at: timeText(order.updatedMs),
    price: order.pieces.reduce((sum, { price }) => sum + price, 0).toFixed(2),
    shipping_fee: shippingFee,
    voucher: 0,
    items_count: order.pieces.length,
    payment_method: 'MIXEDCARD',
    address_shipping: address,
    address_billing: address,
  };
};

/** order/get. @throws Refusal */
export const getOrder = (store: Store, shopId: string, orderId: string) => view(ownOrder(store, shopId, orderId));

/** order/items/get: one entry per piece. @throws Refusal */
export const getOrderItems = (store: Store, shopId: string, orderId: string) => {
  const order = ownOrder(store, shopId, orderId);
  return order.pieces.map((piece) => ({
    order_item_id: BigInt(piece.orderItemId),
    order_id: BigInt(order.orderId),
    name: piece.name,
    sku: piece.sellerSku,
    shop_sku: `${piece.itemId}_ID-${piece.skuId}`,
    sku_id: piece.skuId,
    product_id: String(piece.itemId),
    item_price: piece.price,
    paid_price: piece.price,
    status: words[order.state],
    currency: 'IDR',
    sla_time_stamp: isoText(order.createdMs + shipWithinMs),
    created_at: timeText(order.createdMs),
    updated_at: timeText(order.updatedMs),
  }));
};

const dateOf = (parameters: ReadonlyMap<string, string>, name: string): number | undefined => {
  const text = parameters.get(name);
  if (text === undefined) return undefined;
  // error 17: "this format requirement: YYYY-MM-DDTHH:mm:ss±HH:MM"
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$/u.test(text))
    return refuse('17', `E017: "${text}" Invalid Date Format`);
  return Date.parse(text);
};

/** orders/get. @throws Refusal */
export const getOrders = (store: Store, shopId: string, parameters: ReadonlyMap<string, string>) => {
  const [updatedAfter, createdAfter] = [dateOf(parameters, 'update_after'), dateOf(parameters, 'created_after')];
  // "Either UpdatedAfter or CreatedAfter is mandatory."
  if (updatedAfter === undefined && createdAfter === undefined)
    refuse('1', 'E001: Parameter update_after is mandatory');
  const [updatedBefore, createdBefore] = [dateOf(parameters, 'update_before'), dateOf(parameters, 'created_before')];
  const [limit, offset] = [Number(parameters.get('limit') ?? 100), Number(parameters.get('offset') ?? 0)];
  // "The supported maximum number is 100."
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) refuse('19', `E019: "${limit}" Invalid Limit`);
  if (!Number.isInteger(offset) || offset < 0) refuse('14', `E014: "${offset}" Invalid Offset`);
  const found = store
    .ordersOf(shopId)
    .filter(
      (order) =>
        order.updatedMs >= (updatedAfter ?? 0) &&
        order.updatedMs <= (updatedBefore ?? Number.MAX_VALUE) &&
        order.createdMs >= (createdAfter ?? 0) &&
        order.createdMs <= (createdBefore ?? Number.MAX_VALUE),
    );
  const page = found.slice(offset, offset + limit);
  return { count: page.length, countTotal: found.length, orders: page.map(view) };
};
