import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { consentView } from '../../shared/domain/account/consent.ts';
import { accountReader } from '../../shared/persistence/account-reader.dynamo.ts';
import { consentStore } from '../../shared/persistence/consents.dynamo.ts';
import { createPlaceOfIkm } from '../../shared/persistence/places.dynamo.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { route } from './route.ts';
import { saveConsent, type SaveConsentDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & SaveConsentDeps) => {
  const act = saveConsent(deps);
  return httpHandler(route, deps, async ({ caller, params, body }) => {
    const consent = await act(caller, params, body);
    return { status: 200, body: consentView(params, consent) };
  });
};

const wire = (): HttpDeps & SaveConsentDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const dynamo = createDynamo(apiTimeouts);
  const register = { dynamo, table: env.TABLE_REGISTER };
  const table = { dynamo, table: env.TABLE_LISTINGS };
  return {
    logger: createLogger('save-consent'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    accounts: accountReader(table),
    placeOfIkm: createPlaceOfIkm(register),
    consents: consentStore(table),
  };
};

export const handler = createHandler(wire());
