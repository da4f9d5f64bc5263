import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { TableAt } from './dynamo.ts';
import { listingKeys } from './keys.ts';
import { putItem, readItem } from './versioned-item.ts';

const Span = z.object({ fromMs: z.int(), toMs: z.int(), cursor: z.string() });
const Poll = z.object({
  /** Everything that changed until then was asked for. */
  doneToMs: z.int().optional(),
  /** A span that was not finished, and where it goes on. */
  open: Span.optional(),
});
/** How far a shop was asked for its orders. */
export type Poll = z.infer<typeof Poll>;

const Position = z.record(z.string(), z.string());
type Position = z.infer<typeof Position>;
const RoundRow = z.object({ position: Position.optional() });
const ShopRow = z.object({ accountId: z.string() });

/** How far the asking for orders came, per shop and per marketplace. */
export const orderPolls = (at: TableAt) => ({
  /** Accounts of a marketplace that hold tokens, page by page; one that is refreshed meanwhile may come twice. */
  shops: async (
    marketplace: string,
    position: Position | undefined,
    limit: number,
  ): Promise<{ readonly accountIds: readonly string[]; readonly position: Position | undefined }> => {
    const { Items = [], LastEvaluatedKey } = await at.dynamo.send(
      new QueryCommand({
        TableName: at.table,
        IndexName: 'by-due',
        KeyConditionExpression: 'duePk = :pk',
        ExpressionAttributeValues: { ':pk': `REFRESH#${marketplace}` },
        Limit: limit,
        ExclusiveStartKey: position,
      }),
    );
    return {
      accountIds: Items.map((item) => ShopRow.parse(item).accountId),
      position: LastEvaluatedKey === undefined ? undefined : Position.parse(LastEvaluatedKey),
    };
  },

  read: async (accountId: string): Promise<Poll> => (await readItem(at, listingKeys.orderPoll(accountId), Poll)) ?? {},

  save: async (accountId: string, poll: Poll): Promise<void> => {
    await putItem(at, { ...listingKeys.orderPoll(accountId), type: 'order-poll', ...poll }, 'any');
  },

  /** Where the round that did not come to its end goes on. */
  round: async (marketplace: string): Promise<Position | undefined> =>
    (await readItem(at, listingKeys.orderRound(marketplace), RoundRow))?.position,

  saveRound: async (marketplace: string, position: Position | undefined): Promise<void> => {
    const row = { ...listingKeys.orderRound(marketplace), type: 'order-round' };
    await putItem(at, { ...row, ...(position !== undefined && { position }) }, 'any');
  },
});
