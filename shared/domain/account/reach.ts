import { anyone, isAllowed, type Caller } from '../member/member.ts';
import { assertMember } from '../member/reach.ts';
import { ProblemError } from '../problem.ts';
import type { Account } from './account.ts';

/** @throws ProblemError `not-found` when there is none or it lies outside the caller's scope; `not-a-member` */
export const reachAccount = async (
  { read }: { readonly read: (accountId: string) => Promise<Account | undefined> },
  caller: Caller,
  accountId: string,
): Promise<Account> => {
  assertMember(caller);
  const account = await read(accountId);
  if (account === undefined || !isAllowed(caller, account.place, anyone)) throw new ProblemError('not-found');
  return account;
};
