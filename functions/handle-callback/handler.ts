import { randomUUID } from 'node:crypto';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import type { Connector } from '../../connectors/connector.ts';
import { connectorEnv } from '../../shared/config/connector-env.ts';
import { readEnv } from '../../shared/config/env.ts';
import { createSqs } from '../../shared/messaging/work-queue.sqs.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { accountRepository } from '../../shared/persistence/account-repository.dynamo.ts';
import { appSecretReader } from '../../shared/persistence/app-secret.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { listingRepository } from '../../shared/persistence/listing-repository.dynamo.ts';
import { orderIntake } from '../../shared/persistence/order-intake.dynamo.ts';
import { linkedProductOf } from '../../shared/persistence/shop-links.dynamo.ts';
import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { handleHint } from './use-case.ts';

const timeouts = { connectMs: 1_000, requestMs: 3_000 } as const;
const callsMs = 40_000;
/** A push that could not be checked is tried again so often; after that the slow sweep finds what it told. */
const mostTries = 6;

const Message = z.object({ raw: z.base64(), tries: z.int().default(0) });

/** Works on kept pushes of one marketplace. */
export const createHandler = (connector: Connector) => {
  const { push } = connector;
  if (push === null) throw new TypeError(`${connector.name} sends no pushes`);
  const env = readEnv(z.object({ ...connectorEnv, TABLE_REGISTER: z.string(), CALLBACK_QUEUE_URL: z.string() }));
  const clock = Date.now;
  const dynamo = createDynamo(timeouts);
  const at = { dynamo, table: env.TABLE_LISTINGS };
  const sealer = createSealer({ kms: createKms(timeouts), keyId: env.SEAL_KEY_ID, clock });
  const accounts = accountRepository(at, clock, sealer);
  const listings = listingRepository(at, clock);
  const register = { dynamo, table: env.TABLE_REGISTER };
  const record = orderIntake({ listings: at, register, clock, sealer });
  const readSecret = appSecretReader(timeouts, clock);
  const sqs = createSqs(timeouts);
  const logger = createLogger(`handle-callback-${connector.name}`);

  return async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const app = {
      app: await readSecret(env.APP_SECRET_ID, connector.appFields),
      baseUrl: env.MARKETPLACE_BASE_URL,
      fetch: globalThis.fetch,
      clock,
      signal: AbortSignal.timeout(callsMs),
    };
    const handle = handleHint({
      connector,
      accounts,
      listings,
      linkedProductOf: linkedProductOf(at),
      clock,
      newId: randomUUID,
      app,
      record,
    });
    const failed = await Promise.all(
      event.Records.map(async ({ messageId, body }) => {
        try {
          const { raw, tries } = Message.parse(JSON.parse(body));
          const hints = push.interpret(Buffer.from(raw, 'base64'));
          const handled = await Promise.all(hints.map(handle));
          if (handled.includes('later') && tries < mostTries)
            await sqs.send(
              new SendMessageCommand({
                QueueUrl: env.CALLBACK_QUEUE_URL,
                MessageBody: JSON.stringify({ raw, tries: tries + 1 }),
                DelaySeconds: Math.min(900, 10 * 2 ** tries),
              }),
            );
          return [];
        } catch (error) {
          logger.error('callback failed', {
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
