import type { CallResult, MarketplaceOrder, OrderReader, PageOf } from '../connector.ts';
import { call } from './client.ts';
import { getOrder, getOrderItems, getOrders } from './endpoints.ts';
import { Order, OrderItems, OrderPage, type OrderItem } from './schemas.ts';
import { markerOfSku, positionOfSku } from './sku.ts';

/** "The supported maximum number is 100" (orders/get). */
const pageSize = 100;

type State = MarketplaceOrder['state'];

/** Statuses of orders/get (its error 6 lists them). A parcel that comes back is on its way until it is here. */
const states: Readonly<Record<string, State>> = {
  unpaid: 'unpaid',
  pending: 'to-ship',
  topack: 'to-ship',
  packed: 'to-ship',
  repacked: 'to-ship',
  toship: 'to-ship',
  ready_to_ship: 'to-ship',
  ready_to_ship_pending: 'to-ship',
  shipped: 'shipped',
  shipping: 'shipped',
  failed: 'shipped',
  failed_delivery: 'shipped',
  shipped_back: 'shipped',
  shipped_back_failed: 'shipped',
  delivered: 'completed',
  confirmed: 'completed',
  canceled: 'cancelled',
  cancelled: 'cancelled',
  returned: 'returned',
  shipped_back_success: 'returned',
  // goods that were sent and will not come back to the shelf
  lost: 'returned',
  lost_by_3pl: 'returned',
  damaged_by_3pl: 'returned',
  package_scrapped: 'returned',
};
/** An order is as far as its least advanced piece. */
const stages: readonly State[] = ['unpaid', 'to-ship', 'shipped', 'completed', 'returned', 'cancelled'];

const stateOf = (statuses: readonly string[]): State => {
  // a status that no document names leaves the order where the owner looks at it
  const all = statuses.map((status) => states[status.toLowerCase()] ?? 'to-ship');
  return stages.find((stage) => all.includes(stage)) ?? 'unpaid';
};

/** `2018-02-10 16:00:00 +0800` and ISO 8601 → milliseconds; `undefined` for what is neither. */
const readTime = (text: string): number | undefined => {
  const ms = Date.parse(
    text
      .trim()
      .replace(/^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}) ?/, '$1T$2')
      .replace(/([+-]\d{2})(\d{2})$/, '$1:$2'),
  );
  return Number.isNaN(ms) ? undefined : ms;
};

/** `2018-02-10T16:00:00+00:00`, as orders/get wants it. */
const writeTime = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/, '+00:00');

/** Every piece is an item of its own there; pieces of one SKU at one price are one line here. */
const linesOf = (items: readonly OrderItem[]): MarketplaceOrder['lines'] => {
  const lines = new Map<string, MarketplaceOrder['lines'][number]>();
  for (const item of items) {
    const lineId = `${item.sku_id || item.sku}-${item.item_price}`;
    const known = lines.get(lineId);
    const variant = positionOfSku(item.sku) === undefined ? {} : { variantMarker: item.sku };
    lines.set(lineId, {
      lineId,
      externalItemId: item.product_id,
      marker: markerOfSku(item.sku),
      ...variant,
      name: item.name,
      quantity: (known?.quantity ?? 0) + 1,
      priceIdr: Math.round(item.item_price),
    });
  }
  return [...lines.values()];
};

const joined = (...parts: readonly string[]): string => [...new Set(parts.filter((part) => part !== ''))].join(', ');

const buyerOf = ({ address_shipping: to }: Order): MarketplaceOrder['buyer'] => {
  if (to === null || to === undefined) return undefined;
  const name = [to.first_name, to.last_name].filter((part) => part !== '').join(' ');
  const address = joined(to.address1, to.addressDistrict, to.address5, to.address4, to.city, to.address3, to.post_code);
  return {
    ...(name === '' ? {} : { name }),
    ...(to.phone === '' ? {} : { phone: to.phone }),
    ...(address === '' ? {} : { address }),
  };
};
type Order = ReturnType<typeof Order.parse>['data'];

export const orders: OrderReader = {
  read: async (session, orderId): Promise<CallResult<MarketplaceOrder | null>> => {
    const parameters = { order_id: orderId };
    const head = await call(session, getOrder, { parameters }, Order);
    if (head.kind === 'gone') return { kind: 'ok', value: null };
    if (head.kind !== 'ok') return head;
    const items = await call(session, getOrderItems, { parameters }, OrderItems);
    if (items.kind === 'gone') return { kind: 'ok', value: null };
    if (items.kind !== 'ok') return items;
    const order = head.value.data;
    const placedAtMs = readTime(order.created_at) ?? session.clock();
    const state = stateOf(order.statuses);
    // pieces that were cancelled before shipping are the buyer's no more, unless all were
    const bought = items.value.data.filter(({ status }) => states[status.toLowerCase()] !== 'cancelled');
    const shipBy = bought.flatMap(({ sla_time_stamp: by }) => readTime(by) ?? []);
    const buyer = buyerOf(order);
    return {
      kind: 'ok',
      value: {
        externalId: order.order_id,
        state,
        placedAtMs,
        updatedAtMs: readTime(order.updated_at) ?? placedAtMs,
        ...(shipBy.length === 0 ? {} : { shipByMs: Math.min(...shipBy) }),
        // `price` excludes voucher and shipping
        totalIdr: Math.round(order.price + order.shipping_fee - order.voucher),
        lines: linesOf(bought.length === 0 ? items.value.data : bought),
        ...(buyer === undefined ? {} : { buyer }),
      },
    };
  },

  list: async (session, { fromMs, toMs }, cursor): Promise<CallResult<PageOf<string>>> => {
    const offset = cursor === undefined ? 0 : Number(cursor);
    const answer = await call(
      session,
      getOrders,
      {
        parameters: {
          update_after: writeTime(fromMs),
          update_before: writeTime(toMs),
          sort_by: 'updated_at',
          sort_direction: 'ASC',
          offset: String(offset),
          limit: String(pageSize),
        },
      },
      OrderPage,
    );
    if (answer.kind !== 'ok') return answer;
    const { orders: found, countTotal: total } = answer.value.data;
    const next = offset + pageSize;
    return {
      kind: 'ok',
      value: {
        items: found.map(({ order_id: id }) => id),
        ...(found.length > 0 && next < total ? { nextCursor: String(next) } : {}),
      },
    };
  },
};
