import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { orderView } from '../../shared/domain/order/view.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { orderRepository } from '../../shared/persistence/order-repository.dynamo.ts';
import { route } from './route.ts';
import { acknowledgeOrder, type AcknowledgeOrderDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & AcknowledgeOrderDeps) => {
  const act = acknowledgeOrder(deps);
  return httpHandler(route, deps, async ({ caller, params, query }) => {
    const parts = await act(caller, params.orderId, query.ikmId);
    const nowMs = deps.clock();
    return { status: 200, body: { items: parts.map((part) => orderView(part, nowMs)) } };
  });
};

const wire = (): HttpDeps & AcknowledgeOrderDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const dynamo = createDynamo(apiTimeouts);
  return {
    logger: createLogger('acknowledge-order'),
    clock: Date.now,
    membershipsOf: createMembershipsOf({ dynamo, table: env.TABLE_REGISTER }),
    audit: createAudit({ dynamo, table: env.TABLE_REGISTER }),
    orders: orderRepository({ dynamo, table: env.TABLE_LISTINGS }, Date.now),
  };
};

export const handler = createHandler(wire());
