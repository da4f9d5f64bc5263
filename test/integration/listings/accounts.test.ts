import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Account } from '../../../shared/domain/account/account.ts';
import { accountRepository, type AccountRepository } from '../../../shared/persistence/account-repository.dynamo.ts';
import { createSealer } from '../../../shared/persistence/sealing.kms.ts';
import { traffic } from '../../../shared/persistence/traffic.dynamo.ts';
import { factCache } from '../../../shared/persistence/fact-cache.dynamo.ts';
import type { TableAt } from '../../../shared/persistence/dynamo.ts';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { createFakeKms } from '../../fake-kms.ts';
import { startDynoxide, type Dynoxide } from '../dynoxide.ts';

let engine: Dynoxide;
let at: TableAt;
let accounts: AccountRepository;
let nowMs = Date.parse('2026-11-22T08:00:00.000Z');

const account = (accountId: string): Account =>
  ({
    accountId,
    marketplace: 'shopee',
    holder: { type: 'ikm', id: '01JCXQ5A2B4C6D8E0F2G4H6J8K' },
    place: { regionCode: '35.73', ikmId: '01JCXQ5A2B4C6D8E0F2G4H6J8K' },
    state: 'pending',
    shopUsedBefore: false,
    etag: '1',
    createdWith: 'x',
  }) as unknown as Account;
const one = '01JCXQ8Z9Y8X7W6V5T4S3R2Q1P';
const two = '01JCXQ8Z9Y8X7W6V5T4S3R2Q2P';
const tokens = () => ({
  accessToken: 'secret-access',
  refreshToken: 'secret-refresh',
  accessEndsAtMs: nowMs + 4 * 3_600_000,
  refreshEndsAtMs: nowMs + 30 * 86_400_000,
});
const connect = (before: Account, state: string) =>
  accounts.connect(before, { ...before, state: 'connected', shopId: '77', shopName: 'Toko' }, tokens(), state);

beforeAll(async () => {
  engine = await startDynoxide();
  at = await engine.createTable('listings');
  const sealer = createSealer({ kms: createFakeKms().kms, keyId: 'seal', clock: () => nowMs });
  accounts = accountRepository(at, () => nowMs, sealer);
});
afterAll(async () => {
  await engine.stop();
});

test('a shop has one account at a time; its tokens are sealed, leased, and destroyed with the grant', async () => {
  await accounts.create(account(one));
  await accounts.openAuthorization('state-1', account(one), nowMs + 600_000);
  expect(await accounts.authorization('state-1')).toMatchObject({ accountId: one, isUsed: false });
  expect(await connect(account(one), 'state-1')).toBe('written');
  expect(await accounts.authorization('state-1')).toMatchObject({ isUsed: true });
  // the same answer again meets the changed account
  expect(await connect(account(one), 'state-1')).toBe('conflict');
  const { Item } = await at.dynamo.send(
    new GetCommand({ TableName: at.table, Key: { pk: `ACCOUNT#${one}`, sk: 'TOKENS' } }),
  );
  expect(JSON.stringify(Item)).not.toContain('secret-');
  expect(await accounts.tokens(one)).toMatchObject({ accessToken: 'secret-access' });

  const leased = await accounts.leaseTokens(one, { holder: 'a', untilMs: nowMs + 60_000 }, nowMs);
  expect(leased?.refreshToken).toBe('secret-refresh');
  expect(await accounts.leaseTokens(one, { holder: 'b', untilMs: nowMs + 60_000 }, nowMs)).toBeUndefined();
  expect(await accounts.storeTokens(one, 'b', tokens())).toBe(false);
  expect(await accounts.storeTokens(one, 'a', { ...tokens(), accessToken: 'new' })).toBe(true);
  expect((await accounts.tokens(one))?.accessToken).toBe('new');
  expect(await accounts.idle('shopee', 10)).toEqual([]);
  nowMs += 8 * 86_400_000;
  expect(await accounts.idle('shopee', 10)).toEqual([one]);

  await accounts.create(account(two));
  expect(await connect(account(two), 'state-2')).toBe('taken');
  expect((await accounts.ofShop('shopee', '77'))?.accountId).toBe(one);

  await accounts.lose(one, 'revoked', 'deauthorized');
  await accounts.lose(one, 'expired', 'again');
  expect(await accounts.read(one)).toMatchObject({ state: 'revoked', lostReason: 'deauthorized' });
  expect(await accounts.tokens(one)).toBeUndefined();
  expect(await accounts.idle('shopee', 10)).toEqual([]);

  expect(await connect(account(two), 'state-2')).toBe('written');
  expect(await accounts.read(two)).toMatchObject({ shopUsedBefore: true, shopId: '77' });
  expect((await accounts.page(['01JCXQ5A2B4C6D8E0F2G4H6J8K'], 10, undefined)).rows).toHaveLength(2);
});

test('a state is good for its time only', async () => {
  await accounts.openAuthorization('old', account(one), nowMs - 1);
  expect(await accounts.authorization('old')).toBeUndefined();
});

const newTraffic = () =>
  traffic(at, {
    marketplace: 'shopee',
    ratePerSecond: 4,
    clock: () => nowMs,
    random: () => 0,
    sleep: () => Promise.resolve(),
  });

test('workers share a shop’s rate; throttling halves it', async () => {
  const workers = [newTraffic(), newTraffic()];
  const grants = async (): Promise<number> => {
    let count = 0;
    for (let n = 0; n < 40; n += 1) {
      const permit = await workers[n % 2]!.permit('9', nowMs + 50_000);
      if (permit.kind === 'go') count += 1;
    }
    return count;
  };
  const first = await grants();
  // one second's burst and what a worker may sleep for, at four a second
  expect(first).toBeGreaterThanOrEqual(8);
  expect(first).toBeLessThanOrEqual(12);
  nowMs += 10_000;
  await workers[0]!.learn('9', { kind: 'retry', reason: 'rate', slowDown: true });
  expect((await newTraffic().permit('9', nowMs + 50_000)).kind).toBe('go');
  nowMs += 10_000;
  expect(await grants()).toBeLessThan(first);
});

test('eight outages in a row stop all workers; one probes; a good answer closes it', async () => {
  const worker = newTraffic();
  for (let n = 0; n < 8; n += 1) await worker.learn('1', { kind: 'unknown', reason: 'timeout' });
  const stopped = await newTraffic().permit('2', nowMs + 50_000);
  expect(stopped).toMatchObject({ kind: 'wait', reason: 'marketplace-outage' });
  nowMs += 16_000;
  expect((await worker.permit('1', nowMs + 50_000)).kind).toBe('go');
  expect((await newTraffic().permit('2', nowMs + 50_000)).kind).toBe('wait');
  await worker.learn('1', { kind: 'ok', value: null });
  expect((await newTraffic().permit('2', nowMs + 50_000)).kind).toBe('go');
});

test('facts are loaded once until they end, and failures are not kept', async () => {
  let loads = 0;
  const load = () => Promise.resolve({ kind: 'ok' as const, value: (loads += 1) });
  const cache = factCache(at, 'shopee', () => nowMs);
  expect(await cache('x', 1_000, () => Promise.resolve({ kind: 'unknown', reason: 'timeout' }))).toMatchObject({
    kind: 'unknown',
  });
  await cache('x', 1_000, load);
  await cache('x', 1_000, load);
  expect(await factCache(at, 'shopee', () => nowMs)('x', 1_000, load)).toEqual({ kind: 'ok', value: 1 });
  nowMs += 1_001;
  expect(await cache('x', 1_000, load)).toEqual({ kind: 'ok', value: 2 });
});
