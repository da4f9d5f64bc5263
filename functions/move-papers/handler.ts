import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { createLogger, type Logger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createPapers } from '../../shared/persistence/papers.dynamo.ts';
import { createPlaceOfIkm } from '../../shared/persistence/places.dynamo.ts';
import { movePapers, type MovePapersDeps } from './use-case.ts';

const Message = z.object({ detail: z.object({ data: z.object({ ikmId: z.string() }) }) });

const createHandler = (deps: MovePapersDeps & { readonly logger: Logger }) => {
  const move = movePapers(deps);
  return async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const failed = await Promise.all(
      event.Records.map(async ({ messageId, body }) => {
        try {
          await move(Message.parse(JSON.parse(body)).detail.data.ikmId);
          return [];
        } catch (error) {
          deps.logger.error('moving papers failed', {
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

const wire = (): MovePapersDeps & { readonly logger: Logger } => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo({ connectMs: 1_000, requestMs: 3_000 }), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('move-papers'),
    placeOfIkm: createPlaceOfIkm(register),
    papers: createPapers(register, Date.now),
  };
};

export const handler = createHandler(wire());
