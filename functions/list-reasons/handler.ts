import { reasonDetail } from '../../shared/domain/reason/reason-detail.ts';
import { reasons } from '../../shared/domain/reason/reasons.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { route } from './route.ts';

/** It changes with a deployment only, so clients and caches may keep it for a while. */
const headers = { 'cache-control': 'public, max-age=3600' };

const createHandler = (deps: HttpDeps) =>
  httpHandler(route, deps, ({ query }) => {
    const asked = query.for;
    const items = reasons
      .filter((reason) => asked === undefined || reason.for.includes(asked))
      .map((reason) => ({ ...reasonDetail(reason.code), for: reason.for }));
    return Promise.resolve({ status: 200, body: { items }, headers });
  });

export const handler = createHandler({
  logger: createLogger('list-reasons'),
  clock: Date.now,
  membershipsOf: () => Promise.resolve([]),
});
