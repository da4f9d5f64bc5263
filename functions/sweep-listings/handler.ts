import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { createSqs, sendLooks } from '../../shared/messaging/work-queue.sqs.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { dueShards, listingRepository } from '../../shared/persistence/listing-repository.dynamo.ts';
import { sweepListings, type SweepListingsDeps } from './use-case.ts';

const createHandler = (deps: SweepListingsDeps) => {
  const sweep = sweepListings(deps);
  return async (): Promise<{ readonly sent: number }> => ({ sent: await sweep() });
};

const QueueUrls = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.record(z.string(), z.string()));

const wire = (): SweepListingsDeps => {
  const env = readEnv(z.object({ TABLE_LISTINGS: z.string(), WORK_QUEUE_URLS: QueueUrls }));
  const timeouts = { connectMs: 1_000, requestMs: 5_000 };
  const sqs = createSqs(timeouts);
  const { due } = listingRepository({ dynamo: createDynamo(timeouts), table: env.TABLE_LISTINGS }, Date.now);
  return {
    marketplaces: Object.keys(env.WORK_QUEUE_URLS),
    shards: dueShards,
    due,
    send: async (marketplace, keys) => {
      const url = env.WORK_QUEUE_URLS[marketplace];
      if (url !== undefined) await sendLooks(sqs, url, keys);
    },
  };
};

export const handler = createHandler(wire());
