import type { Caller } from '../../shared/domain/member/member.ts';
import type { ProductRepository } from '../../shared/domain/product/product-repository.ts';
import type { Product, ProductFile } from '../../shared/domain/product/product.ts';
import { reachProduct } from '../../shared/domain/product/reach.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface ArchiveProductDeps {
  readonly products: Pick<ProductRepository, 'read' | 'write'>;
  readonly clock: Clock;
}

/** Archives for good; again: no change. @throws ProblemError `not-found`. */
export const archiveProduct =
  ({ products, clock }: ArchiveProductDeps) =>
  (caller: Caller, productId: string): Promise<Pick<ProductFile, 'product' | 'offers'>> =>
    untilWritten(async () => {
      const { product: before, offers } = await reachProduct(products, caller, productId);
      if (before.archived) return { product: before, offers };
      const product: Product = { ...before, archived: true, updatedAt: toIso(clock()) };
      return (await products.write({ before, product })) === 'conflict' ? 'conflict' : { product, offers };
    });
