import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { presignGet } from '../../shared/persistence/presign.s3.ts';
import { createProductRepository } from '../../shared/persistence/product-repository.dynamo.ts';
import { route } from './route.ts';
import { getPhoto, type GetPhotoDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & GetPhotoDeps) => {
  const get = getPhoto(deps);
  return httpHandler(route, deps, async ({ caller, params, language }) => ({
    status: 200,
    body: await get(caller, { ...params, language }),
  }));
};

const wire = (): HttpDeps & GetPhotoDeps => {
  const env = readEnv(
    z.object({ TABLE_REGISTER: z.string(), PHOTO_BUCKET: z.string(), AWS_ENDPOINT_URL_S3: z.string().optional() }),
  );
  const dynamo = createDynamo(apiTimeouts);
  const register = { dynamo, table: env.TABLE_REGISTER };
  const signer = {
    credentials: dynamo.config.credentials,
    region: dynamo.config.region,
    bucket: env.PHOTO_BUCKET,
    endpoint: env.AWS_ENDPOINT_URL_S3,
    clock: Date.now,
  };
  return {
    logger: createLogger('get-photo'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    products: createProductRepository(register, Date.now),
    signLink: (key, seconds) => presignGet(signer, key, seconds),
  };
};

export const handler = createHandler(wire());
