import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { createPlaceFinder } from '../../shared/domain/member/appointment.ts';
import { createIkmRepository } from '../../shared/persistence/ikm-repository.dynamo.ts';
import { createSentraRepository } from '../../shared/persistence/sentra-repository.dynamo.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createIdentityHash } from '../../shared/persistence/identity-hash.kms.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { createMemberRepository } from '../../shared/persistence/member-repository.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { route } from './route.ts';
import { handOverMember, type HandOverMemberDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & HandOverMemberDeps) => {
  const act = handOverMember(deps);
  return httpHandler(route, deps, async ({ caller, params, body }) => ({
    status: 200,
    body: await act(caller, params.memberId, body),
  }));
};

const wire = (): HttpDeps & HandOverMemberDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), SEAL_KEY_ID: z.string(), IDENTITY_KEY_ID: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  const kms = createKms(apiTimeouts);
  return {
    logger: createLogger('hand-over-member'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    members: createMemberRepository(register),
    find: createPlaceFinder(createIkmRepository(register), createSentraRepository(register)),
    sealer: createSealer({ kms, keyId: env.SEAL_KEY_ID, clock: Date.now }),
    hashIdentity: createIdentityHash({ kms, keyId: env.IDENTITY_KEY_ID }),
  };
};

export const handler = createHandler(wire());
