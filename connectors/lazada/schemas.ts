import * as z from 'zod';

/**
 * Lazada's answers, as far as we read them, and no stricter than we need: documents and samples differ in case (`item_id`,
 * `itemId`), in type (numbers as text) and in what may be absent. Ids are 64-bit numbers there and text here.
 */
export const Id = z.union([z.string(), z.number()]).transform(String);

const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === undefined || value === null ? '' : String(value)));
const list = <S extends z.ZodType>(entry: S) =>
  z
    .array(entry)
    .nullish()
    .transform((entries) => entries ?? []);
/** Some numbers arrive as text. */
const amount = z
  .union([z.number(), z.string().transform(Number)])
  .nullish()
  .transform((value) => (value === undefined || value === null || Number.isNaN(value) ? 0 : value));
const flag = z
  .union([z.boolean(), z.number(), z.string()])
  .nullish()
  .transform((value) => value === true || value === 1 || value === '1' || value === 'true');

export const Anything = z.looseObject({});

const CountryUser = z.looseObject({ country: text, seller_id: text, short_code: text });
/** The text says a list, the sample an object by country. */
const CountryUsers = z
  .union([
    z.array(CountryUser),
    z
      .record(z.string(), CountryUser)
      .transform((users) => Object.entries(users).map(([country, user]) => ({ ...user, country }))),
  ])
  .nullish()
  .transform((users) => users ?? []);

export const Token = z.object({
  access_token: z.string().min(1),
  refresh_token: text,
  /** Seconds. */
  expires_in: amount,
  refresh_expires_in: amount,
  country: text,
  country_user_info: CountryUsers,
  country_user_info_list: CountryUsers,
});
export type Token = z.infer<typeof Token>;

export const Seller = z.object({ data: z.object({ name: text, name_company: text, seller_id: Id }) });

export interface CategoryNode {
  readonly category_id: string;
  readonly name: string;
  readonly leaf: boolean;
  readonly children: readonly CategoryNode[];
}
const CategoryNode: z.ZodType<CategoryNode> = z.lazy(() =>
  z.object({ category_id: Id, name: text, leaf: flag, children: list(CategoryNode) }),
);
export const CategoryTree = z.object({ data: z.array(CategoryNode) });

export const Suggestions = z.object({
  data: z.object({ categorySuggestions: list(z.object({ categoryId: Id, categoryName: text })) }),
});

const AttributeNode = z.object({
  id: Id.nullish(),
  name: z.string().min(1),
  label: text,
  is_mandatory: flag,
  is_sale_prop: flag,
  attribute_type: text,
  input_type: text,
  options: list(z.object({ id: Id.nullish(), name: text, en_name: text })),
  unit: z
    .object({ type: list(z.string()) })
    .nullish()
    .catch(null),
});
export type AttributeNode = z.infer<typeof AttributeNode>;
export const Attributes = z.object({ data: list(AttributeNode) });

export const BrandPage = z.object({
  data: z.object({
    module: list(z.object({ brand_id: Id, name: text, name_en: text })),
    total_record: amount,
  }),
});

/** A shop without rules may have no `values`; a refusal of the create would tell of what we then do not know. */
export const PreQcRules = z.object({
  values: z
    .object({ restricted_cate_ids: list(Id), item_limit: amount, item_count: amount })
    .nullish()
    .transform((values) => values ?? { restricted_cate_ids: [], item_limit: 0, item_count: 0 }),
});

export const UploadedImage = z.object({ data: z.object({ image: z.object({ url: z.string().min(1) }) }) });

export const CreatedProduct = z.object({
  data: z.object({
    item_id: Id,
    item_status: text,
    sku_list: list(z.object({ seller_sku: text, sku_id: Id })),
  }),
});

const Sku = z.looseObject({
  SkuId: Id,
  SellerSku: text,
  Status: text,
  price: amount,
  quantity: amount,
  package_weight: amount,
  Images: list(z.string()).catch([]),
  saleProp: z.record(z.string(), text).nullish().catch(null),
});
export type Sku = z.infer<typeof Sku>;

const ProductFields = z.looseObject({
  item_id: Id,
  status: text,
  subStatus: text,
  created_time: amount,
  attributes: z.looseObject({ name: text, description: text }).nullish().catch(null),
  skus: list(Sku),
  images: z
    .union([z.array(z.string()), z.string().transform((one) => (one === '' ? [] : [one]))])
    .nullish()
    .transform((images) => images ?? [])
    .catch([]),
  rejectReason: list(z.looseObject({ suggestion: text, violationDetail: text, reason: text })).catch([]),
});
/** A product as `/products/get` spells it; `/product/item/get` also answers `itemId`, `createdTime`, `productImageList`. */
export const Product = z.preprocess((value) => {
  if (typeof value !== 'object' || value === null) return value;
  const other: Record<string, unknown> = { ...value };
  return {
    ...other,
    item_id: other['item_id'] ?? other['itemId'],
    created_time: other['created_time'] ?? other['createdTime'],
    images: other['images'] ?? other['productImageList'],
  };
}, ProductFields);
export type Product = z.infer<typeof ProductFields>;

export const ProductItem = z.object({ data: Product });
export const ProductPage = z.object({
  data: z
    .object({ total_products: amount, products: list(Product) })
    .nullish()
    .transform((data) => data ?? { total_products: 0, products: [] }),
});

export const QcAlerts = z.object({
  data: list(z.looseObject({ productId: Id, deactivationTime: amount, suggestionCategories: list(Id).catch([]) })),
});

const Address = z.looseObject({
  first_name: text,
  last_name: text,
  phone: text,
  address1: text,
  address3: text,
  address4: text,
  address5: text,
  addressDistrict: text,
  city: text,
  post_code: text,
});
export const Order = z.object({
  data: z.looseObject({
    order_id: Id,
    statuses: list(text),
    created_at: text,
    updated_at: text,
    price: amount,
    shipping_fee: amount,
    voucher: amount,
    address_shipping: Address.nullish().catch(null),
  }),
});
export const OrderItems = z.object({
  data: list(
    z.looseObject({
      order_item_id: Id,
      name: text,
      sku: text,
      sku_id: text,
      product_id: text,
      item_price: amount,
      status: text,
      sla_time_stamp: text,
    }),
  ),
});
export type OrderItem = z.infer<typeof OrderItems>['data'][number];
export const OrderPage = z.object({
  data: z.object({ countTotal: amount, orders: list(z.looseObject({ order_id: Id })) }),
});
