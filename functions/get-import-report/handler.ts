import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createImports } from '../../shared/persistence/imports.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createS3 } from '../../shared/persistence/photo-store.s3.ts';
import { presignGet } from '../../shared/persistence/presign.s3.ts';
import { route } from './route.ts';
import { getImportReport, type GetImportReportDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & GetImportReportDeps) => {
  const act = getImportReport(deps);
  return httpHandler(route, deps, async ({ caller, params }) => ({
    status: 302,
    headers: { location: await act(caller, params.importId) },
  }));
};

const wire = (): HttpDeps & GetImportReportDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), INTAKE_BUCKET: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  const intake = { s3: createS3(apiTimeouts), bucket: env.INTAKE_BUCKET };
  return {
    logger: createLogger('get-import-report'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    imports: createImports(register, Date.now),
    linkTo: (key, seconds) => presignGet(intake, key, seconds),
  };
};

export const handler = createHandler(wire());
