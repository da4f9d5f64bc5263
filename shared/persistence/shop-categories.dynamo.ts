import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { ShopCategories } from '../domain/sentra/shop-categories.ts';
import type { TableAt } from './dynamo.ts';
import { registerKeys } from './keys.ts';
import { putItem, readItem } from './versioned-item.ts';

const Part = z.discriminatedUnion('type', [
  z.object({ type: z.literal('sentra'), legalHolder: z.string().optional() }),
  z.object({ type: z.literal('sentra-categories'), categories: z.record(z.string(), z.string()) }),
]);

/** What a sentra says about the shops its goods are sold in. All reads are strong. */
export const shopCategories = (at: TableAt) => ({
  read: (sentraId: string): Promise<ShopCategories | undefined> =>
    readItem(at, registerKeys.sentraCategories(sentraId), ShopCategories),

  write: (after: ShopCategories, before: ShopCategories | undefined): Promise<'written' | 'conflict'> =>
    putItem(
      at,
      { ...registerKeys.sentraCategories(after.sentraId), type: 'sentra-categories', ...after },
      before === undefined ? 'absent' : { etag: before.etag },
    ),

  /** The holder in law of its joint shops, and its categories, in one query. */
  ofSentra: async (
    sentraId: string,
  ): Promise<{ readonly legalHolder: string | undefined; readonly categories: Readonly<Record<string, string>> }> => {
    const { Items = [] } = await at.dynamo.send(
      new QueryCommand({
        TableName: at.table,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ProjectionExpression: '#type, legalHolder, categories',
        ExpressionAttributeNames: { '#type': 'type' },
        ExpressionAttributeValues: {
          ':pk': registerKeys.sentra(sentraId).pk,
          ':first': registerKeys.sentra(sentraId).sk,
          ':last': registerKeys.sentraCategories(sentraId).sk,
        },
        ConsistentRead: true,
      }),
    );
    const parts = Items.map((item) => Part.parse(item));
    return {
      legalHolder: parts.flatMap((part) => (part.type === 'sentra' ? (part.legalHolder ?? []) : []))[0],
      categories: parts.flatMap((part) => (part.type === 'sentra-categories' ? [part.categories] : []))[0] ?? {},
    };
  },
});
