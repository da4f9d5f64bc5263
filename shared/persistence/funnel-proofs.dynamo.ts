import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Evidence, Sale } from '../domain/funnel/funnel.ts';
import type { FunnelProofs } from '../domain/funnel/store.ts';
import { isSold } from '../domain/funnel/sale.ts';
import { Fulfilment } from '../domain/order/fulfilment.ts';
import type { Clock } from '../domain/time.ts';
import { accountReader } from './account-reader.dynamo.ts';
import type { TableAt } from './dynamo.ts';
import { listingRepository } from './listing-repository.dynamo.ts';
import { everyPage } from './page.ts';
import { productsOfIkm } from './product-list.dynamo.ts';

const pageSize = 100;

/** What products, shops, listings and orders prove of an IKM; from indexes, for the slow look. */
export const createFunnelProofs = (register: TableAt, table: TableAt, clock: Clock): FunnelProofs => {
  const accounts = accountReader(table);
  const listings = listingRepository(table, clock);
  const products = productsOfIkm(register);

  return {
    reached: async (ikmId, at): Promise<Evidence['reached']> => {
      const shops = await everyPage((position) => accounts.page([ikmId], pageSize, position));
      const made = await everyPage((position) => products(ikmId, pageSize, position));
      const listed = await everyPage((position) => listings.page({ ikms: [ikmId] }, pageSize, position));
      const hasShop = shops.some(({ state, shopId }) => state !== 'pending' && shopId !== undefined);
      const isApproved = made.some(({ approvedEtag }) => approvedEtag !== undefined);
      return {
        ...(hasShop && { account: at }),
        ...(isApproved && { approved: at }),
        ...(listed.some(({ wanted }) => wanted === 'live') && { listed: at }),
        ...(listed.some(({ observed }) => observed.item?.state === 'live') && { live: at }),
      };
    },

    sales: async (ikmId): Promise<readonly Sale[]> => {
      const sales: Sale[] = [];
      let from: Record<string, unknown> | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await table.dynamo.send(
          new QueryCommand({
            TableName: table.table,
            IndexName: 'by-listed-ikm',
            KeyConditionExpression: 'listedIkmPk = :pk',
            ExpressionAttributeValues: { ':pk': `ORDERS-IKM#${ikmId}` },
            // they sort newest first
            ScanIndexForward: false,
            Limit: 20,
            ExclusiveStartKey: from,
          }),
        );
        const parts = Items.map((item) => Fulfilment.parse(item)).filter(({ state }) => isSold(state));
        sales.push(...parts.map(({ orderId, placedAt }) => ({ orderId, at: placedAt })));
        from = LastEvaluatedKey;
      } while (from !== undefined && sales.length < 2);
      return sales.slice(0, 2);
    },
  };
};
