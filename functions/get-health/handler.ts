import packageJson from '../../package.json' with { type: 'json' };
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { route } from './route.ts';

const createHandler = (deps: HttpDeps) =>
  httpHandler(route, deps, () =>
    Promise.resolve({ status: 200, body: { status: 'ok', version: packageJson.version } }),
  );

export const handler = createHandler({
  logger: createLogger('get-health'),
  clock: Date.now,
  membershipsOf: () => Promise.resolve([]),
});
