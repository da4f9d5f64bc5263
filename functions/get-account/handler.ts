import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { accountView } from '../../shared/domain/account/view.ts';
import { accountReader } from '../../shared/persistence/account-reader.dynamo.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createPlaceOfSentra } from '../../shared/persistence/places.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { route } from './route.ts';
import { getAccount, type GetAccountDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & GetAccountDeps) => {
  const act = getAccount(deps);
  return httpHandler(route, deps, async ({ caller, params }) => {
    const { account, legalHolder } = await act(caller, params.accountId);
    const joint = account.holder.type === 'sentra' ? { legalHolder: legalHolder ?? null } : {};
    return { status: 200, body: { ...accountView(account), ...joint }, etag: account.etag };
  });
};

const wire = (): HttpDeps & GetAccountDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const dynamo = createDynamo(apiTimeouts);
  const register = { dynamo, table: env.TABLE_REGISTER };
  const table = { dynamo, table: env.TABLE_LISTINGS };
  return {
    logger: createLogger('get-account'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    accounts: accountReader(table),
    placeOfSentra: createPlaceOfSentra(register),
  };
};

export const handler = createHandler(wire());
