import type { Context } from './context.ts';
import { OrderStatus, type Order } from './model.ts';
import { numberOf, textsOf } from './parameters.ts';
import { refuse } from './refusal.ts';

const seconds = (ms: number): number => Math.floor(ms / 1000);

/** get_order_detail: params response_optional_fields, "Available values". */
const optionalFields = [
  'buyer_user_id',
  'buyer_username',
  'estimated_shipping_fee',
  'recipient_address',
  'actual_shipping_fee',
  'goods_to_declare',
  'note',
  'note_update_time',
  'item_list',
  'pay_time',
  'dropshipper',
  'dropshipper_phone',
  'split_up',
  'buyer_cancel_reason',
  'cancel_by',
  'cancel_reason',
  'actual_shipping_fee_confirmed',
  'buyer_cpf_id',
  'fulfillment_flag',
  'pickup_done_time',
  'package_list',
  'shipping_carrier',
  'payment_method',
  'total_amount',
  'invoice_data',
  'order_chargeable_weight_gram',
  'return_request_due_date',
  'edt',
  'payment_info',
] as const;

/** Whether the seller has still to bring the goods to the buyer; else the address is masked whole. */
const isOnItsWay = ({ status }: Order): boolean => !['UNPAID', 'COMPLETED', 'CANCELLED', 'TO_RETURN'].includes(status);

/** First and last letter stay: `B****i`. */
const masked = (name: string): string => (name.length < 2 ? '****' : `${name.slice(0, 1)}****${name.slice(-1)}`);

/** recipient_address: "Different parameters might be masked according to each market and kind of seller." */
const addressOf = (order: Order) => {
  const { name, phone, address } = order.buyer;
  const open = isOnItsWay(order);
  return {
    name: open ? masked(name) : '****',
    phone: open ? `******${phone.slice(-2)}` : '****',
    town: '',
    district: '****',
    city: '****',
    state: '****',
    region: 'ID',
    zipcode: '****',
    full_address: open ? address : '****',
  };
};

const itemsOf = (order: Order) =>
  order.lines.map((line) => ({
    item_id: line.itemId,
    item_name: line.itemName,
    item_sku: line.itemSku,
    model_id: line.modelId,
    model_name: line.modelName,
    model_sku: line.modelSku,
    model_quantity_purchased: line.quantity,
    model_original_price: line.price,
    model_discounted_price: line.price,
    wholesale: false,
    weight: 0.5,
    add_on_deal: false,
    main_item: false,
    add_on_deal_id: 0,
    promotion_type: '',
    promotion_id: 0,
    // "For items not in bundle deal promotion, the order_item_id should be the same as item_id."
    order_item_id: line.itemId,
    promotion_group_id: 0,
    product_location_id: '',
    is_prescription_item: false,
    is_b2c_owned_item: false,
  }));

const totalOf = (order: Order): number => order.lines.reduce((sum, line) => sum + line.quantity * line.price, 0);

/** One entry of get_order_detail: what is "Return by default", and the optional fields that were asked for. */
export const orderView = (order: Order, asked: readonly string[]) => {
  const optional: Readonly<Record<string, unknown>> = {
    item_list: itemsOf(order),
    recipient_address: addressOf(order),
    buyer_user_id: 9_193_214,
    buyer_username: masked(order.buyer.name),
    pay_time: order.paidMs === null ? null : seconds(order.paidMs),
    pickup_done_time: order.pickedUpMs === null ? 0 : seconds(order.pickedUpMs),
    cancel_by: order.status === 'CANCELLED' ? 'buyer' : '',
    cancel_reason: order.status === 'CANCELLED' ? 'CHANGE_OF_MIND' : '',
    buyer_cancel_reason: '',
    fulfillment_flag: 'fulfilled_by_local_seller',
    shipping_carrier: 'Reguler',
    payment_method: 'ShopeePay',
    // "This value will only return after the buyer has completed payment for the order."
    ...(order.paidMs === null ? {} : { total_amount: totalOf(order) }),
  };
  return {
    order_sn: order.orderSn,
    region: 'ID',
    currency: 'IDR',
    cod: false,
    order_status: order.status,
    message_to_seller: '',
    create_time: seconds(order.createdMs),
    update_time: seconds(order.updatedMs),
    days_to_ship: 2,
    ship_by_date: seconds(order.shipByMs),
    ...Object.fromEntries(Object.entries(optional).filter(([name]) => asked.includes(name))),
  };
};

/** v2.order.get_order_detail: "limit [1,50]", comma between; unknown ones are left out, all unknown is error_not_found. @throws Refusal */
export const getOrderDetail = (context: Context, query: URLSearchParams) => {
  const asked = (query.get('order_sn_list') ?? '').split(',').filter((sn) => sn !== '');
  if (asked.length === 0 || asked.length > 50) {
    refuse('error_param', 'Wrong parameters, detail: order_sn_list should have 1 to 50 entries.');
  }
  const fields = textsOf(query, 'response_optional_fields');
  const unknown = fields.find((field) => !optionalFields.some((one) => one === field));
  if (unknown !== undefined) {
    refuse('error_param', `Wrong parameters, detail: response_optional_fields: ${unknown} is not available.`);
  }
  const orders = asked.flatMap((sn) => {
    const order = context.store.order(sn);
    return order?.shopId === context.shopId ? [order] : [];
  });
  if (orders.length === 0) refuse('error_not_found', 'Wrong parameters, detail: order_sn is not found.');
  return { order_list: orders.map((order) => orderView(order, fields)) };
};

/** v2.order.get_order_list: one span of at most 15 days, pages of 1 to 100. @throws Refusal */
export const getOrderList = (context: Context, query: URLSearchParams) => {
  const field = query.get('time_range_field') ?? '';
  if (field !== 'create_time' && field !== 'update_time') {
    refuse('error_param', 'Wrong parameters, detail: time_range_field should be create_time or update_time.');
  }
  const [from, to] = [numberOf(query, 'time_from'), numberOf(query, 'time_to')];
  // error_list "order.order_list_invalid_time"
  if (from >= to || to - from > 15 * 86_400) {
    refuse('order.order_list_invalid_time', 'Start time must be earlier than end time and diff in 15days.');
  }
  const size = numberOf(query, 'page_size');
  if (size < 1 || size > 100) refuse('error_param', 'Wrong parameters, detail: page_size should be between 1 and 100.');
  const status = query.get('order_status');
  if (status !== null && !OrderStatus.safeParse(status).success) {
    refuse('error_param', 'Wrong parameters, detail: order_status is invalid.');
  }
  const cursor = query.get('cursor') ?? '';
  if (!/^\d*$/u.test(cursor)) refuse('error_param', 'Wrong parameters, detail: cursor is invalid.');
  const at = (order: Order): number => seconds(field === 'create_time' ? order.createdMs : order.updatedMs);
  const found = context.store
    .ordersOf(context.shopId)
    .filter((order) => at(order) >= from && at(order) <= to && (status === null || order.status === status));
  const start = Number(cursor);
  const page = found.slice(start, start + size);
  const more = found.length > start + size;
  const showsStatus = textsOf(query, 'response_optional_fields').includes('order_status');
  return {
    more,
    next_cursor: more ? String(start + size) : '',
    order_list: page.map((order) => ({
      order_sn: order.orderSn,
      ...(showsStatus ? { order_status: order.status } : {}),
    })),
  };
};
