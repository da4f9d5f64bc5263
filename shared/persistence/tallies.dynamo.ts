import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { toEpochSeconds, toIso, type Clock } from '../domain/time.ts';
import type { TableAt } from './dynamo.ts';
import { registerKeys } from './keys.ts';

const dayMs = 86_400_000;

/** Counts what somebody did on a day (UTC); answers false once it was `most` times. */
export const createTally =
  ({ dynamo, table }: TableAt, clock: Clock) =>
  async (what: string, who: string, most: number): Promise<boolean> => {
    const nowMs = clock();
    try {
      await dynamo.send(
        new UpdateCommand({
          TableName: table,
          Key: registerKeys.tally(what, who, toIso(nowMs).slice(0, 10)),
          UpdateExpression: 'ADD #count :one SET #type = :type, expiresAt = :expiresAt',
          ConditionExpression: 'attribute_not_exists(#count) OR #count < :most',
          ExpressionAttributeNames: { '#count': 'count', '#type': 'type' },
          ExpressionAttributeValues: {
            ':one': 1,
            ':most': most,
            ':type': 'tally',
            ':expiresAt': toEpochSeconds(nowMs + 2 * dayMs),
          },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };
