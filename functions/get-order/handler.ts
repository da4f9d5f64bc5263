import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { buyerView, orderView } from '../../shared/domain/order/view.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createKms } from '../../shared/persistence/kms.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { buyerStore, orderRepository } from '../../shared/persistence/order-repository.dynamo.ts';
import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { route } from './route.ts';
import { getOrder, type GetOrderDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & GetOrderDeps) => {
  const act = getOrder(deps);
  return httpHandler(route, deps, async ({ caller, params: { orderId } }) => {
    const { parts, buyer } = await act(caller, orderId);
    const nowMs = deps.clock();
    return {
      status: 200,
      body: { orderId, parts: parts.map((part) => orderView(part, nowMs)), buyer: buyerView(buyer) },
    };
  });
};

const wire = (): HttpDeps & GetOrderDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string(), SEAL_KEY_ID: z.string() }));
  const dynamo = createDynamo(apiTimeouts);
  const listings = { dynamo, table: env.TABLE_LISTINGS };
  const sealer = createSealer({ kms: createKms(apiTimeouts), keyId: env.SEAL_KEY_ID, clock: Date.now });
  return {
    logger: createLogger('get-order'),
    clock: Date.now,
    membershipsOf: createMembershipsOf({ dynamo, table: env.TABLE_REGISTER }),
    audit: createAudit({ dynamo, table: env.TABLE_REGISTER }),
    orders: orderRepository(listings, Date.now),
    buyerOf: buyerStore(listings, Date.now, sealer).buyer,
  };
};

export const handler = createHandler(wire());
