import { anyone, helpers, isAllowed, officers, type Caller } from '../member/member.ts';
import { assertMember } from '../member/reach.ts';
import { ProblemError } from '../problem.ts';
import type { Account } from './account.ts';

/** @throws ProblemError `forbidden` for a caller who does not hold the shop: they may see it, not decide about it. */
export const mustHold = (caller: Caller, { holder, place }: Account): void => {
  // an office is no holder of a maker's own shop, but of a joint shop and of a partner
  const isHolder =
    holder.type === 'ikm'
      ? isAllowed(caller, place, helpers)
      : isAllowed(caller, place, [...officers, 'pendamping', 'mitra']);
  if (!isHolder) throw new ProblemError('forbidden');
};

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
