import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { route } from './route.ts';
import { getMe } from './use-case.ts';

const createHandler = (deps: HttpDeps) =>
  httpHandler(route, deps, ({ caller }) => Promise.resolve({ status: 200, body: getMe(caller) }));

const wire = (): HttpDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string() }));
  return {
    logger: createLogger('get-me'),
    clock: Date.now,
    membershipsOf: createMembershipsOf({ dynamo: createDynamo(apiTimeouts), table: env.TABLE_REGISTER }),
  };
};

export const handler = createHandler(wire());
