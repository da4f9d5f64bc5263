import type { IkmEvent } from '../../events/catalog.ts';
import { ChangedRow } from '../../shared/messaging/changed-row.ts';
import type { EventBus } from '../../shared/messaging/event-bus.ts';
import type { StreamRecord } from '../../shared/messaging/stream-record.ts';
import { toEvents } from '../../shared/messaging/to-events.ts';

/** What can never be published: where it stands and why, without what it holds. */
export interface Parked {
  readonly stream: string;
  readonly sequence: string;
  readonly pk: string;
  readonly sk: string;
  readonly reason: string;
  readonly eventType?: string;
}

export interface PublishChangesDeps {
  readonly bus: EventBus;
  readonly park: (parked: Parked) => void;
  /** Told when the bus still refused after all tries. */
  readonly onThrottled: (count: number, reason: string) => void;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const parkingOf = ({ stream, sequence, before, after }: StreamRecord, reason: string): Parked => {
  const item = after ?? before;
  return { stream, sequence, pk: textOf(item?.['pk']), sk: textOf(item?.['sk']), reason };
};

/** The events of one record, or why it cannot be read. */
const read = (record: StreamRecord): readonly IkmEvent[] | string => {
  const [before, after] = [record.before, record.after].map((item) =>
    item === undefined ? undefined : ChangedRow.safeParse(item),
  );
  // without a sound old image a change would look like an appearance, and be told as one
  if (after !== undefined && !after.success) return `new image: ${pathsOf(after.error)}`;
  if (before !== undefined && !before.success) return `old image: ${pathsOf(before.error)}`;
  return toEvents({ ...record, before: before?.data, after: after?.data });
};

const pathsOf = (error: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] }): string =>
  error.issues.map(({ path }) => path.map(String).join('/')).join(', ');

/**
 * Publishes what a batch of stream records means. Answers the sequence number of the first record that must come again
 * (the stream then repeats from there), or undefined. A record that can never pass is parked, so that it does not hold up
 * the rows behind it.
 */
export const publishChanges =
  ({ bus, park, onThrottled }: PublishChangesDeps) =>
  async (records: readonly StreamRecord[]): Promise<string | undefined> => {
    const published = records.map((record) => {
      const events = read(record);
      if (typeof events !== 'string') return { record, events };
      park(parkingOf(record, events));
      return { record, events: [] };
    });
    const unpublished = await bus.publish(published.flatMap(({ events }) => events));
    let again: string | undefined;
    for (const { record, events } of published) {
      for (const { id, type } of events) {
        const fate = unpublished.get(id);
        if (fate?.when === 'never') park({ ...parkingOf(record, fate.reason), eventType: type });
        if (fate?.when === 'later') again ??= record.sequence;
      }
    }
    const later = [...unpublished.values()].filter(({ when }) => when === 'later');
    if (later[0] !== undefined) onThrottled(later.length, later[0].reason);
    return again;
  };
