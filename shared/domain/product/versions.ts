import type { IkmId, ProductId, SentraId } from '../ids.ts';
import type { Imported } from '../intake/imported.ts';
import { nextEtag } from '../save.ts';
import type { IsoInstant } from '../time.ts';
import { afterEdit } from './curation.ts';
import type { Offers } from './offer.ts';
import type { Content, Product } from './product.ts';

/** What a product takes over from its IKM. */
export interface PlaceOfProduct {
  readonly ikmId: IkmId;
  readonly sentraId?: SentraId | undefined;
  readonly regionCode: string;
}

/** A new product, as a draft, with the offers it starts with. */
export const firstVersion = (
  { ikmId, sentraId, regionCode }: PlaceOfProduct,
  made: {
    readonly productId: ProductId;
    readonly content: Content;
    readonly offers: Omit<Offers, 'etag'>;
    readonly createdWith: string;
    readonly imported?: Imported;
    readonly at: IsoInstant;
  },
): Product & { readonly firstOffers: Offers } => ({
  productId: made.productId,
  ikmId,
  sentraId,
  regionCode,
  etag: '1',
  revision: '1',
  content: made.content,
  curation: 'draft',
  reasons: [],
  archived: false,
  createdWith: made.createdWith,
  firstOffers: { etag: '1', ...made.offers },
  imported: made.imported,
  createdAt: made.at,
  updatedAt: made.at,
});

/** A product with other content: a decision on the content before is spent, what waits for an officer goes on waiting. */
export const nextVersion = (before: Product, content: Content, at: IsoInstant): Product => {
  const curation = afterEdit(before.curation);
  return {
    ...before,
    etag: nextEtag(before.etag),
    content,
    curation,
    reasons: curation === 'draft' ? [] : before.reasons,
    updatedAt: at,
  };
};
