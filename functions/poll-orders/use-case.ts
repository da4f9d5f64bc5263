import type { OrderReader } from '../../connectors/connector.ts';
import { listOrders, lookAtOrder, type LookAtOrdersDeps } from '../../connectors/look-at-order.ts';
import { isUsable } from '../../shared/domain/account/account.ts';

type Position = Record<string, string>;
interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  readonly cursor: string;
}
interface Poll {
  readonly doneToMs?: number | undefined;
  readonly open?: Span | undefined;
}

export interface PollOrdersDeps extends LookAtOrdersDeps {
  readonly orders: OrderReader;
  /** Told of a shop or an order that could not be worked on; the others go on. */
  readonly failed: (accountId: string, error: unknown) => void;
  readonly polls: {
    readonly shops: (
      marketplace: string,
      position: Position | undefined,
      limit: number,
    ) => Promise<{ readonly accountIds: readonly string[]; readonly position: Position | undefined }>;
    readonly read: (accountId: string) => Promise<Poll>;
    readonly save: (accountId: string, poll: Poll) => Promise<void>;
    readonly round: (marketplace: string) => Promise<Position | undefined>;
    readonly saveRound: (marketplace: string, position: Position | undefined) => Promise<void>;
  };
}

/** Shops of one page, and how many of them are asked at once. */
const shopsPerPage = 25;
const atOnce = 5;
/** Each span begins this much before the end of the last: marketplaces' lists lag, and clocks differ. */
const overlapMs = 10 * 60_000;
/** How far back a shop is asked that was never asked before. */
const firstLookMs = 86_400_000;
/** A shop that was not asked for long is asked day by day. */
const widestSpanMs = 86_400_000;

/** Asks one shop for what changed since it was last asked; goes on where it stopped when time was short. */
const pollShop = async (deps: PollOrdersDeps, accountId: string): Promise<number> => {
  const { accounts, polls, clock, orders, app } = deps;
  const account = await accounts.read(accountId);
  if (account === undefined || !isUsable(account)) return 0;
  const list = listOrders(deps, orders);
  const look = lookAtOrder(deps, orders);
  let poll = await polls.read(accountId);
  const isOutOfTime = (): boolean => app.signal.aborted;
  const nowMs = clock();
  let seen = 0;
  for (;;) {
    const fromMs = poll.open?.fromMs ?? (poll.doneToMs === undefined ? nowMs - firstLookMs : poll.doneToMs - overlapMs);
    const toMs = poll.open?.toMs ?? Math.min(nowMs, fromMs + widestSpanMs);
    if (isOutOfTime()) return seen;
    const page = await list(account, { fromMs, toMs }, poll.open?.cursor);
    if (page === undefined) return seen;
    for (const externalId of page.items) {
      if (isOutOfTime()) return seen;
      try {
        if ((await look(account, externalId)) === 'later') return seen;
      } catch (error) {
        // one order that cannot be taken in must not hold up those behind it
        deps.failed(accountId, error);
      }
      seen += 1;
    }
    poll =
      page.nextCursor === undefined
        ? { doneToMs: toMs }
        : {
            ...(poll.doneToMs !== undefined && { doneToMs: poll.doneToMs }),
            open: { fromMs, toMs, cursor: page.nextCursor },
          };
    await polls.save(accountId, poll);
    if (poll.open === undefined && toMs >= nowMs) return seen;
  }
};

/**
 * Asks every connected shop of a marketplace for orders that changed, for what no push told. A round that does not end in
 * time goes on with the next run. Answers how many orders were looked at.
 */
export const pollOrders = (deps: PollOrdersDeps) => async (): Promise<number> => {
  const { connector, polls, app } = deps;
  let position = await polls.round(connector.name);
  let seen = 0;
  do {
    const page = await polls.shops(connector.name, position, shopsPerPage);
    for (let n = 0; n < page.accountIds.length; n += atOnce) {
      const counts = await Promise.all(
        page.accountIds.slice(n, n + atOnce).map((id) =>
          pollShop(deps, id).catch((error: unknown) => {
            deps.failed(id, error);
            return 0;
          }),
        ),
      );
      seen += counts.reduce((sum, each) => sum + each, 0);
    }
    // the shops of a page that was cut short are asked again
    if (app.signal.aborted) break;
    position = page.position;
    await polls.saveRound(connector.name, position);
  } while (position !== undefined);
  return seen;
};
