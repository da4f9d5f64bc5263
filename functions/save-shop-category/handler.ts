import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { marketplaces } from '../../connectors/registry.ts';
import { createPlaceOfSentra } from '../../shared/persistence/places.dynamo.ts';
import { shopCategories } from '../../shared/persistence/shop-categories.dynamo.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { route } from './route.ts';
import { saveShopCategory, type SaveShopCategoryDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & SaveShopCategoryDeps) => {
  const act = saveShopCategory(deps);
  return httpHandler(route, deps, async ({ caller, params, body }) => {
    await act(caller, params, body.categoryId);
    return { status: 200, body: { ...params, categoryId: body.categoryId } };
  });
};

const wire = (): HttpDeps & SaveShopCategoryDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const dynamo = createDynamo(apiTimeouts);
  const register = { dynamo, table: env.TABLE_REGISTER };
  return {
    logger: createLogger('save-shop-category'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    placeOfSentra: createPlaceOfSentra(register),
    isMarketplace: (name) => marketplaces.some((each) => each.name === name),
    categories: shopCategories(register),
  };
};

export const handler = createHandler(wire());
