import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { changeAccount } from '../../shared/persistence/account-changes.dynamo.ts';
import { accountReader } from '../../shared/persistence/account-reader.dynamo.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { route } from './route.ts';
import { saveShopRules, type SaveShopRulesDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & SaveShopRulesDeps) => {
  const act = saveShopRules(deps);
  return httpHandler(route, deps, async ({ caller, params, body, ifMatch }) => {
    const saved = await act(caller, { accountId: params.accountId, rules: body, ifMatch });
    return { status: 200, body: saved, etag: saved.etag };
  });
};

const wire = (): HttpDeps & SaveShopRulesDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const dynamo = createDynamo(apiTimeouts);
  const register = { dynamo, table: env.TABLE_REGISTER };
  const table = { dynamo, table: env.TABLE_LISTINGS };
  return {
    logger: createLogger('save-shop-rules'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    accounts: { read: accountReader(table).read, change: changeAccount(table) },
  };
};

export const handler = createHandler(wire());
