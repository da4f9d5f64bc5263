import type { Account } from '../account/account.ts';
import type { Listable } from './listable.ts';
import type { Listing } from './listing.ts';

/** What a verdict on a listing rests on beside the product and the shop's account. */
export interface Circumstances {
  /** Whether the IKM agreed to be sold by this joint shop; absent where nobody needs to agree. */
  readonly consent?: boolean | undefined;
  /** Who holds the joint shop in law. */
  readonly legalHolder?: string | undefined;
  /** Marketplace → the category that officers chose for the sentra's goods. */
  readonly categories: Readonly<Record<string, string>>;
  /** The product's listings elsewhere; read for a piece that exists once only. */
  readonly siblings: readonly Listing[];
}

/** Whose product it is. */
export interface Origin {
  readonly ikmId: string;
  readonly sentraId?: string | undefined;
}

/** Reads them strongly; what does not matter for this account and product is not read. */
export type CircumstancesOf = (account: Account, listable: Listable, origin: Origin) => Promise<Circumstances>;

/** Whether any of it exists only once. */
export const isOneOff = ({ offer, variants }: Pick<Listable, 'offer' | 'variants'>): boolean =>
  [offer, ...(variants?.items ?? []).map((item) => item.offer)].some(({ availability }) => availability === 'one-off');

/** Whether a listing holds a place in its shop, or is about to. */
const isThere = ({ observed: { item, pending } }: Listing): boolean =>
  pending !== undefined || item?.state === 'live' || item?.state === 'in-review';

/** When its item was made; a create on its way is the youngest. */
const madeAtMs = ({ observed: { item } }: Listing): number => item?.createdAtMs ?? Infinity;

/**
 * The listing that has a one-off piece before the one in `accountId`: wanted in another shop that takes orders, there sooner, or
 * of neither there yet the one with the lower account id, so that two workers agree. Undefined when the piece may be sold here.
 */
export const oneOffElsewhere = (accountId: string, siblings: readonly Listing[]): Listing | undefined => {
  const here = siblings.find((each) => each.accountId === accountId);
  const placeOf = (listing: Listing | undefined): number =>
    listing !== undefined && isThere(listing) ? madeAtMs(listing) : Number.NaN;
  const mine = placeOf(here);
  return siblings.find((other) => {
    if (other.accountId === accountId || other.takesOrders === false) return false;
    // taken off by its owner but not yet in the shop: it may still be bought there
    if (other.wanted !== 'live' && other.observed.item?.state !== 'live') return false;
    const theirs = placeOf(other);
    if (Number.isNaN(theirs)) return Number.isNaN(mine) && other.accountId < accountId && !isBlocked(other);
    if (Number.isNaN(mine)) return true;
    return theirs === mine ? other.accountId < accountId : theirs < mine;
  });
};

const isBlocked = ({ observed }: Listing): boolean => observed.blocked.length > 0;
