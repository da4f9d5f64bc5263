import { editable, type Context } from './context.ts';
import { UpdatePriceBody, UpdateStockBody } from './item-bodies.ts';
import { isUnderPromotion, reservedOf } from './model.ts';
import { parseBody } from './parameters.ts';
import { refuse } from './refusal.ts';
import { checkedPrice, checkedStock, constraint, leafOf } from './rules.ts';

/** v2.product.update_price: per model partial results; locked under promotion. @throws Refusal */
export const updatePrice = (context: Context, body: Uint8Array) => {
  const { store, nowMs } = context;
  const asked = parseBody(UpdatePriceBody, body);
  const item = editable(context, asked.item_id, 'error_item_not_belong_shop');
  refuseRepeated(asked.price_list);
  // update_price: error_list "error_cannt_edit_price_in_promotion" (so spelt)
  if (isUnderPromotion(item, nowMs)) {
    refuse('error_cannt_edit_price_in_promotion', 'Original_price cannot be edited when item is under promotion.');
  }
  const leaf = leafOf(item.categoryId);
  if (item.models.length === 0) {
    const row = onlyItemRow(asked.price_list);
    const price = checkedPrice(row.original_price, leaf);
    // update_price: error_list "error_busi_price_lower_then_wholesale_price" (so spelt)
    if (item.wholesale.some((tier) => tier.unit_price > price)) {
      refuse('error_busi_price_lower_then_wholesale_price', 'Original_price should bigger then wholesale price');
    }
    store.saveItem({ ...item, originalPrice: price, updatedMs: nowMs });
    return { success_list: [{ model_id: 0, original_price: price }], failure_list: [] };
  }
  const prices = new Map<number, number>();
  const failures: { model_id: number; failed_reason: string }[] = [];
  for (const row of asked.price_list) {
    const modelId = row.model_id ?? 0;
    // update_price: error_list "error_edit_item_price_for_item_has_model"
    if (modelId === 0)
      refuse('error_edit_item_price_for_item_has_model', "Can't edit item price directly while item has models.");
    if (item.models.some((model) => model.modelId === modelId))
      prices.set(modelId, checkedPrice(row.original_price, leaf));
    else failures.push({ model_id: modelId, failed_reason: 'Wrong model_id.' });
  }
  // update_price: error_list "error_update_price_fail"
  if (prices.size === 0) {
    refuse('error_update_price_fail', 'Update price failed, please try later.', {
      success_list: [],
      failure_list: failures,
    });
  }
  const models = item.models.map((model) => ({
    ...model,
    originalPrice: prices.get(model.modelId) ?? model.originalPrice,
  }));
  checkPriceSpread(models.map((model) => model.originalPrice));
  store.saveItem({ ...item, models, updatedMs: nowMs });
  return {
    success_list: [...prices].map(([model_id, original_price]) => ({ model_id, original_price })),
    failure_list: failures,
  };
};

/** Guide "Stock & price management": in Indonesia the dearest variation costs at most seven times the cheapest. */
export const checkPriceSpread = (prices: readonly number[]): void => {
  if (prices.length > 0 && Math.max(...prices) > 7 * Math.min(...prices)) {
    constraint('the ratio between the highest and the lowest price exceeds 7');
  }
};

/** v2.product.update_stock: "stock … should be larger than or equal to real-time reserved stock". @throws Refusal */
export const updateStock = (context: Context, body: Uint8Array) => {
  const { store, nowMs } = context;
  const asked = parseBody(UpdateStockBody, body);
  const item = editable(context, asked.item_id, 'error_item_not_belong_shop');
  refuseRepeated(asked.stock_list);
  const leaf = leafOf(item.categoryId);
  if (item.models.length === 0) {
    const stock = checkedStock(onlyItemRow(asked.stock_list).seller_stock, leaf);
    // update_stock: error_list error_param "Can not update item with stock less than reserve stock"
    if (stock < reservedOf(item, nowMs))
      refuse('error_param', 'Can not update item with stock less than reserve stock');
    store.saveItem({ ...item, stock, updatedMs: nowMs });
    return { success_list: [{ model_id: 0, location_id: '', stock }], failure_list: [] };
  }
  const stocks = new Map<number, number>();
  const failures: { model_id: number; failed_reason: string }[] = [];
  for (const row of asked.stock_list) {
    const modelId = row.model_id ?? 0;
    // update_stock: error_list "error_edit_item_stock_for_item_has_model"
    if (modelId === 0)
      refuse('error_edit_item_stock_for_item_has_model', "Can't to edit item stock directly while item has models.");
    const model = item.models.find((one) => one.modelId === modelId);
    const stock = checkedStock(row.seller_stock, leaf);
    if (model === undefined) failures.push({ model_id: modelId, failed_reason: 'Wrong model_id.' });
    else if (stock < model.reserved) {
      failures.push({ model_id: modelId, failed_reason: 'Can not update item with stock less than reserve stock' });
    } else stocks.set(modelId, stock);
  }
  // update_stock: error_list "error_busi_update_stock_failed"
  if (stocks.size === 0) {
    refuse('error_busi_update_stock_failed', 'Update stock failed, please check failure_list for detailed reason', {
      success_list: [],
      failure_list: failures,
    });
  }
  const models = item.models.map((model) => ({ ...model, stock: stocks.get(model.modelId) ?? model.stock }));
  store.saveItem({ ...item, models, updatedMs: nowMs });
  return {
    success_list: [...stocks].map(([model_id, stock]) => ({ model_id, location_id: '', stock })),
    failure_list: failures,
  };
};

/** update_price, update_stock: error_list error_param "Repeat model_id." */
const refuseRepeated = (list: readonly { readonly model_id?: number | undefined }[]): void => {
  if (new Set(list.map((row) => row.model_id ?? 0)).size !== list.length) refuse('error_param', 'Repeat model_id.');
};

/** params model_id "0 for no model item"; error_list error_param "Wrong model_id." */
const onlyItemRow = <R extends { readonly model_id?: number | undefined }>(list: readonly R[]): R => {
  const [row] = list;
  if (row === undefined || (row.model_id ?? 0) !== 0) return refuse('error_param', 'Wrong model_id.');
  return row;
};
