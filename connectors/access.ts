import { isUsable, type Account } from '../shared/domain/account/account.ts';
import type { AccountStore } from '../shared/domain/account/store.ts';
import type { Clock } from '../shared/domain/time.ts';
import type { AppSession, Connector } from './connector.ts';

/** A token to act with, or why there is none: `busy` while somebody else refreshes, `retry` after a failure, `lost` for good. */
export type Access =
  | { readonly kind: 'ok'; readonly accessToken: string }
  | { readonly kind: 'busy' }
  | { readonly kind: 'retry'; readonly reason: string; readonly afterMs?: number }
  | { readonly kind: 'lost' };

export interface AccessDeps {
  readonly connector: Connector;
  readonly accounts: AccountStore;
  readonly clock: Clock;
  readonly newId: () => string;
  /** App, base URL, fetch and the signal that ends with the function. */
  readonly app: AppSession;
}

/** A token is refreshed when it has less than this left: longer than any call. */
const marginMs = 5 * 60_000;
/** Longer than a refresh call may take: its signal ends before. */
const leaseMs = 60_000;

/**
 * The access token of a connected account. A token near its end, or just refused by the marketplace (`refused`), is
 * refreshed under a lease on the account, as a refresh token may be used once. Losers of the lease answer `busy`.
 */
export const openAccess =
  ({ connector, accounts, clock, newId, app }: AccessDeps) =>
  async (account: Account, refused?: string): Promise<Access> => {
    if (!isUsable(account) || account.shopId === undefined) return { kind: 'lost' };
    const stillGood = (tokens: { accessToken: string; accessEndsAtMs: number }): boolean =>
      tokens.accessToken !== refused && tokens.accessEndsAtMs > clock() + marginMs;
    const tokens = await accounts.tokens(account.accountId);
    if (tokens === undefined) return { kind: 'lost' };
    if (stillGood(tokens)) return { kind: 'ok', accessToken: tokens.accessToken };

    const holder = newId();
    const leased = await accounts.leaseTokens(account.accountId, { holder, untilMs: clock() + leaseMs }, clock());
    if (leased === undefined) return { kind: 'busy' };
    // somebody refreshed between the read and the lease
    if (stillGood(leased)) {
      await accounts.endTokenLease(account.accountId, holder);
      return { kind: 'ok', accessToken: leased.accessToken };
    }
    const result = await connector.authorization.refresh(app, account.shopId, leased.refreshToken);
    switch (result.kind) {
      case 'ok': {
        const { accessToken, accessTokenEndsAtMs, refreshToken, refreshTokenEndsAtMs } = result.value;
        const isStored = await accounts.storeTokens(account.accountId, holder, {
          accessToken,
          refreshToken,
          accessEndsAtMs: accessTokenEndsAtMs,
          refreshEndsAtMs: refreshTokenEndsAtMs,
        });
        return isStored ? { kind: 'ok', accessToken } : { kind: 'busy' };
      }
      case 'account-lost':
        await accounts.lose(account.accountId, 'revoked', result.reason);
        return { kind: 'lost' };
      // the refresh token is spent or dead, perhaps by a refresh whose answer was lost: only its owner can help
      case 'rejected':
      case 'token-refused':
      case 'gone':
        await accounts.lose(
          account.accountId,
          'expired',
          result.kind === 'rejected' ? result.marketplaceCode : result.kind,
        );
        return { kind: 'lost' };
      case 'deferred':
      case 'retry':
      case 'unknown':
        await accounts.endTokenLease(account.accountId, holder);
        return {
          kind: 'retry',
          reason: result.kind === 'deferred' ? result.reason.code : result.reason,
          ...(result.kind === 'retry' && result.afterMs !== undefined ? { afterMs: result.afterMs } : {}),
        };
    }
  };
