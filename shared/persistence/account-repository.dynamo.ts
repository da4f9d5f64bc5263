import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { TokenPair, Tokens, type Account } from '../domain/account/account.ts';
import type { AccountStore, OpenTokens } from '../domain/account/store.ts';
import type { Sealer } from '../domain/identity/sealer.ts';
import { nextEtag } from '../domain/save.ts';
import { toIso, type Clock } from '../domain/time.ts';
import type { TableAt } from './dynamo.ts';
import { changeAccount } from './account-changes.dynamo.ts';
import { accountEndings } from './account-endings.dynamo.ts';
import { accountOpenings, toAccountRow, toAuthorizationRow } from './account-openings.dynamo.ts';
import { accountReader } from './account-reader.dynamo.ts';
import { listingKeys } from './keys.ts';
import { readItem, transact, type Item } from './versioned-item.ts';

const SealedKey = z.object({ recordId: z.string(), wrapped: z.string() });
const TokensRow = Tokens.omit({ sealed: true }).extend({
  dataKey: SealedKey,
  sealed: z.record(z.string(), z.string()),
});
type TokensRow = z.infer<typeof TokensRow>;
/** Idle tokens are refreshed at least this often, in milliseconds. */
const mostIdleMs = 7 * 86_400_000;
const RefreshRow = z.object({ accountId: z.string() });

export type AccountRepository = ReturnType<typeof accountRepository>;

