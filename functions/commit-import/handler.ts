import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { toImportSummary } from '../../shared/domain/import/view.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createImports } from '../../shared/persistence/imports.dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { route } from './route.ts';
import { commitImport, type CommitImportDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & CommitImportDeps) => {
  const act = commitImport(deps);
  return httpHandler(route, deps, async ({ caller, params, language }) => ({
    status: 200,
    body: toImportSummary(await act(caller, params.importId), language),
  }));
};

const wire = (): HttpDeps & CommitImportDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('commit-import'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    imports: createImports(register, Date.now),
  };
};

export const handler = createHandler(wire());
