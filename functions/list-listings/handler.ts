import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { listingView } from '../../shared/domain/listing/view.ts';
import { readList } from '../../shared/middleware/list.ts';
import { listingRepository } from '../../shared/persistence/listing-repository.dynamo.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { route } from './route.ts';
import { listListings, type ListListingsDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & ListListingsDeps) => {
  const act = listListings(deps);
  return httpHandler(route, deps, async ({ caller, query, language }) => {
    const { limit: _limit, cursor: _cursor, ...asked } = query;
    const binding = { subject: caller.subject, route: route.paths[0], query };
    const { items, nextCursor } = await readList(binding, query, (most, position) =>
      act(caller, asked, most, position),
    );
    const nowMs = deps.clock();
    return { status: 200, body: { items: items.map((each) => listingView(each, nowMs, language)), nextCursor } };
  });
};

const wire = (): HttpDeps & ListListingsDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const dynamo = createDynamo(apiTimeouts);
  const register = { dynamo, table: env.TABLE_REGISTER };
  const table = { dynamo, table: env.TABLE_LISTINGS };
  return {
    logger: createLogger('list-listings'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    listings: listingRepository(table, Date.now),
  };
};

export const handler = createHandler(wire());
