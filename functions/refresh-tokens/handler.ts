import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Connector } from '../../connectors/connector.ts';
import { connectorEnv } from '../../shared/config/connector-env.ts';
import { readEnv } from '../../shared/config/env.ts';
import { accountRepository } from '../../shared/persistence/account-repository.dynamo.ts';
import { appSecretReader } from '../../shared/persistence/app-secret.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { refreshTokens } from './use-case.ts';

const timeouts = { connectMs: 1_000, requestMs: 3_000 } as const;
const callsMs = 45_000;

/** Renews the tokens of one marketplace's idle shops. */
export const createHandler = (connector: Connector) => {
  const env = readEnv(z.object(connectorEnv));
  const clock = Date.now;
  const sealer = createSealer({ kms: createKms(timeouts), keyId: env.SEAL_KEY_ID, clock });
  const accounts = accountRepository({ dynamo: createDynamo(timeouts), table: env.TABLE_LISTINGS }, clock, sealer);
  const readSecret = appSecretReader(timeouts, clock);
  return async (): Promise<{ readonly refreshed: number }> => {
    const app = {
      app: await readSecret(env.APP_SECRET_ID, connector.appFields),
      baseUrl: env.MARKETPLACE_BASE_URL,
      fetch: globalThis.fetch,
      clock,
      signal: AbortSignal.timeout(callsMs),
    };
    return { refreshed: await refreshTokens({ connector, accounts, clock, newId: randomUUID, app })() };
  };
};
