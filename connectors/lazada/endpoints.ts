/** One call of Lazada Open Platform, as its document describes it. */
export interface Endpoint {
  /** What is signed, e.g. `/product/create`; it stands below `/rest` of the host. */
  readonly path: string;
  readonly method: 'GET' | 'POST';
  /** Tokens are made at Lazada's auth host, for all countries; everything else at the country's own. */
  readonly host: 'api' | 'auth';
  /**
   * What a lost answer means: `reads` changes nothing; `repeats` may be sent again with the same outcome; `creates` would
   * make a second item, or spend a code.
   */
  readonly effect: 'reads' | 'repeats' | 'creates';
  /** Bytes of answer that are read at most. */
  readonly answerLimit: number;
  /** Milliseconds until we stop waiting. */
  readonly timeoutMs: number;
}

const megabyte = 1024 * 1024;

const reads = (path: string, answerLimit = 2 * megabyte): Endpoint => ({
  path,
  method: 'GET',
  host: 'api',
  effect: 'reads',
  answerLimit,
  timeoutMs: 10_000,
});

const writes = (path: string, effect: Endpoint['effect'] = 'repeats'): Endpoint => ({
  path,
  method: 'POST',
  host: 'api',
  effect,
  answerLimit: megabyte,
  timeoutMs: 15_000,
});

export const getCategoryTree = reads('/category/tree/get', 24 * megabyte);
export const getCategoryAttributes = reads('/category/attributes/get', 16 * megabyte);
export const getCategorySuggestion = reads('/product/category/suggestion/get');
export const queryBrands = reads('/category/brands/query');
export const getPreQcRules = reads('/product/seller/item/getPreQcRules');
export const getSeller = reads('/seller/get');
export const getProductItem = reads('/product/item/get');
export const getProducts = reads('/products/get', 8 * megabyte);
export const getQcAlerts = reads('/product/qc/alert/list');
export const getOrder = reads('/order/get');
export const getOrderItems = reads('/order/items/get');
export const getOrders = reads('/orders/get', 8 * megabyte);

export const createProduct = writes('/product/create', 'creates');
export const updateProduct = writes('/product/update');
export const updatePriceQuantity = writes('/product/price_quantity/update');
export const deactivateProduct = writes('/product/deactivate');
export const removeProduct = writes('/product/remove');

/** An upload leaves nothing at the shop: a second one only makes another address. */
export const uploadImage: Endpoint = { ...writes('/image/upload', 'reads'), timeoutMs: 30_000 };

/** A code serves once, and nobody says how often a refresh token does, so neither is repeated after a lost answer. */
export const createToken: Endpoint = { ...writes('/auth/token/create', 'creates'), host: 'auth' };
export const refreshToken: Endpoint = { ...writes('/auth/token/refresh', 'creates'), host: 'auth' };
