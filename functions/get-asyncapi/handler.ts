import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import asyncApi from '../../events/asyncapi.json' with { type: 'json' };
import { route } from './route.ts';

/** It changes with a deployment only, so clients and caches may keep it for a while. */
const headers = { 'cache-control': 'public, max-age=300' };

const createHandler = (deps: HttpDeps) =>
  httpHandler(route, deps, () => Promise.resolve({ status: 200, body: asyncApi, headers }));

export const handler = createHandler({
  logger: createLogger('get-asyncapi'),
  clock: Date.now,
  membershipsOf: () => Promise.resolve([]),
});
