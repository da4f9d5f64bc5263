import * as z from 'zod';
import { marketplaces } from '../../connectors/registry.ts';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { listingView } from '../../shared/domain/listing/view.ts';
import { accountReader } from '../../shared/persistence/account-reader.dynamo.ts';
import { listingRepository } from '../../shared/persistence/listing-repository.dynamo.ts';
import { createProductRepository } from '../../shared/persistence/product-repository.dynamo.ts';
import { agreeToPublishing } from '../../shared/domain/privacy/consent.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { consentStore } from '../../shared/persistence/consents.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { purposeConsents } from '../../shared/persistence/purpose-consents.dynamo.ts';
import { route } from './route.ts';
import { wantListing, type WantListingDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & WantListingDeps) => {
  const act = wantListing(deps);
  return httpHandler(route, deps, async ({ caller, params, body, ifMatch, language }) => {
    const { listing, isNew } = await act(caller, { ...params, body, ifMatch });
    return {
      status: isNew ? 201 : 200,
      body: listingView(listing, deps.clock(), language),
      etag: String(listing.wantedSeq),
    };
  });
};

const wire = (): HttpDeps & WantListingDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const dynamo = createDynamo(apiTimeouts);
  const register = { dynamo, table: env.TABLE_REGISTER };
  const table = { dynamo, table: env.TABLE_LISTINGS };
  return {
    logger: createLogger('want-listing'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    agreeToPublishing: agreeToPublishing(purposeConsents(register), Date.now),
    products: createProductRepository(register, Date.now),
    accounts: accountReader(table),
    listings: listingRepository(table, Date.now),
    consents: consentStore(table),
    takesOrders: (name) => marketplaces.some((each) => each.name === name && each.takesOrders),
  };
};

export const handler = createHandler(wire());
