import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createIdentityHash } from '../../shared/persistence/identity-hash.kms.ts';
import { createIkmRepository } from '../../shared/persistence/ikm-repository.dynamo.ts';
import { createJoinCodes } from '../../shared/persistence/join-codes.dynamo.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { createMemberRepository } from '../../shared/persistence/member-repository.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { createSentraRepository } from '../../shared/persistence/sentra-repository.dynamo.ts';
import { createTally } from '../../shared/persistence/tallies.dynamo.ts';
import { route } from './route.ts';
import { joinSentra, type JoinSentraDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & JoinSentraDeps) => {
  const act = joinSentra(deps);
  return httpHandler(route, deps, async ({ caller, params, body }) => {
    const { created, ikm } = await act(caller, { ...params, body });
    return { status: created ? 201 : 200, body: ikm, etag: ikm.etag };
  });
};

const wire = (): HttpDeps & JoinSentraDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), SEAL_KEY_ID: z.string(), IDENTITY_KEY_ID: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  const kms = createKms(apiTimeouts);
  return {
    logger: createLogger('join-sentra'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    joinCodes: createJoinCodes(register),
    sentras: createSentraRepository(register),
    ikms: createIkmRepository(register),
    members: createMemberRepository(register),
    sealer: createSealer({ kms, keyId: env.SEAL_KEY_ID, clock: Date.now }),
    hashIdentity: createIdentityHash({ kms, keyId: env.IDENTITY_KEY_ID }),
    tally: createTally(register, Date.now),
  };
};

export const handler = createHandler(wire());
