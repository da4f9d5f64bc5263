import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { stepRelease, followReleases } from '../../../functions/apply-releases/use-case.ts';
import { getPartner } from '../../../functions/get-partner/use-case.ts';
import { issueFeedToken } from '../../../functions/issue-feed-token/use-case.ts';
import { listDeliveries } from '../../../functions/list-deliveries/use-case.ts';
import { receivePartnerEvent } from '../../../functions/receive-partner-event/use-case.ts';
import { replayDelivery } from '../../../functions/replay-delivery/use-case.ts';
import { revokeFeedToken } from '../../../functions/revoke-feed-token/use-case.ts';
import { rotatePartnerSecret } from '../../../functions/rotate-partner-secret/use-case.ts';
import { savePartner } from '../../../functions/save-partner/use-case.ts';
import { saveRelease } from '../../../functions/save-release/use-case.ts';
import { mayCarry } from '../../../shared/domain/account/account.ts';
import { AccountId, IkmId, MemberId, ProductId } from '../../../shared/domain/ids.ts';
import type { Caller, Role } from '../../../shared/domain/member/member.ts';
import { activeSecrets } from '../../../shared/domain/partner/endpoint.ts';
import { PartnerBody } from '../../../shared/domain/partner/partner.ts';
import { signWebhook } from '../../../shared/domain/partner/standard-webhooks.ts';
import type { Product } from '../../../shared/domain/product/product.ts';
import { accountRepository } from '../../../shared/persistence/account-repository.dynamo.ts';
import type { TableAt } from '../../../shared/persistence/dynamo.ts';
import { feedTokens, feedTokenStore } from '../../../shared/persistence/feed-tokens.dynamo.ts';
import { listingRepository } from '../../../shared/persistence/listing-repository.dynamo.ts';
import { partnerRepository } from '../../../shared/persistence/partner-repository.dynamo.ts';
import { deliveryLog, heardEvents, partnerShelf } from '../../../shared/persistence/partner-shelf.dynamo.ts';
import { releaseRepository } from '../../../shared/persistence/release-repository.dynamo.ts';
import { createSealer } from '../../../shared/persistence/sealing.kms.ts';
import { createFakeKms } from '../../fake-kms.ts';
import { startDynoxide, type Dynoxide } from '../dynoxide.ts';

let engine: Dynoxide;
let at: TableAt;
let now: number;
const clock = () => now;
beforeAll(async () => {
  engine = await startDynoxide();
});
beforeEach(async () => {
  at = await engine.createTable('listings');
  now = Date.UTC(2026, 10, 22, 8);
});
afterAll(() => engine.stop());

const as = (role: Role, ...scope: string[]): Caller => ({
  subject: `${role}-${scope.join()}`,
  memberships: [{ memberId: MemberId.parse(ulid()), role, scope }],
});
const ministry = as('kementerian');
const jatim = as('dinas', '35');
const code = (problem: string) => expect.objectContaining({ code: problem });
const url = 'https://asia.example/hooks/ikm?key=rahasia-mitra';
const body = (part: object = {}) =>
  PartnerBody.parse({ name: 'asia.co.id', selection: { regionCodes: ['35'] }, webhookUrl: url, ...part });

const open = () => {
  const { kms } = createFakeKms();
  const sealer = createSealer({ kms, keyId: 'seal', clock });
  const partners = partnerRepository(at, sealer);
  const accounts = accountRepository(at, clock, sealer);
  const shelf = partnerShelf(at, clock);
  const posts: { readonly id: string; readonly body: string }[] = [];
  const send = {
    partners,
    clock,
    fetch: ((_url, init) => {
      posts.push({ id: new Headers(init?.headers).get('webhook-id') ?? '', body: init?.body as string });
      return Promise.resolve(new Response(null, { status: 200 }));
    }) as typeof fetch,
    log: (id: string, sent: Parameters<ReturnType<typeof shelf>['deliveries']['log']>[0]) =>
      shelf(id).deliveries.log(sent),
    signal: () => new AbortController().signal,
  };
  return {
    partners,
    accounts,
    shelf,
    posts,
    save: savePartner({
      partners,
      clock,
      formats: ['google.xml', 'meta.csv', 'items.jsonl'],
      checkAddress: (address) => Promise.resolve(address.includes('127.') ? 'private-address' : undefined),
    }),
    get: getPartner({ partners }),
    rotate: rotatePartnerSecret({ partners, clock }),
    replay: replayDelivery({ ...send, deliveries: deliveryLog(at) }),
    deliveries: listDeliveries({ partners, deliveries: deliveryLog(at) }),
    feed: { partners, hasFeed: () => false, tokens: feedTokenStore(at, clock) },
    listings: listingRepository(at, clock),
  };
};
const newId = () => AccountId.parse(ulid());

