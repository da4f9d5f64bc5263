import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { country, sentrasOf } from '../domain/funnel/cells.ts';
import type { CountedPart, ReachedCounts } from '../domain/funnel/counts.ts';
import type { TableAt } from './dynamo.ts';
import { registerKeys } from './keys.ts';

const CountRow = z.object({ sk: z.string() }).catchall(z.unknown());

const toPart = (item: unknown): CountedPart => {
  const { sk, ...rest } = CountRow.parse(item);
  const numbers = Object.entries(rest).flatMap(([name, value]) =>
    typeof value === 'number' ? [[name, value] as const] : [],
  );
  return { part: sk, numbers: Object.fromEntries(numbers) };
};

/** The counters. A reading that a change meets may miss it: the next one has it. */
export const createReachedCounts = (at: TableAt): ReachedCounts => {
  const query = async (whole: string, programme: string, prefix: string): Promise<readonly CountedPart[]> => {
    const { pk } = registerKeys.reached(whole, programme, '');
    const parts: CountedPart[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await at.dynamo.send(
        new QueryCommand({
          TableName: at.table,
          KeyConditionExpression: prefix === '' ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': pk, ...(prefix !== '' && { ':prefix': prefix }) },
          ConsistentRead: true,
          ExclusiveStartKey: from,
        }),
      );
      parts.push(...Items.map(toPart));
      from = LastEvaluatedKey;
    } while (from !== undefined);
    return parts;
  };
  return {
    // shards of a province: `35#3`
    provinces: async (programme) =>
      (await query(country, programme, '')).map(({ part, numbers }) => ({ part: part.slice(0, 2), numbers })),
    districts: (area, programme) => query(area.slice(0, 2), programme, area.length === 2 ? '' : area),
    sentras: async (area, programme) =>
      (await query(sentrasOf(area.slice(0, 2)), programme, area.length === 2 ? '' : `${area}#`)).map(
        ({ part, numbers }) => ({ part: part.split('#')[1] ?? '', numbers }),
      ),
  };
};
