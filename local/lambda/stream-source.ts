import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { engineHeaders } from '../aws/dynamodb-door.ts';
import type { CallEngine } from '../aws/engine-client.ts';
import { compilePattern } from '../aws/event-pattern.ts';
import { expiryMark } from '../engines/sweeper.ts';
import type { State } from '../state.ts';
import type { Plan, PlannedTable } from '../template/plan.ts';
import { createLane, type Lane } from './stream-lane.ts';
import type { Pool } from './pool.ts';
import type { Source } from './queue-source.ts';
import type { Unkindness } from './unkind.ts';

const Item = z.record(z.string(), z.unknown());
const StreamRecord = z.looseObject({
  eventID: z.string(),
  eventName: z.enum(['INSERT', 'MODIFY', 'REMOVE']),
  userIdentity: z.unknown().optional(),
  dynamodb: z.looseObject({
    Keys: Item,
    NewImage: Item.optional(),
    OldImage: Item.optional(),
    SequenceNumber: z.string(),
    ApproximateCreationDateTime: z.number(),
  }),
});
export type StreamRecord = z.infer<typeof StreamRecord>;
const Records = z.looseObject({ Records: z.array(StreamRecord), NextShardIterator: z.string().optional() });
const Iterator = z.looseObject({ ShardIterator: z.string() });
const Described = z.looseObject({ Table: z.looseObject({ LatestStreamArn: z.string() }) });
const Shards = z.looseObject({
  StreamDescription: z.looseObject({
    Shards: z.array(
      z.looseObject({
        ShardId: z.string(),
        SequenceNumberRange: z.looseObject({ EndingSequenceNumber: z.string().optional() }),
      }),
    ),
  }),
});

/** The engine has one shard; on AWS there are many, and keys of different shards know no order. */
const laneCount = 4;
/** Records read ahead of the function, so that a slow one does not fill the memory. */
const readAhead = 2_000;
const idleMs = 2_000;

