import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { CallResult } from '../domain/listing/call-result.ts';
import {
  afterOutage,
  book,
  closedBreaker,
  fullBudget,
  gate,
  throttled,
  type Breaker,
  type Budget,
} from '../domain/listing/traffic.ts';
import { toEpochSeconds, type Clock } from '../domain/time.ts';
import type { TableAt } from './dynamo.ts';
import { listingKeys } from './keys.ts';
import type { Key } from './versioned-item.ts';

const BudgetRow = z.object({ bookedUntilMs: z.number(), rate: z.number(), throttledAtMs: z.number(), v: z.int() });
const BreakerRow = z.object({
  failures: z.int(),
  openings: z.int(),
  openUntilMs: z.number().optional(),
  probeUntilMs: z.number().optional(),
  v: z.int(),
});

export type Permit =
  { readonly kind: 'go' } | { readonly kind: 'wait'; readonly untilMs: number; readonly reason: string };

export interface TrafficDeps {
  readonly marketplace: string;
  readonly ratePerSecond: number;
  readonly clock: Clock;
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** A breaker per shop: the shops are hosts of their own, and one's outage says nothing of the others. */
  readonly breakerPerShop?: boolean;
}

/** A worker sleeps at most this long for its turn; a longer wait moves the due time. */
const mostSleepMs = 1_500;
/** How old a worker's view of the breaker may be. */
const viewMs = 1_000;
const tries = 6;

interface Kept<State> {
  readonly state: State;
  readonly v: number;
}

/** The circuit breaker of one marketplace and the rate budgets of its shops: small items that all workers share. */
export const traffic = ({ dynamo, table }: TableAt, deps: TrafficDeps) => {
  const { marketplace, ratePerSecond, clock, random, sleep } = deps;
  const budgets = new Map<string, Kept<Budget>>();
  const breakersSeen = new Map<string, Kept<Breaker> & { readonly atMs: number }>();
  const breakerOf = (shopId: string): string =>
    deps.breakerPerShop === true ? `${marketplace}#${shopId}` : marketplace;

  const load = async <Schema extends z.ZodType>(key: Key, schema: Schema): Promise<z.infer<Schema> | undefined> => {
    const { Item } = await dynamo.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
    return Item === undefined ? undefined : schema.parse(Item);
  };

  /** Writes the next version unless another worker did. */
  const store = async (key: Key, row: Readonly<Record<string, unknown>>, v: number): Promise<boolean> => {
    try {
      await dynamo.send(
        new PutCommand({
          TableName: table,
          Item: { ...key, ...row, v: v + 1, expiresAt: toEpochSeconds(clock()) + 7 * 86_400 },
          ConditionExpression: v === 0 ? 'attribute_not_exists(pk)' : '#v = :v',
          ...(v === 0 ? {} : { ExpressionAttributeNames: { '#v': 'v' }, ExpressionAttributeValues: { ':v': v } }),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };

  const loadBudget = async (shopId: string): Promise<Kept<Budget>> => {
    const row = await load(listingKeys.rate(marketplace, shopId), BudgetRow);
    return row === undefined ? { state: fullBudget(ratePerSecond), v: 0 } : { state: row, v: row.v };
  };
  const storeBudget = async (shopId: string, budget: Budget, v: number): Promise<boolean> => {
    const { bookedUntilMs, rate, throttledAtMs } = budget;
    const row = { type: 'rate', bookedUntilMs, rate, throttledAtMs };
    const isStored = await store(listingKeys.rate(marketplace, shopId), row, v);
    if (isStored) budgets.set(shopId, { state: budget, v: v + 1 });
    else budgets.delete(shopId);
    return isStored;
  };

  const loadBreaker = async (breaker: string): Promise<Kept<Breaker>> => {
    const seen = breakersSeen.get(breaker);
    if (seen !== undefined && clock() - seen.atMs < viewMs) return seen;
    const row = await load(listingKeys.breaker(breaker), BreakerRow);
    const now = { state: row ?? closedBreaker, v: row?.v ?? 0, atMs: clock() };
    breakersSeen.set(breaker, now);
    return now;
  };
  const storeBreaker = async (
    breaker: string,
    { failures, openings, openUntilMs, probeUntilMs }: Breaker,
    v: number,
  ): Promise<boolean> => {
    const row = { type: 'breaker', failures, openings, openUntilMs, probeUntilMs };
    breakersSeen.delete(breaker);
    return store(listingKeys.breaker(breaker), row, v);
  };

  const passBreaker = async (breaker: string): Promise<Permit> => {
    const { state, v } = await loadBreaker(breaker);
    const passed = gate(state, clock());
    const waitUntil = (untilMs: number): Permit => ({
      kind: 'wait',
      untilMs: Math.round(untilMs + random() * 5_000),
      reason: 'marketplace-outage',
    });
    if (passed.kind === 'wait') return waitUntil(passed.untilMs);
    if (passed.kind === 'probe' && !(await storeBreaker(breaker, passed.breaker, v))) return waitUntil(clock() + 1_000);
    return { kind: 'go' };
  };

  const change = async (attempt: () => Promise<boolean>): Promise<void> => {
    for (let n = 0; n < tries; n += 1) if (await attempt()) return;
  };

  return {
    /** May a call go out now? Books it; sleeps a little for its turn. */
    permit: async (shopId: string, deadlineMs: number): Promise<Permit> => {
      const passed = await passBreaker(breakerOf(shopId));
      if (passed.kind === 'wait') return passed;
      for (let n = 0; n < tries; n += 1) {
        const { state, v } = budgets.get(shopId) ?? (await loadBudget(shopId));
        const booked = book(state, ratePerSecond, clock());
        if (booked.waitMs > mostSleepMs || clock() + booked.waitMs >= deadlineMs) {
          budgets.delete(shopId);
          // spread over the seconds after, or all would come at once again
          return {
            kind: 'wait',
            untilMs: Math.round(clock() + booked.waitMs * (1 + random())),
            reason: 'rate-budget',
          };
        }
        if (await storeBudget(shopId, booked.budget, v)) {
          if (booked.waitMs > 0) await sleep(booked.waitMs);
          return { kind: 'go' };
        }
      }
      return { kind: 'wait', untilMs: Math.round(clock() + 200 + random() * 800), reason: 'rate-budget' };
    },

    /** Learns from an answer: throttled slows the shop, an outage counts towards the breaker, anything else closes it. */
    learn: async (shopId: string, result: CallResult<unknown>): Promise<void> => {
      if (result.kind === 'retry' && result.slowDown === true) {
        const pauseMs = result.afterMs ?? 1_000;
        await change(async () => {
          const { state, v } = await loadBudget(shopId);
          return storeBudget(shopId, throttled(state, ratePerSecond, clock(), pauseMs), v);
        });
        return;
      }
      const isOutage = result.kind === 'unknown' || (result.kind === 'retry' && result.afterMs === undefined);
      if (!isOutage && ((await loadBreaker(breakerOf(shopId))).state.failures === 0 || result.kind === 'retry')) return;
      await change(async () => {
        const breaker = breakerOf(shopId);
        breakersSeen.delete(breaker);
        const { state, v } = await loadBreaker(breaker);
        return storeBreaker(breaker, isOutage ? afterOutage(state, clock()) : closedBreaker, v);
      });
    },
  };
};
