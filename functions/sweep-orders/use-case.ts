import { isOverdue, type Fulfilment } from '../../shared/domain/order/fulfilment.ts';
import { ownerKeyOf } from '../../shared/domain/order/order.ts';
import {
  resumeOrder,
  type OrderRows,
  type SettleStockDeps,
  type StoredOrder,
} from '../../shared/domain/order/record-order.ts';
import { toIso, type IsoInstant } from '../../shared/domain/time.ts';

export interface SweepOrdersDeps extends SettleStockDeps {
  readonly orders: OrderRows & {
    readonly writePart: (before: StoredOrder, part: Fulfilment) => Promise<'written' | 'conflict'>;
    readonly due: (
      what: 'ORDER-STOCK' | 'ORDER-CLOCK',
      shard: number,
      until: IsoInstant,
      limit: number,
    ) => Promise<readonly { readonly orderId: string; readonly ownerKey: string }[]>;
  };
  readonly shards: number;
  /** Told of an order that could not be worked on; the others go on. */
  readonly failed: (orderId: string, error: unknown) => void;
}

/** Of one shard and one round; the rest comes with the next. */
const most = 200;
/** Work that is begun is given this long before somebody else goes on with it. */
const patienceMs = 60_000;

/** Marks one owner's part that nobody acknowledged in time. */
const markLate = async (
  { orders, clock }: SweepOrdersDeps,
  { orderId, ownerKey }: { readonly orderId: string; readonly ownerKey: string },
): Promise<boolean> => {
  const nowMs = clock();
  const stored = await orders.read(orderId);
  const part = stored?.fulfilments.find(({ owner }) => ownerKeyOf(owner) === ownerKey);
  if (stored === undefined || part === undefined) return false;
  if (!isOverdue(part, nowMs) || part.overdueSince !== undefined) return false;
  // who acknowledged it meanwhile was first
  return (await orders.writePart(stored, { ...part, overdueSince: toIso(nowMs) })) === 'written';
};

/**
 * Finishes stock changes that a crash interrupted, and marks what nobody acknowledged in time. Answers how many of each.
 */
export const sweepOrders =
  (deps: SweepOrdersDeps) => async (): Promise<{ readonly resumed: number; readonly late: number }> => {
    const { orders, shards, clock, failed } = deps;
    const nowMs = clock();
    const resume = resumeOrder(deps);
    let resumed = 0;
    let late = 0;
    /** One order that cannot be worked on must not hold up those behind it: it stays due. */
    const attempt = async (orderId: string, work: () => Promise<void>): Promise<void> => {
      try {
        await work();
      } catch (error) {
        failed(orderId, error);
      }
    };
    for (let shard = 0; shard < shards; shard += 1) {
      for (const { orderId } of await orders.due('ORDER-STOCK', shard, toIso(nowMs - patienceMs), most))
        await attempt(orderId, async () => {
          await resume(orderId);
          resumed += 1;
        });
      for (const part of await orders.due('ORDER-CLOCK', shard, toIso(nowMs), most))
        await attempt(part.orderId, async () => {
          if (await markLate(deps, part)) late += 1;
        });
    }
    return { resumed, late };
  };
