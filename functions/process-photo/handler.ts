import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { createLogger, type Logger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createPhotoRepository } from '../../shared/persistence/photo-repository.dynamo.ts';
import { createPhotoStore, createS3 } from '../../shared/persistence/photo-store.s3.ts';
import { createRender } from './render.ts';
import { processPhoto, type ProcessPhotoDeps } from './use-case.ts';

/** "Object Created" of S3 as EventBridge carries it (User Guide, "EventBridge event structure"): the key is not escaped. */
const ObjectCreated = z.object({ detail: z.object({ object: z.object({ key: z.string() }) }) });

export interface ProcessPhotoHandlerDeps extends Omit<ProcessPhotoDeps, 'onRejected'> {
  readonly logger: Logger;
}

export const createHandler = ({ logger, ...deps }: ProcessPhotoHandlerDeps) => {
  const process = processPhoto({
    ...deps,
    onRejected: ({ reason, ...photo }) => {
      logger.info('photo rejected', { code: logCodes.photoRejected, reason, ...photo });
    },
  });
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed: string[] = [];
    for (const { body, messageId } of Records) {
      try {
        const { detail } = ObjectCreated.parse(JSON.parse(body));
        await process({ key: detail.object.key, messageId });
      } catch (error) {
        const { name, stack } = error instanceof Error ? error : new Error('unknown');
        logger.error('photo not processed', { code: logCodes.recordFailed, messageId, error: name, stack });
        failed.push(messageId);
      }
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
};

const wire = (): ProcessPhotoHandlerDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), PHOTO_BUCKET: z.string() }));
  const timeouts = { connectMs: 1_000, requestMs: 10_000 };
  return {
    logger: createLogger('process-photo'),
    photos: createPhotoRepository({ dynamo: createDynamo(timeouts), table: env.TABLE_REGISTER }),
    store: createPhotoStore({ s3: createS3(timeouts), bucket: env.PHOTO_BUCKET }),
    render: createRender(),
  };
};

export const handler = createHandler(wire());
