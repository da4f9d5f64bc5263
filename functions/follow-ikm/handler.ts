import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { createLogger, type Logger } from '../../shared/observability/logger.ts';
import { changeAccount } from '../../shared/persistence/account-changes.dynamo.ts';
import { accountReader } from '../../shared/persistence/account-reader.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { listingRepository } from '../../shared/persistence/listing-repository.dynamo.ts';
import { createMemberRepository } from '../../shared/persistence/member-repository.dynamo.ts';
import { createPlaceOfIkm } from '../../shared/persistence/places.dynamo.ts';
import { productsOfIkm } from '../../shared/persistence/product-list.dynamo.ts';
import { createProductRepository } from '../../shared/persistence/product-repository.dynamo.ts';
import { createTeams } from '../../shared/persistence/teams.dynamo.ts';
import { followIkm, type FollowIkmDeps } from './use-case.ts';

const Message = z.object({ detail: z.object({ data: z.object({ ikmId: z.string() }) }) });

const createHandler = (deps: FollowIkmDeps & { readonly logger: Logger }) => {
  const follow = followIkm(deps);
  return async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const failed = await Promise.all(
      event.Records.map(async ({ messageId, body }) => {
        try {
          await follow(Message.parse(JSON.parse(body)).detail.data.ikmId);
          return [];
        } catch (error) {
          deps.logger.error('following an IKM failed', {
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

const wire = (): FollowIkmDeps & { readonly logger: Logger } => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const dynamo = createDynamo({ connectMs: 1_000, requestMs: 3_000 });
  const register = { dynamo, table: env.TABLE_REGISTER };
  const table = { dynamo, table: env.TABLE_LISTINGS };
  return {
    logger: createLogger('follow-ikm'),
    placeOfIkm: createPlaceOfIkm(register),
    products: createProductRepository(register, Date.now),
    productsOfIkm: productsOfIkm(register),
    listings: listingRepository(table, Date.now),
    accounts: { ...accountReader(table), change: changeAccount(table) },
    teams: createTeams(register),
    members: createMemberRepository(register),
    clock: Date.now,
  };
};

export const handler = createHandler(wire());
