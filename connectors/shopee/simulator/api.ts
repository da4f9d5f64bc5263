import type { Context } from './context.ts';
import type { ApiType, DemoApp } from './gateway.ts';
import * as reads from './item-reads.ts';
import { addItem, deleteItem, itemCountLimit, unlistItem, updateItem } from './items.ts';
import { readUpload, uploadImage } from './media.ts';
import { updatePrice, updateStock } from './offers.ts';
import { okAnswer } from './refusal.ts';
import { getOrderDetail, getOrderList } from './orders.ts';
import * as taxonomy from './taxonomy.ts';
import { getAccessToken, refreshAccessToken } from './tokens.ts';
import * as variants from './variants.ts';
import type { SimulatorAnswer } from '../../simulator.ts';

/** One call past the gateway. */
export interface ApiCall extends Context {
  readonly app: DemoApp;
  readonly query: URLSearchParams;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly contentType: string | undefined;
}

export interface Endpoint {
  readonly method: 'GET' | 'POST';
  readonly apiType: ApiType;
  /** Answers in one transaction; a refusal undoes it. */
  readonly run: (call: ApiCall) => SimulatorAnswer;
  /** Done outside a transaction, for it waits for the network. */
  readonly runAsync?: (call: ApiCall) => Promise<SimulatorAnswer>;
}

const get = (read: (call: ApiCall) => unknown): Endpoint => ({
  method: 'GET',
  apiType: 'Shop',
  run: (call) => okAnswer({ response: read(call) }),
});

const post = (write: (call: ApiCall, body: Uint8Array) => unknown): Endpoint => ({
  method: 'POST',
  apiType: 'Shop',
  run: (call) => okAnswer({ response: write(call, call.body) }),
});

const flat = (
  method: Endpoint['method'],
  apiType: ApiType,
  answer: (call: ApiCall) => Readonly<Record<string, unknown>>,
): Endpoint => ({ method, apiType, run: (call) => okAnswer({ flat: answer(call) }) });

/** The calls of Shopee Open Platform v2 that the simulator answers, by their path below /api/v2/. */
export const endpoints: Readonly<Record<string, Endpoint>> = {
  'auth/token/get': flat('POST', 'Public', (call) => getAccessToken(call.store, call.app, call.body, call.nowMs)),
  'auth/access_token/get': flat('POST', 'Public', (call) =>
    refreshAccessToken(call.store, call.app, call.body, call.nowMs),
  ),
  'media_space/upload_image': {
    method: 'POST',
    apiType: 'Public',
    run: (call) =>
      okAnswer({ response: uploadImage(call.store, call.imageUrl, readUpload(call.contentType, call.body)) }),
  },
  'shop/get_shop_info': flat('GET', 'Shop', reads.getShopInfo),
  'logistics/get_channel_list': get(() => taxonomy.getChannelList()),
  'product/get_category': get((call) => taxonomy.getCategory(call.query)),
  'product/category_recommend': get((call) => taxonomy.categoryRecommend(call.store, call.query)),
  'product/get_attribute_tree': get((call) => taxonomy.getAttributeTree(call.query)),
  'product/get_brand_list': get((call) => taxonomy.getBrandList(call.query)),
  // get_item_limit: gtin_limit stands beside response in the params table
  'product/get_item_limit': flat('GET', 'Shop', (call) => ({
    response: taxonomy.getItemLimit(call.query, itemCountLimit),
    gtin_limit: { gtin_validation_rule: 'Optional' },
  })),
  'product/add_item': post(addItem),
  'product/update_item': post(updateItem),
  'product/update_price': post(updatePrice),
  'product/update_stock': post(updateStock),
  'product/unlist_item': post(unlistItem),
  'product/delete_item': post(deleteItem),
  'product/get_item_list': get((call) => reads.getItemList(call, call.query)),
  'product/search_item': get((call) => reads.searchItem(call, call.query)),
  'product/get_item_base_info': get((call) => reads.getItemBaseInfo(call, call.query)),
  'product/get_item_extra_info': get((call) => reads.getItemExtraInfo(call, call.query)),
  'product/get_item_violation_info': get((call) => reads.getItemViolationInfo(call, call.query)),
  'product/get_item_promotion': get((call) => reads.getItemPromotion(call, call.query)),
  'product/get_model_list': get((call) => reads.getModelList(call, call.query)),
  'product/init_tier_variation': post(variants.initTierVariation),
  'product/update_tier_variation': post(variants.updateTierVariation),
  'product/add_model': post(variants.addModel),
  'product/update_model': post(variants.updateModel),
  'product/delete_model': post(variants.deleteModel),
  'order/get_order_detail': get((call) => getOrderDetail(call, call.query)),
  'order/get_order_list': get((call) => getOrderList(call, call.query)),
  'push/get_app_push_config': {
    method: 'GET',
    apiType: 'Public',
    run: (call) => okAnswer({ response: call.pushes.getConfig() }),
  },
  'push/set_app_push_config': {
    method: 'POST',
    apiType: 'Public',
    run: () => okAnswer({}),
    runAsync: async (call) => okAnswer({ response: await call.pushes.setConfig(call.body) }),
  },
  'push/get_lost_push_message': {
    method: 'GET',
    apiType: 'Public',
    run: (call) => okAnswer({ response: call.pushes.getLost(call.nowMs) }),
  },
  'push/confirm_consumed_lost_push_message': {
    method: 'POST',
    apiType: 'Public',
    run: (call) => {
      call.pushes.confirmLost(call.body);
      return okAnswer({});
    },
  },
};
