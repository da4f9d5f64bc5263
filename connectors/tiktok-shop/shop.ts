import type { CallResult, Session, ShopItem, ShopReader } from '../connector.ts';
import { call } from './client.ts';
import { getProduct, searchProducts } from './endpoints.ts';
import { observe } from './observe.ts';
import { FoundProducts, Product } from './schemas.ts';
import { hasVariants } from './skus.ts';

/** Small, since photos and text of each product take a call of their own. */
const pageSize = 20;
const atOnce = 5;

const itemOf = (session: Session, product: Product): ShopItem => {
  const { value, unit } = product.package_weight ?? { value: '', unit: '' };
  const weight = Number(value);
  return {
    ...observe(session, product),
    photoUrls: product.main_images.flatMap(({ urls, thumb_urls: thumbs }) => urls[0] ?? thumbs[0] ?? []),
    hasVariants: hasVariants(product),
    ...(weight > 0 ? { weightGrams: Math.round(unit === 'KILOGRAM' ? weight * 1000 : weight) } : {}),
  };
};

/** The shop's products, deleted ones left out, with the details that the search does not tell. */
export const shop: ShopReader = {
  // the image stores that main_images name, as seen in public samples
  photoHosts: ['ibyteimg.com', 'tiktokcdn.com'],
  list: async (session, cursor) => {
    const page = await call(
      session,
      searchProducts,
      {
        query: { page_size: pageSize, ...(cursor === undefined ? {} : { page_token: cursor }) },
        body: { status: 'ALL' },
      },
      FoundProducts,
    );
    if (page.kind !== 'ok') return page;
    const ids = page.value.products.filter(({ status }) => status !== 'DELETED').map(({ id }) => id);
    const items: ShopItem[] = [];
    for (let at = 0; at < ids.length; at += atOnce) {
      const answers = await Promise.all(
        ids
          .slice(at, at + atOnce)
          .map((id): Promise<CallResult<Product>> => call(session, getProduct(id), {}, Product)),
      );
      for (const answer of answers) {
        // deleted between the two calls
        if (answer.kind === 'gone') continue;
        if (answer.kind !== 'ok') return answer;
        if (answer.value.status !== 'DELETED') items.push(itemOf(session, answer.value));
      }
    }
    const next = page.value.next_page_token;
    return { kind: 'ok', value: { items, ...(next === '' || next === cursor ? {} : { nextCursor: next }) } };
  },
};
