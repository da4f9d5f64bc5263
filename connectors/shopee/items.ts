import type { ListingProblem } from '../../shared/domain/listing/listing.ts';
import type { CallResult, ImageIds, Observation, Plan, Session } from '../connector.ts';
import { call } from './client.ts';
import {
  addItem,
  deleteItem,
  getItemBaseInfo,
  getItemList,
  getItemViolationInfo,
  searchItem,
  unlistItem,
  updateItem,
  updatePrice as updatePriceCall,
  updateStock as updateStockCall,
  type Endpoint,
} from './endpoints.ts';
import { mapFailedReason } from './map-error.ts';
import { PlanContent, PlanPrice, PlanStock, PlanUnhashed } from './map-listing.ts';
import {
  Anything,
  BaseItems,
  CreatedItem,
  FoundItems,
  ItemPage,
  ItemResults,
  ModelResults,
  Violations,
  type BaseItem,
} from './schemas.ts';
import { existingModels, finishVariants } from './variants.ts';

/** Every state an item may have; lists show none that is not named. */
const everyStatus = ['NORMAL', 'UNLIST', 'REVIEWING', 'BANNED', 'SELLER_DELETE', 'SHOPEE_DELETE'] as const;
const states: Readonly<Record<string, Observation['state']>> = {
  NORMAL: 'live',
  UNLIST: 'off',
  REVIEWING: 'in-review',
  BANNED: 'rejected',
  SELLER_DELETE: 'removed-by-seller',
  SHOPEE_DELETE: 'removed-by-marketplace',
};
/** "Please wait at least 5 seconds after creating an item before creating variants" (product.init_tier_variation). */
const variantsAfterMs = 6000;
const taxAfterMs = 1000;
const pageSize = 100;
/** Items that one get_item_base_info call tells of. */
const infoSize = 50;
const maxPages = 5;
/** A search may lag behind; the list of items changed within the last hour is read beside it. */
const recentSeconds = 3600;
const clockSkewSeconds = 600;

const idOf = (text: string): bigint => BigInt(text);

const externalUrlOf = (session: Session, itemId: string): string => {
  // other environments serve their buyers' pages on their own host
  const site =
    new URL(session.baseUrl).hostname === 'partner.shopeemobile.com' ? 'https://shopee.co.id' : session.baseUrl;
  return `${site}/product/${session.shopId}/${itemId}`;
};

const notAPlan: CallResult<never> = { kind: 'retry', reason: 'The plan was not made by this connector.' };

/** The fields that add_item and update_item share; neither price nor stock. */
const contentBody = (content: PlanContent, images: ImageIds, channels: readonly string[]) => ({
  item_name: content.name,
  description: content.description,
  category_id: idOf(content.categoryId),
  attribute_list: content.attributes.map(({ id, values }) => ({
    attribute_id: idOf(id),
    attribute_value_list: values.map((value) => ({
      value_id: idOf(value.id),
      original_value_name: value.name,
      value_unit: value.unit,
    })),
  })),
  image: { image_id_list: content.photos.flatMap((photo) => images[photo] ?? []) },
  weight: content.weightKg,
  dimension:
    content.packageCm === undefined
      ? undefined
      : {
          package_length: content.packageCm.length,
          package_width: content.packageCm.width,
          package_height: content.packageCm.height,
        },
  logistic_info: channels.map((id) => ({ logistic_id: idOf(id), enabled: true })),
  brand: { brand_id: idOf(content.brand.id), original_brand_name: content.brand.name },
  pre_order:
    content.preOrderDays === null
      ? { is_pre_order: false }
      : { is_pre_order: true, days_to_ship: content.preOrderDays },
  condition: 'NEW',
  // what IKMs make is no dangerous good in Shopee's sense (batteries, aerosols, …)
  item_dangerous: 0,
  gtin_code: content.gtin,
  purchase_limit_info: content.minOrder === undefined ? undefined : { min_purchase_limit: content.minOrder },
});

