import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { route } from './route.ts';
import { listRegions } from './use-case.ts';

/** It changes with a deployment only, once in years. */
const headers = { 'cache-control': 'public, max-age=86400' };
const source = 'Kepmendagri 300.2.2-2430/2025, from idn-area-data 4.0.1 (ODbL 1.0)';

const createHandler = (deps: HttpDeps) =>
  httpHandler(route, deps, ({ query }) =>
    Promise.resolve({ status: 200, body: { items: listRegions(query.parent ?? ''), source }, headers }),
  );

export const handler = createHandler({
  logger: createLogger('list-regions'),
  clock: Date.now,
  membershipsOf: () => Promise.resolve([]),
});
