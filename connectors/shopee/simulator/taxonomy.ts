import * as z from 'zod';
import type { AttributeDefinition } from './attributes.ts';
import { brands, categories, categoryById, leafById, recommend } from './catalogue.ts';
import { channels } from './channels.ts';
import { listOf, numberOf, parse } from './parameters.ts';
import { refuse } from './refusal.ts';
import type { Store } from './store.ts';

type Query = URLSearchParams;

/** product.get_category: "ID: en / id", default en; error_list "error_invalid_language". */
const languageOf = (query: Query): 'id' | 'en' => {
  const language = query.get('language') ?? 'en';
  if (language === 'id' || language === 'en') return language;
  return refuse('error_invalid_language', 'Invalid language.');
};

/** product.get_category: the whole tree; a leaf has `has_children` false. */
export const getCategory = (query: Query) => {
  const language = languageOf(query);
  return {
    category_list: categories.map((category) => ({
      category_id: category.id,
      parent_category_id: category.parentId,
      original_category_name: category.name.en,
      display_category_name: category.name[language],
      has_children: category.leaf === null,
    })),
  };
};

/** product.category_recommend: `item_name` is required; an unknown cover image is "error_image_unavailable". */
export const categoryRecommend = (store: Store, query: Query) => {
  const name = parse(z.string().min(1), query.get('item_name') ?? undefined, 'item_name');
  const image = query.get('product_cover_image');
  if (image !== null && image !== '' && store.image(image) === undefined) {
    refuse('error_image_unavailable', 'Image is unavailable');
  }
  return { category_id: recommend(name) };
};

/** product.get_attribute_tree: "max count is 20" categories; an unknown one is "error_invalid_category". */
export const getAttributeTree = (query: Query) => {
  const language = languageOf(query);
  const ids = listOf(query, 'category_id_list', 20);
  return {
    list: ids.map((id) => {
      const leaf = leafById(id) ?? refuse('error_invalid_category', `Invalid category ID ${id}`);
      return {
        category_id: id,
        warning: '',
        attribute_tree: [
          ...leaf.mandatory.map((attribute) => attributeView(attribute, true, language)),
          ...leaf.optional.map((attribute) => attributeView(attribute, false, language)),
        ],
      };
    }),
  };
};

const attributeView = (attribute: AttributeDefinition, mandatory: boolean, language: 'id' | 'en') => ({
  attribute_id: attribute.id,
  mandatory,
  name: attribute.name[language],
  attribute_value_list: attribute.values.map((value) => ({
    value_id: value.id,
    name: value.name[language],
    value_unit: '',
    child_attribute_list: [],
    multi_lang: [{ language: 'id', value: value.name.id }],
  })),
  attribute_info: {
    input_type: attribute.inputType,
    input_validation_type: attribute.validation,
    format_type: attribute.units.length > 0 ? 2 : 1,
    ...(attribute.validation === 4 ? { date_format_type: 0 } : {}),
    attribute_unit_list: attribute.units,
    max_value_count: attribute.maxValues,
    introduction: '',
    is_oem: false,
    support_search_value: false,
  },
  multi_lang: [{ language: 'id', value: attribute.name.id }],
});

/** product.get_brand_list: page_size "Max=100"; `status` 1 normal, 2 pending; unknown category "error_invalid_category". */
export const getBrandList = (query: Query) => {
  const categoryId = numberOf(query, 'category_id');
  const offset = numberOf(query, 'offset');
  const pageSize = numberOf(query, 'page_size');
  if (!query.has('status')) refuse('error_param', 'status is required.');
  const status = numberOf(query, 'status');
  if (pageSize < 1 || pageSize > 100)
    refuse('error_param', 'Wrong parameters, detail: page_size should be between 1 and 100.');
  const leaf = leafById(categoryId) ?? refuse('error_invalid_category', `Invalid category ID ${categoryId}`);
  const all = status === 1 ? [{ id: 0, name: 'No Brand' }, ...brands] : [];
  const page = all.slice(offset, offset + pageSize);
  return {
    brand_list: page.map((brand) => ({
      brand_id: brand.id,
      original_brand_name: brand.name,
      display_brand_name: brand.id === 0 ? 'Tidak Ada Merek' : brand.name,
    })),
    has_next_page: offset + pageSize < all.length,
    next_offset: offset + page.length,
    is_mandatory: leaf.brandMandatory,
    input_type: 'DROP_DOWN',
  };
};

/** product.get_item_limit: what the simulator itself holds items to; without a category the loosest that holds anywhere. */
export const getItemLimit = (query: Query, itemCountLimit: number) => {
  const categoryId = query.has('category_id') ? numberOf(query, 'category_id') : undefined;
  const category =
    categoryId === undefined ? categories.findLast((one) => one.leaf !== null) : categoryById(categoryId);
  const limits =
    category?.leaf?.limits ?? refuse('error_param', 'Wrong parameters, detail: category_id is not a leaf category.');
  const range = ({ min, max }: { min: number; max: number }) => ({ min_limit: min, max_limit: max });
  return {
    price_limit: range(limits.price),
    wholesale_price_threshold_percentage: { min_limit: 30, max_limit: 100 },
    stock_limit: range(limits.stock),
    item_name_length_limit: range(limits.name),
    item_image_count_limit: range(limits.images),
    item_description_length_limit: range(limits.description),
    tier_variation_name_length_limit: { min_limit: 1, max_limit: 14 },
    tier_variation_option_length_limit: { min_limit: 1, max_limit: 20 },
    item_count_limit: { max_limit: itemCountLimit },
    dts_limit: { days_to_ship_limit: range(limits.preOrderDays), non_pre_order_days_to_ship: limits.readyDays },
    weight_limit: { weight_mandatory: true },
    dimension_limit: { dimension_mandatory: limits.dimensionMandatory },
    size_chart_limit: {
      size_chart_mandatory: false,
      support_image_size_chart: false,
      support_template_size_chart: false,
    },
  };
};

/** logistics.get_channel_list: items may use a channel with `enabled` true and `mask_channel_id` 0. */
export const getChannelList = () => ({
  logistics_channel_list: channels.map((channel) => ({
    logistics_channel_id: channel.id,
    logistics_channel_name: channel.name,
    cod_enabled: channel.id !== 8007,
    enabled: channel.enabled,
    fee_type: 'SIZE_INPUT',
    size_list: [],
    weight_limit: { item_max_weight: channel.maxKg, item_min_weight: channel.minKg },
    item_max_dimension: {
      height: channel.maxSideCm,
      width: channel.maxSideCm,
      length: channel.maxSideCm,
      unit: 'cm',
      dimension_sum: channel.maxSideCm * 3,
    },
    volume_limit: { item_max_volume: 0, item_min_volume: 0 },
    logistics_description: '',
    force_enable: false,
    mask_channel_id: channel.maskId,
    block_seller_cover_shipping_fee: false,
    support_cross_border: false,
    seller_logistic_has_configuration: null,
    logistics_capability: { seller_logistics: false },
    preprint: false,
  })),
});
