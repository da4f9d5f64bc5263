import type { Version } from '../../shared/domain/curation/version.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import type { ProductRepository } from '../../shared/domain/product/product-repository.ts';
import { reachProduct } from '../../shared/domain/product/reach.ts';

export interface GetVersionDeps {
  readonly products: Pick<ProductRepository, 'read'>;
  readonly versions: { readonly read: (productId: string, etag: string) => Promise<Version | undefined> };
}

/** @throws ProblemError `not-a-member`; `not-found`, also for a version that was never handed in or is kept no more */
export const getVersion =
  ({ products, versions }: GetVersionDeps) =>
  async (
    caller: Caller,
    { productId, etag }: { readonly productId: string; readonly etag: string },
  ): Promise<Version> => {
    await reachProduct(products, caller, productId);
    const version = await versions.read(productId, etag);
    if (version === undefined) throw new ProblemError('not-found');
    return version;
  };
