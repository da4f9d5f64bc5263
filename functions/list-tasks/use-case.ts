import { isLost, type Account } from '../../shared/domain/account/account.ts';
import type { IkmRepository } from '../../shared/domain/ikm/ikm-repository.ts';
import type { Listing, ListingProblem } from '../../shared/domain/listing/listing.ts';
import { changeOf, problemsOf, stateOf } from '../../shared/domain/listing/state.ts';
import { anyone, isAllowed, officers, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember, reachOf } from '../../shared/domain/member/reach.ts';
import type { ListProducts } from '../../shared/domain/product/product-repository.ts';
import type { Clock } from '../../shared/domain/time.ts';

export interface ListTasksDeps {
  readonly ikms: Pick<IkmRepository, 'list'>;
  readonly listProducts: ListProducts;
  readonly listings: {
    readonly page: (
      of: { readonly ikms: readonly string[] },
      limit: number,
      position: undefined,
      keep: (listing: Listing) => boolean,
    ) => Promise<{ readonly rows: readonly Listing[] }>;
  };
  readonly accounts: {
    readonly page: (
      holderIds: readonly string[],
      limit: number,
      position: undefined,
      keep: (account: Account) => boolean,
    ) => Promise<{ readonly rows: readonly Account[] }>;
  };
  readonly clock: Clock;
}

export interface Tasks {
  readonly ikms: readonly { readonly ikmId: string }[];
  readonly products: readonly { readonly productId: string; readonly ikmId: string }[];
  readonly listings: readonly {
    readonly listing: Listing;
    readonly why: Why;
    readonly problems: readonly ListingProblem[];
  }[];
  readonly accounts: readonly Account[];
}
type Why = 'blocked' | 'rejected' | 'failing' | 'changed-at-marketplace' | 'notice';

const most = 25;

/** Why a listing needs its owner, if it does. */
const whyOf = (listing: Listing, nowMs: number): Why | undefined => {
  const state = stateOf(listing, nowMs);
  const change = changeOf(listing, nowMs)?.state;
  if (state === 'blocked' || state === 'rejected' || state === 'failing') return state;
  if (change === 'changed-at-marketplace' || change === 'rejected' || change === 'failing') return change;
  return listing.observed.notice.length > 0 ? 'notice' : undefined;
};

/** What waits for an officer's decision in their area; what an owner or mentor must look at in their shops. */
export const listTasks =
  ({ ikms, listProducts, listings, accounts, clock }: ListTasksDeps) =>
  async (caller: Caller): Promise<Tasks> => {
    assertMember(caller);
    const nowMs = clock();
    const officer = reachOf(caller, officers);
    const { ikmIds, sentraIds } = reachOf(caller, anyone);
    const decides = officer.everything || officer.areas.length > 0;
    const none = { rows: [] };
    const [waitingIkms, waitingProducts, listed, held] = await Promise.all([
      decides ? ikms.list(officer, { state: 'submitted' }, most, undefined) : none,
      decides ? listProducts(officer, { curation: 'submitted', sentraIsReached: false }, most, undefined) : none,
      listings.page({ ikms: ikmIds }, most, undefined, (listing) => whyOf(listing, nowMs) !== undefined),
      accounts.page(
        [...ikmIds, ...sentraIds],
        most,
        undefined,
        (account) => (account.state === 'expiring' || isLost(account)) && isAllowed(caller, account.place, anyone),
      ),
    ]);
    return {
      ikms: waitingIkms.rows,
      products: waitingProducts.rows,
      listings: listed.rows.flatMap((listing) => {
        const why = whyOf(listing, nowMs);
        const change = changeOf(listing, nowMs);
        return why === undefined
          ? []
          : [{ listing, why, problems: [...problemsOf(listing), ...(change?.problems ?? [])] }];
      }),
      accounts: held.rows,
    };
  };
