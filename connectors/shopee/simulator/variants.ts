import * as z from 'zod';
import { editable, type Context } from './context.ts';
import { AddModelBody, DeleteModelBody, InitTierBody, UpdateModelBody, type ModelBody } from './item-bodies.ts';

import { isUnderPromotion, type Item, type ItemModel } from './model.ts';
import { checkPriceSpread } from './offers.ts';
import { parseBody } from './parameters.ts';
import { refuse } from './refusal.ts';
import { checkedPrice, checkedStock, checkGtin, checkImage, checkSku, leafOf } from './rules.ts';

type Tier = Item['tiers'][number];

/** get_item_limit: tier_variation_name_length_limit, tier_variation_option_length_limit. */
const maxNameLength = 14;
const maxOptionLength = 20;
/** init_tier_variation: params model "model number at most 50". */
const maxModels = 50;

/** v2.product.init_tier_variation: gives the item its tiers and models anew, or none of them. @throws Refusal */
export const initTierVariation = (context: Context, body: Uint8Array) => {
  const { store, nowMs } = context;
  const asked = parseBody(InitTierBody, body);
  const item = editable(context, asked.item_id, 'error_item_not_belong_shop');
  // init_tier_variation: error_list "error_cannt_init_tier_in_promotion" (so spelt)
  if (isUnderPromotion(item, nowMs)) {
    refuse('error_cannt_init_tier_in_promotion', 'Tier_variation cannot be changed when item is under promotion.');
  }
  const tiers = tiersOf(asked);
  checkTiers(context, tiers);
  if (asked.model.length > maxModels) {
    refuse('error_model_count_over_limit', 'The count of model is too large. Should be under 20 (50 for TW)');
  }
  if (tiers.length === 0) return removeTiers(context, item, asked.model);
  const models = asked.model.map((model) => newModel(context, item, tiers, model));
  if (models.length === 0) refuse('error_param', 'Model tier_index error.');
  refuseDuplicateIndexes(models);
  checkPriceSpread(models.map((model) => model.originalPrice));
  const after = { ...item, tiers, models, updatedMs: nowMs };
  store.saveItem(after);
  return {
    item_id: item.itemId,
    tier_variation: tiers.map((tier) => ({
      name: tier.name,
      option_list: tier.options.map(({ option, imageId }) => ({
        option,
        ...(imageId === '' ? {} : { image: { image_url: context.imageUrl(imageId) } }),
      })),
    })),
    model: models.map(modelAnswer),
  };
};

type TierRequest = Pick<z.infer<typeof InitTierBody>, 'tier_variation' | 'standardise_tier_variation'>;

const tiersOf = (asked: TierRequest): Tier[] => {
  // init_tier_variation: "There is at least one standardise_tier_variation and tier_variation"
  if (asked.tier_variation === undefined && asked.standardise_tier_variation === undefined) {
    refuse('error_param', 'Wrong parameters, detail: tier_variation.');
  }
  const plain = (asked.tier_variation ?? []).map((tier) => ({
    name: tier.name,
    options: tier.option_list.map(({ option, image }) => ({ option, imageId: image?.image_id ?? '' })),
  }));
  const standard = (asked.standardise_tier_variation ?? []).map((tier) => ({
    name: tier.variation_name ?? '',
    options: tier.variation_option_list.map((option) => ({
      option: option.variation_option_name ?? '',
      imageId: option.image_id ?? '',
    })),
  }));
  return plain.length > 0 ? plain : standard;
};

const checkTiers = ({ store }: Context, tiers: readonly Tier[]): void => {
  // init_tier_variation: error_list error_param "The level of tier-variation over 2."
  if (tiers.length > 2) refuse('error_param', 'The level of tier-variation over 2.');
  for (const tier of tiers) {
    if (tier.name === '' || Array.from(tier.name).length > maxNameLength) {
      // init_tier_variation: error_list "error_tier_var_name_too_long"
      refuse('error_tier_var_name_too_long', `The length of tier_variation name should be 1 to ${maxNameLength}.`);
    }
    // init_tier_variation: error_list error_param "Count of tier_variation options should be under 50. …"
    if (tier.options.length === 0 || tier.options.length > 50) {
      refuse(
        'error_param',
        'Count of tier_variation options should be under 50. Count of 2-level variations combinations should be under 50.',
      );
    }
    for (const { option, imageId } of tier.options) {
      // init_tier_variation: error_list "error_tier_opt_val_too_long"
      if (option === '' || Array.from(option).length > maxOptionLength) {
        refuse('error_tier_opt_val_too_long', `The length of tier_variation option should be 1 to ${maxOptionLength}.`);
      }
      if (imageId !== '') checkImage(store, imageId);
    }
    // init_tier_variation: error_list "error_model_duplicate_name"
    if (new Set(tier.options.map(({ option }) => option)).size !== tier.options.length) {
      refuse('error_model_duplicate_name', 'Item tier_variation have duplicate name.');
    }
  }
};

