import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { inParallel, openApi, tokenOf } from '../../scripts/api-client.ts';
import { openMarket, type ShopItem } from '../../scripts/demo-market.ts';
import { sampleRegister, type SampleProduct, type SampleShop } from '../../scripts/sample-register.ts';
import { enrolIkms, ProductState, registerSentras } from '../../scripts/sample.ts';
import { approve, connectShop, makeReady } from './catalogue.ts';
import { freePort, startService, until, type Service } from './service.ts';

/** A bad day at the marketplace, as `PUT /sim/shopee/_faults` takes it. */
const badDay = {
  errorRate: 0.1,
  timeoutBeforeRate: 0.02,
  timeoutAfterRate: 0.05,
  searchLagMs: 1_000,
  commitLateMs: 3_000,
  moderation: { delayMs: 1_000, rejectRate: 0.3 },
  pushes: { duplicateRate: 0.5, shuffle: true, dropRate: 0.2 },
  seed: 'hari buruk',
};

const Listing = z.looseObject({
  wanted: z.string(),
  state: z.string(),
  change: z.looseObject({ state: z.string() }).nullable(),
  problems: z.array(z.looseObject({ code: z.string() })),
  externalId: z.string().nullable(),
  attempts: z.number(),
  nextTryAt: z.string().nullable(),
  reason: z.string().nullable(),
});
type Listing = z.infer<typeof Listing>;

/** What one listing must come to: changed by the test as an owner would change it. */
interface Place {
  readonly product: SampleProduct;
  readonly shop: SampleShop;
  readonly shopId: string;
  wanted: 'live' | 'off';
  /** What the seller set by hand there, and is kept until the owner decides. */
  byHand: { name?: string; price?: number };
}

/** What a product's approved content and offer are now. */
interface Truth {
  name: string;
  price: number;
  stock: number;
}

const fullRegister = sampleRegister();
const jointShop = fullRegister.shops[0]!;
/** The joint shop carries two makers; one of them has a shop of its own for the same products. */
const ownShop = fullRegister.shops.find(
  ({ holder }) => holder.id === jointShop.products.find((each) => each.ikmId === holder.id)?.ikmId,
)!;
const makers = [...new Set([ownShop.holder.id, ...jointShop.products.map(({ ikmId }) => ikmId)])].slice(0, 2);
const products = jointShop.products.filter(({ ikmId }) => makers.includes(ikmId));
const register = {
  ...fullRegister,
  sentras: fullRegister.sentras.filter(({ sentraId }) => sentraId === jointShop.holder.id),
  ikms: fullRegister.ikms.filter(({ ikmId }) => makers.includes(ikmId)),
};

