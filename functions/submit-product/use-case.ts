import type { Caller } from '../../shared/domain/member/member.ts';
import { afterSubmission } from '../../shared/domain/product/curation.ts';
import type { ProductRepository } from '../../shared/domain/product/product-repository.ts';
import type { Product, ProductFile } from '../../shared/domain/product/product.ts';
import { reachProduct } from '../../shared/domain/product/reach.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface SubmitProductDeps {
  readonly products: Pick<ProductRepository, 'read' | 'write'>;
  readonly clock: Clock;
}

/** @throws ProblemError `not-found`; `wrong-state` for rejected content that was not changed, or an archived product. */
export const submitProduct =
  ({ products, clock }: SubmitProductDeps) =>
  (caller: Caller, productId: string): Promise<Pick<ProductFile, 'product' | 'offers'>> =>
    untilWritten(async () => {
      const { product: before, offers } = await reachProduct(products, caller, productId);
      const curation = afterSubmission(before);
      if (curation === undefined) return { product: before, offers };
      const now = toIso(clock());
      const product: Product = { ...before, curation, reasons: [], submittedAt: now, updatedAt: now };
      return (await products.write({ before, product })) === 'conflict' ? 'conflict' : { product, offers };
    });
