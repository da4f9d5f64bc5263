import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { drawQr } from '../../shared/drawing/qr.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createIdentityHash } from '../../shared/persistence/identity-hash.kms.ts';
import { createJoinCodes } from '../../shared/persistence/join-codes.dynamo.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createPlaceOfSentra } from '../../shared/persistence/places.dynamo.ts';
import { route } from './route.ts';
import { getJoinCode, type GetJoinCodeDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & GetJoinCodeDeps) => {
  const act = getJoinCode(deps);
  return httpHandler(route, deps, async ({ caller, params }) => ({
    status: 200,
    body: await act(caller, params.sentraId),
  }));
};

const wire = (): HttpDeps & GetJoinCodeDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), IDENTITY_KEY_ID: z.string(), PUBLIC_URL: z.url() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  const kms = createKms(apiTimeouts);
  return {
    logger: createLogger('get-join-code'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    placeOfSentra: createPlaceOfSentra(register),
    joinCodes: createJoinCodes(register),
    hashIdentity: createIdentityHash({ kms, keyId: env.IDENTITY_KEY_ID }),
    publicUrl: env.PUBLIC_URL,
    drawQr,
  };
};

export const handler = createHandler(wire());
