import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createIkmRepository } from '../../shared/persistence/ikm-repository.dynamo.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { createShopSites } from '../../shared/persistence/shop-sites.dynamo.ts';
import { route } from './route.ts';
import { closeIkm, type CloseIkmDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & CloseIkmDeps) => {
  const act = closeIkm(deps);
  return httpHandler(route, deps, async ({ caller, params, body, ifMatch }) => {
    const ikm = await act(caller, params.ikmId, ifMatch, body.reasons);
    return { status: 200, body: ikm, etag: ikm.etag };
  });
};

const wire = (): HttpDeps & CloseIkmDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), SEAL_KEY_ID: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('close-ikm'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    ikms: createIkmRepository(register),
    sites: createShopSites(register, Date.now),
    sealer: createSealer({ kms: createKms(apiTimeouts), keyId: env.SEAL_KEY_ID, clock: Date.now }),
  };
};

export const handler = createHandler(wire());
