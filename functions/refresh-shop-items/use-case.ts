import { isUsable, type Account } from '../../shared/domain/account/account.ts';
import { reachAccount } from '../../shared/domain/account/reach.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { ProblemError } from '../../shared/domain/problem.ts';

export interface RefreshShopItemsDeps {
  readonly accounts: { readonly read: (accountId: string) => Promise<Account | undefined> };
  readonly items: {
    readonly ask: (shop: { readonly accountId: string; readonly marketplace: string }) => Promise<void>;
  };
  /** Whether shops of a marketplace can be read. */
  readonly isReadable: (marketplace: string) => boolean;
}

/** Asks for a reading of the shop. @throws ProblemError `not-found`, `not-a-member`, `wrong-state` (not connected, no shop to read) */
export const refreshShopItems =
  ({ accounts, items, isReadable }: RefreshShopItemsDeps) =>
  async (caller: Caller, accountId: string): Promise<void> => {
    const account = await reachAccount(accounts, caller, accountId);
    if (!isUsable(account) || !isReadable(account.marketplace)) throw new ProblemError('wrong-state');
    await items.ask(account);
  };
