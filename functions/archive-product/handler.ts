import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { toView } from '../../shared/domain/product/view.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createProductRepository } from '../../shared/persistence/product-repository.dynamo.ts';
import { route } from './route.ts';
import { archiveProduct, type ArchiveProductDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & ArchiveProductDeps) => {
  const act = archiveProduct(deps);
  return httpHandler(route, deps, async ({ caller, params }) => {
    const file = await act(caller, params.productId);
    return { status: 200, body: toView(file), etag: file.product.etag };
  });
};

const wire = (): HttpDeps & ArchiveProductDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('archive-product'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    products: createProductRepository(register, Date.now),
  };
};

export const handler = createHandler(wire());
