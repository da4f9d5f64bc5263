import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { toView } from '../../shared/domain/product/view.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createPlaceOfIkm } from '../../shared/persistence/places.dynamo.ts';
import { createProductRepository } from '../../shared/persistence/product-repository.dynamo.ts';
import { route } from './route.ts';
import { saveProduct, type SaveProductDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & SaveProductDeps) => {
  const save = saveProduct(deps);
  return httpHandler(route, deps, async ({ caller, params, body, ifMatch }) => {
    const saved = await save(caller, { ...params, body, ifMatch });
    return { status: saved.created ? 201 : 200, body: toView(saved), etag: saved.product.etag };
  });
};

const wire = (): HttpDeps & SaveProductDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('save-product'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    products: createProductRepository(register, Date.now),
    placeOfIkm: createPlaceOfIkm(register),
  };
};

export const handler = createHandler(wire());
