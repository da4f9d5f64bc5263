import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { assessAll } from '../../connectors/assess-all.ts';
import { loadConnector } from '../../connectors/registry.ts';
import { marketplacesEnv } from '../../shared/config/connector-env.ts';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { problemView } from '../../shared/domain/listing/view.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { accountRepository } from '../../shared/persistence/account-repository.dynamo.ts';
import { appOfMarketplace } from '../../shared/persistence/app-secret.ts';
import { circumstancesReader } from '../../shared/persistence/circumstances.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { factCaches } from '../../shared/persistence/fact-cache.dynamo.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { listingRepository } from '../../shared/persistence/listing-repository.dynamo.ts';
import { createMakerOf } from '../../shared/persistence/makers.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createProductRepository } from '../../shared/persistence/product-repository.dynamo.ts';
import { shopObstacles } from '../../shared/persistence/shop-guard.dynamo.ts';
import { shopItems } from '../../shared/persistence/shop-items.dynamo.ts';
import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { route } from './route.ts';
import { previewListing, type PreviewListingDeps } from './use-case.ts';

/** The marketplace is asked at most this long, in milliseconds. */
const callsMs = 15_000;

const createHandler = (deps: HttpDeps & PreviewListingDeps) => {
  const act = previewListing(deps);
  return httpHandler(route, deps, async ({ caller, params, language }) => {
    const { plan, problems, photos, offers, differs, ...rest } = await act(caller, params);
    return {
      status: 200,
      body: {
        ...rest,
        ready: problems.every(({ severity }) => severity !== 'block'),
        problems: problems.map((each) => problemView(each, language)),
        photos: [...photos],
        offers: [...offers],
        sent: { content: plan.content, price: plan.price, stock: plan.stock },
        differs: [...differs],
      },
    };
  });
};

const wire = (): HttpDeps & PreviewListingDeps => {
  const env = readEnv(
    z.object({
      TABLE_REGISTER: z.string(),
      TABLE_LISTINGS: z.string(),
      SEAL_KEY_ID: z.string(),
      MARKETPLACES: marketplacesEnv,
      PUBLIC_URL: z.url(),
    }),
  );
  const clock = Date.now;
  const dynamo = createDynamo(apiTimeouts);
  const register = { dynamo, table: env.TABLE_REGISTER };
  const table = { dynamo, table: env.TABLE_LISTINGS };
  const sealer = createSealer({ kms: createKms(apiTimeouts), keyId: env.SEAL_KEY_ID, clock });
  const accounts = accountRepository(table, clock, sealer);
  const listings = listingRepository(table, clock);
  const obstaclesFor = shopObstacles(shopItems(table, clock));

  return {
    logger: createLogger('preview-listing'),
    clock,
    membershipsOf: createMembershipsOf(register),
    products: createProductRepository(register, clock),
    accounts,
    listings,
    obstacles: async (account, product) => (await obstaclesFor(account, product)).problems,
    loadConnector,
    makerOf: createMakerOf({ ...register, publicUrl: env.PUBLIC_URL, clock }),
    assess: assessAll({
      loadConnector,
      appOf: appOfMarketplace(env.MARKETPLACES, apiTimeouts, clock),
      factsOf: factCaches(table, clock),
      accounts,
      circumstancesOf: circumstancesReader(register, table, listings.ofProduct),
      clock,
      newId: randomUUID,
      fetch: globalThis.fetch,
      signal: () => AbortSignal.timeout(callsMs),
    }),
  };
};

export const handler = createHandler(wire());
