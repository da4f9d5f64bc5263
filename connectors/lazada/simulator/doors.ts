import * as z from 'zod';
import type { SimulatorAnswer, SimulatorRequest } from '../../simulator.ts';
import { callCounts } from '../../simulator-calls.ts';
import { fallbackCategoryId, suggest } from './catalogue.ts';
import type { FaultSwitch } from './faults.ts';
import { linkOf, type DemoApp } from './gateway.ts';
import { isInCampaign, isLive, liveSkus, stockOf, type Item, type Shop } from './model.ts';
import { moveOrder, placeOrder, type Outcome } from './orders.ts';
import { htmlAnswer, messagePage, productPage, shopPage, shopsPage } from './pages.ts';
import type { Pushes } from './pushes.ts';
import { listView } from './reads.ts';
import { jsonAnswer } from './refusal.ts';
import type { Store } from './store.ts';
import { endAccessTokens, endLinkAt, withdraw } from './tokens.ts';

/** What the doors work with. */
export interface DoorDeps {
  readonly store: Store;
  readonly faults: FaultSwitch;
  readonly pushes: Pushes;
  readonly app: DemoApp;
  readonly nowMs: number;
  readonly publicUrl: string;
}

const notFound = jsonAnswer(404, { error: 'not-found' });
const done: SimulatorAnswer = { status: 204, headers: {}, body: '' };
const wrong = (problems: readonly string[]): SimulatorAnswer => jsonAnswer(400, { error: 'wrong-setting', problems });
const problemsOf = (error: z.ZodError): SimulatorAnswer =>
  wrong(error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));

const bodyOf = (request: SimulatorRequest): unknown => {
  if (request.body.byteLength === 0) return {};
  try {
    return JSON.parse(new TextDecoder().decode(request.body));
  } catch {
    return undefined;
  }
};

const told = <T>(outcome: Outcome<T>): SimulatorAnswer =>
  'why' in outcome ? jsonAnswer(outcome.status, { error: outcome.why }) : jsonAnswer(outcome.status, outcome.body);

/** The simulator's own doors, which Lazada has not: for people, tests, buyers and the seller's hand. */
export const answerDoor = (deps: DoorDeps, request: SimulatorRequest): SimulatorAnswer => {
  const { method } = request;
  const [door = '', ...rest] = request.path.slice(1).split('/');
  switch (door) {
    case '_shop':
      return answerShop(deps, request, rest);
    case '_orders': {
      const [orderId] = rest;
      if (orderId === undefined) return method === 'POST' ? told(placeOrder(deps, bodyOf(request))) : notFound;
      if (method === 'PUT') return told(moveOrder(deps, orderId, bodyOf(request)));
      const order = deps.store.order(orderId);
      return order === undefined ? notFound : jsonAnswer(200, order);
    }
    case '_calls':
      if (method === 'DELETE') deps.store.run('DELETE FROM call');
      return method === 'DELETE' ? done : jsonAnswer(200, callCounts(deps.store));
    case '_faults': {
      const problems = method === 'PUT' ? deps.faults.set(bodyOf(request)) : [];
      return problems.length > 0 ? wrong(problems) : jsonAnswer(200, deps.faults.current());
    }
    case '_app':
      return answerApp(deps, request);
    case '_image':
      return answerImage(deps, rest[0] ?? '');
    default:
      return answerProduct(deps, door);
  }
};

/** GET: the demo app's key and secret. PUT `{callbackUrl?, types?}`: as a developer sets them in the console. */
const answerApp = ({ app, pushes }: DoorDeps, request: SimulatorRequest): SimulatorAnswer => {
  if (request.method === 'PUT') {
    const asked = z
      .strictObject({ callbackUrl: z.url().optional(), types: z.array(z.int()).optional() })
      .safeParse(bodyOf(request));
    if (!asked.success) return problemsOf(asked.error);
    const { callbackUrl, types } = asked.data;
    pushes.configure({
      ...(callbackUrl === undefined ? {} : { callbackUrl }),
      ...(types === undefined ? {} : { types }),
    });
  }
  return jsonAnswer(200, { app_key: app.appKey, app_secret: app.appSecret, push: pushes.config() });
};

const answerImage = ({ store }: DoorDeps, imageId: string): SimulatorAnswer => {
  const image = store.image(imageId);
  if (image === undefined) return notFound;
  return {
    status: 200,
    headers: {
      'content-type': image.contentType,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    },
    body: store.imageBytes(imageId),
  };
};

/** `-i{itemId}-s{skuId}.html`, as Lazada names a product's page. */
const answerProduct = ({ store }: DoorDeps, name: string): SimulatorAnswer => {
  const item = store.item(Number(/^-i(\d{1,15})(?:-s\d+)?\.html$/u.exec(name)?.[1] ?? 0));
  const shop = item === undefined ? undefined : store.shop(item.shopId);
  if (item === undefined || shop === undefined || item.status === 'Deleted')
    return htmlAnswer(404, messagePage('Produk tidak ditemukan', 'Produk ini tidak ada atau sudah dihapus.'));
  return htmlAnswer(200, productPage(shop, item));
};

