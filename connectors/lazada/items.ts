import type { ListingProblem } from '../../shared/domain/listing/listing.ts';
import type { CallResult, Connector, ImageIds, Observation, Plan, Session } from '../connector.ts';
import { call } from './client.ts';
import {
  createProduct,
  deactivateProduct,
  getProductItem,
  getProducts,
  getQcAlerts,
  removeProduct,
  updatePriceQuantity,
  updateProduct,
} from './endpoints.ts';
import { PlanContent, PlanPrice, PlanStock, type PlanSku } from './map-listing.ts';
import { externalUrlOf, observe, stateOf } from './observe.ts';
import { Anything, CreatedProduct, ProductItem, ProductPage, QcAlerts, type Product, type Sku } from './schemas.ts';
import { isDeletedSku, markerOfSku, maxPosition, positionOfSku, sellerSkuOf } from './sku.ts';

/** "The maximum number … is 50, but 20 is recommended" (price_quantity/update). */
const offersPerCall = 20;
/** "a maximum number of 50 skuId in one request" (product/remove). */
const removalsPerCall = 50;
const searchPageSize = 50;

const notAPlan: CallResult<never> = { kind: 'retry', reason: 'The plan was not made by this connector.' };
const done: CallResult<null> = { kind: 'ok', value: null };

/** "if the original product does not use variant attributes, you cannot add a new SKU", nor delete them later. */
const shapeIsFixed: CallResult<never> = {
  kind: 'rejected',
  marketplaceCode: 'variation',
  problems: [
    {
      code: 'variants-cannot-change',
      path: 'variants',
      message: {
        id: 'Di Lazada produk tanpa varian tidak bisa diberi varian, dan sebaliknya.',
        en: 'At Lazada a product without variants cannot get any, nor lose all it has.',
      },
      fix: {
        id: 'Buat produk baru dengan varian itu.',
        en: 'Make a new product with these variants.',
      },
      severity: 'block',
    },
  ],
};

interface Parts {
  readonly content: PlanContent;
  readonly price: PlanPrice;
  readonly stock: PlanStock;
}
type PlanPrice = ReturnType<typeof PlanPrice.parse>;
type PlanStock = ReturnType<typeof PlanStock.parse>;

const partsOf = (plan: Plan): Parts | undefined => {
  const content = PlanContent.safeParse(plan.content).data;
  const price = PlanPrice.safeParse(plan.price).data;
  const stock = PlanStock.safeParse(plan.stock).data;
  return content === undefined || price === undefined || stock === undefined ? undefined : { content, price, stock };
};

