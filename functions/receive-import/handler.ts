import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { createLogger, type Logger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createImportFiles } from '../../shared/persistence/import-files.s3.ts';
import { createImports } from '../../shared/persistence/imports.dynamo.ts';
import { createS3 } from '../../shared/persistence/photo-store.s3.ts';
import { receiveImport, type ReceiveImportDeps } from './use-case.ts';

/** "Object Created" of S3 as EventBridge carries it (User Guide, "EventBridge event structure"): the key is not escaped. */
const ObjectCreated = z.object({ detail: z.object({ object: z.object({ key: z.string() }) }) });

const createHandler = (deps: ReceiveImportDeps & { readonly logger: Logger }) => {
  const receive = receiveImport(deps);
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed: string[] = [];
    for (const { messageId, body } of Records) {
      try {
        await receive(ObjectCreated.parse(JSON.parse(body)).detail.object.key);
      } catch (error) {
        deps.logger.error('upload not received', {
          code: logCodes.recordFailed,
          messageId,
          error: error instanceof Error ? error.stack : String(error),
        });
        failed.push(messageId);
      }
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
};

const wire = (): ReceiveImportDeps & { readonly logger: Logger } => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), INTAKE_BUCKET: z.string() }));
  const timeouts = { connectMs: 1_000, requestMs: 2_500 };
  const register = { dynamo: createDynamo(timeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('receive-import'),
    clock: Date.now,
    imports: createImports(register, Date.now),
    files: createImportFiles({ s3: createS3(timeouts), bucket: env.INTAKE_BUCKET }),
  };
};

export const handler = createHandler(wire());
