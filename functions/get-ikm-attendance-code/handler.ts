import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { drawQr } from '../../shared/drawing/qr.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createIdentityHash } from '../../shared/persistence/identity-hash.kms.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createPlaceOfIkm } from '../../shared/persistence/places.dynamo.ts';
import { route } from './route.ts';
import { getIkmAttendanceCode, type GetIkmAttendanceCodeDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & GetIkmAttendanceCodeDeps) => {
  const act = getIkmAttendanceCode(deps);
  return httpHandler(route, deps, async ({ caller, params }) => {
    const text = await act(caller, params.ikmId);
    return { status: 200, body: { text, svg: drawQr(text) } };
  });
};

const wire = (): HttpDeps & GetIkmAttendanceCodeDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), IDENTITY_KEY_ID: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('get-ikm-attendance-code'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    placeOfIkm: createPlaceOfIkm(register),
    hashIdentity: createIdentityHash({ kms: createKms(apiTimeouts), keyId: env.IDENTITY_KEY_ID }),
  };
};

export const handler = createHandler(wire());
