import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { maxPhotos, type Photo } from '../domain/photo/photo.ts';
import type { TableAt } from './dynamo.ts';
import { registerKeys } from './keys.ts';
import { PhotoRow, toPhotoRow } from './rows/photo-row.ts';
import { transact } from './versioned-item.ts';

/** Tries while somebody else adds photos to the same product. */
const mostTries = 5;

/**
 * Puts photos beside a product, those that are not there yet and as many as it may have; answers all of them that are
 * there then, as they stand. Done again, it changes nothing.
 * @throws Error when others kept adding at the same time
 */
export const createAddPhotos =
  (at: TableAt) =>
  async (productId: string, photos: readonly Photo[]): Promise<readonly Photo[]> => {
    const { pk, sk } = registerKeys.photo(productId, '');
    const wanted = new Set<string>(photos.map(({ photoId }) => photoId));
    for (let n = 0; n < mostTries; n += 1) {
      const { Items = [] } = await at.dynamo.send(
        new QueryCommand({
          TableName: at.table,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
          ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
          ConsistentRead: true,
        }),
      );
      const there = Items.map((item) => PhotoRow.parse(item));
      const known = new Set<string>(there.map(({ photoId }) => photoId));
      const missing = photos.filter(({ photoId }) => !known.has(photoId)).slice(0, maxPhotos - there.length);
      if (missing.length === 0) return there.filter(({ photoId }) => wanted.has(photoId));
      await transact(at, [
        { check: registerKeys.product(productId), expected: 'any' },
        ...missing.map((photo) => ({ put: toPhotoRow(photo), expected: 'absent' as const })),
      ]);
    }
    throw new Error(`photos of ${productId} kept being added by others`);
  };
