import type { Attribute, Leaf } from './catalogue.ts';
import { brands } from './catalogue.ts';
import type { Context } from './context.ts';
import { liveSkus, type Item, type Sku } from './model.ts';
import type { Cause } from './refusal.ts';

/** Each check answers causes in the words of the error table of product/create and product/update. */
const cause = (code: string, message: string, field: string, sellerSku?: string): Cause => ({
  code,
  message,
  field,
  ...(sellerSku === undefined ? {} : { sellerSku }),
});

const maxNameBytes = 255;
const maxDescription = 25_000;
const maxImages = 8;
const maxSkus = 50;
const maxKg = 40;
const maxSumCm = 300;
/** Custom sales attributes, error list. */
const maxVariations = 2;
const maxVariationName = 15;
const maxOptionName = 20;
const special = /["^~<>|]/u;
const isRich = (name: string): boolean => name.startsWith('description') || name.startsWith('short_description');

const nameRules = (attributes: Readonly<Record<string, string>>): readonly Cause[] => {
  const name = attributes['name'] ?? '';
  const description = attributes['description'] ?? '';
  return [
    ...(name === '' ? [cause('4108', 'CHK_BASIC_REQUIRED:name is required', 'name')] : []),
    ...(Buffer.byteLength(name) > maxNameBytes
      ? [
          cause(
            '4160',
            'THD_IC_ERR_F_PRODUCT_00_15_004:The max length of Multi title for locale can not exceed 255 bytes',
            'name',
          ),
        ]
      : []),
    ...(description.length > maxDescription
      ? [cause('4120', 'CHK_CATPROP_CPV_MAX_LEGNTH:description exceeds 25000', 'description')]
      : []),
    // "HTML tags are allowed. Only Lazada image URLs are allowed, no external URLs."
    ...(/<img|href=/iu.test(description)
      ? [cause('4138', 'BIZ_CHECK_EXIST_OUTER_IMAGE:The image exists in the outer link', 'description')]
      : []),
    ...Object.entries(attributes)
      .filter(([key, value]) => !isRich(key) && special.test(value))
      .map(([key]) => cause('4129', 'BIZ_CHECK_PROP_SPECIAL_CHAR:Special characters are not allowed: "^~<>|', key)),
  ];
};

const brandRules = (attributes: Readonly<Record<string, string>>): readonly Cause[] => {
  const { brand, brand_id: brandId } = attributes;
  if (brandId === undefined && brand === undefined)
    return [cause('4108', 'CHK_BASIC_REQUIRED:brand is required', 'brand')];
  const isKnown = brands.some(({ id, name }) => (brandId === undefined ? name === brand : String(id) === brandId));
  return isKnown
    ? []
    : [cause('4142', 'THD_BRAND_ID_IS_NOT_VALID_IN_CATEGORY:The brand is invalid in the category', 'brand')];
};

const valueRules = (attribute: Attribute, value: string): readonly Cause[] => {
  if (attribute.input === 'numeric' && !/^\d+(?:\.\d+)?(?: ?\p{L}+)?$/u.test(value))
    return [cause('4107', 'CHECK_CAT_PROP_INVALID_NUMBER:The category attribute value is invalid', attribute.name)];
  if (attribute.input !== 'singleSelect' && attribute.input !== 'multiSelect') return [];
  const chosen = attribute.input === 'multiSelect' ? value.split(',') : [value];
  return chosen.every((one) => attribute.options.some((names) => names.includes(one)))
    ? []
    : [
        cause(
          '4115',
          'CHK_CATPROP_CPV_NOT_ENUM:The CPV attribute is not one of the options provided by the category',
          attribute.name,
        ),
      ];
};

/** Mandatory attributes of product and SKUs, and the values of all. */
const attributeRules = (leaf: Leaf, item: Item): readonly Cause[] =>
  [...leaf.mandatory, ...leaf.optional]
    .filter(({ sale }) => !sale)
    .flatMap((attribute) => {
      const holders = attribute.ofSku ? liveSkus(item).map((sku) => sku.attributes) : [item.attributes];
      return holders.flatMap((holder) => {
        const value = holder[attribute.name];
        if (value !== undefined && value !== '') return valueRules(attribute, value);
        return leaf.mandatory.includes(attribute)
          ? [
              cause(
                '4110',
                `BIZ_CHECK_CAT_PROP_MANDATORY:Category attribute ${attribute.name} is mandatory`,
                attribute.name,
              ),
            ]
          : [];
      });
    });

const hosted = (context: Context, url: string): boolean => {
  const imageId = url.split('/').at(-1) ?? '';
  return url === context.imageUrl(imageId) && context.store.image(imageId) !== undefined;
};

const imageRules = (context: Context, item: Item): readonly Cause[] => {
  const lists = [item.images, ...liveSkus(item).map(({ images }) => images)];
  const pictured = liveSkus(item).filter(({ images }) => images.length > 0).length;
  return [
    ...(lists.every((list) => list.length === 0)
      ? [cause('4139', 'BIZ_CHECK_MAIN_IMAGE_REQUIRE:Main image is require', 'Images')]
      : []),
    ...(lists.some((list) => list.length > maxImages)
      ? [cause('4169', 'CHK_IMAGE_MAX_ITEMS:Upload a maximum of 8 pictures', 'Images')]
      : []),
    ...(lists.some((list) => new Set(list).size < list.length)
      ? [cause('4116', 'BIZ_CHECK_MAIN_IMAGE_DUPLICATE:Main image has duplicate', 'Images')]
      : []),
    ...(lists.flat().every((url) => hosted(context, url))
      ? []
      : [cause('4138', 'BIZ_CHECK_EXIST_OUTER_IMAGE:The image exists in the outer link', 'Images')]),
    ...(pictured > 0 && pictured < liveSkus(item).length
      ? [
          cause(
            '4153',
            'THD_IC_ERR_FC_IC_SKU_IMAGE_001:If you upload a sku picture then all sku must be uploaded',
            'Images',
          ),
        ]
      : []),
  ];
};

const parcelRules = (sku: Sku): readonly Cause[] => {
  const told = [sku.weight, sku.length, sku.width, sku.height];
  if (told.some((text) => !/^\d+(?:\.\d+)?$/u.test(text) || Number(text) <= 0))
    return [cause('4108', 'CHK_BASIC_REQUIRED:package is required', 'package', sku.sellerSku)];
  // "Maximum two decimal places."
  if (told.some((text) => /\.\d{3}/u.test(text)))
    return [
      cause('4149', 'BIZ_CHECK_PACKAGE_DECIMAL_INVALID:Package attribute value is not valid', 'package', sku.sellerSku),
    ];
  const [weight = 0, ...sides] = told.map(Number);
  return [
    ...(weight > maxKg
      ? [cause('4164', 'BIZ_CHECK_MAX_PACKAGE_WEIGHT:The package weight exceeds 40kg', 'package_weight', sku.sellerSku)]
      : []),
    ...(sides.reduce((sum, side) => sum + side, 0) > maxSumCm
      ? [
          cause(
            '4165',
            'BIZ_CHECK_MAX_PACKAGE_DIMENISIONS:The Package dimension(Length+Width+Height) exceeds 300cm',
            'package_length',
            sku.sellerSku,
          ),
        ]
      : []),
  ];
};

/** Price and stock of one SKU; the campaign and what orders hold are checked where the old values are known. */
export const offerRules = (price: number, quantity: number, sellerSku: string): readonly Cause[] => [
  ...(price > 0 ? [] : [cause('4118', 'BIZ_CHECK_PRICE_IS_ZERO:Price is not 0 check', 'price', sellerSku)]),
  ...(Number.isInteger(price * 100)
    ? []
    : [cause('4104', 'BIZ_CHECK_PRICE_PRECISION_INVALID:Price accuracy check failed', 'price', sellerSku)]),
  // "Quantity cannot be negative."
  ...(Number.isInteger(quantity) && quantity >= 0
    ? []
    : [cause('4152', 'THD_INVENTORY_ERR_INV_PARAM_ILLEGAL:illegal parameter:quantity', 'quantity', sellerSku)]),
];

const skuRules = (context: Context, item: Item): readonly Cause[] => {
  const skus = liveSkus(item);
  const names = skus.map(({ sellerSku }) => sellerSku);
  return [
    ...(skus.length === 0 ? [cause('4108', 'CHK_BASIC_REQUIRED:Skus is required', 'Skus')] : []),
    ...(skus.length > maxSkus ? [cause('209', 'Invalid variation: too many SKUs', 'Skus')] : []),
    ...skus.flatMap((sku) => {
      const { sellerSku } = sku;
      const taken =
        names.filter((name) => name === sellerSku).length > 1 ||
        context.store.itemsWithSku(context.shopId, sellerSku).some(({ itemId }) => itemId !== item.itemId);
      return [
        // create product, SellerSku: 'The following special characters are prohibited: "*^~<>/|\'
        ...(sellerSku === '' || sellerSku.length > 200 || /["*^~<>/|\\]/u.test(sellerSku)
          ? [cause('4150', 'SELLER_SKU_INVALID:seller sku is invalid', 'SellerSku', sellerSku)]
          : []),
        ...(taken ? [cause('4105', 'BIZ_CHECK_SELLER_SKU_DUPLICATE:SellerSku repeat', 'SellerSku', sellerSku)] : []),
        ...offerRules(sku.price, sku.quantity, sellerSku),
        ...parcelRules(sku),
      ];
    }),
  ];
};

const variationRules = (leaf: Leaf, item: Item): readonly Cause[] => {
  const skus = liveSkus(item);
  const wrong = (message: string): Cause => cause('209', message, 'variation');
  const { variation } = item;
  const chosen = skus.map(({ saleProp }) => JSON.stringify(variation.map(({ name }) => saleProp[name] ?? null)));
  return [
    // "If no variant attribute is defined, then only one SKU is allowed for an item."
    ...((variation.length === 0 && skus.length > 1) || new Set(chosen).size < chosen.length
      ? [cause('4112', 'CHK_SKU_PROPS_DUPLICATE:Duplicate Sku attributes', 'saleProp')]
      : []),
    ...(variation.length > maxVariations
      ? [wrong('VARIATION_SIZE_LIMIT: The Variations Size Exceeds Maximum Size Limit, The Size Limit is: 2.')]
      : []),
    ...variation.flatMap(({ name, options, hasImage, customize }, at) => [
      ...(customize && Array.from(name).length > maxVariationName
        ? [wrong(`VARIATION_NAME_LENGTH_LIMIT: The Length Limit is: 15, The Name is: ${name}`)]
        : []),
      ...(customize && options.some((option) => Array.from(option).length > maxOptionName)
        ? [wrong('VARIATION_OPTION_LENGTH_LIMIT: The Length Limit is: 20')]
        : []),
      ...(options.length === 0 ? [wrong('VARIATION_OPTIONS_EMPTY: The Variation Options Is Empty')] : []),
      ...(new Set(options).size < options.length
        ? [wrong('VARIATION_OPTION_DUPLICATE: The Variation Option Is Duplicate')]
        : []),
      ...(hasImage && at > 0
        ? [wrong('VARIATION_IMAGE_MUST_SET_VARIATION1: Only Variation1 Can set hasImage to true')]
        : []),
      ...(hasImage && name === 'size'
        ? [wrong('VARIATION_CATEGORY_SIZE_IMAGE: it is not allowed to set hasImage true.')]
        : []),
      ...(!customize && !leaf.optional.some((attribute) => attribute.sale && attribute.name === name)
        ? [cause('4161', 'VARIATION_CATEGORY_ATTRIBUTE_INVALID:This variation attribute is not found', 'variation')]
        : []),
      ...(hasImage && skus.some(({ images }) => images.length === 0)
        ? [wrong('SKU_VARIATION_IMAGES_MISSING: The Variation set hasImage true, But The SKU Not Found Images.')]
        : []),
    ]),
    ...(variation.length > 0 &&
    !variation.some(({ hasImage }) => hasImage) &&
    skus.some(({ images }) => images.length > 0)
      ? [wrong('VARIATION_IMAGE_SETTING_ERROR: There is No HasImage Set, But Images Are Found In The SKU')]
      : []),
    ...skus.flatMap(({ saleProp, sellerSku }) => [
      ...variation.flatMap(({ name, options }) => {
        const value = saleProp[name];
        if (value === undefined)
          return [cause('4113', 'CHK_SKU_PROPS_NOT_IDENTICAL:Sales attribute is not filled in', name, sellerSku)];
        return options.includes(value)
          ? []
          : [wrong(`SKU_VARIATION_OPTION_NOT_EXIST: The SKU Variation Option is Not Exist: ${value}`)];
      }),
      ...(Object.keys(saleProp).some((name) => !variation.some((each) => each.name === name))
        ? [
            cause(
              '4143',
              'BIZ_CHECK_SALEPROP_ATTRIBUTE_INVALID:The selling attributes are not defined in the variation',
              'saleProp',
              sellerSku,
            ),
          ]
        : []),
    ]),
  ];
};

/** Everything that is wrong with a product as it would stand. */
export const causesAgainst = (context: Context, leaf: Leaf, item: Item): readonly Cause[] => [
  ...nameRules(item.attributes),
  ...brandRules(item.attributes),
  ...attributeRules(leaf, item),
  ...imageRules(context, item),
  ...skuRules(context, item),
  ...variationRules(leaf, item),
];
