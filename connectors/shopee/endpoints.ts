/** One call of Shopee Open Platform v2, as its document describes it. */
export interface Endpoint {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  /** `api_type` of the document: what the signature covers. */
  readonly signedAs: 'shop' | 'public';
  /**
   * What a lost answer means: `reads` changes nothing; `repeats` may be sent again with the same outcome; `creates` would
   * make a second item.
   */
  readonly effect: 'reads' | 'repeats' | 'creates';
  /** Bytes of answer that are read at most. */
  readonly answerLimit: number;
  /** Milliseconds until we stop waiting. */
  readonly timeoutMs: number;
}

const megabyte = 1024 * 1024;

const reads = (path: string, answerLimit = 2 * megabyte): Endpoint => ({
  path: `/api/v2/${path}`,
  method: 'GET',
  signedAs: 'shop',
  effect: 'reads',
  answerLimit,
  timeoutMs: 10_000,
});

const writes = (path: string, effect: 'repeats' | 'creates' = 'repeats'): Endpoint => ({
  path: `/api/v2/${path}`,
  method: 'POST',
  signedAs: 'shop',
  effect,
  answerLimit: megabyte,
  timeoutMs: 15_000,
});

export const getCategory = reads('product/get_category', 16 * megabyte);
export const categoryRecommend = reads('product/category_recommend');
export const getAttributeTree = reads('product/get_attribute_tree', 16 * megabyte);
export const getBrandList = reads('product/get_brand_list');
export const getItemLimit = reads('product/get_item_limit');
export const getChannelList = reads('logistics/get_channel_list');
export const getItemList = reads('product/get_item_list');
export const searchItem = reads('product/search_item');
export const getItemBaseInfo = reads('product/get_item_base_info', 8 * megabyte);
export const getItemViolationInfo = reads('product/get_item_violation_info');
export const getModelList = reads('product/get_model_list');
export const getShopInfo = reads('shop/get_shop_info');
export const getOrderDetail = reads('order/get_order_detail');
export const getOrderList = reads('order/get_order_list');

export const addItem = writes('product/add_item', 'creates');
export const updateItem = writes('product/update_item');
export const updatePrice = writes('product/update_price');
export const updateStock = writes('product/update_stock');
export const unlistItem = writes('product/unlist_item');
export const deleteItem = writes('product/delete_item');
export const initTierVariation = writes('product/init_tier_variation');
export const updateTierVariation = writes('product/update_tier_variation');
export const addModel = writes('product/add_model');

/** An upload leaves nothing at the shop: a second one only makes another image id. */
export const uploadImage: Endpoint = {
  ...writes('media_space/upload_image'),
  signedAs: 'public',
  effect: 'reads',
  timeoutMs: 30_000,
};

/** Codes and refresh tokens serve once, so these two must not be repeated after a lost answer. */
export const getToken: Endpoint = { ...writes('auth/token/get', 'creates'), signedAs: 'public' };
export const refreshToken: Endpoint = { ...writes('auth/access_token/get', 'creates'), signedAs: 'public' };
