import { Account } from '../domain/account/account.ts';
import type { TableAt } from './dynamo.ts';
import { listingIndexes, listingKeys } from './keys.ts';
import { readPage, type Page, type Position } from './page.ts';
import { readItem } from './versioned-item.ts';

/** Accounts without their tokens: what everything but acting for a shop needs. */
export const accountReader = (at: TableAt) => ({
  /** Strongly read. */
  read: (accountId: string): Promise<Account | undefined> => readItem(at, listingKeys.account(accountId), Account),

  /** Accounts of holders (IKMs, sentras), one after the other. */
  page: (
    holderIds: readonly string[],
    limit: number,
    position: Position | undefined,
    keep?: (account: Account) => boolean,
  ): Promise<Page<Account>> =>
    readPage(at, {
      stretches: holderIds.map((id) => ({
        index: 'by-holder',
        attributes: listingIndexes['by-holder'],
        pk: `HOLDER#${id}`,
        prefix: '',
      })),
      limit,
      position,
      parse: (item) => Account.parse(item),
      keep,
    }),
});
