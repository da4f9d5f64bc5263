import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { releaseView } from '../../shared/domain/partner/release.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createPlaceOfIkm } from '../../shared/persistence/places.dynamo.ts';
import { releaseRepository } from '../../shared/persistence/release-repository.dynamo.ts';
import { route } from './route.ts';
import { getRelease, type GetReleaseDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & GetReleaseDeps) => {
  const act = getRelease(deps);
  return httpHandler(route, deps, async ({ caller, params }) => ({
    status: 200,
    body: releaseView(await act(caller, params)),
  }));
};

const wire = (): HttpDeps & GetReleaseDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const dynamo = createDynamo(apiTimeouts);
  const register = { dynamo, table: env.TABLE_REGISTER };
  const table = { dynamo, table: env.TABLE_LISTINGS };
  return {
    logger: createLogger('get-release'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    placeOfIkm: createPlaceOfIkm(register),
    releases: releaseRepository(table),
  };
};

export const handler = createHandler(wire());
