import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { FeedToken } from '../domain/partner/feed-token.ts';
import { toIso, type Clock } from '../domain/time.ts';
import type { TableAt } from './dynamo.ts';
import { listingKeys } from './keys.ts';
import { putItem, readItem } from './versioned-item.ts';

const Row = FeedToken.extend({ hash: FeedToken.shape.tokenId });

/**
 * SHA-256 without salt or stretching: the secret is 32 random bytes, so no list of guesses and no table can find it; a slow
 * hash would only slow every fetch.
 */
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** `eik_<accountId>_<tokenId>_<secret>` */
const shape = /^eik_([0-9A-Z]{26})_([0-9A-Z]{26})_([\w-]{43})$/u;

/** Checks the token that a feed is fetched with. Strongly read: a revoked one is refused at once. */
export const feedTokens = (at: TableAt) => ({
  /** The account whose feed the token fetches; undefined for a token that is wrong or revoked. */
  verify: async (token: string): Promise<string | undefined> => {
    const [, accountId, tokenId, secret] = shape.exec(token) ?? [];
    if (accountId === undefined || tokenId === undefined || secret === undefined) return undefined;
    const row = await readItem(at, listingKeys.feedToken(accountId, tokenId), Row);
    if (row === undefined || row.revokedAt !== undefined) return undefined;
    return timingSafeEqual(Buffer.from(row.hash), Buffer.from(hashOf(secret))) ? accountId : undefined;
  },
});

/** Makes, lists and revokes the tokens of an account's feed. */
export const feedTokenStore = (at: TableAt, clock: Clock) => ({
  /** Stores the token's hash and answers its text, which nobody can read again; undefined when the id is taken. */
  issue: async (
    accountId: string,
    { tokenId, label }: Pick<FeedToken, 'tokenId' | 'label'>,
  ): Promise<{ readonly token: FeedToken; readonly text: string } | undefined> => {
    const secret = randomBytes(32).toString('base64url');
    const token: FeedToken = { tokenId, ...(label === undefined ? {} : { label }), createdAt: toIso(clock()) };
    const key = listingKeys.feedToken(accountId, tokenId);
    const written = await putItem(
      at,
      { ...key, type: 'pull-token', accountId, ...token, hash: hashOf(secret) },
      'absent',
    );
    return written === 'written' ? { token, text: `eik_${accountId}_${tokenId}_${secret}` } : undefined;
  },

  /** All tokens of an account, revoked ones too, oldest first (a handful). */
  list: async (accountId: string): Promise<readonly FeedToken[]> => {
    const { Items = [] } = await at.dynamo.send(
      new QueryCommand({
        TableName: at.table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': listingKeys.feedToken(accountId, '').pk },
      }),
    );
    return Items.map((item) => FeedToken.parse(item));
  },

  /** False when there is no such token; again is harmless. */
  revoke: async (accountId: string, tokenId: string): Promise<boolean> => {
    const key = listingKeys.feedToken(accountId, tokenId);
    const row = await readItem(at, key, Row);
    if (row === undefined) return false;
    if (row.revokedAt === undefined)
      await putItem(at, { ...key, type: 'pull-token', accountId, ...row, revokedAt: toIso(clock()) }, 'any');
    return true;
  },
});
