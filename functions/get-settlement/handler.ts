import * as z from 'zod';
import { readEnv } from '../../shared/config/env.ts';
import { apiTimeouts } from '../../shared/config/timeouts.ts';
import { toCsv } from '../../shared/domain/order/settlement.ts';
import { httpHandler, type HttpDeps } from '../../shared/middleware/http.ts';
import { createLogger } from '../../shared/observability/logger.ts';
import { accountReader } from '../../shared/persistence/account-reader.dynamo.ts';
import { createDynamo } from '../../shared/persistence/dynamo.ts';
import { createIkmRepository } from '../../shared/persistence/ikm-repository.dynamo.ts';
import { createAudit } from '../../shared/persistence/audit-trail.dynamo.ts';
import { createMembershipsOf } from '../../shared/persistence/memberships.dynamo.ts';
import { orderRepository } from '../../shared/persistence/order-repository.dynamo.ts';
import { route } from './route.ts';
import { getSettlement, type GetSettlementDeps } from './use-case.ts';

const columns = [
  'ikmId',
  'businessName',
  'orders',
  'pieces',
  'grossIdr',
  'completedIdr',
  'cancelledOrders',
  'cancelledPieces',
  'returnedOrders',
] as const;

const createHandler = (deps: HttpDeps & GetSettlementDeps) => {
  const act = getSettlement(deps);
  return httpHandler(route, deps, async ({ caller, params: { accountId }, query: { month, format } }) => {
    const rows = await act(caller, accountId, month);
    const body = {
      accountId,
      month,
      rows: rows.map((row) => ({ ...row, ikmId: row.ikmId ?? null, businessName: row.businessName ?? null })),
    };
    if (format === 'json') return { status: 200, body };
    const text = toCsv([columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]);
    return { status: 200, body, text: { contentType: 'text/csv; charset=utf-8', text } };
  });
};

const wire = (): HttpDeps & GetSettlementDeps => {
  const env = readEnv(z.object({ TABLE_REGISTER: z.string(), TABLE_LISTINGS: z.string() }));
  const dynamo = createDynamo(apiTimeouts);
  const register = { dynamo, table: env.TABLE_REGISTER };
  const listings = { dynamo, table: env.TABLE_LISTINGS };
  const ikms = createIkmRepository(register);
  return {
    logger: createLogger('get-settlement'),
    clock: Date.now,
    membershipsOf: createMembershipsOf(register),
    audit: createAudit(register),
    accounts: accountReader(listings),
    orders: orderRepository(listings, Date.now),
    nameOf: async (ikmId) => (await ikms.get(ikmId))?.ikm.businessName,
  };
};

export const handler = createHandler(wire());
