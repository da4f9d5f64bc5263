import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createIkmRepository } from '../../shared/persistence/ikm-repository.dynamo.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { transferRepository } from '../../shared/persistence/transfers.dynamo.ts';
import { route } from './route.ts';
import { getTransfer, type GetTransferDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & GetTransferDeps) => {
  const get = getTransfer(deps);
  return httpHandler(route, deps, async ({ caller, params }) => {
    const transfer = await get(caller, params.transferId);
    return { status: 200, body: transfer, etag: transfer.etag };
  });
};

const wire = (): HttpDeps & GetTransferDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), SEAL_KEY_ID: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('get-transfer'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    ikms: createIkmRepository(register),
    transfers: transferRepository(register),
    sealer: createSealer({ kms: createKms(apiTimeouts), keyId: env.SEAL_KEY_ID, clock: Date.now }),
  };
};

export const handler = createHandler(wire());
