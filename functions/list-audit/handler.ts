import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { readList } from '../../shared/middleware/list.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createAuditReader } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createPlaceOfIkm } from '../../shared/persistence/places.dynamo.ts';
import { route } from './route.ts';
import { listAudit, type ListAuditDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & ListAuditDeps) => {
  const act = listAudit(deps);
  return httpHandler(route, deps, async ({ caller, query }) => {
    const { limit: _limit, cursor: _cursor, thing, id = '', day = '' } = query;
    const binding = { subject: caller.subject, route: route.paths[0], query };
    const question = thing === undefined ? { day } : { thing, id };
    const page = await readList(binding, query, (most, position) => act(caller, question, most, position));
    return { status: 200, body: page };
  });
};

const wire = (): HttpDeps & ListAuditDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('list-audit'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    placeOfIkm: createPlaceOfIkm(register),
    trail: createAuditReader(register),
  };
};

export const handler = createHandler(wire());
