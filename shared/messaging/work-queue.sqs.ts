import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { ListingKey } from '../domain/listing/store.ts';
import type { Timeouts } from '../persistence/dynamo.ts';

const Plain = z.object({ productId: z.string(), accountId: z.string() });
const FromBus = z.object({ detail: z.object({ data: Plain }) }).transform(({ detail }) => detail.data);

/** The listing that a work message points at: the bus's event or a plain key. @throws Error for anything else. */
export const listingOfMessage = (body: string): ListingKey => z.union([FromBus, Plain]).parse(JSON.parse(body));

/** SQS delays at most this long. */
export const mostDelayMs = 15 * 60_000;

export const createSqs = ({ connectMs, requestMs }: Timeouts): SQSClient =>
  new SQSClient({ maxAttempts: 3, requestHandler: { connectionTimeout: connectMs, requestTimeout: requestMs } });

/** Sends one "look at this listing", visible after a delay (rounded up to whole seconds). */
export const sendLook = async (sqs: SQSClient, queueUrl: string, key: ListingKey, delayMs: number): Promise<void> => {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify({ productId: key.productId, accountId: key.accountId }),
      DelaySeconds: Math.min(900, Math.max(0, Math.ceil(delayMs / 1000))),
    }),
  );
};

/** Sends many, ten at a time. What a batch refused stays due and is swept again. */
export const sendLooks = async (sqs: SQSClient, queueUrl: string, keys: readonly ListingKey[]): Promise<void> => {
  for (let n = 0; n < keys.length; n += 10) {
    await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: keys.slice(n, n + 10).map(({ productId, accountId }, i) => ({
          Id: String(i),
          MessageBody: JSON.stringify({ productId, accountId }),
        })),
      }),
    );
  }
};
