import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { shopItemView } from '../../shared/domain/shop-item/view.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { readList } from '../../shared/middleware/list.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { accountReader } from '../../shared/persistence/account-reader.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { shopItems } from '../../shared/persistence/shop-items.dynamo.ts';
import { route } from './route.ts';
import { listShopItems, type ListShopItemsDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & ListShopItemsDeps) => {
  const list = listShopItems(deps);
  return httpHandler(route, deps, async ({ caller, params, query }) => {
    const binding = { subject: caller.subject, route: `${route.paths[0]} ${params.accountId}`, query };
    const { items, nextCursor } = await readList(binding, query, (most, position) =>
      list(caller, { ...params, decision: query.decision }, most, position),
    );
    return { status: 200, body: { items: items.map(shopItemView), nextCursor } };
  });
};

const wire = (): HttpDeps & ListShopItemsDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const dynamo = createDynamo(apiTimeouts);
  const table = { dynamo, table: env.TABLE_LISTINGS };
  return {
    logger: createLogger('list-shop-items'),
    clock: Date.now,
    membershipsOf: createMembershipsOf({ dynamo, table: env.TABLE_REGISTER }),
    accounts: accountReader(table),
    items: shopItems(table, Date.now),
  };
};

export const handler = createHandler(wire());
