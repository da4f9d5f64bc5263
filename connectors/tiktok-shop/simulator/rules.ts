import { brands, categoryById, warehouseOf, type AttributeDefinition, type Leaf } from './catalogue.ts';
import { stockOf, type Content, type Sku, type Version } from './model.ts';
import type { ProductBody, SkuBody } from './product-body.ts';
import type { Store } from './store.ts';

/** One breach, with the code a create would answer and listing_check tells (`fail_reasons`). */
export interface Fault {
  readonly code: number;
  readonly message: string;
}

/** What a product's body is judged against. */
export interface Against {
  readonly store: Store;
  readonly shopId: string;
  /** SKUs the product has already, by id; empty for a create. */
  readonly existing: ReadonlyMap<string, Sku>;
  readonly newSkuId: () => string;
  readonly isOurUrl: (url: string) => boolean;
}

const lengthOf = (text: string): number => Array.from(text).length;
const isWhole = (text: string): boolean => /^[1-9]\d{0,3}$/u.test(text);

/**
 * Reads a body as the product it would be, and tells all of its breaches. Codes above 12052990 are invented, where no public
 * list has one; their words are what a client can go by.
 */
export const judge = (
  body: ProductBody,
  against: Against,
): { readonly version: Version; readonly faults: readonly Fault[] } => {
  const faults: Fault[] = [];
  const fault = (code: number, message: string): void => void faults.push({ code, message });
  // create product, title: "Other regions: [25, 255]"
  const length = lengthOf(body.title);
  if (length < 25 || length > 255) fault(12052051, 'The product title length must be between 25 and 255 characters.');
  // description: "Max length: 10,000 characters", "TikTok Shop URLs" for images, at most 30
  if (body.description.trim() === '' || lengthOf(body.description) > 10_000)
    fault(12052013, 'The description must have 1 to 10,000 characters.');
  const pictures = [...body.description.matchAll(/<img\b[^>]*\bsrc="([^"]*)"/giu)].map(([, url = '']) => url);
  if (pictures.length > 30 || pictures.some((url) => !against.isOurUrl(url)))
    fault(12052013, 'The description may show 30 TikTok Shop images at most.');
  const leaf = judgeCategory(body, fault);
  judgeImages(body, against, fault);
  if (leaf !== null) judgeByLeaf(body, leaf, fault);
  // brand_id: "Unauthorized brands won't be displayed"; a T1 brand needs an authorization
  const brand = brands.find(({ id }) => id === body.brand_id);
  if (body.brand_id !== undefined && (brand === undefined || brand.isT1))
    fault(12052994, 'The brand does not exist or is not authorized for this shop.');
  judgeParcel(body, leaf, fault);
  // minimum_order_quantity: "Valid range: [1, 20]"
  const minOrder = body.minimum_order_quantity ?? 1;
  if (minOrder < 1 || minOrder > 20) fault(12052995, 'The minimum order quantity must be between 1 and 20.');
  const skus = judgeSkus(body.skus, leaf, against, fault);
  return { version: { content: contentOf(body, leaf, minOrder), skus }, faults };
};

type Tell = (code: number, message: string) => void;

const contentOf = (body: ProductBody, leaf: Leaf | null, minOrder: number): Content => ({
  title: body.title,
  description: body.description,
  categoryId: body.category_id,
  brandId: body.brand_id ?? '',
  images: body.main_images.map(({ uri }) => uri),
  attributes: body.product_attributes.map(({ id, values }) => ({
    id,
    values: values.map((value) => ({
      id: value.id ?? '',
      name: value.id === undefined ? (value.name ?? '') : (nameOfValue(leaf, id, value.id) ?? ''),
    })),
  })),
  weightKg: body.package_weight?.value ?? '',
  dimensions:
    body.package_dimensions === undefined
      ? null
      : {
          length: body.package_dimensions.length,
          width: body.package_dimensions.width,
          height: body.package_dimensions.height,
        },
  sizeChart: body.size_chart?.image.uri ?? '',
  minOrder,
  isCodAllowed: body.is_cod_allowed,
  externalProductId: body.external_product_id ?? '',
});

const nameOfValue = (leaf: Leaf | null, attributeId: string, valueId: string): string | undefined =>
  attributeOf(leaf, attributeId)?.values.find(({ id }) => id === valueId)?.name;

const attributeOf = (leaf: Leaf | null, id: string): AttributeDefinition | undefined =>
  [...(leaf?.mandatory ?? []), ...(leaf?.optional ?? [])].find((attribute) => attribute.id === id);

const judgeCategory = (body: ProductBody, fault: Tell): Leaf | null => {
  // category_version: "Other regions: v1"
  if (body.category_version !== 'v1') fault(36009004, 'Invalid parameter: category_version.');
  const category = categoryById(body.category_id);
  if (category === undefined) {
    fault(12052990, 'The category does not exist.');
    return null;
  }
  if (category.leaf === null) fault(12052024, 'The category is not a leaf category.');
  // get categories, permission_statuses: INVITE_ONLY, "you do not have permission to use it"
  if (!category.isOpen) fault(12052991, 'The shop has no permission for this invite-only category.');
  return category.leaf;
};

