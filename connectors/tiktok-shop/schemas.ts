import * as z from 'zod';

/**
 * TikTok's answers (their `data`), as far as we read them, and no stricter than we need. Ids are text; one that arrives as a
 * number keeps its digits (`http-answer.ts`).
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
const seconds = z
  .union([z.number(), z.string().transform(Number)])
  .nullish()
  .transform((value) => value ?? 0);
/** Amounts of money are decimal text. */
const amount = z.union([z.string(), z.number()]).transform(Number).nullish();

export const Anything = z.looseObject({});

export const Tokens = z.object({
  access_token: z.string().min(1),
  /** Absolute, in seconds since 1970. */
  access_token_expire_in: z.number(),
  refresh_token: z.string().min(1),
  refresh_token_expire_in: z.number(),
  seller_name: text,
});
export const AuthorizedShops = z.object({
  shops: list(z.object({ id: Id, name: text, region: text, cipher: z.string().min(1) })),
});

export const Categories = z.object({
  categories: list(
    z.object({
      id: Id,
      parent_id: Id.nullish(),
      local_name: text,
      is_leaf: flag,
      permission_statuses: list(z.string()),
    }),
  ),
});
export const RecommendedCategory = z.object({ leaf_category_id: Id.nullish() });

export const CategoryAttribute = z
  .object({
    id: Id,
    name: text,
    type: text,
    // the document spells it so
    is_requried: flag,
    is_required: flag,
    is_customizable: flag,
    is_multiple_selection: flag,
    value_data_format: text,
    values: list(z.object({ id: Id, name: text })),
    requirement_conditions: list(z.object({ condition_type: text, attribute_id: Id, attribute_value_id: Id })),
  })
  .transform(({ is_requried, is_required, ...rest }) => ({ ...rest, required: is_requried || is_required }));
export type CategoryAttribute = z.infer<typeof CategoryAttribute>;
export const CategoryAttributes = z.object({ attributes: list(CategoryAttribute) });

export const CategoryRules = z.object({
  allowed_special_product_types: list(z.string()),
  package_dimension: z.object({ is_required: flag }).nullish(),
  size_chart: z.object({ is_required: flag, is_supported: flag }).nullish(),
  product_certifications: list(z.object({ id: Id, name: text, is_required: flag })),
});

export const Brands = z.object({
  brands: list(z.object({ id: Id, name: text, authorized_status: text, brand_status: text, is_t1_brand: flag })),
});
export const Warehouses = z.object({
  warehouses: list(z.object({ id: Id, name: text, type: text, effect_status: text, is_default: flag })),
});
export const Prerequisites = z.object({
  check_results: list(z.object({ check_item: text, is_failed: flag, fail_reasons: list(z.string()) })),
});

export const UploadedImage = z.object({ uri: z.string().min(1) });

export const CheckedListing = z.object({
  check_result: text,
  fail_reasons: list(z.object({ code: z.union([z.number(), z.string()]).transform(Number), message: text })),
});
export const CreatedProduct = z.object({ product_id: Id });

const Money = z.object({ sale_price: amount, tax_exclusive_price: amount, amount }).nullish();
const Sku = z.object({
  id: Id,
  seller_sku: text,
  external_sku_id: text,
  price: Money,
  inventory: list(z.object({ warehouse_id: Id, quantity: z.number() })),
  sales_attributes: list(
    z.object({
      id: Id.nullish(),
      name: text,
      value_id: Id.nullish(),
      value_name: text,
      sku_img: z.object({ uri: text }).nullish(),
    }),
  ),
});
export type Sku = z.infer<typeof Sku>;

export const Product = z.object({
  id: Id,
  status: text,
  title: text,
  description: text,
  external_product_id: text,
  create_time: seconds,
  main_images: list(z.object({ uri: text, urls: list(z.string()), thumb_urls: list(z.string()) })),
  package_weight: z.object({ value: text, unit: text }).nullish(),
  skus: list(Sku),
  audit: z.object({ status: text }).nullish(),
  audit_failed_reasons: list(z.object({ position: text, reasons: list(z.string()), suggestions: list(z.string()) })),
});
export type Product = z.infer<typeof Product>;

export const FoundProducts = z.object({
  next_page_token: text,
  products: list(
    z.object({
      id: Id,
      status: text,
      title: text,
      create_time: seconds,
      skus: list(z.object({ seller_sku: text })),
    }),
  ),
});

/** Results of calls about several products or SKUs: those that failed. */
export const PartialErrors = z.object({
  errors: list(z.object({ code: z.union([z.number(), z.string()]).transform(Number), message: text })),
});

const LineItem = z.object({
  id: Id,
  product_id: Id,
  product_name: text,
  sku_id: Id,
  seller_sku: text,
  sale_price: amount,
  display_status: text,
});
export const Order = z.object({
  id: Id,
  status: text,
  create_time: seconds,
  update_time: seconds,
  rts_sla_time: seconds,
  payment: z.object({ total_amount: amount }).nullish(),
  line_items: list(LineItem),
  recipient_address: z.object({ name: text, phone_number: text, full_address: text }).nullish(),
});
export type Order = z.infer<typeof Order>;
export const Orders = z.object({ orders: list(Order) });
export const FoundOrders = z.object({ next_page_token: text, orders: list(z.object({ id: Id })) });
