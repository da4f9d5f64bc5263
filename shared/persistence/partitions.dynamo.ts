import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { TableAt } from './dynamo.ts';
import type { Key } from './versioned-item.ts';

const KeyRow = z.object({ pk: z.string(), sk: z.string() });

/** Deletions under way at a time. */
const atOnce = 10;

/** Deletes these items; those that are gone are gone. */
export const deleteItems = async ({ dynamo, table }: TableAt, keys: readonly Key[]): Promise<void> => {
  for (let n = 0; n < keys.length; n += atOnce)
    await Promise.all(
      keys
        .slice(n, n + atOnce)
        .map(({ pk, sk }) => dynamo.send(new DeleteCommand({ TableName: table, Key: { pk, sk } }))),
    );
};

/** Deletes every item of a partition but those whose sort key is kept. */
export const emptyPartition = async (
  at: TableAt,
  pk: string,
  isKept: (sk: string) => boolean = () => false,
): Promise<void> => {
  let from: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await at.dynamo.send(
      new QueryCommand({
        TableName: at.table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ProjectionExpression: 'pk, sk',
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    );
    await deleteItems(
      at,
      Items.map((item) => KeyRow.parse(item)).filter(({ sk }) => !isKept(sk)),
    );
    from = LastEvaluatedKey;
  } while (from !== undefined);
};