const requestOf = (product: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> => ({
  payload: JSON.stringify({ Request: { Product: product } }),
});

const imagesOf = (photos: readonly string[], images: ImageIds) => ({
  Image: [...new Set(photos.flatMap((photo) => images[photo] ?? []))],
});

/** Attributes left out of an update stay as they were, so what may be switched off is always named. */
const attributesOf = (content: PlanContent) => ({
  ...content.attributes,
  name: content.name,
  description: content.description,
  ...(content.brandId === null ? { brand: 'No Brand' } : { brand_id: content.brandId }),
  ...(content.preOrderDays === null
    ? { preorder_enable: 'No' }
    : { preorder_enable: 'Yes', preorder_days: String(content.preOrderDays) }),
});

const variationOf = ({ variation }: PlanContent) =>
  variation.length === 0
    ? {}
    : {
        variation: Object.fromEntries(
          variation.map(({ name, custom, pictured, options }, at) => [
            `Variation${at + 1}`,
            { name, hasImage: pictured, customize: custom, options: { option: options } },
          ]),
        ),
      };

/** A SKU's own content: parcel, attributes, what tells it apart; without price and stock. */
const skuContent = (content: PlanContent, images: ImageIds, sku: PlanSku | undefined) => {
  const parcel = sku?.parcel ?? content.parcel;
  return {
    ...content.skuAttributes,
    ...(parcel === undefined
      ? {}
      : {
          package_weight: parcel.weight,
          package_length: parcel.length,
          package_width: parcel.width,
          package_height: parcel.height,
        }),
    ...(sku === undefined ? {} : { saleProp: sku.saleProp }),
    ...(sku?.photo === undefined ? {} : { Images: imagesOf([sku.photo], images) }),
  };
};

const offerOf = ({ price, stock }: Parts, sku: PlanSku | undefined) => ({
  price: String(sku === undefined ? price.original : (price.models?.[sku.variantId] ?? price.original)),
  quantity: String(sku === undefined ? stock.stock : (stock.models?.[sku.variantId] ?? 0)),
});

const newSku = (parts: Parts, images: ImageIds, marker: string, sku: PlanSku | undefined) => ({
  SellerSku: sellerSkuOf(marker, sku?.position),
  ...offerOf(parts, sku),
  ...skuContent(parts.content, images, sku),
});

/** Adds the product with all its variants, on sale at once. */
export const create = async (
  session: Session,
  plan: Plan,
  images: ImageIds,
  marker: string,
): Promise<CallResult<Observation>> => {
  const parts = partsOf(plan);
  if (parts === undefined) return notAPlan;
  const { content } = parts;
  const skus: readonly (PlanSku | undefined)[] = content.skus.length === 0 ? [undefined] : content.skus;
  const answer = await call(
    session,
    createProduct,
    {
      parameters: requestOf({
        PrimaryCategory: content.categoryId,
        // what Lazada guesses would look like an edit by hand
        disableAutoFillAttribute: true,
        Images: imagesOf(content.photos, images),
        ...variationOf(content),
        Attributes: attributesOf(content),
        Skus: { Sku: skus.map((sku) => newSku(parts, images, marker, sku)) },
      }),
    },
    CreatedProduct,
  );
  // nothing that could be gone exists yet
  if (answer.kind === 'gone') return { kind: 'retry', reason: 'Lazada did not find what the new product names.' };
  if (answer.kind !== 'ok') return answer;
  const { item_id: itemId, item_status: status, sku_list: made } = answer.value.data;
  const [only, ...others] = made;
  return {
    kind: 'ok',
    value: {
      externalId: itemId,
      externalUrl: externalUrlOf(session, itemId, only?.sku_id),
      marker,
      state: stateOf(status),
      problems: [],
      createdAtMs: session.clock(),
      ...(only === undefined || others.length > 0 ? {} : { handle: only.sku_id }),
    },
  };
};

/** The product as it stands; `null` when Lazada no longer knows it. */
const readProduct = async (session: Session, itemId: string): Promise<CallResult<Product | null>> => {
  const answer = await call(session, getProductItem, { parameters: { item_id: itemId } }, ProductItem);
  if (answer.kind === 'gone') return { kind: 'ok', value: null };
  if (answer.kind !== 'ok') return answer;
  return { kind: 'ok', value: answer.value.data };
};

/** The SKUs that an item has now. */
const skusOf = async (session: Session, itemId: string): Promise<CallResult<readonly Sku[]>> => {
  const product = await readProduct(session, itemId);
  if (product.kind !== 'ok') return product;
  const skus = product.value?.skus.filter((sku) => !isDeletedSku(sku)) ?? [];
  return skus.length === 0 ? { kind: 'gone' } : { kind: 'ok', value: skus };
};

/** Acts on the only SKU of an item: by its known number, and once more when that turns out to be stale. */
const withOnlySku = async (
  session: Session,
  itemId: string,
  known: string | undefined,
  act: (skuId: string) => Promise<CallResult<null>>,
): Promise<CallResult<null>> => {
  if (known !== undefined) {
    const answer = await act(known);
    if (answer.kind !== 'gone') return answer;
  }
  const skus = await skusOf(session, itemId);
  if (skus.kind !== 'ok') return skus;
  const [only, ...others] = skus.value;
  return only === undefined || others.length > 0 ? shapeIsFixed : act(only.SkuId);
};

const isSame = (sku: Sku, wanted: PlanSku): boolean =>
  Object.entries(wanted.saleProp).every(([name, option]) => sku.saleProp?.[name] === option);

/** Which of the item's SKUs is which variant: by our SellerSku, in a linked item by what tells its SKUs apart. */
const skuFor = (skus: readonly Sku[], wanted: PlanSku): Sku | undefined =>
  skus.find(({ SellerSku }) => positionOfSku(SellerSku) === wanted.position) ??
  skus.find((sku) => positionOfSku(sku.SellerSku) === undefined && isSame(sku, wanted));

const chunks = <T>(entries: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(entries.length / size) }, (_, at) => entries.slice(at * size, (at + 1) * size));

