import type { Account } from '../../shared/domain/account/account.ts';
import { reachAccount } from '../../shared/domain/account/reach.ts';
import type { Caller } from '../../shared/domain/member/member.ts';

export interface GetAccountDeps {
  readonly accounts: { readonly read: (accountId: string) => Promise<Account | undefined> };
  readonly placeOfSentra: (sentraId: string) => Promise<{ readonly legalHolder?: string | undefined } | undefined>;
}

/** An account, and who holds a joint shop in law. @throws ProblemError `not-found`, `not-a-member` */
export const getAccount =
  ({ accounts, placeOfSentra }: GetAccountDeps) =>
  async (
    caller: Caller,
    accountId: string,
  ): Promise<{ readonly account: Account; readonly legalHolder: string | undefined }> => {
    const account = await reachAccount(accounts, caller, accountId);
    const { type, id } = account.holder;
    const sentra = type === 'sentra' ? await placeOfSentra(id) : undefined;
    return { account, legalHolder: sentra?.legalHolder };
  };
