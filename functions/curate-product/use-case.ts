import { endTrust, type Trusts } from '../../shared/domain/curation/trust.ts';
import { versionAfter, type Version } from '../../shared/domain/curation/version.ts';
import { officers, type Caller } from '../../shared/domain/member/member.ts';
import {
  afterCheckOf,
  afterDecision,
  isAfterCheck,
  type CurationDecision,
} from '../../shared/domain/product/curation.ts';
import type { ProductRepository } from '../../shared/domain/product/product-repository.ts';
import type { Product, ProductFile } from '../../shared/domain/product/product.ts';
import { reachProduct } from '../../shared/domain/product/reach.ts';
import { toIso, type Clock, type IsoInstant } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface CurateProductDeps {
  readonly products: Pick<ProductRepository, 'read' | 'write'>;
  readonly versions: { readonly read: (productId: string, etag: string) => Promise<Version | undefined> };
  readonly trusts: Pick<Trusts, 'read'>;
  readonly clock: Clock;
}

/**
 * Records an officer's decision; approving keeps the content as it is now as the one listings are made from. On a version that
 * was approved unseen: sending it back takes the approval away and ends the trust in its IKM.
 * @throws ProblemError `not-found` · `forbidden` for who is no officer · `stale-etag` · `wrong-state`.
 */
export const curateProduct = ({ products, versions, trusts, clock }: CurateProductDeps) => {
  const versionOf = async (
    { product, approved }: ProductFile,
    content: Version['content'],
    { etag, decision, reasons }: CurationDecision,
    step: { readonly at: IsoInstant; readonly by: string },
  ): Promise<Version> => {
    const known = await versions.read(product.productId, etag);
    return versionAfter(known, { etag, content }, approved?.content, { ...step, step: decision, reasons });
  };

  return (
    caller: Caller,
    { productId, decision }: { readonly productId: string; readonly decision: CurationDecision },
  ): Promise<Pick<ProductFile, 'product' | 'offers'>> =>
    untilWritten(async () => {
      const file = await reachProduct(products, caller, productId, officers);
      const { product: before, offers, approved } = file;
      const step = { at: toIso(clock()), by: caller.subject };

      if (isAfterCheck(before, decision)) {
        const product = { ...afterCheckOf(before, decision), updatedAt: step.at };
        const isTakenBack = product.approvalWithdrawn === true;
        const trust = isTakenBack ? await trusts.read(before.ikmId) : undefined;
        const written = await products.write({
          before,
          product,
          version: await versionOf(file, approved?.content ?? before.content, decision, step),
          ...(isTakenBack && { approved: 'withdrawn' }),
          ...(trust?.trusted === true && { trust: { before: trust, after: endTrust(trust, step) } }),
        });
        return written === 'conflict' ? written : { product, offers };
      }

      const curation = afterDecision(before, decision);
      if (curation === undefined) return { product: before, offers };
      const { etag, content } = before;
      const decided: Product = { ...before, curation, reasons: decision.reasons, updatedAt: step.at };
      const isApproved = curation === 'approved';
      const product: Product = isApproved
        ? { ...decided, approvedEtag: etag, afterCheck: undefined, approvalWithdrawn: undefined }
        : decided;
      const written = await products.write({
        before,
        product,
        version: await versionOf(file, content, decision, step),
        ...(isApproved && { approved: { etag, content, at: step.at } }),
      });
      return written === 'conflict' ? written : { product, offers };
    });
};
