import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createImports } from '../../shared/persistence/imports.dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createS3 } from '../../shared/persistence/photo-store.s3.ts';
import { createPlaceOfIkm, createPlaceOfSentra } from '../../shared/persistence/places.dynamo.ts';
import { presignPost } from '../../shared/persistence/presign.s3.ts';
import { route } from './route.ts';
import { startImport, type StartImportDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & StartImportDeps) => {
  const act = startImport(deps);
  return httpHandler(route, deps, async ({ caller, body }) => {
    const { created, of, ...forms } = await act(caller, body);
    const { importId, kind, format, state } = of;
    return { status: created ? 201 : 200, body: { importId, kind, format, state, ...forms } };
  });
};

const wire = (): HttpDeps & StartImportDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), INTAKE_BUCKET: z.string() }));
  const register = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER };
  const intake = { s3: createS3(apiTimeouts), bucket: env.INTAKE_BUCKET };
  return {
    logger: createLogger('start-import'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    imports: createImports(register, Date.now),
    placeOfIkm: createPlaceOfIkm(register),
    placeOfSentra: createPlaceOfSentra(register),
    signForm: (terms) => presignPost(intake, terms),
  };
};

export const handler = createHandler(wire());
