import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { toEpochSeconds, type Clock } from '../domain/time.ts';
import type { TableAt } from './dynamo.ts';
import { listingKeys } from './keys.ts';

const ImageRow = z.object({ imageId: z.string() });
/** A shop's unused image may be dropped there one day; an upload too many costs less than a refused listing. */
const keptSeconds = 30 * 86_400;

/** Images a shop holds already: rendition name → the marketplace's image id, so that each is uploaded once. */
export const shopImages = ({ dynamo, table }: TableAt, marketplace: string, clock: Clock) => ({
  known: async (shopId: string, names: readonly string[]): Promise<Readonly<Record<string, string>>> => {
    const found = await Promise.all(
      [...new Set(names)].map(async (name): Promise<readonly (readonly [string, string])[]> => {
        const { Item } = await dynamo.send(
          new GetCommand({
            TableName: table,
            Key: listingKeys.shopImage(marketplace, shopId, name),
            ConsistentRead: true,
          }),
        );
        return Item === undefined ? [] : [[name, ImageRow.parse(Item).imageId]];
      }),
    );
    return Object.fromEntries(found.flat());
  },
  save: async (shopId: string, name: string, imageId: string): Promise<void> => {
    await dynamo.send(
      new PutCommand({
        TableName: table,
        Item: {
          ...listingKeys.shopImage(marketplace, shopId, name),
          type: 'shop-image',
          imageId,
          expiresAt: toEpochSeconds(clock()) + keptSeconds,
        },
      }),
    );
  },
});
