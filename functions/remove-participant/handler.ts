import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createBatches, createTrainings } from '../../shared/persistence/batches.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { route } from './route.ts';
import { removeParticipant, type RemoveParticipantDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & RemoveParticipantDeps) => {
  const act = removeParticipant(deps);
  return httpHandler(route, deps, async ({ caller, params }) => {
    await act(caller, params);
    return { status: 204 };
  });
};

const wire = (): HttpDeps & RemoveParticipantDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('remove-participant'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    batches: createBatches(register),
    trainings: createTrainings(register),
  };
};

export const handler = createHandler(wire());
