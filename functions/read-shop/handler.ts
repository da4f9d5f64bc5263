import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import type { Connector } from '../../connectors/connector.ts';
import { connectorEnv } from '../../shared/config/connector-env.ts';
import { readEnv } from '../../shared/config/env.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { accountRepository } from '../../shared/persistence/account-repository.dynamo.ts';
import { appSecretReader } from '../../shared/persistence/app-secret.ts';
import { candidatesReader } from '../../shared/persistence/candidates.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { listingRepository } from '../../shared/persistence/listing-repository.dynamo.ts';
import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { shopItems } from '../../shared/persistence/shop-items.dynamo.ts';
import { traffic } from '../../shared/persistence/traffic.dynamo.ts';
import { readShop } from './use-case.ts';

const timeouts = { connectMs: 1_000, requestMs: 3_000 } as const;
/** One worker reads so long; its lease ends when the function must have. Milliseconds. */
const readsMs = 45_000;
const leaseMs = 65_000;

const Message = z.object({ detail: z.object({ data: z.object({ accountId: z.string() }) }) });

/** Reads the shops of one marketplace that were connected or asked about. */
export const createHandler = (connector: Connector) => {
  const { shop } = connector;
  if (shop === null) throw new TypeError(`${connector.name} has no shops to read`);
  const env = readEnv(z.object({ ...connectorEnv, TABLE_REGISTER: z.string() }));
  const clock = Date.now;
  const dynamo = createDynamo(timeouts);
  const table = { dynamo, table: env.TABLE_LISTINGS };
  const sealer = createSealer({ kms: createKms(timeouts), keyId: env.SEAL_KEY_ID, clock });
  const readSecret = appSecretReader(timeouts, clock);
  const logger = createLogger(`read-shop-${connector.name}`);
  const shared = {
    connector,
    shop,
    clock,
    newId: randomUUID,
    random: Math.random,
    accounts: accountRepository(table, clock, sealer),
    items: shopItems(table, clock),
    listingsOf: listingRepository(table, clock).ofProduct,
    ...candidatesReader({ dynamo, table: env.TABLE_REGISTER }),
    traffic: traffic(table, {
      marketplace: connector.name,
      ratePerSecond: connector.ratePerSecond,
      clock,
      random: Math.random,
      sleep: (ms) => sleep(ms),
    }),
  };

  return async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const startMs = clock();
    const app = {
      app: await readSecret(env.APP_SECRET_ID, connector.appFields),
      baseUrl: env.MARKETPLACE_BASE_URL,
      fetch: globalThis.fetch,
      clock,
      signal: AbortSignal.timeout(readsMs),
    };
    const read = readShop({ ...shared, app });
    const span = { deadlineMs: startMs + readsMs, leaseUntilMs: startMs + leaseMs };
    const failed = await Promise.all(
      event.Records.map(async ({ messageId, body }) => {
        try {
          await read(Message.parse(JSON.parse(body)).detail.data.accountId, span);
          return [];
        } catch (error) {
          logger.error('reading failed', {
            code: logCodes.recordFailed,
            messageId,
            error: error instanceof Error ? (error.stack ?? error.message) : String(error),
          });
          return [{ itemIdentifier: messageId }];
        }
      }),
    );
    return { batchItemFailures: failed.flat() };
  };
};
