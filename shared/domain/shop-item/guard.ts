import type { ListingProblem } from '../listing/problem.ts';
import { ownProblems } from '../listing/problems.ts';
import { likenessOf } from './likeness.ts';
import type { OpenItem } from './shop-item.ts';
import { resembles, type Candidate } from './suggest.ts';

/** What keeps a product from being created in a shop that sells things already, and the items that it is about. */
export interface Obstacles {
  readonly problems: readonly ListingProblem[];
  readonly resembling: readonly OpenItem[];
}

/** Names told at most: a sentence on a phone. */
const mostNamed = 2;

/**
 * Whether a product may be created in a shop: not before all that the shop sells was read once, nor while an item that
 * resembles it waits for its owner's answer. Pure; push and readiness share it.
 */
export const obstaclesFor = (
  product: Pick<Candidate, 'name' | 'sku' | 'gtin'>,
  shop: { readonly isRead: boolean; readonly open: readonly OpenItem[] },
): Obstacles => {
  const name = likenessOf(product.name);
  const resembling = shop.open.filter((item) => resembles(item, product, name));
  if (resembling.length > 0) return { problems: [resemblesShopItem(resembling)], resembling };
  return { problems: shop.isRead ? [] : [ownProblems['shop-being-read']], resembling };
};

const resemblesShopItem = (items: readonly OpenItem[]): ListingProblem => {
  const named = items.slice(0, mostNamed).map(({ name }) => `“${name.slice(0, 60)}”`);
  const more = items.length - named.length;
  return {
    code: 'resembles-shop-item',
    path: 'account',
    message: {
      id: `Toko ini sudah menjual barang yang mirip: ${named.join(', ')}${more > 0 ? ` dan ${more} lainnya` : ''}.`,
      en: `This shop already sells something similar: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
    },
    fix: {
      id: 'Pilih: hubungkan, impor, atau biarkan barang itu di daftar barang toko.',
      en: "Choose for each: link, import or leave it, in the shop's list of items.",
    },
    severity: 'block',
  };
};
