import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { listingView } from '../../shared/domain/listing/view.ts';
import { listingRepository } from '../../shared/persistence/listing-repository.dynamo.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { route } from './route.ts';
import { resolveListing, type ResolveListingDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & ResolveListingDeps) => {
  const act = resolveListing(deps);
  return httpHandler(route, deps, async ({ caller, params, body, language }) => {
    const listing = await act(caller, params, body.keep);
    return { status: 200, body: listingView(listing, deps.clock(), language), etag: String(listing.wantedSeq) };
  });
};

const wire = (): HttpDeps & ResolveListingDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const dynamo = createDynamo(apiTimeouts);
  const register = { dynamo, table: env.TABLE_REGISTER };
  const table = { dynamo, table: env.TABLE_LISTINGS };
  return {
    logger: createLogger('resolve-listing'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    listings: listingRepository(table, Date.now),
  };
};

export const handler = createHandler(wire());
