import { XMLParser } from 'fast-xml-parser';
import * as z from 'zod';
import { refuse } from './refusal.ts';

const parser = new XMLParser({ parseTagValue: false, ignoreDeclaration: true, trimValues: true });

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const many = <S extends z.ZodType>(entry: S) =>
  z.union([z.array(entry), entry.transform((one) => [one])]).transform((entries) => entries);
const Images = z
  .union([z.object({ Image: many(text).optional() }), z.literal('')])
  .transform((images) => (images === '' ? [] : (images.Image ?? [])));
const Variations = z.record(
  z.string(),
  z.object({
    name: text,
    hasImage: text.optional(),
    customize: text.optional(),
    options: z.object({ option: many(text) }),
  }),
);
/** "all field values in the SKU are of string type" (1001), but for these. */
const SkuEntry = z.looseObject({ Images: Images.optional(), saleProp: z.record(z.string(), text).optional() });
export type SkuEntry = z.infer<typeof SkuEntry>;

const Product = z.object({
  ItemId: text.optional(),
  PrimaryCategory: text.optional(),
  AssociatedSku: text.optional(),
  disableAutoFillAttribute: text.optional(),
  Images: Images.optional(),
  variation: Variations.optional(),
  Attributes: z.union([z.looseObject({}), z.literal('').transform(() => ({}))]).optional(),
  Skus: z.object({ Sku: many(SkuEntry) }).optional(),
});
export type Product = z.infer<typeof Product>;

/** A form parameter holds the payload; one in the body itself is no parameter at all (E030). @throws Refusal */
const readTree = (payload: string | undefined): unknown => {
  if (payload === undefined || payload.trim() === '') return refuse('30', 'E030: Empty Request');
  try {
    const tree: unknown = payload.trimStart().startsWith('<') ? parser.parse(payload) : JSON.parse(payload);
    return z.object({ Request: z.object({ Product: z.unknown() }) }).parse(tree).Request.Product;
  } catch {
    return refuse('5', 'E005: Invalid Request Format');
  }
};

/** JSON or XML, as the calls for products take either. @throws Refusal */
export const readProduct = (payload: string | undefined): Product => {
  const parsed = Product.safeParse(readTree(payload));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  return refuse('1001', `The parameters are not in JSON format: ${issue?.path.map(String).join('.') ?? ''}`);
};

const Deactivation = z.object({
  ItemId: text.optional(),
  Skus: z.object({ SkuId: many(text).optional(), SellerSku: many(text).optional() }).optional(),
});

/** product/deactivate, apiRequestBody. @throws Refusal */
export const readDeactivation = (payload: string | undefined): z.infer<typeof Deactivation> => {
  const parsed = Deactivation.safeParse(readTree(payload));
  return parsed.success ? parsed.data : refuse('5', 'E005: Invalid Request Format');
};

/** A field of a SKU as text; absent and empty are the same. */
export const fieldOf = (sku: SkuEntry, ...names: readonly string[]): string | undefined => {
  for (const name of names) {
    const value = sku[name];
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number') return String(value);
  }
  return undefined;
};

export const attributesIn = (product: Product): Readonly<Record<string, string>> => {
  const entries = Object.entries(product.Attributes ?? {}).flatMap(([name, value]): (readonly [string, string])[] =>
    typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
  );
  return Object.fromEntries(entries);
};
