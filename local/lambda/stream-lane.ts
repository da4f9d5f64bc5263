import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Plan } from '../template/plan.ts';
import type { Pool } from './pool.ts';
import type { StreamRecord } from './stream-source.ts';
import type { Unkindness } from './unkind.ts';

const PartialFailure = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().nullable() })) });

/** One shard's worth of a stream: its batches are delivered one after the other. */
export interface Lane {
  readonly push: (record: StreamRecord, done: () => void) => void;
  readonly stop: () => void;
}

interface Entry {
  readonly record: StreamRecord;
  readonly done: () => void;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Delivers as Lambda does from a shard: batch size, halving, bounded retries, on-failure destination, partial failures. */
export const createLane = (deps: {
  readonly mapping: Plan['mappings'][number];
  readonly streamArn: string;
  readonly region: string;
  readonly pool: Pool;
  readonly unkind: Unkindness;
  readonly giveUp: (queueArn: string, body: string) => Promise<void>;
  readonly onProgress: () => void;
}): Lane => {
  const { mapping, pool, unkind } = deps;
  const batchSize = mapping.BatchSize ?? 100;
  const queue: Entry[] = [];
  let isRunning = false;
  let isStopped = false;

  const finish = (entries: readonly Entry[]): void => {
    for (const { done } of entries) done();
    deps.onProgress();
  };

  const abandon = async (entries: readonly Entry[], attempts: number, condition: string): Promise<void> => {
    const destination = mapping.DestinationConfig?.OnFailure.Destination;
    const numbers = entries.map(({ record }) => record.dynamodb);
    const at = (index: number) => new Date((numbers.at(index)?.ApproximateCreationDateTime ?? 0) * 1000).toISOString();
    const body = {
      requestContext: {
        requestId: randomUUID(),
        functionArn: mapping.functionArn,
        condition,
        approximateInvokeCount: attempts,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: new Date().toISOString(),
      DDBStreamBatchInfo: {
        shardId: 'shardId-local',
        startSequenceNumber: numbers[0]?.SequenceNumber,
        endSequenceNumber: numbers.at(-1)?.SequenceNumber,
        approximateArrivalOfFirstRecord: at(0),
        approximateArrivalOfLastRecord: at(-1),
        batchSize: entries.length,
        streamArn: deps.streamArn,
      },
    };
    if (destination !== undefined) await deps.giveUp(destination, JSON.stringify(body));
    finish(entries);
  };

  /** Index of the first record to deliver again; the length when all are done. */
  const firstFailure = (outcome: Awaited<ReturnType<Pool['invoke']>>, entries: readonly Entry[]): number => {
    if (!outcome.ok) return 0;
    if (mapping.FunctionResponseTypes.length === 0) return entries.length;
    const partial = PartialFailure.safeParse(outcome.payload);
    if (!partial.success || partial.data.batchItemFailures.length === 0) return entries.length;
    const failed = new Set(partial.data.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const index = entries.findIndex(({ record }) => failed.has(record.dynamodb.SequenceNumber));
    // an identifier that is not in the batch makes the whole batch a failure
    return Math.max(index, 0);
  };

  const deliver = async (entries: readonly Entry[], failures: number): Promise<void> => {
    if (isStopped || entries.length === 0) return;
    const Records = entries.map(({ record }) => ({
      ...record,
      awsRegion: deps.region,
      eventSource: 'aws:dynamodb',
      eventSourceARN: deps.streamArn,
    }));
    const outcome = await pool.invoke(mapping.functionArn, { Records });
    const index = firstFailure(outcome, entries);
    if (index > 0) {
      if (unkind.isDoubled()) await pool.invoke(mapping.functionArn, { Records: Records.slice(0, index) });
      finish(entries.slice(0, index));
    }
    const rest = entries.slice(index);
    const [oldest] = rest;
    if (oldest === undefined || stopped()) return;
    const ageSeconds = Date.now() / 1000 - oldest.record.dynamodb.ApproximateCreationDateTime;
    if (mapping.MaximumRecordAgeInSeconds > 0 && ageSeconds > mapping.MaximumRecordAgeInSeconds)
      return abandon(rest, failures + 1, 'RecordAgeExceeded');
    if (index === 0 && mapping.BisectBatchOnFunctionError && rest.length > 1) {
      const half = Math.ceil(rest.length / 2);
      await deliver(rest.slice(0, half), failures);
      return deliver(rest.slice(half), failures);
    }
    const attempts = index > 0 ? 1 : failures + 1;
    if (mapping.MaximumRetryAttempts >= 0 && attempts > mapping.MaximumRetryAttempts)
      return abandon(rest, attempts, 'RetryAttemptsExhausted');
    await sleep(Math.min(100 * 2 ** attempts, 10_000));
    return deliver(rest, attempts);
  };
  const stopped = (): boolean => isStopped;

  const run = async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    while (queue.length > 0 && !stopped()) {
      const batch = queue.slice(0, batchSize);
      try {
        await deliver(batch, 0);
        queue.splice(0, batch.length);
      } catch (fault) {
        // what could not even be given up stays first in the lane
        console.error(`stream: ${fault instanceof Error ? fault.message : String(fault)}`);
        await sleep(1_000);
      }
    }
    isRunning = false;
  };

  return {
    push: (record, done) => {
      queue.push({ record, done });
      // after this turn, so that records read together are delivered together
      setImmediate(() => void run());
    },
    stop: () => {
      isStopped = true;
    },
  };
};
