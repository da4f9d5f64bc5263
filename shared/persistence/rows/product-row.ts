import * as z from 'zod';
import { IkmId, ProductId, SentraId } from '../../domain/ids.ts';
import { Imported } from '../../domain/intake/imported.ts';
import { ImportedOffer, KeptOffer, type Offers } from '../../domain/product/offer.ts';
import { Content, contentDigestOf, Curation, type Approved, type Product } from '../../domain/product/product.ts';
import { EpochSeconds, IsoInstant } from '../../domain/time.ts';
import { provinceOf, registerKeys } from '../keys.ts';

const key = { pk: z.string(), sk: z.string() };

const KeptOffers = z.object({
  etag: z.string(),
  whole: KeptOffer.optional(),
  byVariant: z.record(z.string(), KeptOffer).optional(),
  imported: z.record(z.string(), ImportedOffer).optional(),
});

/** What the publisher and lists read stands at the top; the rest is under `content`. */
export const ProductRow = z.object({
  ...key,
  type: z.literal('product'),
  productId: ProductId,
  ikmId: IkmId,
  sentraId: SentraId.optional(),
  regionCode: z.string(),
  etag: z.string(),
  revision: z.string(),
  contentDigest: z.string(),
  content: Content,
  curation: Curation,
  reasons: z.array(z.string()),
  submittedAt: IsoInstant.optional(),
  archived: z.boolean(),
  approvedEtag: z.string().optional(),
  afterCheck: z.string().optional(),
  approvalWithdrawn: z.literal(true).optional(),
  createdWith: z.string(),
  /** A new product is one item; its offers get one of their own (`OfferRow`), which then counts, when they first change. */
  firstOffers: KeptOffers.optional(),
  imported: Imported.optional(),
  createdAt: IsoInstant,
  updatedAt: IsoInstant,
});
type ProductRow = z.infer<typeof ProductRow>;

/** What stays of a deleted product: enough that its id is never used again and its listings are taken off. */
const DeletedProductRow = z.object({
  ...key,
  type: z.literal('product'),
  productId: ProductId,
  ikmId: IkmId,
  contentDigest: z.string(),
  curation: Curation,
  archived: z.literal(true),
  deleted: z.literal(true),
  deletedAt: IsoInstant,
});

export const OfferRow = z.object({
  ...key,
  type: z.literal('offer'),
  productId: ProductId,
  ikmId: IkmId,
  ...KeptOffers.shape,
});

const ApprovedRow = z.object({
  ...key,
  type: z.literal('approved'),
  productId: ProductId,
  etag: z.string(),
  content: Content,
  at: IsoInstant,
});

export const StockChangeRow = z.object({
  ...key,
  type: z.literal('stock-change'),
  productId: ProductId,
  variantId: z.string().optional(),
  by: z.int(),
  changeId: z.string(),
  at: IsoInstant.optional(),
  expiresAt: EpochSeconds,
});

/** Rows of a product's partition but for its photos. A deleted product's row comes first: it also looks like a product. */
export const ProductPartRow = z.union([DeletedProductRow, ProductRow, OfferRow, ApprovedRow]);

const indexesOf = ({ productId, ikmId, sentraId, regionCode, curation, archived, submittedAt }: Product) => ({
  ikmPk: `IKM#${ikmId}`,
  ikmSk: productId,
  ...(sentraId !== undefined && { sentraPk: `SENTRA-PRODUCT#${sentraId}`, sentraSk: productId }),
  regionPk: `REGION-PRODUCT#${provinceOf(regionCode)}`,
  regionSk: `${regionCode}#${productId}`,
  ...(curation === 'submitted' &&
    !archived && {
      waitingPk: `WAITING-PRODUCT#${provinceOf(regionCode)}`,
      waitingSk: `${regionCode}#${submittedAt ?? ''}#${productId}`,
    }),
});

export const toProductRow = (product: Product) => ({
  ...registerKeys.product(product.productId),
  ...indexesOf(product),
  type: 'product',
  ...product,
  contentDigest: contentDigestOf(product.content),
});

export const fromProductRow = ({
  pk: _pk,
  sk: _sk,
  type: _type,
  contentDigest: _digest,
  ...product
}: ProductRow): Product => product;

export const toDeletedRow = ({ productId, ikmId, curation, content }: Product, at: IsoInstant) => ({
  ...registerKeys.product(productId),
  type: 'product',
  productId,
  ikmId,
  // as it was, so that the publisher sees no new content
  contentDigest: contentDigestOf(content),
  curation,
  archived: true,
  deleted: true,
  deletedAt: at,
});

const isOversold = ({ whole, byVariant = {} }: Offers): boolean =>
  [whole, ...Object.values(byVariant)].some((offer) => offer?.oversold !== undefined);

export const toOfferRow = ({ productId, ikmId }: Pick<Product, 'productId' | 'ikmId'>, offers: Offers) => ({
  ...registerKeys.offer(productId),
  type: 'offer',
  productId,
  ikmId,
  ...offers,
  ...(isOversold(offers) && { waitingPk: `OVERSOLD#${ikmId}`, waitingSk: productId }),
});

export const toApprovedRow = (productId: string, approved: Approved) => ({
  ...registerKeys.approved(productId),
  type: 'approved',
  productId,
  ...approved,
});
