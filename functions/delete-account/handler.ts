import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { accountEndings } from '../../shared/persistence/account-endings.dynamo.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { route } from './route.ts';
import { deleteAccount, type DeleteAccountDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & DeleteAccountDeps) => {
  const act = deleteAccount(deps);
  return httpHandler(route, deps, async ({ caller, params }) => {
    await act(caller, params.accountId);
    return { status: 204 };
  });
};

const wire = (): HttpDeps & DeleteAccountDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const dynamo = createDynamo(apiTimeouts);
  const register = { dynamo, table: env.TABLE_REGISTER };
  const table = { dynamo, table: env.TABLE_LISTINGS };
  return {
    logger: createLogger('delete-account'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    accounts: accountEndings(table),
  };
};

export const handler = createHandler(wire());
