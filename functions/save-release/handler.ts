import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { releaseView } from '../../shared/domain/partner/release.ts';
import { agreeToPublishing } from '../../shared/domain/privacy/consent.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { accountReader } from '../../shared/persistence/account-reader.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createPlaceOfIkm } from '../../shared/persistence/places.dynamo.ts';
import { releaseRepository } from '../../shared/persistence/release-repository.dynamo.ts';
import { purposeConsents } from '../../shared/persistence/purpose-consents.dynamo.ts';
import { route } from './route.ts';
import { saveRelease, type SaveReleaseDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & SaveReleaseDeps) => {
  const act = saveRelease(deps);
  return httpHandler(route, deps, async ({ caller, params, body }) => ({
    status: 200,
    body: releaseView(await act(caller, { ...params, released: body.released })),
  }));
};

const wire = (): HttpDeps & SaveReleaseDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const dynamo = createDynamo(apiTimeouts);
  const register = { dynamo, table: env.TABLE_REGISTER };
  const table = { dynamo, table: env.TABLE_LISTINGS };
  return {
    logger: createLogger('save-release'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    agreeToPublishing: agreeToPublishing(purposeConsents(register), Date.now),
    placeOfIkm: createPlaceOfIkm(register),
    releases: releaseRepository(table),
    accounts: accountReader(table),
  };
};

export const handler = createHandler(wire());
