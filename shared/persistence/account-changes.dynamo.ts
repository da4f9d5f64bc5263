import type { Account } from '../domain/account/account.ts';
import { nextEtag } from '../domain/save.ts';
import { toAccountRow } from './account-openings.dynamo.ts';
import type { TableAt } from './dynamo.ts';
import { putItem } from './versioned-item.ts';

/** Stores a changed account; `conflict` when it is no longer at the etag it was read with. */
export const changeAccount =
  (at: TableAt) =>
  (before: Account, account: Account): Promise<'written' | 'conflict'> =>
    putItem(at, toAccountRow({ ...account, etag: nextEtag(before.etag) }), { etag: before.etag });
