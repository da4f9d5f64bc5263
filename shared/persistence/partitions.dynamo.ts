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

const Row = z.record(z.string(), z.unknown());

/** Every item of a partition, strongly read, whatever it is; only those whose sort key begins so, when that is given. */
export const readPartition = async (
  at: TableAt,
  pk: string,
  skPrefix = '',
): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const rows: Record<string, unknown>[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await at.dynamo.send(
      new QueryCommand({
        TableName: at.table,
        KeyConditionExpression: skPrefix === '' ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :sk)',
        ExpressionAttributeValues: { ':pk': pk, ...(skPrefix === '' ? {} : { ':sk': skPrefix }) },
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    );
    rows.push(...Items.map((item) => Row.parse(item)));
    from = LastEvaluatedKey;
  } while (from !== undefined);
  return rows;
};

/** Deletes every item of a partition but those whose sort key is kept. */
export const emptyPartition = async (
  at: TableAt,
  pk: string,
  isKept: (sk: string) => boolean = () => false,
): Promise<void> => {
  const keys = (await readPartition(at, pk)).map((row) => KeyRow.parse(row));
  await deleteItems(
    at,
    keys.filter(({ sk }) => !isKept(sk)),
  );
};
