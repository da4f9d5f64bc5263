import type { Item, Listing, ListingProblem, Part, PartHashes, Reading, Subject } from './listing.ts';
import { parts } from './listing.ts';
import { markerOf } from './marker.ts';
import { wholeHash } from './part-hashes.ts';

/**
 * What a listing should be at the marketplace now. `keep`: blocked, and what is there stays as it is · `off`: nothing may
 * be on sale · `removed`: nothing may be left there · `unreachable`: the account is lost, nothing can be done.
 */
export type Target =
  | {
      readonly kind: 'live';
      readonly hashes: PartHashes;
      readonly sent: Reading;
      /** It has variants, which cannot be told apart at a linked item. */
      readonly hasVariants?: boolean;
    }
  | { readonly kind: 'keep' | 'off' | 'removed' | 'unreachable'; readonly problems: readonly ListingProblem[] };

/** The next thing to do about a listing: one step, at most one change at the marketplace. */
export type Step =
  | { readonly do: 'look-up'; readonly marker: string }
  | { readonly do: 'read'; readonly externalId: string }
  | { readonly do: 'create'; readonly marker: string }
  | { readonly do: 'update'; readonly part: Part; readonly externalId: string }
  /** Price and stock by one call. */
  | { readonly do: 'update-offer'; readonly externalId: string }
  | { readonly do: 'put-on-sale' | 'take-off-sale' | 'remove'; readonly externalId: string }
  /** Take over the shop's own item that was linked: a look, nothing is changed there. */
  | { readonly do: 'adopt'; readonly externalId: string }
  /** The item is no longer linked: forget it and leave it as it is. */
  | { readonly do: 'let-go' }
  /** The seller removed it there: it becomes unwanted, with a notice. */
  | { readonly do: 'unwant' }
  | { readonly do: 'settle'; readonly blocked: readonly ListingProblem[] };

/** What `decide` must know beside the listing and its target. */
export interface Circumstances {
  readonly nowMs: number;
  /** The shop was connected before through another account, so items under our marker may be there already. */
  readonly shopUsedBefore: boolean;
  /** The marketplace takes price and stock by one call. */
  readonly offerInOne: boolean;
}

const removedThere = (item: Item): boolean =>
  item.state === 'removed-by-seller' || item.state === 'removed-by-marketplace';

/**
 * Compares what is wanted with what was observed and names the next step. Pure; a pending create comes first, whatever is
 * wanted now; equal means no call at all.
 */
export const decide = (listing: Listing, target: Target, at: Circumstances): Step => {
  const { observed } = listing;
  const { item, pending, doubt } = observed;
  const settle: Step = { do: 'settle', blocked: target.kind === 'live' ? [] : target.problems };
  if (target.kind === 'unreachable') return settle;
  if (item?.adopted === true && item.externalId !== listing.link?.externalId) return { do: 'let-go' };
  if (listing.link !== undefined) return linkedStep(listing, listing.link, target, at) ?? settle;
  if (pending !== undefined)
    return pending.nextLookAtMs <= at.nowMs || mustLook(listing) ? { do: 'look-up', marker: pending.marker } : settle;
  if (doubt !== undefined && doubt.nextLookAtMs <= at.nowMs)
    return { do: 'look-up', marker: markerOf(listing.productId, observed.generation) };
  if (item !== undefined && (item.unread.length > 0 || item.lookAtMs <= at.nowMs || mustLook(listing)))
    return { do: 'read', externalId: item.externalId };
  if (item?.state === 'removed-by-seller' && target.kind !== 'removed')
    return listing.wanted === 'live' ? { do: 'unwant' } : settle;
  switch (target.kind) {
    case 'keep':
      return settle;
    case 'off':
      return offStep(listing, item, target.problems.length > 0, at) ?? settle;
    case 'removed':
      return item === undefined || removedThere(item) || isPutOff(listing, 'sale', 'remove', at)
        ? settle
        : { do: 'remove', externalId: item.externalId };
    case 'live':
      return (item === undefined ? createStep(listing, target, at) : liveStep(listing, item, target, at)) ?? settle;
  }
};

/**
 * The next step about an item that its owner linked. It is the shop's own: never created anew, never removed, and off sale
 * only when its owner wants that through us. Neither an archived product nor a suspended business touches it.
 */
