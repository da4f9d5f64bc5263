import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { DataKey, Sealer } from '../domain/identity/sealer.ts';
import { Fulfilment, isOpen, isSameFulfilment } from '../domain/order/fulfilment.ts';
import { movesOf, Order, ownerKeyOf, type Buyer } from '../domain/order/order.ts';
import type { OrderStore, StoredOrder } from '../domain/order/record-order.ts';
import { nextEtag } from '../domain/save.ts';
import { toEpochSeconds, toIso, type Clock, type IsoInstant } from '../domain/time.ts';
import type { TableAt } from './dynamo.ts';
import { listingIndexes, listingKeys, provinceOf } from './keys.ts';
import { readPage, type Page, type Position } from './page.ts';
import { transact, type Item, type Step } from './versioned-item.ts';

/** Partitions of what is due of orders. */
export const orderShards = 4;
const shardOf = (orderId: string): number => orderId.charCodeAt(orderId.length - 1) % orderShards;

/** Sorts newest first: milliseconds counted backwards from the year 2286. */
const backwards = (ms: number): string => String(9_999_999_999_999 - ms).padStart(13, '0');

const OrderRow = Order.extend({ type: z.literal('order'), etag: z.string() });
const FulfilmentRow = Fulfilment.extend({ type: z.literal('fulfilment'), etag: z.string() });
const BuyerRow = z.object({
  type: z.literal('order-buyer'),
  dataKey: z.object({ recordId: z.string(), wrapped: z.string() }),
  sealed: z.record(z.string(), z.string()),
  print: z.string(),
  expiresAt: z.number(),
});
const ClockRow = z.object({ type: z.literal('order-clock') });
const Row = z.discriminatedUnion('type', [OrderRow, FulfilmentRow, BuyerRow, ClockRow]);

const toOrderRow = (order: Order, etag: string, nowMs: number): Item => ({
  ...listingKeys.order(order.orderId),
  type: 'order',
  ...order,
  etag,
  ...(movesOf(order).length > 0 && {
    duePk: `ORDER-STOCK#${shardOf(order.orderId)}`,
    dueSk: `${toIso(nowMs)}#${order.orderId}`,
  }),
});

const toFulfilmentRow = (part: Fulfilment, etag: string): Item => {
  const { orderId, owner, accountId, placedAt } = part;
  const key = ownerKeyOf(owner);
  const newest = `${backwards(Date.parse(placedAt))}#${orderId}#${key}`;
  return {
    ...listingKeys.fulfilment(orderId, key),
    type: 'fulfilment',
    ...part,
    etag,
    accountPk: `ORDERS#${accountId}`,
    accountSk: newest,
    ...(owner.ikmId !== undefined && { listedIkmPk: `ORDERS-IKM#${owner.ikmId}`, listedIkmSk: newest }),
    ...(owner.sentraId !== undefined && { holderPk: `ORDERS-SENTRA#${owner.sentraId}`, holderSk: newest }),
  };
};

const toClockRow = (part: Fulfilment): Item => {
  const { orderId, owner, accountId, acknowledgeBy = '', overdueSince } = part;
  const key = ownerKeyOf(owner);
  const until = `${acknowledgeBy}#${orderId}#${key}`;
  const isLate = overdueSince !== undefined;
  return {
    ...listingKeys.orderClock(orderId, key),
    type: 'order-clock',
    orderId,
    accountId,
    ownerKey: key,
    acknowledgeBy,
    isLate,
    ...(owner.ikmId !== undefined && {
      ikmId: owner.ikmId,
      listedIkmPk: `OPEN-ORDERS-IKM#${owner.ikmId}`,
      listedIkmSk: until,
    }),
    ...(owner.sentraId !== undefined && { holderPk: `OPEN-ORDERS-SENTRA#${owner.sentraId}`, holderSk: until }),
    duePk: isLate ? `ORDER-OVERDUE#${provinceOf(owner.regionCode)}` : `ORDER-CLOCK#${shardOf(orderId)}`,
    dueSk: isLate ? `${owner.regionCode}#${until}` : until,
  };
};

/** The order row's own version in `etags`. */
const ofOrder = 'order';

/** The steps that store one part of an order, and its clock while it is open. */
const partSteps = (before: Fulfilment | undefined, etag: string | undefined, after: Fulfilment): readonly Step[] => {
  const key = ownerKeyOf(after.owner);
  const clock: readonly Step[] = isOpen(after)
    ? [{ put: toClockRow(after), expected: 'any' }]
    : before !== undefined && isOpen(before)
      ? [{ remove: listingKeys.orderClock(after.orderId, key), expected: 'any' }]
      : [];
  return [
    { put: toFulfilmentRow(after, nextEtag(etag)), expected: etag === undefined ? 'absent' : { etag } },
    ...clock,
  ];
};

const DueKey = z.object({ pk: z.string(), sk: z.string() });

