import { setTimeout as sleepFor } from 'node:timers/promises';
import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { catalog, type IkmEvent } from '../../events/catalog.ts';
import type { Timeouts } from '../persistence/dynamo.ts';

/** Limits of one PutEvents call: entries, and bytes of all its entries together. */
const maxEntries = 10;
const maxBytes = 256 * 1024;
/** Calls in flight at once: enough for a full stream batch within a second, well below Jakarta's 400 calls/s. */
const parallelCalls = 4;
/** Waits before the second, third and fourth try of what failed, in milliseconds; each is shortened at random. */
const waits = [100, 300, 900] as const;

/** What became of the events that did not reach the bus, by event id: `later` may pass when tried again, `never` cannot. */
export type Unpublished = ReadonlyMap<string, { readonly when: 'later' | 'never'; readonly reason: string }>;

export interface EventBus {
  /** Publishes all; what failed is tried again a few times, and only that. Does not throw for what the bus refuses. */
  readonly publish: (events: readonly IkmEvent[]) => Promise<Unpublished>;
}

/** Answer to one entry of a call: an error code, or none. */
type EntryAnswer = string | undefined;

export interface EventBusDeps {
  /** Sends at most ten entries and answers for each in order. Throws when the whole call failed. */
  readonly put: (entries: readonly PutEventsRequestEntry[]) => Promise<readonly EntryAnswer[]>;
  readonly busName: string;
  readonly sleep: (ms: number) => Promise<void>;
  /** In [0, 1). */
  readonly random: () => number;
}

interface Entry {
  readonly id: string;
  readonly bytes: number;
  readonly request: PutEventsRequestEntry;
}

/** Bytes as EventBridge counts them: 14 for the time, then UTF-8 of source, detail-type and detail. */
const sizeOf = ({ Source = '', DetailType = '', Detail = '' }: PutEventsRequestEntry): number =>
  14 + Buffer.byteLength(Source) + Buffer.byteLength(DetailType) + Buffer.byteLength(Detail);

const definitions = new Map<string, (typeof catalog)[number]>(catalog.map((each) => [each.type, each]));

const faultOf = (event: IkmEvent): string | undefined => {
  const parsed = definitions.get(event.type)?.envelope.safeParse(event);
  if (parsed === undefined) return 'unknown event type';
  // paths only: a wrong value might be anything
  return parsed.success
    ? undefined
    : `breaks its contract at ${parsed.error.issues.map((issue) => issue.path.join('/')).join(', ')}`;
};

const batchesOf = (entries: readonly Entry[]): readonly (readonly Entry[])[] => {
  const batches: Entry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const last = batches.at(-1);
    if (last === undefined || last.length === maxEntries || bytes + entry.bytes > maxBytes) {
      batches.push([entry]);
      bytes = entry.bytes;
    } else {
      last.push(entry);
      bytes += entry.bytes;
    }
  }
  return batches;
};

/** Refusals that the same entry will meet for ever (EventBridge, PutEventsResultEntry). Any other may pass later. */
const forEver = new Set(['MalformedDetail', 'InvalidArgument', 'ValidationException']);

/** The bus by its calls alone, so that tests can refuse what they like. */
export const createEventBus = ({ put, busName, sleep, random }: EventBusDeps): EventBus => {
  const toEntry = (event: IkmEvent): Entry => {
    const request = {
      EventBusName: busName,
      Source: event.source,
      DetailType: event.type,
      Time: new Date(event.time),
      Detail: JSON.stringify(event),
    };
    return { id: event.id, bytes: sizeOf(request), request };
  };

  const send = async (batch: readonly Entry[]): Promise<readonly (readonly [Entry, EntryAnswer])[]> => {
    const answers = await put(batch.map(({ request }) => request)).catch((error: unknown) =>
      batch.map(() => (error instanceof Error ? error.name : 'Error')),
    );
    return batch.map((entry, index) => [entry, answers[index]]);
  };

  const sendAll = async (entries: readonly Entry[]) => {
    const batches = batchesOf(entries);
    const answers: (readonly [Entry, EntryAnswer])[] = [];
    for (let at = 0; at < batches.length; at += parallelCalls) {
      answers.push(...(await Promise.all(batches.slice(at, at + parallelCalls).map(send))).flat());
    }
    return answers;
  };

  return {
    publish: async (events) => {
      const unpublished = new Map<string, { when: 'later' | 'never'; reason: string }>();
      let entries: Entry[] = [];
      for (const event of events) {
        const entry = toEntry(event);
        const fault = faultOf(event) ?? (entry.bytes > maxBytes ? 'too large for the bus' : undefined);
        if (fault === undefined) entries.push(entry);
        else unpublished.set(event.id, { when: 'never', reason: fault });
      }
      for (const wait of [...waits, undefined]) {
        const failed = (await sendAll(entries)).filter(([, error]) => error !== undefined);
        entries = [];
        for (const [entry, error = ''] of failed) {
          if (forEver.has(error)) unpublished.set(entry.id, { when: 'never', reason: error });
          else if (wait === undefined) unpublished.set(entry.id, { when: 'later', reason: error });
          else entries.push(entry);
        }
        if (entries.length === 0) break;
        if (wait !== undefined) await sleep(wait * (0.5 + random() / 2));
      }
      return unpublished;
    },
  };
};

/** The event bus on EventBridge. */
export const eventBridgeBus = (busName: string, { connectMs, requestMs }: Timeouts): EventBus => {
  const client = new EventBridgeClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: connectMs, requestTimeout: requestMs },
  });
  return createEventBus({
    busName,
    put: async (entries) => {
      const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: [...entries] }));
      return entries.map((_, index) => {
        const answer = Entries[index];
        // an entry without an answer may not have arrived
        return answer === undefined ? 'NoAnswer' : answer.ErrorCode;
      });
    },
    sleep: (ms) => sleepFor(ms),
    random: Math.random,
  });
};
