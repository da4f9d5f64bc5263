import type { CallResult, MarketplaceOrder, OrderReader, PageOf, Session } from '../connector.ts';
import { call } from './client.ts';
import { getOrderDetail, getOrderList } from './endpoints.ts';
import { OrderDetails, OrderPage, type OrderDetail } from './schemas.ts';

/**
 * Everything but what is returned by default; no more of the buyer than what a parcel needs
 * (order.get_order_detail, response_optional_fields).
 */
const optionalFields = 'item_list,recipient_address,total_amount,pickup_done_time';
/** "The limit of page_size if between 1 and 100" (order.get_order_list). */
const pageSize = 100;
/** "Start time must be earlier than end time and diff in 15days": a day less, for clocks differ. */
const widestSpanSeconds = 14 * 86_400;

/**
 * order_status of the order documents → the house's states. A wish to cancel (IN_CANCEL) is not a cancellation: the goods
 * are still to be sent until it is accepted. PENDING and INVOICE_PENDING are held by Shopee itself.
 */
const states: Readonly<Record<string, MarketplaceOrder['state']>> = {
  UNPAID: 'unpaid',
  PENDING: 'unpaid',
  INVOICE_PENDING: 'unpaid',
  READY_TO_SHIP: 'to-ship',
  RETRY_SHIP: 'to-ship',
  PROCESSED: 'to-ship',
  IN_CANCEL: 'to-ship',
  SHIPPED: 'shipped',
  TO_CONFIRM_RECEIVE: 'shipped',
  COMPLETED: 'completed',
  CANCELLED: 'cancelled',
  TO_RETURN: 'returned',
};

const stateOf = (order: OrderDetail): MarketplaceOrder['state'] | undefined => {
  const state = states[order.order_status];
  // fetched by the courier before it was cancelled: the goods are on their way back, not on the shelf
  return state === 'cancelled' && order.pickup_done_time > 0 ? 'returned' : state;
};

/** Lines by what was bought: the same model twice (as a bundle deal shows it) is one line with the pieces of both. */
const linesOf = (order: OrderDetail): MarketplaceOrder['lines'] => {
  const lines = new Map<string, MarketplaceOrder['lines'][number]>();
  for (const item of order.item_list) {
    const lineId = `${item.order_item_id ?? item.item_id}-${item.item_id}-${item.model_id ?? '0'}`;
    const known = lines.get(lineId);
    lines.set(lineId, {
      lineId,
      externalItemId: item.item_id,
      marker: item.item_sku,
      ...(item.model_sku === '' ? {} : { variantMarker: item.model_sku }),
      name: item.model_name === '' ? item.item_name : `${item.item_name} (${item.model_name})`,
      quantity: item.model_quantity_purchased + (known?.quantity ?? 0),
      // "In case of bundle deal item, this value will return 0"
      priceIdr: known?.priceIdr ?? Math.round(item.model_discounted_price || item.model_original_price),
    });
  }
  return [...lines.values()];
};

/** What Shopee masks ("****") tells nobody anything. */
const shown = (text: string): string | undefined => (/^[*\s]*$/u.test(text) ? undefined : text);

const buyerOf = ({ recipient_address: to }: OrderDetail): MarketplaceOrder['buyer'] => {
  const [name, phone, address] = [shown(to?.name ?? ''), shown(to?.phone ?? ''), shown(to?.full_address ?? '')];
  if (name === undefined && phone === undefined && address === undefined) return undefined;
  return {
    ...(name === undefined ? {} : { name }),
    ...(phone === undefined ? {} : { phone }),
    ...(address === undefined ? {} : { address }),
  };
};

const toOrder = (order: OrderDetail, state: MarketplaceOrder['state']): MarketplaceOrder => {
  const lines = linesOf(order);
  const buyer = buyerOf(order);
  return {
    externalId: order.order_sn,
    state,
    placedAtMs: order.create_time * 1000,
    updatedAtMs: order.update_time * 1000,
    ...(order.ship_by_date > 0 ? { shipByMs: order.ship_by_date * 1000 } : {}),
    // "will only return after the buyer has completed payment"
    totalIdr: Math.round(
      order.total_amount > 0
        ? order.total_amount
        : lines.reduce((sum, { quantity, priceIdr }) => sum + quantity * priceIdr, 0),
    ),
    lines,
    ...(buyer === undefined ? {} : { buyer }),
  };
};

const read = async (session: Session, externalId: string): Promise<CallResult<MarketplaceOrder | null>> => {
  const answer = await call(
    session,
    getOrderDetail,
    {
      query: {
        order_sn_list: externalId,
        response_optional_fields: optionalFields,
        request_order_status_pending: 'true',
      },
    },
    OrderDetails,
  );
  if (answer.kind === 'gone') return { kind: 'ok', value: null };
  // order.get_order_detail, error_list: "error_not_found"
  if (
    (answer.kind === 'rejected' || answer.kind === 'retry') &&
    /(^|\.)error_not_found$/u.test(answer.marketplaceCode ?? '')
  )
    return { kind: 'ok', value: null };
  if (answer.kind !== 'ok') return answer;
  const order = answer.value.response.order_list.find(({ order_sn: sn }) => sn === externalId);
  if (order === undefined) return { kind: 'ok', value: null };
  const state = stateOf(order);
  return state === undefined
    ? { kind: 'retry', reason: `Shopee shows an unknown order status (${order.order_status}).` }
    : { kind: 'ok', value: toOrder(order, state) };
};

/** The cursor: where this piece of the span begins, and Shopee's own cursor in it. */
const positionOf = (cursor: string | undefined, fromSeconds: number): { from: number; own: string } => {
  const [from = '', own = ''] = (cursor ?? '').split(/:(.*)/su, 2);
  return /^\d+$/.test(from) ? { from: Number(from), own } : { from: fromSeconds, own: '' };
};

const list = async (
  session: Session,
  span: { readonly fromMs: number; readonly toMs: number },
  cursor: string | undefined,
): Promise<CallResult<PageOf<string>>> => {
  const end = Math.ceil(span.toMs / 1000);
  const { from, own } = positionOf(cursor, Math.floor(span.fromMs / 1000));
  const to = Math.min(end, from + widestSpanSeconds);
  if (from >= to) return { kind: 'ok', value: { items: [] } };
  const answer = await call(
    session,
    getOrderList,
    {
      query: {
        time_range_field: 'update_time',
        time_from: from,
        time_to: to,
        page_size: pageSize,
        request_order_status_pending: 'true',
        ...(own === '' ? {} : { cursor: own }),
      },
    },
    OrderPage,
  );
  if (answer.kind !== 'ok') return answer;
  const { more, next_cursor: next, order_list: orders } = answer.value.response;
  const items = orders.map(({ order_sn: sn }) => sn);
  if (more && next !== '') return { kind: 'ok', value: { items, nextCursor: `${from}:${next}` } };
  return { kind: 'ok', value: to < end ? { items, nextCursor: `${to}:` } : { items } };
};

/** Orders as Shopee shows them (order.get_order_detail, order.get_order_list). */
export const orders: OrderReader = { read, list };
