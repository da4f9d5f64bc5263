import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { readList } from '../../shared/middleware/list.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createReachedCounts } from '../../shared/persistence/reached-counts.dynamo.ts';
import { createTargets } from '../../shared/persistence/targets.dynamo.ts';
import { route } from './route.ts';
import { listTargets, type ListTargetsDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & ListTargetsDeps) => {
  const act = listTargets(deps);
  return httpHandler(route, deps, async ({ caller, query }) => {
    const binding = { subject: caller.subject, route: route.paths[0], query };
    return { status: 200, body: await readList(binding, query, (limit, position) => act(caller, limit, position)) };
  });
};

const wire = (): HttpDeps & ListTargetsDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('list-targets'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    targets: createTargets(register),
    counts: createReachedCounts(register),
  };
};

export const handler = createHandler(wire());
