import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import type { Connector } from '../../connectors/connector.ts';
import { connectorEnv } from '../../shared/config/connector-env.ts';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { accountRepository } from '../../shared/persistence/account-repository.dynamo.ts';
import { appSecretReader } from '../../shared/persistence/app-secret.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { toPage } from './page.ts';
import { connectAccount } from './use-case.ts';

/** The exchange is aborted after this long, in milliseconds. */
const callsMs = 15_000;

/** The marketplace's redirect: a page for people, whatever happens. */
export const createHandler = (connector: Connector) => {
  const env = readEnv(z.object(connectorEnv));
  const clock = Date.now;
  const sealer = createSealer({ kms: createKms(apiTimeouts), keyId: env.SEAL_KEY_ID, clock });
  const at = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_LISTINGS };
  const connect = connectAccount({ connector, accounts: accountRepository(at, clock, sealer), clock });
  const readSecret = appSecretReader(apiTimeouts, clock);
  const logger = createLogger(`connect-account-${connector.name}`);

  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    try {
      const query = z.record(z.string(), z.string()).parse(event.queryStringParameters ?? {});
      const app = {
        app: await readSecret(env.APP_SECRET_ID, connector.appFields),
        baseUrl: env.MARKETPLACE_BASE_URL,
        fetch: globalThis.fetch,
        clock,
        signal: AbortSignal.timeout(callsMs),
      };
      return toPage(await connect(app, query), connector.displayName);
    } catch (error) {
      logger.error('request failed', {
        code: logCodes.requestFailed,
        error: error instanceof Error ? error.stack : String(error),
      });
      return toPage({ kind: 'try-again' }, connector.displayName);
    }
  };
};
