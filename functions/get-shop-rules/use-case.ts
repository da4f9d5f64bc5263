import type { Account } from '../../shared/domain/account/account.ts';
import { reachAccount } from '../../shared/domain/account/reach.ts';
import type { ShopRules } from '../../shared/domain/account/shop-rules.ts';
import type { Caller } from '../../shared/domain/member/member.ts';

export interface GetShopRulesDeps {
  readonly accounts: { readonly read: (accountId: string) => Promise<Account | undefined> };
}

/** @throws ProblemError `not-found`, `not-a-member` */
export const getShopRules =
  ({ accounts }: GetShopRulesDeps) =>
  async (caller: Caller, accountId: string): Promise<{ readonly rules: ShopRules; readonly etag: string }> => {
    const { rules = {}, etag } = await reachAccount(accounts, caller, accountId);
    return { rules, etag };
  };
