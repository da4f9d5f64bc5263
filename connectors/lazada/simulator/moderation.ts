import { fraction } from '../../simulator-faults.ts';
import type { FaultSwitch } from './faults.ts';
import type { Item } from './model.ts';
import type { Pushes } from './pushes.ts';
import type { Store } from './store.ts';

/**
 * Lazada's quality control: product/create answers "Active, InActive, and Pending QC"; products/get shows rejectReason
 * and subStatus; push 1 tells the verdict. A live item stays live while its edit is looked at.
 */
const grounds = [
  {
    violationDetail: 'You have violated the Prohibited and Controlled Products Policy.<br/>',
    suggestion: 'Remove the product or upload its license.',
  },
  {
    violationDetail: 'The main image contains a watermark or contact details.',
    suggestion: 'Replace the main image.',
  },
  { violationDetail: 'The product is listed in a wrong category.', suggestion: 'Choose a suitable category.' },
] as const;

/** The item after its content was sent: judged at once without a delay. */
export const submitted = (faults: FaultSwitch, pushes: Pushes, item: Item, wasLive: boolean, nowMs: number): Item => {
  if (item.status === 'InActive') return { ...item, reviewMs: null };
  const { delayMs } = faults.current().moderation;
  if (delayMs === 0) {
    const after = decided(faults, item);
    if (after.status === 'Rejected') pushes.qc(after, wasLive ? 'LIVE_REJECTED' : 'REJECTED', nowMs);
    return after;
  }
  return wasLive
    ? { ...item, status: 'Active', subStatus: 'Pending', reviewMs: nowMs + delayMs }
    : { ...item, status: 'Pending QC', subStatus: '', reviewMs: nowMs + delayMs };
};

/** The same content under the same seed is always judged the same. */
const decided = (faults: FaultSwitch, item: Item): Item => {
  const { moderation, seed } = faults.current();
  const content = JSON.stringify([item.attributes, item.categoryId, item.images.length]);
  const settled: Item = { ...item, subStatus: '', reviewMs: null };
  if (item.status === 'InActive' || item.status === 'Deleted') return settled;
  if (fraction(`${seed}:review:${content}`) >= moderation.rejectRate)
    return { ...settled, status: 'Active', rejectReason: null };
  const ground = grounds[Math.floor(fraction(`${seed}:ground:${content}`) * grounds.length)] ?? grounds[0];
  return { ...settled, status: 'Rejected', subStatus: 'Rejected', rejectReason: { ...ground } };
};

/** Ends the reviews that are due, and tells their verdicts. */
export const endReviews = (store: Store, faults: FaultSwitch, pushes: Pushes, nowMs: number): void => {
  for (const item of store.itemsInReviewUntil(nowMs))
    store.transaction(() => {
      const after = { ...decided(faults, item), updatedMs: nowMs };
      store.saveItem(after);
      const wasLive = item.status === 'Active';
      if (after.status === 'Rejected') pushes.qc(after, wasLive ? 'LIVE_REJECTED' : 'REJECTED', nowMs);
      else if (after.status === 'Active') pushes.qc(after, 'APPROVED', nowMs);
    });
};
