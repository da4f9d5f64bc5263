import { reviewProblems } from '../../shared/domain/curation/review.ts';
import { isSampled, type Trust, type Trusts } from '../../shared/domain/curation/trust.ts';
import { versionAfter, type Version } from '../../shared/domain/curation/version.ts';
import type { Maker } from '../../shared/domain/ikm/maker.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { afterSubmission } from '../../shared/domain/product/curation.ts';
import type { ProductRepository } from '../../shared/domain/product/product-repository.ts';
import type { Product, ProductFile } from '../../shared/domain/product/product.ts';
import { reachProduct } from '../../shared/domain/product/reach.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface SubmitProductDeps {
  readonly products: Pick<ProductRepository, 'read' | 'write'>;
  readonly versions: { readonly read: (productId: string, etag: string) => Promise<Version | undefined> };
  readonly trusts: Pick<Trusts, 'read'>;
  readonly makerOf: (ikmId: string) => Promise<Maker | undefined>;
  readonly clock: Clock;
}

/**
 * Hands a product in. That of a trusted IKM is approved at once when nothing stands against it; a sample of those is looked at
 * afterwards.
 * @throws ProblemError `not-found`; `wrong-state` for rejected content that was not changed, or an archived product.
 */
export const submitProduct = ({ products, versions, trusts, makerOf, clock }: SubmitProductDeps) => {
  /** The trust that a product may be approved on; undefined when an officer has to look first. */
  const trustFor = async (file: ProductFile): Promise<Trust | undefined> => {
    const { ikmId } = file.product;
    const trust = await trusts.read(ikmId);
    if (trust?.trusted !== true) return undefined;
    const problems = reviewProblems(file, await makerOf(ikmId), clock());
    return problems.some(({ severity }) => severity === 'block') ? undefined : trust;
  };

  return (caller: Caller, productId: string): Promise<Pick<ProductFile, 'product' | 'offers'>> =>
    untilWritten(async () => {
      const file = await reachProduct(products, caller, productId);
      const { product: before, offers } = file;
      if (afterSubmission(before) === undefined) return { product: before, offers };
      const { etag, content } = before;
      const [trust, known] = await Promise.all([trustFor(file), versions.read(productId, etag)]);
      const at = toIso(clock());
      const submitted: Product = { ...before, curation: 'submitted', reasons: [], submittedAt: at, updatedAt: at };
      const handedIn = { step: 'submit' as const, at, by: caller.subject, reasons: [] };
      const version = versionAfter(known, before, file.approved?.content, handedIn);
      if (trust === undefined) {
        const written = await products.write({ before, product: submitted, version });
        return written === 'conflict' ? written : { product: submitted, offers };
      }
      const isLookedAt = before.afterCheck !== undefined || isSampled(productId, etag);
      const product: Product = {
        ...submitted,
        curation: 'approved',
        approvedEtag: etag,
        afterCheck: isLookedAt ? etag : undefined,
        approvalWithdrawn: undefined,
      };
      const written = await products.write({
        before,
        product,
        approved: { etag, content, at },
        version: versionAfter(version, before, undefined, {
          step: 'approve',
          at,
          by: trust.by,
          reasons: [],
          trusted: true,
        }),
        trust: { before: trust },
      });
      return written === 'conflict' ? written : { product, offers };
    });
};
