import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { connectors } from '../../connectors/registry.ts';
import type { CallResult, Connector, Grant, Plan, Session } from '../../connectors/connector.ts';
import { connect, consent, okOf, openFacts, openRig, planFor, tempe, upload, type Rig } from './connector-rig.ts';

const marker = '01JD8ZQ4Y0TEMPE00000000001-1';

/** What the house relies on, of every marketplace in the registry, against that marketplace's simulator. */
describe.each(connectors.map((connector): [string, Connector] => [connector.name, connector]))(
  '%s',
  (_name, connector) => {
    let rig: Rig;
    let session: Session & { readonly grant: Grant };
    let plan: Plan;

    beforeEach(async () => {
      rig = await openRig(connector);
      session = await connect(rig, 'Sentra Tempe Sanan');
      plan = await planFor(rig, session, tempe);
    });
    afterEach(() => rig.close());

    /** Items stand at the marketplace itself, not in a file that it fetches. */
    const ownStore = connector.feed === null;
    /** Calls go out to somebody who may be down, throttle or lose answers. */
    const callsOut = ownStore || connector.retryLadderMs !== undefined;
    /** A grant of a person, with tokens that end. */
    const grants = ownStore;

    const shop = () => rig.door('GET', `/_shop/${session.shopId}`);
    const inShop = async (): Promise<readonly any[]> =>
      (await shop()).products.filter(({ deleted }: { deleted?: boolean }) => deleted !== true);
    /** What the marketplace reviews at once is over. */
    const reviewed = () => rig.pass(1_000);
    const create = async (named = marker, planned = plan) =>
      okOf(await connector.create(session, planned, await upload(rig, session, planned), named));
    const readItem = async (externalId: string) => okOf(await connector.read(session, externalId));

    test('a grant is made once from a code, and refreshed', async () => {
      const query = await consent(rig, 'Toko Kedua');
      const before = rig.nowMs();
      const grant = okOf(await connector.authorization.exchange(rig.app, query));
      expect(grant.shopId).not.toBe('');
      expect(grant.accessTokenEndsAtMs).toBeGreaterThan(before);
      expect(grant.refreshTokenEndsAtMs).toBeGreaterThanOrEqual(grant.accessTokenEndsAtMs);
      expect(grant.authorizationEndsAtMs).toBeGreaterThanOrEqual(grant.refreshTokenEndsAtMs);
      const refreshed = okOf(await connector.authorization.refresh(rig.app, grant.shopId, grant.refreshToken));
      expect(refreshed.shopId).toBe(grant.shopId);
      okOf(await connector.authorization.refresh(rig.app, grant.shopId, refreshed.refreshToken));
      if (!grants) return;
      expect(grant.shopName).toBe('Toko Kedua');
      expect((await connector.authorization.exchange(rig.app, query)).kind).toBe('rejected');
      expect(['account-lost', 'rejected']).toContain(
        (await connector.authorization.refresh(rig.app, grant.shopId, 'f'.repeat(32))).kind,
      );
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
      if (ownStore) expect(fields.filter(({ mandatory }) => mandatory).length).toBeGreaterThan(0);
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
        expect.arrayContaining(ownStore ? ['name', 'photos', 'attributes'] : ['name', 'photos']),
      );
      for (const problem of blocks) {
        expect(problem.code).toMatch(/^[a-z]+(-[a-z]+)*$/);
        for (const text of [problem.message.id, problem.message.en, problem.fix.id, problem.fix.en])
          expect(text).not.toBe('');
      }
    });

    test('what is created is read back as planned, with its photos', async () => {
      const startedMs = rig.nowMs();
      const created = await create();
      await reviewed();
      const item = await readItem(created.externalId);
      expect(item).toMatchObject({
        externalId: created.externalId,
        marker,
        state: 'live',
        name: plan.content['name'],
        description: plan.content['description'],
        priceIdr: tempe.offer.priceIdr,
        stock: tempe.offer.stock,
        problems: [],
      });
      // some tell whole seconds only
      expect(Math.abs((item?.createdAtMs ?? 0) - startedMs)).toBeLessThanOrEqual(1_000);
      expect(() => new URL(item?.externalUrl ?? '')).not.toThrow();
      if (!callsOut) return;
      const products = await inShop();
      expect(products).toHaveLength(1);
      expect(products[0]).toMatchObject({
        state: expect.any(String),
        live: true,
        buyer_price: tempe.offer.priceIdr,
        stock: 40,
      });
      expect(products[0].photos).toHaveLength(2);
    });

    test('content, price and stock change apart, each by its own call', async () => {
      const { externalId } = await create();
      await reviewed();
      const next = await planFor(rig, session, {
        ...tempe,
        name: 'Keripik Tempe Sanan Pedas Manis 250 g',
        offer: { priceIdr: 21_000, availability: 'ready', stock: 7 },
      });
      okOf(await connector.updatePrice(session, externalId, { ...plan, price: next.price }));
      expect(await readItem(externalId)).toMatchObject({ name: tempe.name, priceIdr: 21_000, stock: 40 });
      okOf(await connector.updateStock(session, externalId, { ...plan, price: next.price, stock: next.stock }));
      expect(await readItem(externalId)).toMatchObject({ name: tempe.name, stock: 7 });
      okOf(
        await connector.updateContent(
          session,
          externalId,
          { ...next, photos: plan.photos },
          await upload(rig, session, next),
        ),
      );
      await reviewed();
      expect(await readItem(externalId)).toMatchObject({ name: next.content['name'], priceIdr: 21_000, stock: 7 });
    });

    test('after a first look, each change of the offer is one call at most, and both at once where that is offered', async () => {
      if (!ownStore) return;
      const { externalId } = await create();
      await reviewed();
      const handle = JSON.parse(JSON.stringify({ of: (await readItem(externalId))?.handle })).of as string | undefined;
      // another worker, which keeps nothing in its memory
      const cold: Session = { ...session, fetch: (input, init) => session.fetch(input, init) };
      const next = (priceIdr: number, stock: number) =>
        planFor(rig, session, { ...tempe, offer: { priceIdr, availability: 'ready', stock } });
      const [dearer, fewer, both] = [await next(21_000, 40), await next(21_000, 7), await next(22_500, 5)];
      const cost = async (change: () => Promise<CallResult<null>>): Promise<number> => {
        await rig.door('DELETE', '/_calls');
        okOf(await change());
        return (await rig.door('GET', '/_calls')).total;
      };
      expect(await cost(() => connector.updatePrice(cold, externalId, dearer, handle))).toBe(1);
      expect(await cost(() => connector.updateStock(cold, externalId, fewer, handle))).toBe(1);
      expect(await readItem(externalId)).toMatchObject({ priceIdr: 21_000, stock: 7 });
      if (connector.updateOffer === undefined) return;
      const { updateOffer } = connector;
      expect(await cost(() => updateOffer(cold, externalId, both, handle))).toBe(1);
      expect(await readItem(externalId)).toMatchObject({ priceIdr: 22_500, stock: 5 });
    });

    test('a handle that no longer fits is no obstacle', async () => {
      if (!ownStore) return;
      const { externalId } = await create();
      await reviewed();
      const handle = (await readItem(externalId))?.handle?.replace(/\d{3}(?=\D*$)/, '000');
      for (const stale of [handle, 'not ours'])
        okOf(await connector.updatePrice(session, externalId, { ...plan, price: { original: 21_000 } }, stale));
      expect(await readItem(externalId)).toMatchObject({ priceIdr: 21_000 });
      okOf(await connector.setOnSale(session, externalId, false, handle));
      okOf(await connector.setOnSale(session, externalId, true, handle));
      await reviewed();
      expect((await readItem(externalId))?.state).toBe('live');
    });

    test('an item goes off sale and on again, and repeating either is no fault', async () => {
      const { externalId } = await create();
      await reviewed();
      for (const on of [false, false, true, true]) {
        okOf(await connector.setOnSale(session, externalId, on));
        await reviewed();
        expect((await readItem(externalId))?.state).toBe(on ? 'live' : 'off');
      }
    });

    test('a removed item is gone for all calls but still found by its marker', async () => {
      const { externalId } = await create();
      await reviewed();
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
      expect(['gone', 'ok']).toContain((await connector.remove(session, '99999999')).kind);
    });

    test('the marker finds ours only, in every state, oldest first', async () => {
      expect(okOf(await connector.findByMarker(session, marker))).toEqual([]);
      const first = await create();
      await rig.pass(5000);
      // a marketplace that knows the marker, as a key or as a SKU that may stand once, makes no second one
      const again = await connector.create(session, plan, await upload(rig, session, plan), marker);
      const second = again.kind === 'ok' ? again.value : first;
      expect(['ok', 'unknown', 'rejected']).toContain(again.kind);
      await create('01JD8ZQ4Y0TEMPE00000000002-1');
      await create(`${marker}0`);
      await reviewed();
      okOf(await connector.setOnSale(session, second.externalId, false));
      await reviewed();
      const found = okOf(await connector.findByMarker(session, marker));
      expect(found.map(({ externalId, state }) => [externalId, state])).toEqual(
        second.externalId === first.externalId
          ? [[first.externalId, 'off']]
          : [
              [first.externalId, 'live'],
              [second.externalId, 'off'],
            ],
      );
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
    ])('a create whose answer is lost %s the commit is in doubt; looking up ends it', async (when, happened) => {
      if (!callsOut) return;
      const images = await upload(rig, session, plan);
      await rig.door('PUT', '/_faults', when === 'before' ? { timeoutBeforeRate: 1 } : { timeoutAfterRate: 1 });
      expect((await connector.create(session, plan, images, marker)).kind).toBe('unknown');
      await rig.door('PUT', '/_faults', {});
      await rig.pass(connector.quarantineMs);
      const found = okOf(await connector.findByMarker(session, marker));
      if (ownStore) expect(found).toHaveLength(happened ? 1 : 0);
      const [item] = found;
      if (item === undefined) okOf(await connector.create(session, plan, images, marker));
      // the house sends the content again, as nobody knows whether it all arrived
      else okOf(await connector.updateContent(session, item.externalId, plan, images));
      await reviewed();
      expect(await inShop()).toHaveLength(1);
    });

    test('a create that commits late is found once the quarantine is over', async () => {
      if (!ownStore) return;
      const images = await upload(rig, session, plan);
      const late = connector.quarantineMs / 2;
      await rig.door('PUT', '/_faults', { timeoutAfterRate: 1, commitLateMs: late, searchLagMs: late / 2 });
      expect((await connector.create(session, plan, images, marker)).kind).toBe('unknown');
      await rig.door('PUT', '/_faults', {});
      await rig.pass(connector.quarantineMs);
      expect(okOf(await connector.findByMarker(session, marker))).toHaveLength(1);
    });

    test('an internal fault leaves a create in doubt, and nothing else', async () => {
      if (!ownStore) return;
      const { externalId } = await create();
      const images = await upload(rig, session, plan);
      await rig.door('PUT', '/_faults', { errorRate: 1 });
      expect((await connector.create(session, plan, images, `${marker}1`)).kind).toBe('unknown');
      expect((await connector.updatePrice(session, externalId, plan)).kind).toBe('retry');
      expect((await connector.read(session, externalId)).kind).toBe('retry');
      expect((await connector.findByMarker(session, marker)).kind).toBe('retry');
    });

    test('an outage is passed on as not now, or as doubt', async () => {
      if (!callsOut) return;
      await rig.door('PUT', '/_faults', { outage: true });
      expect(['retry', 'unknown']).toContain((await connector.create(session, plan, {}, marker)).kind);
      if (!ownStore) return;
      expect((await connector.read(session, '1')).kind).toBe('retry');
      expect((await connector.gatherFacts(session, tempe, {}, openFacts())).kind).toBe('retry');
    });

    test('a spent rate asks to slow down and does nothing', async () => {
      if (!callsOut) return;
      const images = await upload(rig, session, plan);
      await rig.door('PUT', '/_faults', { rateLimit: 0 });
      expect(await connector.create(session, plan, images, marker)).toMatchObject({ kind: 'retry', slowDown: true });
      await rig.door('PUT', '/_faults', {});
      expect(await inShop()).toEqual([]);
    });

    test('a refused token is told apart from a withdrawn grant', async () => {
      if (!grants) return;
      const { externalId } = await create();
      const stale = { ...session, accessToken: 'f'.repeat(32) };
      expect((await connector.read(stale, externalId)).kind).toBe('token-refused');
      expect((await connector.create(stale, plan, {}, marker)).kind).toBe('token-refused');
      await rig.pass(session.grant.accessTokenEndsAtMs - rig.nowMs() + 60_000);
      expect((await connector.updatePrice(session, externalId, plan)).kind).toBe('token-refused');
      const again = await connect(rig, 'Sentra Tempe Sanan');
      await rig.door('POST', `/_shop/${again.shopId}/deauthorization`);
      // where a call cannot tell, the refresh that follows a refused token does
      expect(['account-lost', 'token-refused']).toContain((await connector.read(again, externalId)).kind);
      expect((await connector.authorization.refresh(rig.app, again.shopId, again.grant.refreshToken)).kind).toBe(
        'account-lost',
      );
    });

    test('an aborted session makes no call', async () => {
      if (!callsOut) return;
      const images = await upload(rig, session, plan);
      await rig.door('DELETE', '/_calls');
      expect((await connector.create({ ...session, signal: AbortSignal.abort() }, plan, images, marker)).kind).toBe(
        'retry',
      );
      expect(await rig.door('GET', '/_calls')).toMatchObject({ total: 0 });
    });

    test('pushes are verified on their raw bytes and only ever ask to look', async () => {
      const { push } = connector;
      if (push === null) return;
      await rig.pass(0);
      if (connector.orders !== null) {
        const { externalId } = await create();
        await reviewed();
        const lines = [{ externalItemId: externalId, quantity: 1 }];
        await rig.door('POST', '/_orders', { shopId: session.shopId, lines });
      }
      await rig.door('POST', `/_shop/${session.shopId}/deauthorization`);
      await rig.pass(0);
      const verify = (sent: (typeof rig.pushes)[number], body = sent.body, url = rig.callbackUrl, app = rig.app.app) =>
        push.verify(app, url, sent.headers, body);
      expect(rig.pushes.length).toBeGreaterThanOrEqual(1);
      for (const sent of rig.pushes) {
        expect(sent.url).toBe(rig.callbackUrl);
        expect(verify(sent)).toBe(true);
        expect(verify(sent, Buffer.concat([sent.body, Buffer.from(' ')]))).toBe(false);
        expect(push.verify(rig.app.app, rig.callbackUrl, {}, sent.body)).toBe(false);
      }
      const hints = rig.pushes.flatMap(({ body }) => push.interpret(body));
      // not every marketplace tells that a grant was given or withdrawn
      if (hints.some(({ kind }) => kind.startsWith('account')))
        expect(hints).toContainEqual({ kind: 'account-deauthorized', shopId: session.shopId });
      for (const junk of ['', 'null', '[]', '{}', '{"code":', '{"code":99}', '{"code":16,"data":7}', '<html></html>']) {
        expect(push.interpret(Buffer.from(junk))).toEqual([expect.objectContaining({ kind: 'none' })]);
      }
    });

    test('an item that moderation refuses is in review first, then rejected with the reason', async () => {
      if (!callsOut) return;
      await rig.door('PUT', '/_faults', { moderation: { delayMs: 60_000, rejectRate: 1 } });
      const { externalId, state } = await create();
      expect(state).toBe('in-review');
      if (connector.push === null) return;
      const { push } = connector;
      expect((await readItem(externalId))?.state).toBe('in-review');
      await rig.pass(60_000);
      const item = await readItem(externalId);
      expect(item?.state).toBe('rejected');
      expect(item?.problems).toEqual([expect.objectContaining({ severity: 'block' })]);
      expect(rig.pushes.flatMap(({ body }) => push.interpret(body))).toContainEqual({
        kind: 'look-at-item',
        shopId: session.shopId,
        externalId,
      });
    });

    test("what the shop sells is read page by page, ours and the seller's own", async () => {
      const { shop: reader } = connector;
      if (reader === null) return;
      await create();
      for (let at = 0; at < 120; at += 1)
        await rig.door('POST', `/_shop/${session.shopId}/items`, { name: `Sambal Bawang ${at}`, price: 15_000 + at });
      await reviewed();
      const seen = [];
      let cursor: string | undefined;
      do {
        const page = okOf(await reader.list(session, cursor));
        seen.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      expect(new Set(seen.map(({ externalId }) => externalId)).size).toBe(121);
      expect(seen).toHaveLength(121);
      expect(seen.find((item) => item.marker === marker)).toMatchObject({ name: tempe.name, priceIdr: 18_500 });
      const own = seen.find(({ name }) => name === 'Sambal Bawang 7');
      expect(own).toMatchObject({ priceIdr: 15_007, stock: 1, hasVariants: false });
    });

    test('an order is told by a push, read with our markers, listed by its time, and lowers the stock there', async () => {
      const { orders, push } = connector;
      if (orders === null || push === null) return;
      const { externalId } = await create();
      await reviewed();
      const fromMs = rig.nowMs() - 60_000;
      const placed = await rig.door('POST', '/_orders', {
        shopId: session.shopId,
        lines: [{ externalItemId: externalId, quantity: 3 }],
      });
      const orderId = String(placed.orderId);
      await reviewed();
      expect(rig.pushes.flatMap(({ body }) => push.interpret(body))).toContainEqual({
        kind: 'look-at-order',
        shopId: session.shopId,
        externalId: orderId,
      });
      const order = okOf(await orders.read(session, orderId));
      expect(order).toMatchObject({ externalId: orderId });
      expect(['unpaid', 'to-ship']).toContain(order?.state);
      expect(order?.lines).toEqual([
        expect.objectContaining({ externalItemId: externalId, marker, quantity: 3, priceIdr: 18_500 }),
      ]);
      const { items } = okOf(await orders.list(session, { fromMs, toMs: rig.nowMs() + 60_000 }, undefined));
      expect(items).toContain(orderId);
      expect((await readItem(externalId))?.stock).toBe(37);
      expect(okOf(await orders.read(session, '99999999'))).toBeNull();
      await rig.door('PUT', `/_orders/${orderId}`, { state: 'cancelled' });
      expect(okOf(await orders.read(session, orderId))?.state).toBe('cancelled');
    });

    test.each([
      ['a page of HTML', () => new Response('<html><body>Bad gateway</body></html>', { status: 200 })],
      ['a page of HTML with 502', () => new Response('<html></html>', { status: 502 })],
      ['half of its JSON', () => new Response('{"code":"0","error":"","data":{"item', { status: 200 })],
      ['nothing', () => new Response('', { status: 200 })],
      ['ten megabytes', () => new Response('{"a":"' + 'x'.repeat(10_000_000) + '"}', { status: 200 })],
      ['JSON of another kind', () => new Response('[[]]', { status: 200 })],
    ])('a marketplace that answers with %s is never believed, and never brings us down', async (_what, answer) => {
      if (!ownStore) return;
      const { externalId } = await create();
      const images = await upload(rig, session, plan);
      const odd: Session = { ...session, fetch: async () => answer() };
      for (const result of [
        await connector.create(odd, plan, images, `${marker}5`),
        await connector.updatePrice(odd, externalId, plan),
        await connector.updateStock(odd, externalId, plan),
        await connector.updateContent(odd, externalId, plan, images),
        await connector.setOnSale(odd, externalId, false),
        await connector.remove(odd, externalId),
        await connector.read(odd, externalId),
        await connector.findByMarker(odd, marker),
        await connector.gatherFacts(odd, tempe, {}, openFacts()),
        await connector.uploadPhoto(odd, { name: 'aaa.jpg', contentType: 'image/jpeg', bytes: new Uint8Array(9) }),
        await connector.authorization.refresh(odd, session.shopId, session.grant.refreshToken),
      ])
        expect(['unknown', 'retry']).toContain(result.kind);
    });
  },
);