const jsonOf = async (url: string, method: string, body?: unknown): Promise<any> => {
  const reply = await fetch(url, {
    method,
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${method} ${url}: ${reply.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
};

test('whatever fails, repeats, lags or dies, each shop ends with exactly what is wanted', async () => {
  const port = await freePort();
  let service: Service = await startService({ port });
  try {
    const sim = `${service.api}/sim/shopee`;
    const shopee = openMarket(sim);
    const api = openApi(service.api, await tokenOf(service.api, 'kementerian'));
    await registerSentras(api, register);
    await enrolIkms(api, register);
    const truths = new Map<string, Truth>(
      products.map(({ productId, name, offer }) => [productId, { name, price: offer.priceIdr, stock: offer.stock }]),
    );
    await inParallel(products, 4, (product, n) => makeReady(api, product, n));

    const AccountState = z.looseObject({ state: z.string(), shopId: z.string().nullable() });
    const accountOf = (shop: SampleShop) => api('GET', `/v1/accounts/${shop.accountId}`, { answer: AccountState });
    const connect = ({ accountId, holder, shopName }: SampleShop): Promise<string> =>
      connectShop(api, shopee, { accountId, marketplace: 'shopee', holder }, shopName);
    const places: Place[] = [];
    for (const shop of [jointShop, ownShop]) {
      const shopId = await connect(shop);
      const carried = products.filter((each) => shop === jointShop || each.ikmId === shop.holder.id);
      places.push(...carried.map((product): Place => ({ product, shop, shopId, wanted: 'live', byHand: {} })));
    }
    expect(places).toHaveLength(products.length + 4);
    const jointId = places[0]!.shopId;

    // the seller's own thing, with the very SKU that one of the owners uses
    const foreign = await jsonOf(`${sim}/_shop/${jointId}/items`, 'POST', {
      name: 'Keripik Pisang Buatan Penjual',
      price: 15_000,
      stock: 7,
      sku: products[0]!.sku,
    });
    const foreignNow = async (): Promise<any> =>
      (await jsonOf(`${sim}/_shop/${jointId}`, 'GET')).products.find((each: any) => each.item_id === foreign.item_id);
    const foreignBefore = await foreignNow();
    // it has the SKU of one of ours, so its seller is asked about it first
    const Items = z.looseObject({ items: z.array(z.looseObject({ externalId: z.string() })) });
    await until('the shop to be read', async () => {
      await api('POST', `/v1/accounts/${jointShop.accountId}/items/refresh`, { answer: z.unknown() });
      const { items } = await api('GET', `/v1/accounts/${jointShop.accountId}/items`, { answer: Items });
      return items.some(({ externalId }) => externalId === String(foreign.item_id));
    });
    await api('POST', `/v1/accounts/${jointShop.accountId}/items/${foreign.item_id}/decision`, {
      body: { do: 'leave' },
      answer: z.unknown(),
    });

    const listingPath = ({ product, shop }: Place): string =>
      `/v1/products/${product.productId}/listings/${shop.accountId}`;
    const listingOf = (place: Place): Promise<Listing> => api('GET', listingPath(place), { answer: Listing });
    const want = async (place: Place, wanted: 'live' | 'off'): Promise<void> => {
      place.wanted = wanted;
      await api('PUT', listingPath(place), { body: { wanted }, answer: z.unknown() });
    };
    const changeOffer = async (
      product: SampleProduct,
      change: { priceIdr?: number; stock?: number },
    ): Promise<void> => {
      const path = `/v1/products/${product.productId}`;
      const { offer } = await api('GET', path, { answer: ProductState });
      await api('PATCH', `${path}/offer`, { body: change, etag: offer.etag, answer: z.unknown() });
      const truth = truths.get(product.productId)!;
      if (change.priceIdr !== undefined) truth.price = change.priceIdr;
      if (change.stock !== undefined) truth.stock = change.stock;
    };
    const rename = async (product: SampleProduct, name: string): Promise<void> => {
      const { etag } = await api('GET', `/v1/products/${product.productId}`, { answer: ProductState });
      await approve(api, product, { ...product.body, name, photos: [product.photoId] }, etag);
      truths.get(product.productId)!.name = name;
    };
    const itemsOf = async (place: Place): Promise<readonly ShopItem[]> =>
      (await shopee.items(place.shopId)).filter(
        ({ productId, isThere }) => isThere && productId === place.product.productId,
      );

    // the bad day begins
    await jsonOf(`${sim}/_faults`, 'PUT', badDay);
    await inParallel(places, 4, (place) => want(place, 'live'));
    const liveCount = async (): Promise<number> =>
      (await Promise.all(places.map(itemsOf))).filter((items) => items.some(({ isLive }) => isLive)).length;
    await until('some listings to be live', async () => (await liveCount()) >= 3, 150_000);
    // every process dies while others are on their way
    await service.kill();
    service = await startService({ port, dataDir: service.dataDir });
    await jsonOf(`${sim}/_shop/${jointId}/access-tokens`, 'DELETE');

    /** An owner at work: connects again what was lost, and corrects what the marketplace refused. */
    const refused = new Set<string>();
    const tend = async (): Promise<void> => {
      for (const shop of [jointShop, ownShop]) {
        const { state } = await accountOf(shop);
        if (state === 'expired' || state === 'revoked') await connect(shop);
      }
      for (const place of places) {
        const { productId, name } = place.product;
        if (refused.has(productId)) continue;
        const listing = await listingOf(place);
        if (listing.state !== 'rejected') continue;
        expect(listing.problems.map(({ code }) => code)).toContain('marketplace-violation');
        refused.add(productId);
        await rename(place.product, `${name} Asli`);
      }
    };

    const [cheaper, fuller, both, renamed, off, offEverywhere] = products;
    await changeOffer(cheaper!, { priceIdr: 19_000 });
    await changeOffer(fuller!, { stock: 3 });
    await changeOffer(both!, { priceIdr: 33_000, stock: 0 });
    await changeOffer(both!, { priceIdr: 34_000, stock: 11 });
    await rename(renamed!, `${renamed!.name} Kemasan Baru`);
    await want(
      places.find(({ product }) => product === off)!,
      'off',
    );
    for (const place of places.filter(({ product }) => product === offEverywhere)) await want(place, 'off');

    // what is at rest is changed by hand at the marketplace
    const touched: Place[] = [];
    for (const edit of [{ name: 'Diubah penjual sendiri' }, { price: 12_345 }]) {
      const place = await until(
        'a listing at rest',
        async () => {
          for (const each of places.filter(({ product }) => products.indexOf(product) >= 6)) {
            if (touched.some(({ product }) => product === each.product)) continue;
            const listing = await listingOf(each);
            if (listing.state === 'live' && listing.change === null) return each;
          }
          await tend();
          return undefined;
        },
        180_000,
      );
      touched.push(place);
      const { externalId } = await listingOf(place);
      await jsonOf(`${sim}/_shop/${place.shopId}/items/${externalId}`, 'POST', edit);
      place.byHand = edit;
      await api('POST', `${listingPath(place)}/retry`, { answer: z.unknown() });
    }
    const [byName, byPrice] = touched;
    // a price of ours goes on while the name is undecided
    await changeOffer(byName!.product, { priceIdr: 27_500 });
    // the day gets better
    await jsonOf(`${sim}/_faults`, 'PUT', {});
    const differences = async (): Promise<readonly string[]> => {
      const found: string[] = [];
      for (const place of places) {
        const { name, price, stock } = truths.get(place.product.productId)!;
        const [listing, items] = await Promise.all([listingOf(place), itemsOf(place)]);
        const [item] = items;
        const say = (what: string): number =>
          found.push(
            `${place.product.name} in ${place.shop.shopName}: ${what} (${listing.state}, ${JSON.stringify(listing.change)}, ${listing.reason ?? 'no failure'}, next ${listing.nextTryAt ?? 'never'})`,
          );
        if (items.length > 1) say(`${items.length} items`);
        if (place.wanted === 'off') {
          if (listing.state !== 'off') say('not off');
          if (item?.isLive === true || item?.status === 'REVIEWING') say(`${item.status} in the shop`);
          continue;
        }
        const change =
          place.byHand.name === undefined && place.byHand.price === undefined ? undefined : 'changed-at-marketplace';
        if (listing.state !== 'live' || listing.change?.state !== change) say('our side');
        if (item?.isLive !== true) say(`${item?.status ?? 'not'} in the shop`);
        if (item?.externalId !== listing.externalId)
          say(`item ${item?.externalId ?? 'none'}, ours ${listing.externalId ?? 'none'}`);
        if (item?.name !== (place.byHand.name ?? name)) say(`named ${item?.name ?? 'nothing'}`);
        if (item?.buyerPrice !== (place.byHand.price ?? price)) say(`price ${item?.buyerPrice ?? 0}, not ${price}`);
        if (item?.stock !== stock) say(`stock ${item?.stock ?? 'none'}, not ${stock}`);
        if (item?.photos.length !== 1) say('photos');
      }
      return found;
    };
    const settled = async (): Promise<void> => {
      let left: readonly string[] = [];
      try {
        await until(
          'both sides to agree',
          async () => {
            await tend();
            left = await differences();
            return left.length === 0;
          },
          420_000,
        );
      } catch (error) {
        throw new Error(left.join('\n'), { cause: error });
      }
    };
    await settled();
    expect(refused.size).toBeGreaterThan(0);
    expect(await foreignNow()).toEqual(foreignBefore);

    // the owner decides about both edits by hand
    await api('POST', `${listingPath(byName!)}/resolution`, { body: { keep: 'ours' }, answer: z.unknown() });
    await api('POST', `${listingPath(byPrice!)}/resolution`, { body: { keep: 'theirs' }, answer: z.unknown() });
    byName!.byHand = {};
    const kept = byPrice!.byHand.price!;
    byPrice!.byHand = {};
    const sold = truths.get(byPrice!.product.productId)!;
    // their price holds in that shop alone
    await until('the decisions to arrive', async () => {
      const [listing, [item]] = await Promise.all([listingOf(byPrice!), itemsOf(byPrice!)]);
      return listing.change === null && item?.buyerPrice === kept && item.stock === sold.stock;
    });
    places.splice(places.indexOf(byPrice!), 1);
    await settled();

    // all of it left no message behind
    const status = execFileSync(process.execPath, ['scripts/status.ts', '--api', service.api], { encoding: 'utf8' });
    expect(status).toContain('no dead letters');
    expect(status).not.toContain('DEAD LETTERS');
    expect(await foreignNow()).toEqual(foreignBefore);
  } finally {
    await service.remove();
  }
}, 1_200_000);
