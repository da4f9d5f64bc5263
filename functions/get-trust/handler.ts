import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createPlaceOfIkm } from '../../shared/persistence/places.dynamo.ts';
import { createTrusts } from '../../shared/persistence/trusts.dynamo.ts';
import { route } from './route.ts';
import { getTrust, type GetTrustDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & GetTrustDeps) => {
  const act = getTrust(deps);
  return httpHandler(route, deps, async ({ caller, params }) => {
    const trust = await act(caller, params.ikmId);
    return { status: 200, body: trust, etag: trust.etag };
  });
};

const wire = (): HttpDeps & GetTrustDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('get-trust'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    placeOfIkm: createPlaceOfIkm(register),
    trusts: createTrusts(register),
  };
};

export const handler = createHandler(wire());
