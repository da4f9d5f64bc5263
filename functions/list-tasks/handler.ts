import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { problemView } from '../../shared/domain/listing/view.ts';
import { endingWords } from '../../shared/domain/paper/ending.ts';
import { accountReader } from '../../shared/persistence/account-reader.dynamo.ts';
import { createIkmRepository } from '../../shared/persistence/ikm-repository.dynamo.ts';
import { listingRepository } from '../../shared/persistence/listing-repository.dynamo.ts';
import { createEndingPapers } from '../../shared/persistence/papers.dynamo.ts';
import { orderRepository } from '../../shared/persistence/order-repository.dynamo.ts';
import { createListOversold, createListProducts } from '../../shared/persistence/product-list.dynamo.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { createClaims } from '../../shared/persistence/claims.dynamo.ts';
import { dataRequests } from '../../shared/persistence/data-requests.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { createTeams } from '../../shared/persistence/teams.dynamo.ts';
import { duplicateRepository } from '../../shared/persistence/duplicates.dynamo.ts';
import { transferRepository } from '../../shared/persistence/transfers.dynamo.ts';
import { route } from './route.ts';
import { listTasks, type ListTasksDeps } from './use-case.ts';

const createHandler = (deps: HttpDeps & ListTasksDeps) => {
  const act = listTasks(deps);
  return httpHandler(route, deps, async ({ caller, language }) => {
    const tasks = await act(caller);
    const items = [
      ...tasks.ikms.map(({ ikmId }) => ({ kind: 'verify-ikm', ikmId })),
      ...tasks.products.map(({ productId, ikmId }) => ({ kind: 'curate-product', productId, ikmId })),
      ...tasks.listings.map(({ listing: { productId, accountId }, why, problems }) => ({
        kind: 'look-at-listing',
        productId,
        accountId,
        why,
        problems: problems.map((each) => problemView(each, language)),
      })),
      ...tasks.accounts.map(({ accountId, marketplace, state }) => ({
        kind: 'reconnect-account',
        accountId,
        marketplace,
        why: state,
      })),
      ...tasks.orders.map(({ orderId, accountId, ikmId = null, why }) => ({
        kind: 'acknowledge-order',
        orderId,
        accountId,
        ikmId,
        why,
      })),
      ...tasks.papers.map(({ paper: { ikmId, paperId, facts }, days }) => ({
        kind: 'renew-paper',
        ikmId,
        paperId,
        days,
        message: endingWords(facts.type, days)[language],
      })),
      ...tasks.oversold.map((each) => ({ kind: 'oversold', ...each })),
      ...tasks.duplicates.map(({ duplicateId }) => ({ kind: 'settle-duplicate', duplicateId })),
      ...tasks.transfers.map(({ transferId, ikmId, decides: isOurs }) => ({
        kind: isOurs ? 'decide-transfer' : 'await-transfer',
        transferId,
        ikmId,
      })),
      ...tasks.claims.map(({ claimId }) => ({ kind: 'decide-claim', claimId })),
      ...tasks.consents.map(({ placeId, memberId }) => ({ kind: 'record-consent', ikmId: placeId, memberId })),
      ...tasks.requests.map(({ ikmId, requestId, dueAt, why }) => ({
        kind: 'answer-data-request',
        ...{ ikmId, requestId, dueAt, why },
      })),
    ];
    return { status: 200, body: { items } };
  });
};

const wire = (): HttpDeps & ListTasksDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const dynamo = createDynamo(apiTimeouts);
  const register = { dynamo, table: env.TABLE_REGISTER };
  const table = { dynamo, table: env.TABLE_LISTINGS };
  return {
    logger: createLogger('list-tasks'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    ikms: createIkmRepository(register),
    listProducts: createListProducts(register),
    listings: listingRepository(table, Date.now),
    accounts: accountReader(table),
    orders: orderRepository(table, Date.now),
    oversold: createListOversold(register),
    claims: createClaims(register),
    teams: createTeams(register),
    requests: dataRequests(register),
    endingPapers: createEndingPapers(register),
    transfers: transferRepository(register),
    duplicates: duplicateRepository(register),
  };
};

export const handler = createHandler(wire());
