import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createPacks } from '../../shared/persistence/packs.dynamo.ts';
import { createS3 } from '../../shared/persistence/photo-store.s3.ts';
import { presignGet } from '../../shared/persistence/presign.s3.ts';
import { route } from './route.ts';
import { getPack, type GetPackDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & GetPackDeps) => {
  const act = getPack(deps);
  return httpHandler(route, deps, async ({ caller, params }) => ({
    status: 200,
    body: await act(caller, params.packId),
  }));
};

const wire = (): HttpDeps & GetPackDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), FILES_BUCKET: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  const files = { s3: createS3(apiTimeouts), bucket: env.FILES_BUCKET };
  return {
    logger: createLogger('get-pack'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    packs: createPacks(register),
    linkTo: (key, seconds) => presignGet(files, key, seconds),
  };
};

export const handler = createHandler(wire());
