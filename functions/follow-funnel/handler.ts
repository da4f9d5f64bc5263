import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { createLogger, type Logger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createFunnelRecords, createFunnelStore } from '../../shared/persistence/funnel.dynamo.ts';
import { createSaleOf } from '../../shared/persistence/sale-of.dynamo.ts';
import { createIkmsOfSentra } from '../../shared/persistence/places.dynamo.ts';
import { followFunnel, type FollowFunnelDeps } from './use-case.ts';

const Message = z.object({ detail: z.unknown() });

const createHandler = (deps: FollowFunnelDeps & { readonly logger: Logger }) => {
  const follow = followFunnel(deps);
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed: string[] = [];
    // one after the other: events of one batch often count in the same rows
    for (const { messageId, body } of Records) {
      try {
        await follow(Message.parse(JSON.parse(body)).detail);
      } catch (error) {
        deps.logger.error('funnel not followed', {
          code: logCodes.recordFailed,
          messageId,
          error: error instanceof Error ? error.message : String(error),
        });
        failed.push(messageId);
      }
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
};

const wire = (): FollowFunnelDeps & { readonly logger: Logger } => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const dynamo = createDynamo({ connectMs: 1_000, requestMs: 3_000 });
  const register = { dynamo, table: env.TABLE_REGISTER };
  return {
    logger: createLogger('follow-funnel'),
    funnel: createFunnelStore(register),
    records: createFunnelRecords(register),
    saleOf: createSaleOf({ dynamo, table: env.TABLE_LISTINGS }),
    ikmsOfSentra: createIkmsOfSentra(register),
  };
};

export const handler = createHandler(wire());
