import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { toImportView } from '../../shared/domain/import/view.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createImports } from '../../shared/persistence/imports.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { route } from './route.ts';
import { getImport, type GetImportDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & GetImportDeps) => {
  const act = getImport(deps);
  return httpHandler(route, deps, async ({ caller, params, language }) => {
    const { of, findings } = await act(caller, params.importId);
    return { status: 200, body: toImportView(of, findings, language) };
  });
};

const wire = (): HttpDeps & GetImportDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('get-import'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    imports: createImports(register, Date.now),
  };
};

export const handler = createHandler(wire());
