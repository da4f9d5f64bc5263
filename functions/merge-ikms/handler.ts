import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { accountReader } from '../../shared/persistence/account-reader.dynamo.ts';
import { duplicateRepository, writeMerge } from '../../shared/persistence/duplicates.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createIdentityHash } from '../../shared/persistence/identity-hash.kms.ts';
import { createIkmRepository } from '../../shared/persistence/ikm-repository.dynamo.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { createShopSites } from '../../shared/persistence/shop-sites.dynamo.ts';
import { route } from './route.ts';
import { mergeIkms, type MergeIkmsDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & MergeIkmsDeps) => {
  const merge = mergeIkms(deps);
  return httpHandler(route, deps, async ({ caller, params, body }) => {
    const ikm = await merge(caller, params.duplicateId, body);
    return { status: 200, body: ikm, etag: ikm.etag };
  });
};

const wire = (): HttpDeps & MergeIkmsDeps => {
  const env = readEnv(
    z.object({
      TABLE_REGISTER: z.string(),
      TABLE_LISTINGS: z.string(),
      SEAL_KEY_ID: z.string(),
      IDENTITY_KEY_ID: z.string(),
    }),
  );
  const dynamo = createDynamo(apiTimeouts);
  const register = { dynamo, table: env.TABLE_REGISTER };
  const kms = createKms(apiTimeouts);
  return {
    logger: createLogger('merge-ikms'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    ikms: createIkmRepository(register),
    duplicates: duplicateRepository(register),
    writeMerge: writeMerge(register),
    accounts: accountReader({ dynamo, table: env.TABLE_LISTINGS }),
    sites: createShopSites(register, Date.now),
    sealer: createSealer({ kms, keyId: env.SEAL_KEY_ID, clock: Date.now }),
    hashIdentity: createIdentityHash({ kms, keyId: env.IDENTITY_KEY_ID }),
  };
};

export const handler = createHandler(wire());
