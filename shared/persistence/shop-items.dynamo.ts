import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { ProblemError } from '../domain/problem.ts';
import { nextEtag } from '../domain/save.ts';
import { OpenItem, Reading, ShopItemRecord } from '../domain/shop-item/shop-item.ts';
import { toIso, type Clock } from '../domain/time.ts';
import type { TableAt } from './dynamo.ts';
import { listingKeys } from './keys.ts';
import type { Page, Position } from './page.ts';
import { putItem, readItem, transact, type Step } from './versioned-item.ts';

/** Rows that one page of a filtered list looks at. */
const filteredReads = 200;
const DueRow = z.object({ accountId: z.string() });
const Sort = z.object({ sk: z.string() });

interface ShopRef {
  readonly accountId: string;
  readonly marketplace: string;
}

const dueOf = ({ accountId, marketplace }: ShopRef, nextMs: number) => ({
  ':duePk': `READ#${marketplace}`,
  ':dueSk': `${toIso(nextMs)}#${accountId}`,
});

export const itemRow = (item: ShopItemRecord) => ({
  ...listingKeys.shopItem(item.accountId, item.externalId),
  type: 'shop-item',
  ...item,
});

/** Puts an item and, while it waits for a decision, its small twin that the guard reads: both or none. */
const itemSteps = (before: ShopItemRecord | undefined, item: ShopItemRecord): readonly Step[] => {
  const { accountId, externalId, name, sku, decision } = item;
  const key = listingKeys.openItem(accountId, externalId);
  return [
    { put: itemRow(item), expected: before === undefined ? 'absent' : { etag: before.etag } },
    decision === 'open'
      ? { put: { ...key, type: 'open-item', ...OpenItem.parse({ externalId, name, sku }) }, expected: 'any' }
      : { remove: key, expected: 'any' },
  ];
};

export type ShopItems = ReturnType<typeof shopItems>;