/**
 * Sends with all channels that fit; when Shopee says that the price is over a channel's limit (which no call tells), again
 * without one of them, then with one alone. The smaller channels, which plan puts last, go first. A refusal is certain, so this makes no second item.
 */
const withFewerChannels = async <T>(
  channels: readonly string[],
  send: (channels: readonly string[]) => Promise<CallResult<T>>,
): Promise<CallResult<T>> => {
  const isOverPriced = (answer: CallResult<T>): boolean =>
    answer.kind === 'rejected' && answer.marketplaceCode.endsWith('error_invalid_price_for_logistic');
  const first = await send(channels);
  if (!isOverPriced(first)) return first;
  const withoutOne =
    channels.length > 2 ? channels.toReversed().map((left) => channels.filter((each) => each !== left)) : [];
  const alone = channels.length > 1 ? channels.map((each) => [each]) : [];
  for (const fewer of [...withoutOne, ...alone]) {
    const answer = await send(fewer);
    if (!isOverPriced(answer)) return answer;
  }
  return first;
};

/** Adds the item, on sale at once. With variants it starts without any stock, since they can be made only later. */
export const create = async (
  session: Session,
  plan: Plan,
  images: ImageIds,
  marker: string,
): Promise<CallResult<Observation>> => {
  const content = PlanContent.safeParse(plan.content).data;
  const price = PlanPrice.safeParse(plan.price).data;
  const stock = PlanStock.safeParse(plan.stock).data;
  if (content === undefined || price === undefined || stock === undefined) return notAPlan;
  const hasVariants = content.models.length > 0;
  const answer = await withFewerChannels(content.channels, (channels) =>
    call(
      session,
      addItem,
      {
        body: {
          ...contentBody(content, images, channels),
          item_sku: marker,
          item_status: 'NORMAL',
          original_price: 'original' in price ? price.original : Math.min(...Object.values(price.models)),
          seller_stock: [{ stock: 'stock' in stock ? stock.stock : 0 }],
        },
      },
      CreatedItem,
    ),
  );
  // nothing that could be gone exists yet
  if (answer.kind === 'gone') return { kind: 'retry', reason: 'Shopee did not find what the new item names.' };
  if (answer.kind !== 'ok') return answer;
  const { item_id: itemId, item_status: status } = answer.value.response;
  const created: Observation = {
    externalId: itemId,
    externalUrl: externalUrlOf(session, itemId),
    marker,
    state: states[status ?? ''] ?? 'in-review',
    problems: [],
    createdAtMs: session.clock(),
  };
  if (hasVariants) return { kind: 'ok', value: { ...created, unfinished: { afterMs: variantsAfterMs } } };
  if (PlanUnhashed.safeParse(plan.unhashed).data?.taxUnknown !== true) return { kind: 'ok', value: created };
  // the first item of a shop tells whether Shopee adds tax; if so, its price has to be planned anew
  const isTaxed = await isTaxAdded(session, itemId);
  return { kind: 'ok', value: isTaxed ? { ...created, unfinished: { afterMs: taxAfterMs } } : created };
};

const isTaxAdded = async (session: Session, itemId: string): Promise<boolean> => {
  const items = await readItems(session, [itemId]);
  const price = items.kind === 'ok' ? items.value[0]?.price_info[0] : undefined;
  const inflated = price?.inflated_price_of_original_price ?? 0;
  return price !== undefined && inflated > price.original_price;
};

