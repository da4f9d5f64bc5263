import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { toImportSummary } from '../../shared/domain/import/view.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { readList } from '../../shared/middleware/list.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createImportsOf } from '../../shared/persistence/imports.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { route } from './route.ts';
import { listImports, type ListImportsDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & ListImportsDeps) => {
  const act = listImports(deps);
  return httpHandler(route, deps, async ({ caller, query, language }) => {
    const binding = { subject: caller.subject, route: route.paths[0], query };
    const { items, nextCursor } = await readList(binding, query, (limit, position) => act(caller, limit, position));
    return { status: 200, body: { items: items.map((of) => toImportSummary(of, language)), nextCursor } };
  });
};

const wire = (): HttpDeps & ListImportsDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('list-imports'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    importsOf: createImportsOf(register, Date.now),
  };
};

export const handler = createHandler(wire());
