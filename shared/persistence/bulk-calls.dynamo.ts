import { setTimeout as wait } from 'node:timers/promises';
import { BatchExecuteStatementCommand, BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { each, inParts } from '../domain/at-once.ts';
import type { TableAt } from './dynamo.ts';
import type { Item, Key } from './versioned-item.ts';

/** As many as one BatchExecuteStatement takes, and as one BatchGetItem takes. */
const insertedAtOnce = 25;
const readAtOnce = 100;
/** Calls that are on their way at a time. */
const inFlight = 4;
/** Pauses before what was throttled is tried again, in milliseconds. */
const pauses = [50, 100, 200, 400, 800, 1600];

/** A PartiQL insertion, its values as parameters in the order of the names. */
const statementOf = (table: string, names: readonly string[]): string =>
  `INSERT INTO "${table}" VALUE {${names.map((name) => `'${name}': ?`).join(', ')}}`;

const toStatement = (table: string, item: Item) => {
  const present = Object.entries(item).filter(([, value]) => value !== undefined);
  return {
    Statement: statementOf(
      table,
      present.map(([name]) => name),
    ),
    Parameters: present.map(([, value]) => value),
  };
};

/**
 * Puts items that are not there yet, each conditionally at the price of one write.
 * @returns those that were there before, which stay as they are; an item whose answer was lost and that the client put again
 * counts as one of them.
 * @throws Error when the table kept throttling.
 */
export const insertItems = async <One extends Item>(
  { dynamo, table }: TableAt,
  items: readonly One[],
): Promise<ReadonlySet<One>> => {
  const there = new Set<One>();
  const insert = async (batch: readonly One[]): Promise<void> => {
    let left = batch;
    for (const pause of [...pauses, undefined]) {
      const { Responses = [] } = await dynamo.send(
        new BatchExecuteStatementCommand({ Statements: left.map((item) => toStatement(table, item)) }),
      );
      const again: One[] = [];
      for (const [n, item] of left.entries()) {
        const { Error: error } = Responses[n] ?? {};
        if (error?.Code === 'DuplicateItem') there.add(item);
        else if (error !== undefined && passing.has(error.Code ?? '')) again.push(item);
        else if (error !== undefined) throw new Error(`an insertion failed: ${error.Code}: ${error.Message}`);
      }
      if (again.length === 0) return;
      left = again;
      if (pause === undefined) break;
      await wait(pause * (0.5 + Math.random()));
    }
    throw new Error('the table kept throttling insertions');
  };
  await each(inParts(items, insertedAtOnce), inFlight, insert);
  return there;
};

/** Why a statement did not go through though nothing speaks against it. */
const passing = new Set([
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
  'TransactionConflict',
  'InternalServerError',
]);

/** Reads items by key, strongly; only some attributes where named. No key may stand twice. */
export const readItems = async (
  { dynamo, table }: TableAt,
  keys: readonly Key[],
  attributes?: readonly string[],
): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const found: Record<string, unknown>[] = [];
  const only =
    attributes === undefined
      ? {}
      : {
          ProjectionExpression: attributes.map((_, n) => `#a${n}`).join(', '),
          ExpressionAttributeNames: Object.fromEntries(attributes.map((name, n) => [`#a${n}`, name])),
        };
  const read = async (batch: readonly Key[]): Promise<void> => {
    let left: Record<string, unknown>[] = batch.map(({ pk, sk }) => ({ pk, sk }));
    for (let attempt = 0; left.length > 0; attempt += 1) {
      const { Responses, UnprocessedKeys } = await dynamo.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: true, ...only } } }),
      );
      found.push(...(Responses?.[table] ?? []));
      left = UnprocessedKeys?.[table]?.Keys ?? [];
      if (left.length > 0) {
        const pause = pauses[attempt];
        if (pause === undefined) throw new Error('the table kept throttling reads');
        await wait(pause * (0.5 + Math.random()));
      }
    }
  };
  await each(inParts(keys, readAtOnce), inFlight, read);
  return found;
};
