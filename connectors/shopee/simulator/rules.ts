import { checkAttributes, type AttributeInput } from './attribute-rules.ts';
import { brands, categoryById, type Leaf } from './catalogue.ts';
import { channelById } from './channels.ts';
import type { Item } from './model.ts';
import { refuse } from './refusal.ts';
import type { Store } from './store.ts';

/**
 * What Shopee Open Platform v2 product.add_item and product.update_item hold an item to. Each rule names its line of the
 * add_item document; the numbers are those that get_item_limit hands out for the item's category.
 */
export type Content = Pick<
  Item,
  | 'name'
  | 'description'
  | 'categoryId'
  | 'images'
  | 'weight'
  | 'dimension'
  | 'logistics'
  | 'preOrder'
  | 'brand'
  | 'gtin'
  | 'sku'
  | 'originalPrice'
  | 'wholesale'
> & { readonly attributes: readonly AttributeInput[]; readonly brandGiven: boolean; readonly daysGiven: boolean };

/** @throws Refusal at the first rule broken */
export const checkContent = (store: Store, content: Content): void => {
  const leaf = leafOf(content.categoryId);
  checkName(content.name, leaf);
  checkDescription(content.description, leaf);
  checkAttributes(leaf, content.attributes);
  checkBrand(content, leaf);
  checkImages(store, content.images, leaf);
  checkPackage(content, leaf);
  checkDaysToShip(content, leaf);
  checkLogistics(content);
  checkGtin(content.gtin);
  checkSku(content.sku);
  checkWholesale(content);
};

/** add_item: error_list "error_invalid_category" "Invalid category ID". A category with children takes no items. */
export const leafOf = (categoryId: number): Leaf =>
  categoryById(categoryId)?.leaf ?? refuse('error_invalid_category', `Invalid category ID ${categoryId}`);

