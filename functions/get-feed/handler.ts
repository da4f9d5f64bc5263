import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { neutralItem } from '../../connectors/feed-item.ts';
import { marketplaces } from '../../connectors/registry.ts';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { licence } from '../../shared/domain/feed/feed.ts';
import { formatsOf } from '../../shared/domain/feed/formats.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { accountReader } from '../../shared/persistence/account-reader.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { feedStore } from '../../shared/persistence/feed-entries.dynamo.ts';
import { feedTokens } from '../../shared/persistence/feed-tokens.dynamo.ts';
import { createS3 } from '../../shared/persistence/photo-store.s3.ts';
import { presignGet } from '../../shared/persistence/presign.s3.ts';
import { route } from './route.ts';
import { getFeed, type GetFeedDeps } from './use-case.ts';

/** Header values are Latin letters alone. */
const plainLicence = licence.replace(/[^\x20-\x7e]/g, '');

/** The token as a fetcher gives it: `Bearer`, the password of `Basic` (Merchant Center, Commerce Manager), or `?token=`. */
const tokenOf = (authorization: string | undefined, inQuery: string | undefined): string | undefined => {
  const [, scheme = '', value = ''] = /^(bearer|basic) +(\S+)$/i.exec(authorization?.trim() ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() === 'basic') {
    const pair = Buffer.from(value, 'base64').toString('utf8');
    return pair.slice(pair.indexOf(':') + 1);
  }
  return inQuery;
};

const createHandler = (deps: HttpDeps & GetFeedDeps) => {
  const act = getFeed(deps);
  return (event: APIGatewayProxyEventV2, context: Parameters<ReturnType<typeof httpHandler>>[1]) =>
    httpHandler(route, deps, async ({ params, query }) => {
      const { headers } = event;
      const answer = await act({
        accountId: params.partnerId,
        format: params.format,
        token: tokenOf(headers['authorization'], query.token),
        since: query.since,
        limit: query.limit,
        ifNoneMatch: headers['if-none-match'],
        acceptsGzip: /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/i.test(headers['accept-encoding'] ?? ''),
      });
      const shared = { 'x-licence': plainLicence, 'cache-control': 'private, no-cache', vary: 'accept-encoding' };
      switch (answer.kind) {
        case 'who-are-you':
          return { status: 401, headers: { 'www-authenticate': 'Basic realm="feed", charset="UTF-8"' } };
        case 'unchanged':
          return { status: 304, etag: answer.file.etag, headers: shared };
        case 'file':
          return { status: 302, etag: answer.file.etag, headers: { ...shared, location: answer.url } };
        case 'changes': {
          const { kind: _, ...body } = answer;
          return { status: 200, body, headers: { 'x-licence': plainLicence } };
        }
      }
    })(event, context);
};

const wire = (): HttpDeps & GetFeedDeps => {
  const env = readEnv(z.object({ TABLE_LISTINGS: z.string(), FILES_BUCKET: z.string() }));
  const at = { dynamo: createDynamo(apiTimeouts), table: env.TABLE_LISTINGS };
  const files = { s3: createS3(apiTimeouts), bucket: env.FILES_BUCKET };
  const clock = Date.now;
  return {
    logger: createLogger('get-feed'),
    clock,
    membershipsOf: () => Promise.resolve([]),
    store: feedStore(at, clock),
    readAccount: accountReader(at).read,
    accountOfToken: feedTokens(at).verify,
    formatsOf: (account) => formatsOf(account, marketplaces),
    itemOf: neutralItem,
    signLink: (key, seconds) => presignGet(files, key, seconds),
  };
};

export const handler = createHandler(wire());
