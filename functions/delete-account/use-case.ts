import type { Account } from '../../shared/domain/account/account.ts';
import { reachAccount } from '../../shared/domain/account/reach.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { ProblemError } from '../../shared/domain/problem.ts';

export interface DeleteAccountDeps {
  readonly accounts: {
    readonly read: (accountId: string) => Promise<Account | undefined>;
    readonly revoke: (account: Account) => Promise<'written' | 'conflict'>;
  };
}

const tries = 4;

/** Disconnects a shop; again is harmless. @throws ProblemError `not-found`, `not-a-member`, `conflict` */
export const deleteAccount =
  ({ accounts }: DeleteAccountDeps) =>
  async (caller: Caller, accountId: string): Promise<void> => {
    for (let n = 0; n < tries; n += 1) {
      const account = await reachAccount(accounts, caller, accountId);
      if (account.state === 'revoked' || (await accounts.revoke(account)) === 'written') return;
    }
    throw new ProblemError('conflict');
  };
