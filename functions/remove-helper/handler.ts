import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMemberRepository } from '../../shared/persistence/member-repository.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createPlaceOfIkm } from '../../shared/persistence/places.dynamo.ts';
import { createTeams } from '../../shared/persistence/teams.dynamo.ts';
import { route } from './route.ts';
import { removeHelper, type RemoveHelperDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & RemoveHelperDeps) => {
  const act = removeHelper(deps);
  return httpHandler(route, deps, async ({ caller, params }) => {
    await act(caller, params);
    return { status: 204 };
  });
};

const wire = (): HttpDeps & RemoveHelperDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('remove-helper'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    placeOfIkm: createPlaceOfIkm(register),
    members: createMemberRepository(register),
    teams: createTeams(register),
  };
};

export const handler = createHandler(wire());
