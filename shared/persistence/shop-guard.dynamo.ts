import type { Account } from '../domain/account/account.ts';
import { ProductId } from '../domain/ids.ts';
import type { ListingProblem } from '../domain/listing/listing.ts';
import type { Listable } from '../domain/listing/listable.ts';
import { obstaclesFor, type Obstacles } from '../domain/shop-item/guard.ts';
import type { Suggestion } from '../domain/shop-item/shop-item.ts';
import type { ShopItems } from './shop-items.dynamo.ts';

type Product = Pick<Listable, 'productId' | 'name' | 'sku' | 'gtin'>;
/** Suggestions kept of one item, those of the guard included. */
const mostSuggestions = 10;

/** What keeps a product from being created in a shop, by one query. */
export const shopObstacles =
  ({ waiting }: Pick<ShopItems, 'waiting'>) =>
  async ({ accountId }: Pick<Account, 'accountId'>, product: Product): Promise<Obstacles> => {
    const { reading, open } = await waiting(accountId);
    return obstaclesFor(product, { isRead: reading?.finishedAtMs !== undefined, open });
  };

/**
 * As above, for a push: a shop that was never asked about is read, and an item that holds a product back is suggested for it,
 * so that the owner's answer finds the product again.
 */
export const shopGuard =
  (items: Pick<ShopItems, 'waiting' | 'ask' | 'known' | 'save'>) =>
  async (account: Pick<Account, 'accountId' | 'marketplace'>, product: Product): Promise<readonly ListingProblem[]> => {
    const { reading, open } = await items.waiting(account.accountId);
    if (reading === undefined) await items.ask(account, 'first');
    const { problems, resembling } = obstaclesFor(product, { isRead: reading?.finishedAtMs !== undefined, open });
    if (resembling.length === 0) return problems;
    const ids = resembling.slice(0, 100).map(({ externalId }) => externalId);
    const suggested: Suggestion = {
      productId: ProductId.parse(product.productId),
      score: 0.7,
      reasons: ['name'],
    };
    for (const item of (await items.known(account.accountId, ids)).values())
      if (!item.suggestions.some(({ productId }) => productId === suggested.productId))
        await items.save(item, { ...item, suggestions: [...item.suggestions, suggested].slice(-mostSuggestions) });
    return problems;
  };
