import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createPapers } from '../../shared/persistence/papers.dynamo.ts';
import { createPlaceOfIkm } from '../../shared/persistence/places.dynamo.ts';
import { createS3 } from '../../shared/persistence/photo-store.s3.ts';
import { presignGet } from '../../shared/persistence/presign.s3.ts';
import { route } from './route.ts';
import { getPaperFile, type GetPaperFileDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & GetPaperFileDeps) => {
  const act = getPaperFile(deps);
  return httpHandler(route, deps, async ({ caller, params }) => ({
    status: 302,
    headers: {
      location: await act(caller, params),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
  }));
};

const wire = (): HttpDeps & GetPaperFileDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), INTAKE_BUCKET: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  const intake = { s3: createS3(apiTimeouts), bucket: env.INTAKE_BUCKET };
  return {
    logger: createLogger('get-paper-file'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    placeOfIkm: createPlaceOfIkm(register),
    papers: createPapers(register, Date.now),
    signLink: (key, seconds) => presignGet(intake, key, seconds),
  };
};

export const handler = createHandler(wire());
