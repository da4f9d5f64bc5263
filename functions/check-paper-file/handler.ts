import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { createLogger, type Logger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { paperFiles } from '../../shared/persistence/paper-files.s3.ts';
import { createPapers } from '../../shared/persistence/papers.dynamo.ts';
import { createS3 } from '../../shared/persistence/photo-store.s3.ts';
import { checkPaperFile, type CheckPaperFileDeps } from './use-case.ts';

/** "Object Created" of S3 as EventBridge carries it: the key is not escaped. */
const ObjectCreated = z.object({ detail: z.object({ object: z.object({ key: z.string() }) }) });

const createHandler = ({ logger, ...deps }: CheckPaperFileDeps & { readonly logger: Logger }) => {
  const check = checkPaperFile(deps);
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed: string[] = [];
    for (const { body, messageId } of Records) {
      try {
        await check(ObjectCreated.parse(JSON.parse(body)).detail.object.key);
      } catch (error) {
        const { name, stack } = error instanceof Error ? error : new Error('unknown');
        logger.error('file not checked', { code: logCodes.recordFailed, messageId, error: name, stack });
        failed.push(messageId);
      }
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
};

const wire = (): CheckPaperFileDeps & { readonly logger: Logger } => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), INTAKE_BUCKET: z.string() }));
  const timeouts = { connectMs: 1_000, requestMs: 10_000 };
  return {
    logger: createLogger('check-paper-file'),
    clock: Date.now,
    papers: createPapers({ dynamo: createDynamo(timeouts), table: env.TABLE_REGISTER }, Date.now),
    files: paperFiles({ s3: createS3(timeouts), bucket: env.INTAKE_BUCKET }),
  };
};

export const handler = createHandler(wire());
