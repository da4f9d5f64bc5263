import { marketplaces } from '../../connectors/registry.ts';
import { textVersion } from '../../shared/domain/privacy/consent.ts';
import { bases, otherTransfers, purposes, toMarketplace } from '../../shared/domain/privacy/purposes.ts';
import { rights } from '../../shared/domain/privacy/rights.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { route, type NoticeView } from './route.ts';

/** It changes with a deployment only, so clients and caches may keep it for a while. */
const headers = { 'cache-control': 'public, max-age=300' };

const createHandler = (deps: HttpDeps) =>
  httpHandler(route, deps, ({ language }) => {
    const body: NoticeView = {
      version: textVersion,
      purposes: purposes.map(({ name, title, basis, consent = null, law, data, recipients, retention }) => ({
        name,
        title: title[language],
        basis: [bases[basis].name[language], bases[basis].article, ...(law === undefined ? [] : [law])].join('; '),
        consent,
        data: data[language],
        recipients: recipients[language],
        retention: retention[language],
      })),
      transfers: [...marketplaces.map(({ displayName }) => toMarketplace(displayName)), ...otherTransfers].map(
        ({ to, where, data, basis }) => ({ to, where: where[language], data: data[language], basis: basis[language] }),
      ),
      rights: rights.map((right) => right[language]),
    };
    return Promise.resolve({ status: 200, body, headers });
  });

export const handler = createHandler({
  logger: createLogger('get-privacy-notice'),
  clock: Date.now,
  membershipsOf: () => Promise.resolve([]),
});