const answerShop = (deps: DoorDeps, request: SimulatorRequest, rest: readonly string[]): SimulatorAnswer => {
  const { store, nowMs } = deps;
  const { method } = request;
  const accept = request.headers['accept'] ?? '';
  const [shopId = '', what, ...more] = rest;
  if (shopId === '')
    return accept.includes('text/html')
      ? htmlAnswer(200, shopsPage(store.shops()))
      : jsonAnswer(200, { shops: store.shops().map((shop) => shopView(deps, shop)) });
  const shop = store.shop(shopId);
  if (method === 'PUT' && what === undefined) return saveShop(deps, request, shopId, shop);
  if (shop === undefined)
    return accept.includes('application/json')
      ? notFound
      : htmlAnswer(404, messagePage('Toko tidak ditemukan', `Tidak ada toko ${shopId}.`));
  if (what === undefined) {
    const items = store.itemsOf(shopId);
    return accept.includes('application/json')
      ? jsonAnswer(200, { ...shopView(deps, shop), products: items.map((item) => productView(deps, item)) })
      : htmlAnswer(200, shopPage(shop, items, nowMs));
  }
  switch (`${method} ${what}`) {
    case 'POST deauthorization':
      withdraw(store, shopId);
      return done;
    case 'DELETE access-tokens':
      endAccessTokens(store, shopId, nowMs);
      return done;
    case 'PUT authorization': {
      const asked = z.strictObject({ endsInMs: z.int().min(0) }).safeParse(bodyOf(request));
      if (!asked.success) return problemsOf(asked.error);
      endLinkAt(store, shopId, nowMs + asked.data.endsInMs);
      return done;
    }
    default:
      return what === 'items' ? answerItems(deps, request, shop, more) : notFound;
  }
};

/** PUT _shop/{shopId} `{name?, restrictedCategories?, itemLimit?}`: makes or changes a shop. */
const saveShop = (
  deps: DoorDeps,
  request: SimulatorRequest,
  shopId: string,
  shop: Shop | undefined,
): SimulatorAnswer => {
  const asked = z
    .strictObject({
      name: z.string().min(1).max(60).optional(),
      restrictedCategories: z.array(z.int()).optional(),
      itemLimit: z.int().min(0).optional(),
    })
    .safeParse(bodyOf(request));
  if (!asked.success || !/^\d{1,12}$/u.test(shopId)) return asked.success ? notFound : problemsOf(asked.error);
  const saved: Shop = {
    shopId,
    name: asked.data.name ?? shop?.name ?? `Toko ${shopId}`,
    restrictedCategories: asked.data.restrictedCategories ?? shop?.restrictedCategories ?? [],
    itemLimit: asked.data.itemLimit ?? shop?.itemLimit ?? 10_000,
  };
  deps.store.saveShop(saved);
  return jsonAnswer(200, shopView(deps, saved));
};

const shopView = ({ store, nowMs }: DoorDeps, shop: Shop) => ({
  shop_id: shop.shopId,
  shop_name: shop.name,
  restricted_categories: shop.restrictedCategories,
  item_limit: shop.itemLimit,
  authorized: (linkOf(store, shop.shopId)?.ends_ms ?? 0) > nowMs,
});

/** A product with its fields as products/get has them, and in plain words: state, price to the buyer, photos. */
const productView = ({ publicUrl, nowMs }: DoorDeps, item: Item) => ({
  ...listView(item, publicUrl),
  external_id: String(item.itemId),
  sku: item.skus[0]?.sellerSku ?? '',
  name: item.attributes['name'] ?? '',
  description: item.attributes['description'] ?? '',
  deleted: item.status === 'Deleted',
  live: isLive(item),
  state: item.status,
  under_promotion: isInCampaign(item, nowMs),
  buyer_price: Math.min(...(liveSkus(item).length === 0 ? item.skus : liveSkus(item)).map(({ price }) => price)),
  stock: stockOf(item),
  photos: item.images,
  models: liveSkus(item).map((sku) => ({
    sku: sku.sellerSku,
    price: sku.price,
    stock: sku.quantity,
    options: Object.values(sku.saleProp),
  })),
  origin: item.origin,
});

const Own = z.strictObject({
  name: z.string().min(1),
  price: z.number().positive(),
  stock: z.int().min(0).default(1),
  sku: z.string().default(''),
  description: z.string().default('Produk yang sudah dijual toko ini sebelumnya.'),
  images: z.array(z.string()).default([]),
});

