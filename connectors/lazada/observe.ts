import type { ListingProblem } from '../../shared/domain/listing/listing.ts';
import type { Observation, Session } from '../connector.ts';
import type { Product } from './schemas.ts';
import { isDeletedSku, markerOfSku } from './sku.ts';

/** Buyers' pages of other environments stand on their own host. */
export const externalUrlOf = (session: Session, itemId: string, skuId: string | undefined): string => {
  const { hostname } = new URL(session.baseUrl);
  const site = hostname === 'api.lazada.co.id' ? 'https://www.lazada.co.id' : session.baseUrl;
  return `${site}/-i${itemId}${skuId === undefined ? '' : `-s${skuId}`}.html`;
};

/**
 * Lazada's status as buyers see it. "Active, InActive, and Pending QC" (product/create); QC push: PENDING, APPROVED,
 * REJECTED, LIVE_REJECTED, LOCK; `/products/get` also filters by deleted, rejected and suspended.
 */
export const stateOf = (status: string, isRefused = false): Observation['state'] => {
  const word = status.toLowerCase().replace(/[^a-z]/g, '');
  if (word.startsWith('delete')) return 'removed-by-seller';
  if (word.includes('reject') || word.startsWith('suspend') || word.startsWith('lock')) return 'rejected';
  if (word === 'inactive') return isRefused ? 'rejected' : 'off';
  if (word === 'active' || word === 'live' || word === 'approved') return 'live';
  // a state that the contract does not name shows the item to nobody for sure
  return 'in-review';
};

const violation = (words: string, suggestion: string): ListingProblem => ({
  code: 'marketplace-violation',
  path: '',
  message:
    words === ''
      ? { id: 'Lazada menolak produk ini tanpa menyebut alasan.', en: 'Lazada refused this product without a reason.' }
      : { id: `Lazada menolak produk ini: ${words}`, en: `Lazada refuses this product: ${words}` },
  fix:
    suggestion === ''
      ? { id: 'Perbaiki produk lalu kirim ulang.', en: 'Correct the product and send it again.' }
      : { id: `Saran Lazada: ${suggestion}`, en: `Lazada suggests: ${suggestion}` },
  severity: 'block',
});

/** Reasons arrive as HTML with control characters. */
const plain = (text: string): string =>
  text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\p{C}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 500);

const isRefused = ({ subStatus, rejectReason }: Product): boolean =>
  rejectReason.length > 0 || /reject|lock|suspend/i.test(subStatus);

/** A product as Lazada shows it to its seller, in the house's words. */
export const observe = (session: Session, product: Product): Observation => {
  const skus = product.skus.filter((sku) => !isDeletedSku(sku));
  const [first, ...others] = skus;
  const allOff = skus.length > 0 && skus.every(({ Status }) => /^inactive$/i.test(Status));
  const told = stateOf(product.status, isRefused(product));
  const state =
    product.skus.length > 0 && skus.length === 0
      ? 'removed-by-seller'
      : told === 'live' && allOff
        ? stateOf('inactive', isRefused(product))
        : told;
  const reasons = product.rejectReason.map((reason) =>
    violation(plain(reason.violationDetail || reason.reason), plain(reason.suggestion)),
  );
  return {
    externalId: product.item_id,
    externalUrl: externalUrlOf(session, product.item_id, first?.SkuId),
    marker: markerOfSku((first ?? product.skus[0])?.SellerSku ?? ''),
    state,
    ...(state === 'live' && /pending/i.test(product.subStatus) ? { editInReview: true } : {}),
    problems: state === 'rejected' ? (reasons.length > 0 ? reasons : [violation('', '')]) : [],
    createdAtMs: product.created_time,
    ...(product.attributes === null || product.attributes === undefined
      ? {}
      : { name: product.attributes.name, description: product.attributes.description }),
    ...(first === undefined || others.length > 0
      ? {}
      : { priceIdr: first.price, stock: first.quantity, handle: first.SkuId }),
  };
};
