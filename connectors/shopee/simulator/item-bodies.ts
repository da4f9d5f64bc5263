import * as z from 'zod';

/** Request bodies of the product documents, typed as their params tables say; fields that ID shops never use are left out. */
const Int32 = z.int32();
const Int64 = z.int();

const DimensionBody = z.object({ package_length: Int32, package_width: Int32, package_height: Int32 });

const SellerStock = z.array(z.object({ location_id: z.string().optional(), stock: z.int() }));

const AttributeList = z.array(
  z.object({
    attribute_id: Int32,
    attribute_value_list: z
      .array(
        z.object({ value_id: Int32, original_value_name: z.string().optional(), value_unit: z.string().optional() }),
      )
      .optional(),
  }),
);

const LogisticInfo = z.array(
  z.object({
    logistic_id: Int32,
    enabled: z.boolean(),
    is_free: z.boolean().optional(),
    size_id: Int32.optional(),
    shipping_fee: z.number().optional(),
  }),
);

const shared = {
  item_status: z.enum(['UNLIST', 'NORMAL']).optional(),
  dimension: DimensionBody.optional(),
  attribute_list: AttributeList.optional(),
  item_sku: z.string().optional(),
  condition: z.enum(['NEW', 'USED']).optional(),
  wholesale: z.array(z.object({ min_count: Int32, max_count: Int32, unit_price: z.number() })).optional(),
  brand: z.object({ brand_id: Int32, original_brand_name: z.string() }).optional(),
  item_dangerous: z.union([z.literal(0), z.literal(1)]).optional(),
  description_type: z.string().optional(),
  gtin_code: z.string().optional(),
  // add_item: params pre_order.is_pre_order required, days_to_ship not
  pre_order: z.object({ is_pre_order: z.boolean(), days_to_ship: Int32.optional() }).optional(),
};

const Images = z.object({ image_id_list: z.array(z.string()), image_ratio: z.string().optional() });

export const AddItemBody = z.object({
  ...shared,
  original_price: z.number(),
  description: z.string(),
  weight: z.number(),
  item_name: z.string(),
  logistic_info: LogisticInfo,
  category_id: Int32,
  image: Images,
  seller_stock: SellerStock.optional(),
});

/** update_item has no price and no stock; they have their own calls. */
export const UpdateItemBody = z.object({
  ...shared,
  item_id: Int64,
  description: z.string().optional(),
  weight: z.number().optional(),
  item_name: z.string().optional(),
  logistic_info: LogisticInfo.optional(),
  category_id: Int32.optional(),
  image: Images.optional(),
});

/** update_price, update_stock, unlist_item: "Length should be between 1 to 50." */
const upTo50 = <S extends z.ZodType>(entry: S) => z.array(entry).min(1).max(50);

export const UpdatePriceBody = z.object({
  item_id: Int64,
  price_list: upTo50(z.object({ model_id: Int64.optional(), original_price: z.number() })),
});

export const UpdateStockBody = z.object({
  item_id: Int64,
  stock_list: upTo50(z.object({ model_id: Int64.optional(), seller_stock: SellerStock.min(1) })),
});

export const UnlistItemBody = z.object({ item_list: upTo50(z.object({ item_id: Int64, unlist: z.boolean() })) });

export const DeleteItemBody = z.object({ item_id: Int64 });

/** init_tier_variation, add_model: one model. */
export const ModelBody = z.object({
  tier_index: z.array(Int32),
  original_price: z.number(),
  model_sku: z.string().optional(),
  seller_stock: SellerStock.min(1),
  gtin_code: z.string().optional(),
  weight: z.number().optional(),
  dimension: DimensionBody.optional(),
});

export const InitTierBody = z.object({
  item_id: Int64,
  tier_variation: z
    .array(
      z.object({
        name: z.string(),
        option_list: z.array(z.object({ option: z.string(), image: z.object({ image_id: z.string() }).optional() })),
      }),
    )
    .optional(),
  standardise_tier_variation: z
    .array(
      z.object({
        variation_id: Int32.optional(),
        variation_name: z.string().optional(),
        variation_option_list: z.array(
          z.object({
            variation_option_id: Int32.optional(),
            variation_option_name: z.string().optional(),
            image_id: z.string().optional(),
          }),
        ),
      }),
    )
    .optional(),
  model: z.array(ModelBody),
});

export const AddModelBody = z.object({ item_id: Int64, model_list: upTo50(ModelBody) });

export const UpdateModelBody = z.object({
  item_id: Int64,
  model: upTo50(
    z.object({
      model_id: Int64,
      model_sku: z.string().optional(),
      gtin_code: z.string().optional(),
      weight: z.number().optional(),
      dimension: DimensionBody.optional(),
    }),
  ),
});

export const DeleteModelBody = z.object({ item_id: Int64, model_id: Int64 });
