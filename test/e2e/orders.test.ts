import { expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import * as z from 'zod';
import { openApi, tokenOf } from '../../scripts/api-client.ts';
import { openMarket } from '../../scripts/demo-market.ts';
import { sampleRegister } from '../../scripts/sample-register.ts';
import { enrolIkms, registerSentras } from '../../scripts/sample.ts';
import { connectShop, makeReady } from './catalogue.ts';
import { startService, until } from './service.ts';

const register = sampleRegister();
/** A maker with a shop of their own, who opens a second one. */
const ownShop = register.shops.find(({ holder }) => holder.type === 'ikm');
const secondShop = { accountId: ulid(), shopName: 'Toko Kedua' };

const door = async (url: string, method: string, body?: unknown): Promise<any> => {
  const reply = await fetch(url, {
    method,
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${method} ${url}: ${reply.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
};

const Anything = z.looseObject({});
const Orders = z.looseObject({
  items: z.array(
    z.looseObject({
      orderId: z.string(),
      externalId: z.string(),
      state: z.string(),
      lines: z.array(z.looseObject({ productId: z.string().nullable(), quantity: z.number() })),
      acknowledgement: z.looseObject({ acknowledged: z.looseObject({ by: z.string() }).nullable() }),
    }),
  ),
});
const Listing = z.looseObject({
  state: z.string(),
  problems: z.array(z.looseObject({ code: z.string(), severity: z.string() })),
});
const Product = z.looseObject({ offer: z.looseObject({ etag: z.string(), stock: z.number() }) });

test('a sale in one shop lowers our stock and every other shop’s, its owner is told, and a cancellation undoes it', async () => {
  const service = await startService();
  try {
    const sim = `${service.api}/sim/shopee`;
    const market = openMarket(sim);
    const api = openApi(service.api, await tokenOf(service.api, 'kementerian'));
    const product = ownShop?.products.find(({ body }) => !('variants' in body));
    if (ownShop === undefined || product === undefined) throw new Error('the sample has no such shop');
    const ikms = register.ikms.filter(({ ikmId }) => ikmId === ownShop.holder.id);
    const part = {
      ...register,
      sentras: register.sentras.filter((each) => ikms.some(({ sentraId }) => sentraId === each.sentraId)),
      ikms,
    };
    await registerSentras(api, part);
    await enrolIkms(api, part);
    await makeReady(api, product, 0);
    const shops = await Promise.all(
      [ownShop, secondShop].map(async ({ accountId, shopName }) => ({
        accountId,
        shopId: await connectShop(api, market, { accountId, marketplace: 'shopee', holder: ownShop.holder }, shopName),
      })),
    );
    await Promise.all(
      shops.map(async ({ accountId }) => {
        const path = `/v1/products/${product.productId}/listings/${accountId}`;
        await api('PUT', path, { body: { wanted: 'live' }, answer: Anything });
        await until('a listing to be live', async () => {
          const { state, problems } = await api('GET', path, { answer: Listing });
          // a shop that was just connected is read first
          const lasting = problems.filter(({ code, severity }) => severity === 'block' && code !== 'shop-being-read');
          if (lasting.length > 0) throw new Error(JSON.stringify(lasting));
          return state === 'live';
        });
      }),
    );

    const stocks = async (): Promise<readonly (number | null | undefined)[]> => [
      (await api('GET', `/v1/products/${product.productId}`, { answer: Product })).offer.stock,
      ...(await Promise.all(
        shops.map(
          async ({ shopId }) =>
            (await market.items(shopId)).find(({ productId }) => productId === product.productId)?.stock,
        ),
      )),
    ];
    const full = product.offer.stock;
    const allAt = (count: number) =>
      until(`stock ${count} everywhere`, async () => (await stocks()).every((stock) => stock === count));
    await allAt(full);

    const [first] = shops;
    const item = (await market.items(first?.shopId ?? '')).find(({ productId }) => productId === product.productId);
    const placed = await door(`${sim}/_orders`, 'POST', {
      shopId: first?.shopId,
      lines: [{ externalItemId: item?.externalId, quantity: 2 }],
      buyer: { name: 'Siti Pembeli', phone: '6281234567890', address: 'Jl. Kenanga 3, Malang' },
    });
    const ordersOf = async () =>
      (await api('GET', `/v1/orders?accountId=${first?.accountId ?? ''}`, { answer: Orders })).items;
    const order = await until('the order', async () => (await ordersOf())[0]);
    expect(order).toMatchObject({
      externalId: placed.orderId,
      state: 'to-ship',
      lines: [{ productId: product.productId, quantity: 2 }],
    });
    await allAt(full - 2);

    // officers see no buyer, and do not acknowledge for owners
    const seen = await api('GET', `/v1/orders/${order.orderId}`, { answer: z.looseObject({ buyer: z.unknown() }) });
    expect(seen.buyer).toBeNull();
    const settlement = await api(
      'GET',
      `/v1/accounts/${first?.accountId ?? ''}/settlement?month=${new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 7)}`,
      { answer: z.looseObject({ rows: z.array(z.looseObject({ pieces: z.number() })) }) },
    );
    expect(settlement.rows).toMatchObject([{ pieces: 2 }]);

    // the same push again and again, then a cancellation
    await door(`${sim}/_faults`, 'PUT', { pushes: { duplicateRate: 1, shuffle: true } });
    await door(`${sim}/_orders/${placed.orderId}`, 'PUT', { state: 'cancelled' });
    await until('the cancellation', async () => (await ordersOf())[0]?.state === 'cancelled');
    await allAt(full);
  } finally {
    await service.remove();
  }
}, 300_000);
