import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createTally } from '../../shared/persistence/tallies.dynamo.ts';
import { createTeams } from '../../shared/persistence/teams.dynamo.ts';
import { route } from './route.ts';
import { askHelperCode, type AskHelperCodeDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & AskHelperCodeDeps) => {
  const act = askHelperCode(deps);
  return httpHandler(route, deps, async ({ caller, params, body }) => ({
    status: 202,
    body: await act(caller, { ...params, ...body }),
  }));
};

const wire = (): HttpDeps & AskHelperCodeDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('ask-helper-code'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    teams: createTeams(register),
    tally: createTally(register, Date.now),
    newNonce: randomUUID,
  };
};

export const handler = createHandler(wire());