export const updateContent = async (
  session: Session,
  externalId: string,
  plan: Plan,
  images: ImageIds,
): Promise<CallResult<null>> => {
  const content = PlanContent.safeParse(plan.content).data;
  const price = PlanPrice.safeParse(plan.price).data;
  const stock = PlanStock.safeParse(plan.stock).data;
  if (content === undefined || price === undefined || stock === undefined) return notAPlan;
  const answer = await withFewerChannels(content.channels, (channels) =>
    call(
      session,
      updateItem,
      { body: { item_id: idOf(externalId), ...contentBody(content, images, channels) } },
      Anything,
    ),
  );
  if (answer.kind !== 'ok') return answer;
  if (content.models.length === 0 || !('models' in price) || !('models' in stock)) return { kind: 'ok', value: null };
  const items = await readItems(session, [externalId]);
  if (items.kind !== 'ok') return items;
  const [item] = items.value;
  if (item === undefined) return { kind: 'gone' };
  return finishVariants(session, {
    externalId,
    marker: item.item_sku,
    content,
    images,
    prices: price.models,
    stocks: stock.models,
  });
};

/** Entries for the models that exist; one that does not yet gets its price and stock when content makes it. */
const perModel = async <T>(
  session: Session,
  externalId: string,
  values: Readonly<Record<string, number>>,
  entry: (modelId: bigint, value: number) => T,
): Promise<CallResult<readonly T[]>> => {
  const items = await readItems(session, [externalId]);
  if (items.kind !== 'ok') return items;
  const [item] = items.value;
  if (item === undefined) return { kind: 'gone' };
  const models = await existingModels(session, externalId, item.item_sku);
  if (models.kind !== 'ok') return models;
  const entries = Object.entries(values).flatMap(([variantId, value]) => {
    const modelId = models.value.get(variantId);
    return modelId === undefined ? [] : [entry(idOf(modelId), value)];
  });
  return { kind: 'ok', value: entries };
};

const sendModels = async (
  session: Session,
  endpoint: Endpoint,
  body: Readonly<Record<string, unknown>>,
): Promise<CallResult<null>> => {
  const answer = await call(session, endpoint, { body }, ModelResults);
  if (answer.kind !== 'ok') return answer;
  const [failure] = answer.value.response?.failure_list ?? [];
  return failure === undefined
    ? { kind: 'ok', value: null }
    : mapFailedReason(failure.failed_reason, { creates: false, nowMs: session.clock() });
};

export const updatePrice = async (session: Session, externalId: string, plan: Plan): Promise<CallResult<null>> => {
  const price = PlanPrice.safeParse(plan.price).data;
  if (price === undefined) return notAPlan;
  const entry = (model_id: bigint, original_price: number) => ({ model_id, original_price });
  const list =
    'original' in price
      ? ({ kind: 'ok', value: [entry(0n, price.original)] } as const)
      : await perModel(session, externalId, price.models, entry);
  if (list.kind !== 'ok') return list;
  if (list.value.length === 0) return { kind: 'ok', value: null };
  return sendModels(session, updatePriceCall, { item_id: idOf(externalId), price_list: list.value });
};

export const updateStock = async (session: Session, externalId: string, plan: Plan): Promise<CallResult<null>> => {
  const stock = PlanStock.safeParse(plan.stock).data;
  if (stock === undefined) return notAPlan;
  const entry = (model_id: bigint, pieces: number) => ({ model_id, seller_stock: [{ stock: pieces }] });
  const list =
    'stock' in stock
      ? ({ kind: 'ok', value: [entry(0n, stock.stock)] } as const)
      : await perModel(session, externalId, stock.models, entry);
  if (list.kind !== 'ok') return list;
  if (list.value.length === 0) return { kind: 'ok', value: null };
  return sendModels(session, updateStockCall, { item_id: idOf(externalId), stock_list: list.value });
};

/** One item only, so a partial result is ours. */
export const setOnSale = async (session: Session, externalId: string, on: boolean): Promise<CallResult<null>> => {
  const answer = await call(
    session,
    unlistItem,
    { body: { item_list: [{ item_id: idOf(externalId), unlist: !on }] } },
    ItemResults,
  );
  if (answer.kind !== 'ok') return answer;
  const [failure] = answer.value.response?.failure_list ?? [];
  return failure === undefined
    ? { kind: 'ok', value: null }
    : mapFailedReason(failure.failed_reason, { creates: false, nowMs: session.clock() });
};

