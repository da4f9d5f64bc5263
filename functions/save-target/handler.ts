import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createReachedCounts } from '../../shared/persistence/reached-counts.dynamo.ts';
import { createTargets } from '../../shared/persistence/targets.dynamo.ts';
import { route } from './route.ts';
import { saveTarget, type SaveTargetDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & SaveTargetDeps) => {
  const act = saveTarget(deps);
  return httpHandler(route, deps, async ({ caller, params, body, ifMatch }) => {
    const { created, target } = await act(caller, { targetId: params.targetId, body, ifMatch });
    return { status: created ? 201 : 200, body: target, etag: target.etag };
  });
};

const wire = (): HttpDeps & SaveTargetDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('save-target'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    targets: createTargets(register),
    counts: createReachedCounts(register),
  };
};

export const handler = createHandler(wire());