/** One call after the other, stopping at the first that fails; each may be repeated. */
const inTurn = async <T>(
  entries: readonly T[],
  send: (entry: T) => Promise<CallResult<unknown>>,
): Promise<CallResult<null>> => {
  for (const entry of entries) {
    const answer = await send(entry);
    if (answer.kind !== 'ok') return answer;
  }
  return done;
};

interface Offer {
  readonly skuId: string;
  readonly fields: OfferFields;
}
type OfferFields = Readonly<Partial<Record<'Price' | 'Quantity', string>>>;

/** The document shows this payload as XML only; ids and numbers need no escaping. */
const sendOffers = (session: Session, itemId: string, offers: readonly Offer[]): Promise<CallResult<null>> =>
  inTurn(chunks(offers, offersPerCall), (some) => {
    const skus = some.map(
      ({ skuId, fields }) =>
        `<Sku><ItemId>${itemId}</ItemId><SkuId>${skuId}</SkuId>${Object.entries(fields)
          .map(([field, value]) => `<${field}>${value}</${field}>`)
          .join('')}</Sku>`,
    );
    const payload = `<Request><Product><Skus>${skus.join('')}</Skus></Product></Request>`;
    return call(session, updatePriceQuantity, { parameters: { payload } }, Anything);
  });

/** A SKU that does not yet stand for the wanted variant gets its price and stock with the content that makes it so. */
const updateOffers = async (
  session: Session,
  itemId: string,
  plan: Plan,
  handle: string | undefined,
  pick: (offer: ReturnType<typeof offerOf>) => OfferFields,
): Promise<CallResult<null>> => {
  const parts = partsOf(plan);
  if (parts === undefined) return notAPlan;
  const { content } = parts;
  if (content.skus.length === 0)
    return withOnlySku(session, itemId, handle, (skuId) =>
      sendOffers(session, itemId, [{ skuId, fields: pick(offerOf(parts, undefined)) }]),
    );
  const skus = await skusOf(session, itemId);
  if (skus.kind !== 'ok') return skus;
  const offers = content.skus.flatMap((wanted): Offer[] => {
    const sku = skuFor(skus.value, wanted);
    return sku !== undefined && isSame(sku, wanted) ? [{ skuId: sku.SkuId, fields: pick(offerOf(parts, wanted)) }] : [];
  });
  return sendOffers(session, itemId, offers);
};

type UpdateOffer = NonNullable<Connector['updateOffer']>;

export const updatePrice: UpdateOffer = (session, itemId, plan, handle) =>
  updateOffers(session, itemId, plan, handle, ({ price }) => ({ Price: price }));

export const updateStock: UpdateOffer = (session, itemId, plan, handle) =>
  updateOffers(session, itemId, plan, handle, ({ quantity }) => ({ Quantity: quantity }));

export const updateOffer: UpdateOffer = (session, itemId, plan, handle) =>
  updateOffers(session, itemId, plan, handle, ({ price, quantity }) => ({ Price: price, Quantity: quantity }));

const sendContent = (
  session: Session,
  itemId: string,
  content: PlanContent,
  images: ImageIds,
  skus: readonly Readonly<Record<string, unknown>>[],
): Promise<CallResult<unknown>> =>
  call(
    session,
    updateProduct,
    {
      parameters: requestOf({
        ItemId: itemId,
        PrimaryCategory: content.categoryId,
        disableAutoFillAttribute: true,
        Images: imagesOf(content.photos, images),
        ...variationOf(content),
        Attributes: attributesOf(content),
        Skus: { Sku: skus },
      }),
    },
    Anything,
  );

