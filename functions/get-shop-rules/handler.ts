import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { accountReader } from '../../shared/persistence/account-reader.dynamo.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { route } from './route.ts';
import { getShopRules, type GetShopRulesDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & GetShopRulesDeps) => {
  const act = getShopRules(deps);
  return httpHandler(route, deps, async ({ caller, params }) => {
    const found = await act(caller, params.accountId);
    return { status: 200, body: found, etag: found.etag };
  });
};

const wire = (): HttpDeps & GetShopRulesDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const dynamo = createDynamo(apiTimeouts);
  const register = { dynamo, table: env.TABLE_REGISTER };
  return {
    logger: createLogger('get-shop-rules'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    accounts: accountReader({ dynamo, table: env.TABLE_LISTINGS }),
  };
};

export const handler = createHandler(wire());
