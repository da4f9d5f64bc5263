import type { ListingProblem } from '../../shared/domain/listing/listing.ts';
import type { Observation, Session } from '../connector.ts';
import { problem, type Sentence } from './problems.ts';
import type { Product } from './schemas.ts';
import { handleOf, hasVariants, markerOfSku, priceOf, stockOf } from './skus.ts';

/** `status` joins what the seller did and what the review said (get product). */
const states: Readonly<Record<string, Observation['state']>> = {
  DRAFT: 'off',
  PENDING: 'in-review',
  FAILED: 'rejected',
  ACTIVATE: 'live',
  SELLER_DEACTIVATED: 'off',
  PLATFORM_DEACTIVATED: 'rejected',
  FREEZE: 'rejected',
  DELETED: 'removed-by-seller',
};
/** A state that the contract does not name shows the item to nobody for sure. */
export const stateOf = (status: string): Observation['state'] => states[status] ?? 'in-review';

/** Buyers' page; other environments serve theirs on their own host. */
export const externalUrlOf = ({ baseUrl }: Session, productId: string): string =>
  new URL(baseUrl).hostname === 'open-api.tiktokglobalshop.com'
    ? `https://shop.tiktok.com/view/product/${productId}?region=ID&locale=id-ID`
    : `${baseUrl}/view/product/${productId}`;

/** Which of our fields a reason is about, by the words of its `position`. */
const places: readonly (readonly [RegExp, string])[] = [
  [/image|picture|photo|gambar|foto/i, 'photos'],
  [/title|product name|judul|nama/i, 'name'],
  [/description|deskripsi/i, 'description'],
  [/categor|kategori/i, 'categoryId'],
  [/brand|merek/i, 'brand'],
  [/certificat|qualification|sertifik|license|izin/i, 'legality'],
  [/attribute|property|atribut/i, 'attributes'],
  [/price|harga/i, 'offer/priceIdr'],
  [/sku|variant|varian/i, 'variants'],
];

const genericFix: Sentence = ['Perbaiki produk lalu kirim ulang.', 'Correct the product and send it again.'];

/** Why the review refused it, in TikTok's own words, one problem per place. */
const auditProblems = ({ audit_failed_reasons: reasons }: Product): readonly ListingProblem[] =>
  reasons.map(({ position, reasons: words, suggestions }) => {
    const told = [position, ...words].filter((text) => text !== '').join(': ');
    const fix = suggestions.join(' ').trim();
    return problem(
      'marketplace-violation',
      places.find(([pattern]) => pattern.test(position))?.[1] ?? '',
      [`TikTok Shop menolak: ${told}.`, `TikTok Shop refuses: ${told}.`],
      fix === '' ? genericFix : [`Saran TikTok Shop: ${fix}`, `TikTok Shop suggests: ${fix}`],
    );
  });

const unexplained = problem(
  'marketplace-violation',
  '',
  ['TikTok Shop menolak produk ini tanpa menyebut alasan.', 'TikTok Shop refused this product without a reason.'],
  ['Lihat pelanggaran produk di Seller Center.', 'See its violations in Seller Center.'],
);

/**
 * The item as it stands. While an edit is reviewed the old version stays live and is what is shown; an edit that was refused
 * leaves it live with the reasons beside it.
 */
export const observe = (session: Session, product: Product): Observation => {
  const state = stateOf(product.status);
  const audit = product.audit?.status ?? '';
  const isRefused = state === 'rejected' || (state === 'live' && audit === 'FAILED');
  const told = isRefused ? auditProblems(product) : [];
  const prices = product.skus.flatMap((sku) => priceOf(sku) ?? []);
  const [first] = product.skus;
  const handle = handleOf(product);
  return {
    externalId: product.id,
    externalUrl: externalUrlOf(session, product.id),
    marker: markerOfSku(first?.seller_sku ?? ''),
    state,
    ...(state === 'live' && audit === 'AUDITING' ? { editInReview: true } : {}),
    problems: isRefused && told.length === 0 ? [unexplained] : told,
    createdAtMs: product.create_time * 1000,
    name: product.title,
    description: product.description,
    ...(prices.length === 0 ? {} : { priceIdr: Math.min(...prices) }),
    ...(first === undefined || hasVariants(product) ? {} : { stock: stockOf(first) }),
    ...(handle === undefined ? {} : { handle }),
  };
};
