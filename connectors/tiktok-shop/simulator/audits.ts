import { fraction } from '../../simulator-faults.ts';
import type { FaultSwitch } from './faults.ts';
import type { Product, Version } from './model.ts';
import type { Store } from './store.ts';
import type { Webhooks } from './webhooks.ts';

/** Reasons as `audit_failed_reasons` shows them: a position, reasons and suggestions (get product). */
const grounds = [
  {
    position: 'Product image',
    reasons: ['The image is blurred or shows contact details'],
    suggestions: ['Replace the product image'],
  },
  {
    position: 'Product title',
    reasons: ['The title has irrelevant keywords'],
    suggestions: ['Remove irrelevant keywords from the title'],
  },
  {
    position: 'Product description',
    reasons: ['The product information is incomplete'],
    suggestions: ['Complete the product description'],
  },
] as const;

/** The product with what was sent for review: judged at once without a delay; a live one stays live in its old version. */
export const submitted = (faults: FaultSwitch, product: Product, version: Version, nowMs: number): Product => {
  const isLive = product.status === 'ACTIVATE';
  const sent: Product = {
    ...product,
    ...(isLive ? { pending: version } : { version, pending: null, status: 'PENDING' as const }),
    audit: 'AUDITING',
    reasons: [],
    updatedMs: nowMs,
    reviewMs: nowMs + faults.current().moderation.delayMs,
  };
  return faults.current().moderation.delayMs === 0 ? decided(faults, sent, nowMs) : sent;
};

/** The old version's prices and stocks go on: their calls need no review, and work on what is live. */
const merged = (live: Version, edited: Version): Version => ({
  ...edited,
  skus: edited.skus.map((sku) => {
    const before = live.skus.find(({ id }) => id === sku.id);
    return before === undefined ? sku : { ...sku, inventory: before.inventory };
  }),
});

/** The same content under the same seed is always judged the same. */
const decided = (faults: FaultSwitch, product: Product, nowMs: number): Product => {
  const { moderation, seed } = faults.current();
  const version = product.pending ?? product.version;
  const { title, description, categoryId, attributes, images } = version.content;
  const text = JSON.stringify([title, description, categoryId, attributes, images.length]);
  const settled: Product = { ...product, reviewMs: null, updatedMs: nowMs };
  if (fraction(`${seed}:review:${text}`) >= moderation.rejectRate) {
    return {
      ...settled,
      version: product.pending === null ? product.version : merged(product.version, product.pending),
      pending: null,
      status: 'ACTIVATE',
      audit: 'APPROVED',
      wasApproved: true,
    };
  }
  const { position, reasons, suggestions } =
    grounds[Math.floor(fraction(`${seed}:ground:${text}`) * grounds.length)] ?? grounds[0];
  return {
    ...settled,
    pending: null,
    status: product.pending === null ? 'FAILED' : product.status,
    audit: 'FAILED',
    reasons: [{ position, reasons: [...reasons], suggestions: [...suggestions] }],
  };
};

/** Stores the outcome of a review, if there is one, and tells of it by webhook 5. */
export const saveReviewed = (
  store: Store,
  webhooks: Webhooks,
  before: Product,
  after: Product,
  nowMs: number,
): void => {
  store.saveProduct(after);
  if (after.reviewMs !== null || after.audit === 'NONE') return;
  webhooks.productChanged(
    after,
    after.audit === 'FAILED'
      ? 'PRODUCT_AUDIT_FAILURE'
      : before.wasApproved
        ? 'PRODUCT_STATUS_CHANGED'
        : 'PRODUCT_FIRST_PASS_REVIEW',
    nowMs,
  );
};

/** Ends the reviews that are due. */
export const endReviews = (store: Store, faults: FaultSwitch, webhooks: Webhooks, nowMs: number): void => {
  for (const product of store.productsInReviewUntil(nowMs))
    store.transaction(() => saveReviewed(store, webhooks, product, decided(faults, product, nowMs), nowMs));
};
