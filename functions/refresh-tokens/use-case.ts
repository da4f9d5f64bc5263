import { openAccess, type AccessDeps } from '../../connectors/access.ts';
import { connectedState, isUsable, type Account } from '../../shared/domain/account/account.ts';
import type { AccountStore } from '../../shared/domain/account/store.ts';

export interface RefreshTokensDeps extends AccessDeps {
  readonly accounts: AccountStore & {
    readonly idle: (marketplace: string, limit: number) => Promise<readonly string[]>;
    readonly change: (before: Account, account: Account) => Promise<'written' | 'conflict'>;
  };
}

/** Shops of one round; the schedule comes again within the hour. */
const mostShops = 200;
const atOnce = 5;

/** Refreshes the tokens of idle shops, and says of a grant that it nears its end. Answers how many were refreshed. */
export const refreshTokens = (deps: RefreshTokensDeps) => async (): Promise<number> => {
  const { accounts, connector, clock } = deps;
  const ids = await accounts.idle(connector.name, mostShops);
  let refreshed = 0;
  for (let n = 0; n < ids.length && !deps.app.signal.aborted; n += atOnce)
    await Promise.all(
      ids.slice(n, n + atOnce).map(async (id) => {
        const [account, tokens] = await Promise.all([accounts.read(id), accounts.tokens(id)]);
        if (account === undefined || tokens === undefined || !isUsable(account)) return;
        const access = await openAccess(deps)(account, tokens.accessToken);
        if (access.kind === 'ok') refreshed += 1;
        if (access.kind === 'lost' || account.state === 'expiring' || account.grantEndsAt === undefined) return;
        const state = connectedState(Date.parse(account.grantEndsAt), clock());
        if (state !== account.state) await accounts.change(account, { ...account, state });
      }),
    );
  return refreshed;
};
