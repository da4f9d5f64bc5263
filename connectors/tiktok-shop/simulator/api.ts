import type { ApiCall } from './context.ts';
import type { CallKind } from './gateway.ts';
import { uploadImage } from './media.ts';
import * as products from './products.ts';
import * as reads from './reads.ts';

export interface Endpoint {
  /** As it is counted, e.g. `POST /product/202309/products`. */
  readonly name: string;
  readonly kind: CallKind;
  readonly scope: string;
  readonly run: (call: ApiCall) => unknown;
}

const product = '/product/202309';
type Row = readonly [name: string, scope: string, run: (call: ApiCall) => unknown, kind?: CallKind];
const rows: readonly Row[] = [
  ['GET /authorization/202309/shops', 'seller.authorization.info', reads.authorizedShops, 'seller'],
  [`GET ${product}/categories`, 'seller.product.basic', reads.getCategories],
  [`POST ${product}/categories/recommend`, 'seller.product.basic', reads.recommendCategory],
  [`GET ${product}/categories/{id}/attributes`, 'seller.product.basic', reads.getAttributes],
  [`GET ${product}/categories/{id}/rules`, 'seller.product.basic', reads.getRules],
  [`GET ${product}/brands`, 'seller.product.basic', reads.getBrands],
  ['GET /product/202312/prerequisites', 'seller.product.basic', reads.getPrerequisites],
  ['GET /logistics/202309/warehouses', 'seller.logistics', reads.getWarehouses],
  [
    `POST ${product}/images/upload`,
    'seller.product.write',
    ({ store, imageUrl, contentType, body }) => uploadImage(store, imageUrl, contentType, body),
    'seller',
  ],
  [`POST ${product}/products/listing_check`, 'seller.product.basic', products.checkListing],
  [`POST ${product}/products`, 'seller.product.write', products.createProduct],
  [`PUT ${product}/products/{id}`, 'seller.product.write', products.editProduct],
  [`POST ${product}/products/{id}/partial_edit`, 'seller.product.write', products.partialEdit],
  [`POST ${product}/products/{id}/prices/update`, 'seller.product.write', products.updatePrices],
  [`POST ${product}/products/{id}/inventory/update`, 'seller.product.write', products.updateInventory],
  [`POST ${product}/products/activate`, 'seller.product.write', products.activate],
  [`POST ${product}/products/deactivate`, 'seller.product.write', products.deactivate],
  [`DELETE ${product}/products`, 'seller.product.write', products.deleteProducts],
  [`GET ${product}/products/{id}`, 'seller.product.basic', reads.getProduct],
  [`POST ${product}/products/search`, 'seller.product.basic', reads.searchProducts],
  ['GET /order/202309/orders', 'seller.order.info', reads.getOrders],
  ['POST /order/202309/orders/search', 'seller.order.info', reads.searchOrders],
];

const endpoints = rows.map(([name, scope, run, kind = 'shop']) => {
  const [method = '', path = ''] = name.split(' ');
  return { name, method, pattern: new RegExp(`^${path.replace('{id}', '([^/]+)')}$`, 'u'), scope, run, kind };
});

export const createName = `POST ${product}/products`;

/** The endpoint of a path, with the id in it; `method` when only another method is served there. */
export const endpointOf = (method: string, path: string): (Endpoint & { readonly id: string }) | 'path' | 'method' => {
  const there = endpoints.filter(({ pattern }) => pattern.test(path));
  if (there.length === 0) return 'path';
  // a literal segment goes before an id
  const endpoint =
    there.find((each) => each.method === method && !each.name.includes('{id}')) ??
    there.find((each) => each.method === method);
  return endpoint === undefined
    ? 'method'
    : { ...endpoint, id: decodeURIComponent(endpoint.pattern.exec(path)?.[1] ?? '') };
};
