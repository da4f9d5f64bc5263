import { isBranch, leafById, type Leaf } from './catalogue.ts';
import { ownItem, type Context } from './context.ts';
import { isInCampaign, liveSkus, type Item, type Sku, type Variation } from './model.ts';
import { submitted } from './moderation.ts';
import { attributesIn, fieldOf, readDeactivation, readProduct, type Product, type SkuEntry } from './payload.ts';
import { refuse, refuseFor, type Cause } from './refusal.ts';
import { causesAgainst, offerRules } from './rules.ts';

const createFailed = ['500', 'E500: Create product failed'] as const;
const updateFailed = ['501', 'E501: Update product failed'] as const;

const leafFor = (context: Context, category: string | undefined): Leaf => {
  const id = Number(category);
  if (isBranch(id)) refuse('4134', 'Please select the last level category.');
  const leaf = leafById(id) ?? refuse('201', `E201: ${category ?? ''} Invalid CategoryId`);
  if (context.store.shop(context.shopId)?.restrictedCategories.includes(id) === true)
    refuse('4163', 'BIZ_CHECK_RESTRICTED_CATEGORY:You are not authorised to sell this category');
  return leaf;
};

const variationsIn = ({ variation }: Product): readonly Variation[] =>
  Object.entries(variation ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { name, hasImage, customize, options }]) => ({
      name,
      hasImage: hasImage === 'true',
      customize: customize === 'true',
      options: options.option,
    }));

const ownFields = new Set(
  (
    'skuid sellersku price quantity status images saleprop package_weight package_length package_width package_height ' +
    'special_price special_from_date special_to_date package_content itemid shopsku'
  ).split(' '),
);

const numberOr = (text: string | undefined, other: number): number => (text === undefined ? other : Number(text));

/** The SKU as it stands after an entry of a payload: what is not named stays. */
const withEntry = (sku: Sku, entry: SkuEntry): Sku => {
  const more = Object.entries(entry).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string' && !ownFields.has(pair[0].toLowerCase()),
  );
  const special = fieldOf(entry, 'special_price');
  const price = numberOr(fieldOf(entry, 'price', 'Price'), sku.price);
  if (special !== undefined && Number(special) >= price)
    refuse('4157', 'BIZ_CHECK_SPECIAL_PRICE_GREATER_THAN_PRICE:The discount price must be cheaper');
  const status = fieldOf(entry, 'Status')?.toLowerCase();
  return {
    ...sku,
    price,
    quantity: numberOr(fieldOf(entry, 'quantity', 'Quantity'), sku.quantity),
    weight: fieldOf(entry, 'package_weight') ?? sku.weight,
    length: fieldOf(entry, 'package_length') ?? sku.length,
    width: fieldOf(entry, 'package_width') ?? sku.width,
    height: fieldOf(entry, 'package_height') ?? sku.height,
    images: entry.Images ?? sku.images,
    saleProp: entry.saleProp ?? sku.saleProp,
    status: status === 'active' || status === 'inactive' ? status : sku.status,
    attributes: { ...sku.attributes, ...Object.fromEntries(more) },
  };
};

const newSku = (context: Context, entry: SkuEntry): Sku =>
  withEntry(
    {
      skuId: context.store.nextSkuId(),
      sellerSku: fieldOf(entry, 'SellerSku') ?? '',
      status: 'active',
      // create: price is mandatory, quantity is not
      price: 0,
      quantity: 0,
      withheld: 0,
      weight: '',
      length: '',
      width: '',
      height: '',
      images: [],
      saleProp: {},
      attributes: {},
    },
    entry,
  );

const created = (item: Item, skus: readonly Sku[]) => ({
  data: {
    item_id: item.itemId,
    item_status: item.status === 'Rejected' ? 'Pending QC' : item.status,
    sku_list: skus.map(({ skuId, sellerSku }) => ({
      seller_sku: sellerSku,
      shop_sku: `${item.itemId}_ID-${skuId}`,
      sku_id: BigInt(skuId),
    })),
  },
});

