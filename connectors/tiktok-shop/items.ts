import type { CallResult, ImageIds, Observation, Plan, Session } from '../connector.ts';
import { call } from './client.ts';
import {
  activateProducts,
  checkListing,
  createProduct,
  deactivateProducts,
  deleteProducts,
  editProduct,
  getProduct,
  partialEdit,
  searchProducts,
  updateInventory,
  updatePrices,
  type Endpoint,
} from './endpoints.ts';
import { notEditable } from './error-table.ts';
import { idempotencyKeyOf } from './idempotency.ts';
import { mapError, mapFailReasons } from './map-error.ts';
import { PlanContent, PlanPrice, PlanStock, PlanUnhashed } from './map-listing.ts';
import { externalUrlOf, observe, stateOf } from './observe.ts';
import { problem } from './problems.ts';
import {
  Anything,
  CheckedListing,
  CreatedProduct,
  FoundProducts,
  PartialErrors,
  Product,
  type Sku,
} from './schemas.ts';
import {
  hasVariants,
  markerOfSku,
  priceBody,
  skuOfHandle,
  sellerSkusOf,
  skusBody,
  skusByVariant,
  stockEverywhere,
  type Offers,
} from './skus.ts';

/** products/search, "Valid range: [1-100]". */
const pageSize = 100;
const maxPages = 5;
/** How long to leave an item alone that is under review or frozen. */
const reviewWaitMs = 10 * 60_000;

const done: CallResult<null> = { kind: 'ok', value: null };
const notAPlan: CallResult<never> = { kind: 'retry', reason: 'The plan was not made by this connector.' };
const noStock = problem(
  'stock-needed-to-start',
  'offer/stock',
  [
    'Stok kosong: produk baru tampil di TikTok Shop setelah ada stok.',
    'TikTok Shop lists no new product without stock.',
  ],
  ['Isi stok.', 'Fill in the stock.'],
);

interface Parts {
  readonly content: PlanContent;
  readonly offers: Offers;
}

/** A plan's parts; the only SKU of a product without variants has the empty variant id. */
const partsOf = (plan: Plan): Parts | undefined => {
  const content = PlanContent.safeParse(plan.content).data;
  const price = PlanPrice.safeParse(plan.price).data;
  const stock = PlanStock.safeParse(plan.stock).data;
  if (content === undefined || price === undefined || stock === undefined) return undefined;
  return {
    content,
    offers: {
      prices: price.models ?? { '': price.original },
      stocks: 'stock' in stock ? { '': stock.stock } : stock.models,
      warehouseId: PlanUnhashed.safeParse(plan.unhashed).data?.warehouseId ?? null,
    },
  };
};

const uris = (names: readonly string[], images: ImageIds): readonly { readonly uri: string }[] =>
  names.flatMap((name) => {
    const uri = images[name];
    return uri === undefined ? [] : [{ uri }];
  });

/** What an item is known by: a new one by our marker, an existing one by what it has. */
interface Identity {
  readonly marker: string;
  readonly externalProductId: string | undefined;
  readonly existing: readonly Sku[];
}

/** What create, check and full edit share. */
const contentBody = (
  { content, offers }: Parts,
  images: ImageIds,
  { marker, externalProductId, existing }: Identity,
): Readonly<Record<string, unknown>> => {
  const sizeChart = content.sizeChart === undefined ? undefined : images[content.sizeChart];
  return {
    save_mode: 'LISTING',
    title: content.name,
    description: content.description,
    category_id: content.categoryId,
    category_version: 'v1',
    brand_id: content.brandId,
    main_images: uris(content.photos, images),
    product_attributes: content.attributes,
    package_weight: content.weightKg === undefined ? undefined : { value: content.weightKg, unit: 'KILOGRAM' },
    package_dimensions: content.packageCm === undefined ? undefined : { ...content.packageCm, unit: 'CENTIMETER' },
    // cash on delivery is the owner's own decision at TikTok Shop
    is_cod_allowed: false,
    minimum_order_quantity: content.minOrder,
    size_chart: sizeChart === undefined ? undefined : { image: { uri: sizeChart } },
    external_product_id: externalProductId,
    skus: skusBody(content, offers, images, marker, existing),
  };
};

/**
 * Checks, then creates. The check refuses with the codes of a create and leaves nothing behind; when it gives no verdict the
 * create itself decides, as it checks the same.
 */
