import * as z from 'zod';

/**
 * Shopee's answers, as far as we read them, and no stricter than we need: fields that a document promises are often absent,
 * null or a dash in practice. Ids are int64 there and text here.
 */
export const Id = z.union([z.string(), z.number()]).transform(String);

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);
const list = <S extends z.ZodType>(entry: S) =>
  z
    .array(entry)
    .nullish()
    .transform((entries) => entries ?? []);
/** Some numbers arrive as text, e.g. an item's weight. */
const amount = z
  .union([z.number(), z.string().transform(Number)])
  .nullish()
  .transform((value) => value ?? 0);

export const Anything = z.looseObject({});

const TokenFields = {
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expire_in: z.number(),
};
export const NewToken = z.object({ ...TokenFields, shop_id_list: list(Id) });
export const RefreshedToken = z.object(TokenFields);
export const ShopInfo = z.object({ shop_name: text, region: text, expire_time: z.number().nullish() });

export const UploadedImage = z.object({
  response: z.object({
    image_info: z.object({ image_id: text }).nullish(),
    image_info_list: list(z.object({ error: text, message: text, image_info: z.object({ image_id: text }).nullish() })),
  }),
});

export const CategoryList = z.object({
  response: z.object({
    category_list: z.array(
      z.object({
        category_id: Id,
        parent_category_id: Id.nullish(),
        original_category_name: text,
        display_category_name: text,
        has_children: flag,
      }),
    ),
  }),
});
export const RecommendedCategories = z.object({ response: z.object({ category_id: list(Id) }) });

const Range = z.object({ min_limit: z.number().nullish(), max_limit: z.number().nullish() }).nullish();
const GtinLimit = z.object({ gtin_validation_rule: text }).nullish();
export const ItemLimits = z.object({
  response: z.object({
    price_limit: Range,
    stock_limit: Range,
    item_name_length_limit: Range,
    item_image_count_limit: Range,
    item_description_length_limit: Range,
    tier_variation_name_length_limit: Range,
    tier_variation_option_length_limit: Range,
    dts_limit: z.object({ days_to_ship_limit: Range, non_pre_order_days_to_ship: z.number().nullish() }).nullish(),
    weight_limit: z.object({ weight_mandatory: flag }).nullish(),
    dimension_limit: z.object({ dimension_mandatory: flag }).nullish(),
    gtin_limit: GtinLimit,
  }),
  // the document shows it beside `response`
  gtin_limit: GtinLimit,
});

const Translations = list(z.object({ language: text, value: text }));
const AttributeInfo = z
  .object({
    input_type: z.number().nullish(),
    input_validation_type: z.number().nullish(),
    format_type: z.number().nullish(),
    attribute_unit_list: list(z.string()),
    max_value_count: z.number().nullish(),
  })
  .nullish();
const attributeFields = {
  attribute_id: Id,
  mandatory: flag,
  name: text,
  attribute_info: AttributeInfo,
  multi_lang: Translations,
};
const valueFields = { value_id: Id, name: text, multi_lang: Translations };
/** The tree nests: a value may ask for attributes of its own; we read two levels. */
const ChildAttribute = z.object({ ...attributeFields, attribute_value_list: list(z.object(valueFields)) });
export const AttributeNode = z.object({
  ...attributeFields,
  attribute_value_list: list(z.object({ ...valueFields, child_attribute_list: list(ChildAttribute) })),
});
export type AttributeNode = z.infer<typeof AttributeNode>;
export type ChildAttribute = z.infer<typeof ChildAttribute>;
export const AttributeTrees = z.object({
  response: z.object({ list: z.array(z.object({ category_id: Id, attribute_tree: list(AttributeNode) })) }),
});

export const BrandList = z.object({
  response: z.object({
    brand_list: list(z.object({ brand_id: Id, original_brand_name: text, display_brand_name: text })),
    has_next_page: flag,
    next_offset: z.number().nullish(),
    is_mandatory: flag,
  }),
});

