import type { Caller } from '../../shared/domain/member/member.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import type { ProductRepository } from '../../shared/domain/product/product-repository.ts';
import type { ProductFile } from '../../shared/domain/product/product.ts';
import { reachProduct } from '../../shared/domain/product/reach.ts';

export interface GetProductDeps {
  readonly products: Pick<ProductRepository, 'read'>;
}

/** @throws ProblemError `not-found`, also when it is another IKM's than the address says. */
export const getProduct =
  ({ products }: GetProductDeps) =>
  async (
    caller: Caller,
    { productId, ikmId }: { readonly productId: string; readonly ikmId?: string | undefined },
  ): Promise<ProductFile> => {
    const file = await reachProduct(products, caller, productId);
    if (ikmId !== undefined && file.product.ikmId !== ikmId) throw new ProblemError('not-found');
    return file;
  };
