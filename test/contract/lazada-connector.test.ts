import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { lazada } from '../../connectors/lazada/index.ts';
import type { Plan, Session } from '../../connectors/connector.ts';
import type { Listable } from '../../shared/domain/listing/listable.ts';
import { connect, consent, okOf, openFacts, openRig, planFor, tempe, upload, type Rig } from './connector-rig.ts';

const marker = '01JD8ZQ4Y0TEMPE00000000001-1';
const ids = ['01JD8ZQ4Y0VAR000000000000A', '01JD8ZQ4Y0VAR000000000000B', '01JD8ZQ4Y0VAR000000000000C'] as const;

const flavours = (
  values: readonly (readonly [id: string, value: string, price: number, stock: number])[],
): Listable => ({
  ...tempe,
  variants: {
    options: [{ name: 'Rasa', values: values.map(([, value]) => value) }],
    items: values.map(([variantId, value, priceIdr, stock]) => ({
      variantId,
      values: [value],
      offer: { priceIdr, availability: 'ready', stock },
    })),
  },
});

describe('Lazada', () => {
  let rig: Rig;
  let session: Session;

  beforeEach(async () => {
    rig = await openRig(lazada);
    session = await connect(rig, 'Sentra Tempe Sanan');
  });
  afterEach(() => rig.close());

  const products = async () => (await rig.door('GET', `/_shop/${session.shopId}`)).products;
  const create = async (plan: Plan, named = marker) =>
    okOf(await lazada.create(session, plan, await upload(rig, session, plan), named));
  const seller = (externalId: string, body: unknown) =>
    rig.door('PUT', `/_shop/${session.shopId}/items/${externalId}`, body);
  const callsOf = async (work: () => Promise<unknown>): Promise<Record<string, number>> => {
    await rig.door('DELETE', '/_calls');
    await work();
    const { calls } = await rig.door('GET', '/_calls');
    return Object.fromEntries(calls.map(({ endpoint, count }: any) => [endpoint, count]));
  };

  test('an offer change by the SKU that the create told is one call; without it a read tells the SKU', async () => {
    const plan = await planFor(rig, session, tempe);
    const { externalId, handle } = await create(plan);
    expect(await callsOf(async () => okOf(await lazada.updateStock(session, externalId, plan, handle)))).toEqual({
      'product/price_quantity/update': 1,
    });
    expect(await callsOf(async () => okOf(await lazada.updatePrice(session, externalId, plan)))).toEqual({
      'product/item/get': 1,
      'product/price_quantity/update': 1,
    });
  });

  test('SKU ids past 2^53 are sent back with all their digits', async () => {
    const plan = await planFor(rig, session, tempe);
    const { externalId } = await create(plan);
    const [product] = await products();
    expect(product.external_id).toBe(externalId);
    okOf(await lazada.updatePrice(session, externalId, { ...plan, price: { original: 19_999 } }));
    okOf(await lazada.remove(session, externalId));
    expect((await products())[0]).toMatchObject({ deleted: true, buyer_price: 19_999 });
  });

  test('the same marker twice is doubt, and looking up finds the first', async () => {
    const plan = await planFor(rig, session, tempe);
    const { externalId } = await create(plan);
    const again = await lazada.create(session, plan, await upload(rig, session, plan), marker);
    expect(again).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('4105') });
    expect(okOf(await lazada.findByMarker(session, marker)).map((item) => item.externalId)).toEqual([externalId]);
  });

  test('Lazada fills in nothing by itself', async () => {
    await create(await planFor(rig, session, { ...tempe, attributes: { netto: '250 gram' } }));
    const [product] = await products();
    expect(product.attributes.food_flavor).toBeUndefined();
    expect(product.attributes).toMatchObject({
      country_of_origin: 'Indonesia',
      shelf_life: '6 Months',
      food_registration_no: '2063573010234-27',
      halal_certificate_no: 'ID35110000123450123',
      brand: 'No Brand',
      preorder_enable: 'No',
    });
  });

  describe('variants', () => {
    const two = flavours([
      [ids[0], 'Original', 18_500, 40],
      [ids[1], 'Pedas', 19_000, 30],
    ]);
    const models = async () => (await products())[0].models;

    test('are created at once, each with a SKU that ends with its rank', async () => {
      const plan = await planFor(rig, session, two);
      expect(plan.problems.filter(({ severity }) => severity === 'block')).toEqual([]);
      expect(plan.price).toMatchObject({ original: 18_500 });
      const { externalId } = await create(plan);
      expect(await models()).toEqual([
        { sku: `${marker}-1`, price: 18_500, stock: 40, options: ['Original'] },
        { sku: `${marker}-2`, price: 19_000, stock: 30, options: ['Pedas'] },
      ]);
      expect(okOf(await lazada.findByMarker(session, marker))).toEqual([
        expect.objectContaining({ externalId, marker }),
      ]);
      expect(okOf(await lazada.read(session, externalId))?.priceIdr).toBeUndefined();
    });

    test('prices and stocks change by SKU', async () => {
      const { externalId } = await create(await planFor(rig, session, two));
      const next = await planFor(
        rig,
        session,
        flavours([
          [ids[0], 'Original', 20_000, 4],
          [ids[1], 'Pedas', 21_000, 3],
        ]),
      );
      okOf(await lazada.updatePrice(session, externalId, next));
      okOf(await lazada.updateStock(session, externalId, next));
      expect(await models()).toMatchObject([
        { price: 20_000, stock: 4 },
        { price: 21_000, stock: 3 },
      ]);
    });

    test('one comes, one goes, and none ever has the offer of another', async () => {
      const { externalId } = await create(await planFor(rig, session, two));
      const three = await planFor(
        rig,
        session,
        flavours([
          [ids[2], 'Keju', 25_000, 5],
          [ids[0], 'Original', 18_500, 40],
          [ids[1], 'Pedas', 19_000, 30],
        ]),
      );
      okOf(await lazada.updateContent(session, externalId, three, await upload(rig, session, three)));
      expect(await models()).toEqual([
        { sku: `${marker}-1`, price: 18_500, stock: 40, options: ['Original'] },
        { sku: `${marker}-2`, price: 19_000, stock: 30, options: ['Pedas'] },
        { sku: `${marker}-3`, price: 25_000, stock: 5, options: ['Keju'] },
      ]);
      const rest = await planFor(
        rig,
        session,
        flavours([
          [ids[0], 'Original', 18_500, 40],
          [ids[2], 'Keju', 25_000, 5],
        ]),
      );
      // before the content says so, the second SKU is still "Pedas"
      okOf(await lazada.updateStock(session, externalId, rest));
      okOf(await lazada.updatePrice(session, externalId, rest));
      expect((await models())[1]).toMatchObject({ options: ['Pedas'], price: 19_000, stock: 30 });
      okOf(await lazada.updateContent(session, externalId, rest, await upload(rig, session, rest)));
      expect(await models()).toEqual([
        { sku: `${marker}-1`, price: 18_500, stock: 40, options: ['Original'] },
        { sku: `${marker}-2`, price: 25_000, stock: 5, options: ['Keju'] },
      ]);
    });

    test('fifty are sent in one create and priced twenty at a time', async () => {
      const many = Array.from({ length: 50 }, (_, at): readonly [string, string, number, number] => [
        `01JD8ZQ4Y0VAR00000000000${String(at).padStart(2, '0')}`,
        `Rasa ${at}`,
        10_000 + at,
        at,
      ]);
      const plan = await planFor(rig, session, flavours(many));
      const { externalId } = await create(plan);
      expect(await callsOf(async () => okOf(await lazada.updatePrice(session, externalId, plan)))).toEqual({
        'product/item/get': 1,
        'product/price_quantity/update': 3,
      });
    });

    test('a product that has none cannot get any', async () => {
      const { externalId } = await create(await planFor(rig, session, tempe));
      const plan = await planFor(rig, session, two);
      expect(await lazada.updateContent(session, externalId, plan, await upload(rig, session, plan))).toMatchObject({
        kind: 'rejected',
        problems: [{ code: 'variants-cannot-change' }],
      });
    });

    test('an order tells which one was bought', async () => {
      const { externalId } = await create(await planFor(rig, session, two));
      const { orderId } = await rig.door('POST', '/_orders', {
        shopId: session.shopId,
        lines: [{ sellerSku: `${marker}-2`, quantity: 2 }],
      });
      const order = okOf(await lazada.orders.read(session, orderId));
      expect(order).toMatchObject({ state: 'to-ship', totalIdr: 2 * 19_000 + 12_000 });
      expect(order?.lines).toEqual([
        expect.objectContaining({
          externalItemId: externalId,
          marker,
          variantMarker: `${marker}-2`,
          quantity: 2,
          priceIdr: 19_000,
        }),
      ]);
      // masked, as Lazada shows it
      expect(order?.buyer?.phone).toMatch(/^0\*+\d$/);
      expect(order?.shipByMs).toBe(rig.nowMs() + 2 * 86_400_000);
    });
  });

  describe('what Lazada forbids for now', () => {
    test('a campaign holds the content and lets no stock fall', async () => {
      const plan = await planFor(rig, session, tempe);
      const { externalId } = await create(plan);
      await rig.door('PUT', `/_shop/${session.shopId}/items/${externalId}/promotion`, {});
      const images = await upload(rig, session, plan);
      expect(await lazada.updateContent(session, externalId, plan, images)).toMatchObject({
        kind: 'deferred',
        reason: { code: 'under-promotion' },
      });
      expect(await lazada.updateStock(session, externalId, { ...plan, stock: { stock: 3 } })).toMatchObject({
        kind: 'deferred',
        reason: { code: 'stock-below-reserved' },
      });
      okOf(await lazada.updateStock(session, externalId, { ...plan, stock: { stock: 60 } }));
    });

    test('a locked product waits', async () => {
      const plan = await planFor(rig, session, tempe);
      const { externalId } = await create(plan);
      await seller(externalId, { locked: true });
      expect(await lazada.updateContent(session, externalId, plan, await upload(rig, session, plan))).toMatchObject({
        kind: 'deferred',
        reason: { code: 'item-not-editable' },
      });
    });

    test('a full shop waits, and a category may need approval', async () => {
      const plan = await planFor(rig, session, tempe);
      await rig.door('PUT', `/_shop/${session.shopId}`, { itemLimit: 0 });
      expect(await lazada.create(session, plan, await upload(rig, session, plan), marker)).toMatchObject({
        kind: 'deferred',
        reason: { code: 'shop-full' },
      });
      await rig.door('PUT', `/_shop/${session.shopId}`, {
        itemLimit: 10,
        restrictedCategories: [Number(plan.content['categoryId'])],
      });
      const { problems } = await planFor(rig, session, tempe);
      expect(problems).toContainEqual(expect.objectContaining({ code: 'category-needs-approval', severity: 'block' }));
      // the shop's rules may be hours old
      expect(await lazada.create(session, plan, await upload(rig, session, plan), marker)).toMatchObject({
        kind: 'rejected',
        problems: [{ code: 'category-needs-approval' }],
      });
    });
  });

  test('a category that vanished is a named problem', async () => {
    const plan = await planFor(rig, session, tempe, { categoryId: '999999' });
    expect(plan.problems).toContainEqual(expect.objectContaining({ code: 'category-invalid', path: 'categoryId' }));
  });

  test('an item in a wrong category is told with better ones', async () => {
    const { externalId } = await create(await planFor(rig, session, tempe));
    await seller(externalId, { alert: [6502, 6503] });
    const item = okOf(await lazada.read(session, externalId));
    expect(item).toMatchObject({ state: 'rejected', problems: [{ code: 'category-invalid', path: 'categoryId' }] });
    expect(item?.problems[0]?.fix.id).toContain('6502, 6503');
  });

  test("a linked item of the seller's own changes by its own SKU", async () => {
    const made = await rig.door('POST', `/_shop/${session.shopId}/items`, { name: 'Keripik', price: 9_000, sku: 'A1' });
    const plan = await planFor(rig, session, tempe);
    okOf(await lazada.updateStock(session, made.external_id, plan));
    okOf(await lazada.updatePrice(session, made.external_id, plan));
    expect((await products())[0]).toMatchObject({ sku: 'A1', stock: 40, buyer_price: 18_500, name: 'Keripik' });
  });

  test('a photo over 1 MB is refused before it is sent', async () => {
    const bytes = { name: 'big.jpg', contentType: 'image/jpeg' as const, bytes: new Uint8Array(1024 * 1024 + 1) };
    expect(await callsOf(() => lazada.uploadPhoto(session, bytes))).toEqual({});
    expect(await lazada.uploadPhoto(session, bytes)).toMatchObject({
      kind: 'rejected',
      problems: [{ code: 'photo-too-large', path: 'photos' }],
    });
  });

  describe('grants', () => {
    test('a refresh leaves the end of the grant where it was', async () => {
      const grant = okOf(await lazada.authorization.exchange(rig.app, await consent(rig, 'Toko Dua')));
      await rig.pass(86_400_000);
      const again = okOf(await lazada.authorization.refresh(rig.app, grant.shopId, grant.refreshToken));
      expect(again.authorizationEndsAtMs).toBe(grant.authorizationEndsAtMs);
      expect(again.accessTokenEndsAtMs).toBe(grant.accessTokenEndsAtMs + 86_400_000);
    });

    test('a Service-Market subscription has no refresh: it ends with the access token', async () => {
      const query = await consent(rig, 'Toko Langganan', '&market=1');
      const grant = okOf(await lazada.authorization.exchange(rig.app, query));
      expect(grant.authorizationEndsAtMs).toBe(grant.accessTokenEndsAtMs);
      expect(grant.refreshTokenEndsAtMs).toBe(grant.accessTokenEndsAtMs);
      expect((await lazada.authorization.refresh(rig.app, grant.shopId, grant.refreshToken)).kind).toBe('account-lost');
      expect((await lazada.authorization.refresh(rig.app, grant.shopId, '')).kind).toBe('account-lost');
    });

    test('tokens come from the auth host, everything else from the country’s', async () => {
      const seen: string[] = [];
      const live = {
        ...rig.app,
        baseUrl: lazada.hosts.live,
        fetch: (async (input) => {
          seen.push(new Request(input).url.split('?')[0] ?? '');
          return new Response('{"code":"InvalidCode"}');
        }) as typeof fetch,
      };
      await lazada.authorization.exchange(live, { code: 'x' });
      await lazada.read({ ...live, shopId: '1', accessToken: 't' }, '5');
      expect(seen).toEqual([
        'https://auth.lazada.com/rest/auth/token/create',
        'https://api.lazada.co.id/rest/product/item/get',
      ]);
      expect(lazada.authorization.url(rig.app.app, live.baseUrl, 'https://ikm.test/back', 0)).toMatch(
        /^https:\/\/auth\.lazada\.com\/oauth\/authorize\?response_type=code&force_auth=true&redirect_uri=/,
      );
    });

    test('push 8 warns two days before the end', async () => {
      await rig.door('PUT', `/_shop/${session.shopId}/authorization`, { endsInMs: 86_400_000 });
      await rig.pass(1000);
      expect(rig.pushes.flatMap(({ body }) => lazada.push.interpret(body))).toContainEqual({
        kind: 'account-expiring',
        shopIds: [session.shopId],
      });
    });
  });

  test('the brand list is asked once for all products', async () => {
    const facts = openFacts();
    await planFor(rig, session, tempe, {}, facts);
    const calls = await callsOf(() =>
      planFor(rig, session, { ...tempe, name: 'Keripik Singkong Pedas 100 g' }, {}, facts),
    );
    expect(calls['category/brands/query']).toBeUndefined();
    const { content } = await planFor(rig, session, { ...tempe, brand: 'danar hadi' }, {}, facts);
    expect(content['brandId']).toBe('39801');
  });
});
