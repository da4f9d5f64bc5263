import type { KeptOffer, Offer, Offers } from '../product/offer.ts';
import { applyChange } from '../product/offer.ts';

const fields = ['priceIdr', 'stock', 'availability', 'leadTimeDays', 'minOrder'] as const;

/** The fields of an offer that a row says. */
export type SaidOffer = { readonly [Field in (typeof fields)[number]]?: Offer[Field] | undefined };

/**
 * The offer after a row, field by field: what the row says anew is taken, unless somebody else changed the same field since
 * imports last set it (`base`); what the row merely repeats stays as it is now, such as a stock from which was sold since.
 * @param base undefined: no import ever set this offer, so there is nothing of an import's that a person could have changed.
 */
export const mergeOffer = (base: SaidOffer | undefined, now: KeptOffer, said: SaidOffer): KeptOffer | 'conflict' => {
  const isNews = (field: (typeof fields)[number]): boolean =>
    said[field] !== undefined && said[field] !== now[field] && base?.[field] !== said[field];
  const news = fields.filter(isNews);
  if (news.some((field) => base?.[field] !== undefined && base[field] !== now[field])) return 'conflict';
  return news.length === 0 ? now : applyChange(now, Object.fromEntries(news.map((field) => [field, said[field]])));
};

/** All offers of a product after a row that says them all; `base` is what they were set to by the row before. */
export const mergeOffers = (
  base: Omit<Offers, 'etag'> | undefined,
  now: Omit<Offers, 'etag'>,
  said: Omit<Offers, 'etag'>,
): Omit<Offers, 'etag'> | 'conflict' => {
  const merge = (was: KeptOffer | undefined, is: KeptOffer, says: KeptOffer | undefined): KeptOffer | 'conflict' =>
    says === undefined ? is : mergeOffer(was, is, says);
  const whole = now.whole === undefined ? undefined : merge(base?.whole, now.whole, said.whole);
  const byVariant = Object.entries(now.byVariant ?? {}).map(
    ([id, offer]) => [id, merge(base?.byVariant?.[id], offer, said.byVariant?.[id])] as const,
  );
  if (whole === 'conflict') return whole;
  const kept = byVariant.flatMap(([id, offer]) => (offer === 'conflict' ? [] : [[id, offer] as const]));
  if (kept.length < byVariant.length) return 'conflict';
  return { ...now, ...(whole && { whole }), ...(now.byVariant && { byVariant: Object.fromEntries(kept) }) };
};
