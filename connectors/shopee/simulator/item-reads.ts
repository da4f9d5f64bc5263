import { leafById } from './catalogue.ts';
import type { Context } from './context.ts';
import { linkOf } from './gateway.ts';
import { isDeleted, isUnderPromotion, ItemStatus, type Item, type Shop } from './model.ts';
import { listOf, numberOf, optionalNumberOf, textsOf } from './parameters.ts';
import { refuse } from './refusal.ts';
import { baseInfo, modelView } from './views.ts';

/** Deleted items can be read for 90 days. */
const deletedLifeMs = 90 * 86_400_000;

const shopOf = ({ store, shopId }: Pick<Context, 'store' | 'shopId'>): Shop =>
  store.shop(shopId) ?? refuse('error_param_shop_id_not_found', 'Shop_id is not found.');

const isReadable = (item: Pick<Item, 'status' | 'updatedMs'>, nowMs: number): boolean =>
  !isDeleted(item) || nowMs - item.updatedMs < deletedLifeMs;

/** get_item_list, search_item: param item_status; error_list "error_param_item_status" "Item status error." */
const statusesOf = (query: URLSearchParams): readonly ItemStatus[] =>
  textsOf(query, 'item_status').map((text) => {
    const parsed = ItemStatus.safeParse(text);
    return parsed.success ? parsed.data : refuse('error_param_item_status', 'Item status error.');
  });

const pageSizeOf = (query: URLSearchParams): number => {
  const size = numberOf(query, 'page_size');
  // get_item_list: page_size "Max=100"
  if (size < 1 || size > 100) refuse('error_param', 'Wrong parameters, detail: page_size should be between 1 and 100.');
  return size;
};

/** v2.product.get_item_list: item_status is required; a new item shows after the lag. @throws Refusal */
export const getItemList = (context: Context, query: URLSearchParams) => {
  const statuses = statusesOf(query);
  if (statuses.length === 0) refuse('error_param', 'Wrong parameters, detail: item_status is required.');
  const offset = numberOf(query, 'offset');
  const pageSize = pageSizeOf(query);
  const from = optionalNumberOf(query, 'update_time_from');
  const to = optionalNumberOf(query, 'update_time_to');
  // get_item_list: error_list "error_update_time_range"
  if (from !== undefined && to !== undefined && to <= from) {
    refuse('error_update_time_range', 'Update_time_to should be later than update_time_from.');
  }
  const all = context.store
    .listOf(context.shopId)
    .filter(
      (item) => statuses.includes(item.status) && isReadable(item, context.nowMs) && item.visibleMs <= context.nowMs,
    )
    .filter(({ updatedMs }) => updatedMs / 1000 >= (from ?? 0) && updatedMs / 1000 <= (to ?? Infinity));
  const page = all.slice(offset, offset + pageSize);
  const hasNext = offset + page.length < all.length;
  return {
    item: page.map((item) => ({
      item_id: item.itemId,
      item_status: item.status,
      update_time: Math.floor(item.updatedMs / 1000),
      tag: { kit: false },
    })),
    total_count: all.length,
    has_next_page: hasNext,
    ...(hasNext ? { next_offset: offset + page.length } : {}),
  };
};

/**
 * v2.product.search_item: by item_sku (exact) or item_name (part of it); "If you search for item_sku and item_name at the
 * same time, only the results that match item_sku will be returned." Without item_status every state is searched.
 * @throws Refusal
 */
export const searchItem = (context: Context, query: URLSearchParams) => {
  const sku = query.get('item_sku') ?? '';
  const name = (query.get('item_name') ?? '').toLowerCase();
  const attributeStatus = optionalNumberOf(query, 'attribute_status');
  // search_item: error_list error_param "request must set one of [item_name,attribute_status]"
  if (sku === '' && name === '' && attributeStatus === undefined) {
    refuse('error_param', 'request must set one of [item_name,attribute_status]');
  }
  const statuses = statusesOf(query);
  const pageSize = pageSizeOf(query);
  const offsetText = query.get('offset') ?? '';
  const offset = offsetText === '' ? 0 : numberOf(query, 'offset');
  const found = (sku === '' ? context.store.itemsOf(context.shopId) : context.store.itemsWithSku(context.shopId, sku))
    .filter((item) => (statuses.length === 0 || statuses.includes(item.status)) && isReadable(item, context.nowMs))
    .filter((item) => item.visibleMs <= context.nowMs && (sku !== '' || item.name.toLowerCase().includes(name)))
    .filter((item) => attributeStatus === undefined || lacksAttributes(item, attributeStatus));
  const page = found.slice(offset, offset + pageSize);
  const next = offset + page.length;
  return {
    item_id_list: page.map((item) => item.itemId),
    total_count: found.length,
    next_offset: next < found.length ? String(next) : '',
  };
};

/** search_item: attribute_status 1 "lack of requires attribute", 2 "lack of optional attribute". */
const lacksAttributes = (item: Item, status: number): boolean => {
  const leaf = leafById(item.categoryId);
  const asked = status === 1 ? leaf?.mandatory : leaf?.optional;
  return asked?.some((one) => !item.attributes.some((entry) => entry.attribute_id === one.id)) ?? false;
};