/** main_images: "Max count: 9", "[300x300 px, 4000x4000 px]", uploaded before. */
const judgeImages = (body: ProductBody, { store }: Against, fault: Tell): void => {
  if (body.main_images.length < 1 || body.main_images.length > 9)
    fault(12052306, 'The number of main images must be between 1 and 9.');
  for (const { uri } of [...body.main_images, ...(body.size_chart === undefined ? [] : [body.size_chart.image])]) {
    const image = store.image(uri);
    if (image === undefined) fault(12052992, 'The image uri does not exist.');
    else if (Math.min(image.width, image.height) < 300 || Math.max(image.width, image.height) > 4000)
      fault(12052993, 'The image size must be between 300 and 4000 px.');
  }
};

const judgeByLeaf = (body: ProductBody, leaf: Leaf, fault: Tell): void => {
  const given = new Map(body.product_attributes.map(({ id, values }) => [id, values]));
  const required = [
    ...leaf.mandatory,
    ...leaf.conditional
      .filter(({ when, value }) => given.get(when)?.some(({ id }) => id === value) === true)
      .map(({ attribute }) => attribute),
  ];
  // "You must provide the product attributes marked as is_required"
  for (const { id, name } of required)
    if ((given.get(id) ?? []).length === 0) fault(12052241, `The product attribute ${name} is required.`);
  for (const [id, values] of given) {
    const attribute = attributeOf(leaf, id);
    if (attribute?.type !== 'PRODUCT_PROPERTY') {
      fault(12052996, 'The product attribute does not belong to the category.');
      continue;
    }
    if (values.length > 1 && !attribute.isMultiple) fault(12052996, `The attribute ${attribute.name} takes one value.`);
    for (const value of values) {
      const isBuiltIn = attribute.values.some((each) => each.id === value.id);
      const name = value.name ?? '';
      // values: "Provide either a built-in ID or a custom name"; "Max length: 2000 characters"
      const isOwn = value.id === undefined && attribute.isCustomizable && name !== '' && lengthOf(name) <= 2000;
      const isNumber = !attribute.isNumber || /^\d+(?:\.\d+)?$/u.test(name);
      if (!isBuiltIn && !(isOwn && isNumber))
        fault(12052996, `The value of the attribute ${attribute.name} is invalid.`);
    }
  }
  // category rules, size_chart.is_required; product_certifications.is_required; cod.is_supported
  if (leaf.sizeChart && body.size_chart === undefined) fault(12052997, 'The size chart is required in this category.');
  if (leaf.certificate !== null && body.certifications.every(({ images }) => images.length === 0))
    fault(12052998, `The certification ${leaf.certificate} is required in this category.`);
  if (body.is_cod_allowed && !leaf.cod) fault(12052222, 'COD is not supported in this category.');
};

/** package_weight: KILOGRAM with at most 3 decimals; package_dimensions: whole CENTIMETER, mandatory by category rules. */
const judgeParcel = (body: ProductBody, leaf: Leaf | null, fault: Tell): void => {
  const { package_weight: weight, package_dimensions: size } = body;
  if (weight?.unit !== 'KILOGRAM' || !/^\d{1,4}(?:\.\d{1,3})?$/u.test(weight.value) || Number(weight.value) <= 0)
    fault(12052999, 'The package weight is required, in KILOGRAM with 3 decimals at most.');
  if (size === undefined ? leaf?.dimensions === true : ![size.length, size.width, size.height].every(isWhole))
    fault(12052999, 'The package dimensions must be whole numbers of CENTIMETER.');
};

const judgeSkus = (bodies: readonly SkuBody[], leaf: Leaf | null, against: Against, fault: Tell): Sku[] => {
  // skus: "Max SKUs for other regions: 100"
  if (bodies.length === 0 || bodies.length > 100) fault(12052050, 'The number of SKUs must be between 1 and 100.');
  const signatures = new Set<string>();
  const shapes = new Set<string>();
  const codes = new Set<string>();
  const skus = bodies.map((body) => {
    const before = body.id === undefined ? undefined : against.existing.get(body.id);
    if (body.id !== undefined && before === undefined) fault(12052557, 'The SKU id does not belong to the product.');
    const sku = readSku(body, before, leaf, against, fault);
    signatures.add(sku.sales.map(({ name, valueName }) => `${name}=${valueName}`).join(';'));
    shapes.add(sku.sales.map(({ name }) => name).join(';'));
    // identifier_code: "must be unique for each SKU"
    if (sku.code !== null && codes.has(sku.code.code)) fault(12053000, 'The SKU identifier code must be unique.');
    if (sku.code !== null) codes.add(sku.code.code);
    return sku;
  });
  const [shape = ''] = shapes;
  // sales_attributes: "required" with more than one SKU, "the same number and type", "up to 3 types", no two SKUs alike
  if (skus.length > 1 && shape === '') fault(12053001, 'Sales attributes are required when there is more than 1 SKU.');
  if (shapes.size > 1) fault(12053001, 'Each SKU must have the same sales attributes.');
  if (shape.split(';').length > 3) fault(12053001, 'There may be 3 sales attributes at most.');
  if (signatures.size < skus.length) fault(12053001, 'Two SKUs have the same sales attributes.');
  return skus;
};

