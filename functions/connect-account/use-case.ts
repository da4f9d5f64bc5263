import type { AppSession, Connector, Grant } from '../../connectors/connector.ts';
import { connectedState, type Account } from '../../shared/domain/account/account.ts';
import type { OpenTokens } from '../../shared/domain/account/store.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';

export interface ConnectAccountDeps {
  readonly connector: Connector;
  readonly accounts: {
    readonly read: (accountId: string) => Promise<Account | undefined>;
    readonly authorization: (
      state: string,
    ) => Promise<{ readonly accountId: string; readonly marketplace: string; readonly isUsed: boolean } | undefined>;
    readonly connect: (
      before: Account,
      account: Account & { readonly shopId: string },
      tokens: OpenTokens,
      state: string,
    ) => Promise<'written' | 'taken' | 'conflict'>;
  };
  readonly clock: Clock;
}

/** What became of a return from the marketplace. */
export type Connected =
  | { readonly kind: 'connected'; readonly shopName: string }
  /** Wrong, used or too old state, or the marketplace refused its code: begin anew. */
  | { readonly kind: 'failed' }
  | { readonly kind: 'taken' }
  /** The owner chose another shop than this account acts for. */
  | { readonly kind: 'other-shop' }
  | { readonly kind: 'try-again' };

const tries = 4;

/**
 * Exchanges the marketplace's code and stores the grant, if the state is one we gave out and is unused. The same return
 * again finds its state used and its account connected, and is told so.
 */
export const connectAccount =
  ({ connector, accounts, clock }: ConnectAccountDeps) =>
  async (app: AppSession, query: Readonly<Record<string, string>>): Promise<Connected> => {
    const { state, ...answer } = query;
    if (state === undefined || state.length > 200) return { kind: 'failed' };
    const authorization = await accounts.authorization(state);
    if (authorization?.marketplace !== connector.name) return { kind: 'failed' };
    let account = await accounts.read(authorization.accountId);
    if (account === undefined) return { kind: 'failed' };
    if (authorization.isUsed)
      return account.state === 'connected' || account.state === 'expiring'
        ? { kind: 'connected', shopName: account.shopName ?? '' }
        : { kind: 'failed' };

    const result = await connector.authorization.exchange(app, answer);
    if (result.kind === 'retry' || result.kind === 'unknown' || result.kind === 'deferred')
      return { kind: 'try-again' };
    if (result.kind !== 'ok') return { kind: 'failed' };
    // a feed stands in the house: its shop is the account itself
    const grant = connector.feed === null ? result.value : { ...result.value, shopId: account.accountId };
    for (let n = 0; n < tries && account !== undefined; n += 1) {
      if (account.shopId !== undefined && account.shopId !== grant.shopId) return { kind: 'other-shop' };
      const written = await accounts.connect(account, grantedTo(account, grant, clock()), tokensOf(grant), state);
      if (written === 'written') return { kind: 'connected', shopName: grant.shopName };
      if (written === 'taken') return { kind: 'taken' };
      account = await accounts.read(authorization.accountId);
    }
    return { kind: 'try-again' };
  };

const grantedTo = (account: Account, grant: Grant, nowMs: number): Account & { readonly shopId: string } => {
  const { lostReason: _, ...rest } = account;
  return {
    ...rest,
    shopId: grant.shopId,
    shopName: grant.shopName === '' ? account.shopName : grant.shopName,
    state: connectedState(grant.authorizationEndsAtMs, nowMs),
    grantEndsAt: toIso(grant.authorizationEndsAtMs),
  };
};

const tokensOf = (grant: Grant): OpenTokens => ({
  accessToken: grant.accessToken,
  accessEndsAtMs: grant.accessTokenEndsAtMs,
  refreshToken: grant.refreshToken,
  refreshEndsAtMs: grant.refreshTokenEndsAtMs,
});
