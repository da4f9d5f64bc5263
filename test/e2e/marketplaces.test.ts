import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { inParallel, openApi, tokenOf } from '../../scripts/api-client.ts';
import { openMarket, type Market } from '../../scripts/demo-market.ts';
import { sampleRegister, seededId, type SampleProduct } from '../../scripts/sample-register.ts';
import { enrolIkms, ProductState, registerSentras } from '../../scripts/sample.ts';
import { connectShop, makeReady } from './catalogue.ts';
import { freePort, startService, until, type Service } from './service.ts';

/** Ten calls in a hundred fail, three happen although their answer is lost, pushes come twice and in any order. */
const rough = {
  errorRate: 0.1,
  timeoutAfterRate: 0.03,
  pushes: { duplicateRate: 0.5, shuffle: true, dropRate: 0 },
};

interface Shop {
  readonly marketplace: string;
  readonly accountId: string;
  readonly shopId: string;
  readonly market: Market;
}

const full = sampleRegister();
const maker = full.ikms[0]!;
const products = full.products.filter(({ ikmId }) => ikmId === maker.ikmId).slice(0, 4);
const register = {
  ...full,
  ikms: [maker],
  sentras: full.sentras.filter(({ sentraId }) => sentraId === maker.sentraId),
};

test('one marketplace down for a while holds up no other, and all end with exactly what is wanted', async () => {
  const port = await freePort();
  let service: Service = await startService({ port });
  try {
    const api = openApi(service.api, await tokenOf(service.api, 'kementerian'));
    await registerSentras(api, register);
    await enrolIkms(api, register);
    await inParallel(products, 4, (product, n) => makeReady(api, product, n));
    const { items: marketplaces } = await api('GET', '/v1/marketplaces', {
      answer: z.looseObject({
        items: z.array(z.looseObject({ name: z.string(), can: z.looseObject({ shop: z.boolean() }) })),
      }),
    });
    const shops: Shop[] = [];
    for (const { name } of marketplaces.filter(({ can }) => can.shop)) {
      const market = openMarket(`${service.api}/sim/${name}`);
      const account = {
        accountId: seededId('account', name),
        marketplace: name,
        holder: { type: 'ikm', id: maker.ikmId },
      };
      shops.push({ ...account, market, shopId: await connectShop(api, market, account, `Toko di ${name}`) });
    }
    const setFaults = async (name: string, faults: object): Promise<void> => {
      const reply = await fetch(`${service.api}/sim/${name}/_faults`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(faults),
      });
      expect(reply.status).toBe(200);
    };
    const [down, ...others] = shops;
    await setFaults(down!.marketplace, { outage: true });
    for (const { marketplace } of others) await setFaults(marketplace, rough);

    const places = shops.flatMap((shop) => products.map((product) => ({ shop, product })));
    await inParallel(places, 4, async ({ shop, product }) => {
      await api('PUT', `/v1/products/${product.productId}/listings/${shop.accountId}`, {
        body: { wanted: 'live' },
        answer: z.unknown(),
      });
    });
    const offers = new Map(products.map(({ productId, offer }) => [productId, { ...offer }]));
    const differences = async (among: readonly Shop[]): Promise<readonly string[]> => {
      const found: string[] = [];
      for (const { marketplace, market, shopId } of among) {
        const items = (await market.items(shopId)).filter(({ isThere }) => isThere);
        for (const { productId, name } of products) {
          const mine = items.filter((item) => item.productId === productId);
          const [item] = mine;
          const { priceIdr, stock } = offers.get(productId)!;
          if (mine.length !== 1) found.push(`${name} at ${marketplace}: ${mine.length} items`);
          else if (item?.isLive !== true) found.push(`${name} at ${marketplace}: ${item?.status ?? ''}`);
          else if (item.buyerPrice !== priceIdr || item.stock !== stock)
            found.push(`${name} at ${marketplace}: ${item.buyerPrice}, ${item.stock}`);
        }
        if (items.length > products.length) found.push(`${marketplace}: ${items.length} items`);
      }
      return found;
    };
    /** What our side says of listings that are not live. */
    const unfinished = async (among: readonly Shop[]): Promise<readonly string[]> => {
      const told: string[] = [];
      for (const { accountId } of among) {
        for (const { productId } of products) {
          const listing = await api('GET', `/v1/products/${productId}/listings/${accountId}`, {
            answer: z.looseObject({ state: z.string() }),
          });
          if (listing.state !== 'live') told.push(JSON.stringify(listing));
        }
      }
      return told;
    };
    const settled = async (what: string, among: readonly Shop[]): Promise<void> => {
      let left: readonly string[] = [];
      await until(what, async () => (left = await differences(among)).length === 0, 420_000).catch(
        async (error: unknown) => {
          throw new Error([...left, ...(await unfinished(among))].join('\n'), { cause: error });
        },
      );
    };
    // the others do not wait for the one that is down
    await settled('the other marketplaces to be right', others);
    expect((await down!.market.items(down!.shopId)).filter(({ isThere }) => isThere)).toEqual([]);

    const change = async (product: SampleProduct, stock: number): Promise<void> => {
      const path = `/v1/products/${product.productId}`;
      const { offer } = await api('GET', path, { answer: ProductState });
      await api('PATCH', `${path}/offer`, { body: { stock }, etag: offer.etag, answer: z.unknown() });
      offers.get(product.productId)!.stock = stock;
    };
    await inParallel(products, 4, (product, n) => change(product, 40 + n));
    // every worker dies while changes are on their way
    await service.kill();
    service = await startService({ port, dataDir: service.dataDir });
    await setFaults(down!.marketplace, {});
    await inParallel(products, 4, (product, n) => change(product, 60 + n));
    await settled('all marketplaces to be right', shops);
    for (const { marketplace } of others) await setFaults(marketplace, {});
    await settled('all to stay right', shops);
  } finally {
    await service.remove();
  }
}, 1_500_000);
