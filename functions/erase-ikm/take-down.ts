import { renditionKey, uploadKey } from '../../shared/domain/photo/photo.ts';
import type { Clock } from '../../shared/domain/time.ts';
import type { TableAt } from '../../shared/persistence/dynamo.ts';
import { registerKeys } from '../../shared/persistence/keys.ts';
import type { ObjectSweep } from '../../shared/persistence/object-sweep.s3.ts';
import { emptyPartition } from '../../shared/persistence/partitions.dynamo.ts';
import { productsOfIkm } from '../../shared/persistence/product-list.dynamo.ts';
import { createProductRepository } from '../../shared/persistence/product-repository.dynamo.ts';

/** Products per step: well within one message's time. */
const perStep = 20;

/**
 * Deletes an IKM's products: their photos first, as only their rows name them. Listings then have nothing to show and are
 * removed at the marketplaces. What is left of a product is its id.
 */
export const takeDownProducts = (register: TableAt, photos: Pick<ObjectSweep, 'remove'>, clock: Clock) => {
  const products = createProductRepository(register, clock);
  const page = productsOfIkm(register);

  const takeDown = async (productId: string): Promise<boolean> => {
    const file = await products.read(productId);
    if (file === undefined) return false;
    for (const photo of file.photos) {
      await photos.remove(uploadKey(productId, photo.photoId));
      if (photo.state !== 'ready') continue;
      for (const { name } of Object.values(photo.renditions)) await photos.remove(renditionKey(name));
    }
    if ((await products.remove(file)) === 'conflict') return true;
    const { pk, sk } = registerKeys.product(productId);
    await emptyPartition(register, pk, (each) => each === sk);
    return true;
  };

  return async (ikmId: string): Promise<'more' | 'done'> => {
    const { rows } = await page(ikmId, perStep, undefined);
    let found = false;
    for (const { productId } of rows) found = (await takeDown(productId)) || found;
    return found ? 'more' : 'done';
  };
};
