import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { readList } from '../../shared/middleware/list.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createBatches } from '../../shared/persistence/batches.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { route } from './route.ts';
import { listBatches, type ListBatchesDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & ListBatchesDeps) => {
  const act = listBatches(deps);
  return httpHandler(route, deps, async ({ caller, query }) => {
    const binding = { subject: caller.subject, route: route.paths[0], query };
    return { status: 200, body: await readList(binding, query, (limit, position) => act(caller, limit, position)) };
  });
};

const wire = (): HttpDeps & ListBatchesDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('list-batches'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    batches: createBatches(register),
  };
};

export const handler = createHandler(wire());
