import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { toVersionSummaryView } from '../../shared/domain/curation/version-view.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createProductRepository } from '../../shared/persistence/product-repository.dynamo.ts';
import { createVersions } from '../../shared/persistence/versions.dynamo.ts';
import { route } from './route.ts';
import { getVersion, type GetVersionDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & GetVersionDeps) => {
  const act = getVersion(deps);
  return httpHandler(route, deps, async ({ caller, params }) => {
    const version = await act(caller, params);
    return { status: 200, body: { ...toVersionSummaryView(version), content: version.content } };
  });
};

const wire = (): HttpDeps & GetVersionDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('get-version'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    products: createProductRepository(register, Date.now),
    versions: createVersions(register),
  };
};

export const handler = createHandler(wire());
