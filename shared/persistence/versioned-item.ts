import { setTimeout as wait } from 'node:timers/promises';
import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { canonicalJson } from '../domain/digest.ts';
import { ProblemError } from '../domain/problem.ts';
import type { TableAt } from './dynamo.ts';

/** Primary key of an item, from `keys.ts`. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** An item as it is stored. */
export type Item = Key & Readonly<Record<string, unknown>>;

/**
 * What a write relies on: nothing there yet (`absent`), this version (`etag`, and further attributes where undefined
 * means absent), these attributes where rows have no version (`also` alone), or whatever (`any`).
 */
export type Expected =
  'absent' | 'any' | ({ readonly etag: string; readonly also?: Attributes } | { readonly also: Attributes });
type Attributes = Readonly<Record<string, string | undefined>>;

/** One part of a transaction. */
export type Step =
  | { readonly put: Item; readonly expected: Expected }
  | { readonly check: Key; readonly expected: Expected }
  | { readonly remove: Key; readonly expected: Expected }
  | CountStep;

/** Adds to the numbers of a row, which is made by the first. */
export interface CountStep {
  readonly count: Key;
  readonly type: string;
  readonly amounts: Readonly<Record<string, number>>;
  /** Nothing is written when this number is as high already. */
  readonly below?: { readonly name: string; readonly most: number };
}

/** `written`, or the numbers of the steps whose expectation did not hold (nothing was written then). */
export type Written = { readonly written: true } | { readonly written: false; readonly failed: readonly number[] };

interface Condition {
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, unknown>;
}

const conditionOf = (expected: Expected): Condition => {
  if (expected === 'any') return {};
  if (expected === 'absent')
    return { ConditionExpression: 'attribute_not_exists(#pk)', ExpressionAttributeNames: { '#pk': 'pk' } };
  const wanted = Object.entries<string | undefined>({
    ...('etag' in expected ? { etag: expected.etag } : {}),
    ...expected.also,
  });
  const values = wanted.flatMap(([, value], n) => (value === undefined ? [] : [[`:v${n}`, value] as const]));
  return {
    ConditionExpression: wanted
      .map(([, value], n) => (value === undefined ? `attribute_not_exists(#n${n})` : `#n${n} = :v${n}`))
      .join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(wanted.map(([name], n) => [`#n${n}`, name])),
    ...(values.length > 0 && { ExpressionAttributeValues: Object.fromEntries(values) }),
  };
};

/** Reads one item strongly and parses it. @throws ZodError when the stored row is not what its schema says. */
export const readItem = async <Schema extends z.ZodType>(
  { dynamo, table }: TableAt,
  { pk, sk }: Key,
  schema: Schema,
): Promise<z.infer<Schema> | undefined> => {
  const { Item: item } = await dynamo.send(new GetCommand({ TableName: table, Key: { pk, sk }, ConsistentRead: true }));
  return item === undefined ? undefined : schema.parse(item);
};

/** Pauses before a write that met a transaction, or a transaction that met another one, is tried again, in milliseconds. */
const pauses = [20, 60, 150, 400];

/**
 * Tries again while it meets others at the same item.
 * @throws ProblemError `conflict` when others kept meeting it.
 */
const untilAlone = async <Result>(
  attempt: () => Promise<Result>,
  hasMet: (error: unknown) => boolean,
): Promise<Result> => {
  for (const pause of [...pauses, undefined]) {
    try {
      return await attempt();
    } catch (error) {
      if (!hasMet(error)) throw error;
      if (pause === undefined) throw new ProblemError('conflict', [], { cause: error });
      await wait(pause * (0.5 + Math.random()));
    }
  }
  throw new ProblemError('conflict');
};

/**
 * Writes one item if the expectation holds. A write whose answer was lost and that the client repeated finds its own
 * item: that counts as written, unless `found` says otherwise, as for things that two may create alike at the same time.
 * A meeting with a transaction is retried a few times.
 * @throws ProblemError `conflict` when others kept meeting it.
 */
export const putItem = async (
  { dynamo, table }: TableAt,
  item: Item,
  expected: Expected,
  found: 'written' | 'conflict' = 'written',
): Promise<'written' | 'conflict'> => {
  try {
    await untilAlone(
      () => dynamo.send(new PutCommand({ TableName: table, Item: item, ...conditionOf(expected) })),
      (error) => error instanceof TransactionConflictException,
    );
    return 'written';
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const there = await dynamo.send(
      new GetCommand({ TableName: table, Key: { pk: item.pk, sk: item.sk }, ConsistentRead: true }),
    );
    return there.Item !== undefined && canonicalJson(there.Item) === canonicalJson(item) ? found : 'conflict';
  }
};

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const toUpdate = (table: string, { count: { pk, sk }, type, amounts, below }: CountStep): TransactItem => {
  const named = Object.entries(amounts);
  return {
    Update: {
      TableName: table,
      Key: { pk, sk },
      UpdateExpression: `SET #type = :type ADD ${named.map((_, n) => `#n${n} :v${n}`).join(', ')}`,
      ExpressionAttributeNames: {
        '#type': 'type',
        ...Object.fromEntries(named.map(([name], n) => [`#n${n}`, name])),
        ...(below !== undefined && { '#below': below.name }),
      },
      ExpressionAttributeValues: {
        ':type': type,
        ...Object.fromEntries(named.map(([, amount], n) => [`:v${n}`, amount])),
        ...(below !== undefined && { ':most': below.most }),
      },
      ...(below !== undefined && { ConditionExpression: 'attribute_not_exists(#below) OR #below < :most' }),
    },
  };
};

const toTransactItem = (table: string, step: Step): TransactItem => {
  if ('count' in step) return toUpdate(table, step);
  const condition = conditionOf(step.expected);
  if ('put' in step) return { Put: { TableName: table, Item: step.put, ...condition } };
  if ('remove' in step)
    return { Delete: { TableName: table, Key: { pk: step.remove.pk, sk: step.remove.sk }, ...condition } };
  const {
    ConditionExpression = 'attribute_exists(#pk)',
    ExpressionAttributeNames = { '#pk': 'pk' },
    ...rest
  } = condition;
  return {
    ConditionCheck: {
      TableName: table,
      Key: { pk: step.check.pk, sk: step.check.sk },
      ConditionExpression,
      ExpressionAttributeNames,
      ...rest,
    },
  };
};

/** Why a step did not go through though its expectation held: the next try may. */
const passing: readonly (string | undefined)[] = [
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
];

const reasonsOf = (error: TransactionCanceledException): readonly (string | undefined)[] =>
  (error.CancellationReasons ?? []).map(({ Code }) => Code);

/**
 * Writes all steps or none (at most 100). A meeting with another transaction is retried a few times.
 * @throws ProblemError `conflict` when others kept meeting it.
 */
export const transact = async (at: TableAt, steps: readonly Step[]): Promise<Written> => {
  const TransactItems = steps.map((step) => toTransactItem(at.table, step));
  const attempt = async (): Promise<Written> => {
    try {
      await at.dynamo.send(new TransactWriteCommand({ TransactItems }));
      return { written: true };
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const failed = reasonsOf(error).flatMap((code, n) => (code === 'ConditionalCheckFailed' ? [n] : []));
      if (failed.length > 0) return { written: false, failed };
      throw error;
    }
  };
  return untilAlone(
    attempt,
    (error) => error instanceof TransactionCanceledException && reasonsOf(error).some((code) => passing.includes(code)),
  );
};
