import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { toSummary } from '../../shared/domain/product/view.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { readList } from '../../shared/middleware/list.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createPlaceOfIkm, createPlaceOfSentra } from '../../shared/persistence/places.dynamo.ts';
import { createListProducts } from '../../shared/persistence/product-list.dynamo.ts';
import { route } from './route.ts';
import { listProducts, type ListProductsDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & ListProductsDeps) => {
  const list = listProducts(deps);
  return httpHandler(route, deps, async ({ caller, query }) => {
    const { limit: _limit, cursor: _cursor, ...asked } = query;
    const binding = { subject: caller.subject, route: route.paths[0], query };
    const { items, nextCursor } = await readList(binding, query, (most, position) =>
      list(caller, asked, most, position),
    );
    return { status: 200, body: { items: items.map(toSummary), nextCursor } };
  });
};

const wire = (): HttpDeps & ListProductsDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('list-products'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    listProducts: createListProducts(register),
    placeOfIkm: createPlaceOfIkm(register),
    placeOfSentra: createPlaceOfSentra(register),
  };
};

export const handler = createHandler(wire());
