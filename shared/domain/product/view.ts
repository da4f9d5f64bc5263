import * as z from 'zod';
import { IkmId, ProductId, SentraId } from '../ids.ts';
import { Komoditas } from '../komoditas.ts';
import { ReasonDetail, reasonDetail } from '../reason/reason-detail.ts';
import { IsoInstant } from '../time.ts';
import { KeptOffer } from './offer.ts';
import { Content, Curation, type Product, type ProductFile } from './product.ts';
import { KeptVariants } from './variants.ts';

/** A product as the API shows it: `etag` is its content's, `offer.etag` that of price, stock and lead times together. */
export const ProductView = Content.extend({
  productId: ProductId,
  ikmId: IkmId,
  sentraId: SentraId.optional(),
  regionCode: z.string(),
  etag: z.string(),
  photos: Content.shape.photos.unwrap(),
  offer: KeptOffer.partial().extend({
    etag: z.string().meta({ description: 'For If-Match of PATCH …/offer; with variants the offers stand with them' }),
  }),
  variants: KeptVariants.extend({
    items: z.array(KeptVariants.shape.items.element.extend({ offer: KeptOffer })),
  }).optional(),
  curation: Curation,
  reasons: z.array(z.string()),
  reasonDetails: z.array(ReasonDetail).meta({ description: '`reasons`, each with its sentence and field' }),
  submittedAt: IsoInstant.optional(),
  archived: z.boolean(),
  approvedEtag: z
    .string()
    .nullable()
    .meta({ description: 'The content etag that is approved and may be live; null before the first approval' }),
  createdAt: IsoInstant,
  updatedAt: IsoInstant,
}).meta({ id: 'Product' });
type ProductView = z.infer<typeof ProductView>;

export const toView = ({ product, offers }: Pick<ProductFile, 'product' | 'offers'>): ProductView => {
  const {
    content,
    revision: _revision,
    createdWith: _createdWith,
    firstOffers: _firstOffers,
    imported: _imported,
    afterCheck: _afterCheck,
    approvalWithdrawn: _approvalWithdrawn,
    ...rest
  } = product;
  const { variants, ...plain } = content;
  const offerOf = (variantId: string): KeptOffer => {
    const offer = offers.byVariant?.[variantId];
    if (offer === undefined) throw new Error(`product ${product.productId}: variant ${variantId} has no offer`);
    return offer;
  };
  return {
    ...plain,
    ...rest,
    reasons: [...product.reasons],
    reasonDetails: product.reasons.map(reasonDetail),
    photos: content.photos ?? [],
    approvedEtag: product.approvedEtag ?? null,
    offer: { etag: offers.etag, ...offers.whole },
    ...(variants !== undefined && {
      variants: {
        options: variants.options,
        items: variants.items.map((item) => ({ ...item, offer: offerOf(item.variantId) })),
      },
    }),
  };
};

/** A product in a list: enough to recognise it and to see where it stands. */
export const ProductSummary = z
  .strictObject({
    productId: ProductId,
    ikmId: IkmId,
    sentraId: SentraId.optional(),
    regionCode: z.string(),
    etag: z.string(),
    name: z.string(),
    komoditas: Komoditas,
    kind: Content.shape.kind,
    photoId: z.string().optional().meta({ description: 'Its main photo' }),
    curation: Curation,
    submittedAt: IsoInstant.optional(),
    archived: z.boolean(),
    approvedEtag: z.string().nullable(),
    updatedAt: IsoInstant,
  })
  .meta({ id: 'ProductSummary' });
type ProductSummary = z.infer<typeof ProductSummary>;

export const toSummary = (product: Product): ProductSummary => ({
  productId: product.productId,
  ikmId: product.ikmId,
  sentraId: product.sentraId,
  regionCode: product.regionCode,
  etag: product.etag,
  name: product.content.name,
  komoditas: product.content.komoditas,
  kind: product.content.kind,
  photoId: product.content.photos?.[0],
  curation: product.curation,
  submittedAt: product.submittedAt,
  archived: product.archived,
  approvedEtag: product.approvedEtag ?? null,
  updatedAt: product.updatedAt,
});
