import type { Caller } from '../../shared/domain/member/member.ts';
import type { ProductRepository } from '../../shared/domain/product/product-repository.ts';
import { reachProduct } from '../../shared/domain/product/reach.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface DeleteProductDeps {
  readonly products: Pick<ProductRepository, 'read' | 'remove'>;
}

/** @throws ProblemError `not-found`, also when it was deleted before. */
export const deleteProduct =
  ({ products }: DeleteProductDeps) =>
  (caller: Caller, productId: string): Promise<'written'> =>
    untilWritten(async () => products.remove(await reachProduct(products, caller, productId)));
