import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { readList } from '../../shared/middleware/list.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createClaims } from '../../shared/persistence/claims.dynamo.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { createMemberRepository } from '../../shared/persistence/member-repository.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createPlaceOfIkm } from '../../shared/persistence/places.dynamo.ts';
import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { route } from './route.ts';
import { listClaims, type ListClaimsDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & ListClaimsDeps) => {
  const act = listClaims(deps);
  return httpHandler(route, deps, async ({ caller, query }) => {
    const binding = { subject: caller.subject, route: route.paths[0], query };
    const body = await readList(binding, query, (limit, position) => act(caller, limit, position));
    return { status: 200, body };
  });
};

const wire = (): HttpDeps & ListClaimsDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), SEAL_KEY_ID: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  const kms = createKms(apiTimeouts);
  return {
    logger: createLogger('list-claims'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    claims: createClaims(register),
    placeOfIkm: createPlaceOfIkm(register),
    members: createMemberRepository(register),
    sealer: createSealer({ kms, keyId: env.SEAL_KEY_ID, clock: Date.now }),
  };
};

export const handler = createHandler(wire());
