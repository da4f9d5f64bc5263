import type { Account } from '../account/account.ts';
import type { ProductRepository } from '../product/product-repository.ts';
import { applyOrderChange } from '../product/stock.ts';
import type { Clock } from '../time.ts';
import { untilWritten } from '../until-written.ts';
import { fulfilmentsOf, type Fulfilment } from './fulfilment.ts';
import { orderIdOf } from './order-id.ts';
import {
  afterLook,
  afterMoves,
  isOver,
  movesOf,
  stateOf,
  withMoves,
  type Buyer,
  type Order,
  type Resolution,
  type SeenOrder,
} from './order.ts';
import { resolveLine, type ResolveDeps } from './resolve-line.ts';
import { canonicalJson } from '../digest.ts';

/** An order with its parts by owner, as stored; `etags` holds the versions of its rows. */
export interface StoredOrder {
  readonly order: Order;
  readonly fulfilments: readonly Fulfilment[];
  readonly etags: Readonly<Record<string, string>>;
}

/** Orders as kept, without buyers. All reads are strong. */
export interface OrderRows {
  readonly read: (orderId: string) => Promise<StoredOrder | undefined>;
  /** An order and those of its parts that changed, all or nothing; `conflict` when anybody wrote it meanwhile. */
  readonly write: (
    before: StoredOrder | undefined,
    order: Order,
    fulfilments: readonly Fulfilment[],
  ) => Promise<'written' | 'conflict'>;
}

/** As `OrderRows`, with who gets the goods. */
export interface OrderStore extends OrderRows {
  /** Keeps who gets the goods, sealed, until then at the latest. The same data again writes nothing. */
  readonly keepBuyer: (orderId: string, buyer: Buyer, untilMs: number) => Promise<void>;
  /** The buyer's data goes no later than that. */
  readonly endBuyer: (orderId: string, untilMs: number) => Promise<void>;
}

export interface SettleStockDeps {
  readonly orders: OrderRows;
  readonly products: Pick<ProductRepository, 'read' | 'stockChange' | 'applyStockChange'>;
  readonly clock: Clock;
}

export interface RecordOrderDeps extends SettleStockDeps, ResolveDeps {
  readonly orders: OrderStore;
}

const day = 86_400_000;
/** Two days less than the ninety that are allowed, as expired rows may stay for two. */
const buyerKeptMs = 88 * day;
/** After the end of an order: for a parcel that did not arrive. */
const buyerKeptAfterEndMs = 14 * day;

/** Makes the stock changes that an order has written down, until none is left. Repeating it changes nothing. */
const settleStock = async ({ orders, products, clock }: SettleStockDeps, orderId: string): Promise<void> => {
  const apply = applyOrderChange(products);
  await untilWritten(async () => {
    const stored = await orders.read(orderId);
    if (stored === undefined) return 'done';
    const moves = movesOf(stored.order);
    if (moves.length === 0) return 'done';
    for (const { productId, change } of moves) await apply(productId, change);
    const after = withMoves(afterMoves(stored.order));
    const written = await orders.write(stored, after, fulfilmentsOf(after, stored.fulfilments, clock()));
    // what a later look asked for meanwhile comes in the next round
    return written === 'conflict' || movesOf(after).length > 0 ? 'conflict' : 'done';
  });
};

/** Finishes what a crash left of an order's stock changes. */
export const resumeOrder =
  (deps: SettleStockDeps) =>
  (orderId: string): Promise<void> =>
    settleStock(deps, orderId);

/**
 * Takes in one look at an order: stores it with its parts per owner, seals who gets it, and lowers (or gives back) stock,
 * each step once however often and in whatever order looks come. After a crash between steps the next look, or the sweep of
 * orders, goes on where it stopped.
 * @throws ProblemError `conflict` when others kept writing; the look may then be repeated.
 */
export const recordOrder = (deps: RecordOrderDeps) => {
  const { orders, clock } = deps;
  const resolve = resolveLine(deps);
  return async (account: Account, seen: SeenOrder): Promise<'recorded' | 'unchanged'> => {
    const shopId = account.shopId ?? account.accountId;
    const orderId = orderIdOf(account.marketplace, shopId, seen.externalId);
    const of = { orderId, accountId: account.accountId, marketplace: account.marketplace, shopId };
    const result = await untilWritten<'recorded' | 'unchanged'>(async () => {
      const before = await orders.read(orderId);
      const known = new Set(before?.order.lines.map(({ lineId }) => lineId));
      const found = new Map<string, Resolution>();
      for (const line of seen.lines) {
        if (!known.has(line.lineId)) found.set(line.lineId, await resolve(account, line));
      }
      const after = withMoves(
        afterLook(of, before?.order, seen, (lineId) => {
          const resolution = found.get(lineId);
          if (resolution === undefined) throw new TypeError('unreachable: every new line was resolved');
          return resolution;
        }),
      );
      const fulfilments = fulfilmentsOf(after, before?.fulfilments ?? [], clock());
      const isSame =
        before !== undefined &&
        canonicalJson(before.order) === canonicalJson(after) &&
        canonicalJson(before.fulfilments) === canonicalJson(fulfilments);
      if (isSame) return 'unchanged';
      const written = await orders.write(before, after, fulfilments);
      return written === 'conflict' ? written : 'recorded';
    });
    await settleStock(deps, orderId);
    await keepBuyer(deps, orderId, seen);
    return result;
  };
};

const keepBuyer = async ({ orders, clock }: RecordOrderDeps, orderId: string, seen: SeenOrder): Promise<void> => {
  const stored = await orders.read(orderId);
  if (stored === undefined) return;
  const nowMs = clock();
  // an order that says it was placed in the future keeps nobody's data longer
  const untilMs = Math.min(stored.order.placedAtMs, nowMs) + buyerKeptMs;
  if (isOver(stateOf(stored.order))) await orders.endBuyer(orderId, Math.min(untilMs, nowMs + buyerKeptAfterEndMs));
  else if (seen.buyer !== undefined && untilMs > nowMs) await orders.keepBuyer(orderId, seen.buyer, untilMs);
};
