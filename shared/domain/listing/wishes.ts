import type { Listing, Observed } from './listing.ts';
import type { Target } from './reconcile.ts';

/**
 * Takes over what users asked of the observed half: "try again" (refusals and pauses are forgotten, the item is looked at
 * first) and the decision about an edit by hand. Undefined when nothing was asked since the last time.
 */
export const takeWishes = (listing: Listing, target: Target, nowMs: number): Observed | undefined => {
  const retried = takeRetry(listing, listing.observed, nowMs);
  const resolved = takeResolution(listing, retried, target);
  return resolved === listing.observed ? undefined : resolved;
};

const takeRetry = ({ retrySeq }: Listing, observed: Observed, nowMs: number): Observed => {
  if (retrySeq <= observed.retriedSeq) return observed;
  const { failing: _, item, ...rest } = observed;
  return {
    ...rest,
    ...(item === undefined ? {} : { item: { ...item, lookAtMs: Math.min(item.lookAtMs, nowMs) } }),
    refused: {},
    deferred: {},
    attempts: 0,
    retriedSeq: retrySeq,
  };
};

const takeResolution = ({ resolution }: Listing, observed: Observed, target: Target): Observed => {
  if (resolution === undefined || resolution.seq <= observed.resolvedSeq) return observed;
  // "theirs" is confirmed as the plan of now, so it waits until there is one
  if (target.kind === 'keep' || target.kind === 'unreachable') return observed;
  const { handEdit, item, ...rest } = observed;
  const resolved = { ...rest, ...(item === undefined ? {} : { item }), resolvedSeq: resolution.seq };
  if (handEdit === undefined || item === undefined) return resolved;
  const { sale, ...reading } = handEdit;
  const content = reading.name !== undefined || reading.description !== undefined;
  const price = reading.priceIdr !== undefined;
  const stock = reading.stock !== undefined;
  const confirmed = { ...observed.confirmed };
  if (content) delete confirmed.content;
  if (price) delete confirmed.price;
  if (stock) delete confirmed.stock;
  if (resolution.keep === 'ours') {
    // an unknown sale state lets the next step set it as wanted
    const { onSale, ...others } = resolved;
    return {
      ...others,
      confirmed,
      // until ours is sent, a look at what still stands there is no new edit
      item: { ...item, baseline: { ...item.baseline, ...reading } },
      ...(sale !== undefined || onSale === undefined ? {} : { onSale }),
    };
  }
  if (target.kind === 'live') {
    if (content) confirmed.content = target.hashes.content;
    if (price) confirmed.price = target.hashes.price;
    if (stock) confirmed.stock = target.hashes.stock;
  }
  return {
    ...resolved,
    confirmed,
    item: { ...item, baseline: { ...item.baseline, ...reading } },
    sent: { ...observed.sent, ...reading },
    ...(sale === undefined ? {} : { onSale: sale === 'on' }),
  };
};
