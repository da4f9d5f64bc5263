import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { marketplaces } from '../../connectors/registry.ts';
import { marketplaceBasesEnv } from '../../shared/config/connector-env.ts';
import { readEnv } from '../../shared/config/env.ts';
import type { Account } from '../../shared/domain/account/account.ts';
import { catalogueOf, type Catalogue } from '../../shared/domain/shop-item/suggest.ts';
import type { Clock } from '../../shared/domain/time.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { createLogger, type Logger } from '../../shared/observability/logger.ts';
import { accountReader } from '../../shared/persistence/account-reader.dynamo.ts';
import { candidatesReader } from '../../shared/persistence/candidates.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createRefusePhoto } from '../../shared/persistence/photo-repository.dynamo.ts';
import { createPutUpload, createS3 } from '../../shared/persistence/photo-store.s3.ts';
import { readProduct } from '../../shared/persistence/product-repository.dynamo.ts';
import { shopItems } from '../../shared/persistence/shop-items.dynamo.ts';
import { createLook } from './look.ts';
import { fetchShopPhotos, PhotoLaterError, type FetchShopPhotosDeps } from './use-case.ts';

const Message = z.object({
  detail: z.object({ data: z.object({ accountId: z.string(), externalId: z.string() }) }),
});
/** Tries before photos that cannot be fetched are refused: fewer than send a message to the dead letters. */
const tries = 4;

const createHandler = (deps: FetchShopPhotosDeps & { readonly logger: Logger }) => {
  const fetchPhotos = fetchShopPhotos(deps);
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed: string[] = [];
    for (const { messageId, body, attributes } of Records) {
      try {
        const { data } = Message.parse(JSON.parse(body)).detail;
        await fetchPhotos(data, Number(attributes.ApproximateReceiveCount) >= tries);
      } catch (error) {
        failed.push(messageId);
        const why = { code: logCodes.recordFailed, messageId, error: error instanceof Error ? error.stack : 'unknown' };
        // the other side's bad minute is nobody's fault here
        if (error instanceof PhotoLaterError) deps.logger.info('photos come later', why);
        else deps.logger.error('photos not fetched', why);
      }
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
};

/** A shop's items come one after the other: its catalogue is kept that long, of one account at a time. */
const forAMinute = (load: (account: Account) => Promise<Catalogue>, clock: Clock) => {
  let kept: { readonly accountId: string; readonly untilMs: number; readonly catalogue: Catalogue } | undefined;
  return async (account: Account): Promise<Catalogue> => {
    if (kept?.accountId !== account.accountId || kept.untilMs < clock())
      kept = { accountId: account.accountId, untilMs: clock() + 60_000, catalogue: await load(account) };
    return kept.catalogue;
  };
};

const wire = (): FetchShopPhotosDeps & { readonly logger: Logger } => {
  const env = readEnv(
    z.object({
      TABLE_REGISTER: z.string(),
      TABLE_LISTINGS: z.string(),
      PHOTO_BUCKET: z.string(),
      MARKETPLACE_BASE_URLS: marketplaceBasesEnv,
    }),
  );
  const dynamo = createDynamo({ connectMs: 1_000, requestMs: 3_000 });
  const register = { dynamo, table: env.TABLE_REGISTER };
  const listings = { dynamo, table: env.TABLE_LISTINGS };
  const { candidatesOf, priceOf } = candidatesReader(register);
  return {
    logger: createLogger('fetch-shop-photos'),
    items: shopItems(listings, Date.now),
    products: { read: (productId) => readProduct(register, productId) },
    sourceOf: (marketplace) => {
      const baseUrl = env.MARKETPLACE_BASE_URLS[marketplace];
      const hosts = marketplaces.find(({ name }) => name === marketplace)?.photoHosts;
      return baseUrl === undefined || hosts === undefined ? undefined : { baseUrl, hosts };
    },
    putUpload: createPutUpload({ s3: createS3({ connectMs: 1_000, requestMs: 10_000 }), bucket: env.PHOTO_BUCKET }),
    refuse: createRefusePhoto(register),
    look: createLook(),
    accounts: accountReader(listings),
    catalogueOf: forAMinute(async (account) => catalogueOf(await candidatesOf(account)), Date.now),
    priceOf,
    fetch: globalThis.fetch,
    signalAfter: (ms) => AbortSignal.timeout(ms),
  };
};

export const handler = createHandler(wire());
