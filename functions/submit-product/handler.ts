import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { toView } from '../../shared/domain/product/view.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMakerOf } from '../../shared/persistence/makers.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createProductRepository } from '../../shared/persistence/product-repository.dynamo.ts';
import { createTrusts } from '../../shared/persistence/trusts.dynamo.ts';
import { createVersions } from '../../shared/persistence/versions.dynamo.ts';
import { route } from './route.ts';
import { submitProduct, type SubmitProductDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & SubmitProductDeps) => {
  const act = submitProduct(deps);
  return httpHandler(route, deps, async ({ caller, params }) => {
    const file = await act(caller, params.productId);
    return { status: 200, body: toView(file), etag: file.product.etag };
  });
};

const wire = (): HttpDeps & SubmitProductDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), PUBLIC_URL: z.url() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  return {
    logger: createLogger('submit-product'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    products: createProductRepository(register, Date.now),
    versions: createVersions(register),
    trusts: createTrusts(register),
    makerOf: createMakerOf({ ...register, publicUrl: env.PUBLIC_URL, clock: Date.now }),
  };
};

export const handler = createHandler(wire());
