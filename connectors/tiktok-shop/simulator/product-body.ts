import * as z from 'zod';

const text = z.string();
const uri = z.object({ uri: text });

const SkuBody = z.looseObject({
  id: text.optional(),
  seller_sku: text.optional(),
  external_sku_id: text.max(999).optional(),
  price: z.object({ amount: text, currency: text }).optional(),
  inventory: z.array(z.object({ warehouse_id: text.optional(), quantity: z.int() })).optional(),
  identifier_code: z.object({ code: text, type: z.enum(['GTIN', 'EAN', 'UPC', 'ISBN', 'JAN']) }).optional(),
  sales_attributes: z
    .array(
      z.object({
        id: text.optional(),
        name: text.optional(),
        value_id: text.optional(),
        value_name: text.optional(),
        sku_img: uri.optional(),
      }),
    )
    .optional(),
  pre_sale: z.object({ type: text, fulfillment_type: z.object({ handling_duration_days: z.int() }) }).optional(),
});
export type SkuBody = z.infer<typeof SkuBody>;

const Attributes = z.array(
  z.object({ id: text, values: z.array(z.object({ id: text.optional(), name: text.optional() })) }),
);

const fields = {
  save_mode: z.enum(['AS_DRAFT', 'LISTING']).default('LISTING'),
  title: text,
  description: text,
  category_id: text,
  category_version: z.enum(['v1', 'v2']).default('v1'),
  brand_id: text.optional(),
  main_images: z.array(uri),
  skus: z.array(SkuBody),
  product_attributes: Attributes.default([]),
  package_weight: z.object({ value: text, unit: z.enum(['KILOGRAM', 'GRAM']) }).optional(),
  package_dimensions: z.object({ length: text, width: text, height: text, unit: z.literal('CENTIMETER') }).optional(),
  is_cod_allowed: z.boolean().default(false),
  minimum_order_quantity: z.int().optional(),
  size_chart: z.object({ image: uri }).optional(),
  certifications: z
    .array(z.object({ id: text, images: z.array(uri).default([]) }))
    .max(10)
    .default([]),
  external_product_id: text.max(999).optional(),
  // "Max length: 128 characters"
  idempotency_key: text.min(1).max(128).optional(),
};

/** Body of create, listing_check and full edit (V202309). */
export const ProductBody = z.looseObject(fields);
export type ProductBody = z.infer<typeof ProductBody>;

/** Body of partial_edit: category and minimum order are not among its fields. */
export const PartialBody = z.looseObject({
  save_mode: fields.save_mode,
  title: text.optional(),
  description: text.optional(),
  brand_id: text.optional(),
  main_images: z.array(uri).optional(),
  skus: z.array(SkuBody).optional(),
  product_attributes: Attributes.optional(),
  package_weight: fields.package_weight,
  package_dimensions: fields.package_dimensions,
  size_chart: fields.size_chart,
});
