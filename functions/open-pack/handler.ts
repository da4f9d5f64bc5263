import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createPacks } from '../../shared/persistence/packs.dynamo.ts';
import { createPlaceOfIkm, createPlaceOfSentra } from '../../shared/persistence/places.dynamo.ts';
import { route } from './route.ts';
import { openPack, type OpenPackDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & OpenPackDeps) => {
  const act = openPack(deps);
  return httpHandler(route, deps, async ({ caller, params, body }) => ({
    status: 202,
    body: await act(caller, { ...params, body }),
  }));
};

const wire = (): HttpDeps & OpenPackDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('open-pack'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    placeOfIkm: createPlaceOfIkm(register),
    placeOfSentra: createPlaceOfSentra(register),
    packs: createPacks(register),
  };
};

export const handler = createHandler(wire());
