import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { createPlaceOfSentra } from '../../shared/persistence/places.dynamo.ts';
import { shopCategories } from '../../shared/persistence/shop-categories.dynamo.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { route } from './route.ts';
import { getShopCategory, type GetShopCategoryDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & GetShopCategoryDeps) => {
  const act = getShopCategory(deps);
  return httpHandler(route, deps, async ({ caller, params }) => {
    const categoryId = await act(caller, params);
    return { status: 200, body: { ...params, categoryId } };
  });
};

const wire = (): HttpDeps & GetShopCategoryDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const dynamo = createDynamo(apiTimeouts);
  const register = { dynamo, table: env.TABLE_REGISTER };
  return {
    logger: createLogger('get-shop-category'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    placeOfSentra: createPlaceOfSentra(register),
    categories: shopCategories(register),
  };
};

export const handler = createHandler(wire());