/** Items of this shop by `item_id_list` "limit [0,50]"; unknown ones are left out, as in the field. @throws Refusal */
const askedItems = (context: Context, query: URLSearchParams): readonly Item[] =>
  listOf(query, 'item_id_list', 50).flatMap((id) => {
    const item = context.store.item(id);
    return item?.shopId === context.shopId && isReadable(item, context.nowMs) ? [item] : [];
  });

/** v2.product.get_item_base_info; when none is known error_list "error_item_not_found". @throws Refusal */
export const getItemBaseInfo = (context: Context, query: URLSearchParams) => {
  const items = askedItems(context, query);
  if (items.length === 0) refuse('error_item_not_found', 'Item_id is not found.');
  const shop = shopOf(context);
  return { item_list: items.map((item) => baseInfo(context, item, shop)) };
};

/** v2.product.get_item_extra_info: nobody has bought or looked yet. @throws Refusal */
export const getItemExtraInfo = (context: Context, query: URLSearchParams) => {
  const items = askedItems(context, query);
  if (items.length === 0) refuse('error_item_not_found', 'Item_id is not found.');
  return {
    item_list: items.map((item) => ({
      item_id: item.itemId,
      sale: 0,
      views: 0,
      likes: 0,
      rating_star: 0,
      comment_count: 0,
    })),
  };
};

/** v2.product.get_item_violation_info: each asked id has its entry, with `fail_error` when it is not ours. @throws Refusal */
export const getItemViolationInfo = (context: Context, query: URLSearchParams) => ({
  item_list: listOf(query, 'item_id_list', 50).map((id) => {
    const item = context.store.item(id);
    if (item?.shopId !== context.shopId || !isReadable(item, context.nowMs)) {
      return { item_id: id, fail_error: 'error_param', fail_message: 'Invalid request item_id' };
    }
    return {
      item_id: id,
      item_name: item.name,
      item_status: item.status,
      deboost: false,
      item_status_details: item.violation === null ? [] : [item.violation],
      deboost_details: [],
    };
  }),
});

/** v2.product.get_item_promotion: "can send 1 to 50 items", partial results. @throws Refusal */
export const getItemPromotion = (context: Context, query: URLSearchParams) => {
  const ids = listOf(query, 'item_id_list', 50);
  // get_item_promotion: error_list error_param "Repeat item_id."
  if (new Set(ids).size !== ids.length) refuse('error_param', 'Repeat item_id.');
  const success: unknown[] = [];
  const failure: unknown[] = [];
  for (const id of ids) {
    const item = context.store.item(id);
    if (item?.shopId !== context.shopId) {
      failure.push({ item_id: id, failed_reason: 'Product not found' });
      continue;
    }
    const running = item.promotion !== null && isUnderPromotion(item, context.nowMs) ? [item.promotion] : [];
    success.push({
      item_id: id,
      promotion: running.map((promotion) => ({
        promotion_type: 'Discount Promotions',
        promotion_id: promotion.promotionId,
        model_id: 0,
        start_time: Math.floor(promotion.startMs / 1000),
        end_time: Math.floor(promotion.endMs / 1000),
        promotion_price_info: [{ promotion_price: promotion.price }],
        promotion_staging: promotion.startMs <= context.nowMs ? 'ongoing' : 'upcoming',
        promotion_stock_info_v2: { summary_info: { total_reserved_stock: promotion.reserved } },
      })),
    });
  }
  return { success_list: success, failure_list: failure };
};

/** v2.product.get_model_list. @throws Refusal */
export const getModelList = (context: Context, query: URLSearchParams) => {
  const item = context.store.item(numberOf(query, 'item_id'));
  if (item?.shopId !== context.shopId || !isReadable(item, context.nowMs)) {
    return refuse('error_item_not_found', 'Item_id is not found.');
  }
  const shop = shopOf(context);
  return {
    tier_variation: item.tiers.map((tier) => ({
      name: tier.name,
      option_list: tier.options.map(({ option, imageId }) => ({
        option,
        ...(imageId === '' ? {} : { image: { image_id: imageId, image_url: context.imageUrl(imageId) } }),
      })),
    })),
    model: item.models.map((model) => modelView(context, item, model, shop)),
  };
};

/** v2.shop.get_shop_info: fields stand beside `error`. */
export const getShopInfo = (context: Context) => {
  const link = linkOf(context.store, context.shopId);
  return {
    shop_name: shopOf(context).name,
    region: 'ID',
    status: 'NORMAL',
    sip_affi_shops: [],
    is_cb: false,
    auth_time: Math.floor((link?.auth_ms ?? 0) / 1000),
    expire_time: Math.floor((link?.ends_ms ?? 0) / 1000),
    is_sip: false,
    is_upgraded_cbsc: false,
    merchant_id: null,
    shop_fulfillment_flag: 'Others',
    is_main_shop: false,
    is_direct_shop: false,
    linked_main_shop_id: 0,
    linked_direct_shop_list: [],
  };
};
