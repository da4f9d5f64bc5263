import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import type { Connector, HouseStore } from '../../connectors/connector.ts';
import { connectorEnv } from '../../shared/config/connector-env.ts';
import { readEnv } from '../../shared/config/env.ts';
import { createSafeFetch } from '../../shared/messaging/safe-fetch.ts';
import type { Account } from '../../shared/domain/account/account.ts';
import { createSqs, listingOfMessage, mostDelayMs, sendLook } from '../../shared/messaging/work-queue.sqs.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { accountRepository } from '../../shared/persistence/account-repository.dynamo.ts';
import { appSecretReader } from '../../shared/persistence/app-secret.ts';
import { circumstancesReader } from '../../shared/persistence/circumstances.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { feedShelf } from '../../shared/persistence/feed-entries.dynamo.ts';
import { partnerShelf } from '../../shared/persistence/partner-shelf.dynamo.ts';
import { factCache } from '../../shared/persistence/fact-cache.dynamo.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { listingRepository } from '../../shared/persistence/listing-repository.dynamo.ts';
import { createS3 } from '../../shared/persistence/photo-store.s3.ts';
import { createMakerOf } from '../../shared/persistence/makers.dynamo.ts';
import { readProduct } from '../../shared/persistence/product-repository.dynamo.ts';
import { createReadRendition } from '../../shared/persistence/rendition-reader.s3.ts';
import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { shopGuard } from '../../shared/persistence/shop-guard.dynamo.ts';
import { shopImages } from '../../shared/persistence/shop-images.dynamo.ts';
import { shopItems } from '../../shared/persistence/shop-items.dynamo.ts';
import { traffic } from '../../shared/persistence/traffic.dynamo.ts';
import type { PushDeps } from './ports.ts';
import { lookAtListing } from './use-case.ts';

/** Calls end this long after a message came, the lease later, both counted from its start, in milliseconds. */
const callsMs = 50_000;
const leaseMs = 90_000;
const timeouts = { connectMs: 1_000, requestMs: 3_000 } as const;

/** Looks at the listings of one marketplace that messages point at. A message is done once its listing knows its next time. */
export const createHandler = (connector: Connector) => {
  const env = readEnv(
    z.object({
      ...connectorEnv,
      TABLE_REGISTER: z.string(),
      PHOTO_BUCKET: z.string(),
      WORK_QUEUE_URL: z.string(),
      PUBLIC_URL: z.url(),
    }),
  );
  const clock = Date.now;
  const dynamo = createDynamo(timeouts);
  const register = { dynamo, table: env.TABLE_REGISTER };
  const table = { dynamo, table: env.TABLE_LISTINGS };
  const sealer = createSealer({ kms: createKms(timeouts), keyId: env.SEAL_KEY_ID, clock });
  const readSecret = appSecretReader(timeouts, clock);
  const readRendition = createReadRendition({
    s3: createS3({ connectMs: 1_000, requestMs: 10_000 }),
    bucket: env.PHOTO_BUCKET,
  });
  const sqs = createSqs(timeouts);
  const logger = createLogger(`push-listing-${connector.name}`);
  const listings = listingRepository(table, clock);
  const callOut =
    connector.callsPartners === true
      ? createSafeFetch({ ownBase: env.MARKETPLACE_BASE_URL, fetch: globalThis.fetch })
      : globalThis.fetch;
  const shelfOf = feedShelf(table, clock);
  const partnerShelfOf = partnerShelf(table, clock);
  const shared = {
    connector,
    clock,
    newId: randomUUID,
    random: Math.random,
    accounts: accountRepository(table, clock, sealer),
    facts: factCache(table, connector.name, clock),
    listings,
    circumstancesOf: circumstancesReader(register, table, listings.ofProduct),
    readProduct: (productId: string) => readProduct(register, productId),
    makerOf: createMakerOf({ ...register, publicUrl: env.PUBLIC_URL, clock }),
    ...(connector.feed === null
      ? {}
      : {
          houseOf: ({ accountId }: Account): HouseStore => {
            const { deliveries, verdictOf } = partnerShelfOf(accountId);
            return {
              feed: shelfOf(accountId),
              deliveries: {
                log: async (delivery) => {
                  await deliveries.log(delivery);
                },
              },
              verdictOf,
            };
          },
        }),
    ...(connector.shop === null ? {} : { obstacles: shopGuard(shopItems(table, clock)) }),
    images: shopImages(table, connector.name, clock),
    readPhoto: async (name: string) => {
      const bytes = await readRendition(name);
      return bytes === undefined ? undefined : { name, contentType: 'image/jpeg' as const, bytes };
    },
    traffic: traffic(table, {
      marketplace: connector.name,
      ratePerSecond: connector.ratePerSecond,
      clock,
      random: Math.random,
      sleep: (ms) => sleep(ms),
      breakerPerShop: connector.callsPartners === true,
    }),
    signalAfter: (ms: number) => AbortSignal.timeout(ms),
  };

  return async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const startMs = clock();
    const deps: PushDeps = {
      ...shared,
      app: {
        app: await readSecret(env.APP_SECRET_ID, connector.appFields),
        baseUrl: env.MARKETPLACE_BASE_URL,
        fetch: callOut,
        clock,
        signal: AbortSignal.timeout(callsMs),
      },
    };
    const look = lookAtListing(deps);
    const failed = await Promise.all(
      event.Records.map(async ({ messageId, body }) => {
        try {
          const key = listingOfMessage(body);
          const looked = await look(key, { deadlineMs: startMs + callsMs, leaseUntilMs: startMs + leaseMs });
          if (looked.kind === 'lease-lost') logger.warn('lease lost', { code: logCodes.listingLeaseLost, ...key });
          // the sweep would come within a minute; a message of one's own comes in time
          const delayMs =
            'nextTryMs' in looked && looked.nextTryMs !== undefined ? looked.nextTryMs - clock() : Infinity;
          if (delayMs < mostDelayMs) await sendLook(sqs, env.WORK_QUEUE_URL, key, delayMs);
          return [];
        } catch (error) {
          logger.error('look failed', {
            code: logCodes.listingFailed,
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
