import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { loadConnector, marketplaces } from '../../connectors/registry.ts';
import { readEnv } from '../../shared/config/env.ts';
import { licence } from '../../shared/domain/feed/feed.ts';
import { formatsOf } from '../../shared/domain/feed/formats.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { accountReader } from '../../shared/persistence/account-reader.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { feedStore } from '../../shared/persistence/feed-entries.dynamo.ts';
import { feedFiles } from '../../shared/persistence/feed-files.s3.ts';
import { createS3 } from '../../shared/persistence/photo-store.s3.ts';
import { buildDueFeeds, buildFeed, type BuildDueDeps } from './use-case.ts';

/** A run takes up no further feed after this long, in milliseconds. */
const runMs = 400_000;

const createHandler = (deps: BuildDueDeps) => {
  const run = buildDueFeeds(deps);
  return async (): Promise<{ readonly built: number }> => ({ built: await run(deps.clock() + runMs) });
};

const wire = (): BuildDueDeps => {
  const env = readEnv(z.object({ TABLE_LISTINGS: z.string(), FILES_BUCKET: z.string(), PUBLIC_URL: z.url() }));
  const at = { dynamo: createDynamo({ connectMs: 1_000, requestMs: 5_000 }), table: env.TABLE_LISTINGS };
  const clock = Date.now;
  const store = feedStore(at, clock);
  const accounts = accountReader(at);
  const logger = createLogger('build-feed');
  const build = buildFeed({
    store,
    objects: feedFiles({ s3: createS3({ connectMs: 1_000, requestMs: 30_000 }), bucket: env.FILES_BUCKET }),
    feedOf: async (accountId) => {
      const account = await accounts.read(accountId);
      if (account === undefined) return undefined;
      const names = formatsOf(account, marketplaces);
      const found = await Promise.all(
        marketplaces
          .filter(({ feedFormat }) => feedFormat !== null && names.includes(feedFormat))
          .map(async ({ name }) => (await loadConnector(name))?.feed ?? null),
      );
      const formats = found.filter((format) => format !== null);
      const { shopName = '' } = account;
      return formats.length === 0 ? undefined : { formats, title: shopName === '' ? 'E-Smart IKM' : shopName };
    },
    publicUrl: env.PUBLIC_URL,
    licence,
    clock,
    newId: randomUUID,
  });
  return {
    due: store.due,
    build,
    clock,
    report: (accountId, outcome) => {
      if ('failed' in outcome)
        logger.error('feed not built', {
          code: logCodes.feedFailed,
          accountId,
          error: outcome.failed instanceof Error ? outcome.failed.stack : String(outcome.failed),
        });
      else logger.info('feed built', { accountId, ...outcome });
    },
  };
};

export const handler = createHandler(wire());