/** "an auto-fill mechanism (enabled by default) may automatically populate unused product attributes". */
const autoFilled = (leaf: Leaf, attributes: Readonly<Record<string, string>>): Record<string, string> => ({
  ...Object.fromEntries(
    leaf.optional
      .filter(({ ofSku, options }) => !ofSku && options.length > 0)
      .map(({ name, options }): [string, string] => [name, options[0]?.[1] ?? '']),
  ),
  ...attributes,
});

/** product/create; with AssociatedSku the SKUs join a product that exists. @throws Refusal */
export const createProduct = (context: Context, payload: string | undefined) => {
  const product = readProduct(payload);
  const { store, shopId, nowMs } = context;
  if (product.AssociatedSku !== undefined) return addSkus(context, product, product.AssociatedSku);
  const leaf = leafFor(context, product.PrimaryCategory);
  const shop = store.shop(shopId);
  if (shop !== undefined && store.countOnSale(shopId) >= shop.itemLimit)
    refuse('4148', "BIZ_CHECK_ITEM_HAS_REACH_LIMIT:Seller's online product count has reach limit");
  const attributes = attributesIn(product);
  const draft: Item = {
    itemId: 0,
    shopId,
    status: 'Pending QC',
    subStatus: '',
    categoryId: leaf.id,
    attributes: product.disableAutoFillAttribute === 'true' ? { ...attributes } : autoFilled(leaf, attributes),
    images: [...(product.Images ?? [])],
    variation: [...variationsIn(product)],
    skus: (product.Skus?.Sku ?? []).map((entry) => newSku(context, entry)),
    createdMs: nowMs,
    updatedMs: nowMs,
    visibleMs: nowMs + context.faults.current().searchLagMs,
    reviewMs: null,
    rejectReason: null,
    campaignEndMs: null,
    locked: false,
    alert: null,
    origin: 'api',
  };
  refuseFor(...createFailed, causesAgainst(context, leaf, draft));
  const item = store.addItem((itemId) => submitted(context.faults, context.pushes, { ...draft, itemId }, false, nowMs));
  context.pushes.edited(item, 'made', nowMs);
  return created(item, item.skus);
};

const addSkus = (context: Context, product: Product, associated: string) => {
  const item = context.store
    .itemsOf(context.shopId)
    .find(({ status, skus }) => status !== 'Deleted' && skus.some(({ skuId }) => skuId === associated));
  if (item === undefined) return refuse('4136', 'SELLER_SKU_NOT_FOUND:seller sku not found');
  // Q12: "if the original product does not use variant attributes, you cannot add a new SKU"
  if (item.variation.length === 0)
    refuse('4109', 'CHK_SKU_PROPS_NOT_MATCH_SALE_PROP:Sku sales attributes do not match');
  editable(context, item);
  const more = (product.Skus?.Sku ?? []).map((entry) => newSku(context, entry));
  const variation = product.variation === undefined ? item.variation : [...variationsIn(product)];
  const next: Item = { ...item, variation, skus: [...item.skus, ...more], updatedMs: context.nowMs };
  const leaf = leafById(item.categoryId);
  if (leaf !== undefined) refuseFor(...createFailed, causesAgainst(context, leaf, next));
  context.store.saveItem(next);
  return created(next, more);
};

const editable = (context: Context, item: Item): void => {
  if (item.locked)
    refuse('4155', 'BIZ_CHECK_NO_EDIT_ITEM_LOCK:This product is currently locked so you are unable to do editing.');
  // Q5: "Sku edit was blocked by tag / This product is under campaign participation"
  if (isInCampaign(item, context.nowMs))
    refuse(...updateFailed, 'ISV', [
      {
        code: '501',
        field: 'Product',
        message: 'THD_IC_ERR_F_IC_ABILITY_PG_004:This product is under campaign participation and cannot be edited',
      },
    ]);
};

