import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createFunnelStore } from '../../shared/persistence/funnel.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createPlaceOfIkm } from '../../shared/persistence/places.dynamo.ts';
import { route } from './route.ts';
import { getIkmFunnel, type GetIkmFunnelDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & GetIkmFunnelDeps) => {
  const act = getIkmFunnel(deps);
  return httpHandler(route, deps, async ({ caller, params }) => ({
    status: 200,
    body: await act(caller, params.ikmId),
  }));
};

const wire = (): HttpDeps & GetIkmFunnelDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('get-ikm-funnel'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    placeOfIkm: createPlaceOfIkm(register),
    funnel: createFunnelStore(register),
  };
};

export const handler = createHandler(wire());
