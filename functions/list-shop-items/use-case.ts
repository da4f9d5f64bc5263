import type { Account } from '../../shared/domain/account/account.ts';
import { reachAccount } from '../../shared/domain/account/reach.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import type { ShopItemRecord } from '../../shared/domain/shop-item/shop-item.ts';

type Position = Record<string, string>;
interface Page {
  readonly rows: readonly ShopItemRecord[];
  readonly position: Position | undefined;
}

export interface ListShopItemsDeps {
  readonly accounts: { readonly read: (accountId: string) => Promise<Account | undefined> };
  readonly items: {
    readonly page: (
      accountId: string,
      limit: number,
      position: Position | undefined,
      keep: (item: ShopItemRecord) => boolean,
    ) => Promise<Page>;
  };
}

/** One page of an account's items. @throws ProblemError `not-found`, `not-a-member`, `invalid-cursor` */
export const listShopItems =
  ({ accounts, items }: ListShopItemsDeps) =>
  async (
    caller: Caller,
    asked: { readonly accountId: string; readonly decision?: ShopItemRecord['decision'] | undefined },
    limit: number,
    position: Position | undefined,
  ): Promise<Page> => {
    const { accountId } = await reachAccount(accounts, caller, asked.accountId);
    return items.page(
      accountId,
      limit,
      position,
      ({ decision }) => asked.decision === undefined || decision === asked.decision,
    );
  };