const Change = z.strictObject({
  name: z.string().min(1).optional(),
  description: z.string().optional(),
  price: z.number().positive().optional(),
  stock: z.int().min(0).optional(),
  /** Buyers bought so many: the stock goes down. */
  sold: z.int().min(0).optional(),
  onSale: z.boolean().optional(),
  remove: z.boolean().optional(),
  /** A penalty locks it; it stood in a wrong category and was deactivated for that. */
  locked: z.boolean().optional(),
  alert: z.array(z.int()).optional(),
});

/**
 * The seller's hand in Seller Center, and what Lazada itself may do to an item: below `_shop/{shopId}/items`
 *   POST                        puts up a product of the seller's own `{name, price, stock?, sku?, description?, images?}`
 *   PUT, POST /{itemId}         changes it `{name?, description?, price?, stock?, sold?, onSale?, remove?, locked?, alert?}`
 *   DELETE /{itemId}            deletes it
 *   PUT, DELETE /{itemId}/promotion   `{lastsMs?}`: a campaign holds it; ends it
 */
const answerItems = (
  deps: DoorDeps,
  request: SimulatorRequest,
  shop: Shop,
  [idText, what]: readonly string[],
): SimulatorAnswer => {
  const { store, nowMs } = deps;
  const { method } = request;
  if (idText === undefined) return method === 'POST' ? putUp(deps, request, shop) : notFound;
  const item = /^\d{1,15}$/u.test(idText) ? store.item(Number(idText)) : undefined;
  if (item?.shopId !== shop.shopId) return notFound;
  if (what === 'promotion') {
    const asked = z.looseObject({ lastsMs: z.int().min(0).default(86_400_000) }).safeParse(bodyOf(request));
    if (!asked.success) return problemsOf(asked.error);
    return save(deps, { ...item, campaignEndMs: method === 'DELETE' ? null : nowMs + asked.data.lastsMs });
  }
  if (what !== undefined) return notFound;
  const asked = Change.safeParse(method === 'DELETE' ? { remove: true } : bodyOf(request));
  if (!asked.success) return problemsOf(asked.error);
  const answer = save(deps, changed(item, asked.data));
  const after = store.item(item.itemId);
  if (after !== undefined) deps.pushes.edited(after, after.status === 'Deleted' ? 'removed' : 'changed', nowMs);
  return answer;
};

const changed = (item: Item, change: z.infer<typeof Change>): Item => {
  const { name, description, price, stock, sold = 0, onSale, remove, locked, alert } = change;
  const isOff = onSale === false || alert !== undefined;
  const skuStatus = remove === true ? 'deleted' : isOff ? 'inactive' : onSale === true ? 'active' : undefined;
  const status = remove === true ? 'Deleted' : isOff ? 'InActive' : onSale === true ? 'Active' : item.status;
  return {
    ...item,
    status,
    locked: locked ?? item.locked,
    alert: alert ?? item.alert,
    reviewMs: status === item.status ? item.reviewMs : null,
    attributes: {
      ...item.attributes,
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
    },
    skus: item.skus.map((sku) => ({
      ...sku,
      price: price ?? sku.price,
      quantity: Math.max(0, (stock ?? sku.quantity) - sold),
      status: sku.status === 'deleted' ? sku.status : (skuStatus ?? sku.status),
    })),
  };
};

const save = (deps: DoorDeps, item: Item): SimulatorAnswer => {
  const saved = { ...item, updatedMs: deps.nowMs };
  deps.store.saveItem(saved);
  return jsonAnswer(200, productView(deps, saved));
};

const putUp = (deps: DoorDeps, request: SimulatorRequest, shop: Shop): SimulatorAnswer => {
  const asked = Own.safeParse(bodyOf(request));
  if (!asked.success) return problemsOf(asked.error);
  const own = asked.data;
  const { store, nowMs } = deps;
  const item = store.transaction(() =>
    store.addItem((itemId) => ({
      itemId,
      shopId: shop.shopId,
      status: 'Active',
      subStatus: '',
      categoryId: suggest(own.name)[0]?.id ?? fallbackCategoryId,
      attributes: { name: own.name, description: own.description, brand: 'No Brand' },
      images: own.images,
      variation: [],
      skus: [
        {
          skuId: store.nextSkuId(),
          sellerSku: own.sku,
          status: 'active',
          price: own.price,
          quantity: own.stock,
          withheld: 0,
          weight: '0.5',
          length: '10',
          width: '10',
          height: '10',
          images: [],
          saleProp: {},
          attributes: {},
        },
      ],
      createdMs: nowMs,
      updatedMs: nowMs,
      visibleMs: nowMs,
      reviewMs: null,
      rejectReason: null,
      campaignEndMs: null,
      locked: false,
      alert: null,
      origin: 'seller',
    })),
  );
  deps.pushes.edited(item, 'made', nowMs);
  return jsonAnswer(201, productView(deps, item));
};
