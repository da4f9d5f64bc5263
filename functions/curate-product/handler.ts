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
import { createTrusts } from '../../shared/persistence/trusts.dynamo.ts';
import { createVersions } from '../../shared/persistence/versions.dynamo.ts';
import { route } from './route.ts';
import { curateProduct, type CurateProductDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & CurateProductDeps) => {
  const curate = curateProduct(deps);
  return httpHandler(route, deps, async ({ caller, params, body }) => {
    const file = await curate(caller, { productId: params.productId, decision: body });
    return { status: 200, body: toView(file), etag: file.product.etag };
  });
};

const wire = (): HttpDeps & CurateProductDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('curate-product'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    products: createProductRepository(register, Date.now),
    versions: createVersions(register),
    trusts: createTrusts(register),
  };
};

export const handler = createHandler(wire());
