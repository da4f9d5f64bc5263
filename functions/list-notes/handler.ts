import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { readList } from '../../shared/middleware/list.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createIkmRepository } from '../../shared/persistence/ikm-repository.dynamo.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createNotes } from '../../shared/persistence/notes.dynamo.ts';

import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { route } from './route.ts';
import { listNotes, type ListNotesDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & ListNotesDeps) => {
  const act = listNotes(deps);
  return httpHandler(route, deps, async ({ caller, params, query }) => {
    const { ikmId } = params;
    const binding = { subject: caller.subject, route: `${route.paths[0]}|${ikmId}`, query };
    return {
      status: 200,
      body: await readList(binding, query, (limit, position) => act(caller, ikmId, limit, position)),
    };
  });
};

const wire = (): HttpDeps & ListNotesDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), SEAL_KEY_ID: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('list-notes'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    ikms: createIkmRepository(register),
    notes: createNotes(register),

    sealer: createSealer({ kms: createKms(apiTimeouts), keyId: env.SEAL_KEY_ID, clock: Date.now }),
  };
};

export const handler = createHandler(wire());