export const remove = async (session: Session, externalId: string): Promise<CallResult<null>> => {
  const answer = await call(session, deleteItem, { body: { item_id: idOf(externalId) } }, Anything);
  return answer.kind === 'ok' ? { kind: 'ok', value: null } : answer;
};

/** Items as they stand, of those that Shopee still knows. */
export const readItems = async (session: Session, ids: readonly string[]): Promise<CallResult<readonly BaseItem[]>> => {
  const items: BaseItem[] = [];
  for (let at = 0; at < ids.length; at += infoSize) {
    const answer = await call(
      session,
      getItemBaseInfo,
      { query: { item_id_list: ids.slice(at, at + infoSize).join(',') } },
      BaseItems,
    );
    if (answer.kind === 'gone') continue;
    if (answer.kind !== 'ok') return answer;
    items.push(...answer.value.response.item_list);
  }
  return { kind: 'ok', value: items };
};

export const observe = (session: Session, item: BaseItem, problems: readonly ListingProblem[]): Observation => {
  const price = item.has_model ? undefined : item.price_info[0]?.original_price;
  const places = item.has_model ? [] : (item.stock_info_v2?.seller_stock ?? []);
  return {
    externalId: item.item_id,
    externalUrl: externalUrlOf(session, item.item_id),
    marker: item.item_sku,
    // a state that the contract does not name shows the item to nobody for sure
    state: states[item.item_status] ?? 'in-review',
    problems,
    createdAtMs: (item.create_time ?? 0) * 1000,
    name: item.item_name,
    description: item.description,
    ...(price === undefined ? {} : { priceIdr: price }),
    ...(places.length === 0 ? {} : { stock: places.reduce((sum, { stock }) => sum + stock, 0) }),
  };
};

/** Why Shopee banned an item or shows it less, in its own words; none when it does not tell. */
const readViolations = async (session: Session, itemId: string): Promise<CallResult<readonly ListingProblem[]>> => {
  const answer = await call(session, getItemViolationInfo, { query: { item_id_list: itemId } }, Violations);
  if (answer.kind !== 'ok') return answer;
  const item = answer.value.response.item_list.find((each) => each.item_id === itemId);
  const tell = (
    severity: ListingProblem['severity'],
    {
      violation_type: type,
      violation_reason: reason,
      suggestion,
    }: { readonly violation_type: string; readonly violation_reason: string; readonly suggestion: string },
  ): ListingProblem => {
    const words = [type, reason].filter((text) => text !== '').join(': ');
    return {
      code: severity === 'block' ? 'marketplace-violation' : 'shown-less',
      path: '',
      message:
        severity === 'block'
          ? { id: `Shopee menolak produk ini: ${words}.`, en: `Shopee refuses this product: ${words}.` }
          : {
              id: `Shopee menurunkan peringkat produk ini: ${words}.`,
              en: `Shopee ranks this product lower: ${words}.`,
            },
      fix:
        suggestion === ''
          ? { id: 'Perbaiki produk lalu kirim ulang.', en: 'Correct the product and send it again.' }
          : { id: `Saran Shopee: ${suggestion}`, en: `Shopee suggests: ${suggestion}` },
      severity,
    };
  };
  return {
    kind: 'ok',
    value: [
      ...(item?.item_status_details ?? []).map((violation) => tell('block', violation)),
      ...(item?.deboost_details ?? []).map((violation) => tell('advice', violation)),
    ],
  };
};

const unexplainedBan: ListingProblem = {
  code: 'marketplace-violation',
  path: '',
  message: {
    id: 'Shopee memblokir produk ini tanpa menyebut alasan.',
    en: 'Shopee banned this product without a reason.',
  },
  fix: { id: 'Lihat pelanggaran produk di Seller Centre Shopee.', en: 'See its violations in Shopee Seller Centre.' },
  severity: 'block',
};

