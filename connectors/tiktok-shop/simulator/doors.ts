import * as z from 'zod';
import type { SimulatorAnswer, SimulatorRequest } from '../../simulator.ts';
import { callCounts } from '../../simulator-calls.ts';
import { saveNewShop } from './consent.ts';
import { bodyOf, notFound, plainView, problemsOf, wrong, type DoorDeps } from './door-deps.ts';
import { linkOf } from './gateway.ts';
import type { Shop } from './model.ts';
import { houseStates, moveOrder, NewOrder, placeOrder } from './orders.ts';
import { htmlAnswer, messagePage, productPage, shopPage, shopsPage } from './pages.ts';
import { orderView } from './reads.ts';
import { jsonAnswer } from './refusal.ts';
import { answerSeller } from './seller.ts';
import { allScopes, endAccessTokens, endLinkAt, scopesOf, withdraw } from './tokens.ts';

const nothing: SimulatorAnswer = { status: 204, headers: {}, body: '' };

/** The simulator's own doors, which TikTok Shop has not: for people, tests and the seller's hand. */
export const answerDoor = (deps: DoorDeps, request: SimulatorRequest): SimulatorAnswer => {
  const [door = '', ...rest] = request.path.slice(1).split('/');
  switch (door) {
    case '_shop':
      return answerShop(deps, request, rest);
    case '_orders':
      return answerOrders(deps, request, rest[0]);
    case '_calls':
      return answerCalls(deps, request);
    case '_faults':
      return answerFaults(deps, request);
    case '_app':
      return answerApp(deps, request);
    case '_image':
      return answerImage(deps, rest[0] ?? '');
    case 'view':
      return answerView(deps, rest[1] ?? '');
    default:
      return notFound;
  }
};

const answerCalls = ({ store }: DoorDeps, { method }: SimulatorRequest): SimulatorAnswer => {
  if (method === 'DELETE') {
    store.run('DELETE FROM call');
    return nothing;
  }
  return method === 'GET' ? jsonAnswer(200, callCounts(store)) : notFound;
};

const answerFaults = ({ faults }: DoorDeps, request: SimulatorRequest): SimulatorAnswer => {
  if (request.method === 'PUT') {
    const problems = faults.set(bodyOf(request));
    if (problems.length > 0) return wrong(problems);
  } else if (request.method !== 'GET') return notFound;
  return jsonAnswer(200, faults.current());
};

/** GET: the demo app. PUT `{callbackUrl?, scopes?}`: as a partner sets it in the console; scopes count from the next consent. */
const answerApp = ({ app, store, webhooks }: DoorDeps, request: SimulatorRequest): SimulatorAnswer => {
  if (request.method === 'PUT') {
    const asked = z
      .strictObject({ callbackUrl: z.url().optional(), scopes: z.array(z.enum(allScopes)).optional() })
      .safeParse(bodyOf(request));
    if (!asked.success) return problemsOf(asked.error);
    if (asked.data.callbackUrl !== undefined) webhooks.setCallbackUrl(asked.data.callbackUrl);
    if (asked.data.scopes !== undefined) store.saveSetting('scopes', asked.data.scopes.join(' '));
  } else if (request.method !== 'GET') return notFound;
  return jsonAnswer(200, {
    app_key: app.appKey,
    app_secret: app.appSecret,
    callback_url: store.setting('callback-url') ?? '',
    scopes: scopesOf(store).split(' '),
  });
};

const answerImage = ({ store }: DoorDeps, uri: string): SimulatorAnswer => {
  const image = store.image(uri);
  if (image === undefined) return notFound;
  return {
    status: 200,
    headers: {
      'content-type': image.contentType,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    },
    body: store.imageBytes(uri),
  };
};

/** GET view/product/{id}: the product's page, as a link in an app leads to. */
const answerView = ({ store }: DoorDeps, productId: string): SimulatorAnswer => {
  const product = store.product(productId);
  const shop = store.shop(product?.shopId ?? '');
  if (product === undefined || shop === undefined || product.status === 'DELETED')
    return htmlAnswer(404, messagePage('Produk tidak ditemukan', 'Produk ini tidak ada atau sudah dihapus.'));
  return htmlAnswer(
    200,
    productPage(shop, product, (uri) => `../../_image/${uri}`),
  );
};

