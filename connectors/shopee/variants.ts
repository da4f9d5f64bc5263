import type { CallResult, ImageIds, Session } from '../connector.ts';
import { call } from './client.ts';
import { addModel, getModelList, initTierVariation, updateTierVariation } from './endpoints.ts';
import type { PlanContent } from './map-listing.ts';
import { Anything, ModelList } from './schemas.ts';

/** A model's SKU: our marker and the variant's id; ≤ 100 characters (product.init_tier_variation). */
const modelSku = (marker: string, variantId: string): string => `${marker}-${variantId}`;

const readModels = async (session: Session, externalId: string): Promise<CallResult<ModelList>> => {
  const answer = await call(session, getModelList, { query: { item_id: externalId } }, ModelList);
  return answer.kind === 'ok' ? { kind: 'ok', value: answer.value.response } : answer;
};

/** Variant id → Shopee's model id, for the models that carry our SKU. */
const ourModels = (list: ModelList, marker: string): ReadonlyMap<string, string> =>
  new Map(
    list.model
      .filter(({ model_sku: sku }) => sku.startsWith(`${marker}-`))
      .map(({ model_sku: sku, model_id: id }) => [sku.slice(marker.length + 1), id]),
  );

export const existingModels = async (
  session: Session,
  externalId: string,
  marker: string,
): Promise<CallResult<ReadonlyMap<string, string>>> => {
  const list = await readModels(session, externalId);
  return list.kind === 'ok' ? { kind: 'ok', value: ourModels(list.value, marker) } : list;
};

/** What the variants of an item should be; prices and stocks by variant id. */
interface WantedVariants {
  readonly externalId: string;
  readonly marker: string;
  readonly content: PlanContent;
  readonly images: ImageIds;
  readonly prices: Readonly<Record<string, number>>;
  readonly stocks: Readonly<Record<string, number>>;
}

/** `0` stands for a tier and option of our own; the plain `tier_variation` is deprecated since 2025-09. */
const tiersBody = ({ content, images }: WantedVariants) =>
  content.tiers.map((tier) => ({
    variation_id: 0,
    variation_group_id: 0,
    variation_name: tier.name,
    variation_option_list: tier.options.map((option) => ({
      variation_option_id: 0,
      variation_option_name: option.name,
      image_id: option.photo === undefined ? undefined : images[option.photo],
    })),
  }));

const modelBody = (
  { marker, prices, stocks }: WantedVariants,
  { variantId, tierIndex }: PlanContent['models'][number],
) => ({
  tier_index: tierIndex,
  original_price: prices[variantId] ?? 0,
  model_sku: modelSku(marker, variantId),
  seller_stock: [{ stock: stocks[variantId] ?? 0 }],
});

const sameTiers = (list: ModelList, { content }: WantedVariants): boolean =>
  list.tier_variation.length === content.tiers.length &&
  content.tiers.every((tier, at) => {
    const there = list.tier_variation[at];
    return (
      there?.name === tier.name &&
      there.option_list.map(({ option }) => option).join('\n') === tier.options.map(({ name }) => name).join('\n')
    );
  });

/**
 * Brings an item's variants to what is wanted, from whatever it has: made at once where the number of tiers changes (which
 * replaces all models), else options changed around the models that stay. Repeating it changes nothing.
 */
export const finishVariants = async (session: Session, wanted: WantedVariants): Promise<CallResult<null>> => {
  const { externalId, marker, content } = wanted;
  const item_id = BigInt(externalId);
  const list = await readModels(session, externalId);
  if (list.kind !== 'ok') return list;
  const existing = ourModels(list.value, marker);
  const missing = content.models.filter(({ variantId }) => !existing.has(variantId));
  if (list.value.tier_variation.length !== content.tiers.length) return initTiers(session, wanted);
  const kept = content.models.flatMap(({ variantId, tierIndex }) => {
    const modelId = existing.get(variantId);
    return modelId === undefined ? [] : [{ model_id: BigInt(modelId), tier_index: tierIndex }];
  });
  if (kept.length === 0 && list.value.model.length > 0) {
    // all models at once can go only with the tiers (update_tier_variation, error_busi_cannot_delete_all_model)
    const cleared = await clearTiers(session, wanted);
    return cleared.kind === 'ok' ? initTiers(session, wanted) : cleared;
  }
  const isInPlace = content.models.every(({ variantId, tierIndex }) => {
    const modelId = existing.get(variantId);
    const model = list.value.model.find(({ model_id }) => model_id === modelId);
    return model === undefined || model.tier_index.join() === tierIndex.join();
  });
  if (!sameTiers(list.value, wanted) || !isInPlace || kept.length < list.value.model.length) {
    const updated = await call(
      session,
      updateTierVariation,
      { body: { item_id, standardise_tier_variation: tiersBody(wanted), model_list: kept } },
      Anything,
    );
    if (updated.kind !== 'ok') return updated;
  }
  if (missing.length === 0) return { kind: 'ok', value: null };
  return done(
    await call(
      session,
      addModel,
      { body: { item_id, model_list: missing.map((model) => modelBody(wanted, model)) } },
      Anything,
    ),
  );
};

const initTiers = async (session: Session, wanted: WantedVariants): Promise<CallResult<null>> =>
  done(
    await call(
      session,
      initTierVariation,
      {
        body: {
          item_id: BigInt(wanted.externalId),
          standardise_tier_variation: tiersBody(wanted),
          model: wanted.content.models.map((model) => modelBody(wanted, model)),
        },
      },
      Anything,
    ),
  );

/** "pass the tier_variation and standardise_tier_variation as []" (init_tier_variation): an item without stock stays. */
const clearTiers = async (session: Session, { externalId, prices }: WantedVariants): Promise<CallResult<null>> =>
  done(
    await call(
      session,
      initTierVariation,
      {
        body: {
          item_id: BigInt(externalId),
          tier_variation: [],
          standardise_tier_variation: [],
          model: [{ tier_index: [], original_price: Math.min(...Object.values(prices)), seller_stock: [{ stock: 0 }] }],
        },
      },
      Anything,
    ),
  );

const done = (answer: CallResult<unknown>): CallResult<null> =>
  answer.kind === 'ok' ? { kind: 'ok', value: null } : answer;
