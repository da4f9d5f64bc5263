import type { ShopSites } from '../domain/ikm/shop-site.ts';
import { toIso, type Clock } from '../domain/time.ts';
import type { TableAt } from './dynamo.ts';
import { registerKeys } from './keys.ts';
import { ShopSiteRow } from './rows/shop-site-row.ts';
import { putItem, readItem } from './versioned-item.ts';

/** Shop sites of IKMs in the register table. */
export const createShopSites = (at: TableAt, clock: Clock): ShopSites => ({
  read: async (ikmId) => {
    const row = await readItem(at, registerKeys.shopSite(ikmId), ShopSiteRow);
    if (row === undefined) return undefined;
    const { type: _, ikmId: __, updatedAt: ___, ...kept } = row;
    return kept;
  },

  write: (ikmId, site, before) =>
    putItem(
      at,
      { ...registerKeys.shopSite(ikmId), type: 'shop-site', ikmId, ...site, updatedAt: toIso(clock()) },
      before === undefined ? 'absent' : { etag: before.etag },
    ),
});
