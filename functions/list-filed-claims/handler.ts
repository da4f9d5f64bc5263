import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createClaims } from '../../shared/persistence/claims.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { route } from './route.ts';
import { listFiledClaims, type ListFiledClaimsDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & ListFiledClaimsDeps) => {
  const act = listFiledClaims(deps);
  return httpHandler(route, deps, async ({ caller }) => ({ status: 200, body: { items: await act(caller) } }));
};

const wire = (): HttpDeps & ListFiledClaimsDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('list-filed-claims'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    claims: createClaims(register),
  };
};

export const handler = createHandler(wire());