export const updateContent = async (
  session: Session,
  itemId: string,
  plan: Plan,
  images: ImageIds,
  handle?: string,
): Promise<CallResult<null>> => {
  const parts = partsOf(plan);
  if (parts === undefined) return notAPlan;
  const { content } = parts;
  if (content.skus.length === 0)
    return withOnlySku(session, itemId, handle, async (SkuId) => {
      const only = { SkuId, ...skuContent(content, images, undefined) };
      const answer = await sendContent(session, itemId, content, images, [only]);
      return answer.kind === 'ok' ? done : answer;
    });
  const skus = await skusOf(session, itemId);
  if (skus.kind !== 'ok') return skus;
  return updateVariants(session, itemId, parts, images, skus.value);
};

/** Removes our SKUs that are wanted no more, changes those that stay, and adds new ones to the product. */
const updateVariants = async (
  session: Session,
  itemId: string,
  parts: Parts,
  images: ImageIds,
  skus: readonly Sku[],
): Promise<CallResult<null>> => {
  const { content } = parts;
  const [first] = skus;
  if (first === undefined || Object.keys(first.saleProp ?? {}).length === 0) return shapeIsFixed;
  const pairs = content.skus.map((wanted) => ({ wanted, sku: skuFor(skus, wanted) }));
  const kept = pairs.flatMap(({ wanted, sku }) =>
    sku === undefined
      ? []
      : [
          {
            SkuId: sku.SkuId,
            ...skuContent(content, images, wanted),
            // it becomes another variant, so its offer goes with it
            ...(isSame(sku, wanted) ? {} : offerOf(parts, wanted)),
          },
        ],
  );
  const stays = new Set(pairs.flatMap(({ sku }) => sku?.SkuId ?? []));
  const left = skus.filter(({ SkuId, SellerSku }) => !stays.has(SkuId) && positionOfSku(SellerSku) !== undefined);
  // first, since one that stays may become what one that goes is, and no two may be the same (4112)
  if (kept.length > 0) {
    const removed = await removeSkus(session, itemId, left);
    if (removed.kind !== 'ok') return removed;
    const updated = await sendContent(session, itemId, content, images, kept);
    if (updated.kind !== 'ok') return updated;
  }
  const added = pairs.filter(({ sku }) => sku === undefined).map(({ wanted }) => wanted);
  if (added.length > 0) {
    const known = markerOfSku(first.SellerSku);
    const answer = await call(
      session,
      createProduct,
      {
        parameters: requestOf({
          PrimaryCategory: content.categoryId,
          // makes them SKUs of this product, not a new one
          AssociatedSku: first.SkuId,
          disableAutoFillAttribute: true,
          ...variationOf(content),
          Attributes: {},
          Skus: { Sku: added.map((sku) => newSku(parts, images, known, sku)) },
        }),
      },
      Anything,
    );
    if (answer.kind !== 'ok') return answer;
  }
  // were all gone at once, the product would go with them
  return kept.length > 0 ? done : removeSkus(session, itemId, left);
};

const removeSkus = (session: Session, itemId: string, skus: readonly Sku[]): Promise<CallResult<null>> =>
  inTurn(
    chunks(
      skus.map(({ SkuId }) => `SkuId_${itemId}_${SkuId}`),
      removalsPerCall,
    ),
    (some) => call(session, removeProduct, { parameters: { sku_id_list: JSON.stringify(some) } }, Anything),
  );

/** "The current item is already in the Inactive state and does not need to call this API." (product/deactivate) */
const alreadyOff = 'E0004';