/** An open part as the lists of what is to be done show it. */
const OpenPart = z.object({
  orderId: z.string(),
  accountId: z.string(),
  ikmId: z.string().optional(),
  acknowledgeBy: z.string(),
  isLate: z.boolean(),
});
export type OpenPart = z.infer<typeof OpenPart>;

/** A part of an order that is too late, as an index shows it: without its row. */
export interface LatePart {
  readonly orderId: string;
  readonly accountId: string;
  /** Undefined for a part of the shop's holder. */
  readonly ikmId: string | undefined;
}
const LateRow = z.object({ pk: z.string(), sk: z.string(), accountId: z.string() });
const toLatePart = (item: unknown): LatePart => {
  const { pk, sk, accountId } = LateRow.parse(item);
  const [, type, id] = sk.split('#');
  return { orderId: pk.replace('ORDER#', ''), accountId, ikmId: type === 'ikm' ? id : undefined };
};

/** Orders and their parts without buyers: what lists and decisions need. Every read that decides something is strong. */
export const orderRepository = (at: TableAt, clock: Clock) => {
  const { dynamo, table } = at;

  const read = async (orderId: string): Promise<StoredOrder | undefined> => {
    const { Items = [] } = await dynamo.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': listingKeys.order(orderId).pk },
        ConsistentRead: true,
      }),
    );
    let order: Order | undefined;
    const fulfilments: Fulfilment[] = [];
    const etags: Record<string, string> = {};
    for (const row of Items.map((item) => Row.parse(item))) {
      if (row.type === 'order') {
        order = Order.parse(row);
        etags[ofOrder] = row.etag;
      } else if (row.type === 'fulfilment') {
        const part = Fulfilment.parse(row);
        fulfilments.push(part);
        etags[ownerKeyOf(part.owner)] = row.etag;
      }
    }
    return order === undefined ? undefined : { order, fulfilments, etags };
  };

  return {
    read,

    write: async (
      before: StoredOrder | undefined,
      order: Order,
      fulfilments: readonly Fulfilment[],
    ): Promise<'written' | 'conflict'> => {
      const etag = before?.etags[ofOrder];
      const changed = fulfilments.flatMap((part) => {
        const key = ownerKeyOf(part.owner);
        const stored = before?.fulfilments.find(({ owner }) => ownerKeyOf(owner) === key);
        return isSameFulfilment(stored, part) ? [] : partSteps(stored, before?.etags[key], part);
      });
      const result = await transact(at, [
        {
          put: toOrderRow(order, nextEtag(etag), clock()),
          expected: etag === undefined ? 'absent' : { etag },
        },
        ...changed,
      ]);
      return result.written ? 'written' : 'conflict';
    },

    /** One part after its owner's hand, or its clock, changed it. */
    writePart: async (before: StoredOrder, part: Fulfilment): Promise<'written' | 'conflict'> => {
      const key = ownerKeyOf(part.owner);
      const stored = before.fulfilments.find(({ owner }) => ownerKeyOf(owner) === key);
      const result = await transact(at, partSteps(stored, before.etags[key], part));
      return result.written ? 'written' : 'conflict';
    },

    /** Parts of orders by account, IKM or sentra, newest first. */
    page: (
      of: {
        readonly accounts?: readonly string[];
        readonly ikms?: readonly string[];
        readonly sentras?: readonly string[];
      },
      limit: number,
      position: Position | undefined,
      keep?: (part: Fulfilment, from: { readonly index: string }) => boolean,
    ): Promise<Page<Fulfilment>> => {
      const stretch = (index: keyof typeof listingIndexes, pk: string) => ({
        index,
        attributes: listingIndexes[index],
        pk,
        prefix: '',
      });
      return readPage(at, {
        stretches: [
          ...(of.accounts ?? []).map((id) => stretch('by-account', `ORDERS#${id}`)),
          ...(of.ikms ?? []).map((id) => stretch('by-listed-ikm', `ORDERS-IKM#${id}`)),
          ...(of.sentras ?? []).map((id) => stretch('by-holder', `ORDERS-SENTRA#${id}`)),
        ],
        limit,
        position,
        parse: (item) => Fulfilment.parse(item),
        keep,
      });
    },

    /** All parts of an account's orders that were placed in a span (start included), for its reports. */
    placedIn: async (accountId: string, fromMs: number, toMs: number): Promise<readonly Fulfilment[]> => {
      const found: Fulfilment[] = [];
      let from: Record<string, unknown> | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await dynamo.send(
          new QueryCommand({
            TableName: table,
            IndexName: 'by-account',
            KeyConditionExpression: 'accountPk = :pk AND accountSk BETWEEN :first AND :last',
            ExpressionAttributeValues: {
              ':pk': `ORDERS#${accountId}`,
              ':first': backwards(toMs - 1),
              ':last': `${backwards(fromMs)}~`,
            },
            ExclusiveStartKey: from,
          }),
        );
        found.push(...Items.map((item) => Fulfilment.parse(item)));
        from = LastEvaluatedKey;
      } while (from !== undefined);
      return found;
    },

    /** Parts to be acknowledged, the most urgent first. */
    open: async (
      of: { readonly ikms: readonly string[]; readonly sentras: readonly string[] },
      limit: number,
    ): Promise<readonly OpenPart[]> => {
      const stretches = [
        ...of.ikms.map((id) => ['by-listed-ikm', `OPEN-ORDERS-IKM#${id}`] as const),
        ...of.sentras.map((id) => ['by-holder', `OPEN-ORDERS-SENTRA#${id}`] as const),
      ];
      const { rows } = await readPage(at, {
        stretches: stretches.map(([index, pk]) => ({ index, attributes: listingIndexes[index], pk, prefix: '' })),
        limit,
        position: undefined,
        parse: (item) => OpenPart.parse(item),
      });
      return rows;
    },

    /** Parts that are too late, in these areas. */
    late: async (areas: readonly string[], limit: number): Promise<readonly LatePart[]> => {
      const { rows } = await readPage(at, {
        stretches: areas.map((area) => ({
          index: 'by-due',
          attributes: listingIndexes['by-due'],
          pk: `ORDER-OVERDUE#${provinceOf(area)}`,
          prefix: area.length === 2 ? '' : area,
        })),
        limit,
        position: undefined,
        parse: toLatePart,
      });
      return rows;
    },

    /** Orders whose stock changes were begun before an instant and are not done · whose clock ran out by then. */
    due: async (what: 'ORDER-STOCK' | 'ORDER-CLOCK', shard: number, until: IsoInstant, limit: number) => {
      const { Items = [] } = await dynamo.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'by-due',
          KeyConditionExpression: 'duePk = :pk AND dueSk <= :until',
          ExpressionAttributeValues: { ':pk': `${what}#${shard}`, ':until': `${until}~` },
          Limit: limit,
        }),
      );
      return Items.map((item) => DueKey.parse(item)).map(({ pk, sk }) => ({
        orderId: pk.replace('ORDER#', ''),
        ownerKey: sk.replace('CLOCK#', ''),
      }));
    },
  };
};

