import { anyone, isAllowed, type Caller } from '../../shared/domain/member/member.ts';
import { assertMember, reachOf } from '../../shared/domain/member/reach.ts';
import { placeOf, type Fulfilment } from '../../shared/domain/order/fulfilment.ts';
import type { OrderState } from '../../shared/domain/order/order.ts';

type Position = Record<string, string>;
interface Page {
  readonly rows: readonly Fulfilment[];
  readonly position: Position | undefined;
}

export interface ListOrdersDeps {
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
 * joint shop's orders what is theirs.
 */
export const listOrders =
  ({ orders }: ListOrdersDeps) =>
  (caller: Caller, asked: Asked, limit: number, position: Position | undefined): Promise<Page> => {
    assertMember(caller);
    const keep = (part: Fulfilment): boolean =>
      isAllowed(caller, placeOf(part), anyone) &&
      (asked.ikmId === undefined || part.owner.ikmId === asked.ikmId) &&
      (asked.sentraId === undefined || part.owner.sentraId === asked.sentraId) &&
      (asked.state === undefined || part.state === asked.state);
    const { accountId, ikmId, sentraId } = asked;
    if (accountId !== undefined) return orders.page({ accounts: [accountId] }, limit, position, keep);
    if (ikmId !== undefined) return orders.page({ ikms: [ikmId] }, limit, position, keep);
    if (sentraId !== undefined) return orders.page({ sentras: [sentraId] }, limit, position, keep);
    const { ikmIds, sentraIds } = reachOf(caller, anyone);
    // what an IKM sold that is reached by itself and through its sentra is shown once
    return orders.page({ ikms: ikmIds, sentras: sentraIds }, limit, position, (part, { index }) => {
      const isShownByIkm = part.owner.ikmId !== undefined && ikmIds.includes(part.owner.ikmId);
      return keep(part) && !(index === 'by-holder' && isShownByIkm);
    });
  };