/** Which characters Shopee forbids in names is not published; these are what other channels forbid, and pictographs. */
const forbiddenInName = /[<>"^~|`]|\p{Cc}|\p{Extended_Pictographic}/u;

const lengthOf = (text: string): number => Array.from(text).length;

const checkName = (name: string, { limits }: Leaf): void => {
  // add_item: error_list "error_item_name_empty"
  if (name.trim() === '') refuse('error_item_name_empty', 'Item name could not be empty.');
  // add_item: error_list "error_item_name_is_too_short"
  if (lengthOf(name) < limits.name.min) {
    refuse('error_item_name_is_too_short', 'Item_name length is less than min limit.');
  }
  // add_item: error_list "error_name_length_limit"
  if (lengthOf(name) > limits.name.max) refuse('error_name_length_limit', 'Exceeded item_name length limitation.');
  // add_item: error_list "error_title_character_forbidden"
  if (forbiddenInName.test(name)) {
    refuse('error_title_character_forbidden', 'Item_name contains forbidden characters.');
  }
};

const checkDescription = (description: string, { limits }: Leaf): void => {
  // add_item: error_list "error_desc_length_min_limit"
  if (lengthOf(description) < limits.description.min) {
    refuse('error_desc_length_min_limit', 'Description length is less than the min limit.');
  }
  // get_item_limit: item_description_length_limit; the error list has only the general "not match the constraints"
  if (lengthOf(description) > limits.description.max) constraint('description is longer than the max limit');
  // add_item: error_list "error_desc_hash_tag_over_limit" "Count of hash tags is more than 18"
  if ((description.match(/#[\p{L}\p{N}_]+/gu) ?? []).length > 18) {
    refuse('error_desc_hash_tag_over_limit', 'Count of hash tags is more than 18');
  }
};

const checkBrand = (content: Content, leaf: Leaf): void => {
  // add_item: error_list "error_less_required_brand"; get_brand_list: is_mandatory
  if (!content.brandGiven) {
    if (leaf.brandMandatory) refuse('error_less_required_brand', 'Brand information required');
    return;
  }
  const { brand_id, original_brand_name } = content.brand;
  // add_item: error_list "error_incalid_brand" (so spelt)
  if (original_brand_name.trim() === '') refuse('error_incalid_brand', 'Brand ID or brand name required');
  if (brand_id === 0) {
    // add_item: params brand.original_brand_name "No Brand if not brand"; error_list "error_invalid_brand"
    if (original_brand_name !== 'No Brand') refuse('error_invalid_brand', 'Invalid brand');
  } else if (!brands.some((brand) => brand.id === brand_id && brand.name === original_brand_name)) {
    refuse('error_invalid_brand', 'Invalid brand');
  }
};

const checkImages = (store: Store, images: readonly string[], { limits }: Leaf): void => {
  // add_item: error_list "error_image_num_min"; get_item_limit: item_image_count_limit
  if (images.length < limits.images.min) {
    refuse('error_image_num_min', `The number of images should be at least ${limits.images.min}.`);
  }
  if (images.length > limits.images.max) constraint(`the number of images should be at most ${limits.images.max}`);
  for (const imageId of images) checkImage(store, imageId);
};

/** @throws Refusal for an image that was never uploaded */
export const checkImage = (store: Store, imageId: string): void => {
  // add_item: error_list "error_image_unavailable" "single image url length is less than 32"
  if (imageId.length < 32) {
    refuse('error_image_unavailable', 'Image is invalid: single image url length is less than 32.');
  }
  // add_item: error_list error_param "Image not exist."
  if (store.image(imageId) === undefined) refuse('error_param', 'Image not exist.');
};

const checkPackage = ({ weight, dimension }: Content, { limits }: Leaf): void => {
  // add_item: error_list error_param "Invalid Weight."; params weight "the unit is KG"
  if (!Number.isFinite(weight) || weight <= 0) refuse('error_param', 'Invalid Weight.');
  // add_item: error_list error_param "dimension is required"; get_item_limit: dimension_mandatory
  if (dimension === null) {
    if (limits.dimensionMandatory) refuse('error_param', 'dimension is required');
    return;
  }
  const sides = [dimension.package_length, dimension.package_width, dimension.package_height];
  // add_item: params dimension.* int32, "the unit is CM"
  if (sides.some((side) => side < 1)) constraint('dimension should be positive');
};

const checkDaysToShip = ({ preOrder, daysGiven }: Content, leaf: Leaf): void => {
  const { limits } = leaf;
  if (!preOrder.is_pre_order) {
    // get_item_limit: non_pre_order_days_to_ship; add_item: error_list "error_invalid_days_to_ship"
    if (daysGiven && preOrder.days_to_ship !== limits.readyDays) {
      refuse('error_invalid_days_to_ship', 'Invalid days_to_ship.');
    }
    return;
  }
  // add_item: error_list "error_param_category_not_support_pre_order"
  if (!leaf.preOrder) refuse('error_param_category_not_support_pre_order', 'Category does not support pre-order.');
  // add_item: error_list "error_param_dts_exceeds_max_limit"
  if (preOrder.days_to_ship > limits.preOrderDays.max) {
    refuse('error_param_dts_exceeds_max_limit', 'Days_to_ship exceeds max limit');
  }
  // add_item: error_list "error_invalid_days_to_ship"
  if (preOrder.days_to_ship < limits.preOrderDays.min) refuse('error_invalid_days_to_ship', 'Invalid days_to_ship.');
};

const checkLogistics = ({ logistics, weight, dimension, originalPrice }: Content): void => {
  // add_item: error_list "error_invalid_logistic_info"
  const invalid = (why: string): never => refuse('error_invalid_logistic_info', `invalid logistic info , ${why}`);
  const enabled = logistics.filter((entry) => entry.enabled);
  if (enabled.length === 0) invalid('at least one channel should be enabled');
  for (const { logistic_id, enabled: isOn } of logistics) {
    const channel = channelById(logistic_id) ?? invalid(`channel ${logistic_id} does not exist`);
    if (!isOn) continue;
    // get_channel_list: `enabled` on shop level; `mask_channel_id` 0 for a checkout channel
    if (!channel.enabled) invalid(`channel ${logistic_id} is not enabled for the shop`);
    if (channel.maskId !== 0) invalid(`channel ${logistic_id} is masked by ${channel.maskId}`);
    // get_channel_list: weight_limit, item_max_dimension
    if (weight > channel.maxKg || weight < channel.minKg) invalid(`weight exceeds the limit of channel ${logistic_id}`);
    const sides = dimension === null ? [] : Object.values(dimension);
    if (sides.some((side) => side > channel.maxSideCm))
      invalid(`dimension exceeds the limit of channel ${logistic_id}`);
    // add_item: error_list "error_invalid_price_for_logistic"
    if (originalPrice > channel.maxPrice) {
      refuse('error_invalid_price_for_logistic', 'Shipping channel cannot be enabled as product price exceeds limit.');
    }
  }
};

/** add_item: params gtin_code "8 to 14 digits"; error_list "error_param_validate". Empty and "00" mean none. */
export const checkGtin = (gtin: string): void => {
  if (gtin === '' || gtin === '00') return;
  const isRight = /^(?:\d{8}|\d{12,14})$/u.test(gtin) && gtinCheckDigit(gtin.slice(0, -1)) === gtin.at(-1);
  if (!isRight) refuse('error_param_validate', 'This is not a valid GTIN. Please, inform a valid number.');
};

const gtinCheckDigit = (digits: string): string => {
  const sum = Array.from(digits)
    .toReversed()
    .reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return String((10 - (sum % 10)) % 10);
};

/** init_tier_variation: model_sku "no more than 100 characters"; the same is taken for item_sku. Duplicates are allowed. */
export const checkSku = (sku: string): void => {
  if (lengthOf(sku) > 100) constraint('sku is longer than 100');
};

const checkWholesale = ({ wholesale, originalPrice }: Content): void => {
  for (const tier of wholesale) {
    // add_item: error_list error_param "Invalid wholesale setting."
    if (tier.min_count < 1 || tier.max_count < tier.min_count) refuse('error_param', 'Invalid wholesale setting.');
    // add_item: error_list "error_whole_sale_price_setting_incorrect"
    if (tier.unit_price > originalPrice) {
      refuse('error_whole_sale_price_setting_incorrect', "Wholesale price can't more than original price.");
    }
    // add_item: error_list "error_wholesale_price_less_than_ratio_limit"; get_item_limit: 30 %
    if (tier.unit_price < originalPrice * 0.3) {
      refuse('error_wholesale_price_less_than_ratio_limit', 'Wholesale price is less than ratio limit.');
    }
  }
};

/** The price as Indonesia keeps it: whole rupiah, decimals are rounded (guide "Creating product"). @throws Refusal */
export const checkedPrice = (price: number, { limits }: Leaf): number => {
  // add_item: error_list "error_invalid_price"
  if (!Number.isFinite(price) || price <= 0)
    refuse('error_invalid_price', 'Invalid price, please use the correct format');
  const rounded = Math.round(price);
  // add_item: error_list "error_price_exceed_min_limitt" and "error_price_exceed_max_limitt" (so spelt)
  if (rounded < limits.price.min)
    refuse('error_price_exceed_min_limitt', 'Original_price is less than min price limit.');
  if (rounded > limits.price.max)
    refuse('error_price_exceed_max_limitt', 'Original_price is bigger than max price limit.');
  return rounded;
};

/** The seller's stock; none given is none. @throws Refusal */
export const checkedStock = (
  sellerStock: readonly { readonly location_id?: string | undefined; readonly stock: number }[],
  { limits }: Leaf,
): number => {
  // add_item: error_list error_auth "You do not have right to use seller location_id": the shop has one place of stock
  if (sellerStock.some((entry) => entry.location_id !== undefined && entry.location_id !== '')) {
    refuse('error_auth', 'You do not have right to use seller location_id, please only fill seller_stock filed.');
  }
  if (sellerStock.length > 1) constraint('seller_stock should have one entry');
  const stock = sellerStock[0]?.stock ?? 0;
  // get_item_limit: stock_limit
  if (stock < limits.stock.min || stock > limits.stock.max) constraint('stock is out of range');
  return stock;
};

/** add_item: error_list error_param "Parameter is not match the constraints, {{.error_info}}." @throws Refusal always */
export const constraint = (why: string): never =>
  refuse('error_param', `Parameter is not match the constraints, ${why}.`);
