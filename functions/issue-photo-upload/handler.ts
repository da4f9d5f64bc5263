import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createS3 } from '../../shared/persistence/photo-store.s3.ts';
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
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), PHOTO_BUCKET: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  const photos = { s3: createS3(apiTimeouts), bucket: env.PHOTO_BUCKET };
  return {
    logger: createLogger('issue-photo-upload'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    products: createProductRepository(register, Date.now),
    signForm: (terms) => presignPost(photos, terms),
  };
};

export const handler = createHandler(wire());
