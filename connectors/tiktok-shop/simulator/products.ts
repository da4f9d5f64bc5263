import * as z from 'zod';
import { saveReviewed, submitted } from './audits.ts';
import type { ApiCall } from './context.ts';
import type { Product, Sku, Version } from './model.ts';
import { parseBody } from './parameters.ts';
import { PartialBody, ProductBody } from './product-body.ts';
import { refuse, Refusal } from './refusal.ts';
import { judge, readPrice, type Against, type Fault } from './rules.ts';

const againstOf = (call: ApiCall, product?: Product): Against => ({
  store: call.store,
  shopId: call.shopId,
  existing: new Map((product?.version.skus ?? []).map((sku) => [sku.id, sku])),
  newSkuId: () => call.store.nextId('sku'),
  isOurUrl: call.isOurUrl,
});

/** @throws Refusal with the first fault */
const accept = ({ version, faults }: { readonly version: Version; readonly faults: readonly Fault[] }): Version => {
  const [first] = faults;
  return first === undefined ? version : refuse(first.code, first.message);
};

/** The shop's own product, not deleted. @throws Refusal */
const ownProduct = ({ store, shopId }: Pick<ApiCall, 'store' | 'shopId'>, productId: string): Product => {
  const product = store.product(productId);
  return product?.shopId !== shopId || product.status === 'DELETED'
    ? refuse(12052032, 'The product does not exist.')
    : product;
};

const skuAnswer = (skus: readonly Sku[]) =>
  skus.map((sku) => ({
    id: sku.id,
    seller_sku: sku.sellerSku,
    external_sku_id: sku.externalSkuId,
    sales_attributes: sku.sales.map(({ id, valueId }) => ({ id, value_id: valueId })),
  }));

/** POST products/listing_check: the codes of a create, all at once, and nothing is made. */
export const checkListing = (call: ApiCall) => {
  const { faults } = judge(parseBody(ProductBody, call.body), { ...againstOf(call), newSkuId: () => 'unsaved' });
  return {
    check_result: faults.length === 0 ? 'PASS' : 'FAILED',
    fail_reasons: faults,
    warnings: [],
    listing_quality: {},
  };
};

/** POST products. A key that was used before answers the product it made (idempotency_key, "prevent duplicate processing"). */
export const createProduct = (call: ApiCall) => {
  const { store, faults, shopId, nowMs } = call;
  const body = parseBody(ProductBody, call.body);
  const key = body.idempotency_key;
  const made = key === undefined ? undefined : madeBefore(call, key);
  if (made !== undefined) return { product_id: made.productId, skus: skuAnswer(made.version.skus), warnings: [] };
  const version = accept(judge(body, againstOf(call)));
  const isDraft = body.save_mode === 'AS_DRAFT';
  const product: Product = {
    productId: store.nextId('product'),
    shopId,
    status: 'DRAFT',
    audit: 'NONE',
    version,
    pending: null,
    reasons: [],
    wasApproved: false,
    createdMs: nowMs,
    updatedMs: nowMs,
    visibleMs: nowMs + faults.current().searchLagMs,
    reviewMs: null,
    origin: 'api',
  };
  saveReviewed(store, call.webhooks, product, isDraft ? product : submitted(faults, product, version, nowMs), nowMs);
  if (key !== undefined) store.run('INSERT INTO idempotency VALUES (?, ?, ?)', shopId, key, product.productId);
  return { product_id: product.productId, skus: skuAnswer(version.skus), warnings: [] };
};

const madeBefore = ({ store, shopId }: ApiCall, key: string): Product | undefined => {
  const row = store.row(
    z.object({ product_id: z.string() }),
    'SELECT product_id FROM idempotency WHERE shop_id = ? AND key = ?',
    shopId,
    key,
  );
  return row === undefined ? undefined : store.product(row.product_id);
};

