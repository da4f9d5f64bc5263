import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createIdentityHash } from '../../shared/persistence/identity-hash.kms.ts';
import { createJoinCodes } from '../../shared/persistence/join-codes.dynamo.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createPlaceOfSentra } from '../../shared/persistence/places.dynamo.ts';
import { route } from './route.ts';
import { getJoin, type GetJoinDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & GetJoinDeps) => {
  const act = getJoin(deps);
  return httpHandler(route, deps, async ({ params }) => ({ status: 200, body: await act(params.code) }));
};

const wire = (): HttpDeps & GetJoinDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), IDENTITY_KEY_ID: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  const kms = createKms(apiTimeouts);
  return {
    logger: createLogger('get-join'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    joinCodes: createJoinCodes(register),
    placeOfSentra: createPlaceOfSentra(register),
    hashIdentity: createIdentityHash({ kms, keyId: env.IDENTITY_KEY_ID }),
  };
};

export const handler = createHandler(wire());
