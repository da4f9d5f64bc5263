import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { createLogger, type Logger } from '../../shared/observability/logger.ts';
import { accountReader } from '../../shared/persistence/account-reader.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { listingRepository } from '../../shared/persistence/listing-repository.dynamo.ts';
import { productsOfIkm } from '../../shared/persistence/product-list.dynamo.ts';
import { readProduct } from '../../shared/persistence/product-repository.dynamo.ts';
import { releaseRepository } from '../../shared/persistence/release-repository.dynamo.ts';
import { followReleases, stepRelease, type ApplyReleasesDeps } from './use-case.ts';

const Message = z.object({
  detail: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('partner.release-changed.v1'),
      data: z.object({ ikmId: z.string(), partnerId: z.string() }),
    }),
    z.object({
      type: z.literal('product.curated.v1'),
      data: z.object({ ikmId: z.string(), productId: z.string(), decision: z.string() }),
    }),
  ]),
});

const createHandler = (deps: ApplyReleasesDeps & { readonly logger: Logger }) => {
  const step = stepRelease(deps);
  const follow = followReleases(deps);
  return async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const failed = await Promise.all(
      event.Records.map(async ({ messageId, body }) => {
        try {
          const { detail } = Message.parse(JSON.parse(body));
          if (detail.type === 'partner.release-changed.v1') await step(detail.data.ikmId, detail.data.partnerId);
          else if (detail.data.decision === 'approve') await follow(detail.data.ikmId, detail.data.productId);
          return [];
        } catch (error) {
          deps.logger.error('release failed', {
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

const wire = (): ApplyReleasesDeps & { readonly logger: Logger } => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const dynamo = createDynamo({ connectMs: 1_000, requestMs: 3_000 });
  const register = { dynamo, table: env.TABLE_REGISTER };
  const table = { dynamo, table: env.TABLE_LISTINGS };
  return {
    logger: createLogger('apply-releases'),
    clock: Date.now,
    accounts: accountReader(table),
    releases: releaseRepository(table),
    listings: listingRepository(table, Date.now),
    productsOfIkm: productsOfIkm(register),
    productOf: async (productId) => (await readProduct(register, productId))?.product,
  };
};

export const handler = createHandler(wire());
