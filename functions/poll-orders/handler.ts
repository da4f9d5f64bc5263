import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Connector } from '../../connectors/connector.ts';
import { connectorEnv } from '../../shared/config/connector-env.ts';
import { readEnv } from '../../shared/config/env.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { accountRepository } from '../../shared/persistence/account-repository.dynamo.ts';
import { appSecretReader } from '../../shared/persistence/app-secret.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { orderIntake } from '../../shared/persistence/order-intake.dynamo.ts';
import { orderPolls } from '../../shared/persistence/order-polls.dynamo.ts';
import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { pollOrders } from './use-case.ts';

const timeouts = { connectMs: 1_000, requestMs: 3_000 } as const;
/** Of the function's two minutes. */
const callsMs = 100_000;

/** Asks the shops of one marketplace for orders that no push told of. */
export const createHandler = (connector: Connector) => {
  const { orders } = connector;
  if (orders === null) throw new TypeError(`${connector.name} takes no orders`);
  const env = readEnv(z.object({ ...connectorEnv, TABLE_REGISTER: z.string() }));
  const clock = Date.now;
  const dynamo = createDynamo(timeouts);
  const listings = { dynamo, table: env.TABLE_LISTINGS };
  const sealer = createSealer({ kms: createKms(timeouts), keyId: env.SEAL_KEY_ID, clock });
  const accounts = accountRepository(listings, clock, sealer);
  const record = orderIntake({ listings, register: { dynamo, table: env.TABLE_REGISTER }, clock, sealer });
  const logger = createLogger(`poll-orders-${connector.name}`);
  const readSecret = appSecretReader(timeouts, clock);
  return async (): Promise<{ readonly seen: number }> => {
    const app = {
      app: await readSecret(env.APP_SECRET_ID, connector.appFields),
      baseUrl: env.MARKETPLACE_BASE_URL,
      fetch: globalThis.fetch,
      clock,
      signal: AbortSignal.timeout(callsMs),
    };
    const polls = orderPolls(listings);
    const failed = (accountId: string, error: unknown): void =>
      logger.error('orders not polled', {
        code: logCodes.recordFailed,
        accountId,
        error: error instanceof Error ? error.name : 'Error',
      });
    const poll = pollOrders({ connector, orders, failed, accounts, polls, record, clock, newId: randomUUID, app });
    return { seen: await poll() };
  };
};
