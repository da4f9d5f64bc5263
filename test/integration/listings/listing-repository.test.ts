import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { nothingObserved, type Listing } from '../../../shared/domain/listing/listing.ts';
import { toIso } from '../../../shared/domain/time.ts';
import {
  dueShards,
  listingRepository,
  type ListingRepository,
} from '../../../shared/persistence/listing-repository.dynamo.ts';
import type { TableAt } from '../../../shared/persistence/dynamo.ts';
import { startDynoxide, type Dynoxide } from '../dynoxide.ts';

const productId = '01JCXQ6M3N5P7Q9R1S3T5V7W9X';
const accountId = '01JCXQ8Z9Y8X7W6V5T4S3R2Q1P';
const ikmId = '01JCXQ5A2B4C6D8E0F2G4H6J8K';
const key = { productId, accountId };

let engine: Dynoxide;
let at: TableAt;
let listings: ListingRepository;
let nowMs = Date.parse('2026-11-22T08:00:00.000Z');

const fresh = (): Listing =>
  ({
    ...key,
    marketplace: 'shopee',
    ikmId,
    regionCode: '35.73',
    wanted: 'live',
    overrides: {},
    wantedSeq: 1,
    dueSeq: 1,
    retrySeq: 0,
    lookSeq: 0,
    nextTryAt: toIso(nowMs),
    observed: nothingObserved,
  }) as unknown as Listing;

const due = async (): Promise<number> =>
  (await Promise.all(Array.from({ length: dueShards }, (_, shard) => listings.due('shopee', shard, 10)))).flat().length;

const stuck = async (): Promise<number> => {
  const found = await Promise.all(
    Array.from({ length: dueShards }, (_, shard) =>
      at.dynamo.send(
        new QueryCommand({
          TableName: at.table,
          IndexName: 'by-due',
          KeyConditionExpression: 'duePk = :pk',
          ExpressionAttributeValues: { ':pk': `STUCK#shopee#${shard}` },
        }),
      ),
    ),
  );
  return found.reduce((sum, { Count = 0 }) => sum + Count, 0);
};

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(async () => {
  await engine.stop();
});

const prepare = async (): Promise<Listing> => {
  at = await engine.createTable('listings');
  listings = listingRepository(at, () => nowMs);
  expect(await listings.create(fresh())).toBe('written');
  const leased = await listings.lease(fresh(), { holder: 'one', untilMs: nowMs + 90_000 }, nowMs);
  return leased!;
};

describe('a listing in the table', () => {
  test('is created once, found by product, account and IKM, and due', async () => {
    listings = listingRepository(await engine.createTable('listings'), () => nowMs);
    expect(await listings.create(fresh())).toBe('written');
    expect(await listings.create({ ...fresh(), wanted: 'off' })).toBe('conflict');
    expect(await listings.ofProduct(productId)).toEqual([fresh()]);
    expect((await listings.page({ accounts: [accountId] }, 10, undefined)).rows).toHaveLength(1);
    expect((await listings.page({ ikms: [ikmId] }, 10, undefined)).rows).toHaveLength(1);
    expect(await due()).toBe(1);
  });

  test('is leased by one at a time, and due again when the lease ends', async () => {
    const leased = await prepare();
    expect(await listings.lease(leased, { holder: 'two', untilMs: nowMs + 1 }, nowMs)).toBeUndefined();
    expect(await due()).toBe(0);
    nowMs += 90_000;
    expect(await due()).toBe(1);
    expect(await listings.lease(leased, { holder: 'two', untilMs: nowMs + 90_000 }, nowMs)).toBeDefined();
    // the first worker comes back from the dead
    expect(await listings.record(leased, { ...leased.observed, attempts: 9 })).toBeUndefined();
    expect(await listings.release(leased, leased.observed, undefined)).toBe('lost');
  });

  test('keeps what a call brought although what is wanted moved on', async () => {
    const leased = await prepare();
    const wanted = await listings.want(leased, { wanted: 'off', overrides: {} });
    expect(wanted?.wantedSeq).toBe(2);
    const recorded = await listings.record(leased, { ...leased.observed, attempts: 3 });
    expect([recorded?.wanted, recorded?.observed.attempts]).toEqual(['off', 3]);
    expect(await listings.want(leased, { wanted: 'live', overrides: {} })).toBeUndefined();
  });

  test('a look that began before a cause does not settle it', async () => {
    const leased = await prepare();
    await listings.mark({ ...key, marketplace: 'shopee' });
    expect(await listings.release(leased, leased.observed, undefined)).toBe('superseded');
    const again = await listings.read(key);
    expect(await listings.release(again!, again!.observed, undefined)).toBe('released');
    expect(await due()).toBe(0);
    expect((await listings.read(key))?.nextTryAt).toBeUndefined();
  });

  test('a failed look ends its lease and leaves the newer wish due', async () => {
    const leased = await prepare();
    await listings.mark({ ...key, marketplace: 'shopee' }, 'retry');
    const after = { ...leased.observed, attempts: 1 };
    expect(await listings.release(leased, after, nowMs + 60_000, 'superseded')).toBe('superseded');
    const now = await listings.read(key);
    expect([now?.lease, now?.observed.attempts, now?.retrySeq, await due()]).toEqual([undefined, 1, 1, 1]);
  });

  test('that waits for somebody is found by those who ask why, and is not due', async () => {
    const leased = await prepare();
    const refused = { create: { hash: 'h', problems: [], marketplaceCode: 'bad' } };
    expect(await listings.release(leased, { ...leased.observed, refused }, undefined)).toBe('released');
    expect([await due(), await stuck()]).toEqual([0, 1]);
    await listings.mark({ ...key, marketplace: 'shopee' }, 'retry');
    expect([await due(), await stuck()]).toEqual([1, 0]);
  });

  test('at rest as wanted is in no index of what waits', async () => {
    const leased = await prepare();
    await listings.want(leased, { wanted: 'off', overrides: {} });
    const off = await listings.read(key);
    expect(await listings.release(off!, off!.observed, undefined)).toBe('released');
    expect([await due(), await stuck()]).toEqual([0, 0]);
  });

  test('tells its newest attempts first', async () => {
    await prepare();
    for (let n = 0; n < 4; n += 1)
      await listings.log(key, { at: toIso(nowMs + n), action: `step-${n}`, outcome: 'retry', reason: 'outage' });
    await listings.log(
      { ...key, accountId: '01JCXQ8Z9Y8X7W6V5T4S3R2Q2P' },
      { at: toIso(nowMs), action: 'x', outcome: 'accepted' },
    );
    expect((await listings.attempts(key, 3)).map(({ action }) => action)).toEqual(['step-3', 'step-2', 'step-1']);
    expect((await listings.attempts(key, 1))[0]).toEqual({
      at: toIso(nowMs + 3),
      action: 'step-3',
      outcome: 'retry',
      reason: 'outage',
    });
  });

  test('becomes unwanted unless it was wanted anew', async () => {
    const leased = await prepare();
    const off = await listings.recordUnwanted(leased, leased.observed);
    expect([off?.wanted, off?.wantedSeq]).toEqual(['off', 2]);
    await listings.want(off!, { wanted: 'live', overrides: {} });
    expect((await listings.recordUnwanted(off!, leased.observed))?.wanted).toBe('live');
  });

  test('nothing is made due that is not there', async () => {
    await prepare();
    expect(await listings.mark({ productId, accountId: ikmId, marketplace: 'shopee' })).toBeUndefined();
  });
});
