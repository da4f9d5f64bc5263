import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { readList } from '../../shared/middleware/list.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { duplicateRepository } from '../../shared/persistence/duplicates.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createIkmRepository } from '../../shared/persistence/ikm-repository.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { route } from './route.ts';
import { listDuplicates, type ListDuplicatesDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & ListDuplicatesDeps) => {
  const list = listDuplicates(deps);
  return httpHandler(route, deps, async ({ caller, query }) => {
    const binding = { subject: caller.subject, route: route.paths[0], query };
    const body = await readList(binding, query, (limit, position) => list(caller, limit, position));
    return { status: 200, body };
  });
};

const wire = (): HttpDeps & ListDuplicatesDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('list-duplicates'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    ikms: createIkmRepository(register),
    duplicates: duplicateRepository(register),
  };
};

export const handler = createHandler(wire());
