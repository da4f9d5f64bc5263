import type { Account } from '../../shared/domain/account/account.ts';
import { stationOf, type Station, type StationDeps } from '../../shared/domain/ikm/station.ts';
import type { Listing } from '../../shared/domain/listing/listing.ts';
import type { ListingKey, ListingRef } from '../../shared/domain/listing/store.ts';
import type { Teams } from '../../shared/domain/member/helper.ts';
import type { MemberRepository } from '../../shared/domain/member/member-repository.ts';
import type { ProductRepository } from '../../shared/domain/product/product-repository.ts';
import type { Product, ProductFile } from '../../shared/domain/product/product.ts';
import { nextEtag } from '../../shared/domain/save.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

type Position = Record<string, string>;
interface Page<Row> {
  readonly rows: readonly Row[];
  readonly position: Position | undefined;
}

export interface FollowIkmDeps extends StationDeps {
  readonly products: Pick<ProductRepository, 'read' | 'write'>;
  readonly productsOfIkm: (ikmId: string, limit: number, position: Position | undefined) => Promise<Page<Product>>;
  readonly listings: {
    readonly ofProduct: (productId: string) => Promise<readonly Listing[]>;
    readonly mark: (ref: ListingRef) => Promise<Listing | undefined>;
    readonly station: (key: ListingKey, station: Station) => Promise<Listing | undefined>;
  };
  readonly accounts: {
    readonly read: (accountId: string) => Promise<Account | undefined>;
    readonly page: (
      holderIds: readonly string[],
      limit: number,
      position: Position | undefined,
    ) => Promise<Page<Account>>;
    readonly change: (before: Account, account: Account) => Promise<'written' | 'conflict'>;
  };
  readonly teams: Pick<Teams, 'membersOf'>;
  readonly members: Pick<MemberRepository, 'get' | 'change'>;
  readonly clock: Clock;
}

const pageSize = 50;

const isAt = (row: Omit<Station, 'ikmId'> & { readonly ikmId?: string | undefined }, station: Station): boolean =>
  row.ikmId === station.ikmId && row.sentraId === station.sentraId && row.regionCode === station.regionCode;

/** Whether the offers stand apart from the product, and so name its IKM too. */
const hasOwnOffers = ({ product, offers }: ProductFile): boolean => product.firstOffers?.etag !== offers.etag;

/**
 * Takes what belongs to an IKM along to where it stands now: its products, their listings (each is looked at again: a joint
 * shop that it left must not carry it), its shop accounts; of a merged one to the record that is kept, and its owner with
 * them. What is there already is left alone, so a repetition goes on where the last try stopped.
 */
export const followIkm = (deps: FollowIkmDeps) => {
  const { placeOfIkm, products, productsOfIkm, listings, accounts, teams, members, clock } = deps;

  const takeProduct = async (productId: string, from: string, station: Station): Promise<void> => {
    const isOurs = await untilWritten(async () => {
      const file = await products.read(productId);
      if (file === undefined || (file.product.ikmId !== from && file.product.ikmId !== station.ikmId)) return false;
      const { product: before, offers } = file;
      if (isAt(before, station)) return true;
      const { ikmId, sentraId, regionCode } = station;
      const isOthers = before.ikmId !== ikmId && hasOwnOffers(file);
      const written = await products.write({
        before,
        product: { ...before, ikmId, sentraId, regionCode },
        ...(isOthers && { offers: { before: offers, after: { ...offers, etag: nextEtag(offers.etag) } } }),
      });
      return written === 'written' ? true : written;
    });
    if (!isOurs) return;
    for (const listing of await listings.ofProduct(productId)) {
      if (isAt(listing, station)) continue;
      // due first: a listing that is at its place already is not looked at by the next try
      await listings.mark(listing);
      await listings.station(listing, station);
    }
  };

  const takeAccount = (accountId: string, { sentraId, regionCode }: Station): Promise<true> =>
    untilWritten(async () => {
      const before = await accounts.read(accountId);
      if (before === undefined) return true;
      const { sentraId: was, ...place } = before.place;
      if (was === sentraId && place.regionCode === regionCode) return true;
      const at = { ...place, regionCode, ...(sentraId === undefined ? {} : { sentraId }) };
      const written = await accounts.change(before, { ...before, place: at });
      return written === 'written' ? true : written;
    });

  /** Its owner owns the kept record too; a mentor needs the owner's consent for that one. */
  const takeOwner = (memberId: string, from: string, { ikmId }: Station): Promise<true> =>
    untilWritten(async () => {
      const before = (await members.get(memberId))?.member;
      if (before?.role !== 'pemilik' || !before.scope.includes(from) || before.scope.includes(ikmId)) return true;
      const scope = [...before.scope, ikmId];
      const member = { ...before, scope, etag: nextEtag(before.etag), updatedAt: toIso(clock()) };
      return (await members.change(member, before)) ? true : 'conflict';
    });

  const eachPage = async <Row>(
    read: (position: Position | undefined) => Promise<Page<Row>>,
    take: (row: Row) => Promise<unknown>,
  ): Promise<void> => {
    let position: Position | undefined;
    do {
      const page = await read(position);
      for (const row of page.rows) await take(row);
      ({ position } = page);
    } while (position !== undefined);
  };

  return async (ikmId: string): Promise<void> => {
    const station = await stationOf({ placeOfIkm }, ikmId);
    if (station === undefined) return;
    await eachPage(
      (position) => productsOfIkm(ikmId, pageSize, position),
      ({ productId }) => takeProduct(productId, ikmId, station),
    );
    if (station.ikmId !== ikmId) {
      // shops stay with who connected them: a record with connected ones is not merged into another
      for (const { memberId } of await teams.membersOf(ikmId)) await takeOwner(memberId, ikmId, station);
      return;
    }
    await eachPage(
      (position) => accounts.page([ikmId], pageSize, position),
      ({ accountId }) => takeAccount(accountId, station),
    );
  };
};
