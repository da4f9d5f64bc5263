import * as z from 'zod';
import { isUsable, mayCarry, type Account } from '../account/account.ts';
import { AccountId, IkmId } from '../ids.ts';
import type { Listing } from '../listing/listing.ts';
import { newListing } from '../listing/new-listing.ts';
import type { Product } from '../product/product.ts';
import { IsoInstant, type Clock } from '../time.ts';

export const Released = z.enum(['all', 'none']);

/** What an IKM released to a partner as a whole; single products may be released or taken back beside it. */
export const Release = z.object({
  ikmId: IkmId,
  partnerId: AccountId,
  released: Released,
  /** Counts the steps of carrying it out; the etag of the row. */
  seq: z.int(),
  /** Where in the IKM's products the next step goes on. */
  position: z.record(z.string(), z.string()).optional(),
  isDone: z.boolean(),
  updatedAt: IsoInstant,
});
export type Release = z.infer<typeof Release>;

export const ReleaseView = z.strictObject({
  ikmId: IkmId,
  partnerId: AccountId,
  released: Released,
  isDone: z.boolean().meta({ description: 'False while it is being carried out' }),
});
export const releaseView = ({ ikmId, partnerId, released, isDone }: Release): z.infer<typeof ReleaseView> => ({
  ikmId,
  partnerId,
  released,
  isDone,
});

export interface CarryOutDeps {
  readonly listings: {
    readonly ofProduct: (productId: string) => Promise<readonly Listing[]>;
    readonly create: (listing: Listing) => Promise<'written' | 'conflict'>;
    readonly want: (listing: Listing, change: Pick<Listing, 'wanted' | 'overrides'>) => Promise<Listing | undefined>;
  };
  readonly clock: Clock;
}

/**
 * Wants one product live at a partner, or off. Repeating it changes nothing; who changed the listing meanwhile has the last word.
 * @param onlyNew leaves a listing that there is already as its owner wants it.
 */
export const carryOut =
  ({ listings, clock }: CarryOutDeps) =>
  async (
    product: Pick<Product, 'productId' | 'ikmId' | 'sentraId' | 'regionCode' | 'archived' | 'approvedEtag' | 'content'>,
    account: Account,
    released: Release['released'],
    onlyNew: boolean,
  ): Promise<void> => {
    const ofProduct = await listings.ofProduct(product.productId);
    const there = ofProduct.find(({ accountId }) => accountId === account.accountId);
    if (released === 'none') {
      if (there?.wanted === 'live') await listings.want(there, { wanted: 'off', overrides: there.overrides });
      return;
    }
    if (product.archived || product.approvedEtag === undefined || !isUsable(account)) return;
    if (there === undefined) {
      if (!mayCarry(account, { ...product, komoditas: product.content.komoditas })) return;
      await listings.create(
        newListing(product, {
          accountId: account.accountId,
          marketplace: account.marketplace,
          takesOrders: true,
          wanted: 'live',
          overrides: {},
          ofProduct,
          nowMs: clock(),
        }),
      );
    } else if (there.wanted === 'off' && !onlyNew)
      await listings.want(there, { wanted: 'live', overrides: there.overrides });
  };