const linkedStep = (
  listing: Listing,
  link: NonNullable<Listing['link']>,
  target: Exclude<Target, { kind: 'unreachable' }>,
  at: Circumstances,
): Step | undefined => {
  const { item } = listing.observed;
  if (item?.adopted !== true) return { do: 'adopt', externalId: link.externalId };
  if (item.unread.length > 0 || item.lookAtMs <= at.nowMs || mustLook(listing))
    return { do: 'read', externalId: item.externalId };
  if (removedThere(item))
    return item.state === 'removed-by-seller' && listing.wanted === 'live' ? { do: 'unwant' } : undefined;
  if (target.kind === 'off') return target.problems.length > 0 ? undefined : offStep(listing, item, false, at);
  if (target.kind !== 'live' || item.unmatched === true) return undefined;
  // whose variant is whose nobody can tell: they are kept as they are there
  const isKept = link.hasVariants || target.hasVariants === true;
  return isKept ? saleStep(listing, item, at) : liveStep(listing, item, target, at);
};

/** A push, or the owner's "try again" for an item that the marketplace refuses, asks to look there first. */
const mustLook = ({ lookSeq, observed: { lookedSeq } }: Listing): boolean => lookSeq > lookedSeq;

const offStep = (listing: Listing, item: Item | undefined, enforced: boolean, at: Circumstances): Step | undefined => {
  if (item === undefined || (item.state !== 'live' && item.state !== 'in-review')) return undefined;
  // put back by hand: the owner decides, unless selling is not allowed at all
  if (listing.observed.handEdit?.sale === 'on' && !enforced) return undefined;
  if (isPutOff(listing, 'sale', 'off', at)) return undefined;
  return { do: 'take-off-sale', externalId: item.externalId };
};

const createStep = (listing: Listing, target: Target & { kind: 'live' }, at: Circumstances): Step | undefined => {
  const { observed } = listing;
  const hash = wholeHash(target.hashes);
  if (observed.refused.create?.hash === hash || isPutOff(listing, 'create', hash, at)) return undefined;
  // an item the marketplace removed keeps its marker; the new one gets the next
  const marker = markerOf(listing.productId, observed.generation + (observed.item === undefined ? 0 : 1));
  if (at.shopUsedBefore && observed.item === undefined && observed.shopSearched !== true)
    return { do: 'look-up', marker };
  return { do: 'create', marker };
};

const liveStep = (
  listing: Listing,
  item: Item,
  target: Target & { kind: 'live' },
  at: Circumstances,
): Step | undefined => {
  const { observed } = listing;
  if (item.state === 'removed-by-marketplace')
    return observed.confirmed.content === target.hashes.content ? undefined : createStep(listing, target, at);
  // taken off by hand: some marketplaces put an item that is edited back on sale
  if (observed.handEdit?.sale === 'off') return undefined;
  const sendable = openParts(listing, target.hashes).filter((each) => maySend(listing, each, target.hashes[each], at));
  const [part] = sendable;
  if (at.offerInOne && part !== 'content' && sendable.includes('price') && sendable.includes('stock'))
    return { do: 'update-offer', externalId: item.externalId };
  if (part !== undefined) return { do: 'update', part, externalId: item.externalId };
  // back on sale only when what buyers would see is what is wanted
  return openParts(listing, target.hashes).length > 0 ? undefined : saleStep(listing, item, at);
};

const saleStep = (listing: Listing, item: Item, at: Circumstances): Step | undefined =>
  item.state !== 'off' || listing.observed.handEdit?.sale === 'off' || isPutOff(listing, 'sale', 'on', at)
    ? undefined
    : { do: 'put-on-sale', externalId: item.externalId };

/** Parts that differ from what the marketplace confirmed, the most urgent first. */
const openParts = ({ observed: { confirmed } }: Listing, hashes: PartHashes): readonly Part[] => {
  const open = parts.filter((part) => confirmed[part] !== hashes[part]);
  // of an item whose making is not known to be finished, content comes first: it may make the variants
  return open.length === parts.length ? open.toReversed() : open;
};

const maySend = (listing: Listing, part: Part, hash: string, at: Circumstances): boolean => {
  const { refused, handEdit } = listing.observed;
  if (refused[part]?.hash === hash || isPutOff(listing, part, hash, at)) return false;
  if (part === 'price') return handEdit?.priceIdr === undefined;
  if (part === 'content') return handEdit?.name === undefined && handEdit?.description === undefined;
  return handEdit?.stock === undefined;
};

const isPutOff = ({ observed }: Listing, subject: Subject, hash: string, at: Circumstances): boolean => {
  const deferred = observed.deferred[subject];
  return deferred?.hash === hash && deferred.untilMs > at.nowMs;
};
