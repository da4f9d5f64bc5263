import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { agreeToPublishing } from '../../shared/domain/privacy/consent.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createPlaceOfIkm } from '../../shared/persistence/places.dynamo.ts';
import { createShopSites } from '../../shared/persistence/shop-sites.dynamo.ts';
import { purposeConsents } from '../../shared/persistence/purpose-consents.dynamo.ts';
import { route } from './route.ts';
import { saveShopSite, type SaveShopSiteDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & SaveShopSiteDeps) => {
  const act = saveShopSite(deps);
  return httpHandler(route, deps, async ({ caller, params, body, ifMatch }) => {
    const { created, site } = await act(caller, { ikmId: params.ikmId, body, ifMatch });
    return { status: created ? 201 : 200, body: site, etag: site.etag };
  });
};

const wire = (): HttpDeps & SaveShopSiteDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('save-shop-site'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    agreeToPublishing: agreeToPublishing(purposeConsents(register), Date.now),
    placeOfIkm: createPlaceOfIkm(register),
    sites: createShopSites(register, Date.now),
  };
};

export const handler = createHandler(wire());
