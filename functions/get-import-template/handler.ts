import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { route } from './route.ts';
import { getImportTemplate } from './use-case.ts';

const createHandler = (deps: HttpDeps) =>
  httpHandler(route, deps, async ({ params, query }) => {
    const { name, contentType, bytes } = await getImportTemplate(params.kind, query.format);
    return {
      status: 200,
      file: { contentType, bytes },
      headers: {
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'public, max-age=3600',
      },
    };
  });

const wire = (): HttpDeps => ({
  logger: createLogger('get-import-template'),
  clock: Date.now,
  membershipsOf: () => Promise.resolve([]),
});

export const handler = createHandler(wire());
