import * as z from 'zod';
import { marketplaces } from '../../connectors/registry.ts';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { shopItemView } from '../../shared/domain/shop-item/view.ts';
import { agreeToPublishing } from '../../shared/domain/privacy/consent.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { accountReader } from '../../shared/persistence/account-reader.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { listingRepository } from '../../shared/persistence/listing-repository.dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createPlaceOfIkm } from '../../shared/persistence/places.dynamo.ts';
import { createProductRepository } from '../../shared/persistence/product-repository.dynamo.ts';
import { shopItems } from '../../shared/persistence/shop-items.dynamo.ts';
import { shopLinks } from '../../shared/persistence/shop-links.dynamo.ts';
import { purposeConsents } from '../../shared/persistence/purpose-consents.dynamo.ts';
import { route } from './route.ts';
import { decideShopItem, type DecideShopItemDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & DecideShopItemDeps) => {
  const decide = decideShopItem(deps);
  return httpHandler(route, deps, async ({ caller, params, body }) => ({
    status: 200,
    body: shopItemView(await decide(caller, { ...params, body })),
  }));
};

const wire = (): HttpDeps & DecideShopItemDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const dynamo = createDynamo(apiTimeouts);
  const register = { dynamo, table: env.TABLE_REGISTER };
  const table = { dynamo, table: env.TABLE_LISTINGS };
  return {
    logger: createLogger('decide-shop-item'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    agreeToPublishing: agreeToPublishing(purposeConsents(register), Date.now),
    products: createProductRepository(register, Date.now),
    placeOfIkm: createPlaceOfIkm(register),
    accounts: accountReader(table),
    items: shopItems(table, Date.now),
    links: shopLinks(table, Date.now),
    listings: listingRepository(table, Date.now),
    takesOrders: (marketplace) =>
      marketplaces.some(({ name, parts }) => name === marketplace && parts.includes('orders')),
  };
};

export const handler = createHandler(wire());