export const read = async (session: Session, externalId: string): Promise<CallResult<Observation | null>> => {
  const items = await readItems(session, [externalId]);
  if (items.kind !== 'ok') return items;
  const item = items.value.find(({ item_id }) => item_id === externalId);
  if (item === undefined) return { kind: 'ok', value: null };
  if (item.item_status !== 'BANNED' && item.deboost !== true) {
    return { kind: 'ok', value: observe(session, item, []) };
  }
  const violations = await readViolations(session, externalId);
  // the state is certain also when its reason cannot be had now
  const told = violations.kind === 'ok' ? violations.value : [];
  const isBannedUntold = item.item_status === 'BANNED' && !told.some(({ severity }) => severity === 'block');
  return { kind: 'ok', value: observe(session, item, isBannedUntold ? [unexplainedBan, ...told] : told) };
};

const searchBySku = async (session: Session, marker: string): Promise<CallResult<readonly string[]>> => {
  const ids: string[] = [];
  let offset = '';
  for (let page = 0; page < maxPages; page += 1) {
    const answer = await call(
      session,
      searchItem,
      {
        query: {
          item_sku: marker,
          item_status: everyStatus,
          page_size: pageSize,
          ...(offset === '' ? {} : { offset }),
        },
      },
      FoundItems,
    );
    if (answer.kind === 'gone') return { kind: 'ok', value: ids };
    if (answer.kind !== 'ok') return answer;
    const { item_id_list: found, next_offset: next } = answer.value.response;
    ids.push(...found);
    if (found.length < pageSize || next === undefined || next === null || String(next) === '') {
      return { kind: 'ok', value: ids };
    }
    offset = String(next);
  }
  // an answer that is not whole must not pass for "there is none"
  return { kind: 'retry', reason: 'The search for our item at Shopee had too many hits.' };
};

const listRecent = async (session: Session): Promise<CallResult<readonly string[]>> => {
  const now = Math.floor(session.clock() / 1000);
  const ids: string[] = [];
  let offset = 0;
  for (let page = 0; page < maxPages; page += 1) {
    const answer = await call(
      session,
      getItemList,
      {
        query: {
          offset,
          page_size: pageSize,
          item_status: everyStatus,
          update_time_from: now - recentSeconds,
          update_time_to: now + clockSkewSeconds,
        },
      },
      ItemPage,
    );
    if (answer.kind === 'gone') break;
    if (answer.kind !== 'ok') return answer;
    const { item: items, has_next_page: hasNext, next_offset: next } = answer.value.response;
    ids.push(...items.map(({ item_id }) => item_id));
    if (!hasNext || next === undefined || next === null || next <= offset) break;
    offset = next;
  }
  return { kind: 'ok', value: ids };
};

/**
 * All items under our marker, oldest first: what the search finds, and what changed within the last hour, since a search may
 * lag. In a shop where more than 500 items changed in that hour the search alone decides about the rest.
 */
export const findByMarker = async (session: Session, marker: string): Promise<CallResult<readonly Observation[]>> => {
  const found = await searchBySku(session, marker);
  if (found.kind !== 'ok') return found;
  const recent = await listRecent(session);
  if (recent.kind !== 'ok') return recent;
  const items = await readItems(session, [...new Set([...found.value, ...recent.value])]);
  if (items.kind !== 'ok') return items;
  return {
    kind: 'ok',
    value: items.value
      .filter(({ item_sku }) => item_sku === marker)
      .map((item) => observe(session, item, []))
      .sort((a, b) => a.createdAtMs - b.createdAtMs || compareIds(a.externalId, b.externalId)),
  };
};

/** Ids grow with time, so they decide between items of the same second. */
const compareIds = (a: string, b: string): number => (BigInt(a) < BigInt(b) ? -1 : 1);
