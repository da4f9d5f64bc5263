import { officers, type Caller } from '../../shared/domain/member/member.ts';
import { afterDecision, type CurationDecision } from '../../shared/domain/product/curation.ts';
import type { ProductRepository } from '../../shared/domain/product/product-repository.ts';
import type { Product, ProductFile } from '../../shared/domain/product/product.ts';
import { reachProduct } from '../../shared/domain/product/reach.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface CurateProductDeps {
  readonly products: Pick<ProductRepository, 'read' | 'write'>;
  readonly clock: Clock;
}

/**
 * Records an officer's decision; approving keeps the content as it is now as the one listings are made from.
 * @throws ProblemError `not-found` · `forbidden` for who is no officer · `stale-etag` · `wrong-state`.
 */
export const curateProduct =
  ({ products, clock }: CurateProductDeps) =>
  (
    caller: Caller,
    { productId, decision }: { readonly productId: string; readonly decision: CurationDecision },
  ): Promise<Pick<ProductFile, 'product' | 'offers'>> =>
    untilWritten(async () => {
      const { product: before, offers } = await reachProduct(products, caller, productId, officers);
      const curation = afterDecision(before, decision);
      if (curation === undefined) return { product: before, offers };
      const now = toIso(clock());
      const decided: Product = { ...before, curation, reasons: decision.reasons, updatedAt: now };
      const isApproved = curation === 'approved';
      const product = isApproved ? { ...decided, approvedEtag: before.etag } : decided;
      const written = await products.write({
        before,
        product,
        ...(isApproved && { approved: { etag: before.etag, content: before.content, at: now } }),
      });
      return written === 'conflict' ? written : { product, offers };
    });
