import { readingOf, saleByHand } from './after-read.ts';
import type { Observation } from './call-result.ts';
import type { Item, Listing, Observed, Reading } from './listing.ts';
import type { After, Moment } from './outcome.ts';
import { linkedItemGone } from './problems.ts';
import type { Target } from './reconcile.ts';
import { reviewLookMs, slowLookMs } from './schedule.ts';

/** What a listing forgets when another item, or none, takes the place of the one it had. */
const cleared = (observed: Observed): Observed => {
  const { item: _, handEdit: __, onSale: ___, failing: ____, ...rest } = observed;
  return { ...rest, confirmed: {}, sent: {}, refused: {}, deferred: {}, notice: [], attempts: 0 };
};

/** A linked item was looked at: it is taken over as it stands. `null`: it is not there. Nothing was changed there. */
export const afterAdopt = (listing: Listing, externalId: string, seen: Observation | null, at: Moment): After => {
  const { observed } = listing;
  const onSale = listing.wanted === 'live';
  const sale = seen === null ? undefined : saleByHand({ onSale }, seen);
  return {
    observed: {
      ...cleared(observed),
      // an item of ours that the marketplace removed keeps its marker
      generation: observed.generation + (observed.item === undefined ? 0 : 1),
      lookedSeq: listing.lookSeq,
      item: adoptedItem(externalId, seen, at),
      onSale,
      ...(sale === undefined ? {} : { handEdit: { sale } }),
    },
    then: 'go-on',
  };
};

const adoptedItem = (externalId: string, seen: Observation | null, at: Moment): Item => {
  const inReview = seen?.state === 'in-review' || seen?.editInReview === true;
  return {
    externalId,
    ...(seen?.externalUrl === undefined ? {} : { externalUrl: seen.externalUrl }),
    ...(seen?.handle === undefined ? {} : { handle: seen.handle }),
    marker: seen?.marker ?? '',
    state: seen?.state ?? 'removed-by-seller',
    editInReview: seen?.editInReview ?? false,
    problems: [...(seen?.problems ?? [])],
    createdAtMs: seen?.createdAtMs ?? 0,
    readAtMs: at.nowMs,
    lookAtMs: seen === null ? Number.MAX_SAFE_INTEGER : at.nowMs + (inReview ? reviewLookMs(0) : slowLookMs(at.random)),
    reviewLooks: 0,
    baseline: seen === null ? {} : { ...readingOf(seen) },
    unread: [],
    adopted: true,
    unmatched: true,
  };
};

/** The adopted item is no longer linked: it is forgotten, not touched. */
export const afterLetGo = ({ observed }: Listing): Observed => cleared(observed);

/** As above, when its seller removed the linked item: it stays known as gone, so that nothing is created in its place. */
export const afterLinkedGone = ({ observed }: Listing): Observed => ({ ...observed, notice: [linkedItemGone] });

const compared = ['name', 'description', 'priceIdr', 'stock'] as const satisfies readonly (keyof Reading)[];

/**
 * Compares an adopted item with the product once there is something to compare with. What is equal, or not shown there,
 * counts as confirmed; what differs waits as an edit by hand for the owner's decision, so that adopting overwrites nothing.
 * Undefined when there is nothing to compare now. Pure.
 */
export const matchAdopted = ({ observed }: Listing, target: Target): Observed | undefined => {
  const { item } = observed;
  if (item?.adopted !== true || item.unmatched !== true || target.kind !== 'live') return undefined;
  const { unmatched: _, ...matched } = item;
  const handEdit: NonNullable<Observed['handEdit']> = {};
  const baseline: Reading = { ...item.baseline };
  for (const field of compared) {
    const [ours, theirs] = [target.sent[field], item.baseline[field]];
    if (ours === undefined || theirs === undefined || ours === theirs) continue;
    Object.assign(handEdit, { [field]: theirs });
    // later looks compare with ours, so that the difference stays shown
    Object.assign(baseline, { [field]: ours });
  }
  const sale = saleByHand({ onSale: true }, item);
  if (sale !== undefined) handEdit.sale = sale;
  const { handEdit: __, ...rest } = observed;
  return {
    ...rest,
    item: { ...matched, baseline },
    confirmed: { ...target.hashes },
    sent: { ...target.sent },
    onSale: true,
    ...(Object.keys(handEdit).length === 0 ? {} : { handEdit }),
  };
};
