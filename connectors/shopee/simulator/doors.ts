import * as z from 'zod';
import type { SimulatorAnswer, SimulatorRequest } from '../../simulator.ts';
import { callCounts } from '../../simulator-calls.ts';
import { bodyOf, notFound, wrong, type DoorDeps } from './door-deps.ts';
import { linkOf } from './gateway.ts';
import { isDeleted, isUnderPromotion, withTax, type Shop } from './model.ts';
import { answerOrders } from './order-doors.ts';
import { htmlAnswer, messagePage, productPage, shopPage, shopsPage } from './pages.ts';
import { jsonAnswer } from './refusal.ts';
import { answerSeller } from './seller.ts';
import { endAccessTokens, endLinkAt, withdraw } from './tokens.ts';
import { baseInfo, currentPriceOf, modelView } from './views.ts';

/** The simulator's own doors, which Shopee has not: for people, tests and the seller's hand. */
export const answerDoor = (deps: DoorDeps, request: SimulatorRequest): SimulatorAnswer => {
  const [door = '', ...rest] = request.path.slice(1).split('/');
  switch (door) {
    case '_shop':
      return answerShop(deps, request, rest);
    case '_orders':
      return answerOrders(deps, request, rest);
    case '_calls':
      return answerCalls(deps, request);
    case '_faults':
      return answerFaults(deps, request);
    case '_app':
      return answerApp(deps, request);
    case 'product':
      return answerProduct(deps, rest);
    case '_image':
      return answerImage(deps, rest[0] ?? '');
    default:
      return notFound;
  }
};

const answerCalls = ({ store }: DoorDeps, request: SimulatorRequest): SimulatorAnswer => {
  if (request.method === 'DELETE') {
    store.run('DELETE FROM call');
    return { status: 204, headers: {}, body: '' };
  }
  return request.method === 'GET' ? jsonAnswer(200, callCounts(store)) : notFound;
};

const answerFaults = ({ faults }: DoorDeps, request: SimulatorRequest): SimulatorAnswer => {
  if (request.method === 'PUT') {
    const problems = faults.set(bodyOf(request));
    if (problems.length > 0) return wrong(problems);
  } else if (request.method !== 'GET') return notFound;
  return jsonAnswer(200, faults.current());
};

