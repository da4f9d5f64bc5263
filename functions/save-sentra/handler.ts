import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { createSentraRepository } from '../../shared/persistence/sentra-repository.dynamo.ts';
import { route } from './route.ts';
import { saveSentra, type SaveSentraDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & SaveSentraDeps) => {
  const save = saveSentra(deps);
  return httpHandler(route, deps, async ({ caller, params, body, ifMatch }) => {
    const { created, sentra } = await save(caller, { sentraId: params.sentraId, body, ifMatch });
    return { status: created ? 201 : 200, body: sentra, etag: sentra.etag };
  });
};

const wire = (): HttpDeps & SaveSentraDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), SEAL_KEY_ID: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('save-sentra'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    sentras: createSentraRepository(register),
    sealer: createSealer({ kms: createKms(apiTimeouts), keyId: env.SEAL_KEY_ID, clock: Date.now }),
  };
};

export const handler = createHandler(wire());