export const setOnSale = async (
  session: Session,
  itemId: string,
  on: boolean,
  handle?: string,
): Promise<CallResult<null>> => {
  if (!on) {
    const apiRequestBody = `<Request><Product><ItemId>${itemId}</ItemId></Product></Request>`;
    const answer = await call(session, deactivateProduct, { parameters: { apiRequestBody } }, Anything);
    const isOff = answer.kind === 'rejected' && answer.problems.some(({ code }) => code === 'already-off');
    return answer.kind === 'ok' || isOff || (answer.kind === 'retry' && answer.marketplaceCode === alreadyOff)
      ? done
      : answer;
  }
  const skus = handle === undefined ? await skusOf(session, itemId) : undefined;
  if (skus !== undefined && skus.kind !== 'ok') return skus;
  const ids = skus === undefined ? [handle] : skus.value.map(({ SkuId }) => SkuId);
  const answer = await call(
    session,
    updateProduct,
    {
      parameters: requestOf({
        ItemId: itemId,
        Attributes: {},
        Skus: { Sku: ids.map((SkuId) => ({ SkuId, Status: 'active' })) },
      }),
    },
    Anything,
  );
  if (answer.kind === 'gone' && handle !== undefined) return setOnSale(session, itemId, on);
  return answer.kind === 'ok' ? done : answer;
};

export const remove = async (session: Session, itemId: string): Promise<CallResult<null>> => {
  const skus = await skusOf(session, itemId);
  if (skus.kind !== 'ok') return skus;
  return removeSkus(session, itemId, skus.value);
};

/** Why Lazada took an item off sale that has no reason of its own: it stands in a wrong category. */
const readQcAlert = async (session: Session, itemId: string): Promise<ListingProblem | undefined> => {
  const answer = await call(session, getQcAlerts, { parameters: { offset: '0', limit: '100' } }, QcAlerts);
  // the state is certain also when its reason cannot be had now
  if (answer.kind !== 'ok') return undefined;
  const alert = answer.value.data.find(({ productId }) => productId === itemId);
  if (alert === undefined) return undefined;
  const better = alert.suggestionCategories.join(', ');
  return {
    code: 'category-invalid',
    path: 'categoryId',
    message: {
      id: 'Lazada menonaktifkan produk ini karena kategorinya salah.',
      en: 'Lazada deactivated this product, since its category is wrong.',
    },
    fix:
      better === ''
        ? { id: 'Pilih kategori lain.', en: 'Choose another category.' }
        : { id: `Pilih salah satu kategori ini: ${better}.`, en: `Choose one of these categories: ${better}.` },
    severity: 'block',
  };
};

export const read = async (session: Session, itemId: string): Promise<CallResult<Observation | null>> => {
  const product = await readProduct(session, itemId);
  if (product.kind !== 'ok') return product;
  if (product.value === null) return { kind: 'ok', value: null };
  const seen = observe(session, product.value);
  if (seen.state !== 'off') return { kind: 'ok', value: seen };
  const alert = await readQcAlert(session, itemId);
  return { kind: 'ok', value: alert === undefined ? seen : { ...seen, state: 'rejected', problems: [alert] } };
};

/** Ids grow with time, so they decide between items of the same moment. */
const compareIds = (a: string, b: string): number => (BigInt(a) < BigInt(b) ? -1 : 1);

/** All items under our marker, whatever their state; one call, for all SellerSkus they may carry. */
export const findByMarker = async (session: Session, marker: string): Promise<CallResult<readonly Observation[]>> => {
  const skus = [marker, ...Array.from({ length: maxPosition }, (_, at) => sellerSkuOf(marker, at + 1))];
  const answer = await call(
    session,
    getProducts,
    {
      parameters: { filter: 'all', limit: String(searchPageSize), offset: '0', sku_seller_list: JSON.stringify(skus) },
    },
    ProductPage,
  );
  if (answer.kind === 'gone') return { kind: 'ok', value: [] };
  if (answer.kind !== 'ok') return answer;
  const { products } = answer.value.data;
  // an answer that is not whole must not pass for "there is none"
  if (products.length >= searchPageSize)
    return { kind: 'retry', reason: 'The search for our product at Lazada had too many hits.' };
  return {
    kind: 'ok',
    value: products
      .filter((product) => product.skus.some(({ SellerSku }) => markerOfSku(SellerSku) === marker))
      .map((product) => observe(session, product))
      .sort((a, b) => a.createdAtMs - b.createdAtMs || compareIds(a.externalId, b.externalId)),
  };
};
