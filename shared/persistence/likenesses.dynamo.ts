import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { IkmId } from '../domain/ids.ts';
import type { TableAt } from './dynamo.ts';
import { registerKeys } from './keys.ts';
import { readItem, transact } from './versioned-item.ts';

const LikenessRow = z.object({ ikmId: IkmId });
const HashesRow = z.object({ hashes: z.array(z.string()) });

/** Records under one hash that are looked at: a name or phone that more share tells nothing. */
const mostAlike = 25;

/** By what keyed hashes an IKM is found again when another one like it is enrolled. */
export const likenessIndex = (at: TableAt) => ({
  /** Keeps exactly these hashes for an IKM; none forgets it. */
  keep: async (ikmId: string, hashes: readonly string[]): Promise<void> => {
    const of = registerKeys.likenessesOf(ikmId);
    const before = (await readItem(at, of, HashesRow))?.hashes ?? [];
    const added = hashes.filter((hash) => !before.includes(hash));
    const gone = before.filter((hash) => !hashes.includes(hash));
    if (added.length + gone.length === 0) return;
    await transact(at, [
      hashes.length === 0
        ? { remove: of, expected: 'any' }
        : { put: { ...of, type: 'likeness', ikmId, hashes }, expected: 'any' },
      ...added.map((hash) => ({
        put: { ...registerKeys.likeness(hash, ikmId), type: 'likeness', ikmId },
        expected: 'any' as const,
      })),
      ...gone.map((hash) => ({ remove: registerKeys.likeness(hash, ikmId), expected: 'any' as const })),
    ]);
  },

  /** IKMs under any of these hashes, strongly read: of two that are enrolled at once the later one sees the other. */
  find: async (hashes: readonly string[]): Promise<readonly IkmId[]> => {
    const found = await Promise.all(
      hashes.map(async (hash) => {
        const { Items = [] } = await at.dynamo.send(
          new QueryCommand({
            TableName: at.table,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': registerKeys.likeness(hash, '').pk },
            ConsistentRead: true,
            Limit: mostAlike,
          }),
        );
        return Items.map((item) => LikenessRow.parse(item).ikmId);
      }),
    );
    return [...new Set(found.flat())];
  },
});
