import type * as z from 'zod';
import { namedAttributes } from './attribute-rules.ts';
import { editable, type Context } from './context.ts';
import { AddItemBody, DeleteItemBody, UnlistItemBody, UpdateItemBody } from './item-bodies.ts';
import { isDeleted, isUnderPromotion, type Item } from './model.ts';
import { submitted } from './moderation.ts';
import { parseBody } from './parameters.ts';
import { refuse } from './refusal.ts';
import { checkContent, checkedPrice, checkedStock, leafOf } from './rules.ts';
import { itemAnswer } from './views.ts';

/** get_item_limit: item_count_limit of a shop. */
export const itemCountLimit = 10_000;

const contentOf = (body: z.infer<typeof AddItemBody>) => {
  const leaf = leafOf(body.category_id);
  return {
    name: body.item_name,
    description: body.description,
    categoryId: body.category_id,
    attributes: body.attribute_list ?? [],
    images: body.image.image_id_list,
    weight: body.weight,
    dimension: body.dimension ?? null,
    logistics: body.logistic_info.map((entry) => ({ ...entry, is_free: entry.is_free ?? false })),
    preOrder: preOrderOf(body.pre_order, leaf.limits.readyDays),
    daysGiven: body.pre_order?.days_to_ship !== undefined,
    brand: body.brand ?? noBrand,
    brandGiven: body.brand !== undefined,
    gtin: body.gtin_code ?? '',
    sku: body.item_sku ?? '',
    originalPrice: checkedPrice(body.original_price, leaf),
    wholesale: body.wholesale ?? [],
  };
};

const noBrand = { brand_id: 0, original_brand_name: 'No Brand' };

const preOrderOf = (
  given: { readonly is_pre_order: boolean; readonly days_to_ship?: number | undefined } | undefined,
  readyDays: number,
) => {
  if (given === undefined) return { is_pre_order: false, days_to_ship: readyDays };
  return { is_pre_order: given.is_pre_order, days_to_ship: given.days_to_ship ?? (given.is_pre_order ? 0 : readyDays) };
};

/** v2.product.add_item. Two calls make two items: the contract has no idempotency key. @throws Refusal */
export const addItem = (context: Context, body: Uint8Array) => {
  const asked = parseBody(AddItemBody, body);
  return itemAnswer(context, createItem(context, asked));
};

const createItem = (context: Context, asked: z.infer<typeof AddItemBody>): Item => {
  const { store, faults, pushes, shopId, nowMs } = context;
  refuseExtended(asked.description_type);
  const content = contentOf(asked);
  checkContent(store, content);
  const stock = checkedStock(asked.seller_stock ?? [], leafOf(asked.category_id));
  // add_item: error_list "error_reach_shop_item_limit"
  if (store.countItems(shopId) >= itemCountLimit) {
    refuse('error_reach_shop_item_limit', 'Item published item count reaches limit.');
  }
  const { brandGiven: _brand, daysGiven: _days, ...kept } = content;
  const item = store.addItem((itemId) =>
    submitted(
      faults,
      {
        ...kept,
        itemId,
        shopId,
        // add_item: params item_status "could be UNLIST or NORMAL"
        status: asked.item_status ?? 'NORMAL',
        attributes: namedAttributes(leafOf(asked.category_id), content.attributes),
        stock,
        reserved: 0,
        condition: asked.condition ?? 'NEW',
        dangerous: asked.item_dangerous ?? 0,
        createdMs: nowMs,
        updatedMs: nowMs,
        visibleMs: nowMs + faults.current().searchLagMs,
        reviewMs: null,
        violation: null,
        promotion: null,
        tiers: [],
        models: [],
        origin: 'api',
      },
      false,
      nowMs,
    ),
  );
  if (item.status === 'BANNED') pushes.violation(item, nowMs);
  return item;
};

/** v2.product.update_item: what is left out stays; the whole is checked again. @throws Refusal */
export const updateItem = (context: Context, body: Uint8Array) => {
  const { store, faults, pushes, nowMs } = context;
  const asked = parseBody(UpdateItemBody, body);
  const item = editable(context, asked.item_id);
  refuseExtended(asked.description_type);
  if (isUnderPromotion(item, nowMs)) refuseLocked(item, asked);
  const leaf = leafOf(asked.category_id ?? item.categoryId);
  const dimension = asked.dimension ?? item.dimension;
  const content = {
    ...item,
    name: asked.item_name ?? item.name,
    description: asked.description ?? item.description,
    categoryId: asked.category_id ?? item.categoryId,
    attributes: asked.attribute_list ?? item.attributes,
    images: asked.image?.image_id_list ?? item.images,
    weight: asked.weight ?? item.weight,
    dimension,
    logistics: asked.logistic_info?.map((entry) => ({ ...entry, is_free: entry.is_free ?? false })) ?? item.logistics,
    preOrder: asked.pre_order === undefined ? item.preOrder : preOrderOf(asked.pre_order, leaf.limits.readyDays),
    daysGiven: asked.pre_order?.days_to_ship !== undefined,
    brand: asked.brand ?? item.brand,
    brandGiven: true,
    gtin: asked.gtin_code ?? item.gtin,
    sku: asked.item_sku ?? item.sku,
    wholesale: asked.wholesale ?? item.wholesale,
  };
  checkContent(store, content);
  const { brandGiven: _brand, daysGiven: _days, ...kept } = content;
  const wanted = asked.item_status ?? (item.status === 'UNLIST' ? 'UNLIST' : 'NORMAL');
  const after = submitted(
    faults,
    {
      ...kept,
      attributes: namedAttributes(leaf, content.attributes),
      condition: asked.condition ?? item.condition,
      dangerous: asked.item_dangerous ?? item.dangerous,
      status: wanted,
      updatedMs: nowMs,
    },
    item.status === 'NORMAL',
    nowMs,
  );
  store.saveItem(after);
  if (after.status === 'BANNED' || (item.violation !== null && after.violation === null))
    pushes.violation(after, nowMs);
  return itemAnswer(context, after);
};

