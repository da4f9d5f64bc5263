import type * as z from 'zod';
import { marketplaces } from '../../connectors/registry.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { route, type MarketplaceView } from './route.ts';

/** It changes with a deployment only, so clients and caches may keep it for a while. */
const headers = { 'cache-control': 'public, max-age=300' };

const createHandler = (deps: HttpDeps) =>
  httpHandler(route, deps, () => {
    const items = marketplaces.map(
      ({ name, displayName, status, parts, feedFormat }): z.infer<typeof MarketplaceView> => ({
        name,
        displayName,
        status,
        can: {
          shop: parts.includes('shop'),
          orders: parts.includes('orders'),
          callback: parts.includes('push'),
          feed: feedFormat,
        },
      }),
    );
    return Promise.resolve({ status: 200, body: { items }, headers });
  });

export const handler = createHandler({
  logger: createLogger('list-marketplaces'),
  clock: Date.now,
  membershipsOf: () => Promise.resolve([]),
});