/** Items of shops that are not ours, and how far each shop was read. All reads but `dueReadings` are strong. */
export const shopItems = (at: TableAt, clock: Clock) => {
  const { dynamo, table } = at;

  const updateReading = async (
    accountId: string,
    update: {
      readonly set: string;
      readonly remove?: readonly string[];
      readonly when?: string;
      readonly values: Readonly<Record<string, unknown>>;
    },
  ): Promise<Reading | undefined> => {
    try {
      const { Attributes } = await dynamo.send(
        new UpdateCommand({
          TableName: table,
          Key: listingKeys.shopReading(accountId),
          UpdateExpression: `SET ${update.set}${update.remove === undefined || update.remove.length === 0 ? '' : ` REMOVE ${update.remove.join(', ')}`}`,
          ...(update.when === undefined ? {} : { ConditionExpression: update.when }),
          ExpressionAttributeNames: Object.fromEntries(
            ['type', 'lease', 'current', 'found', 'finishedAtMs']
              .filter((name) => JSON.stringify(update).includes(`#${name}`))
              .map((name) => [`#${name}`, name]),
          ),
          ExpressionAttributeValues: update.values,
          ReturnValues: 'ALL_NEW',
        }),
      );
      return Reading.parse(Attributes);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  };

  /** What a row needs that may not be there yet. */
  const fresh = ({ accountId, marketplace }: ShopRef) => ({
    set: 'servedSeq = if_not_exists(servedSeq, :none), failures = if_not_exists(failures, :none), accountId = :account, marketplace = :marketplace, #type = :type',
    values: { ':none': 0, ':account': accountId, ':marketplace': marketplace, ':type': 'shop-reading' },
  });

  return {
    read: (accountId: string, externalId: string): Promise<ShopItemRecord | undefined> =>
      readItem(at, listingKeys.shopItem(accountId, externalId), ShopItemRecord),

    /** Those of up to 100 items that are known, by external id. */
    known: async (accountId: string, externalIds: readonly string[]): Promise<ReadonlyMap<string, ShopItemRecord>> => {
      const found = new Map<string, ShopItemRecord>();
      let keys: Record<string, unknown>[] = [...new Set(externalIds)].map((id) => listingKeys.shopItem(accountId, id));
      while (keys.length > 0) {
        const { Responses, UnprocessedKeys } = await dynamo.send(
          new BatchGetCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } }),
        );
        for (const item of Responses?.[table] ?? []) {
          const record = ShopItemRecord.parse(item);
          found.set(record.externalId, record);
        }
        keys = UnprocessedKeys?.[table]?.Keys ?? [];
      }
      return found;
    },

    /** `conflict` when it was changed since it was read. */
    save: async (before: ShopItemRecord | undefined, item: ShopItemRecord): Promise<'written' | 'conflict'> => {
      const next = { ...item, etag: before === undefined ? '1' : nextEtag(before.etag) };
      // a twin that need not change is not written: most of a second reading
      const isQuiet =
        before?.decision === next.decision &&
        (next.decision !== 'open' || (before.name === next.name && before.sku === next.sku));
      if (isQuiet) return putItem(at, itemRow(next), { etag: before.etag });
      return (await transact(at, itemSteps(before, next))).written ? 'written' : 'conflict';
    },

    /** Forgets an item that is no longer there; `conflict` when it was changed since it was read. */
    forget: async (item: ShopItemRecord): Promise<'written' | 'conflict'> => {
      const { written } = await transact(at, [
        { remove: listingKeys.shopItem(item.accountId, item.externalId), expected: { etag: item.etag } },
        { remove: listingKeys.openItem(item.accountId, item.externalId), expected: 'any' },
      ]);
      return written ? 'written' : 'conflict';
    },

    /** One page of an account's items by external id. @throws ProblemError `invalid-cursor` */
    page: async (
      accountId: string,
      limit: number,
      position: Position | undefined,
      keep: (item: ShopItemRecord) => boolean,
    ): Promise<Page<ShopItemRecord>> => {
      const { pk } = listingKeys.shopItems(accountId);
      let after = position?.['sk'];
      if (after !== undefined && (!after.startsWith('ITEM#') || Buffer.byteLength(after) > 1024))
        throw new ProblemError('invalid-cursor');
      const rows: ShopItemRecord[] = [];
      for (let reads = 0; ;) {
        const { Items = [], LastEvaluatedKey } = await dynamo.send(
          new QueryCommand({
            TableName: table,
            ConsistentRead: true,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': pk },
            Limit: limit,
            ...(after === undefined ? {} : { ExclusiveStartKey: { pk, sk: after } }),
          }),
        );
        for (const [n, item] of Items.entries()) {
          reads += 1;
          const record = ShopItemRecord.parse(item);
          after = Sort.parse(item).sk;
          if (keep(record)) rows.push(record);
          const isLast = n === Items.length - 1 && LastEvaluatedKey === undefined;
          if ((rows.length === limit || reads >= filteredReads) && !isLast) return { rows, position: { sk: after } };
        }
        if (LastEvaluatedKey === undefined) return { rows, position: undefined };
      }
    },

    /** The reading of a shop and the items that wait for a decision: one query. */
    waiting: async (
      accountId: string,
    ): Promise<{ readonly reading: Reading | undefined; readonly open: readonly OpenItem[] }> => {
      const open: OpenItem[] = [];
      let reading: Reading | undefined;
      let from: Record<string, unknown> | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await dynamo.send(
          new QueryCommand({
            TableName: table,
            ConsistentRead: true,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': listingKeys.openItems(accountId).pk },
            ...(from === undefined ? {} : { ExclusiveStartKey: from }),
          }),
        );
        for (const item of Items) {
          if (item['type'] === 'shop-reading') reading = Reading.parse(item);
          else open.push(OpenItem.parse(item));
        }
        from = LastEvaluatedKey;
      } while (from !== undefined);
      return { reading, open };
    },

    reading: (accountId: string): Promise<Reading | undefined> =>
      readItem(at, listingKeys.shopReading(accountId), Reading),

    /** Asks for a reading, or for going on with one (`first`: only if nobody ever asked); the event that follows wakes a worker. */
    ask: async (ref: ShopRef, first?: 'first'): Promise<void> => {
      const { set, values } = fresh(ref);
      await updateReading(ref.accountId, {
        set: `askedSeq = if_not_exists(askedSeq, :none) + :one, ${set}`,
        ...(first === undefined ? {} : { when: 'attribute_not_exists(pk)' }),
        values: { ...values, ':one': 1 },
      });
    },

    /** Takes the lease of a reading, making the row if there is none. Undefined while somebody else holds it. */
    leaseReading: (ref: ShopRef, lease: NonNullable<Reading['lease']>, nowMs: number): Promise<Reading | undefined> => {
      const { set, values } = fresh(ref);
      return updateReading(ref.accountId, {
        set: `askedSeq = if_not_exists(askedSeq, :none), ${set}, #lease = :lease, duePk = :duePk, dueSk = :dueSk`,
        when: 'attribute_not_exists(#lease) OR #lease.untilMs <= :now',
        values: { ...values, ':lease': lease, ':now': nowMs, ...dueOf(ref, lease.untilMs) },
      });
    },

    /** Stores how far a reading came; false when the lease is lost. */
    saveReading: async ({ accountId, lease, current }: Reading): Promise<boolean> =>
      (await updateReading(accountId, {
        set: '#current = :current',
        when: '#lease.holder = :holder',
        values: { ':current': current, ':holder': lease?.holder ?? '' },
      })) !== undefined,

    /**
     * Ends the lease. `next`: when to read again (milliseconds), `now` to go on at once, undefined for not by itself.
     */
    releaseReading: async (reading: Reading, next: number | 'now' | undefined): Promise<void> => {
      const { accountId, lease, current, finishedAtMs, found, servedSeq, failures } = reading;
      const optional = Object.entries({ finishedAtMs, found }).filter(([, value]) => value !== undefined);
      await updateReading(accountId, {
        set: [
          'servedSeq = :served, failures = :failures',
          ...optional.map(([name]) => `#${name} = :${name}`),
          ...(current === undefined ? [] : ['#current = :current']),
          ...(next === 'now' ? ['askedSeq = askedSeq + :one'] : []),
          ...(typeof next === 'number' ? ['duePk = :duePk, dueSk = :dueSk'] : []),
        ].join(', '),
        remove: [
          '#lease',
          ...(current === undefined ? ['#current'] : []),
          ...(typeof next === 'number' ? [] : ['duePk', 'dueSk']),
        ],
        when: '#lease.holder = :holder',
        values: {
          ':served': servedSeq,
          ':failures': failures,
          ':holder': lease?.holder ?? '',
          ...Object.fromEntries(optional.map(([name, value]) => [`:${name}`, value])),
          ...(current === undefined ? {} : { ':current': current }),
          ...(next === 'now' ? { ':one': 1 } : {}),
          ...(typeof next === 'number' ? dueOf(reading, next) : {}),
        },
      });
    },

    /** Accounts whose shop should be read again, the longest waiting first; from an index. */
    dueReadings: async (marketplace: string, limit: number): Promise<readonly string[]> => {
      const { Items = [] } = await dynamo.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'by-due',
          KeyConditionExpression: 'duePk = :pk AND dueSk <= :now',
          ExpressionAttributeValues: { ':pk': `READ#${marketplace}`, ':now': `${toIso(clock())}~` },
          Limit: limit,
        }),
      );
      return Items.map((item) => DueRow.parse(item).accountId);
    },
  };
};
