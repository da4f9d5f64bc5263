import * as z from 'zod';
import { disconnected, type Account } from '../domain/account/account.ts';
import { nextEtag } from '../domain/save.ts';
import { toAccountRow } from './account-openings.dynamo.ts';
import { accountReader } from './account-reader.dynamo.ts';
import type { TableAt } from './dynamo.ts';
import { listingKeys } from './keys.ts';
import { readItem, transact } from './versioned-item.ts';

const ShopRow = z.object({ accountId: z.string().optional(), etag: z.string() });

/** How an account ends: by its owner, by the marketplace, by time. Its tokens are destroyed with it. */
export const accountEndings = (at: TableAt) => {
  const { read } = accountReader(at);

  /** The grant ends: state, tokens and the shop's lock in one transaction. False when the account changed meanwhile. */
  const end = async (account: Account, state: 'expired' | 'revoked', reason: string): Promise<boolean> => {
    const next: Account = { ...account, state, lostReason: reason, etag: nextEtag(account.etag) };
    const shop = await readShop(account);
    const written = await transact(at, [
      { put: toAccountRow(next), expected: { etag: account.etag } },
      { remove: listingKeys.tokens(account.accountId), expected: 'any' },
      // a revoked account frees its shop; the row stays and tells that items of ours may stand there
      ...(state === 'revoked' && shop !== undefined && shop.accountId === account.accountId
        ? [
            {
              put: { ...shop.key, type: 'shop', etag: nextEtag(shop.etag) },
              expected: { etag: shop.etag },
            },
          ]
        : []),
    ]);
    return written.written;
  };

  const readShop = async ({ marketplace, shopId }: Pick<Account, 'marketplace' | 'shopId'>) => {
    if (shopId === undefined) return undefined;
    const key = listingKeys.shop(marketplace, shopId);
    const row = await readItem(at, key, ShopRow);
    return row === undefined ? undefined : { ...row, key };
  };

  return {
    read,
    readShop,

    /** The owner disconnects the shop: tokens are destroyed, the shop is free for another account. */
    revoke: async (account: Account): Promise<'written' | 'conflict'> =>
      (await end(account, 'revoked', disconnected)) ? 'written' : 'conflict',

    /** The grant is gone, by the marketplace's word; nothing happens to an account that has ended already. */
    lose: async (accountId: string, state: 'expired' | 'revoked', reason: string): Promise<void> => {
      for (;;) {
        const account = await read(accountId);
        if (account === undefined || account.state === 'revoked' || account.state === 'expired') return;
        if (await end(account, state, reason)) return;
      }
    },
  };
};
