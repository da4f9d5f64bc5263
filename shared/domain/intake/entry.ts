import * as z from 'zod';
import type { IkmBody } from '../ikm/ikm.ts';
import type { Offer } from '../product/offer.ts';
import type { ProductBody } from '../product/product.ts';
import type { SentraBody } from '../sentra/sentra.ts';

/** What a file brings. */
export const ImportKind = z.enum(['sentra', 'ikm', 'product', 'offer']);
export type ImportKind = z.infer<typeof ImportKind>;

/** A row that was understood: what is to be in the register. `id` is there when the row named an existing thing by its id. */
export type Entry =
  | { readonly kind: 'sentra'; readonly id?: string; readonly body: SentraBody }
  | { readonly kind: 'ikm'; readonly id?: string; readonly body: IkmBody }
  | {
      readonly kind: 'product';
      readonly id?: string;
      readonly ikmId: string;
      readonly body: ProductBody;
      /** File names of its photos inside the ZIP, as the row says; without them they are found by SKU. */
      readonly photoFiles?: readonly string[];
    }
  | {
      readonly kind: 'offer';
      /** Its id, or its SKU at this IKM. */
      readonly product: { readonly text: string; readonly ikmId?: string };
      /** A variant by its SKU, or by its values joined by " / ". */
      readonly variant?: string;
      readonly change: OfferEntry;
    };

/** What a row of offers changes: what it leaves empty stays. */
export interface OfferEntry {
  readonly priceIdr?: Offer['priceIdr'];
  readonly stock?: number;
  readonly availability?: Offer['availability'];
  readonly leadTimeDays?: number;
}

/**
 * How a row is mended, so plainly that it can be done without understanding it: what a report says under "Saran".
 * `explain` is only for what nobody but its writer can know.
 */
export type Fix =
  | { readonly do: 'fill'; readonly column: string; readonly value: string }
  | { readonly do: 'choose'; readonly column: string; readonly values: readonly string[] }
  | { readonly do: 'clear'; readonly column: string }
  | { readonly do: 'delete-row' }
  | { readonly do: 'explain'; readonly text: { readonly id: string; readonly en: string } };

/** Why a row was not taken, at one of its columns or as a whole. */
export interface RowProblem {
  /** As the file's header says it. */
  readonly column?: string;
  readonly code: string;
  readonly message: { readonly id: string; readonly en: string };
  readonly fix: Fix;
}

/** What became of a row. `same`: it was there exactly so, nothing was written. */
export type RowOutcome =
  | { readonly line: number; readonly did: 'created' | 'changed' | 'same'; readonly id: string }
  | { readonly line: number; readonly did: 'refused'; readonly problems: readonly RowProblem[] };

/** Things of the register that rows name instead of giving their ids; within the caller's scope only. */
export interface Directory {
  /** The one region that all of the caller's scope lies in, if so: what rows that name none belong to. */
  readonly home?: string | undefined;
  /** By id, or by name (within a region, where given). `several`: more than one has that name. */
  readonly sentra: (text: string, regionCode?: string) => Found;
  /** By id, by NIB, or by business name (within a sentra or a region, where given). */
  readonly ikm: (text: string, within?: { readonly sentraId?: string; readonly regionCode?: string }) => Found;
}
export type Found =
  | { readonly id: string; readonly regionCode?: string; readonly komoditas?: string; readonly name?: string }
  | 'none'
  | 'several';

/** An entry with the line it stands in. */
export interface LinedEntry {
  readonly line: number;
  readonly entry: Entry;
}

/** Puts understood rows into the register: conditionally, in batches, and so that doing it again changes nothing. */
export type WriteEntries = (entries: readonly LinedEntry[]) => Promise<readonly RowOutcome[]>;
