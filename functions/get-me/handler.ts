import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createNamesOfIkms } from '../../shared/persistence/places.dynamo.ts';
import { route } from './route.ts';
import { getMe, type GetMeDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & GetMeDeps) => {
  const act = getMe(deps);
  return httpHandler(route, deps, async ({ caller }) => ({ status: 200, body: await act(caller) }));
};

const wire = (): HttpDeps & GetMeDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('get-me'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    namesOfIkms: createNamesOfIkms(register),
  };
};

export const handler = createHandler(wire());
