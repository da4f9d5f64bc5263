import type { Caller } from '../../shared/domain/member/member.ts';
import type { Fulfilment } from '../../shared/domain/order/fulfilment.ts';
import type { Buyer } from '../../shared/domain/order/order.ts';
import { mayKnowBuyer, reachOrder } from '../../shared/domain/order/reach.ts';
import type { StoredOrder } from '../../shared/domain/order/record-order.ts';

export interface GetOrderDeps {
  readonly orders: { readonly read: (orderId: string) => Promise<StoredOrder | undefined> };
  /** Undefined when none was given, or it is gone already. */
  readonly buyerOf: (orderId: string) => Promise<Buyer | undefined>;
}

/** @throws ProblemError `not-found`, `not-a-member` */
export const getOrder =
  ({ orders, buyerOf }: GetOrderDeps) =>
  async (
    caller: Caller,
    orderId: string,
  ): Promise<{ readonly parts: readonly Fulfilment[]; readonly buyer: Buyer | undefined }> => {
    const { parts } = await reachOrder(orders, caller, orderId);
    const knows = parts.some((part) => mayKnowBuyer(caller, part));
    return { parts, buyer: knows ? await buyerOf(orderId) : undefined };
  };
