import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { causes, type Cause } from '../../shared/domain/listing/causes.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { createLogger, type Logger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createIkmsOfSentra } from '../../shared/persistence/places.dynamo.ts';
import { listingRepository } from '../../shared/persistence/listing-repository.dynamo.ts';
import { markListings, type MarkListingsDeps } from './use-case.ts';

const isCause = (type: string): type is Cause => type in causes;
const Message = z.object({
  detail: z.object({
    type: z.string().refine(isCause),
    data: z.object({
      productId: z.string().optional(),
      ikmId: z.string().optional(),
      accountId: z.string().optional(),
      sentraId: z.string().optional(),
    }),
  }),
});

const createHandler = (deps: MarkListingsDeps & { readonly logger: Logger }) => {
  const mark = markListings(deps);
  return async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const failed = await Promise.all(
      event.Records.map(async ({ messageId, body }) => {
        try {
          const { type, data } = Message.parse(JSON.parse(body)).detail;
          const concerns = causes[type];
          const id = { product: data.productId, ikm: data.ikmId, account: data.accountId, sentra: data.sentraId }[
            concerns
          ];
          if (id === undefined) throw new Error(`${type} without the id of its ${concerns}`);
          await mark(concerns, id);
          return [];
        } catch (error) {
          deps.logger.error('marking failed', {
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

const wire = (): MarkListingsDeps & { readonly logger: Logger } => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const dynamo = createDynamo({ connectMs: 1_000, requestMs: 3_000 });
  return {
    listings: listingRepository({ dynamo, table: env.TABLE_LISTINGS }, Date.now),
    ikmsOfSentra: createIkmsOfSentra({ dynamo, table: env.TABLE_REGISTER }),
    logger: createLogger('mark-listings'),
  };
};

export const handler = createHandler(wire());
