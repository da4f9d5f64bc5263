import * as z from 'zod';
import { PhotoId, type IkmId, type ProductId, type SentraId } from '../ids.ts';
import { Komoditas } from '../komoditas.ts';
import { digestOf } from '../digest.ts';
import type { Imported } from '../intake/imported.ts';
import type { Photo } from '../photo/photo.ts';
import type { IsoInstant } from '../time.ts';
import { Gtin, Package, Sku } from './fields.ts';
import { Offer, type KeptOffer, type Offers } from './offer.ts';
import { line, lines } from '../text.ts';
import { KeptVariants, Variants } from './variants.ts';

const isUnique = (ids: readonly string[]): boolean => new Set(ids).size === ids.length;

/** What only a marketplace forbids is stored as it is: these limits are our own, generous ones. */
const content = {
  name: line(255).meta({ description: 'At most 255 characters' }),
  description: lines(5000).meta({ description: 'At most 5,000 characters; plain text' }),
  nameEn: line(255).optional(),
  descriptionEn: lines(5000).optional(),
  komoditas: Komoditas,
  kind: z.enum(['physical', 'digital']),
  sku: Sku.optional(),
  brand: line(100).optional(),
  gtin: Gtin.optional(),
  package: Package.optional(),
  attributes: z
    .record(line(100), line(500))
    .refine((attributes) => Object.keys(attributes).length <= 50, {
      params: {
        code: 'too-big',
        message: { id: 'Paling banyak 50 atribut.', en: 'At most 50 attributes.' },
      },
    })
    .optional(),
  composition: lines(2000).optional(),
  shelfLifeDays: z.int().min(1).max(36_500).optional(),
  storage: line(500).optional(),
  legality: z
    .array(z.strictObject({ type: line(40), number: line(100), expiresOn: z.iso.date().optional() }))
    .max(20)
    .optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
  photos: z
    .array(PhotoId)
    .max(9)
    .refine(isUnique, {
      params: {
        code: 'repeated',
        message: { id: 'Foto yang sama disebut dua kali.', en: 'The same photo is named twice.' },
      },
    })
    .meta({ description: 'Main photo first' })
    .optional(),
};

/** A product as it is sent: content, and the offer or variants it starts with. */
export const ProductBody = z
  .strictObject({ ...content, offer: Offer.optional(), variants: Variants.optional() })
  .refine(({ offer, variants }) => (offer === undefined) !== (variants === undefined), {
    path: ['offer'],
    params: {
      code: 'offer-or-variants',
      message: {
        id: 'Isi harga dan stok produk, atau varian: salah satu saja.',
        en: 'Give either an offer or variants.',
      },
    },
  });
export type ProductBody = z.infer<typeof ProductBody>;

/** What an officer approves and a listing is made from: everything but price, stock and lead time. */
export const Content = z.strictObject({ ...content, variants: KeptVariants.optional() });
export type Content = z.infer<typeof Content>;

/** Where a product stands with the officers; of its newest content, while an approved version may be live. */
export const Curation = z.enum(['draft', 'submitted', 'approved', 'returned', 'rejected']);
export type Curation = z.infer<typeof Curation>;

/** One product as the register holds it; its offers, approved version and photos stand beside it (`ProductFile`). */
export interface Product {
  readonly productId: ProductId;
  readonly ikmId: IkmId;
  /** Place of its IKM, copied at creation. */
  readonly sentraId?: SentraId | undefined;
  readonly regionCode: string;
  /** Version of the content; decisions and archiving do not move it. */
  readonly etag: string;
  /** Moves with every write of the product or of its set of photos: what concurrent writers meet on. Never shown. */
  readonly revision: string;
  readonly content: Content;
  readonly curation: Curation;
  /** What the officer gave as reasons when it was returned or rejected. */
  readonly reasons: readonly string[];
  readonly submittedAt?: IsoInstant | undefined;
  readonly archived: boolean;
  /** The content etag that is approved, if any: older than `etag` while an edit waits. */
  readonly approvedEtag?: string | undefined;
  /** The content etag that was approved unseen and is still to be looked at. Never shown. */
  readonly afterCheck?: string | undefined;
  /** Set when an officer took the approval back: what is on sale comes down. Never shown. */
  readonly approvalWithdrawn?: true | undefined;
  readonly createdWith: string;
  /** The offers it was created with: those that count (`ProductFile.offers`) until they first change. Never shown. */
  readonly firstOffers?: Offers | undefined;
  /** The import that wrote its content last. Never shown. */
  readonly imported?: Imported | undefined;
  readonly createdAt: IsoInstant;
  readonly updatedAt: IsoInstant;
}

/** Content as an officer approved it: what listings are made from. */
export interface Approved {
  readonly etag: string;
  readonly content: Content;
  readonly at: IsoInstant;
}

/** All that is known of a product, read at one moment. Photos are in no order: content names the order. */
export interface ProductFile {
  readonly product: Product;
  readonly offers: Offers;
  readonly approved: Approved | undefined;
  readonly photos: readonly Photo[];
}

/** The body's content, and the offers it would start with. */
export const splitBody = ({
  offer,
  variants,
  ...rest
}: ProductBody): { readonly content: Content; readonly offers: Omit<Offers, 'etag'> } =>
  variants === undefined
    ? { content: rest, offers: { whole: offer } }
    : {
        content: {
          ...rest,
          variants: { options: variants.options, items: variants.items.map(({ offer: _, ...item }) => item) },
        },
        offers: { byVariant: Object.fromEntries(variants.items.map((item) => [item.variantId, item.offer])) },
      };

/** Tells whether two contents are the same, whatever the order of their fields. */
export const contentDigestOf = (of: Content): string => digestOf(of);

/**
 * The offers after a change of content: those kept stay as they are (they are changed by PATCH alone), new variants start
 * with what was sent, those of removed variants go. The same object when nothing changes.
 */
export const carryOffers = (now: Omit<Offers, 'etag'>, sent: Omit<Offers, 'etag'>): Omit<Offers, 'etag'> => {
  if (sent.byVariant === undefined) return now.whole === undefined ? { whole: sent.whole } : now;
  const before: Readonly<Record<string, KeptOffer>> = now.byVariant ?? {};
  const ids = Object.keys(sent.byVariant);
  if (now.byVariant !== undefined && ids.length === Object.keys(before).length && ids.every((id) => id in before)) {
    return now;
  }
  return {
    byVariant: Object.fromEntries(Object.entries(sent.byVariant).map(([id, offer]) => [id, before[id] ?? offer])),
  };
};

/** Photos that content names: its own and its variants'. */
export const photosNamed = ({ photos = [], variants }: Content): readonly PhotoId[] => [
  ...new Set([...photos, ...(variants?.items ?? []).flatMap(({ photoId }) => photoId ?? [])]),
];
