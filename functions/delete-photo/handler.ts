import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createProductRepository } from '../../shared/persistence/product-repository.dynamo.ts';
import { route } from './route.ts';
import { deletePhoto, type DeletePhotoDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & DeletePhotoDeps) => {
  const remove = deletePhoto(deps);
  return httpHandler(route, deps, async ({ caller, params }) => {
    await remove(caller, params);
    return { status: 204 };
  });
};

const wire = (): HttpDeps & DeletePhotoDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('delete-photo'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    products: createProductRepository(register, Date.now),
  };
};

export const handler = createHandler(wire());
