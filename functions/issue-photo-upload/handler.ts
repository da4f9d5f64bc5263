import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { presignPost } from '../../shared/persistence/presign.s3.ts';
import { createProductRepository } from '../../shared/persistence/product-repository.dynamo.ts';
import { route } from './route.ts';
import { issuePhotoUpload, type IssuePhotoUploadDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & IssuePhotoUploadDeps) => {
  const issue = issuePhotoUpload(deps);
  return httpHandler(route, deps, async ({ caller, params, body }) => {
    const { created, ...issued } = await issue(caller, { productId: params.productId, request: body });
    return { status: created ? 201 : 200, body: issued };
  });
};

const wire = (): HttpDeps & IssuePhotoUploadDeps => {
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
    logger: createLogger('issue-photo-upload'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    products: createProductRepository(register, Date.now),
    signForm: (terms) => presignPost(signer, terms),
  };
};

export const handler = createHandler(wire());