/** Who gets the goods of an order, sealed under a key of its own, which goes with it. */
export const buyerStore = (at: TableAt, clock: Clock, sealer: Sealer) => {
  const { dynamo, table } = at;
  const recordId = (orderId: string): string => `order-${orderId}`;

  const readRow = async (orderId: string) => {
    const { Items = [] } = await dynamo.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk = :sk',
        ExpressionAttributeValues: {
          ':pk': listingKeys.orderBuyer(orderId).pk,
          ':sk': listingKeys.orderBuyer(orderId).sk,
        },
        ConsistentRead: true,
      }),
    );
    const row = Items[0] === undefined ? undefined : BuyerRow.parse(Items[0]);
    // an expired row may stay for two days
    return row === undefined || row.expiresAt <= toEpochSeconds(clock()) ? undefined : row;
  };

  return {
    keepBuyer: async (orderId: string, buyer: Buyer, untilMs: number): Promise<void> => {
      const stored = await readRow(orderId);
      const fields = { name: buyer.name, phone: buyer.phone, address: buyer.address };
      const dataKey: DataKey = stored?.dataKey ?? (await sealer.createKey(recordId(orderId)));
      const print = await sealer.fingerprint(dataKey, fields);
      if (stored?.print === print) return;
      await transact(at, [
        {
          put: {
            ...listingKeys.orderBuyer(orderId),
            type: 'order-buyer',
            orderId,
            dataKey,
            sealed: { ...(await sealer.seal(dataKey, fields)) },
            print,
            expiresAt: toEpochSeconds(untilMs),
          },
          expected: 'any',
        },
      ]);
    },

    endBuyer: async (orderId: string, untilMs: number): Promise<void> => {
      try {
        await dynamo.send(
          new UpdateCommand({
            TableName: table,
            Key: listingKeys.orderBuyer(orderId),
            UpdateExpression: 'SET expiresAt = :until',
            ConditionExpression: 'expiresAt > :until',
            ExpressionAttributeValues: { ':until': toEpochSeconds(untilMs) },
          }),
        );
      } catch (error) {
        // it is not there, or goes earlier
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },

    buyer: async (orderId: string): Promise<Buyer | undefined> => {
      const row = await readRow(orderId);
      return row === undefined ? undefined : sealer.open(row.dataKey, row.sealed);
    },
  };
};

/** All that recording an order needs of the listings table. */
export const orderStore = (at: TableAt, clock: Clock, sealer: Sealer): OrderStore => ({
  ...orderRepository(at, clock),
  ...buyerStore(at, clock, sealer),
});
