import { mayCarry, type Account } from '../../shared/domain/account/account.ts';
import { reachAccount } from '../../shared/domain/account/reach.ts';
import { digestOf } from '../../shared/domain/digest.ts';
import type { ProductId } from '../../shared/domain/ids.ts';
import type { Komoditas } from '../../shared/domain/komoditas.ts';
import type { Listing } from '../../shared/domain/listing/listing.ts';
import { newListing } from '../../shared/domain/listing/new-listing.ts';
import { carriedOf } from '../../shared/domain/listing/reach.ts';
import type { ListingRef } from '../../shared/domain/listing/store.ts';
import { anyone, isAllowed, type Caller } from '../../shared/domain/member/member.ts';
import type { AgreeToPublishing } from '../../shared/domain/privacy/consent.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import type { ProductRepository } from '../../shared/domain/product/product-repository.ts';
import { splitBody, type Product, type ProductFile } from '../../shared/domain/product/product.ts';
import { reachProduct } from '../../shared/domain/product/reach.ts';
import { firstVersion } from '../../shared/domain/product/versions.ts';
import { bodyOfItem } from '../../shared/domain/shop-item/import.ts';
import { awaitedPhoto, photosBrought, type PhotoToFetch } from '../../shared/domain/shop-item/photos.ts';
import type { ShopItemRecord } from '../../shared/domain/shop-item/shop-item.ts';
import type { DecisionBody } from '../../shared/domain/shop-item/view.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

type Written = 'written' | 'conflict';

export interface DecideShopItemDeps {
  readonly products: Pick<ProductRepository, 'read' | 'write'>;
  readonly placeOfIkm: (
    ikmId: string,
  ) => Promise<
    | (Pick<Product, 'ikmId' | 'sentraId' | 'regionCode'> & { readonly state: string; readonly komoditas: Komoditas })
    | undefined
  >;
  readonly accounts: { readonly read: (accountId: string) => Promise<Account | undefined> };
  readonly items: {
    readonly read: (accountId: string, externalId: string) => Promise<ShopItemRecord | undefined>;
    readonly save: (before: ShopItemRecord | undefined, item: ShopItemRecord) => Promise<Written>;
  };
  readonly links: {
    readonly link: (
      shopId: string,
      before: ShopItemRecord,
      item: ShopItemRecord & { readonly productId: ProductId },
      listing: { readonly was: Listing | undefined; readonly next: Listing },
    ) => Promise<Written>;
    readonly unlink: (
      shopId: string,
      before: ShopItemRecord,
      item: ShopItemRecord,
      listing: Listing | undefined,
    ) => Promise<Written>;
  };
  readonly listings: {
    readonly ofProduct: (productId: string) => Promise<readonly Listing[]>;
    readonly mark: (ref: ListingRef) => Promise<Listing | undefined>;
  };
  /** Whether buyers order there. */
  /** Writes down that the owner agrees to be published. */
  readonly agreeToPublishing: AgreeToPublishing;
  readonly takesOrders: (marketplace: string) => boolean;
  readonly clock: Clock;
}

interface Input {
  readonly accountId: string;
  readonly externalId: string;
  readonly body: DecisionBody;
}

/**
 * Stores what an owner decided about an item of the shop; the same decision again changes nothing. Products that the item
 * held back are looked at again.
 * @throws ProblemError `not-found` (the item, or a product that the account may not carry), `not-a-member`, `bad-request` (an
 * import into a joint shop that does not say whose), `item-has-variants`, `already-listed`, `already-linked`, `wrong-state`,
 * `conflict` (a worker is at the listing: try again)
 */
export const decideShopItem =
  (deps: DecideShopItemDeps) =>
  async (caller: Caller, { accountId, externalId, body }: Input): Promise<ShopItemRecord> => {
    const account = await reachAccount(deps.accounts, caller, accountId);
    const { shopId } = account;
    const first = await deps.items.read(accountId, externalId);
    if (first === undefined || shopId === undefined) throw new ProblemError('not-found');
    const ground = { ...deps, caller, account, shopId };
    if (body.do === 'leave') {
      if (first.decision === 'left') return first;
    } else {
      // an import's product is made by it, so it is the same decision when it is linked already
      if (first.productId === body.productId && isHeld(first)) return first;
      await (body.do === 'link' ? mayLink(ground, caller, body.productId) : importItem(ground, caller, first, body));
    }
    if (isHeld(first) || body.do === 'leave') await letGo(ground, externalId);
    const decided =
      body.do === 'leave'
        ? await deps.items.read(accountId, externalId)
        : await link(ground, externalId, body.productId, body.do === 'link' ? 'linked' : 'imported');
    if (decided === undefined) throw new ProblemError('not-found');
    for (const { productId } of first.suggestions)
      await deps.listings.mark({ productId, accountId: account.accountId, marketplace: account.marketplace });
    return decided;
  };

interface Ground extends DecideShopItemDeps {
  readonly caller: Caller;
  readonly account: Account;
  readonly shopId: string;
}

const isHeld = ({ decision }: ShopItemRecord): boolean => decision === 'linked' || decision === 'imported';

const listingIn = (listings: readonly Listing[], { accountId }: Account): Listing | undefined =>
  listings.find((each) => each.accountId === accountId);

const mayLink = async ({ products, account }: Ground, caller: Caller, productId: string): Promise<void> => {
  const file = await reachProduct(products, caller, productId, anyone);
  if (!mayCarry(account, carriedOf(file))) throw new ProblemError('not-found');
  if (file.product.archived) throw new ProblemError('wrong-state');
};