const resubmit = (call: ApiCall, product: Product, version: Version) => {
  if (product.status === 'FREEZE') refuse(12053010, 'The product status does not allow this operation: frozen.');
  const after = submitted(call.faults, product, version, call.nowMs);
  saveReviewed(call.store, call.webhooks, product, after, call.nowMs);
  return { product_id: product.productId, skus: skuAnswer(version.skus), audit: { status: after.audit }, warnings: [] };
};

/** PUT products/{id}: the whole product anew; SKUs that are not named are deleted. The old version stays live meanwhile. */
export const editProduct = (call: ApiCall) => {
  const product = ownProduct(call, call.id);
  const body = parseBody(ProductBody, call.body);
  // edit product has no such field
  if (body.idempotency_key !== undefined) refuse(36009004, 'Invalid parameter: idempotency_key.');
  return resubmit(call, product, accept(judge(body, againstOf(call, product))));
};

/** POST products/{id}/partial_edit: what is not named stays. */
export const partialEdit = (call: ApiCall) => {
  const product = ownProduct(call, call.id);
  const asked = parseBody(PartialBody, call.body);
  const { content, skus } = product.pending ?? product.version;
  const body: ProductBody = {
    title: content.title,
    description: content.description,
    category_id: content.categoryId,
    category_version: 'v1',
    ...(content.brandId === '' ? {} : { brand_id: content.brandId }),
    main_images: content.images.map((uri) => ({ uri })),
    product_attributes: content.attributes.map(({ id, values }) => ({
      id,
      values: values.map((value) => (value.id === '' ? { name: value.name } : { id: value.id })),
    })),
    package_weight: { value: content.weightKg, unit: 'KILOGRAM' },
    ...(content.dimensions === null ? {} : { package_dimensions: { ...content.dimensions, unit: 'CENTIMETER' } }),
    ...(content.sizeChart === '' ? {} : { size_chart: { image: { uri: content.sizeChart } } }),
    is_cod_allowed: content.isCodAllowed,
    minimum_order_quantity: content.minOrder,
    external_product_id: content.externalProductId,
    certifications: [],
    skus: skus.map((sku) => ({ id: sku.id, sales_attributes: salesBody(sku) })),
    ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)),
    save_mode: asked.save_mode,
  };
  return resubmit(call, product, accept(judge(body, againstOf(call, product))));
};

const salesBody = ({ sales }: Sku) =>
  sales.map(({ id, name, valueId, valueName, image }) => ({
    ...(id.startsWith('own-') ? { name } : { id }),
    ...(valueId.startsWith('own-') ? { value_name: valueName } : { value_id: valueId }),
    ...(image === '' ? {} : { sku_img: { uri: image } }),
  }));

/** "The SKU ID must belong to a product with the ACTIVATE status." @throws Refusal */
const activeProduct = (call: ApiCall): Product => {
  const product = ownProduct(call, call.id);
  return product.status === 'ACTIVATE'
    ? product
    : refuse(12053010, 'The product status does not allow this operation: only ACTIVATE products.');
};

const skuOf = (product: Product, id: string): Sku =>
  product.version.skus.find((sku) => sku.id === id) ?? refuse(12052557, 'The SKU id does not belong to the product.');

const saveSkus = (call: ApiCall, product: Product, changed: ReadonlyMap<string, Sku>): void =>
  call.store.saveProduct({
    ...product,
    updatedMs: call.nowMs,
    version: { ...product.version, skus: product.version.skus.map((sku) => changed.get(sku.id) ?? sku) },
    // an edit under review keeps what these calls set meanwhile
    pending:
      product.pending === null
        ? null
        : {
            ...product.pending,
            skus: product.pending.skus.map((sku) => {
              const now = changed.get(sku.id);
              return now === undefined ? sku : { ...sku, price: now.price, inventory: now.inventory };
            }),
          },
  });

