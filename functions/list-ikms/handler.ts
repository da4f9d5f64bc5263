import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { readList } from '../../shared/middleware/list.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createIkmRepository } from '../../shared/persistence/ikm-repository.dynamo.ts';
import { createPlaceOfSentra } from '../../shared/persistence/places.dynamo.ts';
import { route } from './route.ts';
import { listIkms, type ListIkmsDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & ListIkmsDeps) => {
  const list = listIkms(deps);
  return httpHandler(route, deps, async ({ caller, query }) => {
    const binding = { subject: caller.subject, route: route.paths[0], query };
    const body = await readList(binding, query, (limit, position) => list(caller, query, limit, position));
    return { status: 200, body };
  });
};

const wire = (): HttpDeps & ListIkmsDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('list-ikms'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    ikms: createIkmRepository(register),
    placeOfSentra: createPlaceOfSentra(register),
  };
};

export const handler = createHandler(wire());
