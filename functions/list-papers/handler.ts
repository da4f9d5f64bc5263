import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { toPaperView } from '../../shared/domain/paper/view.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createPapers } from '../../shared/persistence/papers.dynamo.ts';
import { createPlaceOfIkm } from '../../shared/persistence/places.dynamo.ts';
import { route } from './route.ts';
import { listPapers, type ListPapersDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & ListPapersDeps) => {
  const act = listPapers(deps);
  return httpHandler(route, deps, async ({ caller, params, language }) => {
    const papers = await act(caller, params.ikmId);
    return { status: 200, body: { items: papers.map((paper) => toPaperView(paper, deps.clock(), language)) } };
  });
};

const wire = (): HttpDeps & ListPapersDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('list-papers'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    placeOfIkm: createPlaceOfIkm(register),
    papers: createPapers(register, Date.now),
  };
};

export const handler = createHandler(wire());
