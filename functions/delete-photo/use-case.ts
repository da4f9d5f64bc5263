import type { Caller } from '../../shared/domain/member/member.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import type { ProductRepository } from '../../shared/domain/product/product-repository.ts';
import { photosNamed } from '../../shared/domain/product/product.ts';
import { reachProduct } from '../../shared/domain/product/reach.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface DeletePhotoDeps {
  readonly products: Pick<ProductRepository, 'read' | 'write'>;
}

/**
 * Deletes a photo; its upload, should it still come, is not processed.
 * @throws ProblemError `not-found`; `wrong-state` while the product, or the version that is live, uses it.
 */
export const deletePhoto =
  ({ products }: DeletePhotoDeps) =>
  (
    caller: Caller,
    { productId, photoId }: { readonly productId: string; readonly photoId: string },
  ): Promise<'written'> =>
    untilWritten(async () => {
      const { product, approved, photos } = await reachProduct(products, caller, productId);
      if (!photos.some((each) => each.photoId === photoId)) throw new ProblemError('not-found');
      const used = [...photosNamed(product.content), ...(approved === undefined ? [] : photosNamed(approved.content))];
      if (used.some((each) => each === photoId)) {
        const message = {
          id: 'Foto ini masih dipakai. Keluarkan dahulu dari daftar foto produk, lalu tunggu disetujui.',
          en: 'This photo is in use. Take it out of the product first, and wait for the approval.',
        };
        throw new ProblemError('wrong-state', [{ path: 'photoId', code: 'photo-in-use', message }]);
      }
      return products.write({ before: product, product, removedPhotoId: photoId });
    });
