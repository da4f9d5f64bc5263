import { versionsKept, type Version } from '../../shared/domain/curation/version.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import type { ProductRepository } from '../../shared/domain/product/product-repository.ts';
import { reachProduct } from '../../shared/domain/product/reach.ts';

export interface ListVersionsDeps {
  readonly products: Pick<ProductRepository, 'read'>;
  readonly versions: {
    readonly list: (productId: string, limit: number) => Promise<readonly Omit<Version, 'content'>[]>;
  };
}

/** All versions that are kept. @throws ProblemError `not-a-member`, `not-found` */
export const listVersions =
  ({ products, versions }: ListVersionsDeps) =>
  async (caller: Caller, productId: string): Promise<readonly Omit<Version, 'content'>[]> => {
    await reachProduct(products, caller, productId);
    return versions.list(productId, versionsKept.newest);
  };
