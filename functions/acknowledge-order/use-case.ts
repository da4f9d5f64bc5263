import type { Caller } from '../../shared/domain/member/member.ts';
import type { Fulfilment } from '../../shared/domain/order/fulfilment.ts';
import { ownerKeyOf } from '../../shared/domain/order/order.ts';
import { acknowledgerOf, reachOrder } from '../../shared/domain/order/reach.ts';
import type { StoredOrder } from '../../shared/domain/order/record-order.ts';
import { ProblemError } from '../../shared/domain/problem.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { untilWritten } from '../../shared/domain/until-written.ts';

export interface AcknowledgeOrderDeps {
  readonly orders: {
    readonly read: (orderId: string) => Promise<StoredOrder | undefined>;
    readonly writePart: (before: StoredOrder, part: Fulfilment) => Promise<'written' | 'conflict'>;
  };
  readonly clock: Clock;
}

/**
 * Notes who saw an order and when, once per part.
 * @throws ProblemError `not-found` · `forbidden` for who sees the order but sends nothing of it · `not-a-member`
 */
export const acknowledgeOrder =
  ({ orders, clock }: AcknowledgeOrderDeps) =>
  (caller: Caller, orderId: string, ikmId: string | undefined): Promise<readonly Fulfilment[]> =>
    untilWritten(async () => {
      const { stored, parts } = await reachOrder(orders, caller, orderId);
      const asked = parts.filter(({ owner }) => ikmId === undefined || owner.ikmId === ikmId);
      if (asked.length === 0) throw new ProblemError('not-found');
      const own = asked.flatMap((part) => {
        const by = acknowledgerOf(caller, part);
        return by === undefined ? [] : [{ part, by }];
      });
      if (own.length === 0) throw new ProblemError('forbidden');
      const open = own.filter(({ part }) => part.acknowledged === undefined);
      const after = new Map(own.map(({ part }) => [ownerKeyOf(part.owner), part]));
      for (const { part, by } of open) {
        const seen: Fulfilment = { ...part, acknowledged: { at: toIso(clock()), by } };
        if ((await orders.writePart(stored, seen)) === 'conflict') return 'conflict';
        after.set(ownerKeyOf(part.owner), seen);
      }
      return [...after.values()];
    });