export const create = async (
  session: Session,
  plan: Plan,
  images: ImageIds,
  marker: string,
): Promise<CallResult<Observation>> => {
  const parts = partsOf(plan);
  if (parts === undefined) return notAPlan;
  // not a refusal by TikTok: it is sent as soon as there is stock
  if (Object.values(parts.offers.stocks).every((stock) => stock <= 0)) return { kind: 'deferred', reason: noStock };
  const body = contentBody(parts, images, { marker, externalProductId: marker, existing: [] });
  const checked = await call(session, checkListing, { body }, CheckedListing);
  if (checked.kind === 'ok' && checked.value.check_result === 'FAILED') return mapCheck(checked.value.fail_reasons);
  const isUndecided = checked.kind === 'ok' || (checked.kind === 'retry' && checked.slowDown !== true);
  if (!isUndecided && checked.kind !== 'unknown')
    return checked.kind === 'gone' ? { kind: 'retry', reason: 'TikTok Shop did not find what is named.' } : checked;
  const answer = await call(
    session,
    createProduct,
    { body: { ...body, idempotency_key: idempotencyKeyOf(marker) } },
    CreatedProduct,
  );
  // nothing that could be gone exists yet
  if (answer.kind === 'gone') return { kind: 'retry', reason: 'TikTok Shop did not find what the new item names.' };
  if (answer.kind !== 'ok') return answer;
  const productId = answer.value.product_id;
  return {
    kind: 'ok',
    value: {
      externalId: productId,
      externalUrl: externalUrlOf(session, productId),
      marker,
      // the answer tells no state: every new product is reviewed
      state: 'in-review',
      problems: [],
      createdAtMs: session.clock(),
    },
  };
};

const mapCheck = (reasons: readonly { readonly code: number; readonly message: string }[]): CallResult<never> => {
  const refusal = mapFailReasons(reasons);
  return refusal.kind === 'gone' ? { kind: 'retry', reason: 'TikTok Shop did not find what is named.' } : refusal;
};

const readProduct = (session: Session, externalId: string): Promise<CallResult<Product>> =>
  call(session, getProduct(externalId), {}, Product);

/** A product that may be changed at all; what is deleted is gone. */
const readForChange = async (session: Session, externalId: string): Promise<CallResult<Product>> => {
  const answer = await readProduct(session, externalId);
  return answer.kind === 'ok' && answer.value.status === 'DELETED' ? { kind: 'gone' } : answer;
};

const markerOfProduct = ({ skus }: Product): string => markerOfSku(skus[0]?.seller_sku ?? '');

/** "You must retain at least 1 sales attribute, deleting all existing sales attributes is not allowed" (edit product). */
const cannotLoseVariants: CallResult<never> = {
  kind: 'rejected',
  marketplaceCode: 'sales_attributes',
  problems: [
    problem(
      'variants-refused',
      'variants',
      [
        'Produk ini punya varian di TikTok Shop, dan varian tidak bisa dihapus semua.',
        'This product has variants at TikTok Shop, which cannot all be taken away.',
      ],
      ['Kembalikan variannya, atau hapus produk ini di TikTok Shop.', 'Restore them, or delete it at TikTok Shop.'],
    ),
  ],
};

const waitForReview = (session: Session): CallResult<never> => ({
  kind: 'deferred',
  reason: notEditable,
  untilMs: session.clock() + reviewWaitMs,
});

/** A full edit, reviewed anew while the old version stays live. Prices and stocks of SKUs that exist stay as they are. */
export const updateContent = async (
  session: Session,
  externalId: string,
  plan: Plan,
  images: ImageIds,
): Promise<CallResult<null>> => {
  const parts = partsOf(plan);
  if (parts === undefined) return notAPlan;
  const found = await readForChange(session, externalId);
  if (found.kind !== 'ok') return found;
  const product = found.value;
  if (product.status === 'FREEZE') return waitForReview(session);
  if (hasVariants(product) && parts.content.variants.length === 0) return cannotLoseVariants;
  const body = contentBody(parts, images, {
    marker: markerOfProduct(product),
    externalProductId: product.external_product_id === '' ? undefined : product.external_product_id,
    existing: product.skus,
  });
  if (Array.isArray(body['skus']) && body['skus'].length === 0) return { kind: 'deferred', reason: noStock };
  const answer = await call(session, editProduct(externalId), { body }, Anything);
  return answer.kind === 'ok' ? done : answer;
};

const withoutErrors = (answer: CallResult<PartialResult>): CallResult<null> => {
  if (answer.kind !== 'ok') return answer;
  const [failure] = answer.value.errors;
  return failure === undefined ? done : mapError(failure.code, failure.message, { creates: false });
};
interface PartialResult {
  readonly errors: readonly { readonly code: number; readonly message: string }[];
}

