import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createPlaceOfIkm } from '../../shared/persistence/places.dynamo.ts';
import { createShopSites } from '../../shared/persistence/shop-sites.dynamo.ts';
import { route } from './route.ts';
import { getShopSite, type GetShopSiteDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & GetShopSiteDeps) => {
  const act = getShopSite(deps);
  return httpHandler(route, deps, async ({ caller, params }) => {
    const site = await act(caller, params.ikmId);
    return { status: 200, body: site, etag: site.etag };
  });
};

const wire = (): HttpDeps & GetShopSiteDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('get-shop-site'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    placeOfIkm: createPlaceOfIkm(register),
    sites: createShopSites(register, Date.now),
  };
};

export const handler = createHandler(wire());