/** update_item: error_list, the fields that a promotion locks. */
const refuseLocked = (item: Item, asked: z.infer<typeof UpdateItemBody>): void => {
  if (asked.item_name !== undefined && asked.item_name !== item.name) {
    refuse('error_cannt_edit_name_in_promotion', 'Item_name cannot be edited when item is under promotion..');
  }
  if (asked.description !== undefined && asked.description !== item.description) {
    refuse(
      'error_cannt_edit_description_in_promotion',
      'Description of item cannot be edited when item is under promotion..',
    );
  }
  if (asked.image !== undefined && asked.image.image_id_list.join() !== item.images.join()) {
    refuse('error_cannt_edit_image_in_promotion', 'Image of item cannot be edited when item is under promotion..');
  }
  if (asked.pre_order !== undefined && asked.pre_order.is_pre_order !== item.preOrder.is_pre_order) {
    refuse(
      'error_cannt_edit_pre_order_in_promotion',
      'Item cannot be changed to pre-order when item is under promotion..',
    );
  }
  if (asked.category_id !== undefined && asked.category_id !== item.categoryId) {
    refuse('error_item_in_promotion', 'item is in promotion can not set category');
  }
  if (asked.item_status === 'UNLIST') {
    refuse('error_in_item_promotion_unlsit_lock', "Can't unlist item when item is under promotion.");
  }
};

/** v2.product.unlist_item: partial results; when all fail also an error. @throws Refusal */
export const unlistItem = (context: Context, body: Uint8Array) => {
  const { store, faults, pushes, shopId, nowMs } = context;
  const asked = parseBody(UnlistItemBody, body);
  const success: { item_id: number; unlist: boolean }[] = [];
  const failure: { item_id: number; failed_reason: string }[] = [];
  for (const { item_id, unlist } of asked.item_list) {
    const item = store.item(item_id);
    const reason =
      item === undefined || item.shopId !== shopId ? 'Product not found' : reasonAgainst(item, unlist, nowMs);
    if (reason !== undefined || item === undefined) {
      failure.push({ item_id, failed_reason: reason ?? 'Product not found' });
      continue;
    }
    success.push({ item_id, unlist });
    if ((item.status === 'UNLIST') === unlist) continue;
    const after = unlist
      ? { ...item, status: 'UNLIST' as const, reviewMs: null }
      : submitted(faults, { ...item, status: 'NORMAL' }, false, nowMs);
    store.saveItem({ ...after, updatedMs: nowMs });
    if (after.status === 'BANNED') pushes.violation(after, nowMs);
  }
  // unlist_item: error_list "error_unlist_item_all_failed"
  if (success.length === 0) {
    refuse('error_unlist_item_all_failed', 'Unlist item all failed.', { success_list: [], failure_list: failure });
  }
  return { success_list: success, failure_list: failure };
};

const reasonAgainst = (item: Item, unlist: boolean, nowMs: number): string | undefined => {
  if (isDeleted(item)) return 'Product not found';
  // unlist_item: error_list "error_busi_cannot_delist_reviewing_or_banned_item"
  if (item.status === 'BANNED' || item.status === 'REVIEWING')
    return 'Banned and Reviewing Products cannot be delisted';
  // unlist_item: response sample, failed_reason
  if (unlist && isUnderPromotion(item, nowMs)) return "Can't unlist item when item is under promotion";
  return undefined;
};

/** v2.product.delete_item: for good; get_item_base_info shows SELLER_DELETE for 90 days. @throws Refusal */
export const deleteItem = (context: Context, body: Uint8Array): undefined => {
  const { store, nowMs } = context;
  const item = editable(context, parseBody(DeleteItemBody, body).item_id);
  // delete_item: error_list "error_cannt_delete_in_promotion" (so spelt)
  if (isUnderPromotion(item, nowMs)) {
    refuse('error_cannt_delete_in_promotion', 'Item cannot be deleted when item is under promotion.');
  }
  store.saveItem({ ...item, status: 'SELLER_DELETE', reviewMs: null, updatedMs: nowMs });
};

/** add_item: params description_info "Only whitelist sellers can use it … otherwise api will return error". */
const refuseExtended = (type: string | undefined): void => {
  if (type !== undefined && type !== '' && type !== 'normal') refuse('error_param', 'Invalid parameter for product.');
};
