import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createBatches } from '../../shared/persistence/batches.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { route } from './route.ts';
import { saveBatch, type SaveBatchDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & SaveBatchDeps) => {
  const act = saveBatch(deps);
  return httpHandler(route, deps, async ({ caller, params, body, ifMatch }) => {
    const { created, batch } = await act(caller, { batchId: params.batchId, body, ifMatch });
    return { status: created ? 201 : 200, body: batch, etag: batch.etag };
  });
};

const wire = (): HttpDeps & SaveBatchDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('save-batch'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    batches: createBatches(register),
  };
};

export const handler = createHandler(wire());
