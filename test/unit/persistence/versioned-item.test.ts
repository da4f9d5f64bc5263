import { describe, expect, test } from '@jest/globals';
import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import type { TableAt } from '../../../shared/persistence/dynamo.ts';
import { putItem, transact, type Step } from '../../../shared/persistence/versioned-item.ts';

/** Answers in turn; an error is thrown. */
const answering = (...answers: unknown[]) => {
  const sent: { input: Record<string, unknown> }[] = [];
  const send = async (command: { input: Record<string, unknown> }): Promise<unknown> => {
    sent.push(command);
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer ?? {};
  };
  return { at: { dynamo: { send }, table: 't' } as unknown as TableAt, sent };
};
const $metadata = {};
const cancelled = (...Codes: string[]) =>
  new TransactionCanceledException({ $metadata, message: '', CancellationReasons: Codes.map((Code) => ({ Code })) });
const failed = new ConditionalCheckFailedException({ $metadata, message: '' });
const met = new TransactionConflictException({ $metadata, message: '' });
const item = { pk: 'A#1', sk: 'A', etag: '2', name: 'x' };
const steps: Step[] = [
  { put: item, expected: { etag: '1', also: { subject: undefined, state: 's' } } },
  { put: { pk: 'B', sk: 'B' }, expected: 'absent' },
];

describe('one item', () => {
  test('whose answer was lost on the way counts as written when it is there', async () => {
    const { at } = answering(failed, { Item: { name: item.name, etag: item.etag, sk: item.sk, pk: item.pk } });
    expect(await putItem(at, item, { etag: '1' })).toBe('written');
  });
  test.each([[{ ...item, name: 'y' }], [undefined]])('meets %j: conflict', async (there) => {
    const { at } = answering(failed, { Item: there });
    expect(await putItem(at, item, { etag: '1' })).toBe('conflict');
  });
  test('is tried again when it met a transaction', async () => {
    const { at, sent } = answering(met, met);
    expect(await putItem(at, item, { etag: '1' })).toBe('written');
    expect(sent).toHaveLength(3);
  });
  test('gives up with a conflict when transactions keep meeting it', async () => {
    const { at } = answering(...Array.from({ length: 9 }, () => met));
    await expect(putItem(at, item, { etag: '1' })).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('transaction', () => {
  test('says what it relies on', async () => {
    const { at, sent } = answering();
    expect(await transact(at, steps)).toEqual({ written: true });
    expect(sent[0]!.input['TransactItems']).toMatchObject([
      {
        Put: {
          ConditionExpression: '#n0 = :v0 AND attribute_not_exists(#n1) AND #n2 = :v2',
          ExpressionAttributeNames: { '#n0': 'etag', '#n1': 'subject', '#n2': 'state' },
          ExpressionAttributeValues: { ':v0': '1', ':v2': 's' },
        },
      },
      { Put: { ConditionExpression: 'attribute_not_exists(#pk)' } },
    ]);
  });
  test('is tried again when it met another one', async () => {
    const { at, sent } = answering(cancelled('TransactionConflict', 'None'), cancelled('None', 'ThrottlingError'));
    expect(await transact(at, steps)).toEqual({ written: true });
    expect(sent).toHaveLength(3);
    const throttled = answering(cancelled('ProvisionedThroughputExceeded', 'None'));
    expect(await transact(throttled.at, steps)).toEqual({ written: true });
  });
  test('names the steps that did not hold, and is not tried again', async () => {
    const { at, sent } = answering(cancelled('TransactionConflict', 'ConditionalCheckFailed'));
    expect(await transact(at, steps)).toEqual({ written: false, failed: [1] });
    expect(sent).toHaveLength(1);
  });
  test('gives up with a conflict when others keep meeting it', async () => {
    const { at, sent } = answering(...Array.from({ length: 9 }, () => cancelled('TransactionConflict')));
    await expect(transact(at, steps)).rejects.toMatchObject({ code: 'conflict' });
    expect(sent).toHaveLength(5);
  });
  test('another fault is not swallowed', async () => {
    await expect(transact(answering(cancelled('ValidationError')).at, steps)).rejects.toThrow(
      TransactionCanceledException,
    );
    await expect(transact(answering(new Error('down')).at, steps)).rejects.toThrow('down');
  });
});
