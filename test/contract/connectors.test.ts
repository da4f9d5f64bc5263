import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { connectors } from '../../connectors/registry.ts';
import type { Plan, Session } from '../../connectors/connector.ts';
import { connect, consent, okOf, openFacts, openRig, planFor, tempe, upload, type Rig } from './connector-rig.ts';

const marker = '01JD8ZQ4Y0TEMPE00000000001-1';

/** What the house relies on, of every marketplace in the registry, against that marketplace's simulator. */
describe.each(connectors.map((connector) => [connector.name, connector] as const))('%s', (_name, connector) => {
  let rig: Rig;
  let session: Session;
  let plan: Plan;

  beforeEach(async () => {
    rig = await openRig(connector);
    session = await connect(rig, 'Sentra Tempe Sanan');
    plan = await planFor(rig, session, tempe);
  });
  afterEach(() => rig.close());

  const shop = () => rig.door('GET', `/_shop/${session.shopId}`);
  const create = async (named = marker, planned = plan) =>
    okOf(await connector.create(session, planned, await upload(rig, session, planned), named));
  const readItem = async (externalId: string) => okOf(await connector.read(session, externalId));

  test('a grant is made once from a code, and refreshed once per refresh token', async () => {
    const query = await consent(rig, 'Toko Kedua');
    const before = rig.nowMs();
    const grant = okOf(await connector.authorization.exchange(rig.app, query));
    expect(grant.shopName).toBe('Toko Kedua');
    expect(grant.accessTokenEndsAtMs).toBeGreaterThan(before);
    expect(grant.refreshTokenEndsAtMs).toBeGreaterThan(grant.accessTokenEndsAtMs);
    expect(grant.authorizationEndsAtMs).toBeGreaterThan(grant.refreshTokenEndsAtMs);
    expect((await connector.authorization.exchange(rig.app, query)).kind).toBe('rejected');
    const refreshed = okOf(await connector.authorization.refresh(rig.app, grant.shopId, grant.refreshToken));
    expect(refreshed.refreshToken).not.toBe(grant.refreshToken);
    expect((await connector.authorization.refresh(rig.app, grant.shopId, grant.refreshToken)).kind).toBe(
      'account-lost',
    );
    okOf(await connector.authorization.refresh(rig.app, grant.shopId, refreshed.refreshToken));
  });

  test('a redirect without consent is refused in words', async () => {
    const refused = await connector.authorization.exchange(rig.app, { state: 's' });
    expect(refused).toMatchObject({ kind: 'rejected', problems: [{ severity: 'block' }] });
  });

  test('a good product has no problem that blocks, the same plan each time, and a drawable form', async () => {
    expect(plan.problems.filter(({ severity }) => severity === 'block')).toEqual([]);
    expect(await planFor(rig, session, tempe)).toEqual(plan);
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
    const facts = okOf(await connector.gatherFacts(session, tempe, {}, openFacts()));
    const { category, fields } = connector.requirements(JSON.parse(JSON.stringify(facts)));
    expect(category.name).not.toBe('');
    expect(category.suggested).toBe(true);
    expect(fields.filter(({ mandatory }) => mandatory).length).toBeGreaterThan(0);
    for (const field of fields) if (field.input === 'choice') expect(field.options?.length).toBeGreaterThan(0);
  });

  test('facts are asked for once while the cache holds them', async () => {
    const facts = openFacts();
    await rig.door('DELETE', '/_calls');
    await planFor(rig, session, tempe, {}, facts);
    await create();
    await planFor(rig, session, tempe, {}, facts);
    await rig.door('DELETE', '/_calls');
    await planFor(rig, session, tempe, {}, facts);
    await planFor(rig, session, { ...tempe, offer: { ...tempe.offer, stock: 3 } }, {}, facts);
    expect(await rig.door('GET', '/_calls')).toMatchObject({ total: 0 });
  });

  test('a bad product is told apart field by field, and nothing is sent', async () => {
    const bad = await planFor(rig, session, {
      ...tempe,
      photos: [],
      name: 'Keripik Tempe '.repeat(40),
      attributes: {},
      shelfLifeDays: undefined,
    });
    const blocks = bad.problems.filter(({ severity }) => severity === 'block');
    expect(blocks.map(({ path }) => path.split('/')[0])).toEqual(
      expect.arrayContaining(['name', 'photos', 'attributes']),
    );
    for (const problem of blocks) {
      expect(problem.code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      for (const text of [problem.message.id, problem.message.en, problem.fix.id, problem.fix.en])
        expect(text).not.toBe('');
    }
  });

  test('what is created is read back as planned, with its photos', async () => {
    const created = await create();
    await rig.pass(0);
    const item = await readItem(created.externalId);
    expect(item).toMatchObject({
      externalId: created.externalId,
      marker,
      state: 'live',
      name: plan.content['name'],
      description: plan.content['description'],
      priceIdr: plan.price['original'],
      stock: tempe.offer.stock,
      problems: [],
    });
    expect(item?.createdAtMs).toBe(rig.nowMs());
    expect(new URL(item?.externalUrl ?? '').pathname).toContain(created.externalId);
    const { products } = await shop();
    expect(products).toHaveLength(1);
    expect(products[0]).toMatchObject({ state: expect.any(String), buyer_price: tempe.offer.priceIdr, stock: 40 });
    expect(products[0].photos).toHaveLength(2);
  });

  test('content, price and stock change apart, each by its own call', async () => {
    const { externalId } = await create();
    const next = await planFor(rig, session, {
      ...tempe,
      name: 'Keripik Tempe Sanan Pedas Manis 250 g',
      offer: { priceIdr: 21_000, availability: 'ready', stock: 7 },
    });
    okOf(await connector.updatePrice(session, externalId, next));
    expect(await readItem(externalId)).toMatchObject({ name: tempe.name, priceIdr: 21_000, stock: 40 });
    okOf(await connector.updateStock(session, externalId, next));
    expect(await readItem(externalId)).toMatchObject({ name: tempe.name, stock: 7 });
    okOf(
      await connector.updateContent(
        session,
        externalId,
        { ...plan, content: next.content },
        await upload(rig, session, next),
      ),
    );
    expect(await readItem(externalId)).toMatchObject({ name: next.content['name'], priceIdr: 21_000, stock: 7 });
  });

  test('an item goes off sale and on again, and repeating either is no fault', async () => {
    const { externalId } = await create();
    for (const on of [false, false, true, true]) {
      okOf(await connector.setOnSale(session, externalId, on));
      expect((await readItem(externalId))?.state).toBe(on ? 'live' : 'off');
    }
  });

  test('a removed item is gone for all calls but still found by its marker', async () => {
    const { externalId } = await create();
    okOf(await connector.remove(session, externalId));
    const after = await readItem(externalId);
    expect(after === null || after.state === 'removed-by-seller').toBe(true);
    expect(['gone', 'deferred', 'rejected']).toContain((await connector.updatePrice(session, externalId, plan)).kind);
    const found = okOf(await connector.findByMarker(session, marker));
    expect(found.filter(({ state }) => state !== 'removed-by-seller')).toEqual([]);
  });

  test('an item that never was is unknown, not an error', async () => {
    expect(await readItem('99999999')).toBeNull();
    expect((await connector.updateStock(session, '99999999', plan)).kind).toBe('gone');
    expect((await connector.remove(session, '99999999')).kind).toBe('gone');
  });

  test('the marker finds ours only, in every state, oldest first', async () => {
    expect(okOf(await connector.findByMarker(session, marker))).toEqual([]);
    const first = await create();
    await rig.pass(5000);
    const second = await create();
    await create('01JD8ZQ4Y0TEMPE00000000002-1');
    await create(`${marker}0`);
    okOf(await connector.setOnSale(session, second.externalId, false));
    const found = okOf(await connector.findByMarker(session, marker));
    expect(found.map(({ externalId, state }) => [externalId, state])).toEqual([
      [first.externalId, 'live'],
      [second.externalId, 'off'],
    ]);
  });

  test('the marker finds among more items than a page holds', async () => {
    const images = await upload(rig, session, plan);
    for (let at = 0; at < 105; at += 1) okOf(await connector.create(session, plan, images, `${marker}${at}`));
    await create();
    expect(okOf(await connector.findByMarker(session, marker))).toHaveLength(1);
  });

  test.each([
    ['before', false],
    ['after', true],
  ])('a create whose answer is lost %s the commit is in doubt; the marker tells', async (when, happened) => {
    const images = await upload(rig, session, plan);
    await rig.door('PUT', '/_faults', when === 'before' ? { timeoutBeforeRate: 1 } : { timeoutAfterRate: 1 });
    expect((await connector.create(session, plan, images, marker)).kind).toBe('unknown');
    await rig.door('PUT', '/_faults', {});
    await rig.pass(connector.quarantineMs);
    expect(okOf(await connector.findByMarker(session, marker))).toHaveLength(happened ? 1 : 0);
  });

  test('a create that commits late is found once the quarantine is over', async () => {
    const images = await upload(rig, session, plan);
    const late = connector.quarantineMs / 2;
    await rig.door('PUT', '/_faults', { timeoutAfterRate: 1, commitLateMs: late, searchLagMs: late / 2 });
    expect((await connector.create(session, plan, images, marker)).kind).toBe('unknown');
    await rig.door('PUT', '/_faults', {});
    await rig.pass(connector.quarantineMs);
    expect(okOf(await connector.findByMarker(session, marker))).toHaveLength(1);
  });

  test('an internal fault leaves a create in doubt, and nothing else', async () => {
    const { externalId } = await create();
    const images = await upload(rig, session, plan);
    await rig.door('PUT', '/_faults', { errorRate: 1 });
    expect((await connector.create(session, plan, images, marker)).kind).toBe('unknown');
    expect((await connector.updatePrice(session, externalId, plan)).kind).toBe('retry');
    expect((await connector.read(session, externalId)).kind).toBe('retry');
    expect((await connector.findByMarker(session, marker)).kind).toBe('retry');
  });

  test('an outage is passed on as not now, or as doubt', async () => {
    await rig.door('PUT', '/_faults', { outage: true });
    expect(['retry', 'unknown']).toContain((await connector.create(session, plan, {}, marker)).kind);
    expect((await connector.read(session, '1')).kind).toBe('retry');
    expect((await connector.gatherFacts(session, tempe, {}, openFacts())).kind).toBe('retry');
  });

  test('a spent rate asks to slow down and does nothing', async () => {
    const images = await upload(rig, session, plan);
    await rig.door('PUT', '/_faults', { rateLimit: 0 });
    expect(await connector.create(session, plan, images, marker)).toMatchObject({ kind: 'retry', slowDown: true });
    await rig.door('PUT', '/_faults', {});
    expect((await shop()).products).toEqual([]);
  });

  test('a refused token is told apart from a withdrawn grant', async () => {
    const { externalId } = await create();
    const stale = { ...session, accessToken: 'f'.repeat(32) };
    expect((await connector.read(stale, externalId)).kind).toBe('token-refused');
    expect((await connector.create(stale, plan, {}, marker)).kind).toBe('token-refused');
    await rig.pass(5 * 3_600_000);
    expect((await connector.updatePrice(session, externalId, plan)).kind).toBe('token-refused');
    const again = await connect(rig, 'Sentra Tempe Sanan');
    await rig.door('POST', `/_shop/${again.shopId}/deauthorization`);
    expect((await connector.read(again, externalId)).kind).toBe('account-lost');
    expect((await connector.authorization.refresh(rig.app, again.shopId, again.grant.refreshToken)).kind).toBe(
      'account-lost',
    );
  });

  test('an aborted session makes no call', async () => {
    await rig.door('DELETE', '/_calls');
    expect((await connector.create({ ...session, signal: AbortSignal.abort() }, plan, {}, marker)).kind).toBe('retry');
    expect(JSON.stringify(await rig.door('GET', '/_calls'))).not.toContain('add_item');
  });

  test('pushes are verified on their raw bytes and only ever ask to look', async () => {
    await rig.pass(0);
    await rig.door('POST', `/_shop/${session.shopId}/deauthorization`);
    await rig.pass(0);
    const { push } = connector;
    const verify = (sent: (typeof rig.pushes)[number], body = sent.body, url = rig.callbackUrl, app = rig.app.app) =>
      push.verify(app, url, sent.headers, body);
    expect(rig.pushes.length).toBeGreaterThanOrEqual(2);
    for (const sent of rig.pushes) {
      expect(sent.url).toBe(rig.callbackUrl);
      expect(verify(sent)).toBe(true);
      expect(verify(sent, Buffer.concat([sent.body, Buffer.from(' ')]))).toBe(false);
      expect(verify(sent, sent.body, `${rig.callbackUrl}/`)).toBe(false);
      expect(push.verify(rig.app.app, rig.callbackUrl, {}, sent.body)).toBe(false);
    }
    const hints = rig.pushes.flatMap(({ body }) => push.interpret(body));
    expect(hints).toEqual([
      { kind: 'account-authorized', shopId: session.shopId },
      { kind: 'account-deauthorized', shopId: session.shopId },
    ]);
    for (const junk of ['', 'null', '[]', '{}', '{"code":99}', '{"code":16,"data":7}']) {
      expect(push.interpret(Buffer.from(junk))).toEqual([expect.objectContaining({ kind: 'none' })]);
    }
  });

  test('an item that moderation refuses is in review first, then rejected with the reason', async () => {
    await rig.door('PUT', '/_faults', { moderation: { delayMs: 60_000, rejectRate: 1 } });
    const { externalId, state } = await create();
    expect(state).toBe('in-review');
    expect((await readItem(externalId))?.state).toBe('in-review');
    await rig.pass(60_000);
    const item = await readItem(externalId);
    expect(item?.state).toBe('rejected');
    expect(item?.problems).toEqual([expect.objectContaining({ severity: 'block' })]);
    expect(rig.pushes.flatMap(({ body }) => connector.push!.interpret(body))).toContainEqual({
      kind: 'look-at-item',
      shopId: session.shopId,
      externalId,
    });
  });
});