/** The item is the shop's own again; nothing is linked with it. */
const letGo = ({ items, links, listings, account, shopId }: Ground, externalId: string): Promise<null> =>
  untilWritten(async () => {
    const item = await items.read(account.accountId, externalId);
    if (item === undefined) throw new ProblemError('not-found');
    // photos on their way to a product it was imported as still come
    const { productId, ...rest } = item;
    const left: ShopItemRecord = { ...rest, decision: 'left' };
    if (item.decision === 'left') return null;
    if (productId === undefined) return (await items.save(item, left)) === 'written' ? null : 'conflict';
    const listing = listingIn(await listings.ofProduct(productId), account);
    return (await links.unlink(shopId, item, left, listing)) === 'written' ? null : 'conflict';
  });

const link = (
  { items, links, listings, products, takesOrders, agreeToPublishing, clock, caller, account, shopId }: Ground,
  externalId: string,
  productId: ProductId,
  decision: 'linked' | 'imported',
): Promise<ShopItemRecord> =>
  untilWritten(async () => {
    const [item, ofProduct, file] = await Promise.all([
      items.read(account.accountId, externalId),
      listings.ofProduct(productId),
      products.read(productId),
    ]);
    if (item === undefined || file === undefined) throw new ProblemError('not-found');
    if (item.productId === productId && isHeld(item)) return item;
    // somebody else decided meanwhile
    if (isHeld(item)) throw new ProblemError('conflict');
    const was = listingIn(ofProduct, account);
    if (was?.link !== undefined) throw new ProblemError('already-linked');
    if (was !== undefined && isOnItsWay(was)) throw new ProblemError('already-listed');
    await agreeToPublishing(caller, file.product);
    const base =
      was ??
      newListing(file.product, {
        accountId: account.accountId,
        marketplace: account.marketplace,
        takesOrders: takesOrders(account.marketplace),
        wanted: 'live',
        overrides: {},
        ofProduct,
        nowMs: clock(),
      });
    const linked = {
      ...item,
      decision,
      productId,
      ...(decision === 'imported' ? { photosToFetch: [...toFetch(item, productId, file)] } : {}),
    };
    const next: Listing = { ...base, wanted: 'live', link: { externalId, hasVariants: item.hasVariants } };
    const written = await links.link(shopId, item, linked, { was, next });
    return written === 'written' ? linked : written;
  });

/** What is to be fetched beside what was asked for already: photos that the product waits for. */
const toFetch = (
  item: ShopItemRecord,
  productId: ProductId,
  { photos }: Pick<ProductFile, 'photos'>,
): readonly PhotoToFetch[] => {
  const waiting = new Set<string>(photos.flatMap(({ photoId, state }) => (state === 'waiting' ? [photoId] : [])));
  const { photosToFetch = [] } = item;
  const asked = new Set<string>(photosToFetch.map(({ photoId }) => photoId));
  const brought = photosBrought(item, productId);
  return [...photosToFetch, ...brought.filter(({ photoId }) => waiting.has(photoId) && !asked.has(photoId))];
};

/** Whether an item of ours is in the shop, being created, or may still turn up. */
const isOnItsWay = ({ observed: { item, pending, doubt } }: Listing): boolean =>
  pending !== undefined || doubt !== undefined || (item !== undefined && !item.state.startsWith('removed'));

/** Makes the draft product, waiting for the item's photos, unless the same import made it before. */
const importItem = async (
  { products, placeOfIkm, account, clock }: Ground,
  caller: Caller,
  item: ShopItemRecord,
  { productId, ikmId }: Extract<DecisionBody, { do: 'import' }>,
): Promise<void> => {
  if (item.hasVariants || item.priceIdr === undefined) throw new ProblemError('item-has-variants');
  const owner = account.holder.type === 'ikm' ? account.holder.id : ikmId;
  if (owner === undefined)
    throw new ProblemError('bad-request', [
      {
        path: 'ikmId',
        code: 'missing',
        message: { id: 'Sebutkan usaha pemilik barang ini.', en: 'Say whose product this is.' },
      },
    ]);
  const place = await placeOfIkm(owner);
  if (place === undefined || !isAllowed(caller, place, anyone) || !mayCarry(account, place))
    throw new ProblemError('not-found');
  if (place.state === 'closed' || place.state === 'rejected') throw new ProblemError('wrong-state');
  const existing = await products.read(productId);
  const createdWith = digestOf({ importedFrom: [account.accountId, item.externalId] });
  if (existing !== undefined) {
    if (existing.product.createdWith !== createdWith) throw new ProblemError('not-found');
    return;
  }
  const { content, offers } = splitBody(bodyOfItem(item, place.komoditas));
  const now = toIso(clock());
  const brought = photosBrought(item, productId);
  const written = await products.write({
    before: undefined,
    product: firstVersion(place, {
      productId,
      content: brought.length === 0 ? content : { ...content, photos: brought.map(({ photoId }) => photoId) },
      offers,
      createdWith,
      at: now,
    }),
    newPhotos: brought.map((photo) => awaitedPhoto(photo, now)),
  });
  // written by somebody meanwhile, or an id that was used and deleted
  if (written === 'conflict') {
    const again = await products.read(productId);
    if (again?.product.createdWith !== createdWith) throw new ProblemError('not-found');
  }
};
