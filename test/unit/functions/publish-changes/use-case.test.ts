import { describe, expect, test } from '@jest/globals';
import type { IkmEvent } from '../../../../events/catalog.ts';
import { publishChanges, type Parked } from '../../../../functions/publish-changes/use-case.ts';
import { IsoInstant } from '../../../../shared/domain/time.ts';
import type { StreamRecord } from '../../../../shared/messaging/stream-record.ts';

const sentra = (sequence: string, item: object = {}): StreamRecord => ({
  stream: 'arn:aws:dynamodb:r:0:table/register/stream/s',
  sequence,
  at: IsoInstant.parse('2026-11-22T08:00:00.000Z'),
  before: undefined,
  after: { pk: `SENTRA#${sequence}`, sk: 'SENTRA', type: 'sentra', sentraId: '01JCXQ4Z8E5T7V9W1Y3A5C7E9G', ...item },
});

const house = (fate: (event: IkmEvent, index: number) => 'later' | 'never' | undefined = () => undefined) => {
  const sent: IkmEvent[] = [];
  const parked: Parked[] = [];
  const throttled: [number, string][] = [];
  const publish = publishChanges({
    bus: {
      publish: async (events) => {
        sent.push(...events);
        return new Map(
          events.flatMap((event, index) => {
            const when = fate(event, index);
            return when === undefined ? [] : [[event.id, { when, reason: 'because' }] as const];
          }),
        );
      },
    },
    park: (each) => parked.push(each),
    onThrottled: (count, reason) => throttled.push([count, reason]),
  });
  return { publish, sent, parked, throttled };
};

describe('publishing changes', () => {
  test('sends all events of a batch and asks for nothing again', async () => {
    const { publish, sent, parked, throttled } = house();
    expect(await publish([sentra('1'), sentra('2')])).toBeUndefined();
    expect(sent.map(({ type }) => type)).toEqual(['sentra.registered.v1', 'sentra.registered.v1']);
    expect([parked, throttled]).toEqual([[], []]);
  });

  test('asks for the first record again whose event may pass later', async () => {
    const { publish, throttled } = house((_, index) => (index >= 1 ? 'later' : undefined));
    expect(await publish([sentra('1'), sentra('2'), sentra('3')])).toBe('2');
    expect(throttled).toEqual([[2, 'because']]);
  });

  test('parks an unreadable row by ids alone, and goes on with the rows behind it', async () => {
    const { publish, sent, parked } = house();
    expect(
      await publish([
        sentra('1', { sentraId: 12, leader: 'Bu Sri' }),
        sentra('2', { type: 'unheard-of' }),
        sentra('3'),
      ]),
    ).toBeUndefined();
    expect(sent).toHaveLength(1);
    expect(parked).toEqual([
      {
        stream: 'arn:aws:dynamodb:r:0:table/register/stream/s',
        sequence: '1',
        pk: 'SENTRA#1',
        sk: 'SENTRA',
        reason: 'new image: sentraId',
      },
      {
        stream: 'arn:aws:dynamodb:r:0:table/register/stream/s',
        sequence: '2',
        pk: 'SENTRA#2',
        sk: 'SENTRA',
        reason: 'new image: type',
      },
    ]);
  });

  test('does not take a change for an appearance when the old image is unreadable', async () => {
    const { publish, sent, parked } = house();
    expect(
      await publish([{ ...sentra('1'), before: { pk: 'SENTRA#1', sk: 'SENTRA', type: 'sentra' } }]),
    ).toBeUndefined();
    expect(sent).toEqual([]);
    expect(parked.map(({ reason }) => reason)).toEqual(['old image: sentraId']);
  });

  test('parks an event that the bus will never take, with its type', async () => {
    const { publish, parked } = house((_, index) => (index === 0 ? 'never' : undefined));
    expect(await publish([sentra('1'), sentra('2')])).toBeUndefined();
    expect(parked).toEqual([
      expect.objectContaining({ sequence: '1', eventType: 'sentra.registered.v1', reason: 'because' }),
    ]);
  });
});