/** product/update: what is not named stays; variant attributes can be added and changed, not taken away. @throws Refusal */
export const updateProduct = (context: Context, payload: string | undefined) => {
  const product = readProduct(payload);
  const { store, nowMs } = context;
  const item = ownItem(context, product.ItemId);
  if (item === undefined) return refuse('4137', 'ITEM_NOT_FOUND:The item id does not exist');
  const entries = product.Skus?.Sku ?? [];
  for (const entry of entries) {
    const skuId = fieldOf(entry, 'SkuId');
    if (skuId === undefined) refuse('4216', 'skuId is a mandatory field and must be filled in.');
    if (!liveSkus(item).some((sku) => sku.skuId === skuId)) refuse('4136', 'SELLER_SKU_NOT_FOUND:seller sku not found');
  }
  const attributes = attributesIn(product);
  const hasContent = Object.keys(attributes).length > 0 || product.Images !== undefined;
  if (hasContent) editable(context, item);
  const leaf = leafFor(context, product.PrimaryCategory ?? String(item.categoryId));
  // a brand by number takes the place of one by name
  const { brand: _, ...unbranded } = item.attributes;
  const kept = attributes['brand_id'] === undefined ? item.attributes : unbranded;
  const changed: Item = {
    ...item,
    categoryId: leaf.id,
    attributes: { ...kept, ...attributes },
    images: product.Images ?? item.images,
    variation: product.variation === undefined ? item.variation : [...variationsIn(product)],
    skus: item.skus.map((sku) => {
      const entry = entries.find((each) => fieldOf(each, 'SkuId') === sku.skuId);
      return entry === undefined ? sku : withEntry(sku, entry);
    }),
    updatedMs: nowMs,
  };
  // "UpdateProduct API can only add variants and modify options, not delete variant attributes."
  if (changed.variation.length < item.variation.length)
    refuse('4109', 'CHK_SKU_PROPS_NOT_MATCH_SALE_PROP:Sku sales attributes do not match');
  refuseFor(...updateFailed, causesAgainst(context, leaf, changed));
  const hasActive = liveSkus(changed).some(({ status }) => status === 'active');
  const wasLive = item.status === 'Active';
  const status = hasActive ? (item.status === 'InActive' ? 'Active' : item.status) : 'InActive';
  const shown: Item = { ...changed, status, alert: hasContent ? null : item.alert };
  const next = hasContent
    ? submitted(
        context.faults,
        context.pushes,
        shown.status === 'Rejected' ? { ...shown, status: 'Pending QC' } : shown,
        wasLive,
        nowMs,
      )
    : shown;
  store.saveItem(next);
  context.pushes.edited(next, 'changed', nowMs);
  return { data: { item_status: next.status } };
};

const maxOffers = 50;

/** product/price_quantity/update: all or nothing, over several products at once. @throws Refusal */
export const updatePriceQuantity = (context: Context, payload: string | undefined) => {
  const { store, nowMs } = context;
  const entries = readProduct(payload).Skus?.Sku ?? [];
  if (entries.length === 0) refuse('30', 'E030: Empty Request');
  if (entries.length > maxOffers)
    refuse(
      '4171',
      'The updated SKU quantity exceeds the maximum number 50, please do not update more than 50 SKUs at once',
    );
  const causes: Cause[] = [];
  const items = new Map<number, Item>();
  for (const entry of entries) {
    const skuId = fieldOf(entry, 'SkuId');
    if (skuId === undefined)
      refuse('4193', 'The SellerSku parameter is no longer supported. Please update your parameter to use SkuId');
    const known = ownItem(context, fieldOf(entry, 'ItemId'));
    const item = items.get(known?.itemId ?? 0) ?? known;
    const sku = item?.skus.find((one) => one.skuId === skuId && one.status !== 'deleted');
    if (item === undefined || sku === undefined) {
      causes.push({ code: '4137', field: 'SkuId', message: 'ITEM_NOT_FOUND:The item id or sku id does not exist' });
      continue;
    }
    const price = numberOr(fieldOf(entry, 'Price', 'price'), sku.price);
    const quantity = numberOr(fieldOf(entry, 'Quantity', 'quantity'), sku.quantity);
    causes.push(...offerRules(price, quantity, sku.sellerSku), ...campaignRules(item, sku, quantity, nowMs));
    items.set(item.itemId, {
      ...item,
      updatedMs: nowMs,
      skus: item.skus.map((one) => (one === sku ? { ...sku, price, quantity } : one)),
    });
  }
  refuseFor(...updateFailed, causes);
  for (const item of items.values()) {
    store.saveItem(item);
    context.pushes.edited(item, 'changed', nowMs);
  }
  return { data: {} };
};

