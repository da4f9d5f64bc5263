/** One call of the TikTok Shop Open API, as its document describes it. */
export interface Endpoint {
  readonly path: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /**
   * `shop`: signed, with token and `shop_cipher`; `seller`: signed, with token, where `shop_cipher` is not allowed (error
   * 36009004); `auth`: on the authorization host, unsigned, with the app's secret.
   */
  readonly as: 'shop' | 'seller' | 'auth';
  /**
   * What a lost answer means: `reads` changes nothing; `repeats` may be sent again with the same outcome; `creates` may
   * have happened.
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
  as: 'shop',
  effect: 'reads',
  answerLimit,
  timeoutMs: 10_000,
});
const searches = (path: string): Endpoint => ({ ...reads(path, 8 * megabyte), method: 'POST' });
const writes = (
  path: string,
  method: Endpoint['method'] = 'POST',
  effect: Endpoint['effect'] = 'repeats',
): Endpoint => ({ path, method, as: 'shop', effect, answerLimit: megabyte, timeoutMs: 15_000 });

const product = '/product/202309';

export const getCategories = reads(`${product}/categories`, 16 * megabyte);
export const recommendCategory: Endpoint = { ...searches(`${product}/categories/recommend`) };
export const getAttributes = (categoryId: string): Endpoint =>
  reads(`${product}/categories/${encodeURIComponent(categoryId)}/attributes`, 8 * megabyte);
export const getCategoryRules = (categoryId: string): Endpoint =>
  reads(`${product}/categories/${encodeURIComponent(categoryId)}/rules`);
export const getBrands = reads(`${product}/brands`);
export const getWarehouses = reads('/logistics/202309/warehouses');
export const getPrerequisites = reads('/product/202312/prerequisites');

/** Checks what a create would: it lists nothing. */
export const checkListing: Endpoint = { ...searches(`${product}/products/listing_check`), answerLimit: megabyte };
export const createProduct = writes(`${product}/products`, 'POST', 'creates');
export const editProduct = (productId: string): Endpoint => writes(`${product}/products/${productId}`, 'PUT');
export const partialEdit = (productId: string): Endpoint => writes(`${product}/products/${productId}/partial_edit`);
export const updatePrices = (productId: string): Endpoint => writes(`${product}/products/${productId}/prices/update`);
export const updateInventory = (productId: string): Endpoint =>
  writes(`${product}/products/${productId}/inventory/update`);
export const activateProducts = writes(`${product}/products/activate`);
export const deactivateProducts = writes(`${product}/products/deactivate`);
export const deleteProducts = writes(`${product}/products`, 'DELETE');
export const getProduct = (productId: string): Endpoint => reads(`${product}/products/${productId}`);
export const searchProducts = searches(`${product}/products/search`);

/** An upload leaves nothing at the shop: a second one only makes another uri. */
export const uploadImage: Endpoint = {
  ...writes(`${product}/images/upload`),
  as: 'seller',
  effect: 'reads',
  timeoutMs: 30_000,
};

export const getOrders = reads('/order/202309/orders', 8 * megabyte);
export const searchOrders = searches('/order/202309/orders/search');

export const getAuthorizedShops: Endpoint = { ...reads('/authorization/202309/shops'), as: 'seller' };
/** Codes serve once and a refresh gives new tokens, so neither may be repeated blindly after a lost answer. */
export const getToken: Endpoint = { ...reads('/api/v2/token/get'), as: 'auth', effect: 'creates' };
export const refreshToken: Endpoint = { ...reads('/api/v2/token/refresh'), as: 'auth', effect: 'creates' };
