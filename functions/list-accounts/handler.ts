import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { accountView } from '../../shared/domain/account/view.ts';
import { readList } from '../../shared/middleware/list.ts';
import { accountReader } from '../../shared/persistence/account-reader.dynamo.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { route } from './route.ts';
import { listAccounts, type ListAccountsDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & ListAccountsDeps) => {
  const act = listAccounts(deps);
  return httpHandler(route, deps, async ({ caller, query }) => {
    const binding = { subject: caller.subject, route: route.paths[0], query };
    const { items, nextCursor } = await readList(binding, query, (most, position) =>
      act(caller, query.holderId, most, position),
    );
    return { status: 200, body: { items: items.map(accountView), nextCursor } };
  });
};

const wire = (): HttpDeps & ListAccountsDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const dynamo = createDynamo(apiTimeouts);
  const register = { dynamo, table: env.TABLE_REGISTER };
  const table = { dynamo, table: env.TABLE_LISTINGS };
  return {
    logger: createLogger('list-accounts'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    accounts: accountReader(table),
  };
};

export const handler = createHandler(wire());