const campaignRules = (item: Item, sku: Sku, quantity: number, nowMs: number): readonly Cause[] =>
  isInCampaign(item, nowMs) && quantity < sku.quantity
    ? [
        {
          code: '4170',
          field: 'Quantity',
          message:
            'During the Mega campaign, there are restrictions for stock adjustments. Sellers can increase stocks, but may not decrease stocks.',
          sellerSku: sku.sellerSku,
        },
      ]
    : [];

/** product/deactivate. @throws Refusal */
export const deactivateProduct = (context: Context, body: string | undefined) => {
  const asked = readDeactivation(body);
  if (asked.ItemId === undefined) refuse('E0001', 'Parameter ItemId is mandatory');
  const item = ownItem(context, asked.ItemId);
  if (item === undefined) return refuse('E0002', 'Product:item id not exist');
  const named = asked.Skus?.SkuId;
  const matches = ({ skuId, status }: Sku): boolean =>
    status === 'active' && (named === undefined || named.includes(skuId));
  // "The current item is already in the Inactive state and does not need to call this API."
  if (!item.skus.some(matches)) refuse('E0004', 'Product Status not online');
  const skus = item.skus.map((sku) => (matches(sku) ? { ...sku, status: 'inactive' as const } : sku));
  const isOff = !skus.some(({ status }) => status === 'active');
  const next: Item = {
    ...item,
    skus,
    status: isOff ? 'InActive' : item.status,
    reviewMs: isOff ? null : item.reviewMs,
    updatedMs: context.nowMs,
  };
  context.store.saveItem(next);
  context.pushes.edited(next, 'changed', context.nowMs);
  return { data: {} };
};

const maxRemovals = 50;

/** product/remove. @throws Refusal */
export const removeProduct = (context: Context, parameters: ReadonlyMap<string, string>) => {
  const text = parameters.get('sku_id_list');
  // error 6: "The seller_sku_list field has been deprecated, please use the sku_id_list field"
  if (text === undefined)
    return parameters.has('seller_sku_list')
      ? refuse('6', 'E006: Unexpected internal error')
      : refuse('30', 'E030: Empty Request');
  const ids = readIds(text);
  if (ids.length > maxRemovals) refuse('204', 'E204: Too many SKU in one request');
  const notThere = (): never =>
    refuse('503', 'E503: Remove product failed', 'ISV', [
      { code: '503', field: 'SkuId', message: 'The sku does not exist or has been deleted' },
    ]);
  const items = new Map<number, Item>();
  for (const id of ids) {
    const [itemId, skuId] = /^SkuId_(\d+)_(\d+)$/u.exec(id)?.slice(1) ?? [];
    const known = ownItem(context, itemId);
    const item = items.get(known?.itemId ?? 0) ?? known;
    const sku = item?.skus.find((one) => one.skuId === skuId && one.status !== 'deleted');
    if (item === undefined || sku === undefined) return notThere();
    const skus = item.skus.map((one) => (one === sku ? { ...one, status: 'deleted' as const } : one));
    const isGone = skus.every(({ status }) => status === 'deleted');
    items.set(item.itemId, {
      ...item,
      skus,
      status: isGone ? 'Deleted' : item.status,
      reviewMs: isGone ? null : item.reviewMs,
      updatedMs: context.nowMs,
    });
  }
  for (const item of items.values()) {
    context.store.saveItem(item);
    context.pushes.edited(item, 'removed', context.nowMs);
  }
  return { data: {} };
};

const readIds = (text: string): readonly string[] => {
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list) && list.every((id) => typeof id === 'string') && list.length > 0) return list;
  } catch {
    // told below
  }
  return refuse('5', 'E005: Invalid Request Format');
};
