import type { CallResult, MarketplaceOrder, OrderReader, Session } from '../connector.ts';
import { call } from './client.ts';
import { getOrders, getProduct, searchOrders } from './endpoints.ts';
import { FoundOrders, Orders, Product, type Order } from './schemas.ts';
import { markerOfSku } from './skus.ts';

const pageSize = 100;

/**
 * TikTok's words → the house's. ON_HOLD: accepted, but the buyer may still cancel freely, so nothing is to be sent yet. A
 * return is a record of its own there and never shows in an order's status.
 */
const states: Readonly<Record<string, MarketplaceOrder['state']>> = {
  UNPAID: 'unpaid',
  ON_HOLD: 'unpaid',
  AWAITING_SHIPMENT: 'to-ship',
  PARTIALLY_SHIPPING: 'to-ship',
  AWAITING_COLLECTION: 'to-ship',
  IN_TRANSIT: 'shipped',
  DELIVERED: 'shipped',
  COMPLETED: 'completed',
  CANCELLED: 'cancelled',
};

type Line = Order['line_items'][number];

/** What pieces of one line share. It names the line too: no piece can, as each may be cancelled alone. */
const lineIdOf = ({ sku_id: sku, sale_price: price }: Line): string => `${sku}-${price ?? 0}`;

/** A line item is one piece: pieces of the same SKU at the same price are one line. */
const groupLines = ({ status, line_items: items }: Order): readonly (readonly [Line, number])[] => {
  const groups = new Map<string, [Line, number]>();
  for (const item of items) {
    if (item.display_status === 'CANCELLED' && status !== 'CANCELLED') continue;
    const key = lineIdOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item, 1]);
    else group[1] += 1;
  }
  return [...groups.values()];
};

/** SKU id → variant id, of our items with variants: an order shows the position only. */
const readVariants = async (
  session: Session,
  lines: readonly (readonly [Line, number])[],
): Promise<CallResult<ReadonlyMap<string, string>>> => {
  const variants = new Map<string, string>();
  const products = new Set(
    lines.filter(([{ seller_sku: sku }]) => markerOfSku(sku) !== sku).map(([{ product_id: id }]) => id),
  );
  for (const productId of products) {
    const answer = await call(session, getProduct(productId), {}, Product);
    if (answer.kind === 'gone') continue;
    if (answer.kind !== 'ok') return answer;
    for (const { id, external_sku_id: variantId } of answer.value.skus)
      if (variantId !== '') variants.set(id, variantId);
  }
  return { kind: 'ok', value: variants };
};

const orderOf = (
  order: Order,
  lines: readonly (readonly [Line, number])[],
  variants: ReadonlyMap<string, string>,
): MarketplaceOrder => {
  const { name = '', phone_number: phone = '', full_address: address = '' } = order.recipient_address ?? {};
  const buyer = {
    ...(name === '' ? {} : { name }),
    ...(phone === '' ? {} : { phone }),
    ...(address === '' ? {} : { address }),
  };
  return {
    externalId: order.id,
    // a word that the contract does not name must not hide an order from its owner
    state: states[order.status] ?? 'to-ship',
    placedAtMs: order.create_time * 1000,
    updatedAtMs: order.update_time * 1000,
    ...(order.rts_sla_time > 0 ? { shipByMs: order.rts_sla_time * 1000 } : {}),
    totalIdr: Math.round(order.payment?.total_amount ?? 0),
    lines: lines.map(([line, quantity]) => {
      const marker = markerOfSku(line.seller_sku);
      const variantId = variants.get(line.sku_id);
      return {
        lineId: lineIdOf(line),
        externalItemId: line.product_id,
        marker,
        ...(marker === line.seller_sku
          ? {}
          : { variantMarker: variantId === undefined ? line.seller_sku : `${marker}-${variantId}` }),
        name: line.product_name,
        quantity,
        priceIdr: Math.round(line.sale_price ?? 0),
      };
    }),
    ...(Object.keys(buyer).length === 0 ? {} : { buyer }),
  };
};

export const orders: OrderReader = {
  read: async (session, externalId) => {
    const answer = await call(session, getOrders, { query: { ids: externalId } }, Orders);
    if (answer.kind === 'gone') return { kind: 'ok', value: null };
    if (answer.kind !== 'ok') return answer;
    const order = answer.value.orders.find(({ id }) => id === externalId);
    if (order === undefined) return { kind: 'ok', value: null };
    const lines = groupLines(order);
    const variants = await readVariants(session, lines);
    return variants.kind === 'ok' ? { kind: 'ok', value: orderOf(order, lines, variants.value) } : variants;
  },

  list: async (session, { fromMs, toMs }, cursor) => {
    const answer = await call(
      session,
      searchOrders,
      {
        query: {
          page_size: pageSize,
          sort_field: 'update_time',
          sort_order: 'ASC',
          ...(cursor === undefined ? {} : { page_token: cursor }),
        },
        // the upper bound is exclusive
        body: { update_time_ge: Math.floor(fromMs / 1000), update_time_lt: Math.floor(toMs / 1000) + 1 },
      },
      FoundOrders,
    );
    if (answer.kind !== 'ok') return answer;
    const { orders: found, next_page_token: next } = answer.value;
    return {
      kind: 'ok',
      value: { items: found.map(({ id }) => id), ...(next === '' || next === cursor ? {} : { nextCursor: next }) },
    };
  },
};
