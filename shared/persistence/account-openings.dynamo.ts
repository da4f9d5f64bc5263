import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Account } from '../domain/account/account.ts';
import { toEpochSeconds, type Clock } from '../domain/time.ts';
import { accountReader } from './account-reader.dynamo.ts';
import type { TableAt } from './dynamo.ts';
import { listingKeys } from './keys.ts';
import { putItem, readItem, type Item } from './versioned-item.ts';

const AuthorizationRow = z.object({
  accountId: z.string(),
  marketplace: z.string(),
  endsAtMs: z.number(),
  isUsed: z.boolean(),
});
/** The row is found by the state's digest: who reads the table cannot finish an authorization. */
const authorizationKey = (state: string) =>
  listingKeys.authorization(createHash('sha256').update(state).digest('base64url'));
/** A one-time state as it is stored. */
export const toAuthorizationRow = (state: string, account: Account, endsAtMs: number, isUsed: boolean): Item => ({
  ...authorizationKey(state),
  type: 'authorization',
  accountId: account.accountId,
  marketplace: account.marketplace,
  endsAtMs,
  isUsed,
  expiresAt: toEpochSeconds(endsAtMs) + 3600,
});

/** An account as it is stored. */
export const toAccountRow = (account: Account): Item => ({
  ...listingKeys.account(account.accountId),
  type: 'account',
  ...account,
  holderPk: `HOLDER#${account.holder.type === 'partner' ? 'partner' : account.holder.id}`,
  holderSk: account.accountId,
});

/** Accounts on their way to a shop: opened, and sent to the marketplace with a one-time state. */
export const accountOpenings = (at: TableAt, clock: Clock) => ({
  read: accountReader(at).read,

  create: (account: Account): Promise<'written' | 'conflict'> => putItem(at, toAccountRow(account), 'absent'),

  /** Stores a one-time state of the authorization redirect, bound to the account. */
  openAuthorization: async (state: string, account: Account, endsAtMs: number): Promise<void> => {
    await putItem(at, toAuthorizationRow(state, account, endsAtMs, false), 'any');
  },

  /** Which account a state was made for, while it lasts, and whether it was used. */
  authorization: async (state: string): Promise<z.infer<typeof AuthorizationRow> | undefined> => {
    const row = await readItem(at, authorizationKey(state), AuthorizationRow);
    return row === undefined || row.endsAtMs <= clock() ? undefined : row;
  },
});
