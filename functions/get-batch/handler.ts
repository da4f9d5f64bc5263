import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createBatches } from '../../shared/persistence/batches.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { route } from './route.ts';
import { getBatch, type GetBatchDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & GetBatchDeps) => {
  const act = getBatch(deps);
  return httpHandler(route, deps, async ({ caller, params }) => {
    const batch = await act(caller, params.batchId);
    return { status: 200, body: batch, etag: batch.etag };
  });
};

const wire = (): HttpDeps & GetBatchDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('get-batch'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    batches: createBatches(register),
  };
};

export const handler = createHandler(wire());
