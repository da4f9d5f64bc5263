import type { Assessment } from '../../connectors/assess.ts';
import { isLost, isUsable, mayCarry, type Account } from '../../shared/domain/account/account.ts';
import type { Maker } from '../../shared/domain/ikm/maker.ts';
import type { Origin } from '../../shared/domain/listing/circumstances.ts';
import type { Listable } from '../../shared/domain/listing/listable.ts';
import type { Listing, ListingProblem, Overrides } from '../../shared/domain/listing/listing.ts';
import { ownProblems } from '../../shared/domain/listing/problems.ts';
import { carriedOf } from '../../shared/domain/listing/reach.ts';
import { toListable } from '../../shared/domain/listing/to-listable.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import type { ProductRepository } from '../../shared/domain/product/product-repository.ts';
import { reachProduct } from '../../shared/domain/product/reach.ts';

export interface GetReadinessDeps {
  readonly products: Pick<ProductRepository, 'read'>;
  readonly makerOf: (ikmId: string) => Promise<Maker | undefined>;
  readonly listings: { readonly ofProduct: (productId: string) => Promise<readonly Listing[]> };
  readonly accounts: {
    readonly page: (
      holderIds: readonly string[],
      limit: number,
      position: undefined,
    ) => Promise<{ readonly rows: readonly Account[] }>;
  };
  /** The same verdict as a push comes to. */
  readonly assess: (account: Account, listable: Listable, overrides: Overrides, origin: Origin) => Promise<Assessment>;
  /** What the shop sells already that keeps the product from being created there. */
  readonly obstacles: (account: Account, product: Listable) => Promise<readonly ListingProblem[]>;
}

export interface Readiness {
  readonly marketplace: string;
  readonly ready: boolean;
  readonly problems: readonly ListingProblem[];
}

/** Shops looked through at most: an IKM's own, its sentra's, the partners'. */
const mostAccounts = 50;

/**
 * The named problems per shop account that may carry the product, by the rules the push itself uses.
 * @throws ProblemError `not-found`, `not-a-member`
 */
export const getReadiness =
  ({ products, makerOf, listings, accounts, assess, obstacles }: GetReadinessDeps) =>
  async (caller: Caller, productId: string): Promise<ReadonlyMap<string, Readiness>> => {
    const file = await reachProduct(products, caller, productId);
    const { ikmId, sentraId } = file.product;
    // partners' accounts stand together: those that did not select it are left out below
    const holders = [ikmId, ...(sentraId === undefined ? [] : [sentraId]), 'partner'];
    const [maker, { rows }, listed] = await Promise.all([
      makerOf(ikmId),
      accounts.page(holders, mostAccounts, undefined),
      listings.ofProduct(productId),
    ]);
    const assessed = toListable(file, maker);
    const problemsFor = async (account: Account): Promise<readonly ListingProblem[]> => {
      const ours = assessed.kind === 'listable' ? [] : assessed.problems;
      if (!isUsable(account))
        return [...ours, ownProblems[account.state === 'pending' ? 'account-pending' : 'reconnect']];
      if (assessed.kind !== 'listable') return ours;
      const listing = listed.find(({ accountId }) => accountId === account.accountId);
      const overrides = listing?.overrides ?? {};
      const verdict = await assess(account, assessed.listable, overrides, { ikmId, sentraId });
      if (verdict.kind === 'lost') return [ownProblems.reconnect];
      if (verdict.kind === 'retry') return [ownProblems['marketplace-unreachable']];
      // what is listed or linked there needs no guard any more
      if (listing?.observed.item !== undefined || listing?.link !== undefined) return verdict.plan.problems;
      const product = { ...assessed.listable, name: overrides.name ?? assessed.listable.name };
      return [...verdict.plan.problems, ...(await obstacles(account, product))];
    };
    const entries = await Promise.all(
      rows
        // a shop that its owner disconnected carries nothing any more
        .filter((account) => account.state !== 'revoked' || isLost(account))
        .filter((account) => mayCarry(account, carriedOf(file)))
        .map(async (account): Promise<[string, Readiness]> => {
          const problems = await problemsFor(account);
          const ready = problems.every(({ severity }) => severity !== 'block');
          return [account.accountId, { marketplace: account.marketplace, ready, problems }];
        }),
    );
    return new Map(entries);
  };
