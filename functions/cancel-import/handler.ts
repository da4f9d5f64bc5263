import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { toImportSummary } from '../../shared/domain/import/view.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createImportFiles } from '../../shared/persistence/import-files.s3.ts';
import { createImports } from '../../shared/persistence/imports.dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createS3 } from '../../shared/persistence/photo-store.s3.ts';
import { route } from './route.ts';
import { cancelImport, type CancelImportDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & CancelImportDeps) => {
  const act = cancelImport(deps);
  return httpHandler(route, deps, async ({ caller, params, language }) => ({
    status: 200,
    body: toImportSummary(await act(caller, params.importId), language),
  }));
};

const wire = (): HttpDeps & CancelImportDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), INTAKE_BUCKET: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('cancel-import'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    imports: createImports(register, Date.now),
    files: createImportFiles({ s3: createS3(apiTimeouts), bucket: env.INTAKE_BUCKET }),
  };
};

export const handler = createHandler(wire());