/** GET: the demo app's id and key. PUT `{callbackUrl}`: as a partner sets it in the console. */
const answerApp = ({ app, pushes }: DoorDeps, request: SimulatorRequest): SimulatorAnswer => {
  if (request.method === 'PUT') {
    const asked = z.strictObject({ callbackUrl: z.url() }).safeParse(bodyOf(request));
    if (!asked.success) return wrong(asked.error.issues.map((issue) => issue.message));
    pushes.setCallbackUrl(asked.data.callbackUrl);
  } else if (request.method !== 'GET') return notFound;
  return jsonAnswer(200, {
    partner_id: app.partnerId,
    partner_key: app.partnerKey,
    callback_url: pushes.getConfig().callback_url,
  });
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

/** GET product/{shopId}/{itemId}: the product's page, as a link in an app leads to. */
const answerProduct = (deps: DoorDeps, [shopId = '', itemId = '']: readonly string[]): SimulatorAnswer => {
  const item = /^\d{1,15}$/u.test(itemId) ? deps.store.item(Number(itemId)) : undefined;
  const shop = deps.store.shop(item?.shopId ?? 0);
  if (item === undefined || shop === undefined || String(shop.shopId) !== shopId || isDeleted(item)) {
    return htmlAnswer(404, messagePage('Produk tidak ditemukan', 'Produk ini tidak ada atau sudah dihapus.'));
  }
  return htmlAnswer(
    200,
    productPage(shop, item, deps.nowMs, (imageId) => `../../_image/${imageId}`),
  );
};

const answerShop = (deps: DoorDeps, request: SimulatorRequest, rest: readonly string[]): SimulatorAnswer => {
  const [idText = '', ...what] = rest;
  if (idText === '') {
    if ((request.headers['accept'] ?? '').includes('text/html')) {
      return htmlAnswer(200, shopsPage(deps.store.shops()));
    }
    return jsonAnswer(200, { shops: deps.store.shops().map((shop) => shopView(deps, shop)) });
  }
  if (!/^\d{1,10}$/u.test(idText)) return notFound;
  const shopId = Number(idText);
  const shop = deps.store.shop(shopId);
  if (request.method === 'PUT' && what.length === 0) return saveShop(deps, request, shopId, shop);
  if (shop === undefined) {
    return wantsJson(request)
      ? notFound
      : htmlAnswer(404, messagePage('Toko tidak ditemukan', `Tidak ada toko ${idText}.`));
  }
  if (request.method === 'GET' && what.length === 0) return showShop(deps, request, shop);
  if (request.method === 'POST' && what[0] === 'deauthorization') {
    withdraw(deps.store, deps.pushes, shopId, deps.nowMs);
    return { status: 204, headers: {}, body: '' };
  }
  if (request.method === 'DELETE' && what[0] === 'access-tokens') {
    endAccessTokens(deps.store, shopId, deps.nowMs);
    return { status: 204, headers: {}, body: '' };
  }
  if (request.method === 'PUT' && what[0] === 'authorization') return moveEnd(deps, request, shop);
  return what[0] === 'items' ? answerSeller(deps, request, shop, what.slice(1)) : notFound;
};

/** PUT _shop/{shopId} `{name?, taxRate?}`: makes or changes a shop; `taxRate` 0.11 for one whose price is before tax. */
const saveShop = (
  deps: DoorDeps,
  request: SimulatorRequest,
  shopId: number,
  shop: Shop | undefined,
): SimulatorAnswer => {
  const asked = z
    .strictObject({ name: z.string().min(1).max(60).optional(), taxRate: z.number().min(0).max(0.5).optional() })
    .safeParse(bodyOf(request));
  if (!asked.success) return wrong(asked.error.issues.map((issue) => issue.message));
  const saved = {
    shopId,
    name: asked.data.name ?? shop?.name ?? `Toko ${shopId}`,
    taxRate: asked.data.taxRate ?? shop?.taxRate ?? 0,
  };
  deps.store.saveShop(saved);
  return jsonAnswer(200, shopView(deps, saved));
};

/** PUT _shop/{shopId}/authorization `{endsInMs}`: 0 ends it now; under seven days gives push 12. */
const moveEnd = (deps: DoorDeps, request: SimulatorRequest, shop: Shop): SimulatorAnswer => {
  const asked = z.strictObject({ endsInMs: z.int().min(0) }).safeParse(bodyOf(request));
  if (!asked.success) return wrong(asked.error.issues.map((issue) => issue.message));
  endLinkAt(deps.store, shop.shopId, deps.nowMs + asked.data.endsInMs);
  return jsonAnswer(200, shopView(deps, shop));
};

const wantsJson = (request: SimulatorRequest): boolean =>
  (request.headers['accept'] ?? '').includes('application/json');

const shopView = ({ store, nowMs }: DoorDeps, shop: Shop) => {
  const link = linkOf(store, shop.shopId);
  return {
    shop_id: shop.shopId,
    shop_name: shop.name,
    tax_rate: shop.taxRate,
    authorized: (link?.ends_ms ?? 0) > nowMs,
  };
};

/** Every product with its fields as get_item_base_info has them, and in plain words: state, price to the buyer, photos. */
const showShop = (deps: DoorDeps, request: SimulatorRequest, shop: Shop): SimulatorAnswer => {
  const items = deps.store.itemsOf(shop.shopId);
  if (!wantsJson(request)) {
    return htmlAnswer(
      200,
      shopPage(shop, items, deps.nowMs, (imageId) => `../_image/${imageId}`),
    );
  }
  return jsonAnswer(200, {
    ...shopView(deps, shop),
    products: items.map((item) => ({
      ...baseInfo(deps, item, shop),
      external_id: String(item.itemId),
      sku: item.sku,
      name: item.name,
      deleted: isDeleted(item),
      live: item.status === 'NORMAL',
      state: item.status,
      under_promotion: isUnderPromotion(item, deps.nowMs),
      original_price: item.originalPrice,
      buyer_price: withTax(currentPriceOf(item, deps.nowMs), shop),
      stock: item.models.length === 0 ? item.stock : item.models.reduce((sum, model) => sum + model.stock, 0),
      photos: item.images.map(deps.imageUrl),
      violation: item.violation,
      tier_variation: item.tiers,
      models: item.models.map((model) => modelView(deps, item, model, shop)),
      origin: item.origin,
    })),
  });
};
