import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { PhotoReason } from '../domain/photo/photo.ts';
import type { PhotoAddress, PhotoRepository } from '../domain/photo/photo-repository.ts';
import type { TableAt } from './dynamo.ts';
import { registerKeys } from './keys.ts';
import { PhotoRow } from './rows/photo-row.ts';
import { readItem } from './versioned-item.ts';

const Begun = z.object({ tries: z.record(z.string(), z.int()) });

type Update = Pick<
  UpdateCommandInput,
  'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

const isWaiting = '#state = :waiting';

/** Decides a photo that will not come; one whose upload came, or that was decided, stays as it is. */
export const createRefusePhoto =
  ({ dynamo, table }: TableAt) =>
  async ({ productId, photoId }: PhotoAddress, reason: PhotoReason): Promise<void> => {
    try {
      await dynamo.send(
        new UpdateCommand({
          TableName: table,
          Key: registerKeys.photo(productId, photoId),
          UpdateExpression: 'SET #state = :rejected, #reason = :reason REMOVE #tries',
          ConditionExpression: `${isWaiting} AND attribute_not_exists(#object)`,
          ExpressionAttributeNames: {
            '#state': 'state',
            '#reason': 'reason',
            '#tries': 'tries',
            '#object': 'objectEtag',
          },
          ExpressionAttributeValues: { ':waiting': 'waiting', ':rejected': 'rejected', ':reason': reason },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  };

/** The records of photos in DynamoDB. */
export const createPhotoRepository = ({ dynamo, table }: TableAt): PhotoRepository => {
  /** @returns the item's new attributes, or undefined when the condition did not hold. */
  const update = async ({ productId, photoId }: PhotoAddress, input: Update): Promise<unknown> => {
    try {
      const { Attributes } = await dynamo.send(
        new UpdateCommand({
          TableName: table,
          Key: registerKeys.photo(productId, photoId),
          ReturnValues: 'ALL_NEW',
          ...input,
        }),
      );
      return Attributes;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  };

  return {
    begin: async (attempt) => {
      const attributes = await update(attempt, {
        UpdateExpression: 'SET #object = :object, #tries.#message = if_not_exists(#tries.#message, :zero) + :one',
        ConditionExpression: `${isWaiting} AND (attribute_not_exists(#object) OR #object = :object)`,
        ExpressionAttributeNames: {
          '#state': 'state',
          '#object': 'objectEtag',
          '#tries': 'tries',
          '#message': attempt.messageId,
        },
        ExpressionAttributeValues: { ':waiting': 'waiting', ':object': attempt.objectEtag, ':zero': 0, ':one': 1 },
      });
      return attributes === undefined ? 'refused' : { tries: Begun.parse(attributes).tries[attempt.messageId] ?? 1 };
    },

    giveBack: async (attempt) => {
      await update(attempt, {
        UpdateExpression: 'SET #tries.#message = #tries.#message - :one',
        ConditionExpression: `${isWaiting} AND #tries.#message >= :one`,
        ExpressionAttributeNames: { '#state': 'state', '#tries': 'tries', '#message': attempt.messageId },
        ExpressionAttributeValues: { ':waiting': 'waiting', ':one': 1 },
      });
    },

    finish: async (attempt, outcome) => {
      const fields = Object.entries(outcome);
      const attributes = await update(attempt, {
        UpdateExpression: `SET ${fields.map((_, n) => `#f${n} = :f${n}`).join(', ')} REMOVE #tries`,
        ConditionExpression: `${isWaiting} AND #object = :object`,
        ExpressionAttributeNames: {
          '#state': 'state',
          '#object': 'objectEtag',
          '#tries': 'tries',
          ...Object.fromEntries(fields.map(([name], n) => [`#f${n}`, name])),
        },
        ExpressionAttributeValues: {
          ':waiting': 'waiting',
          ':object': attempt.objectEtag,
          ...Object.fromEntries(fields.map(([, value], n) => [`:f${n}`, value])),
        },
      });
      return attributes !== undefined;
    },

    giveUp: async (attempt) => {
      const attributes = await update(attempt, {
        UpdateExpression: 'SET #state = :rejected, #reason = :reason REMOVE #tries',
        ConditionExpression: `${isWaiting} AND attribute_exists(#tries.#message)`,
        ExpressionAttributeNames: {
          '#state': 'state',
          '#reason': 'reason',
          '#tries': 'tries',
          '#message': attempt.messageId,
        },
        ExpressionAttributeValues: {
          ':waiting': 'waiting',
          ':rejected': 'rejected',
          ':reason': 'photo-replaced',
        },
      });
      if (attributes !== undefined) return 'given-up';
      const row = await readItem({ dynamo, table }, registerKeys.photo(attempt.productId, attempt.photoId), PhotoRow);
      return row?.state === 'waiting' ? 'waiting' : 'decided';
    },
  };
};
