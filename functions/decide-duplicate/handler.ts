import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { duplicateRepository } from '../../shared/persistence/duplicates.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createIkmRepository } from '../../shared/persistence/ikm-repository.dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { route } from './route.ts';
import { decideDuplicate, type DecideDuplicateDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & DecideDuplicateDeps) => {
  const decide = decideDuplicate(deps);
  return httpHandler(route, deps, async ({ caller, params, body }) => {
    const duplicate = await decide(caller, params.duplicateId, body);
    return { status: 200, body: duplicate, etag: duplicate.etag };
  });
};

const wire = (): HttpDeps & DecideDuplicateDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('decide-duplicate'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    ikms: createIkmRepository(register),
    duplicates: duplicateRepository(register),
  };
};

export const handler = createHandler(wire());