/** POST _orders: a buyer orders; GET, PUT _orders/{orderId}: the order, and its next state in the house's words. */
const answerOrders = (deps: DoorDeps, request: SimulatorRequest, orderId: string | undefined): SimulatorAnswer => {
  if (orderId === undefined) {
    if (request.method !== 'POST') return notFound;
    const asked = NewOrder.safeParse(bodyOf(request));
    if (!asked.success) return problemsOf(asked.error);
    const placed = placeOrder(deps, asked.data);
    if (placed === 'unknown') return notFound;
    return placed === 'short' ? jsonAnswer(409, { error: 'stock-short' }) : jsonAnswer(201, placed);
  }
  const order = deps.store.order(orderId);
  if (order === undefined) return notFound;
  if (request.method === 'GET') return jsonAnswer(200, orderView(order));
  if (request.method !== 'PUT') return notFound;
  const asked = z.strictObject({ state: z.enum(houseStates) }).safeParse(bodyOf(request));
  if (!asked.success) return problemsOf(asked.error);
  moveOrder(deps, order, asked.data.state);
  return jsonAnswer(200, { orderId, state: asked.data.state });
};

const wantsJson = (request: SimulatorRequest): boolean =>
  (request.headers['accept'] ?? '').includes('application/json');

const answerShop = (deps: DoorDeps, request: SimulatorRequest, rest: readonly string[]): SimulatorAnswer => {
  const { store, webhooks, nowMs } = deps;
  const [shopId = '', ...what] = rest;
  if (shopId === '')
    return (request.headers['accept'] ?? '').includes('text/html')
      ? htmlAnswer(200, shopsPage(store.shops()))
      : jsonAnswer(200, { shops: store.shops().map((shop) => shopView(deps, shop)) });
  if (!/^\d{1,19}$/u.test(shopId)) return notFound;
  if (request.method === 'PUT' && what.length === 0) return saveShop(deps, request, shopId);
  const shop = store.shop(shopId);
  if (shop === undefined)
    return wantsJson(request)
      ? notFound
      : htmlAnswer(404, messagePage('Toko tidak ditemukan', `Tidak ada toko ${shopId}.`));
  if (request.method === 'GET' && what.length === 0) return showShop(deps, request, shop);
  if (request.method === 'POST' && what[0] === 'deauthorization') {
    withdraw(store, webhooks, shopId, nowMs);
    return nothing;
  }
  if (request.method === 'DELETE' && what[0] === 'access-tokens') {
    endAccessTokens(store, shopId, nowMs);
    return nothing;
  }
  if (request.method === 'PUT' && what[0] === 'authorization') return moveEnd(deps, request, shop);
  return what[0] === 'items' ? answerSeller(deps, request, shop, what.slice(1)) : notFound;
};

/** PUT _shop/{shopId} `{name?, lacks?}`: makes or changes a shop; `lacks` names prerequisites it fails, e.g. `SHOP_TAX`. */
const saveShop = (deps: DoorDeps, request: SimulatorRequest, shopId: string): SimulatorAnswer => {
  const { store } = deps;
  const asked = z
    .strictObject({ name: z.string().min(1).max(60).optional(), lacks: z.array(z.string()).optional() })
    .safeParse(bodyOf(request));
  if (!asked.success) return problemsOf(asked.error);
  const { name, lacks } = asked.data;
  const before = store.shop(shopId);
  if (before === undefined) saveNewShop(store, shopId, name);
  else if (name !== undefined) store.saveShop({ ...before, name });
  if (lacks !== undefined) store.saveSetting(`lacks/${shopId}`, lacks.join(' '));
  const shop = store.shop(shopId);
  return shop === undefined ? notFound : jsonAnswer(200, shopView(deps, shop));
};

/** PUT _shop/{shopId}/authorization `{endsInMs}`: 0 ends it now; under thirty days gives webhook 7. */
const moveEnd = (deps: DoorDeps, request: SimulatorRequest, shop: Shop): SimulatorAnswer => {
  const asked = z.strictObject({ endsInMs: z.int().min(0) }).safeParse(bodyOf(request));
  if (!asked.success) return problemsOf(asked.error);
  endLinkAt(deps.store, shop.shopId, deps.nowMs + asked.data.endsInMs);
  return jsonAnswer(200, shopView(deps, shop));
};

const shopView = ({ store, nowMs }: DoorDeps, shop: Shop) => ({
  shop_id: shop.shopId,
  shop_name: shop.name,
  authorized: (linkOf(store, shop.shopId)?.ends_ms ?? 0) > nowMs,
});

const showShop = (deps: DoorDeps, request: SimulatorRequest, shop: Shop): SimulatorAnswer => {
  const products = deps.store.productsOf(shop.shopId);
  return wantsJson(request)
    ? jsonAnswer(200, { ...shopView(deps, shop), products: products.map((product) => plainView(deps, product)) })
    : htmlAnswer(
        200,
        shopPage(shop, products, (uri) => `../_image/${uri}`),
      );
};
