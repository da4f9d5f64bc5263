import type { Account } from '../../shared/domain/account/account.ts';
import { reachAccount } from '../../shared/domain/account/reach.ts';
import type { Caller } from '../../shared/domain/member/member.ts';

export interface GetAccountDeps {
  readonly accounts: { readonly read: (accountId: string) => Promise<Account | undefined> };
}

/** @throws ProblemError `not-found`, `not-a-member` */
export const getAccount =
  ({ accounts }: GetAccountDeps) =>
  (caller: Caller, accountId: string): Promise<Account> =>
    reachAccount(accounts, caller, accountId);
