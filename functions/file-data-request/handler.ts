import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { dataRequests } from '../../shared/persistence/data-requests.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createIkmRepository } from '../../shared/persistence/ikm-repository.dynamo.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createPapers } from '../../shared/persistence/papers.dynamo.ts';
import { purposeConsents } from '../../shared/persistence/purpose-consents.dynamo.ts';
import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { route } from './route.ts';
import { fileDataRequest, type FileDataRequestDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & FileDataRequestDeps) => {
  const act = fileDataRequest(deps);
  return httpHandler(route, deps, async ({ caller, params, body }) => ({
    status: 202,
    body: await act(caller, { ikmId: params.ikmId, body }),
  }));
};

const wire = (): HttpDeps & FileDataRequestDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), SEAL_KEY_ID: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('file-data-request'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    ikms: createIkmRepository(register),
    requests: dataRequests(register),
    papers: createPapers(register, Date.now),
    purposes: purposeConsents(register),
    sealer: createSealer({ kms: createKms(apiTimeouts), keyId: env.SEAL_KEY_ID, clock: Date.now }),
  };
};

export const handler = createHandler(wire());
