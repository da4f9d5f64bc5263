import type { Concerns } from '../../shared/domain/listing/causes.ts';
import type { Listing } from '../../shared/domain/listing/listing.ts';
import type { ListingRef } from '../../shared/domain/listing/store.ts';

type Position = Record<string, string>;

export interface MarkListingsDeps {
  readonly listings: {
    readonly ofProduct: (productId: string) => Promise<readonly Listing[]>;
    readonly page: (
      of: { readonly accounts: readonly string[] } | { readonly ikms: readonly string[] },
      limit: number,
      position: Position | undefined,
    ) => Promise<{ readonly rows: readonly Listing[]; readonly position: Position | undefined }>;
    readonly mark: (ref: ListingRef) => Promise<Listing | undefined>;
  };
  /** Ids of a sentra's IKMs, page by page. */
  readonly ikmsOfSentra: (
    sentraId: string,
    limit: number,
    position: Position | undefined,
  ) => Promise<{ readonly rows: readonly string[]; readonly position: Position | undefined }>;
}

const pageSize = 100;
const atOnce = 20;

/**
 * Makes every listing that a change concerns due, page by page. Marking one twice only causes a second, free look; a
 * product that is listed nowhere costs one read.
 */
export const markListings =
  ({ listings, ikmsOfSentra }: MarkListingsDeps) =>
  async (concerns: Concerns, id: string): Promise<number> => {
    switch (concerns) {
      case 'product':
        return markAll(await listings.ofProduct(id));
      case 'ikm':
        return markPages((position) => listings.page({ ikms: [id] }, pageSize, position));
      case 'account':
        return markPages((position) => listings.page({ accounts: [id] }, pageSize, position));
      case 'sentra': {
        let marked = 0;
        let position: Position | undefined;
        do {
          const page = await ikmsOfSentra(id, pageSize, position);
          for (const ikm of page.rows) marked += await markPages((at) => listings.page({ ikms: [ikm] }, pageSize, at));
          ({ position } = page);
        } while (position !== undefined);
        return marked;
      }
    }

    async function markPages(
      read: (
        position: Position | undefined,
      ) => Promise<{ readonly rows: readonly Listing[]; readonly position: Position | undefined }>,
    ): Promise<number> {
      let marked = 0;
      let position: Position | undefined;
      do {
        const page = await read(position);
        marked += await markAll(page.rows);
        ({ position } = page);
      } while (position !== undefined);
      return marked;
    }

    async function markAll(rows: readonly Listing[]): Promise<number> {
      for (let n = 0; n < rows.length; n += atOnce)
        await Promise.all(rows.slice(n, n + atOnce).map((row) => listings.mark(row)));
      return rows.length;
    }
  };
