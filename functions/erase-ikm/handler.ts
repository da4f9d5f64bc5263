import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { createLogger, type Logger } from '../../shared/observability/logger.ts';
import { dataRequests } from '../../shared/persistence/data-requests.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createIkmRepository } from '../../shared/persistence/ikm-repository.dynamo.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { objectSweep } from '../../shared/persistence/object-sweep.s3.ts';
import { createS3 } from '../../shared/persistence/photo-store.s3.ts';
import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { createDestroyers, listingsOfIkm } from './destroyers.ts';
import { takeDownProducts } from './take-down.ts';
import { eraseIkm, type EraseIkmDeps } from './use-case.ts';

const Message = z.object({
  detail: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('ikm.data-request-due.v1'),
      data: z.object({ ikmId: z.string(), requestId: z.string() }),
    }),
    z.object({ type: z.literal('listing.taken-off.v1'), data: z.object({ ikmId: z.string() }) }),
  ]),
});

const createHandler = (deps: EraseIkmDeps & { readonly logger: Logger }) => {
  const erase = eraseIkm(deps);
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed: string[] = [];
    for (const { messageId, body } of Records) {
      try {
        const { type, data } = Message.parse(JSON.parse(body)).detail;
        await (type === 'listing.taken-off.v1'
          ? erase.ofTakenOff(data.ikmId)
          : erase.ofRequest(data.ikmId, data.requestId));
      } catch (error) {
        deps.logger.error('erasure step failed', {
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

const wire = (): EraseIkmDeps & { readonly logger: Logger } => {
  const env = readEnv(
    z.object({
      TABLE_REGISTER: z.string(),
      TABLE_LISTINGS: z.string(),
      PHOTO_BUCKET: z.string(),
      FILES_BUCKET: z.string(),
      INTAKE_BUCKET: z.string(),
      SEAL_KEY_ID: z.string(),
    }),
  );
  const timeouts = { connectMs: 1_000, requestMs: 30_000 };
  const dynamo = createDynamo({ connectMs: 1_000, requestMs: 3_000 });
  const register = { dynamo, table: env.TABLE_REGISTER };
  const table = { dynamo, table: env.TABLE_LISTINGS };
  const s3 = createS3(timeouts);
  const clock = Date.now;
  return {
    logger: createLogger('erase-ikm'),
    clock,
    ikms: createIkmRepository(register),
    requests: dataRequests(register),
    takeDownProducts: takeDownProducts(register, objectSweep({ s3, bucket: env.PHOTO_BUCKET }), clock),
    listingsOf: listingsOfIkm(table, clock),
    destroy: createDestroyers({
      register,
      table,
      intake: objectSweep({ s3, bucket: env.INTAKE_BUCKET }),
      files: objectSweep({ s3, bucket: env.FILES_BUCKET }),
      sealer: createSealer({ kms: createKms(timeouts), keyId: env.SEAL_KEY_ID, clock }),
      clock,
    }),
  };
};

export const handler = createHandler(wire());
