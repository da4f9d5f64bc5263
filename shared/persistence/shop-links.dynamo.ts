import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { ProductId } from '../domain/ids.ts';
import type { Listing } from '../domain/listing/listing.ts';
import { nextEtag } from '../domain/save.ts';
import type { ShopItemRecord } from '../domain/shop-item/shop-item.ts';
import { toIso, type Clock } from '../domain/time.ts';
import type { TableAt } from './dynamo.ts';
import { listingKeys } from './keys.ts';
import { dueAttributes, toListingRow } from './listing-repository.dynamo.ts';
import { itemRow } from './shop-items.dynamo.ts';
import { readItem } from './versioned-item.ts';

const LinkRow = z.object({ productId: ProductId });

/** The product that an item of a shop was linked with, whatever stands in its SKU field; strongly read. */
export const linkedProductOf =
  (at: TableAt) =>
  async (marketplace: string, shopId: string, externalId: string): Promise<ProductId | undefined> =>
    (await readItem(at, listingKeys.shopLink(marketplace, shopId, externalId), LinkRow))?.productId;

/** No item of ours is in the shop, on its way, or may still turn up. */
const nothingThere =
  ' AND attribute_not_exists(observed.pending) AND attribute_not_exists(observed.doubt) AND (attribute_not_exists(observed.#item) OR begins_with(observed.#item.#state, :removed))';

/**
 * Links and unlinks items of shops: the item's decision, the link and the listing change together or not at all, and only
 * while no worker holds the listing, so that none is about to create beside the linked item or to change it after.
 */
export const shopLinks = (at: TableAt, clock: Clock) => {
  const { dynamo, table } = at;

  const write = async (items: NonNullable<ConstructorParameters<typeof TransactWriteCommand>[0]['TransactItems']>) => {
    try {
      await dynamo.send(new TransactWriteCommand({ TransactItems: items }));
      return 'written' as const;
    } catch (error) {
      if (error instanceof TransactionCanceledException) return 'conflict' as const;
      throw error;
    }
  };

  const putItem = (before: ShopItemRecord, item: ShopItemRecord) => ({
    Put: {
      TableName: table,
      Item: itemRow({ ...item, etag: nextEtag(before.etag) }),
      ConditionExpression: 'etag = :etag',
      ExpressionAttributeValues: { ':etag': before.etag },
    },
  });

  const changeListing = (
    listing: Listing,
    change: {
      readonly set: string;
      readonly remove: string;
      readonly values: Readonly<Record<string, unknown>>;
      readonly when?: string;
      readonly names?: Readonly<Record<string, string>>;
    },
  ) => {
    const now = toIso(clock());
    return {
      Update: {
        TableName: table,
        Key: listingKeys.listing(listing.productId, listing.accountId),
        UpdateExpression: `SET ${change.set}, wantedSeq = wantedSeq + :one, dueSeq = dueSeq + :one, nextTryAt = :now, duePk = :duePk, dueSk = :dueSk${change.remove}`,
        ConditionExpression: `wantedSeq = :seen AND dueSeq = :due AND (attribute_not_exists(#lease) OR #lease.untilMs <= :nowMs)${change.when ?? ''}`,
        ExpressionAttributeNames: { '#lease': 'lease', '#link': 'link', ...change.names },
        ExpressionAttributeValues: {
          ...change.values,
          ':one': 1,
          ':now': now,
          ':nowMs': clock(),
          ':seen': listing.wantedSeq,
          ':due': listing.dueSeq,
          ...dueAttributes(listing, now),
        },
      },
    };
  };

  return {
    /** `listing`: as read, or `new` when there is none yet. `conflict`: something changed, or a worker is at it. */
    link: (
      shopId: string,
      before: ShopItemRecord,
      item: ShopItemRecord & { readonly productId: ProductId },
      listing: { readonly was: Listing | undefined; readonly next: Listing },
    ): Promise<'written' | 'conflict'> => {
      const key = listingKeys.shopLink(item.marketplace, shopId, item.externalId);
      return write([
        putItem(before, item),
        { Delete: { TableName: table, Key: listingKeys.openItem(item.accountId, item.externalId) } },
        { Put: { TableName: table, Item: { ...key, type: 'shop-link', productId: item.productId } } },
        listing.was === undefined
          ? {
              Put: {
                TableName: table,
                Item: toListingRow(listing.next, clock()),
                ConditionExpression: 'attribute_not_exists(pk)',
              },
            }
          : changeListing(listing.was, {
              set: '#link = :link, wanted = :wanted',
              remove: '',
              when: nothingThere,
              names: { '#item': 'item', '#state': 'state' },
              values: { ':link': listing.next.link, ':wanted': listing.next.wanted, ':removed': 'removed' },
            }),
      ]);
    },

    /** The item is the shop's own again, and its product no longer wanted there. */
    unlink: (
      shopId: string,
      before: ShopItemRecord,
      item: ShopItemRecord,
      listing: Listing | undefined,
    ): Promise<'written' | 'conflict'> =>
      write([
        putItem(before, item),
        { Delete: { TableName: table, Key: listingKeys.shopLink(item.marketplace, shopId, item.externalId) } },
        ...(listing?.link?.externalId === item.externalId
          ? [changeListing(listing, { set: 'wanted = :off', remove: ' REMOVE #link', values: { ':off': 'off' } })]
          : []),
      ]),
  };
};
