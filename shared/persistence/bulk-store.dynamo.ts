import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { BulkStore, FoundProduct } from '../domain/bulk/store.ts';
import { IkmId, ProductId, SentraId } from '../domain/ids.ts';
import { insertItems, readItems } from './bulk-calls.dynamo.ts';
import type { TableAt } from './dynamo.ts';
import { LockRow, toLockItem } from './identity-locks.dynamo.ts';
import { toIkmItem } from './ikm-repository.dynamo.ts';
import { registerIndexes, registerKeys } from './keys.ts';
import { IkmRow, toStoredIkm } from './rows/ikm-row.ts';
import { fromProductRow, ProductPartRow, toProductRow } from './rows/product-row.ts';
import { putItem } from './versioned-item.ts';

const PlaceRow = z.object({
  ikmId: IkmId,
  sentraId: SentraId.optional(),
  regionCode: z.string(),
  state: z.string(),
});

const Keyed = z.object({ pk: z.string() });
const idIn = (pk: string): string => pk.slice(pk.indexOf('#') + 1);

/** The register for many rows at once. */
export const createBulkStore = (at: TableAt): BulkStore => ({
  insertIkms: async (ikms) => {
    const there = await insertItems(at, ikms.map(toIkmItem));
    return new Set([...there].map(({ pk }) => idIn(pk)));
  },

  ikms: async (ids) => {
    const rows = await readItems(at, ids.map(registerKeys.ikm));
    return new Map(rows.map((row) => toStoredIkm(IkmRow.parse(row))).map((found) => [found.ikm.ikmId, found]));
  },

  places: async (ids) => {
    const rows = await readItems(at, ids.map(registerKeys.ikm), ['ikmId', 'sentraId', 'regionCode', 'state']);
    return new Map(rows.map((row) => PlaceRow.parse(row)).map((place) => [place.ikmId, place]));
  },

  insertLocks: async (locks) => {
    const there = await insertItems(
      at,
      locks.map(({ hash, ikm }) => toLockItem(hash, ikm)),
    );
    return new Set([...there].map(({ pk }) => idIn(pk)));
  },

  locks: async (hashes) => {
    const rows = await readItems(at, hashes.map(registerKeys.identity));
    return new Map(rows.map((row) => [idIn(Keyed.parse(row).pk), LockRow.parse(row)]));
  },

  takeOver: async (hash, { ikmId, at: since }, ikm) =>
    (await putItem(at, toLockItem(hash, ikm), { also: { ikmId, at: since } })) === 'written',

  release: async (hash, ikmId) => {
    try {
      await at.dynamo.send(
        new DeleteCommand({
          TableName: at.table,
          Key: registerKeys.identity(hash),
          ConditionExpression: 'ikmId = :ikmId',
          ExpressionAttributeValues: { ':ikmId': ikmId },
        }),
      );
    } catch (error) {
      // somebody else's by now
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  },

  insertProducts: async (products) => {
    const there = await insertItems(at, products.map(toProductRow));
    return new Set([...there].map(({ productId }) => productId));
  },

  products: async (ids) => {
    const keys = ids.flatMap((id) => [registerKeys.product(id), registerKeys.offer(id)]);
    const found = new Map<string, FoundProduct | 'deleted'>();
    const offers = new Map<string, FoundProduct['offers']>();
    for (const item of await readItems(at, keys)) {
      const row = ProductPartRow.parse(item);
      if (row.type === 'offer')
        offers.set(row.productId, {
          etag: row.etag,
          whole: row.whole,
          byVariant: row.byVariant,
          imported: row.imported,
        });
      else if (row.type === 'product') {
        if ('deleted' in row) found.set(row.productId, 'deleted');
        else {
          const product = fromProductRow(row);
          found.set(row.productId, { product, offers: product.firstOffers ?? { etag: '0' } });
        }
      }
    }
    for (const [id, own] of offers) {
      const file = found.get(id);
      if (file !== undefined && file !== 'deleted') found.set(id, { ...file, offers: own });
    }
    return found;
  },
});

const SkuRow = z.object({ productId: ProductId, content: z.object({ sku: z.string() }) });

/** Ids of an IKM's products by SKU (upper case), from an index: the newest may lack for a moment. */
export const createProductIdsBySku =
  (at: TableAt) =>
  async (ikmId: string): Promise<ReadonlyMap<string, string>> => {
    const ids = new Map<string, string>();
    let from: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await at.dynamo.send(
        new QueryCommand({
          TableName: at.table,
          IndexName: 'by-ikm',
          KeyConditionExpression: '#pk = :pk',
          ProjectionExpression: 'productId, content.sku',
          ExpressionAttributeNames: { '#pk': registerIndexes['by-ikm'].pk },
          ExpressionAttributeValues: { ':pk': `IKM#${ikmId}` },
          ExclusiveStartKey: from,
        }),
      );
      for (const item of Items) {
        const row = SkuRow.safeParse(item).data;
        if (row !== undefined) ids.set(row.content.sku.toUpperCase(), row.productId);
      }
      from = LastEvaluatedKey;
    } while (from !== undefined);
    return ids;
  };
