import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { shopee } from '../../../../connectors/shopee/index.ts';
import type { CallResult, Grant, Observation } from '../../../../connectors/connector.ts';
import { handleHint, type HandleCallbackDeps } from '../../../../functions/handle-callback/use-case.ts';
import { receiveCallback } from '../../../../functions/receive-callback/use-case.ts';
import type { Account } from '../../../../shared/domain/account/account.ts';

const url = 'https://us/v1/callbacks/shopee';
const app = { partnerId: '2001887', partnerKey: 'test-partner-key' };
const raw = Buffer.from('{"code":16,"shop_id":77,"data":{"item_id":5}}');
const signOf = (text: string): string => createHmac('sha256', app.partnerKey).update(text).digest('hex');

describe('receiving a push', () => {
  const receive = (headers: Record<string, string>, bytes: Uint8Array = raw) => {
    const kept: string[] = [];
    const done = receiveCallback({
      push: shopee.push,
      url,
      app: () => Promise.resolve(app),
      keep: (text) => {
        kept.push(text);
        return Promise.resolve();
      },
    })(headers, bytes);
    return done.then((answer) => ({ answer, kept }));
  };

  test('keeps the raw bytes of a signed one', async () => {
    const { answer, kept } = await receive({ authorization: signOf(`${url}|${raw.toString()}`) });
    expect(answer).toBe('kept');
    expect(Buffer.from(JSON.parse(kept[0]!).raw, 'base64')).toEqual(raw);
  });

  test.each([
    ['no signature', {}],
    ['a wrong one', { authorization: 'f'.repeat(64) }],
    ['one for another URL', { authorization: signOf(`https://elsewhere|${raw.toString()}`) }],
    ['one for other bytes', { authorization: signOf(`${url}|${raw.toString()} `) }],
    ['one that is not hex', { authorization: 'ä' }],
  ])('with %s nothing is kept', async (_what, headers) => {
    expect(await receive(headers)).toEqual({ answer: 'wrong-signature', kept: [] });
  });

  test('one that no queue could hold is refused before it is read', async () => {
    expect(await receive({}, new Uint8Array(200_000))).toEqual({ answer: 'too-large', kept: [] });
  });
});

const productId = '01JCXQ6M3N5P7Q9R1S3T5V7W9X';
const accountId = '01JCXQ8Z9Y8X7W6V5T4S3R2Q1P';
const nowMs = Date.parse('2026-11-22T08:00:00.000Z');

/** One connected shop, and a marketplace that answers reads and refreshes as told. */
const world = (
  seen: CallResult<Observation | null>,
  refreshed: CallResult<Grant> = { kind: 'retry', reason: 'down' },
) => {
  const marked: unknown[] = [];
  const log: string[] = [];
  let account = { accountId, marketplace: 'shopee', state: 'connected', shopId: '77', etag: '1' } as unknown as Account;
  const deps = {
    connector: {
      name: 'shopee',
      read: (_session: unknown, id: string) => {
        log.push(`read ${id}`);
        return Promise.resolve(seen);
      },
      authorization: {
        refresh: () => {
          log.push('refresh');
          return Promise.resolve(refreshed);
        },
      },
    },
    accounts: {
      ofShop: (_name: string, shopId: string) => Promise.resolve(shopId === '77' ? account : undefined),
      read: () => Promise.resolve(account),
      change: (_before: Account, next: Account) => {
        account = next;
        return Promise.resolve('written');
      },
      tokens: () =>
        Promise.resolve({
          accessToken: 'a',
          refreshToken: 'r',
          accessEndsAtMs: nowMs + 3_600_000,
          refreshEndsAtMs: nowMs + 1e9,
        }),
      leaseTokens: () =>
        Promise.resolve({
          accessToken: 'a',
          refreshToken: 'r',
          accessEndsAtMs: nowMs + 3_600_000,
          refreshEndsAtMs: nowMs + 1e9,
        }),
      storeTokens: () => Promise.resolve(true),
      endTokenLease: () => Promise.resolve(),
      lose: (_id: string, state: 'expired' | 'revoked') => {
        account = { ...account, state };
        return Promise.resolve();
      },
    },
    linkedProductOf: () => Promise.resolve(undefined),
    listings: {
      mark: (ref: unknown, also: string) => {
        marked.push([ref, also]);
        return Promise.resolve(undefined);
      },
    },
    clock: () => nowMs,
    newId: () => 'one',
    app: {},
  } as unknown as HandleCallbackDeps;
  return { handle: handleHint(deps), marked, log, state: () => account.state };
};
const item = (marker: string): CallResult<Observation> => ({
  kind: 'ok',
  value: { externalId: '5', marker, state: 'rejected', problems: [], createdAtMs: nowMs },
});
const look = { kind: 'look-at-item', shopId: '77', externalId: '5' } as const;
const grant: Grant = {
  shopId: '77',
  shopName: '',
  accessToken: 'b',
  accessTokenEndsAtMs: nowMs + 1e9,
  refreshToken: 's',
  refreshTokenEndsAtMs: nowMs + 1e9,
  authorizationEndsAtMs: 0,
};

describe('acting on a push', () => {
  test('the item is read again and its listing found by our marker', async () => {
    const { handle, marked, log } = world(item(`${productId}-2`));
    expect(await handle(look)).toBe('done');
    expect(log).toEqual(['read 5']);
    expect(marked).toEqual([[{ productId, accountId, marketplace: 'shopee' }, 'look']]);
  });

  test.each([
    ['an item with an owner’s SKU', item('KT-250')],
    ['an item that looks like ours but names no generation', item(productId)],
    ['an item that is not there', { kind: 'ok', value: null } as const],
  ])('%s is none of our business', async (_what, seen) => {
    const { handle, marked } = world(seen);
    expect(await handle(look)).toBe('done');
    expect(marked).toEqual([]);
  });

  test('of a shop that nobody connected nothing is asked', async () => {
    const { handle, log } = world(item(`${productId}-1`));
    expect(await handle({ ...look, shopId: '78' })).toBe('done');
    expect(log).toEqual([]);
  });

  test('a marketplace that does not answer now is asked later', async () => {
    const { handle, marked } = world({ kind: 'retry', reason: 'down' });
    expect(await handle(look)).toBe('later');
    expect(marked).toEqual([]);
  });

  test.each([
    ['refuses', { kind: 'account-lost', reason: 'deauthorized' } as const, 'done', 'revoked'],
    ['grants (an old push came again)', { kind: 'ok', value: grant } as const, 'done', 'connected'],
    ['does not answer', { kind: 'unknown', reason: 'lost' } as const, 'later', 'connected'],
  ])('of a deauthorization only the marketplace’s word counts: it %s', async (_what, refreshed, handled, state) => {
    const { handle, ...rest } = world(item('x'), refreshed);
    expect(await handle({ kind: 'account-deauthorized', shopId: '77' })).toBe(handled);
    expect([rest.log, rest.state()]).toEqual([['refresh'], state]);
  });

  test('a grant that nears its end is told of once', async () => {
    const { handle, state } = world(item('x'));
    expect(await handle({ kind: 'account-expiring', shopIds: ['78', '77'] })).toBe('done');
    expect(state()).toBe('expiring');
  });
});
