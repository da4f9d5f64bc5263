import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { partnerRepository } from '../../shared/persistence/partner-repository.dynamo.ts';
import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { route } from './route.ts';
import { rotatePartnerSecret, type RotatePartnerSecretDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & RotatePartnerSecretDeps) => {
  const act = rotatePartnerSecret(deps);
  return httpHandler(route, deps, async ({ caller, params }) => ({
    status: 200,
    body: await act(caller, params.partnerId),
  }));
};

const wire = (): HttpDeps & RotatePartnerSecretDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string(), SEAL_KEY_ID: z.string() }));
  const clock = Date.now;
  const dynamo = createDynamo(apiTimeouts);
  const table = { dynamo, table: env.TABLE_LISTINGS };
  const sealer = createSealer({ kms: createKms(apiTimeouts), keyId: env.SEAL_KEY_ID, clock });
  return {
    logger: createLogger('rotate-partner-secret'),
    clock,
    membershipsOf: createMembershipsOf({ dynamo, table: env.TABLE_REGISTER }),
    audit: createAudit({ dynamo, table: env.TABLE_REGISTER }),
    partners: partnerRepository(table, sealer),
  };
};

export const handler = createHandler(wire());
