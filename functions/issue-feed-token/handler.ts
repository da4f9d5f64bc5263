import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { feedTokenView } from '../../shared/domain/partner/feed-token.ts';
import { marketplaces } from '../../connectors/registry.ts';
import { feedTokenStore } from '../../shared/persistence/feed-tokens.dynamo.ts';
import { partnerReader } from '../../shared/persistence/partner-reader.dynamo.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { route } from './route.ts';
import { issueFeedToken, type IssueFeedTokenDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & IssueFeedTokenDeps) => {
  const act = issueFeedToken(deps);
  return httpHandler(route, deps, async ({ caller, params, body }) => {
    const { token, text } = await act(caller, params.partnerId, body);
    return { status: 201, body: { ...feedTokenView(token), token: text } };
  });
};

const wire = (): HttpDeps & IssueFeedTokenDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const clock = Date.now;
  const dynamo = createDynamo(apiTimeouts);
  const table = { dynamo, table: env.TABLE_LISTINGS };
  return {
    logger: createLogger('issue-feed-token'),
    clock,
    membershipsOf: createMembershipsOf({ dynamo, table: env.TABLE_REGISTER }),
    audit: createAudit({ dynamo, table: env.TABLE_REGISTER }),
    partners: partnerReader(table),
    hasFeed: (marketplace) => marketplaces.some(({ name, parts }) => name === marketplace && parts.includes('feed')),
    tokens: feedTokenStore(table, clock),
  };
};

export const handler = createHandler(wire());