/** Reads a table's stream and feeds a function, from where it stopped: at least once, in order per partition key. */
export const createStreamSource = (deps: {
  readonly mapping: Plan['mappings'][number];
  readonly table: PlannedTable;
  readonly region: string;
  readonly engine: CallEngine;
  readonly pool: Pool;
  readonly state: State;
  readonly unkind: Unkindness;
  readonly giveUp: (queueArn: string, body: string) => Promise<void>;
  /** Items ended by their time to live, see `expiryMark`. */
  readonly expired: ReadonlySet<string>;
  readonly onWake: (table: string, wake: () => void) => void;
}): Source => {
  const { mapping, table, engine, state } = deps;
  const filters = mapping.FilterCriteria?.Filters.map(({ Pattern }) =>
    compilePattern(mapping.id, Item.parse(JSON.parse(Pattern))),
  );
  let isStopped = false;
  let isWoken = false;
  let wakeUp = (): void => undefined;
  let lanes: readonly Lane[] = [];

  const ask = async <Schema extends z.ZodType>(
    service: string,
    operation: string,
    body: unknown,
    schema: Schema,
  ): Promise<z.infer<Schema>> => {
    const headers = engineHeaders(`${service}_20120810.${operation}`);
    const answer = await engine({ method: 'POST', path: '/', headers, body: JSON.stringify(body) });
    const text = answer.body.toString('utf8');
    if (answer.status !== 200) throw new Error(`${operation}: ${text}`);
    return schema.parse(JSON.parse(text));
  };

  /** Sequence numbers read and not yet delivered, in order; the position is just before the first. */
  const pending: { readonly sequence: string; isDone: boolean }[] = [];
  const key = `${mapping.id} ${table.name}`;
  let position = state.get('stream-position', key);

  const settle = (): void => {
    let last: string | undefined;
    while (pending[0]?.isDone === true) last = pending.shift()?.sequence;
    if (last === undefined) return;
    position = last;
    state.put('stream-position', key, last);
  };

  const isWanted = (record: StreamRecord): boolean => {
    const { NewImage, OldImage } = record.dynamodb;
    // the engine records writes that change nothing, AWS does not
    if (record.eventName === 'MODIFY' && isDeepStrictEqual(NewImage, OldImage)) return false;
    return filters?.some((matches) => matches(record)) ?? true;
  };

  /** An item that ended by itself: AWS names itself as the one who removed it. */
  const signed = (record: StreamRecord): StreamRecord => {
    if (record.eventName !== 'REMOVE' || !deps.expired.has(expiryMark(table, record.dynamodb.Keys))) return record;
    return { ...record, userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } };
  };

  const laneOf = (record: StreamRecord): Lane | undefined => {
    const hashKey = table.properties.KeySchema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '';
    const digest = createHash('md5').update(JSON.stringify(record.dynamodb.Keys[hashKey])).digest();
    return lanes[(digest[0] ?? 0) % laneCount];
  };

  /** Until woken, also by what happened since the last read began: a wake-up in between must not be lost. */
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      if (isWoken) {
        resolve();
        return;
      }
      const timer = setTimeout(resolve, idleMs);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const wake = (): void => {
    isWoken = true;
    wakeUp();
  };

  const openIterator = async (): Promise<string> => {
    const { Table } = await ask('DynamoDB', 'DescribeTable', { TableName: table.name }, Described);
    const StreamArn = Table.LatestStreamArn;
    const { StreamDescription } = await ask('DynamoDBStreams', 'DescribeStream', { StreamArn }, Shards);
    const shard = StreamDescription.Shards.at(-1);
    if (shard === undefined) throw new Error(`table ${table.name}: its stream has no shard`);
    const { ShardId, SequenceNumberRange } = shard;
    const start = mapping.StartingPosition ?? 'TRIM_HORIZON';
    if (position === undefined && start === 'LATEST') position = SequenceNumberRange.EndingSequenceNumber;
    const from =
      position === undefined
        ? { ShardIteratorType: start }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: position };
    return (await ask('DynamoDBStreams', 'GetShardIterator', { StreamArn, ShardId, ...from }, Iterator)).ShardIterator;
  };

  const readOn = async (iterator: string): Promise<string> => {
    isWoken = false;
    const { Records: records, NextShardIterator } = await ask(
      'DynamoDBStreams',
      'GetRecords',
      { ShardIterator: iterator, Limit: 1000 },
      Records,
    );
    for (const record of records) {
      const entry = { sequence: record.dynamodb.SequenceNumber, isDone: false };
      pending.push(entry);
      const done = () => {
        entry.isDone = true;
      };
      if (isWanted(record)) laneOf(record)?.push(signed(record), done);
      else done();
    }
    settle();
    if (records.length === 0) await pause();
    while (pending.length > readAhead && !stopped()) {
      isWoken = false;
      await pause();
    }
    return NextShardIterator ?? (await openIterator());
  };

  const run = async (): Promise<void> => {
    let iterator: string | undefined;
    while (!stopped()) {
      try {
        iterator = await readOn(iterator ?? (await openIterator()));
      } catch (fault) {
        if (stopped()) return;
        console.error(`stream of ${table.name}: ${fault instanceof Error ? fault.message : String(fault)}`);
        await pause();
      }
    }
  };
  const stopped = (): boolean => isStopped;

  return {
    start: () => {
      lanes = Array.from({ length: laneCount }, () =>
        createLane({
          mapping,
          streamArn: table.streamArn ?? '',
          region: deps.region,
          pool: deps.pool,
          unkind: deps.unkind,
          giveUp: deps.giveUp,
          onProgress: () => {
            settle();
            wakeUp();
          },
        }),
      );
      deps.onWake(table.name, wake);
      void run();
      return Promise.resolve();
    },
    stop: () => {
      isStopped = true;
      for (const lane of lanes) lane.stop();
      wake();
    },
  };
};