/**
 * Sends price or stock of the SKUs that exist. Their own calls work on active products only ("must belong to a product with
 * the ACTIVATE status"): one that is off gets both by an edit, which also puts it on sale; one in review waits.
 */
const updateOffer = async (
  session: Session,
  externalId: string,
  plan: Plan,
  send: (product: Product, offers: Offers) => Promise<CallResult<null>>,
): Promise<CallResult<null>> => {
  const parts = partsOf(plan);
  if (parts === undefined) return notAPlan;
  const found = await readForChange(session, externalId);
  if (found.kind !== 'ok') return found;
  const product = found.value;
  if (product.status === 'ACTIVATE') return send(product, parts.offers);
  if (stateOf(product.status) !== 'off') return waitForReview(session);
  return editOffers(session, product, parts);
};

/** The SKU of each variant id that exists; a product without variants has the empty id. */
const existingSkus = ({ skus }: Product, values: Readonly<Record<string, number>>): ReadonlyMap<string, Sku> => {
  const [first] = skus;
  if (first !== undefined && '' in values) return new Map([['', first]]);
  return skusByVariant(skus);
};

/** All SKUs with prices and stocks as planned, by an edit that changes nothing else; new variants are made by it too. */
const editOffers = async (
  session: Session,
  product: Product,
  { content, offers }: Parts,
): Promise<CallResult<null>> => {
  const existing = existingSkus(product, offers.prices);
  const bodies = skusBody(content, offers, {}, markerOfProduct(product), product.skus);
  const skus = bodies.map((body) => {
    const entry = [...existing].find(([, sku]) => sku.id === body['id']);
    if (entry === undefined) return body;
    const [variantId, sku] = entry;
    const stock = offers.stocks[variantId] ?? 0;
    return {
      ...body,
      price: priceBody(offers.prices[variantId] ?? 0),
      // an edit takes no stock of zero, and keeps what is left out
      ...(stock <= 0 ? {} : { inventory: stockEverywhere(sku, stock, offers.warehouseId) }),
    };
  });
  if (skus.length === 0) return { kind: 'deferred', reason: noStock };
  const answer = await call(session, partialEdit(product.id), { body: { save_mode: 'LISTING', skus } }, Anything);
  return answer.kind === 'ok' ? done : answer;
};

type KnownSku = NonNullable<ReturnType<typeof skuOfHandle>>;

/**
 * Sends price or stock of the only SKU by what the last look gave along, without another look. What TikTok does not take may
 * rest on a product or SKU that changed since: then the product decides.
 */
const withKnownSku = async (
  { handle, plan }: { readonly handle: string | undefined; readonly plan: Plan },
  send: (sku: KnownSku, offers: Offers) => Promise<CallResult<null>>,
  otherwise: () => Promise<CallResult<null>>,
): Promise<CallResult<null>> => {
  const parts = partsOf(plan);
  const sku = handle === undefined ? undefined : skuOfHandle(handle);
  if (sku === undefined || parts === undefined || parts.content.variants.length > 0) return otherwise();
  const answer = await send(sku, parts.offers);
  return answer.kind === 'rejected' || answer.kind === 'deferred' || answer.kind === 'gone' ? otherwise() : answer;
};

const sendPrices = async (
  session: Session,
  externalId: string,
  skus: readonly Readonly<Record<string, unknown>>[],
): Promise<CallResult<null>> =>
  withoutErrors(await call(session, updatePrices(externalId), { body: { skus } }, PartialErrors));

const sendStocks = async (
  session: Session,
  externalId: string,
  skus: readonly Readonly<Record<string, unknown>>[],
): Promise<CallResult<null>> =>
  withoutErrors(await call(session, updateInventory(externalId), { body: { skus } }, PartialErrors));

export const updatePrice = (
  session: Session,
  externalId: string,
  plan: Plan,
  handle?: string,
): Promise<CallResult<null>> =>
  withKnownSku(
    { handle, plan },
    ({ id }, { prices }) => sendPrices(session, externalId, [{ id, price: priceBody(prices[''] ?? 0) }]),
    () => updatePriceOf(session, externalId, plan),
  );

const updatePriceOf = (session: Session, externalId: string, plan: Plan): Promise<CallResult<null>> =>
  updateOffer(session, externalId, plan, async (product, { prices }) => {
    const skus = [...existingSkus(product, prices)].flatMap(([variantId, sku]) => {
      const price = prices[variantId];
      return price === undefined ? [] : [{ id: sku.id, price: priceBody(price) }];
    });
    if (skus.length === 0) return done;
    return sendPrices(session, externalId, skus);
  });

