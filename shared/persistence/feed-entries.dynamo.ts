import { createHash, randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { canonicalJson } from '../domain/digest.ts';
import { FeedHead, placeOf } from '../domain/feed/feed.ts';
import type { EntryRow, FeedChange, FeedStore } from '../domain/feed/store.ts';
import { toEpochSeconds, toIso, type Clock } from '../domain/time.ts';
import type { TableAt } from './dynamo.ts';
import { listingIndexes, listingKeys } from './keys.ts';
import { readItem } from './versioned-item.ts';

/** Tombstones are kept so long, in days: a reader of changes that stays away longer starts over. */
const tombstoneDays = 90;
/** Partitions of the index of changed entries: each takes 1,000 writes a second. */
const dirtyShards = 4;
const dirtyPk = (place: string): string => `FEED-DIRTY#${Number.parseInt(place[0] ?? '0', 16) % dirtyShards}`;
const duePk = 'FEED-DUE#0';
/** Writes of one batch that are on their way together. */
const together = 24;

const Json = z.record(z.string(), z.unknown());
/** As `FeedEntry` of the connectors' contract has it; what it does not name is kept too. */
const Entry = z.looseObject({
  marker: z.string(),
  content: Json,
  price: Json,
  stock: Json,
  onSale: z.boolean(),
  createdAtMs: z.number(),
});

/** An entry to be kept; what else it holds is kept with it. */
interface Shelved {
  readonly marker: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly price: Readonly<Record<string, unknown>>;
  readonly stock: Readonly<Record<string, unknown>>;
  readonly onSale: boolean;
}

const Row = z.object({
  marker: z.string(),
  entry: Entry.optional(),
  rev: z.string(),
  face: z.string(),
  changedAt: z.string(),
  loggedFace: z.string().optional(),
  loggedSeq: z.int().optional(),
  duePk: z.string().optional(),
});

const toEntryRow = (item: unknown): EntryRow => {
  const { duePk: mark, ...row } = Row.parse(item);
  return { ...row, place: placeOf(row.marker), isMarked: mark !== undefined };
};

/** What readers see of an entry: its delivery to a partner and such are nobody else's. */
const faceOf = ({ content, price, stock, onSale }: Shelved): string =>
  onSale ? createHash('sha256').update(canonicalJson({ content, price, stock })).digest('base64url') : 'off';

/** Runs work on all items, a bounded number at a time. */
const each = async <T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> => {
  for (let at = 0; at < items.length; at += together) await Promise.all(items.slice(at, at + together).map(work));
};

const unlessRefused = async (write: () => Promise<unknown>): Promise<boolean> => {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

/** Entries of one account's feed, as connectors keep them. `put` and `remove` mark what they change in the same write. */
export const feedShelf =
  ({ dynamo, table }: TableAt, clock: Clock) =>
  (accountId: string) => {
    const at = { dynamo, table };
    const mark = (marker: string) => ({
      ':duePk': dirtyPk(placeOf(marker)),
      ':dueSk': `${accountId}#${placeOf(marker)}#${marker}`,
      ':rev': randomUUID(),
      ':at': toIso(clock()),
    });
    return {
      put: async (entry: Shelved): Promise<void> => {
        await dynamo.send(
          new UpdateCommand({
            TableName: table,
            Key: listingKeys.feedEntry(accountId, placeOf(entry.marker), entry.marker),
            UpdateExpression:
              'SET #type = :type, accountId = :account, marker = :marker, entry = :entry, face = :face, rev = :rev, ' +
              'changedAt = :at, duePk = :duePk, dueSk = :dueSk REMOVE expiresAt',
            ExpressionAttributeNames: { '#type': 'type' },
            ExpressionAttributeValues: {
              ...mark(entry.marker),
              ':type': 'feed-entry',
              ':account': accountId,
              ':marker': entry.marker,
              ':entry': entry,
              ':face': faceOf(entry),
            },
          }),
        );
      },
      read: async (marker: string): Promise<z.infer<typeof Entry> | undefined> => {
        const key = listingKeys.feedEntry(accountId, placeOf(marker), marker);
        return (await readItem(at, key, Row))?.entry;
      },
      remove: async (marker: string): Promise<void> => {
        await unlessRefused(() =>
          dynamo.send(
            new UpdateCommand({
              TableName: table,
              Key: listingKeys.feedEntry(accountId, placeOf(marker), marker),
              UpdateExpression:
                'SET face = :face, rev = :rev, changedAt = :at, duePk = :duePk, dueSk = :dueSk, expiresAt = :ends ' +
                'REMOVE entry',
              ConditionExpression: 'attribute_exists(pk)',
              ExpressionAttributeValues: {
                ...mark(marker),
                ':face': 'off',
                ':ends': toEpochSeconds(clock()) + tombstoneDays * 86_400,
              },
            }),
          ),
        );
      },
    };
  };

const DueKey = z.object({ dueSk: z.string() });
const ChangeRow = z.object({ sk: z.string(), marker: z.string() });

/** What builds and serves feeds keep: published heads, the log of changes, and which entries changed since. */
export const feedStore = (at: TableAt, clock: Clock): FeedStore => {
  const { dynamo, table } = at;
  const { pk: indexPk, sk: indexSk } = listingIndexes['by-due'];

  const dueKeys = async (
    pk: string,
    range: { readonly from: string; readonly to: string },
    limit: number,
  ): Promise<readonly string[]> => {
    const found: string[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await dynamo.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'by-due',
          KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :from AND :to',
          ExpressionAttributeNames: { '#pk': indexPk, '#sk': indexSk },
          ExpressionAttributeValues: { ':pk': pk, ':from': range.from, ':to': range.to },
          Limit: Math.min(limit - found.length, 1000),
          ...(from === undefined ? {} : { ExclusiveStartKey: from }),
        }),
      );
      found.push(...Items.map((item) => DueKey.parse(item).dueSk));
      from = LastEvaluatedKey;
    } while (from !== undefined && found.length < limit);
    return found;
  };
  const dirtyPks = Array.from({ length: dirtyShards }, (_, n) => `FEED-DIRTY#${n}`);

  const updateHead = (
    accountId: string,
    set: string,
    condition: string,
    values: Record<string, unknown>,
  ): Promise<FeedHead | undefined> =>
    dynamo
      .send(
        new UpdateCommand({
          TableName: table,
          Key: listingKeys.feedHead(accountId),
          UpdateExpression: set,
          ConditionExpression: condition,
          ExpressionAttributeNames: { '#type': 'type', '#version': 'version', '#files': 'files' },
          ExpressionAttributeValues: {
            ':type': 'feed-head',
            ':account': accountId,
            ':nought': 0,
            ':none': {},
            ...values,
          },
          ReturnValues: 'ALL_NEW',
        }),
      )
      .then(
        ({ Attributes }) => FeedHead.parse(Attributes),
        (error: unknown) => {
          if (error instanceof ConditionalCheckFailedException) return undefined;
          throw error;
        },
      );
  const ensured =
    '#type = :type, accountId = :account, #version = if_not_exists(#version, :nought), ' +
    'seq = if_not_exists(seq, :nought), #files = if_not_exists(#files, :none)';
  const dueAt = (accountId: string, ms: number) => ({ ':duePk': duePk, ':dueSk': `${toIso(ms)}#${accountId}` });

  return {
    read: (accountId) => readItem(at, listingKeys.feedHead(accountId), FeedHead),

    touch: async (accountId) => {
      await updateHead(
        accountId,
        `SET ${ensured}, duePk = :duePk, dueSk = :dueSk`,
        'attribute_not_exists(duePk) OR dueSk > :dueSk',
        dueAt(accountId, clock()),
      );
    },

    lease: (accountId, lease) =>
      updateHead(
        accountId,
        `SET ${ensured}, lease = :lease`,
        'attribute_not_exists(lease) OR lease.untilMs < :now OR lease.holder = :holder',
        { ':lease': lease, ':now': clock(), ':holder': lease.holder },
      ),

    publish: async (head, holder, nextBuildMs) => {
      const { lease: _, ...published } = head;
      return unlessRefused(() =>
        dynamo.send(
          new PutCommand({
            TableName: table,
            Item: {
              ...listingKeys.feedHead(head.accountId),
              type: 'feed-head',
              ...published,
              duePk,
              dueSk: `${toIso(nextBuildMs)}#${head.accountId}`,
            },
            ConditionExpression: 'lease.holder = :holder AND #version = :before',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':holder': holder, ':before': head.version - 1 },
          }),
        ),
      );
    },

    release: async (accountId, holder) => {
      await unlessRefused(() =>
        dynamo.send(
          new UpdateCommand({
            TableName: table,
            Key: listingKeys.feedHead(accountId),
            UpdateExpression: 'REMOVE lease',
            ConditionExpression: 'lease.holder = :holder',
            ExpressionAttributeValues: { ':holder': holder },
          }),
        ),
      );
    },

    due: async (limit) => {
      const accounts = new Set(
        (await dueKeys(duePk, { from: ' ', to: `${toIso(clock())}~` }, limit)).map((key) => key.split('#')[1] ?? ''),
      );
      for (const pk of dirtyPks) {
        let after = ' ';
        while (accounts.size < limit) {
          const [first] = await dueKeys(pk, { from: after, to: '~' }, 1);
          if (first === undefined) break;
          const [accountId = ''] = first.split('#');
          accounts.add(accountId);
          // on to the next account
          after = `${accountId}#~`;
        }
      }
      return [...accounts];
    },

    dirty: async (accountId, limit) => {
      const found: string[] = [];
      for (const pk of dirtyPks) {
        if (found.length >= limit) break;
        const keys = await dueKeys(pk, { from: `${accountId}#`, to: `${accountId}#~` }, limit - found.length);
        for (const key of keys) {
          found.push(key.split('#')[1] ?? '');
        }
      }
      return found;
    },

    entries: async function* (accountId, { from, before }) {
      let start: Record<string, unknown> | undefined;
      const { pk } = listingKeys.feedEntry(accountId, from, '');
      do {
        const { Items = [], LastEvaluatedKey } = await dynamo.send(
          new QueryCommand({
            TableName: table,
            ConsistentRead: true,
            KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :before',
            ExpressionAttributeValues: {
              ':pk': pk,
              ':from': `ENTRY#${from}`,
              // an entry's key goes on behind its place, so the next segment's first place is not in
              ':before': before === undefined ? 'ENTRY#~' : `ENTRY#${before}`,
            },
            ...(start === undefined ? {} : { ExclusiveStartKey: start }),
          }),
        );
        yield Items.map(toEntryRow);
        start = LastEvaluatedKey;
      } while (start !== undefined);
    },

    log: (accountId, changes) =>
      each(changes, ({ seq, marker, isRemoved }) =>
        dynamo.send(
          new PutCommand({
            TableName: table,
            Item: {
              ...listingKeys.feedChange(accountId, seq),
              type: 'feed-change',
              marker,
              ...(isRemoved ? { expiresAt: toEpochSeconds(clock()) + tombstoneDays * 86_400 } : {}),
            },
          }),
        ),
      ),

    settle: (accountId, settled) =>
      each(settled, async ({ marker, rev, face, seq, oldSeq }) => {
        const isSettled = await unlessRefused(() =>
          dynamo.send(
            new UpdateCommand({
              TableName: table,
              Key: listingKeys.feedEntry(accountId, placeOf(marker), marker),
              UpdateExpression: `${seq === undefined ? '' : 'SET loggedFace = :face, loggedSeq = :seq '}REMOVE duePk, dueSk`,
              // changed again meanwhile: it stays marked
              ConditionExpression: 'rev = :rev',
              ExpressionAttributeValues: {
                ':rev': rev,
                ...(seq === undefined ? {} : { ':face': face, ':seq': seq }),
              },
            }),
          ),
        );
        if (isSettled && oldSeq !== undefined && seq !== undefined)
          await dynamo.send(new DeleteCommand({ TableName: table, Key: listingKeys.feedChange(accountId, oldSeq) }));
      }),

    changes: async (accountId, { after, upTo, limit }): Promise<readonly FeedChange[]> => {
      if (upTo <= after) return [];
      const { Items = [] } = await dynamo.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: {
            ':pk': listingKeys.feedChange(accountId, 0).pk,
            ':from': listingKeys.feedChange(accountId, after + 1).sk,
            ':to': listingKeys.feedChange(accountId, upTo).sk,
          },
          Limit: limit,
        }),
      );
      return Items.map((item) => ChangeRow.parse(item)).map(({ sk, marker }) => ({ seq: Number(sk), marker }));
    },

    entry: async (accountId, marker) => {
      const item = await readItem(at, listingKeys.feedEntry(accountId, placeOf(marker), marker), z.unknown());
      return item === undefined ? undefined : toEntryRow(item);
    },
  };
};
