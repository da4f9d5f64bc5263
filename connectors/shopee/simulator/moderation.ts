import { fraction } from '../../simulator-faults.ts';
import type { FaultSwitch } from './faults.ts';
import { isDeleted, type Item } from './model.ts';
import type { Pushes } from './pushes.ts';
import type { Store } from './store.ts';

/**
 * Shopee's review of listings, as far as the contract shows it: item_status REVIEWING, NORMAL, BANNED
 * (product.get_item_base_info), the reasons in product.get_item_violation_info, and push 16 (violation_item_push).
 */
const grounds = [
  // get_item_violation_info, violation_type: its applicable values
  { type: 'Prohibited Listing', reason: 'License Reason', suggestion: 'Upload license' },
  {
    type: 'Inappropriate Image',
    reason: 'Image is not clear or shows contact details',
    suggestion: 'Replace the product image',
  },
  {
    type: 'Insufficient Information',
    reason: 'Product information is incomplete',
    suggestion: 'Complete the product description',
  },
  {
    type: 'Spam',
    reason: 'Irrelevant keywords in the product name',
    suggestion: 'Remove irrelevant keywords from the product name',
  },
] as const;

const fixWithinSeconds = 7 * 86_400;

/** The item as it stands after its content was sent: judged at once without a delay; a live item stays live meanwhile. */
export const submitted = (faults: FaultSwitch, item: Item, wasLive: boolean, nowMs: number): Item => {
  if (item.status === 'UNLIST') return { ...item, reviewMs: null };
  const { delayMs } = faults.current().moderation;
  if (delayMs === 0) return decided(faults, item, nowMs);
  return { ...item, status: wasLive ? 'NORMAL' : 'REVIEWING', reviewMs: nowMs + delayMs };
};

/** The same content under the same seed is always judged the same. */
const decided = (faults: FaultSwitch, item: Item, nowMs: number): Item => {
  const { moderation, seed } = faults.current();
  const content = JSON.stringify([item.name, item.description, item.categoryId, item.attributes, item.images.length]);
  const settled: Item = { ...item, reviewMs: null };
  if (item.status === 'UNLIST' || isDeleted(item)) return settled;
  if (fraction(`${seed}:review:${content}`) >= moderation.rejectRate)
    return { ...settled, status: 'NORMAL', violation: null };
  const ground = grounds[Math.floor(fraction(`${seed}:ground:${content}`) * grounds.length)] ?? grounds[0];
  const seconds = Math.floor(nowMs / 1000);
  return {
    ...settled,
    status: 'BANNED',
    violation: {
      violation_type: ground.type,
      violation_reason: ground.reason,
      suggestion: ground.suggestion,
      fix_deadline_time: seconds + fixWithinSeconds,
      update_time: seconds,
    },
  };
};

/** Ends the reviews that are due. Push 16 tells of a ban and of its end; that a new item was accepted is not pushed. */
export const endReviews = (store: Store, faults: FaultSwitch, pushes: Pushes, nowMs: number): void => {
  for (const item of store.itemsInReviewUntil(nowMs)) {
    store.transaction(() => {
      const after = { ...decided(faults, item, nowMs), updatedMs: nowMs };
      store.saveItem(after);
      if (after.status === 'BANNED' || item.violation !== null) pushes.violation(after, nowMs);
    });
  }
};
