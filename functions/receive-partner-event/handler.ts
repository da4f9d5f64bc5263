import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { partnerMarketplace } from '../../shared/domain/partner/partner-store.ts';
import type { ProblemCode } from '../../shared/domain/problem.ts';
import { languageOf, toProblemDocument } from '../../shared/middleware/problem.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { createLogger, type Logger } from '../../shared/observability/logger.ts';
import { accountRepository } from '../../shared/persistence/account-repository.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { listingRepository } from '../../shared/persistence/listing-repository.dynamo.ts';
import { orderIntake } from '../../shared/persistence/order-intake.dynamo.ts';
import { heardEvents, partnerShelf } from '../../shared/persistence/partner-shelf.dynamo.ts';
import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { receivePartnerEvent, type ReceivePartnerEventDeps } from './use-case.ts';

const problem = (event: APIGatewayProxyEventV2, code: ProblemCode): APIGatewayProxyStructuredResultV2 => {
  const document = toProblemDocument(code, [], languageOf(event.headers['accept-language']));
  return {
    statusCode: document.status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(document),
  };
};

const createHandler = (deps: ReceivePartnerEventDeps & { readonly logger: Logger }) => {
  const receive = receivePartnerEvent(deps);
  const { logger } = deps;
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    try {
      const raw = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
      const received = await receive(event.pathParameters?.['partnerId'] ?? '', event.headers, raw);
      if (received === 'too-large') return problem(event, 'body-too-large');
      if (received === 'refused') {
        logger.warn('callback refused', { code: logCodes.callbackRefused });
        return problem(event, 'forbidden');
      }
      if (received === 'unreadable') return problem(event, 'bad-request');
      return { statusCode: 204 };
    } catch (error) {
      logger.error('request failed', {
        code: logCodes.requestFailed,
        error: error instanceof Error ? error.name : 'unknown',
      });
      return problem(event, 'unavailable');
    }
  };
};

const wire = (): ReceivePartnerEventDeps & { readonly logger: Logger } => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string(), SEAL_KEY_ID: z.string() }));
  const clock = Date.now;
  const dynamo = createDynamo(apiTimeouts);
  const register = { dynamo, table: env.TABLE_REGISTER };
  const table = { dynamo, table: env.TABLE_LISTINGS };
  const sealer = createSealer({ kms: createKms(apiTimeouts), keyId: env.SEAL_KEY_ID, clock });
  const accounts = accountRepository(table, clock, sealer);
  const shelf = partnerShelf(table, clock);
  return {
    logger: createLogger('receive-partner-event'),
    clock,
    accountOf: (partnerId) => accounts.ofShop(partnerMarketplace, partnerId),
    accessTokenOf: async (accountId) => (await accounts.tokens(accountId))?.accessToken,
    heard: heardEvents(table, clock),
    listings: listingRepository(table, clock),
    verdicts: {
      read: (accountId, marker) => shelf(accountId).verdictOf(marker),
      save: (accountId, marker, verdict) => shelf(accountId).saveVerdict(marker, verdict),
    },
    recordOrder: orderIntake({ listings: table, register, clock, sealer }),
  };
};

export const handler = createHandler(wire());
