import { isLost, type Account } from '../../shared/domain/account/account.ts';
import type { Claims } from '../../shared/domain/claim/claims.ts';
import type { Duplicate, Duplicates } from '../../shared/domain/duplicate/duplicate.ts';
import type { IkmRepository } from '../../shared/domain/ikm/ikm-repository.ts';
import type { Listing, ListingProblem } from '../../shared/domain/listing/listing.ts';
import { changeOf, problemsOf, stateOf } from '../../shared/domain/listing/state.ts';
import type { TeamMember, Teams } from '../../shared/domain/member/helper.ts';
import { anyone, isAllowed, officers, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember, reachOf } from '../../shared/domain/member/reach.ts';
import { daysLeft } from '../../shared/domain/paper/ending.ts';
import type { Paper } from '../../shared/domain/paper/paper.ts';
import type { DataRequest, DataRequests } from '../../shared/domain/privacy/data-request.ts';
import type { ListProducts } from '../../shared/domain/product/product-repository.ts';
import { provinces } from '../../shared/domain/region/provinces.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import type { Transfers, WaitingTransfer } from '../../shared/domain/transfer/transfer.ts';

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
  readonly orders: {
    readonly open: (
      of: { readonly ikms: readonly string[]; readonly sentras: readonly string[] },
      limit: number,
    ) => Promise<readonly OpenPart[]>;
    readonly late: (areas: readonly string[], limit: number) => Promise<readonly LatePart[]>;
  };
  /** Offers of which more was sold than there is, of these IKMs. */
  readonly oversold: (ikmIds: readonly string[], limit: number) => Promise<readonly Oversold[]>;
  readonly transfers: Pick<Transfers, 'waiting'>;
  readonly duplicates: Pick<Duplicates, 'waiting'>;
  /** Papers that end soon or have ended, of these IKMs and in these areas. */
  readonly endingPapers: (
    of: { readonly ikmIds: readonly string[]; readonly areas: readonly string[] },
    limit: number,
  ) => Promise<readonly Paper[]>;
  readonly claims: Pick<Claims, 'waitingIn'>;
  readonly teams: Pick<Teams, 'unheardIn'>;
  readonly requests: Pick<DataRequests, 'waiting'>;
  readonly clock: Clock;
}

interface LatePart {
  readonly orderId: string;
  readonly accountId: string;
  readonly ikmId?: string | undefined;
}
interface OpenPart extends LatePart {
  readonly acknowledgeBy: string;
}
interface Oversold {
  readonly productId: string;
  readonly ikmId: string;
  readonly pieces: number;
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
  readonly orders: readonly (LatePart & { readonly why: 'new' | 'overdue' })[];
  readonly oversold: readonly Oversold[];
  readonly claims: readonly { readonly claimId: string }[];
  readonly consents: readonly TeamMember[];
  readonly transfers: readonly WaitingTransfer[];
  readonly duplicates: readonly Duplicate[];
  readonly requests: readonly (DataRequest & { readonly why: 'new' | 'overdue' })[];
  readonly papers: readonly { readonly paper: Paper; readonly days: number }[];
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

/** Each part once: as overdue when it is, though nobody marked it yet. */
const ordersOf = (open: readonly OpenPart[], late: readonly LatePart[], nowMs: number): Tasks['orders'] => {
  const now = toIso(nowMs);
  const all = [
    ...open.map(({ orderId, accountId, ikmId, acknowledgeBy }) => ({
      orderId,
      accountId,
      ikmId,
      why: acknowledgeBy <= now ? ('overdue' as const) : ('new' as const),
    })),
    ...late.map((part) => ({ ...part, why: 'overdue' as const })),
  ];
  return all.filter(
    (part, at) => all.findIndex(({ orderId, ikmId }) => orderId === part.orderId && ikmId === part.ikmId) === at,
  );
};

/** What is late is the ministry's concern too. */
const requestsOf = (waiting: readonly DataRequest[], isMinistry: boolean, nowMs: number): Tasks['requests'] =>
  waiting
    .map((request) => ({
      ...request,
      why: Date.parse(request.dueAt) <= nowMs ? ('overdue' as const) : ('new' as const),
    }))
    .filter(({ why }) => !isMinistry || why === 'overdue');

/** What waits for an officer's decision in their area; what an owner or mentor must look at in their shops. */
export const listTasks =
  (deps: ListTasksDeps) =>
  async (caller: Caller): Promise<Tasks> => {
    const { ikms, listProducts, listings, accounts, orders, oversold, transfers, endingPapers, clock } = deps;
    assertMember(caller);
    const nowMs = clock();
    const officer = reachOf(caller, officers);
    const { ikmIds, sentraIds } = reachOf(caller, anyone);
    const areas = officer.everything ? provinces : officer.areas;
    const decides = areas.length > 0;
    const none = { rows: [] };
    const [
      waitingIkms,
      waitingProducts,
      listed,
      held,
      open,
      late,
      short,
      ending,
      moves,
      claimed,
      unheard,
      doubles,
      asked,
    ] = await Promise.all([
      decides ? ikms.list(officer, { state: 'submitted' }, most, undefined) : none,
      decides ? listProducts(officer, { curation: 'submitted', sentraIsReached: false }, most, undefined) : none,
      listings.page({ ikms: ikmIds }, most, undefined, (listing) => whyOf(listing, nowMs) !== undefined),
      accounts.page(
        [...ikmIds, ...sentraIds],
        most,
        undefined,
        (account) => (account.state === 'expiring' || isLost(account)) && isAllowed(caller, account.place, anyone),
      ),
      orders.open({ ikms: ikmIds, sentras: sentraIds }, most),
      decides ? orders.late(areas, most) : [],
      oversold(ikmIds, most),
      endingPapers({ ikmIds, areas }, most),
      decides ? transfers.waiting(areas, most) : [],
      decides ? deps.claims.waitingIn(areas, most, undefined, (claim) => toIso(nowMs) < claim.waitsUntil) : none,
      decides ? deps.teams.unheardIn(areas, most) : [],
      decides ? deps.duplicates.waiting(areas, most, undefined) : none,
      decides ? deps.requests.waiting(areas, most) : [],
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
      orders: ordersOf(open, late, nowMs),
      oversold: short,
      papers: ending.map((paper) => ({ paper, days: daysLeft(paper.facts.expiresOn, nowMs) })),
      transfers: moves,
      // one of a larger area may concern records that lie outside
      duplicates: doubles.rows.filter(({ regionCode }) => isAllowed(caller, { regionCode }, officers)),
      claims: claimed.rows,
      consents: unheard,
      requests: requestsOf(asked, officer.everything, nowMs),
    };
  };
