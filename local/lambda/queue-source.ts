import * as z from 'zod';
import type { Message, Queues } from '../aws/sqs.ts';
import { compilePattern } from '../aws/event-pattern.ts';
import type { Plan, PlannedQueue } from '../template/plan.ts';
import type { Pool } from './pool.ts';
import type { Unkindness } from './unkind.ts';

const PartialFailure = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) });
const MessageAttribute = z.looseObject({
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
  DataType: z.string(),
});

/** Something that feeds a function until stopped. */
export interface Source {
  readonly start: () => Promise<void>;
  readonly stop: () => void;
}

/** The look at a queue that catches what no wake-up told of. */
const fallbackMs = 5_000;
/** Pollers that Lambda starts with. */
const defaultConcurrency = 5;

const toRecord = (queue: PlannedQueue, region: string, message: Message) => ({
  messageId: message.MessageId,
  receiptHandle: message.ReceiptHandle,
  body: message.Body,
  attributes: message.Attributes,
  messageAttributes: Object.fromEntries(
    Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => {
      const { StringValue, BinaryValue, DataType } = MessageAttribute.parse(value);
      return [
        name,
        {
          stringValue: StringValue,
          binaryValue: BinaryValue,
          dataType: DataType,
          stringListValues: [],
          binaryListValues: [],
        },
      ];
    }),
  ),
  md5OfBody: message.MD5OfBody,
  eventSource: 'aws:sqs',
  eventSourceARN: queue.arn,
  awsRegion: region,
});

/** Feeds a function from a queue: wakes when something is sent, keeps what failed, deletes what did not. */
export const createQueueSource = (deps: {
  readonly mapping: Plan['mappings'][number];
  readonly queue: PlannedQueue;
  readonly region: string;
  readonly queues: Queues;
  readonly pool: Pool;
  readonly unkind: Unkindness;
}): Source => {
  const { mapping, queue, queues, pool, unkind } = deps;
  const batchSize = mapping.BatchSize ?? 10;
  const limit = mapping.ScalingConfig?.MaximumConcurrency ?? defaultConcurrency;
  const windowMs = mapping.MaximumBatchingWindowInSeconds * 1000;
  const filters = mapping.FilterCriteria?.Filters.map(({ Pattern }) =>
    compilePattern(mapping.id, z.record(z.string(), z.unknown()).parse(JSON.parse(Pattern))),
  );
  const timers = new Set<NodeJS.Timeout>();
  let inFlight = 0;
  let isPumping = false;
  let isAskedAgain = false;
  let isStopped = true;

  const wakeAfter = (ms: number): void => {
    if (isStopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      void pump();
    }, ms);
    timers.add(timer);
  };

  const collect = async (): Promise<readonly Message[]> => {
    const messages: Message[] = [];
    const until = Date.now() + windowMs;
    for (;;) {
      const more = await queues.receive(queue, Math.min(10, batchSize - messages.length));
      messages.push(...more);
      if (messages.length >= batchSize || (more.length < 10 && (messages.length === 0 || Date.now() >= until)))
        return messages;
      if (more.length === 0) await new Promise((resolve) => setTimeout(resolve, Math.min(50, windowMs)));
    }
  };

  const isWanted = (message: Message): boolean => {
    if (filters === undefined) return true;
    try {
      const body: unknown = JSON.parse(message.Body);
      return filters.some((matches) => matches({ body }));
    } catch {
      return false;
    }
  };

  const deliver = async (received: readonly Message[]): Promise<void> => {
    const wanted = unkind.shuffle(received.filter(isWanted));
    // what the filter refuses is gone, as on AWS
    const done = new Set(received.filter((message) => !wanted.includes(message)));
    if (wanted.length > 0) {
      const event = { Records: wanted.map((message) => toRecord(queue, deps.region, message)) };
      const outcome = await pool.invoke(mapping.functionArn, event);
      const failed = failuresOf(outcome, wanted);
      for (const message of wanted) if (!failed.has(message.MessageId)) done.add(message);
      if (failed.size < wanted.length && unkind.isDoubled()) await pool.invoke(mapping.functionArn, event);
    }
    await queues.remove(
      queue,
      [...done].map(({ ReceiptHandle }) => ReceiptHandle),
    );
    if (done.size < received.length) wakeAfter(queue.properties.VisibilityTimeout * 1000 + 100);
  };

  const failuresOf = (outcome: Awaited<ReturnType<Pool['invoke']>>, sent: readonly Message[]): ReadonlySet<string> => {
    const all = () => new Set(sent.map(({ MessageId }) => MessageId));
    if (!outcome.ok) return all();
    if (mapping.FunctionResponseTypes.length === 0) return new Set();
    const partial = PartialFailure.safeParse(outcome.payload);
    if (!partial.success) return new Set();
    const ids = new Set(partial.data.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    // an identifier that is not in the batch makes the whole batch a failure
    return [...ids].every((id) => sent.some(({ MessageId }) => MessageId === id)) ? ids : all();
  };

  const pump = async (): Promise<void> => {
    isAskedAgain = true;
    if (isPumping || isStopped) return;
    isPumping = true;
    try {
      while (isAskedAgain && inFlight < limit && !stopped()) {
        isAskedAgain = false;
        const messages = await collect();
        if (messages.length === 0) continue;
        isAskedAgain = true;
        inFlight += 1;
        void deliver(messages)
          .catch((fault: unknown) =>
            console.error(`queue ${queue.name}: ${fault instanceof Error ? fault.message : String(fault)}`),
          )
          .finally(() => {
            inFlight -= 1;
            void pump();
          });
      }
    } catch (fault) {
      if (!stopped()) console.error(`queue ${queue.name}: ${fault instanceof Error ? fault.message : String(fault)}`);
    } finally {
      isPumping = false;
    }
  };
  const stopped = (): boolean => isStopped;

  return {
    start: () => {
      isStopped = false;
      queues.onMessage(queue.name, (delaySeconds) => wakeAfter(delaySeconds === 0 ? 0 : delaySeconds * 1000 + 50));
      const fallback = setInterval(() => void pump(), fallbackMs);
      timers.add(fallback);
      void pump();
      return Promise.resolve();
    },
    stop: () => {
      isStopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
};
