import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { logCodes } from '../../shared/observability/log-codes.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { orderRepository, orderShards } from '../../shared/persistence/order-repository.dynamo.ts';
import { createProductRepository } from '../../shared/persistence/product-repository.dynamo.ts';
import { sweepOrders, type SweepOrdersDeps } from './use-case.ts';

const createHandler = (deps: SweepOrdersDeps) => sweepOrders(deps);

const wire = (): SweepOrdersDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const dynamo = createDynamo({ connectMs: 1_000, requestMs: 5_000 });
  const logger = createLogger('sweep-orders');
  return {
    orders: orderRepository({ dynamo, table: env.TABLE_LISTINGS }, Date.now),
    products: createProductRepository({ dynamo, table: env.TABLE_REGISTER }, Date.now),
    clock: Date.now,
    shards: orderShards,
    failed: (orderId, error) =>
      logger.error('order not swept', {
        code: logCodes.recordFailed,
        orderId,
        error: error instanceof Error ? error.name : 'Error',
      }),
  };
};

export const handler = createHandler(wire());
