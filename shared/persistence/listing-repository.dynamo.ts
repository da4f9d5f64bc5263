import { createHash, randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, QueryCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { Listing, type Observed } from '../domain/listing/listing.ts';
import { stateOf } from '../domain/listing/state.ts';
import { Attempt, type LeasedListings, type ListingKey, type ListingRef } from '../domain/listing/store.ts';
import { toEpochSeconds, toIso, type Clock } from '../domain/time.ts';
import type { TableAt } from './dynamo.ts';
import { listingIndexes, listingKeys } from './keys.ts';
import { readPage, type Page, type Position } from './page.ts';
import { putItem, readItem } from './versioned-item.ts';

/** Partitions of the due index per marketplace: each takes 1,000 writes a second. */
export const dueShards = 4;
const attemptDays = 30;
/** States that somebody should know the reason of. */
const stuckStates = new Set<string>(['blocked', 'rejected', 'failing']);

const shardOf = ({ productId, accountId }: ListingKey): number =>
  (createHash('sha256').update(`${productId}#${accountId}`).digest()[0] ?? 0) % dueShards;

const duePk = (ref: ListingRef): string => `DUE#${ref.marketplace}#${shardOf(ref)}`;
const stuckPk = (ref: ListingRef): string => `STUCK#${ref.marketplace}#${shardOf(ref)}`;
const dueSk = (ref: ListingKey, at: string): string => `${at}#${ref.productId}#${ref.accountId}`;

/** Values that make a listing due at a time, as `:duePk` and `:dueSk`. */
export const dueAttributes = (ref: ListingRef, at: string) => ({ ':duePk': duePk(ref), ':dueSk': dueSk(ref, at) });

const withoutLease = (listing: Listing): Listing => {
  const { lease: _, ...rest } = listing;
  return rest;
};

/** The whole row of a new listing. */
export const toListingRow = (listing: Listing, nowMs: number) => ({
  ...listingKeys.listing(listing.productId, listing.accountId),
  type: 'listing',
  ...listing,
  state: stateOf(listing, nowMs),
  accountPk: `LISTED#${listing.accountId}`,
  accountSk: listing.productId,
  listedIkmPk: `LISTED-IKM#${listing.ikmId}`,
  listedIkmSk: `${listing.productId}#${listing.accountId}`,
  ...(listing.nextTryAt === undefined ? {} : { duePk: duePk(listing), dueSk: dueSk(listing, listing.nextTryAt) }),
});

const DueRow = z.object({ dueSk: z.string() }).transform(({ dueSk: text }): ListingKey => {
  const [, productId = '', accountId = ''] = text.split('#');
  return { productId, accountId };
});

/** Whose a listing is, and where that stands. */
type Station = Pick<Listing, 'ikmId' | 'sentraId' | 'regionCode'>;

/** A change of what is wanted, by a user or a cause. */
export interface WantedChange {
  readonly wanted: Listing['wanted'];
  readonly overrides: Listing['overrides'];
  readonly resolution?: Listing['resolution'];
}

export type ListingRepository = ReturnType<typeof listingRepository>;

/** Listings and their attempt log. Every read that decides something is strong; the indexes serve lists and sweeps only. */
export const listingRepository = (at: TableAt, clock: Clock) => {
  const { dynamo, table } = at;

  const update = async (
    key: ListingKey,
    input: Pick<UpdateCommandInput, 'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeValues'> & {
      readonly names?: Record<string, string>;
    },
  ): Promise<Listing | undefined> => {
    const { names, ...rest } = input;
    try {
      const { Attributes } = await dynamo.send(
        new UpdateCommand({
          TableName: table,
          Key: listingKeys.listing(key.productId, key.accountId),
          ReturnValues: 'ALL_NEW',
          ...rest,
          ...(names === undefined ? {} : { ExpressionAttributeNames: names }),
        }),
      );
      return Listing.parse(Attributes);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  };

  const read = (key: ListingKey): Promise<Listing | undefined> =>
    readItem(at, listingKeys.listing(key.productId, key.accountId), Listing);

  const observedValues = (listing: Listing, observed: Observed) => ({
    ':observed': observed,
    ':state': stateOf(withoutLease({ ...listing, observed }), clock()),
    ':holder': listing.lease?.holder ?? '',
  });

  const leased: LeasedListings = {
    read,
    lease: (listing, lease, nowMs) => {
      const until = toIso(lease.untilMs);
      return update(listing, {
        UpdateExpression: 'SET #lease = :lease, nextTryAt = :until, duePk = :duePk, dueSk = :dueSk',
        ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(#lease) OR #lease.untilMs <= :now)',
        names: { '#lease': 'lease' },
        ExpressionAttributeValues: {
          ':lease': lease,
          ':now': nowMs,
          ':until': until,
          ':duePk': duePk(listing),
          ':dueSk': dueSk(listing, until),
        },
      });
    },
    record: (listing, observed) =>
      update(listing, {
        UpdateExpression: 'SET observed = :observed, #state = :state',
        ConditionExpression: '#lease.holder = :holder',
        names: { '#lease': 'lease', '#state': 'state' },
        ExpressionAttributeValues: observedValues(listing, observed),
      }),
    recordUnwanted: async (listing, observed) => {
      const off = { ...listing, wanted: 'off' as const };
      const written = await update(listing, {
        UpdateExpression: 'SET observed = :observed, #state = :state, wanted = :off, wantedSeq = wantedSeq + :one',
        ConditionExpression: '#lease.holder = :holder AND wantedSeq = :seen',
        names: { '#lease': 'lease', '#state': 'state' },
        ExpressionAttributeValues: {
          ...observedValues(off, observed),
          ':off': 'off',
          ':one': 1,
          ':seen': listing.wantedSeq,
        },
      });
      return written ?? (await leased.record(listing, observed));
    },
    release: async (listing, observed, nextTryMs, evenIf) => {
      const nextTryAt = nextTryMs === undefined ? undefined : toIso(nextTryMs);
      const values = observedValues(listing, observed);
      const names = { '#lease': 'lease', '#state': 'state' };
      const due = (pk: string, at: string) => ({ ':duePk': pk, ':dueSk': dueSk(listing, at) });
      const next = ((): { readonly set: string; readonly remove: string; readonly values: Record<string, string> } => {
        if (nextTryAt !== undefined)
          return {
            set: ', nextTryAt = :next, duePk = :duePk, dueSk = :dueSk',
            remove: '',
            values: { ':next': nextTryAt, ...due(duePk(listing), nextTryAt) },
          };
        if (stuckStates.has(values[':state']))
          return {
            set: ', duePk = :duePk, dueSk = :dueSk',
            remove: ', nextTryAt',
            values: due(stuckPk(listing), toIso(clock())),
          };
        return { set: '', remove: ', nextTryAt, duePk, dueSk', values: {} };
      })();
      const released = await update(listing, {
        UpdateExpression: `SET observed = :observed, #state = :state${next.set} REMOVE #lease${next.remove}`,
        ConditionExpression: '#lease.holder = :holder AND dueSeq = :seen',
        names,
        ExpressionAttributeValues: { ...values, ...next.values, ':seen': listing.dueSeq },
      });
      if (released !== undefined) return 'released';
      if (evenIf === undefined) {
        const now = await read(listing);
        return now?.lease?.holder === listing.lease?.holder ? 'superseded' : 'lost';
      }
      const ended = await update(listing, {
        UpdateExpression: 'SET observed = :observed, #state = :state REMOVE #lease',
        ConditionExpression: '#lease.holder = :holder',
        names,
        ExpressionAttributeValues: values,
      });
      return ended === undefined ? 'lost' : 'superseded';
    },
    postpone: async (listing, nextTryMs) => {
      const next = toIso(nextTryMs);
      await update(listing, {
        UpdateExpression: 'SET nextTryAt = :next, duePk = :duePk, dueSk = :dueSk',
        ConditionExpression: 'dueSeq = :seen AND (attribute_not_exists(#lease) OR #lease.untilMs <= :now)',
        names: { '#lease': 'lease' },
        ExpressionAttributeValues: {
          ':next': next,
          ':duePk': duePk(listing),
          ':dueSk': dueSk(listing, next),
          ':seen': listing.dueSeq,
          ':now': clock(),
        },
      });
    },
    log: async ({ productId, accountId }, attempt: Attempt) => {
      const key = listingKeys.attempt(productId, accountId, `${attempt.at}#${randomUUID().slice(0, 8)}`);
      await dynamo.send(
        new PutCommand({
          TableName: table,
          Item: { ...key, type: 'attempt', ...attempt, expiresAt: toEpochSeconds(clock()) + attemptDays * 86_400 },
        }),
      );
    },
  };

  return {
    ...leased,

    /** All listings of a product, strongly read (an account each, so at most a few). */
    ofProduct: async (productId: string): Promise<readonly Listing[]> => {
      const { Items = [] } = await dynamo.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': listingKeys.listingsOfProduct(productId).pk },
        }),
      );
      return Items.map((item) => Listing.parse(item));
    },

    /** The newest attempts about a listing, newest first. */
    attempts: async ({ productId, accountId }: ListingKey, limit: number): Promise<readonly Attempt[]> => {
      const { Items = [] } = await dynamo.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': listingKeys.attempt(productId, accountId, '').pk },
          ScanIndexForward: false,
          Limit: limit,
        }),
      );
      return Items.map((item) => Attempt.parse(item));
    },

    /** Listings of accounts or IKMs, one stretch after the other. */
    page: (
      of: { readonly accounts: readonly string[] } | { readonly ikms: readonly string[] },
      limit: number,
      position: Position | undefined,
      keep?: (listing: Listing) => boolean,
    ): Promise<Page<Listing>> =>
      readPage(at, {
        stretches:
          'accounts' in of
            ? of.accounts.map((id) => ({
                index: 'by-account',
                attributes: listingIndexes['by-account'],
                pk: `LISTED#${id}`,
                prefix: '',
              }))
            : of.ikms.map((id) => ({
                index: 'by-listed-ikm',
                attributes: listingIndexes['by-listed-ikm'],
                pk: `LISTED-IKM#${id}`,
                prefix: '',
              })),
        limit,
        position,
        parse: (item) => Listing.parse(item),
        keep,
      }),

    /** Due listings of one shard, the longest waiting first. */
    due: async (marketplace: string, shard: number, limit: number): Promise<readonly ListingKey[]> => {
      const { Items = [] } = await dynamo.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'by-due',
          KeyConditionExpression: 'duePk = :pk AND dueSk <= :now',
          ExpressionAttributeValues: { ':pk': `DUE#${marketplace}#${shard}`, ':now': `${toIso(clock())}~` },
          Limit: limit,
        }),
      );
      return Items.map((item) => DueRow.parse(item));
    },

    /** Stores a new listing. */
    create: (listing: Listing): Promise<'written' | 'conflict'> =>
      putItem(at, toListingRow(listing, clock()), 'absent'),

    /** Changes what is wanted and makes the listing due. Undefined when it was changed meanwhile. */
    want: (listing: Listing, change: WantedChange): Promise<Listing | undefined> => {
      const now = toIso(clock());
      const resolution = change.resolution;
      return update(listing, {
        UpdateExpression: `SET wanted = :wanted, overrides = :overrides, wantedSeq = :next, dueSeq = dueSeq + :one, nextTryAt = :now, duePk = :duePk, dueSk = :dueSk${resolution === undefined ? '' : ', resolution = :resolution'}`,
        ConditionExpression: 'wantedSeq = :seen',
        ExpressionAttributeValues: {
          ':wanted': change.wanted,
          ':overrides': change.overrides,
          ':next': listing.wantedSeq + 1,
          ':one': 1,
          ':now': now,
          ':duePk': duePk(listing),
          ':dueSk': dueSk(listing, now),
          ':seen': listing.wantedSeq,
          ...(resolution === undefined ? {} : { ':resolution': resolution }),
        },
      });
    },

    /** Whose it is and where that stands, after its IKM moved or was merged. Undefined when there is no such listing. */
    station: (key: ListingKey, { ikmId, sentraId, regionCode }: Station): Promise<Listing | undefined> =>
      update(key, {
        UpdateExpression: `SET ikmId = :ikmId, listedIkmPk = :pk, regionCode = :region${sentraId === undefined ? ' REMOVE sentraId' : ', sentraId = :sentraId'}`,
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: {
          ':ikmId': ikmId,
          ':pk': `LISTED-IKM#${ikmId}`,
          ':region': regionCode,
          ...(sentraId === undefined ? {} : { ':sentraId': sentraId }),
        },
      }),

    /**
     * Makes a listing due now. `look`: the marketplace hints at a change, so look there · `retry`: the owner asks to try
     * again. Undefined when there is no such listing.
     */
    mark: (ref: ListingRef, also?: 'look' | 'retry'): Promise<Listing | undefined> => {
      const now = toIso(clock());
      const seq = also === undefined ? '' : `, ${also}Seq = ${also}Seq + :one`;
      return update(ref, {
        UpdateExpression: `SET dueSeq = dueSeq + :one, nextTryAt = :now, duePk = :duePk, dueSk = :dueSk${seq}`,
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':one': 1, ':now': now, ':duePk': duePk(ref), ':dueSk': dueSk(ref, now) },
      });
    },
  };
};
