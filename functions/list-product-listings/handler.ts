import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { listingView } from '../../shared/domain/listing/view.ts';
import { listingRepository } from '../../shared/persistence/listing-repository.dynamo.ts';
import { createProductRepository } from '../../shared/persistence/product-repository.dynamo.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { route } from './route.ts';
import { listProductListings, type ListProductListingsDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & ListProductListingsDeps) => {
  const act = listProductListings(deps);
  return httpHandler(route, deps, async ({ caller, params, language }) => {
    const listings = await act(caller, params.productId);
    const nowMs = deps.clock();
    return {
      status: 200,
      body: { items: listings.map((each) => listingView(each, nowMs, language)), nextCursor: null },
    };
  });
};

const wire = (): HttpDeps & ListProductListingsDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const dynamo = createDynamo(apiTimeouts);
  const register = { dynamo, table: env.TABLE_REGISTER };
  const table = { dynamo, table: env.TABLE_LISTINGS };
  return {
    logger: createLogger('list-product-listings'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    products: createProductRepository(register, Date.now),
    listings: listingRepository(table, Date.now),
  };
};

export const handler = createHandler(wire());
