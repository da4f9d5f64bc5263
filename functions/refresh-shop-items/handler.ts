import * as z from 'zod';
import { marketplaces } from '../../connectors/registry.ts';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { accountReader } from '../../shared/persistence/account-reader.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { shopItems } from '../../shared/persistence/shop-items.dynamo.ts';
import { route } from './route.ts';
import { refreshShopItems, type RefreshShopItemsDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & RefreshShopItemsDeps) => {
  const refresh = refreshShopItems(deps);
  return httpHandler(route, deps, async ({ caller, params }) => {
    await refresh(caller, params.accountId);
    return { status: 202 };
  });
};

const wire = (): HttpDeps & RefreshShopItemsDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const dynamo = createDynamo(apiTimeouts);
  const table = { dynamo, table: env.TABLE_LISTINGS };
  return {
    logger: createLogger('refresh-shop-items'),
    clock: Date.now,
    membershipsOf: createMembershipsOf({ dynamo, table: env.TABLE_REGISTER }),
    audit: createAudit({ dynamo, table: env.TABLE_REGISTER }),
    accounts: accountReader(table),
    items: shopItems(table, Date.now),
    isReadable: (marketplace) => marketplaces.some(({ name, parts }) => name === marketplace && parts.includes('shop')),
  };
};

export const handler = createHandler(wire());
