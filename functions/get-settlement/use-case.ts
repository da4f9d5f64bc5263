import type { Account } from '../../shared/domain/account/account.ts';
import { anyone, isAllowed, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember } from '../../shared/domain/member/reach.ts';
import { placeOf, type Fulfilment } from '../../shared/domain/order/fulfilment.ts';
import { monthSpan, settle, type SettlementRow } from '../../shared/domain/order/settlement.ts';
import { ProblemError } from '../../shared/domain/problem.ts';

export interface GetSettlementDeps {
  readonly accounts: { readonly read: (accountId: string) => Promise<Account | undefined> };
  readonly orders: {
    readonly placedIn: (accountId: string, fromMs: number, toMs: number) => Promise<readonly Fulfilment[]>;
  };
  /** An IKM's business name; undefined when there is none. */
  readonly nameOf: (ikmId: string) => Promise<string | undefined>;
}

type Row = SettlementRow & { readonly businessName: string | undefined };

/**
 * What each owner sold in a month: all of it for who reaches the shop, their own rows for owners who sell in a joint shop.
 * @throws ProblemError `not-a-member`; `not-found` when the shop is out of reach and nothing in it is the caller's
 */
export const getSettlement =
  ({ accounts, orders, nameOf }: GetSettlementDeps) =>
  async (caller: Caller, accountId: string, month: string): Promise<readonly Row[]> => {
    assertMember(caller);
    const account = await accounts.read(accountId);
    if (account === undefined) throw new ProblemError('not-found');
    const { fromMs, toMs } = monthSpan(month);
    const parts = await orders.placedIn(accountId, fromMs, toMs);
    const isReached = isAllowed(caller, account.place, anyone);
    const seen = isReached ? parts : parts.filter((part) => isAllowed(caller, placeOf(part), anyone));
    if (!isReached && seen.length === 0) throw new ProblemError('not-found');
    return Promise.all(
      settle(seen).map(async (row) => ({
        ...row,
        businessName: row.ikmId === undefined ? undefined : await nameOf(row.ikmId),
      })),
    );
  };
