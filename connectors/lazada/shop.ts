import type { CallResult, PageOf, Session, ShopItem, ShopReader } from '../connector.ts';
import { call } from './client.ts';
import { getProducts } from './endpoints.ts';
import { observe } from './observe.ts';
import { ProductPage, type Product } from './schemas.ts';
import { isDeletedSku } from './sku.ts';

/** "The maximum is 50"; products with many SKUs make bigger pages time out. */
const pageSize = 50;
/** "The maximum offset is 10000" (products/get). */
const maxOffset = 10_000;
const gramsPerKg = 1000;

const toShopItem = (session: Session, product: Product): ShopItem => {
  const skus = product.skus.filter((sku) => !isDeletedSku(sku));
  const photos = [...product.images, ...skus.flatMap(({ Images }) => Images)].filter((url) => url !== '');
  const kg = skus[0]?.package_weight ?? 0;
  return {
    ...observe(session, product),
    photoUrls: [...new Set(photos)],
    hasVariants: skus.length > 1,
    ...(kg > 0 ? { weightGrams: Math.round(kg * gramsPerKg) } : {}),
  };
};

export const shop: ShopReader = {
  photoHosts: ['slatic.net', 'laz-img-cdn.alicdn.com'],
  list: async (session, cursor): Promise<CallResult<PageOf<ShopItem>>> => {
    const offset = cursor === undefined ? 0 : Number(cursor);
    const answer = await call(
      session,
      getProducts,
      { parameters: { filter: 'all', limit: String(pageSize), offset: String(offset) } },
      ProductPage,
    );
    if (answer.kind !== 'ok') return answer;
    const { products, total_products: total } = answer.value.data;
    const next = offset + pageSize;
    return {
      kind: 'ok',
      value: {
        items: products
          .map((product) => toShopItem(session, product))
          .filter(({ state }) => state !== 'removed-by-seller'),
        ...(products.length > 0 && next < total && next <= maxOffset ? { nextCursor: String(next) } : {}),
      },
    };
  },
};
