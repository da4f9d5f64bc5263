import { describe, expect, test } from '@jest/globals';
import { toStreamRecord } from '../../../shared/messaging/stream-record.ts';

describe('a stream record', () => {
  test('becomes plain values', () => {
    expect(
      toStreamRecord({
        eventSourceARN: 'arn:aws:dynamodb:r:0:table/t/stream/s',
        dynamodb: {
          SequenceNumber: '17',
          ApproximateCreationDateTime: 1_795_334_400,
          OldImage: { pk: { S: 'A#1' } },
          NewImage: {
            pk: { S: 'A#1' },
            count: { N: '12.5' },
            open: { BOOL: false },
            none: { NULL: true },
            list: { L: [{ S: 'x' }, { N: '1' }] },
            nested: { M: { deep: { M: { at: { S: 'y' } } } } },
          },
        },
      }),
    ).toEqual({
      stream: 'arn:aws:dynamodb:r:0:table/t/stream/s',
      sequence: '17',
      at: '2026-11-22T08:00:00.000Z',
      before: { pk: 'A#1' },
      after: { pk: 'A#1', count: 12.5, open: false, none: null, list: ['x', 1], nested: { deep: { at: 'y' } } },
    });
  });

  test('without its place cannot be taken', () => {
    expect(() => toStreamRecord({ eventSourceARN: 'arn', dynamodb: {} })).toThrow(TypeError);
    expect(() => toStreamRecord({ dynamodb: { SequenceNumber: '1' } })).toThrow(TypeError);
  });
});
