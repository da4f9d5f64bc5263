import type { Account, TokenPair } from './account.ts';

/** Tokens as a caller uses them. */
export interface OpenTokens extends TokenPair {
  readonly accessEndsAtMs: number;
  readonly refreshEndsAtMs: number;
}

/** What acting for a shop needs of the stored account. All reads are strong. */
export interface AccountStore {
  readonly read: (accountId: string) => Promise<Account | undefined>;
  readonly tokens: (accountId: string) => Promise<OpenTokens | undefined>;
  /** Takes the refresh lease and reads the tokens under it; undefined when somebody else holds it (or there are none). */
  readonly leaseTokens: (
    accountId: string,
    lease: { readonly holder: string; readonly untilMs: number },
    nowMs: number,
  ) => Promise<OpenTokens | undefined>;
  /** Stores refreshed tokens and ends the lease; false when the lease was lost. */
  readonly storeTokens: (accountId: string, holder: string, tokens: OpenTokens) => Promise<boolean>;
  readonly endTokenLease: (accountId: string, holder: string) => Promise<void>;
  /** The grant is gone: state, reason, tokens destroyed. Its listings hear of it by the event. */
  readonly lose: (accountId: string, state: 'expired' | 'revoked', reason: string) => Promise<void>;
}
