import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { eventBridgeBus, type EventBus } from '../../shared/messaging/event-bus.ts';
import { toStreamRecord } from '../../shared/messaging/stream-record.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { createLogger, type Logger } from '../../shared/observability/logger.ts';
import { publishChanges } from './use-case.ts';

export interface PublishChangesHandlerDeps {
  readonly bus: EventBus;
  readonly logger: Logger;
}

export const createHandler = ({ bus, logger }: PublishChangesHandlerDeps) => {
  const publish = publishChanges({
    bus,
    park: (parked) => {
      logger.error('parked a change that can never be published', { code: logCodes.eventUnpublishable, ...parked });
    },
    onThrottled: (count, reason) => {
      logger.warn('the bus refused events', { code: logCodes.eventsThrottled, count, reason });
    },
  });
  return async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const again = await publish(event.Records.map(toStreamRecord));
    return { batchItemFailures: again === undefined ? [] : [{ itemIdentifier: again }] };
  };
};

export const handler = createHandler({
  bus: eventBridgeBus(readEnv(z.object({ BUS_NAME: z.string() })).BUS_NAME, { connectMs: 1_000, requestMs: 5_000 }),
  logger: createLogger('publish-changes'),
});
