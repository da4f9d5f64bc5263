import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createIdentityHash } from '../../shared/persistence/identity-hash.kms.ts';
import { createIkmRepository } from '../../shared/persistence/ikm-repository.dynamo.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { createSentraRepository } from '../../shared/persistence/sentra-repository.dynamo.ts';
import { transferRepository } from '../../shared/persistence/transfers.dynamo.ts';
import { route } from './route.ts';
import { transferIkm, type TransferIkmDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & TransferIkmDeps) => {
  const transfer = transferIkm(deps);
  return httpHandler(route, deps, async ({ caller, params, body }) => {
    const done = await transfer(caller, params.ikmId, body);
    return 'ikm' in done
      ? { status: 200, body: done.ikm, etag: done.ikm.etag }
      : { status: 202, body: done.request, etag: done.request.etag };
  });
};

const wire = (): HttpDeps & TransferIkmDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), SEAL_KEY_ID: z.string(), IDENTITY_KEY_ID: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  const kms = createKms(apiTimeouts);
  return {
    logger: createLogger('transfer-ikm'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    ikms: createIkmRepository(register),
    sentras: createSentraRepository(register),
    transfers: transferRepository(register),
    sealer: createSealer({ kms, keyId: env.SEAL_KEY_ID, clock: Date.now }),
    hashIdentity: createIdentityHash({ kms, keyId: env.IDENTITY_KEY_ID }),
  };
};

export const handler = createHandler(wire());
