import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { toPaperView } from '../../shared/domain/paper/view.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createPapers } from '../../shared/persistence/papers.dynamo.ts';
import { createPlaceOfIkm } from '../../shared/persistence/places.dynamo.ts';
import { route } from './route.ts';
import { savePaper, type SavePaperDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & SavePaperDeps) => {
  const act = savePaper(deps);
  return httpHandler(route, deps, async ({ caller, params, body, ifMatch, language }) => {
    const { created, paper } = await act(caller, { ...params, facts: body, ifMatch });
    return { status: created ? 201 : 200, body: toPaperView(paper, deps.clock(), language), etag: paper.etag };
  });
};

const wire = (): HttpDeps & SavePaperDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('save-paper'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    placeOfIkm: createPlaceOfIkm(register),
    papers: createPapers(register, Date.now),
  };
};

export const handler = createHandler(wire());
