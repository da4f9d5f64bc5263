import type { Account } from '../../shared/domain/account/account.ts';
import { anyone, isAllowed, type Caller, type Place } from '../../shared/domain/member/member.ts';
import { assertMember, reachOf } from '../../shared/domain/member/reach.ts';
import { placeOf, type Fulfilment } from '../../shared/domain/order/fulfilment.ts';
import type { OrderState } from '../../shared/domain/order/order.ts';

type Position = Record<string, string>;
interface Page {
  readonly rows: readonly Fulfilment[];
  readonly position: Position | undefined;
}

export interface ListOrdersDeps {
  readonly accounts: { readonly read: (accountId: string) => Promise<Account | undefined> };
  readonly placeOfIkm: (ikmId: string) => Promise<Place | undefined>;
  readonly placeOfSentra: (sentraId: string) => Promise<Place | undefined>;
  readonly orders: {
    readonly page: (
      of: {
        readonly accounts?: readonly string[];
        readonly ikms?: readonly string[];
        readonly sentras?: readonly string[];
      },
      limit: number,
      position: Position | undefined,
      keep: (part: Fulfilment, from: { readonly index: string }) => boolean,
    ) => Promise<Page>;
  };
}

interface Asked {
  readonly ikmId?: string | undefined;
  readonly sentraId?: string | undefined;
  readonly accountId?: string | undefined;
  readonly state?: OrderState | undefined;
}

/**
 * One page of parts of orders. Whoever asks, each is kept only if its own place is in the caller's scope: an owner sees of a
 * joint shop's orders what is theirs. Lists of others are not even read, as a cursor names the row it stopped at.
 */
export const listOrders =
  ({ orders, accounts, placeOfIkm, placeOfSentra }: ListOrdersDeps) =>
  async (caller: Caller, asked: Asked, limit: number, position: Position | undefined): Promise<Page> => {
    assertMember(caller);
    const { accountId, ikmId, sentraId } = asked;
    const keep = (part: Fulfilment): boolean =>
      isAllowed(caller, placeOf(part), anyone) &&
      (accountId === undefined || part.accountId === accountId) &&
      (ikmId === undefined || part.owner.ikmId === ikmId) &&
      (sentraId === undefined || part.owner.sentraId === sentraId) &&
      (asked.state === undefined || part.state === asked.state);
    const isReached = (place: Place | undefined): boolean => place !== undefined && isAllowed(caller, place, anyone);
    if (accountId !== undefined && isReached((await accounts.read(accountId))?.place))
      return orders.page({ accounts: [accountId] }, limit, position, keep);
    if (ikmId !== undefined && isReached(await placeOfIkm(ikmId)))
      return orders.page({ ikms: [ikmId] }, limit, position, keep);
    if (sentraId !== undefined && isReached(await placeOfSentra(sentraId)))
      return orders.page({ sentras: [sentraId] }, limit, position, keep);
    const { ikmIds, sentraIds } = reachOf(caller, anyone);
    // what an IKM sold that is reached by itself and through its sentra is shown once
    return orders.page({ ikms: ikmIds, sentras: sentraIds }, limit, position, (part, { index }) => {
      const isShownByIkm = part.owner.ikmId !== undefined && ikmIds.includes(part.owner.ikmId);
      return keep(part) && !(index === 'by-holder' && isShownByIkm);
    });
  };
