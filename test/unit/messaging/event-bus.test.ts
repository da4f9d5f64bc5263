import { describe, expect, test } from '@jest/globals';
import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { EventOf } from '../../../events/catalog.ts';
import { createEventBus } from '../../../shared/messaging/event-bus.ts';

const sentraId = '01JCXQ4Z8E5T7V9W1Y3A5C7E9G';
const event = (id: string): EventOf<'sentra.registered.v1'> => ({
  specversion: '1.0',
  id,
  source: 'ikm',
  type: 'sentra.registered.v1',
  subject: `sentra/${sentraId}`,
  time: '2026-11-22T08:00:00.000Z',
  dataschema: 'urn:e-smart-ikm:event:sentra.registered:1.0',
  data: { sentraId },
});
const idOf = ({ Detail = '' }: PutEventsRequestEntry): string => JSON.parse(Detail).id;

/** A bus that answers each entry as told, and remembers its calls by event ids. */
const busWith = (answer: (id: string, call: number) => string | undefined) => {
  const calls: string[][] = [];
  const waits: number[] = [];
  const bus = createEventBus({
    busName: 'house',
    put: async (entries) => {
      calls.push(entries.map(idOf));
      return entries.map((entry) => answer(idOf(entry), calls.length));
    },
    sleep: async (ms) => void waits.push(ms),
    random: () => 0.5,
  });
  return { bus, calls, waits };
};
const many = (count: number) => Array.from({ length: count }, (_, index) => event(String(index)));

describe('the event bus', () => {
  test('sends at most ten events in a call, each once', async () => {
    const { bus, calls, waits } = busWith(() => undefined);
    expect((await bus.publish(many(95))).size).toBe(0);
    expect(calls.map(({ length }) => length)).toEqual([...Array<number>(9).fill(10), 5]);
    expect(new Set(calls.flat()).size).toBe(95);
    expect(waits).toEqual([]);
  });

  test('sends at most 256 kB in a call', async () => {
    const sizes: number[] = [];
    const bus = createEventBus({
      busName: 'house',
      put: async (entries) => {
        sizes.push(entries.reduce((sum, { Detail = '' }) => sum + Buffer.byteLength(Detail), 0));
        return entries.map(() => undefined);
      },
      sleep: async () => undefined,
      random: () => 0,
    });
    const big = many(6).map((each) => ({ ...each, data: { sentraId, ballast: 'x'.repeat(100_000) } }));
    await bus.publish(big);
    expect(sizes).toHaveLength(3);
    expect(Math.max(...sizes)).toBeLessThan(256 * 1024);
  });

  test('says on the bus what the contract names', async () => {
    const entries: PutEventsRequestEntry[] = [];
    const bus = createEventBus({
      busName: 'house',
      put: async (sent) => {
        entries.push(...sent);
        return sent.map(() => undefined);
      },
      sleep: async () => undefined,
      random: () => 0,
    });
    await bus.publish([event('1')]);
    expect(entries).toEqual([
      {
        EventBusName: 'house',
        Source: 'ikm',
        DetailType: 'sentra.registered.v1',
        Time: new Date('2026-11-22T08:00:00.000Z'),
        Detail: JSON.stringify(event('1')),
      },
    ]);
  });

  test('tries again only what failed, waiting longer each time', async () => {
    const { bus, calls, waits } = busWith((id, call) =>
      (id === '3' && call === 1) || (id === '14' && call <= 3) ? 'ThrottlingException' : undefined,
    );
    expect((await bus.publish(many(20))).size).toBe(0);
    expect(calls.slice(2)).toEqual([['3', '14'], ['14']]);
    expect(waits).toEqual([75, 225]);
  });

  test('reports what still fails after all tries, and nothing else', async () => {
    const { bus, calls } = busWith((id) => (id === '7' ? 'InternalFailure' : undefined));
    expect([...(await bus.publish(many(9)))]).toEqual([['7', { when: 'later', reason: 'InternalFailure' }]]);
    expect(calls.slice(1)).toEqual([['7'], ['7'], ['7']]);
  });

  test('counts a call that failed as a whole against each of its events', async () => {
    let call = 0;
    const bus = createEventBus({
      busName: 'house',
      put: async (entries) => {
        call += 1;
        if (call === 1) throw Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
        return entries.map((_, index) => (index === 0 ? 'InternalFailure' : undefined));
      },
      sleep: async () => undefined,
      random: () => 0,
    });
    expect([...(await bus.publish(many(3))).keys()]).toEqual(['0']);
    expect(call).toBe(4);
  });

  test('does not send what breaks its contract or is too large, and does not repeat what is malformed', async () => {
    const { bus, calls } = busWith((id) => (id === '2' ? 'MalformedDetail' : undefined));
    const wrong = { ...event('wrong'), data: { sentraId: 'Bu Sri, 0812' } };
    const huge = { ...event('huge'), data: { sentraId, ballast: 'x'.repeat(300_000) } };
    const unpublished = await bus.publish([event('1'), wrong, event('2'), huge]);
    expect([...unpublished]).toEqual([
      ['wrong', { when: 'never', reason: 'breaks its contract at data/sentraId' }],
      ['huge', { when: 'never', reason: 'too large for the bus' }],
      ['2', { when: 'never', reason: 'MalformedDetail' }],
    ]);
    expect(calls).toEqual([['1', '2']]);
  });
});
