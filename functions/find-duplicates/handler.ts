import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { createLogger, type Logger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { duplicateRepository } from '../../shared/persistence/duplicates.dynamo.ts';
import { createIdentityHash } from '../../shared/persistence/identity-hash.kms.ts';
import { createIkmRepository } from '../../shared/persistence/ikm-repository.dynamo.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { likenessIndex } from '../../shared/persistence/likenesses.dynamo.ts';
import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { findDuplicates, type FindDuplicatesDeps } from './use-case.ts';

const Message = z.object({ detail: z.object({ data: z.object({ ikmId: z.string() }) }) });

const createHandler = (deps: FindDuplicatesDeps & { readonly logger: Logger }) => {
  const find = findDuplicates(deps);
  return async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const failed = await Promise.all(
      event.Records.map(async ({ messageId, body }) => {
        try {
          await find(Message.parse(JSON.parse(body)).detail.data.ikmId);
          return [];
        } catch (error) {
          deps.logger.error('looking for duplicates failed', {
            code: logCodes.recordFailed,
            messageId,
            error: error instanceof Error ? error.message : String(error),
          });
          return [{ itemIdentifier: messageId }];
        }
      }),
    );
    return { batchItemFailures: failed.flat() };
  };
};

const wire = (): FindDuplicatesDeps & { readonly logger: Logger } => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), SEAL_KEY_ID: z.string(), IDENTITY_KEY_ID: z.string() }));
  const patience = { connectMs: 1_000, requestMs: 3_000 };
  const register = { dynamo: createDynamo(patience), table: env.TABLE_REGISTER };
  const kms = createKms(patience);
  return {
    logger: createLogger('find-duplicates'),
    clock: Date.now,
    ikms: createIkmRepository(register),
    likenesses: likenessIndex(register),
    duplicates: duplicateRepository(register),
    sealer: createSealer({ kms, keyId: env.SEAL_KEY_ID, clock: Date.now }),
    hashIdentity: createIdentityHash({ kms, keyId: env.IDENTITY_KEY_ID }),
  };
};

export const handler = createHandler(wire());
