import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { loadConnector } from '../../connectors/registry.ts';
import { marketplacesEnv } from '../../shared/config/connector-env.ts';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { accountOpenings } from '../../shared/persistence/account-openings.dynamo.ts';
import { appOfMarketplace } from '../../shared/persistence/app-secret.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createPlaceOfIkm, createPlaceOfSentra } from '../../shared/persistence/places.dynamo.ts';
import { route } from './route.ts';
import { openAccount, type OpenAccountDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & OpenAccountDeps) => {
  const open = openAccount(deps);
  return httpHandler(route, deps, async ({ caller, body }) => {
    const { authorizationUrl, isNew } = await open(caller, body);
    return { status: isNew ? 201 : 200, body: { accountId: body.accountId, authorizationUrl } };
  });
};

const wire = (): HttpDeps & OpenAccountDeps => {
  const env = readEnv(
    z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string(), MARKETPLACES: marketplacesEnv }),
  );
  const dynamo = createDynamo(apiTimeouts);
  const register = { dynamo, table: env.TABLE_REGISTER };
  return {
    logger: createLogger('open-account'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    loadConnector,
    appOf: appOfMarketplace(env.MARKETPLACES, apiTimeouts, Date.now),
    placeOfIkm: createPlaceOfIkm(register),
    placeOfSentra: createPlaceOfSentra(register),
    accounts: accountOpenings({ dynamo, table: env.TABLE_LISTINGS }, Date.now),
    newState: () => randomBytes(32).toString('base64url'),
  };
};

export const handler = createHandler(wire());
