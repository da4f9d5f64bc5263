import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { toAttendanceRows } from '../../shared/domain/batch/participant-view.ts';
import { toCsvText } from '../../shared/tabular/csv/csv-text.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { readList } from '../../shared/middleware/list.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createBatches, createTrainings } from '../../shared/persistence/batches.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createNameOfIkm } from '../../shared/persistence/places.dynamo.ts';
import { route } from './route.ts';
import { listParticipants, type ListParticipantsDeps } from './use-case.ts';

/** All of a batch: no quota is larger. */
const mostInTable = 1000;

const createHandler = (deps: HttpDeps & ListParticipantsDeps) => {
  const act = listParticipants(deps);
  return httpHandler(route, deps, async ({ caller, params, query }) => {
    const { batchId } = params;
    if (query.format === 'csv') {
      const { rows } = await act(caller, batchId, mostInTable, undefined);
      return { status: 200, text: await toCsvText(toAttendanceRows(rows)) };
    }
    const binding = { subject: caller.subject, route: `${route.paths[0]}|${batchId}`, query };
    const page = await readList(binding, query, (limit, position) => act(caller, batchId, limit, position));
    return { status: 200, body: page };
  });
};

const wire = (): HttpDeps & ListParticipantsDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('list-participants'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    batches: createBatches(register),
    trainings: createTrainings(register),
    nameOf: createNameOfIkm(register),
  };
};

export const handler = createHandler(wire());
