import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { programmeKey } from '../../shared/domain/funnel/funnel.ts';
import { toFunnelRows } from '../../shared/domain/funnel/view.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createReachedCounts } from '../../shared/persistence/reached-counts.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createPlaceOfSentra } from '../../shared/persistence/places.dynamo.ts';
import { toCsvText } from '../../shared/tabular/csv/csv-text.ts';
import { route } from './route.ts';
import { getFunnel, type GetFunnelDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & GetFunnelDeps) => {
  const act = getFunnel(deps);
  return httpHandler(route, deps, async ({ caller, query }) => {
    const { regionCode, sentraId, programme, year, format } = query;
    const view = await act(caller, {
      regionCode,
      sentraId,
      year,
      programme: programme === undefined ? '' : programmeKey(programme),
    });
    return { status: 200, body: view, ...(format === 'csv' && { text: await toCsvText(toFunnelRows(view)) }) };
  });
};

const wire = (): HttpDeps & GetFunnelDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('get-funnel'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    counts: createReachedCounts(register),
    placeOfSentra: createPlaceOfSentra(register),
  };
};

export const handler = createHandler(wire());
