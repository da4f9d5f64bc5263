import { isUsable, type Account } from '../../shared/domain/account/account.ts';
import { anyone, isAllowed, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember, reachOf } from '../../shared/domain/member/reach.ts';

type Position = Readonly<Record<string, string>>;
interface Page {
  readonly rows: readonly Account[];
  readonly position: Record<string, string> | undefined;
}

export interface ListAccountsDeps {
  readonly accounts: {
    readonly page: (
      holderIds: readonly string[],
      limit: number,
      position: Position | undefined,
      keep?: (account: Account) => boolean,
    ) => Promise<Page>;
  };
}

/** One page of shop accounts; each is kept only if its own place is in the caller's scope, or its partner is open to makers. */
export const listAccounts =
  ({ accounts }: ListAccountsDeps) =>
  (caller: Caller, holderId: string | undefined, limit: number, position: Position | undefined): Promise<Page> => {
    assertMember(caller);
    const { ikmIds, sentraIds } = reachOf(caller, anyone);
    const holders = holderId === undefined ? [...ikmIds, ...sentraIds, 'partner'] : [holderId];
    // makers see the partners that they may release products to
    const isMaker = ikmIds.length + sentraIds.length > 0;
    return accounts.page(
      holders,
      limit,
      position,
      (account) =>
        isAllowed(caller, account.place, [...anyone, 'mitra']) ||
        (isMaker && account.holder.type === 'partner' && isUsable(account)),
    );
  };
