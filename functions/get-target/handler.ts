import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createReachedCounts } from '../../shared/persistence/reached-counts.dynamo.ts';
import { createTargets } from '../../shared/persistence/targets.dynamo.ts';
import { route } from './route.ts';
import { getTarget, type GetTargetDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & GetTargetDeps) => {
  const act = getTarget(deps);
  return httpHandler(route, deps, async ({ caller, params }) => {
    const target = await act(caller, params.targetId);
    return { status: 200, body: target, etag: target.etag };
  });
};

const wire = (): HttpDeps & GetTargetDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('get-target'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    targets: createTargets(register),
    counts: createReachedCounts(register),
  };
};

export const handler = createHandler(wire());
