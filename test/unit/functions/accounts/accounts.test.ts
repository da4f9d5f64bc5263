import { describe, expect, test } from '@jest/globals';
import { connectAccount } from '../../../../functions/connect-account/use-case.ts';
import { toPage } from '../../../../functions/connect-account/page.ts';
import { deleteAccount } from '../../../../functions/delete-account/use-case.ts';
import { openAccount } from '../../../../functions/open-account/use-case.ts';
import type { CallResult, Connector, Grant } from '../../../../connectors/connector.ts';
import type { Account } from '../../../../shared/domain/account/account.ts';
import type { Caller } from '../../../../shared/domain/member/member.ts';

const nowMs = Date.parse('2026-11-22T08:00:00.000Z');
const day = 86_400_000;
const clock = () => nowMs;
const accountId = '01JCXQ8Z9Y8X7W6V5T4S3R2Q1P' as Account['accountId'];
const ikmId = '01JCXQ5A2B4C6D8E0F2G4H6J8K';
const otherIkmId = '01JCXQ5A2B4C6D8E0F2G4H6J8M';
const sentraId = '01JCXQ4Z8E5T7V9W1Y3A5C7E9G';
const holder = { type: 'ikm', id: ikmId } as const;

const member = (role: string, scope: readonly string[]): Caller =>
  ({ subject: role, memberships: [{ memberId: '01JCXQ4Z8E5T7V9W1Y3A5C7E9H', role, scope }] }) as unknown as Caller;
const owner = member('pemilik', [ikmId]);
const otherOwner = member('pemilik', [otherIkmId]);
const nobody: Caller = { subject: 'x', memberships: [] };

const grant: Grant = {
  shopId: '77',
  shopName: 'Toko Tempe',
  accessToken: 'a',
  accessTokenEndsAtMs: nowMs + 4 * 3_600_000,
  refreshToken: 'r',
  refreshTokenEndsAtMs: nowMs + 30 * day,
  authorizationEndsAtMs: nowMs + 365 * day,
};

/** Accounts in memory, and a marketplace that answers `exchange` for each code. */
const world = () => {
  const accounts = new Map<string, Account>();
  const states = new Map<string, { accountId: string; marketplace: string; isUsed: boolean }>();
  const shops = new Map<string, string>();
  const codes: string[] = [];
  const market: { exchange: (code: string) => CallResult<Grant>; beforeWrite: () => void } = {
    exchange: () => ({ kind: 'ok', value: grant }),
    beforeWrite: () => undefined,
  };
  const connector = {
    name: 'shopee',
    feed: null,
    authorization: {
      url: (_app: unknown, base: string, redirect: string) => `${base}/auth?redirect=${encodeURIComponent(redirect)}`,
      exchange: (_session: unknown, query: Record<string, string>) => {
        codes.push(query['code'] ?? '');
        expect(query).not.toHaveProperty('state');
        return Promise.resolve(market.exchange(query['code'] ?? ''));
      },
    },
  } as unknown as Connector;
  let made = 0;
  const open = openAccount({
    loadConnector: async (name) => (name === 'shopee' ? connector : undefined),
    appOf: () => Promise.resolve({ app: {}, baseUrl: 'https://market', redirectUrl: 'https://us/back' }),
    placeOfIkm: (id) =>
      Promise.resolve([ikmId, otherIkmId].includes(id) ? { regionCode: '35.73', sentraId, ikmId: id } : undefined),
    placeOfSentra: (id) => Promise.resolve(id === sentraId ? { regionCode: '35.73', sentraId } : undefined),
    accounts: {
      read: (id) => Promise.resolve(accounts.get(id)),
      create: (account) => {
        if (accounts.has(account.accountId)) return Promise.resolve('conflict');
        accounts.set(account.accountId, account);
        return Promise.resolve('written');
      },
      openAuthorization: (state, account) => {
        states.set(state, { accountId: account.accountId, marketplace: account.marketplace, isUsed: false });
        return Promise.resolve();
      },
    },
    newState: () => `state-${String((made += 1))}`,
    clock,
  });
  const connect = connectAccount({
    connector,
    accounts: {
      read: (id) => Promise.resolve(accounts.get(id)),
      authorization: (state) => Promise.resolve(states.get(state)),
      connect: (before, account, _tokens, state) => {
        market.beforeWrite();
        const holds = shops.get(account.shopId);
        if (holds !== undefined && holds !== account.accountId) return Promise.resolve('taken');
        if (accounts.get(before.accountId)?.etag !== before.etag) return Promise.resolve('conflict');
        accounts.set(account.accountId, { ...account, etag: `${before.etag}+` });
        shops.set(account.shopId, account.accountId);
        states.set(state, { ...states.get(state)!, isUsed: true });
        return Promise.resolve('written');
      },
    },
    clock,
  });
  return {
    accounts,
    states,
    shops,
    codes,
    market,
    open,
    connect: (query: Record<string, string>) => connect({} as never, query),
  };
};
const body = { accountId, marketplace: 'shopee', holder };