const checkIndex = (tiers: readonly Tier[], index: readonly number[]): void => {
  // init_tier_variation: error_list error_param "Model tier_index error."
  if (index.length !== tiers.length) refuse('error_param', 'Model tier_index error.');
  // init_tier_variation: error_list "error_model_tier_index_bound" "Invalid item iter_index." (so spelt)
  if (index.some((at, tier) => at < 0 || at >= (tiers[tier]?.options.length ?? 0))) {
    refuse('error_model_tier_index_bound', 'Invalid item iter_index.');
  }
};

const refuseDuplicateIndexes = (models: readonly ItemModel[]): void => {
  // init_tier_variation: error_list "error_model_duplicate_tier_variation_index"
  if (new Set(models.map((model) => model.tierIndex.join())).size !== models.length) {
    refuse('error_model_duplicate_tier_variation_index', 'Item have duplicate tier_index.');
  }
};

const newModel = (
  { store }: Context,
  item: Item,
  tiers: readonly Tier[],
  asked: z.infer<typeof ModelBody>,
): ItemModel => {
  checkIndex(tiers, asked.tier_index);
  checkSku(asked.model_sku ?? '');
  checkGtin(asked.gtin_code ?? '');
  if (asked.weight !== undefined && asked.weight <= 0) refuse('error_param', 'Invalid Weight.');
  const leaf = leafOf(item.categoryId);
  const last = Number(store.setting('last-model-id') ?? '10000500000');
  store.saveSetting('last-model-id', String(last + 1));
  return {
    modelId: last + 1,
    tierIndex: asked.tier_index,
    sku: asked.model_sku ?? '',
    originalPrice: checkedPrice(asked.original_price, leaf),
    stock: checkedStock(asked.seller_stock, leaf),
    reserved: 0,
    gtin: asked.gtin_code ?? '',
    weight: asked.weight ?? null,
    dimension: asked.dimension ?? null,
  };
};

/** init_tier_variation: "update one tier/two tier to no tier": both lists [], one model with tier_index [] for price and stock. */
const removeTiers = ({ store, nowMs }: Context, item: Item, models: readonly z.infer<typeof ModelBody>[]) => {
  const [only] = models;
  if (only === undefined || models.length !== 1 || only.tier_index.length !== 0) {
    return refuse('error_param', 'Model tier_index error.');
  }
  const leaf = leafOf(item.categoryId);
  store.saveItem({
    ...item,
    tiers: [],
    models: [],
    originalPrice: checkedPrice(only.original_price, leaf),
    stock: checkedStock(only.seller_stock, leaf),
    updatedMs: nowMs,
  });
  return { item_id: item.itemId, tier_variation: [], model: [] };
};

const UpdateTierBody = InitTierBody.omit({ model: true }).extend({
  model_list: z.array(z.object({ model_id: z.int(), tier_index: z.array(z.int()) })).optional(),
});

/**
 * v2.product.update_tier_variation: "can only be used without changing the tier structure"; models that `model_list` does
 * not name go (guide "Variant management", scenarios 3 and 4).
 * @throws Refusal
 */