export const ChannelList = z.object({
  response: z.object({
    logistics_channel_list: list(
      z.object({
        logistics_channel_id: Id,
        logistics_channel_name: text,
        enabled: flag,
        fee_type: text,
        mask_channel_id: Id.nullish(),
        weight_limit: z.object({ item_max_weight: amount, item_min_weight: amount }).nullish(),
        item_max_dimension: z
          .object({ height: amount, width: amount, length: amount, dimension_sum: amount })
          .nullish(),
      }),
    ),
  }),
});

export const ItemPage = z.object({
  response: z.object({
    item: list(z.object({ item_id: Id, item_status: text })),
    has_next_page: flag,
    next_offset: z.number().nullish(),
  }),
});
export const FoundItems = z.object({
  response: z.object({ item_id_list: list(Id), next_offset: z.union([z.string(), z.number()]).nullish() }),
});

const Price = z.object({
  original_price: z.number(),
  inflated_price_of_original_price: z.number().nullish(),
});
export const BaseItem = z.object({
  item_id: Id,
  item_status: text,
  item_sku: text,
  item_name: text,
  description: text,
  create_time: z.number().nullish(),
  deboost: z.union([z.boolean(), z.string().transform((value) => value === 'true')]).nullish(),
  has_model: flag,
  price_info: list(Price),
  stock_info_v2: z.object({ seller_stock: list(z.object({ stock: z.number() })) }).nullish(),
  image: z.object({ image_url_list: list(z.string()) }).nullish(),
  /** Kilograms, as text. */
  weight: amount,
});
export type BaseItem = z.infer<typeof BaseItem>;
export const BaseItems = z.object({ response: z.object({ item_list: list(BaseItem) }) });

const Violation = z.object({ violation_type: text, violation_reason: text, suggestion: text });
export const Violations = z.object({
  response: z.object({
    item_list: list(z.object({ item_id: Id, item_status_details: list(Violation), deboost_details: list(Violation) })),
  }),
});

export const CreatedItem = z.object({
  response: z.object({ item_id: Id, item_status: z.string().nullish() }),
});

/** Results of price and stock calls, per model. */
export const ModelResults = z.object({
  response: z.object({ failure_list: list(z.object({ failed_reason: text })) }).nullish(),
});
/** Results of unlist_item, per item. */
export const ItemResults = z.object({
  response: z.object({ failure_list: list(z.object({ item_id: Id, failed_reason: text })) }).nullish(),
});

export const ModelList = z.object({
  response: z.object({
    tier_variation: list(
      z.object({
        name: text,
        option_list: list(z.object({ option: text, image: z.object({ image_id: text }).nullish() })),
      }),
    ),
    model: list(z.object({ model_id: Id, model_sku: text, tier_index: list(z.number()) })),
  }),
});
export type ModelList = z.infer<typeof ModelList>['response'];

const OrderItem = z.object({
  item_id: Id,
  item_name: text,
  item_sku: text,
  model_id: Id.nullish(),
  model_name: text,
  model_sku: text,
  model_quantity_purchased: z.number(),
  model_original_price: amount,
  model_discounted_price: amount,
  order_item_id: Id.nullish(),
});
const OrderDetail = z.object({
  order_sn: z.string(),
  order_status: z.string(),
  create_time: z.number(),
  update_time: z.number(),
  ship_by_date: amount,
  total_amount: amount,
  pickup_done_time: amount,
  item_list: list(OrderItem),
  recipient_address: z.object({ name: text, phone: text, full_address: text }).nullish(),
});
export type OrderDetail = z.infer<typeof OrderDetail>;
export const OrderDetails = z.object({ response: z.object({ order_list: list(OrderDetail) }) });
export const OrderPage = z.object({
  response: z.object({ more: flag, next_cursor: text, order_list: list(z.object({ order_sn: z.string() })) }),
});