const readSku = (body: SkuBody, before: Sku | undefined, leaf: Leaf | null, against: Against, fault: Tell): Sku => {
  const sellerSku = body.seller_sku ?? before?.sellerSku ?? '';
  // seller_sku: "Valid length: 1-50 characters", "Text without spaces"
  if (body.seller_sku !== undefined && !/^\S{1,50}$/u.test(body.seller_sku))
    fault(12053002, 'The seller SKU must have 1 to 50 characters without spaces.');
  const days = body.pre_sale?.fulfillment_type.handling_duration_days;
  if (body.pre_sale !== undefined) {
    // category rules, allowed_special_product_types; SEA: "PRE_ORDER: Calendar days, from 3 to 30 days"
    if (body.pre_sale.type !== 'PRE_ORDER' || leaf?.preOrder !== true)
      fault(12053003, 'The category does not allow this type of pre-sale SKU.');
    if (days === undefined || days < 3 || days > 30) fault(12053003, 'SKU handling duration must be 3 to 30 days.');
  }
  const code = body.identifier_code ?? null;
  if (code !== null && !/^(?:\d{8}|\d{12,14})$/u.test(code.code))
    fault(12053000, 'The SKU identifier code has a wrong format.');
  return {
    id: before?.id ?? against.newSkuId(),
    sellerSku,
    externalSkuId: body.external_sku_id ?? before?.externalSkuId ?? '',
    price: body.price === undefined && before !== undefined ? before.price : readPrice(body.price, fault),
    inventory: readInventory(body, before, against, fault),
    sales: (body.sales_attributes ?? []).map((each) => readSales(each, leaf, against, fault)),
    code,
    preOrderDays: days ?? null,
  };
};

type SalesBody = NonNullable<SkuBody['sales_attributes']>[number];

/** "Max length: 20 characters" for an own name, 50 for an own value; built-in ones by id. */
const readSales = (body: SalesBody, leaf: Leaf | null, { store }: Against, fault: Tell): Sku['sales'][number] => {
  const attribute = attributeOf(leaf, body.id ?? '');
  const value = attribute?.values.find(({ id }) => id === body.value_id);
  const name = attribute?.name ?? body.name ?? '';
  const valueName = value?.name ?? body.value_name ?? '';
  const isKnown = body.id === undefined ? lengthOf(name) <= 20 && name !== '' : attribute?.type === 'SALES_PROPERTY';
  if (!isKnown || (body.value_id !== undefined && value === undefined) || valueName === '' || lengthOf(valueName) > 50)
    fault(12053001, 'A sales attribute or its value is invalid.');
  if (body.sku_img !== undefined && store.image(body.sku_img.uri) === undefined)
    fault(12052992, 'The image uri of a SKU does not exist.');
  return {
    id: attribute?.id ?? `own-${name}`,
    name,
    valueId: value?.id ?? `own-${valueName}`,
    valueName,
    image: body.sku_img?.uri ?? '',
  };
};

/** Whole rupiah from 100 to 100,000,000 (pricing document of 2025-01). */
export const readPrice = (price: SkuBody['price'], fault: Tell): number => {
  const amount = price?.amount ?? '';
  if (
    price?.currency !== 'IDR' ||
    !/^\d{1,12}$/u.test(amount) ||
    Number(amount) < 100 ||
    Number(amount) > 100_000_000
  ) {
    fault(12053004, 'The price must be 100 to 100,000,000 IDR.');
    return 0;
  }
  return Number(amount);
};

/** inventory.quantity: "Valid range: [1, 99,999]" at create and edit; left out of an edit, it stays as it is. */
const readInventory = (body: SkuBody, before: Sku | undefined, { shopId }: Against, fault: Tell): Sku['inventory'] => {
  if (body.inventory === undefined && before !== undefined) return before.inventory;
  const entries = (body.inventory ?? []).map(({ warehouse_id: id, quantity }) => ({
    warehouseId: id ?? warehouseOf(shopId),
    quantity,
  }));
  if (entries.length === 0 || entries.some(({ warehouseId }) => warehouseId !== warehouseOf(shopId)))
    fault(12052115, 'The warehouse does not exist.');
  if (entries.some(({ quantity }) => quantity < 0 || quantity > 99_999) || stockOf({ inventory: entries }) < 1)
    fault(12053005, 'The SKU inventory quantity must be between 1 and 99,999.');
  return entries;
};