export const updateStock = (
  session: Session,
  externalId: string,
  plan: Plan,
  handle?: string,
): Promise<CallResult<null>> =>
  withKnownSku(
    { handle, plan },
    (sku, { stocks, warehouseId }) =>
      sendStocks(session, externalId, [{ id: sku.id, inventory: stockEverywhere(sku, stocks[''] ?? 0, warehouseId) }]),
    () => updateStockOf(session, externalId, plan),
  );

const updateStockOf = (session: Session, externalId: string, plan: Plan): Promise<CallResult<null>> =>
  updateOffer(session, externalId, plan, async (product, offers) => {
    const existing = existingSkus(product, offers.stocks);
    const skus = [...existing].flatMap(([variantId, sku]) => {
      const stock = offers.stocks[variantId];
      return stock === undefined ? [] : [{ id: sku.id, inventory: stockEverywhere(sku, stock, offers.warehouseId) }];
    });
    if (skus.length > 0) {
      const answer = await sendStocks(session, externalId, skus);
      if (answer.kind !== 'ok') return answer;
    }
    const isNew = Object.entries(offers.stocks).some(([variantId, stock]) => stock > 0 && !existing.has(variantId));
    if (!isNew) return done;
    // a variant that had no stock when the item was made starts now
    const parts = partsOf(plan);
    return parts === undefined ? notAPlan : addVariants(session, product, parts);
  });

/** Adds the variants that are not there yet; prices and stocks of the others stay. */
const addVariants = async (
  session: Session,
  product: Product,
  { content, offers }: Parts,
): Promise<CallResult<null>> => {
  const skus = skusBody(content, offers, {}, markerOfProduct(product), product.skus);
  const answer = await call(session, partialEdit(product.id), { body: { save_mode: 'LISTING', skus } }, Anything);
  return answer.kind === 'ok' ? done : answer;
};

/** One product only, though each of these calls takes twenty: so a partial result is ours. */
const withProduct = async (session: Session, endpoint: Endpoint, externalId: string): Promise<CallResult<null>> =>
  withoutErrors(await call(session, endpoint, { body: { product_ids: [externalId] } }, PartialErrors));

export const setOnSale = (session: Session, externalId: string, on: boolean): Promise<CallResult<null>> =>
  withProduct(session, on ? activateProducts : deactivateProducts, externalId);

export const remove = (session: Session, externalId: string): Promise<CallResult<null>> =>
  withProduct(session, deleteProducts, externalId);

export const read = async (session: Session, externalId: string): Promise<CallResult<Observation | null>> => {
  const answer = await readProduct(session, externalId);
  if (answer.kind === 'gone') return { kind: 'ok', value: null };
  return answer.kind === 'ok' ? { kind: 'ok', value: observe(session, answer.value) } : answer;
};

/** All items under our marker in any status, oldest first; the SKU filter takes whole SKUs, so every position is named. */
export const findByMarker = async (session: Session, marker: string): Promise<CallResult<readonly Observation[]>> => {
  const found: Observation[] = [];
  let pageToken = '';
  for (let page = 0; page < maxPages; page += 1) {
    const answer = await call(
      session,
      searchProducts,
      {
        query: { page_size: pageSize, ...(pageToken === '' ? {} : { page_token: pageToken }) },
        body: { status: 'ALL', seller_skus: sellerSkusOf(marker) },
      },
      FoundProducts,
    );
    if (answer.kind === 'gone') return { kind: 'ok', value: [] };
    if (answer.kind !== 'ok') return answer;
    const { products, next_page_token: next } = answer.value;
    for (const product of products) {
      if (!product.skus.some(({ seller_sku: sku }) => markerOfSku(sku) === marker)) continue;
      found.push({
        externalId: product.id,
        externalUrl: externalUrlOf(session, product.id),
        marker,
        state: stateOf(product.status),
        problems: [],
        createdAtMs: product.create_time * 1000,
        name: product.title,
      });
    }
    if (next === '' || products.length === 0) {
      return {
        kind: 'ok',
        value: found.sort((a, b) => a.createdAtMs - b.createdAtMs || compareIds(a.externalId, b.externalId)),
      };
    }
    pageToken = next;
  }
  // an answer that is not whole must not pass for "there is none"
  return { kind: 'retry', reason: 'The search for our item at TikTok Shop had too many hits.' };
};

/** Ids grow with time, so they decide between items of the same second. */
const compareIds = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : 1);
