import { mayCarry, type Account, type Carried } from '../account/account.ts';
import { anyone, type Caller } from '../member/member.ts';
import { ProblemError } from '../problem.ts';
import type { ProductRepository } from '../product/product-repository.ts';
import type { ProductFile } from '../product/product.ts';
import { reachProduct } from '../product/reach.ts';

export interface ReachDeps {
  readonly products: Pick<ProductRepository, 'read'>;
  readonly accounts: { readonly read: (accountId: string) => Promise<Account | undefined> };
}

/** Where a product comes from, and what it is as last approved: what decides which shops may carry it. */
export const carriedOf = ({ product, approved }: ProductFile): Carried => ({
  regionCode: product.regionCode,
  sentraId: product.sentraId,
  ikmId: product.ikmId,
  komoditas: (approved?.content ?? product.content).komoditas,
});

/**
 * The product and the account of a listing that the caller asks for.
 * @throws ProblemError `not-found` when either is not there, lies outside the caller's scope, or the account is neither the
 * IKM's own, nor its sentra's, nor a partner's that selected it; `not-a-member`.
 */
export const reachListing = async (
  { products, accounts }: ReachDeps,
  caller: Caller,
  { productId, accountId }: { readonly productId: string; readonly accountId: string },
): Promise<{ readonly file: ProductFile; readonly account: Account }> => {
  const [file, account] = await Promise.all([
    reachProduct(products, caller, productId, anyone),
    accounts.read(accountId),
  ]);
  if (account === undefined || !mayCarry(account, carriedOf(file))) throw new ProblemError('not-found');
  return { file, account };
};
