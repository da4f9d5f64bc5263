import type { Komoditas } from '../komoditas.ts';

/**
 * A product as a connector sees it: approved content, newest offer, ready photos, in neutral units. Built by
 * `shared/domain/listing/to-listable.ts` from the register; a connector knows nothing else of the register.
 */
export interface Listable {
  readonly productId: string;
  readonly name: string;
  readonly description: string;
  readonly komoditas: Komoditas;
  readonly kind: 'physical' | 'digital';
  readonly sku?: string | undefined;
  readonly brand?: string | undefined;
  readonly gtin?: string | undefined;
  readonly package?:
    | { readonly weightGrams: number; readonly lengthMm: number; readonly widthMm: number; readonly heightMm: number }
    | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly composition?: string | undefined;
  readonly shelfLifeDays?: number | undefined;
  readonly storage?: string | undefined;
  /** What its maker is registered for; the same code may mean something else in another scheme. */
  readonly kbli?: { readonly scheme: string; readonly code: string } | undefined;
  /** Where it is made, for titles and origin fields. */
  readonly origin?: { readonly sentraName?: string | undefined; readonly regionName: string } | undefined;
  /** The IKM's own name, for feeds and partners. */
  readonly seller?: { readonly ikmId: string; readonly businessName: string } | undefined;
  /** The public page to buy on, when its IKM has one; a photo stands at `<photoBase>/<rendition name>`. */
  readonly page?: { readonly url: string; readonly photoBase: string } | undefined;
  /** Where its photos stand (`<photoBase>/<rendition name>`), also without a page. */
  readonly photoBase?: string | undefined;
  /** Its own papers, and those of its IKM's dossier (`paperId`) that are about it. */
  readonly legality: readonly {
    readonly type: string;
    readonly number: string;
    readonly expiresOn?: string | undefined;
    readonly paperId?: string | undefined;
  }[];
  /** Rendition names (content-addressed), main photo first. */
  readonly photos: readonly string[];
  readonly offer: ListableOffer;
  readonly variants?:
    | {
        readonly options: readonly { readonly name: string; readonly values: readonly string[] }[];
        readonly items: readonly {
          readonly variantId: string;
          readonly values: readonly string[];
          readonly sku?: string | undefined;
          readonly gtin?: string | undefined;
          readonly package?: Listable['package'];
          readonly photo?: string | undefined;
          readonly offer: ListableOffer;
        }[];
      }
    | undefined;
}

/** Whole rupiah that the buyer pays; pieces in stock; days from order to shipment. */
export interface ListableOffer {
  readonly priceIdr: number;
  readonly availability: 'ready' | 'made-to-order' | 'one-off';
  readonly stock: number;
  readonly leadTimeDays?: number | undefined;
  readonly minOrder?: number | undefined;
}