export const updateTierVariation = (context: Context, body: Uint8Array): undefined => {
  const { store, nowMs } = context;
  const asked = parseBody(UpdateTierBody, body);
  const item = editable(context, asked.item_id, 'error_item_not_belong_shop');
  // update_tier_variation: error_list "error_cannt_change_tier_variation_in_promotion" (so spelt)
  if (isUnderPromotion(item, nowMs)) {
    refuse(
      'error_cannt_change_tier_variation_in_promotion',
      'Structure of tier_variation cannot be edited when item is under promotion.',
    );
  }
  // update_tier_variation: error_list "error_tier_var_is_" (so spelt)
  if (item.tiers.length === 0) {
    refuse(
      'error_tier_var_is_',
      'Item without tier-variation. Please use init_tier_variation api to upgrade the structure.',
    );
  }
  const tiers = tiersOf(asked);
  // update_tier_variation: error_list "error_tier_var_level_not_same"
  if (tiers.length !== item.tiers.length) refuse('error_tier_var_level_not_same', 'Item tier-variation level not same');
  checkTiers(context, tiers);
  const kept =
    asked.model_list ?? item.models.map(({ modelId, tierIndex }) => ({ model_id: modelId, tier_index: tierIndex }));
  // update_tier_variation: error_list "error_busi_cannot_delete_all_model"
  if (kept.length === 0) refuse('error_busi_cannot_delete_all_model', 'Cannot delete all models by this api.');
  if (new Set(kept.map(({ model_id }) => model_id)).size !== kept.length) {
    refuse('error_duplicate_modelid', 'The model_id is duplicate');
  }
  const models = kept.map(({ model_id, tier_index }) => {
    checkIndex(tiers, tier_index);
    const model =
      item.models.find(({ modelId }) => modelId === model_id) ??
      refuse('error_wrong_modelid', `The model_id is wrong or not related to this item, model_id:${model_id}`);
    return { ...model, tierIndex: tier_index };
  });
  refuseDuplicateIndexes(models);
  store.saveItem({ ...item, tiers, models, updatedMs: nowMs });
};

/** v2.product.add_model. @throws Refusal */
export const addModel = (context: Context, body: Uint8Array) => {
  const asked = parseBody(AddModelBody, body);
  const item = editable(context, asked.item_id, 'error_item_not_belong_shop');
  if (item.tiers.length === 0) {
    // add_model: error_list error_param
    refuse('error_param', 'Item without tier_variation. Please use init_tier_variation api to upgrade the structure.');
  }
  const added = asked.model_list.map((model) => newModel(context, item, item.tiers, model));
  const models = [...item.models, ...added];
  if (models.length > maxModels) {
    refuse('error_model_count_over_limit', 'The count of model is too large. Should be under 20 (50 for TW)');
  }
  refuseDuplicateIndexes(models);
  checkPriceSpread(models.map((model) => model.originalPrice));
  context.store.saveItem({ ...item, models, updatedMs: context.nowMs });
  return { model: added.map(modelAnswer) };
};

/** v2.product.update_model: not price, not stock. @throws Refusal */
export const updateModel = (context: Context, body: Uint8Array): undefined => {
  const asked = parseBody(UpdateModelBody, body);
  const item = editable(context, asked.item_id);
  for (const change of asked.model) {
    // update_model: error_list "error_model_invalid_model_id"
    if (!item.models.some((model) => model.modelId === change.model_id)) {
      refuse('error_model_invalid_model_id', 'Invalid model_id.');
    }
    checkSku(change.model_sku ?? '');
    checkGtin(change.gtin_code ?? '');
  }
  const models = item.models.map((model): ItemModel => {
    const change = asked.model.find((one) => one.model_id === model.modelId);
    return {
      ...model,
      sku: change?.model_sku ?? model.sku,
      gtin: change?.gtin_code ?? model.gtin,
      weight: change?.weight ?? model.weight,
      dimension: change?.dimension ?? model.dimension,
    };
  });
  context.store.saveItem({ ...item, models, updatedMs: context.nowMs });
};

/** v2.product.delete_model. @throws Refusal */
export const deleteModel = (context: Context, body: Uint8Array): undefined => {
  const asked = parseBody(DeleteModelBody, body);
  const item = editable(context, asked.item_id, 'error_item_not_belong_shop');
  // delete_model: error_list "error_model_remove_model_in_promotion"
  if (isUnderPromotion(item, context.nowMs)) {
    refuse(
      'error_model_remove_model_in_promotion',
      'Model cannot be deleted when item/model is under promotion or groupbuy.',
    );
  }
  // delete_model: error_list error_param "Model_id and item_id not match."
  if (!item.models.some((model) => model.modelId === asked.model_id)) {
    refuse('error_param', 'Model_id and item_id not match.');
  }
  const models = item.models.filter((model) => model.modelId !== asked.model_id);
  context.store.saveItem({ ...item, models, updatedMs: context.nowMs });
};

const modelAnswer = (model: ItemModel) => ({
  tier_index: model.tierIndex,
  model_id: model.modelId,
  model_sku: model.sku,
  price_info: [{ original_price: model.originalPrice }],
  seller_stock: [{ location_id: '', stock: model.stock }],
  ...(model.weight === null ? {} : { weight: model.weight }),
  ...(model.dimension === null ? {} : { dimension: model.dimension }),
});
