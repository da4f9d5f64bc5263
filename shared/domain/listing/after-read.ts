import type { Observation } from './call-result.ts';
import type { Item, Listing, Observed, Part, Reading } from './listing.ts';
import { tryLater, type After, type Moment } from './outcome.ts';
import { reviewLookMs, slowLookMs } from './schedule.ts';

const fields = [
  ['name', 'content'],
  ['description', 'content'],
  ['priceIdr', 'price'],
] as const satisfies readonly (readonly [keyof Reading, Part])[];

/**
 * What a look at the item told. The first look after a call of ours is the baseline of what that call changed; later
 * differences are edits by hand, unless they show exactly what we sent (a marketplace that reads its own past).
 */
export const afterRead = (listing: Listing, seen: Observation | null, at: Moment): After => {
  const { observed } = listing;
  const { item } = observed;
  if (item === undefined) throw new TypeError('a look without an item');
  if (seen === null) {
    if (at.nowMs < item.createdAtMs + at.quarantineMs)
      return tryLater(observed, 'outage', { reason: 'not-visible-yet' }, at);
    return {
      observed: {
        ...observed,
        lookedSeq: listing.lookSeq,
        item: { ...item, state: 'removed-by-seller', editInReview: false, unread: [], lookAtMs: never },
      },
      then: 'go-on',
    };
  }
  const baseline: Reading = { ...item.baseline };
  const handEdit: NonNullable<Observed['handEdit']> = {};
  const mayLagUntilMs = lagUntil(observed, seen, at);
  for (const [field, part] of fields)
    if (field !== 'priceIdr' || mayLagUntilMs === undefined)
      compare(field, part, { observed, item, seen, baseline, handEdit });
  const sale = saleByHand(observed, seen);
  if (sale !== undefined) handEdit.sale = sale;
  // only a stock found at adoption waits for a decision; later differences there are sales
  const stock = seen.stock ?? observed.handEdit?.stock;
  if (observed.handEdit?.stock !== undefined && stock !== undefined && stock !== observed.sent.stock)
    handEdit.stock = stock;
  const { handEdit: _, failing: __, ...rest } = observed;
  const read = nextItem(item, seen, baseline, at);
  const next: Item =
    mayLagUntilMs === undefined || item.priceSentAtMs === undefined
      ? read
      : { ...read, priceSentAtMs: item.priceSentAtMs, lookAtMs: Math.min(read.lookAtMs, mayLagUntilMs) };
  return {
    observed: {
      ...rest,
      attempts: 0,
      lookedSeq: listing.lookSeq,
      item: next,
      ...(Object.keys(handEdit).length === 0 ? {} : { handEdit }),
    },
    then: 'go-on',
  };
};

/** Until when a price other than the one just sent may be what stood there before. */
const lagUntil = (
  { item, sent }: Pick<Observed, 'item' | 'sent'>,
  { priceIdr }: Observation,
  at: Moment,
): number | undefined => {
  if (item?.priceSentAtMs === undefined || priceIdr === undefined || priceIdr === sent.priceIdr) return undefined;
  const untilMs = item.priceSentAtMs + at.quarantineMs;
  return at.nowMs < untilMs ? untilMs : undefined;
};

/** An item that is gone is not looked at again. */
const never = Number.MAX_SAFE_INTEGER;

const nextItem = (item: Item, seen: Observation, baseline: Reading, at: Moment): Item => {
  const inReview = seen.state === 'in-review' || seen.editInReview === true;
  const reviewLooks = inReview && item.unread.length === 0 ? item.reviewLooks + 1 : 0;
  const gone = seen.state === 'removed-by-seller' || seen.state === 'removed-by-marketplace';
  const { handle: _, priceSentAtMs: __, ...known } = item;
  return {
    ...known,
    ...(seen.externalUrl === undefined ? {} : { externalUrl: seen.externalUrl }),
    ...(seen.handle === undefined ? {} : { handle: seen.handle }),
    state: seen.state,
    editInReview: seen.editInReview ?? false,
    problems: [...seen.problems],
    createdAtMs: seen.createdAtMs,
    readAtMs: at.nowMs,
    reviewLooks,
    lookAtMs: gone ? never : at.nowMs + (inReview ? reviewLookMs(reviewLooks) : slowLookMs(at.random)),
    // until it is compared with the product, an adopted item is remembered as it stands
    baseline: item.unmatched === true ? { ...readingOf(seen) } : baseline,
    unread: [],
  };
};

/** Its texts, price and stock, as far as the marketplace shows them. */
export const readingOf = ({ name, description, priceIdr, stock }: Observation): Reading => ({
  ...(name === undefined ? {} : { name }),
  ...(description === undefined ? {} : { description }),
  ...(priceIdr === undefined ? {} : { priceIdr }),
  ...(stock === undefined ? {} : { stock }),
});

/** Whether somebody there put it on sale or took it off, against what we last did. */
export const saleByHand = (
  observed: Pick<Observed, 'onSale'>,
  seen: Pick<Observation, 'state'>,
): 'on' | 'off' | undefined => {
  if (seen.state === 'off' && observed.onSale === true) return 'off';
  if (seen.state === 'live' && observed.onSale === false) return 'on';
  return undefined;
};

interface Comparison {
  readonly observed: Observed;
  readonly item: Item;
  readonly seen: Observation;
  readonly baseline: Reading;
  readonly handEdit: Reading;
}

const compare = (field: keyof Reading, part: Part, { observed, item, seen, baseline, handEdit }: Comparison): void => {
  const value = seen[field];
  if (value === undefined) return;
  const known = item.baseline[field];
  const isOurs =
    item.unmatched === true || item.unread.includes(part) || known === undefined || value === observed.sent[field];
  if (isOurs) Object.assign(baseline, { [field]: value });
  else if (value !== known) Object.assign(handEdit, { [field]: value });
};