/** Shop accounts, their sealed tokens, the lock of each shop and authorizations on their way. All single reads are strong. */
export const accountRepository = (at: TableAt, clock: Clock, sealer: Pick<Sealer, 'createKey' | 'seal' | 'open'>) => {
  const { dynamo, table } = at;
  const { read, page } = accountReader(at);
  const readTokens = (accountId: string): Promise<TokensRow | undefined> =>
    readItem(at, listingKeys.tokens(accountId), TokensRow);

  const open = async (row: TokensRow): Promise<OpenTokens> => ({
    ...TokenPair.parse(await sealer.open(row.dataKey, row.sealed)),
    accessEndsAtMs: row.accessEndsAtMs,
    refreshEndsAtMs: row.refreshEndsAtMs,
  });

  const toTokensRow = async (
    accountId: string,
    tokens: OpenTokens,
    dataKey: TokensRow['dataKey'],
  ): Promise<Item & TokensRow> => ({
    ...listingKeys.tokens(accountId),
    type: 'tokens',
    dataKey,
    sealed: { ...(await sealer.seal(dataKey, { accessToken: tokens.accessToken, refreshToken: tokens.refreshToken })) },
    accessEndsAtMs: tokens.accessEndsAtMs,
    refreshEndsAtMs: tokens.refreshEndsAtMs,
    accountId,
    ...refreshDue(accountId, tokens),
  });

  /** When tokens that nobody used must be refreshed: long before their end, and at least weekly. */
  const refreshDue = (accountId: string, { refreshEndsAtMs }: OpenTokens): { readonly dueSk: string } => {
    const nowMs = clock();
    const inMs = Math.min(mostIdleMs, ((refreshEndsAtMs - nowMs) * 2) / 3);
    return { dueSk: `${toIso(Math.round(nowMs + Math.max(0, inMs)))}#${accountId}` };
  };

  const updateTokens = async (
    accountId: string,
    input: {
      readonly set: string;
      readonly when: string;
      readonly values: Record<string, unknown>;
      readonly names?: Record<string, string>;
    },
  ): Promise<TokensRow | undefined> => {
    try {
      const { Attributes } = await dynamo.send(
        new UpdateCommand({
          TableName: table,
          Key: listingKeys.tokens(accountId),
          UpdateExpression: input.set,
          ConditionExpression: input.when,
          ExpressionAttributeNames: { '#lease': 'lease', ...input.names },
          ExpressionAttributeValues: input.values,
          ReturnValues: 'ALL_NEW',
        }),
      );
      return TokensRow.parse(Attributes);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  };

  const { readShop, lose } = accountEndings(at);

  const store: AccountStore = {
    read,
    tokens: async (accountId) => {
      const row = await readTokens(accountId);
      return row === undefined ? undefined : open(row);
    },
    leaseTokens: async (accountId, lease, nowMs) => {
      const row = await updateTokens(accountId, {
        set: 'SET #lease = :lease',
        when: 'attribute_exists(pk) AND (attribute_not_exists(#lease) OR #lease.untilMs <= :now)',
        values: { ':lease': lease, ':now': nowMs },
      });
      return row === undefined ? undefined : open(row);
    },
    storeTokens: async (accountId, holder, tokens) => {
      const before = await readTokens(accountId);
      if (before?.lease?.holder !== holder) return false;
      const row = await toTokensRow(accountId, tokens, before.dataKey);
      const written = await updateTokens(accountId, {
        set: 'SET #sealed = :sealed, accessEndsAtMs = :access, refreshEndsAtMs = :refresh, dueSk = :due REMOVE #lease',
        when: '#lease.holder = :holder',
        names: { '#sealed': 'sealed' },
        values: {
          ':sealed': row.sealed,
          ':access': row.accessEndsAtMs,
          ':refresh': row.refreshEndsAtMs,
          ':due': refreshDue(accountId, tokens).dueSk,
          ':holder': holder,
        },
      });
      return written !== undefined;
    },
    endTokenLease: async (accountId, holder) => {
      await updateTokens(accountId, {
        set: 'REMOVE #lease',
        when: '#lease.holder = :holder',
        values: { ':holder': holder },
      });
    },
    lose,
  };

  return {
    ...store,
    ...accountOpenings(at, clock),
    page,

    change: changeAccount(at),

    /**
     * The grant arrived: account, sealed tokens, the shop's lock and the used-up state in one transaction.
     * `taken`: another account acts for this shop · `conflict`: the account or the state changed meanwhile.
     */
    connect: async (
      before: Account,
      account: Account & { readonly shopId: string },
      tokens: OpenTokens,
      state: string,
    ): Promise<'written' | 'taken' | 'conflict'> => {
      const shop = await readShop(account);
      if (shop?.accountId !== undefined && shop.accountId !== account.accountId) return 'taken';
      const dataKey = await sealer.createKey(account.accountId);
      const usedBefore = before.shopUsedBefore || (shop !== undefined && before.shopId !== account.shopId);
      const written = await transact(at, [
        {
          put: toAccountRow({ ...account, shopUsedBefore: usedBefore, etag: nextEtag(before.etag) }),
          expected: { etag: before.etag },
        },
        {
          put: {
            ...(await toTokensRow(account.accountId, tokens, dataKey)),
            duePk: `REFRESH#${account.marketplace}`,
          },
          expected: 'any',
        },
        {
          put: {
            ...listingKeys.shop(account.marketplace, account.shopId),
            type: 'shop',
            accountId: account.accountId,
            etag: nextEtag(shop?.etag),
          },
          expected: shop === undefined ? 'absent' : { etag: shop.etag },
        },
        { put: toAuthorizationRow(state, account, clock() + 600_000, true), expected: 'any' },
      ]);
      return written.written ? 'written' : 'conflict';
    },

    /** Accounts whose tokens nobody refreshed for long, the longest first. */
    idle: async (marketplace: string, limit: number): Promise<readonly string[]> => {
      const { Items = [] } = await dynamo.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'by-due',
          KeyConditionExpression: 'duePk = :pk AND dueSk <= :now',
          ExpressionAttributeValues: { ':pk': `REFRESH#${marketplace}`, ':now': `${toIso(clock())}~` },
          Limit: limit,
        }),
      );
      return Items.map((item) => RefreshRow.parse(item).accountId);
    },

    /** The account that acts for a shop. */
    ofShop: async (marketplace: string, shopId: string): Promise<Account | undefined> => {
      const shop = await readShop({ marketplace, shopId });
      return shop?.accountId === undefined ? undefined : read(shop.accountId);
    },
  };
};
