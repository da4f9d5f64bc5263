import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { deliveryView } from '../../shared/domain/partner/delivery.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { readList } from '../../shared/middleware/list.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { partnerReader } from '../../shared/persistence/partner-reader.dynamo.ts';
import { deliveryLog } from '../../shared/persistence/partner-shelf.dynamo.ts';
import { route } from './route.ts';
import { listDeliveries, type ListDeliveriesDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & ListDeliveriesDeps) => {
  const act = listDeliveries(deps);
  return httpHandler(route, deps, async ({ caller, params, query }) => {
    const binding = { subject: caller.subject, route: route.paths[0], query: { ...query, ...params } };
    const { items, nextCursor } = await readList(binding, query, (most, position) =>
      act(caller, params.partnerId, most, position),
    );
    return { status: 200, body: { items: items.map(deliveryView), nextCursor } };
  });
};

const wire = (): HttpDeps & ListDeliveriesDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const dynamo = createDynamo(apiTimeouts);
  const table = { dynamo, table: env.TABLE_LISTINGS };
  return {
    logger: createLogger('list-deliveries'),
    clock: Date.now,
    membershipsOf: createMembershipsOf({ dynamo, table: env.TABLE_REGISTER }),
    partners: partnerReader(table),
    deliveries: deliveryLog(table),
  };
};

export const handler = createHandler(wire());