/** POST products/{id}/prices/update: no review. */
export const updatePrices = (call: ApiCall) => {
  const { skus } = parseBody(
    z.object({
      skus: z
        .array(z.object({ id: z.string(), price: z.object({ amount: z.string(), currency: z.string() }) }))
        .min(1)
        .max(100),
    }),
    call.body,
  );
  const product = activeProduct(call);
  const changed = skus.map(({ id, price }) => ({ ...skuOf(product, id), price: readPrice(price, refuse) }));
  saveSkus(call, product, new Map(changed.map((sku) => [sku.id, sku])));
  return {};
};

/** POST products/{id}/inventory/update: "include all warehouse IDs assigned to this SKU"; "[0, 99,999]". */
export const updateInventory = (call: ApiCall) => {
  const { skus } = parseBody(
    z.object({
      skus: z
        .array(
          z.object({
            id: z.string(),
            inventory: z.array(z.object({ warehouse_id: z.string().optional(), quantity: z.int() })).min(1),
          }),
        )
        .min(1)
        .max(100),
    }),
    call.body,
  );
  const product = activeProduct(call);
  const changed = skus.map(({ id, inventory }) => {
    const sku = skuOf(product, id);
    const [only] = sku.inventory;
    // warehouse_id: "Optional if there is only 1 warehouse"
    const entries = inventory.map(({ warehouse_id: given, quantity }) => ({
      warehouseId: given ?? (sku.inventory.length === 1 ? (only?.warehouseId ?? '') : ''),
      quantity,
    }));
    const named = new Set(entries.map(({ warehouseId }) => warehouseId));
    if (named.size !== sku.inventory.length || sku.inventory.some(({ warehouseId }) => !named.has(warehouseId)))
      refuse(12052115, 'All warehouses of the SKU must be listed, and no other.');
    if (entries.some(({ quantity }) => quantity < 0 || quantity > 99_999))
      refuse(12053005, 'The SKU inventory quantity must be between 0 and 99,999.');
    return { ...sku, inventory: entries };
  });
  saveSkus(call, product, new Map(changed.map((sku) => [sku.id, sku])));
  return { errors: [] };
};

/** "product_ids", at most 20; each is done or told among `errors`. */
const eachProduct = (call: ApiCall, work: (product: Product) => Product) => {
  const { product_ids: ids } = parseBody(z.object({ product_ids: z.array(z.string()).min(1).max(20) }), call.body);
  const errors = ids.flatMap((productId) => {
    try {
      call.store.saveProduct({ ...work(ownProduct(call, productId)), updatedMs: call.nowMs });
      return [];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return [{ code: error.code, message: error.message, detail: { product_id: productId } }];
    }
  });
  return { errors };
};

/** POST products/activate: puts a deactivated product back on sale. */
export const activate = (call: ApiCall) =>
  eachProduct(call, (product) => {
    if (product.status === 'ACTIVATE') return product;
    if (product.status !== 'SELLER_DEACTIVATED' || !product.wasApproved)
      return refuse(12053010, 'The product status does not allow this operation: only deactivated products.');
    return { ...product, status: 'ACTIVATE', audit: 'APPROVED' };
  });

/** POST products/deactivate: hides a live product; an edit under review is dropped (audit NONE, "deactivated state"). */
export const deactivate = (call: ApiCall) =>
  eachProduct(call, (product) => {
    if (product.status === 'SELLER_DEACTIVATED') return product;
    if (product.status !== 'ACTIVATE')
      return refuse(12053010, 'The product status does not allow this operation: only ACTIVATE products.');
    return { ...product, status: 'SELLER_DEACTIVATED', audit: 'NONE', pending: null, reviewMs: null };
  });

/** DELETE products: any but a frozen one. */
export const deleteProducts = (call: ApiCall) =>
  eachProduct(call, (product) =>
    product.status === 'FREEZE'
      ? refuse(12053010, 'The product status does not allow this operation: frozen.')
      : { ...product, status: 'DELETED', audit: 'NONE', pending: null, reviewMs: null },
  );
