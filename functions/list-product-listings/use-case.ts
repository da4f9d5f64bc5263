import type { Listing } from '../../shared/domain/listing/listing.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import type { ProductRepository } from '../../shared/domain/product/product-repository.ts';
import { reachProduct } from '../../shared/domain/product/reach.ts';

export interface ListProductListingsDeps {
  readonly products: Pick<ProductRepository, 'read'>;
  readonly listings: { readonly ofProduct: (productId: string) => Promise<readonly Listing[]> };
}

/** All listings of one product: a handful, so always one page. @throws ProblemError `not-found`, `not-a-member` */
export const listProductListings =
  ({ products, listings }: ListProductListingsDeps) =>
  async (caller: Caller, productId: string): Promise<readonly Listing[]> => {
    await reachProduct(products, caller, productId);
    return listings.ofProduct(productId);
  };