describe('saving a partner', () => {
  test('makes it with its account, shows the secret once, repeats for ever', async () => {
    const { save, get, accounts } = open();
    const partnerId = newId();
    const made = await save(jatim, { partnerId, body: body(), ifMatch: undefined });
    expect(made).toMatchObject({ isNew: true, secret: expect.stringMatching(/^whsec_.{40,}/), partner: { etag: '1' } });
    const again = await save(jatim, { partnerId, body: body(), ifMatch: undefined });
    expect(again).toMatchObject({ isNew: false, endpoint: { url } });
    expect(again.secret).toBeUndefined();
    expect((await get(ministry, partnerId)).endpoint?.url).toBe(url);
    // whatever acts for accounts finds it as it finds others
    expect(await accounts.ofShop('webhook', partnerId)).toMatchObject({
      state: 'connected',
      holder: { type: 'partner', id: partnerId },
      place: { regionCode: '35' },
    });
    expect(JSON.parse((await accounts.tokens(partnerId))?.accessToken ?? '')).toMatchObject({ url });
  });

  test('nothing at rest tells the address or the secret', async () => {
    const { save } = open();
    const { secret = '' } = await save(jatim, { partnerId: newId(), body: body(), ifMatch: undefined });
    const { Items } = await at.dynamo.send(new ScanCommand({ TableName: at.table }));
    expect(Items).toHaveLength(4);
    for (const hidden of [url, 'rahasia-mitra', secret, secret.slice(6)])
      expect(JSON.stringify(Items)).not.toContain(hidden);
  });

  test('an address that may not be called is refused in words, also in a change', async () => {
    const { save } = open();
    const partnerId = newId();
    const bad = body({ webhookUrl: 'https://127.0.0.1/' });
    const refused = { code: 'bad-request', faults: [{ path: 'webhookUrl', code: 'private-address' }] };
    await expect(save(jatim, { partnerId, body: bad, ifMatch: undefined })).rejects.toMatchObject(refused);
    await save(jatim, { partnerId, body: body(), ifMatch: undefined });
    await expect(save(jatim, { partnerId, body: bad, ifMatch: '1' })).rejects.toMatchObject(refused);
  });

  test('a feed that no connector writes is refused in words', async () => {
    const { save } = open();
    const refused = { code: 'bad-request', faults: [{ path: 'formats/1', code: 'unknown-format' }] };
    const input = { partnerId: newId(), body: body({ formats: ['items.jsonl', 'bukan.txt'] }), ifMatch: undefined };
    await expect(save(jatim, input)).rejects.toMatchObject(refused);
  });

  test('a dinas keeps to its regions; others do not hear that there is such a partner', async () => {
    const { save, get } = open();
    const partnerId = newId();
    const elsewhere = body({ selection: { regionCodes: ['35', '33'] } });
    const everywhere = body({ selection: {} });
    for (const wide of [elsewhere, everywhere])
      await expect(save(jatim, { partnerId, body: wide, ifMatch: undefined })).rejects.toEqual(code('forbidden'));
    await save(jatim, { partnerId, body: body(), ifMatch: undefined });
    await expect(save(jatim, { partnerId, body: everywhere, ifMatch: '1' })).rejects.toEqual(code('forbidden'));
    await expect(get(as('dinas', '33'), partnerId)).rejects.toEqual(code('not-found'));
    await expect(get(as('pemilik', ulid()), partnerId)).rejects.toEqual(code('not-found'));
    await expect(get(as('mitra', ulid()), partnerId)).rejects.toEqual(code('not-found'));
    const own = as('mitra', partnerId);
    expect((await get(own, partnerId)).partner.name).toBe('asia.co.id');
    await expect(save(own, { partnerId, body: body({ name: 'Lain' }), ifMatch: '1' })).rejects.toEqual(
      code('forbidden'),
    );
    await expect(
      save(as('dinas', '33'), { partnerId, body: body({ selection: { regionCodes: ['33'] } }), ifMatch: undefined }),
    ).rejects.toEqual(code('not-found'));
  });

  test('an office of several areas keeps the partner that it made for all of them', async () => {
    const { save, get } = open();
    const partnerId = newId();
    const cities = as('dinas', '35.73', '33.74');
    const both = body({ selection: { regionCodes: ['35.73', '33.74'] } });
    expect((await save(cities, { partnerId, body: both, ifMatch: undefined })).isNew).toBe(true);
    expect((await save(cities, { partnerId, body: both, ifMatch: undefined })).isNew).toBe(false);
    expect((await get(cities, partnerId)).partner.partnerId).toBe(partnerId);
    await expect(get(as('dinas', '35.73'), partnerId)).rejects.toEqual(code('not-found'));
  });

  test('another selection is another etag and a cause to look at its listings', async () => {
    const { save, accounts } = open();
    const partnerId = newId();
    await save(ministry, { partnerId, body: body(), ifMatch: undefined });
    const narrower = body({ selection: { regionCodes: ['35.73'], komoditas: ['makanan'] } });
    await expect(save(ministry, { partnerId, body: narrower, ifMatch: undefined })).rejects.toEqual(
      code('if-match-required'),
    );
    await expect(save(ministry, { partnerId, body: narrower, ifMatch: '7' })).rejects.toEqual(code('stale-etag'));
    const saved = await save(ministry, { partnerId, body: narrower, ifMatch: '1' });
    expect(saved).toMatchObject({ partner: { etag: '2' }, endpoint: { secrets: [{}] } });
    const account = await accounts.read(partnerId);
    expect(account).toMatchObject({ terms: 1, selection: narrower.selection, place: { regionCode: '35.73' } });
    const carries = (regionCode: string, komoditas: string) => mayCarry(account!, { regionCode, komoditas });
    expect([carries('35.73.02', 'makanan'), carries('35.74.02', 'makanan'), carries('35.73.02', 'fesyen')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('disabled by 410 it is told so, and saved again it starts anew with a new secret', async () => {
    const { save, get, accounts, rotate } = open();
    const partnerId = newId();
    const { secret } = await save(ministry, { partnerId, body: body(), ifMatch: undefined });
    await accounts.lose(partnerId, 'revoked', 'endpoint-gone');
    expect(await get(ministry, partnerId)).toMatchObject({
      account: { lostReason: 'endpoint-gone' },
      endpoint: undefined,
    });
    await expect(rotate(ministry, partnerId)).rejects.toEqual(code('wrong-state'));
    const anew = await save(ministry, { partnerId, body: body(), ifMatch: '1' });
    expect(anew.secret).toMatch(/^whsec_/);
    expect(anew.secret).not.toBe(secret);
    expect(await accounts.ofShop('webhook', partnerId)).toMatchObject({ state: 'connected' });
    expect((await accounts.read(partnerId))?.lostReason).toBeUndefined();
  });

  test('a rotated secret leaves the old one valid for a day', async () => {
    const { save, rotate, partners } = open();
    const partnerId = newId();
    const { secret: old } = await save(ministry, { partnerId, body: body(), ifMatch: undefined });
    await expect(rotate(as('mitra', partnerId), partnerId)).rejects.toEqual(code('forbidden'));
    const { secret } = await rotate(ministry, partnerId);
    const endpoint = await partners.endpoint(partnerId);
    expect(activeSecrets(endpoint!, now)).toEqual([secret, old]);
    expect(activeSecrets(endpoint!, now + 86_400_000)).toEqual([secret]);
  });
});

describe('tokens and deliveries', () => {
  test('a token fetches its own feed until it is revoked, and is stored hashed', async () => {
    const { save, feed } = open();
    const [partnerId, tokenId] = [newId(), ulid()];
    await save(ministry, { partnerId, body: body(), ifMatch: undefined });
    const mitra = as('mitra', partnerId);
    const { text } = await issueFeedToken(feed)(mitra, partnerId, { tokenId });
    const { verify } = feedTokens(at);
    expect(await verify(text)).toBe(partnerId);
    for (const wrong of [
      `${text.slice(0, -1)}${text.endsWith('A') ? 'B' : 'A'}`,
      text.replace(partnerId, ulid()),
      'eik_',
      '',
    ])
      expect(await verify(wrong)).toBeUndefined();
    const { Items } = await at.dynamo.send(new ScanCommand({ TableName: at.table }));
    expect(JSON.stringify(Items)).not.toContain(text.slice(-43));
    await expect(issueFeedToken(feed)(mitra, partnerId, { tokenId })).rejects.toEqual(code('id-taken'));
    await expect(revokeFeedToken(feed)(as('mitra', ulid()), partnerId, tokenId)).rejects.toEqual(code('not-found'));
    await revokeFeedToken(feed)(mitra, partnerId, tokenId);
    await revokeFeedToken(feed)(mitra, partnerId, tokenId);
    expect(await verify(text)).toBeUndefined();
  });

  test('the log is newest first, paged, and a replay is the same message once more', async () => {
    const { save, shelf, deliveries, replay, posts } = open();
    const partnerId = newId();
    await save(ministry, { partnerId, body: body(), ifMatch: undefined });
    for (let n = 0; n < 5; n += 1) {
      const at_ = new Date(now + n).toISOString();
      await shelf(partnerId).deliveries.log({
        deliveryId: `msg_${n}`,
        type: 't',
        at: at_,
        body: `{"n":${n}}`,
        outcome: 'failed',
        status: 500,
      });
    }
    const first = await deliveries(ministry, partnerId, 3, undefined);
    const rest = await deliveries(ministry, partnerId, 3, first.position);
    expect([...first.rows, ...rest.rows].map(({ webhookId }) => webhookId)).toEqual([
      'msg_4',
      'msg_3',
      'msg_2',
      'msg_1',
      'msg_0',
    ]);
    expect(rest.position).toBeUndefined();
    now += 60_000;
    expect(await replay(as('mitra', partnerId), partnerId, first.rows[1]!.id)).toMatchObject({
      webhookId: 'msg_3',
      outcome: 'delivered',
    });
    expect(posts).toEqual([{ id: 'msg_3', body: '{"n":3}' }]);
    expect((await deliveries(ministry, partnerId, 1, undefined)).rows).toMatchObject([
      { webhookId: 'msg_3', status: 200 },
    ]);
    await expect(replay(ministry, partnerId, 'abc')).rejects.toEqual(code('not-found'));
    await expect(replay(as('mitra', ulid()), partnerId, first.rows[1]!.id)).rejects.toEqual(code('not-found'));
  });
});

const ikmId = IkmId.parse(ulid());
const product = (part: Partial<Product> = {}): Product =>
  ({
    productId: ProductId.parse(ulid()),
    ikmId,
    regionCode: '35.73.02',
    archived: false,
    approvedEtag: '1',
    content: { komoditas: 'makanan' },
    ...part,
  }) as Product;

describe('releases', () => {
  const using = async (products: readonly Product[]) => {
    const { save, accounts, listings } = open();
    const partnerId = newId();
    await save(ministry, { partnerId, body: body(), ifMatch: undefined });
    const releases = releaseRepository(at);
    const deps = {
      accounts,
      releases,
      listings,
      clock,
      agreeToPublishing: () => Promise.resolve(),
      placeOfIkm: (id: string) => Promise.resolve(id === ikmId ? { ikmId, regionCode: '35.73.02' } : undefined),
      productsOfIkm: (_id: string, _limit: number, position: Record<string, string> | undefined) => {
        const n = Number(position?.['n'] ?? 0);
        return Promise.resolve({
          rows: products.slice(n, n + 2),
          position: n + 2 < products.length ? { n: String(n + 2) } : undefined,
        });
      },
      productOf: (id: string) => Promise.resolve(products.find(({ productId }) => productId === id)),
    };
    const wanted = async (of: Product) =>
      (await listings.ofProduct(of.productId)).find(({ accountId }) => accountId === partnerId)?.wanted;
    return {
      partnerId,
      deps,
      releases,
      wanted,
      listings,
      release: saveRelease(deps),
      step: stepRelease(deps),
      follow: followReleases(deps),
    };
  };
  const owner = as('pemilik', ikmId);

  test('all approved products that fit, page by page; taken back, all go off', async () => {
    const products = [
      product(),
      product({ approvedEtag: undefined }),
      product({ regionCode: '33.74.01' }),
      product({ archived: true }),
      product(),
    ];
    const { partnerId, release, releases, step, wanted } = await using(products);
    const first = await release(owner, { ikmId, partnerId, released: 'all' });
    expect(await release(owner, { ikmId, partnerId, released: 'all' })).toEqual(first);
    for (let n = 0; n < 3; n += 1) await step(ikmId, partnerId);
    expect(await releases.read(ikmId, partnerId)).toMatchObject({ isDone: true, seq: 3 });
    expect(await Promise.all(products.map(wanted))).toEqual(['live', undefined, undefined, undefined, 'live']);
    await release(owner, { ikmId, partnerId, released: 'none' });
    for (let n = 0; n < 3; n += 1) await step(ikmId, partnerId);
    expect(await Promise.all(products.map(wanted))).toEqual(['off', undefined, undefined, undefined, 'off']);
  });

  test('later products follow, unless the owner said otherwise of one', async () => {
    const [taken, fresh] = [product(), product()];
    const { partnerId, release, follow, wanted, listings } = await using([taken, fresh]);
    await follow(ikmId, fresh.productId);
    expect(await wanted(fresh)).toBeUndefined();
    await release(owner, { ikmId, partnerId, released: 'all' });
    await follow(ikmId, fresh.productId);
    await follow(ikmId, taken.productId);
    const listing = (await listings.ofProduct(taken.productId))[0]!;
    await listings.want(listing, { wanted: 'off', overrides: {} });
    await follow(ikmId, taken.productId);
    expect([await wanted(fresh), await wanted(taken)]).toEqual(['live', 'off']);
  });

  test('owners release, officers do not; a partner that takes nothing from there is not there', async () => {
    const { partnerId, release } = await using([]);
    await expect(release(jatim, { ikmId, partnerId, released: 'all' })).rejects.toEqual(code('forbidden'));
    await expect(release(as('pemilik', ulid()), { ikmId, partnerId, released: 'all' })).rejects.toEqual(
      code('not-found'),
    );
    await expect(release(owner, { ikmId, partnerId: newId(), released: 'all' })).rejects.toEqual(code('not-found'));
  });
});

describe('what partners tell', () => {
  const using = async () => {
    const house = open();
    const { save, accounts, listings, shelf } = house;
    const partnerId = newId();
    const { secret = '' } = await save(ministry, { partnerId, body: body(), ifMatch: undefined });
    const of = product();
    const releases = releaseRepository(at);
    await saveRelease({
      accounts,
      releases,
      clock,
      agreeToPublishing: () => Promise.resolve(),
      placeOfIkm: () => Promise.resolve({ ikmId, regionCode: '35.73' }),
    })(as('pemilik', ikmId), { ikmId, partnerId, released: 'all' });
    await followReleases({
      accounts,
      releases,
      listings,
      clock,
      productOf: () => Promise.resolve(of),
      productsOfIkm: () => Promise.resolve({ rows: [], position: undefined }),
    })(ikmId, of.productId);
    const orders: unknown[] = [];
    const receive = receivePartnerEvent({
      clock,
      accountOf: (id) => accounts.ofShop('webhook', id),
      accessTokenOf: async (id) => (await accounts.tokens(id))?.accessToken,
      heard: heardEvents(at, clock),
      listings,
      verdicts: {
        read: (id, marker) => shelf(id).verdictOf(marker),
        save: (id, marker, verdict) => shelf(id).saveVerdict(marker, verdict),
      },
      recordOrder: (_account, order) => {
        orders.push(order);
        return Promise.resolve();
      },
    });
    const tell = (event: unknown, { id = ulid(), key = secret, at: atMs = now, to = String(partnerId) } = {}) => {
      const text = JSON.stringify(event);
      return receive(to, { ...signWebhook([key], { id, body: text, nowMs: atMs }) }, Buffer.from(text));
    };
    const marker = `${of.productId}-1`;
    const listing = async () => (await listings.read({ productId: of.productId, accountId: partnerId }))!;
    return { ...house, partnerId, marker, tell, orders, listing, verdict: () => shelf(partnerId).verdictOf(marker) };
  };

  test('its word on a listing is kept, and the listing is looked at again; once', async () => {
    const { tell, marker, verdict, listing } = await using();
    const before = await listing();
    const id = ulid();
    const live = { type: 'listing.live', data: { id: marker, url: 'https://asia.example/p/1', priceIdr: 1, stock: 0 } };
    expect(await tell(live, { id })).toBe('taken');
    expect(await verdict()).toEqual({
      state: 'live',
      externalUrl: 'https://asia.example/p/1',
      problems: [],
      sequence: now,
    });
    expect((await listing()).lookSeq).toBe(before.lookSeq + 1);
    expect(await tell(live, { id })).toBe('repeated');
    expect((await listing()).lookSeq).toBe(before.lookSeq + 1);
    now += 1;
    const rejected = {
      specversion: '1.0',
      id: 'x',
      source: 's',
      type: 'listing.rejected.v1',
      data: { id: marker, problems: [{ field: 'photos', message: 'Buram' }] },
    };
    expect(await tell(rejected)).toBe('taken');
    expect(await verdict()).toMatchObject({ state: 'rejected', problems: [{ path: 'photos', severity: 'block' }] });
    // an older word that comes late does not undo it
    await tell({ type: 'listing.live', data: { id: marker, sequence: now - 60_000 } });
    expect(await verdict()).toMatchObject({ state: 'rejected' });
    await tell({ type: 'listing.live', data: { id: marker, sequence: now + 9e12 } });
    expect((await verdict())?.sequence).toBe(now);
  });

  test('forged, stale, or in another name it is refused without a word', async () => {
    const { tell, marker, verdict, partners, save } = await using();
    const live = { type: 'listing.live', data: { id: marker } };
    expect(await tell(live, { key: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' })).toBe('refused');
    expect(await tell(live, { at: now - 6 * 60_000 })).toBe('refused');
    expect(await tell(live, { to: ulid() })).toBe('refused');
    const other = newId();
    await save(ministry, { partnerId: other, body: body(), ifMatch: undefined });
    expect(await tell(live, { to: other })).toBe('refused');
    const [{ secret: theirs } = { secret: '' }] = (await partners.endpoint(other))?.secrets ?? [];
    // signed well, but of a listing that it does not have
    expect(await tell(live, { to: other, key: theirs })).toBe('passed-over');
    expect(await tell({ type: 'x'.repeat(70_000) })).toBe('too-large');
    expect(await verdict()).toBeUndefined();
  });

  test('orders are handed on in the words of the house; nonsense is passed over', async () => {
    const { tell, marker, orders } = await using();
    const data = {
      orderId: 'P-1',
      placedAt: '2026-11-22T08:00:00Z',
      totalIdr: 40_000,
      lines: [{ lineId: '1', id: marker, variantId: 'V', name: 'Keripik', quantity: 2, priceIdr: 20_000 }],
      buyer: { name: 'Budi', email: 'budi@example.org' },
    };
    expect(await tell({ type: 'order.created', data })).toBe('taken');
    expect(await tell({ type: 'order.cancelled', data })).toBe('taken');
    expect(orders).toMatchObject([
      {
        externalId: 'P-1',
        state: 'to-ship',
        lines: [{ marker, variantMarker: `${marker}-V`, quantity: 2 }],
        buyer: { name: 'Budi' },
      },
      { externalId: 'P-1', state: 'cancelled' },
    ]);
    expect(JSON.stringify(orders)).not.toContain('budi@');
    for (const nonsense of [{ type: 'other' }, [], 'x', null]) expect(await tell(nonsense)).toBe('passed-over');
    expect(orders).toHaveLength(2);
  });

  test('an order that cannot be read is said to be so, each time, until it is corrected', async () => {
    const { tell, marker, orders } = await using();
    const [line, id] = [{ lineId: '1', id: marker, name: 'Keripik', quantity: 2, priceIdr: 20_000 }, ulid()];
    const data = { orderId: 'P-1', placedAt: '2026-11-22T08:00:00Z', totalIdr: 40_000, lines: [line] };
    for (const lines of [[], [{ ...line, quantity: 0 }], [line, { ...line, quantity: 1 }]])
      for (const type of ['order.created', 'order.created.v1', 'order.cancelled'])
        expect(await tell({ type, data: { ...data, lines } }, { id })).toBe('unreadable');
    expect(orders).toEqual([]);
    expect(await tell({ type: 'order.created', data }, { id })).toBe('taken');
    expect(orders).toHaveLength(1);
  });

  test('an order is as old as it says, whenever it is heard, and never of the future', async () => {
    const { tell, marker, orders } = await using();
    const lines = [{ lineId: '1', id: marker, name: 'Keripik', quantity: 2, priceIdr: 20_000 }];
    const data = { orderId: 'P-1', placedAt: new Date(now - 9_000).toISOString(), totalIdr: 40_000, lines };
    const at = (ms: number) => new Date(now + ms).toISOString();
    await tell({ type: 'order.created', time: at(-5_000), data });
    await tell({ type: 'order.created', timestamp: at(-4_000), data });
    await tell({ type: 'order.created', time: at(-4_000), data: { ...data, updatedAt: at(-7_000) } });
    await tell({ type: 'order.created', data: { ...data, updatedAt: at(9e9) } });
    await tell({ type: 'order.created', time: 'kemarin', data });
    expect(orders).toMatchObject([-5_000, -4_000, -7_000, 0, 0].map((ms) => ({ updatedAtMs: now + ms })));
  });
});
