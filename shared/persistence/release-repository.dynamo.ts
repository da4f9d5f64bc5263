import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Release } from '../domain/partner/release.ts';
import type { TableAt } from './dynamo.ts';
import { listingKeys } from './keys.ts';
import { putItem, readItem } from './versioned-item.ts';

/** What IKMs released to partners. All reads are strong. */
export const releaseRepository = (at: TableAt) => ({
  read: (ikmId: string, partnerId: string): Promise<Release | undefined> =>
    readItem(at, listingKeys.release(ikmId, partnerId), Release),

  /** All of an IKM's: as many as there are partners, so tens at most. */
  ofIkm: async (ikmId: string): Promise<readonly Release[]> => {
    const { Items = [] } = await at.dynamo.send(
      new QueryCommand({
        TableName: at.table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': listingKeys.release(ikmId, '').pk },
      }),
    );
    return Items.map((item) => Release.parse(item));
  },

  /** Stores the next step of a release; `conflict` when it is not as it was read. */
  save: (release: Release, before: Release | undefined): Promise<'written' | 'conflict'> =>
    putItem(
      at,
      {
        ...listingKeys.release(release.ikmId, release.partnerId),
        type: 'release',
        ...release,
        etag: `${release.seq}${release.isDone ? 'd' : ''}`,
      },
      before === undefined ? 'absent' : { etag: `${before.seq}${before.isDone ? 'd' : ''}` },
    ),
});
