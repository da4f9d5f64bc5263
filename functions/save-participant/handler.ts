import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createBatches, createTrainings } from '../../shared/persistence/batches.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createNameOfIkm, createPlaceOfIkm } from '../../shared/persistence/places.dynamo.ts';
import { route } from './route.ts';
import { saveParticipant, type SaveParticipantDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & SaveParticipantDeps) => {
  const act = saveParticipant(deps);
  return httpHandler(route, deps, async ({ caller, params }) => {
    const { created, participant } = await act(caller, params);
    return { status: created ? 201 : 200, body: participant };
  });
};

const wire = (): HttpDeps & SaveParticipantDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('save-participant'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    batches: createBatches(register),
    trainings: createTrainings(register),
    placeOfIkm: createPlaceOfIkm(register),
    nameOf: createNameOfIkm(register),
  };
};

export const handler = createHandler(wire());