describe('opening an account', () => {
  test('leads to the marketplace with a one-time state of its own, each time anew', async () => {
    const { open, states, accounts } = world();
    const first = await open(owner, body);
    expect(first).toEqual({
      isNew: true,
      authorizationUrl: `https://market/auth?redirect=${encodeURIComponent('https://us/back?state=state-1')}`,
    });
    expect(await open(owner, body)).toMatchObject({
      isNew: false,
      authorizationUrl: expect.stringContaining('state-2'),
    });
    expect([...states.values()]).toEqual([
      { accountId, marketplace: 'shopee', isUsed: false },
      { accountId, marketplace: 'shopee', isUsed: false },
    ]);
    expect(accounts.get(accountId)).toMatchObject({
      state: 'pending',
      place: { regionCode: '35.73', sentraId, ikmId },
    });
  });

  test('a joint shop belongs to no single business', async () => {
    const { open, accounts } = world();
    await open(member('dinas', ['35']), { ...body, holder: { type: 'sentra', id: sentraId } });
    expect(accounts.get(accountId)?.place).toEqual({ regionCode: '35.73', sentraId });
  });

  test.each([
    ['a holder outside the scope', otherOwner, body, 'not-found'],
    ['a holder that is not there', owner, { ...body, holder: { type: 'ikm' as const, id: accountId } }, 'not-found'],
    ['nobody', nobody, body, 'not-a-member'],
    ['an unknown marketplace', owner, { ...body, marketplace: 'pasar' }, 'unknown-marketplace'],
  ])('refuses %s and stores nothing', async (_what, caller, asked, code) => {
    const { open, accounts, states } = world();
    await expect(open(caller, asked)).rejects.toMatchObject({ code });
    expect([accounts.size, states.size]).toEqual([0, 0]);
  });

  test('an id in use stays what it is: somebody else’s is not there, one’s own cannot move', async () => {
    const { open, states } = world();
    await open(owner, body);
    await expect(open(otherOwner, { ...body, holder: { type: 'ikm', id: otherIkmId } })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(
      open(member('kementerian', []), { ...body, holder: { type: 'ikm', id: otherIkmId } }),
    ).rejects.toMatchObject({ code: 'identity-fixed' });
    expect(states.size).toBe(1);
  });
});

describe('coming back from the marketplace', () => {
  const opened = async () => {
    const made = world();
    await made.open(owner, body);
    return made;
  };

  test('connects the account; the same return again says so and spends no second code', async () => {
    const { connect, codes, accounts } = await opened();
    const back = { state: 'state-1', code: 'c1', shop_id: '77' };
    expect(await connect(back)).toEqual({ kind: 'connected', shopName: 'Toko Tempe' });
    const connected = accounts.get(accountId);
    expect(connected).toMatchObject({ state: 'connected', shopId: '77', grantEndsAt: '2027-11-22T08:00:00.000Z' });
    expect(await connect(back)).toEqual({ kind: 'connected', shopName: 'Toko Tempe' });
    expect(codes).toEqual(['c1']);
    expect(accounts.get(accountId)).toBe(connected);
  });

  test('a used state of an account that was lost since connects nothing', async () => {
    const { connect, accounts, codes } = await opened();
    await connect({ state: 'state-1', code: 'c1' });
    accounts.set(accountId, { ...accounts.get(accountId)!, state: 'revoked' });
    expect(await connect({ state: 'state-1', code: 'c2' })).toEqual({ kind: 'failed' });
    expect(codes).toEqual(['c1']);
  });

  test.each([
    ['no state', { code: 'c' }],
    ['a state that we did not give out', { state: 'forged', code: 'c' }],
    ['a state beyond all measure', { state: 'x'.repeat(5_000), code: 'c' }],
  ])('%s asks the marketplace nothing', async (_what, query) => {
    const { connect, codes, accounts } = await opened();
    expect(await connect(query)).toEqual({ kind: 'failed' });
    expect([codes, accounts.get(accountId)?.state]).toEqual([[], 'pending']);
  });

  test('a state made for another marketplace is none', async () => {
    const { connect, states, codes } = await opened();
    states.set('state-1', { ...states.get('state-1')!, marketplace: 'lazada' });
    expect(await connect({ state: 'state-1', code: 'c' })).toEqual({ kind: 'failed' });
    expect(codes).toEqual([]);
  });

  test.each([
    [{ kind: 'rejected', problems: [], marketplaceCode: 'error_auth' }, 'failed'],
    [{ kind: 'unknown', reason: 'lost' }, 'try-again'],
    [{ kind: 'retry', reason: 'down' }, 'try-again'],
  ] as const)('the marketplace’s %j is told as %s, and nothing is connected', async (answer, kind) => {
    const { connect, market, accounts } = await opened();
    market.exchange = () => answer;
    expect(await connect({ state: 'state-1', code: 'c' })).toEqual({ kind });
    expect(accounts.get(accountId)?.state).toBe('pending');
  });

  test('a shop that another account acts for is taken; another shop than before is refused', async () => {
    const { connect, shops, accounts, open, market } = await opened();
    shops.set('77', 'other');
    expect(await connect({ state: 'state-1', code: 'c' })).toEqual({ kind: 'taken' });
    shops.clear();
    await connect({ state: 'state-1', code: 'c' });
    accounts.set(accountId, { ...accounts.get(accountId)!, state: 'expired' });
    await open(owner, body);
    market.exchange = () => ({ kind: 'ok', value: { ...grant, shopId: '78' } });
    expect(await connect({ state: 'state-2', code: 'c' })).toEqual({ kind: 'other-shop' });
    expect(accounts.get(accountId)).toMatchObject({ state: 'expired', shopId: '77' });
  });

  test('the grant is kept although the account changed meanwhile', async () => {
    const { connect, market, accounts } = await opened();
    let others = 2;
    market.beforeWrite = () => {
      if (others-- > 0) accounts.set(accountId, { ...accounts.get(accountId)!, etag: `other-${others}` });
    };
    expect(await connect({ state: 'state-1', code: 'c' })).toMatchObject({ kind: 'connected' });
    expect(accounts.get(accountId)?.state).toBe('connected');
  });

  test('a grant of a few days is connected as expiring', async () => {
    const { connect, market, accounts } = await opened();
    market.exchange = () => ({ kind: 'ok', value: { ...grant, authorizationEndsAtMs: nowMs + 3 * day } });
    await connect({ state: 'state-1', code: 'c' });
    expect(accounts.get(accountId)?.state).toBe('expiring');
  });

  test('the page carries a shop’s name as text', () => {
    const { body: html } = toPage({ kind: 'connected', shopName: '<img src=x onerror=alert(1)>' }, 'Shopee');
    expect(html).not.toContain('<img');
    expect(html).toContain('&#60;img');
  });
});

describe('disconnecting', () => {
  const account = {
    accountId,
    state: 'connected',
    place: { regionCode: '35.73', ikmId },
    etag: '1',
  } as unknown as Account;

  test('ends the grant, waits out others’ changes, and is harmless again', async () => {
    let stored = account;
    const answers = ['conflict', 'written'] as const;
    const asked: string[] = [];
    const act = deleteAccount({
      accounts: {
        read: () => Promise.resolve(stored),
        revoke: ({ etag }) => {
          asked.push(etag);
          const answer = answers[asked.length - 1]!;
          stored = answer === 'written' ? { ...stored, state: 'revoked' } : { ...stored, etag: '2' };
          return Promise.resolve(answer);
        },
      },
    });
    await act(owner, accountId);
    await act(owner, accountId);
    expect(asked).toEqual(['1', '2']);
  });

  test('outside the scope there is no such account', async () => {
    const act = deleteAccount({
      accounts: { read: () => Promise.resolve(account), revoke: () => Promise.reject(new Error('must not')) },
    });
    await expect(act(otherOwner, accountId)).rejects.toMatchObject({ code: 'not-found' });
    await expect(act(nobody, accountId)).rejects.toMatchObject({ code: 'not-a-member' });
  });
});
