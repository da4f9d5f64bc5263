import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { orderView } from '../../shared/domain/order/view.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { readList } from '../../shared/middleware/list.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { accountReader } from '../../shared/persistence/account-reader.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { orderRepository } from '../../shared/persistence/order-repository.dynamo.ts';
import { createPlaceOfIkm, createPlaceOfSentra } from '../../shared/persistence/places.dynamo.ts';
import { route } from './route.ts';
import { listOrders, type ListOrdersDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & ListOrdersDeps) => {
  const act = listOrders(deps);
  return httpHandler(route, deps, async ({ caller, query }) => {
    const { limit: _limit, cursor: _cursor, ...asked } = query;
    const binding = { subject: caller.subject, route: route.paths[0], query };
    const { items, nextCursor } = await readList(binding, query, (most, position) =>
      act(caller, asked, most, position),
    );
    const nowMs = deps.clock();
    return { status: 200, body: { items: items.map((part) => orderView(part, nowMs)), nextCursor } };
  });
};

const wire = (): HttpDeps & ListOrdersDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const dynamo = createDynamo(apiTimeouts);
  const register = { dynamo, table: env.TABLE_REGISTER };
  const listings = { dynamo, table: env.TABLE_LISTINGS };
  return {
    logger: createLogger('list-orders'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    orders: orderRepository(listings, Date.now),
    accounts: accountReader(listings),
    placeOfIkm: createPlaceOfIkm(register),
    placeOfSentra: createPlaceOfSentra(register),
  };
};

export const handler = createHandler(wire());
