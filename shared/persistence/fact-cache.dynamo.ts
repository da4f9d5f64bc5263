import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { CallResult } from '../domain/listing/call-result.ts';
import { toEpochSeconds, type Clock } from '../domain/time.ts';
import type { TableAt } from './dynamo.ts';
import { listingKeys } from './keys.ts';

const FactRow = z.object({ json: z.string(), endsAtMs: z.number() });
const mostMs = 86_400_000;
/** DynamoDB's item limit is 400 kB; a bigger fact (a whole category tree) is kept in memory alone. */
const mostBytes = 350_000;

/** Whether a stored fact is what its reader stored: only its own connector writes under its name. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the predicate's type is the parameter
const holds = <T>(_value: unknown): _value is T => true;

/**
 * What a marketplace said about itself, kept in the table until it ends and in this function's memory besides. A failed
 * load is not kept.
 */
export const factCache = (
  { dynamo, table }: TableAt,
  marketplace: string,
  clock: Clock,
): (<T>(name: string, ttlMs: number, load: () => Promise<CallResult<T>>) => Promise<CallResult<T>>) => {
  const memory = new Map<string, { readonly value: unknown; readonly endsAtMs: number }>();
  return async <T>(name: string, ttlMs: number, load: () => Promise<CallResult<T>>): Promise<CallResult<T>> => {
    const known = memory.get(name);
    if (known !== undefined && known.endsAtMs > clock() && holds<T>(known.value))
      return { kind: 'ok', value: known.value };
    // names may be long (a list of ids): the key is their digest
    const key = listingKeys.fact(marketplace, createHash('sha256').update(name).digest('base64url'));
    const { Item } = await dynamo.send(new GetCommand({ TableName: table, Key: key }));
    const row = Item === undefined ? undefined : FactRow.parse(Item);
    if (row !== undefined && row.endsAtMs > clock()) {
      const value: unknown = JSON.parse(row.json);
      if (holds<T>(value)) {
        memory.set(name, { value, endsAtMs: row.endsAtMs });
        return { kind: 'ok', value };
      }
    }
    const result = await load();
    if (result.kind !== 'ok') return result;
    const endsAtMs = clock() + Math.min(ttlMs, mostMs);
    memory.set(name, { value: result.value, endsAtMs });
    const json = JSON.stringify(result.value);
    if (Buffer.byteLength(json) <= mostBytes)
      await dynamo.send(
        new PutCommand({
          TableName: table,
          Item: { ...key, type: 'fact', name, json, endsAtMs, expiresAt: toEpochSeconds(endsAtMs) },
        }),
      );
    return result;
  };
};

/** The fact cache of any marketplace, one per marketplace and function instance. */
export const factCaches = (at: TableAt, clock: Clock): ((marketplace: string) => ReturnType<typeof factCache>) => {
  const caches = new Map<string, ReturnType<typeof factCache>>();
  return (marketplace) => {
    const cache = caches.get(marketplace) ?? factCache(at, marketplace, clock);
    caches.set(marketplace, cache);
    return cache;
  };
};
