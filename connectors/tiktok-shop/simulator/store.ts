import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import * as z from 'zod';
import { Image, Order, Product, Shop } from './model.ts';

const schema = `
  CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS shop (shop_id TEXT PRIMARY KEY, doc TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS link (shop_id TEXT PRIMARY KEY, ends_ms INTEGER NOT NULL, scopes TEXT NOT NULL,
    warned INTEGER NOT NULL DEFAULT 0) STRICT;
  CREATE TABLE IF NOT EXISTS code (code TEXT PRIMARY KEY, shop_id TEXT NOT NULL, ends_ms INTEGER NOT NULL,
    used INTEGER NOT NULL DEFAULT 0) STRICT;
  CREATE TABLE IF NOT EXISTS access_token (token TEXT PRIMARY KEY, shop_id TEXT NOT NULL, ends_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS refresh_token (token TEXT PRIMARY KEY, shop_id TEXT NOT NULL, ends_ms INTEGER NOT NULL,
    used INTEGER NOT NULL DEFAULT 0) STRICT;
  CREATE TABLE IF NOT EXISTS image (uri TEXT PRIMARY KEY, doc TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS product (product_id TEXT PRIMARY KEY, shop_id TEXT NOT NULL, status TEXT NOT NULL,
    review_ms INTEGER, doc TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS product_by_shop ON product (shop_id, product_id);
  CREATE INDEX IF NOT EXISTS product_by_review ON product (review_ms) WHERE review_ms IS NOT NULL;
  CREATE TABLE IF NOT EXISTS sku (seller_sku TEXT NOT NULL, shop_id TEXT NOT NULL, product_id TEXT NOT NULL,
    PRIMARY KEY (shop_id, seller_sku, product_id)) STRICT;
  CREATE TABLE IF NOT EXISTS idempotency (shop_id TEXT NOT NULL, key TEXT NOT NULL, product_id TEXT NOT NULL,
    PRIMARY KEY (shop_id, key)) STRICT;
  CREATE TABLE IF NOT EXISTS order_doc (order_id TEXT PRIMARY KEY, shop_id TEXT NOT NULL, updated_ms INTEGER NOT NULL,
    doc TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS order_by_shop ON order_doc (shop_id, updated_ms);
  CREATE TABLE IF NOT EXISTS late_create (id INTEGER PRIMARY KEY, shop_id TEXT NOT NULL, due_ms INTEGER NOT NULL,
    body TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS webhook (id INTEGER PRIMARY KEY AUTOINCREMENT, type INTEGER NOT NULL, body TEXT NOT NULL,
    due_ms INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0) STRICT;
  CREATE INDEX IF NOT EXISTS webhook_by_due ON webhook (due_ms);
  CREATE TABLE IF NOT EXISTS call (endpoint TEXT NOT NULL, shop TEXT NOT NULL, outcome TEXT NOT NULL,
    n INTEGER NOT NULL, PRIMARY KEY (endpoint, shop, outcome)) STRICT;
`;

/** Ids look like TikTok's: nineteen digits. */
const firstIds = {
  product: 1_729_592_969_712_207_000n,
  sku: 1_729_592_969_722_300_000n,
  order: 576_653_688_135_258_000n,
};
export type IdKind = keyof typeof firstIds;

const Doc = z.object({ doc: z.string() });
const Value = z.object({ value: z.string() });
const Due = z.object({ at: z.number().nullable() });

/** The simulator's state on disk. Every write is in the file before the call returns, so `kill -9` loses nothing said. */
export const openStore = (dataDir: string) => {
  const imageDir = join(dataDir, 'images');
  mkdirSync(imageDir, { recursive: true });
  const db = new DatabaseSync(join(dataDir, 'simulator.sqlite'));
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -2000',
  );
  db.exec(schema);
  const statements = new Map<string, ReturnType<typeof db.prepare>>();
  const prepare = (sql: string) => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const made = db.prepare(sql);
    statements.set(sql, made);
    return made;
  };
  const rows = <S extends z.ZodType>(shape: S, sql: string, ...values: SQLInputValue[]): z.infer<S>[] =>
    prepare(sql)
      .all(...values)
      .map((row) => shape.parse(row));
  const row = <S extends z.ZodType>(shape: S, sql: string, ...values: SQLInputValue[]): z.infer<S> | undefined => {
    const found = prepare(sql).get(...values);
    return found === undefined ? undefined : shape.parse(found);
  };
  const run = (sql: string, ...values: SQLInputValue[]): number => Number(prepare(sql).run(...values).changes);
  const docs = <S extends z.ZodType>(shape: S, sql: string, ...values: SQLInputValue[]): z.infer<S>[] =>
    rows(Doc, sql, ...values).map((found) => shape.parse(JSON.parse(found.doc)));
  const doc = <S extends z.ZodType>(shape: S, sql: string, ...values: SQLInputValue[]): z.infer<S> | undefined =>
    docs(shape, sql, ...values)[0];
  const setting = (name: string): string | undefined =>
    row(Value, 'SELECT value FROM setting WHERE name = ?', name)?.value;
  const saveSetting = (name: string, value: string): void => {
    run('INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value', name, value);
  };

  return {
    rows,
    row,
    run,
    setting,
    saveSetting,
    /** All or nothing; a thrown refusal undoes what was written before it. */
    transaction: <T>(work: () => T): T => {
      db.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        db.exec('COMMIT');
        return result;
      } catch (error) {
        db.exec('ROLLBACK');
        throw error;
      }
    },
    nextId: (kind: IdKind): string => {
      const next = BigInt(setting(`next-${kind}`) ?? firstIds[kind]) + 1n;
      saveSetting(`next-${kind}`, String(next));
      return String(next);
    },
    shop: (shopId: string): Shop | undefined => doc(Shop, 'SELECT doc FROM shop WHERE shop_id = ?', shopId),
    shops: (): Shop[] => docs(Shop, 'SELECT doc FROM shop ORDER BY shop_id'),
    saveShop: (shop: Shop): void => {
      run(
        'INSERT INTO shop VALUES (?, ?) ON CONFLICT (shop_id) DO UPDATE SET doc = excluded.doc',
        shop.shopId,
        JSON.stringify(shop),
      );
    },
    product: (productId: string): Product | undefined =>
      doc(Product, 'SELECT doc FROM product WHERE product_id = ?', productId),
    productsOf: (shopId: string): Product[] =>
      docs(Product, 'SELECT doc FROM product WHERE shop_id = ? ORDER BY product_id', shopId),
    productsWithSku: (shopId: string, sellerSku: string): Product[] =>
      docs(
        Product,
        `SELECT product.doc FROM sku JOIN product USING (product_id)
          WHERE sku.shop_id = ? AND sku.seller_sku = ? ORDER BY product_id`,
        shopId,
        sellerSku,
      ),
    productsInReviewUntil: (ms: number): Product[] =>
      docs(Product, 'SELECT doc FROM product WHERE review_ms <= ? ORDER BY review_ms, product_id', ms),
    saveProduct: (product: Product): void => {
      run(
        `INSERT INTO product VALUES (?, ?, ?, ?, ?) ON CONFLICT (product_id) DO UPDATE SET status = excluded.status,
          review_ms = excluded.review_ms, doc = excluded.doc`,
        product.productId,
        product.shopId,
        product.status,
        product.reviewMs,
        JSON.stringify(product),
      );
      run('DELETE FROM sku WHERE product_id = ? AND shop_id = ?', product.productId, product.shopId);
      const skus = [...product.version.skus, ...(product.pending?.skus ?? [])].map(({ sellerSku }) => sellerSku);
      for (const sellerSku of new Set(skus))
        run('INSERT INTO sku VALUES (?, ?, ?)', sellerSku, product.shopId, product.productId);
    },
    order: (orderId: string): Order | undefined => doc(Order, 'SELECT doc FROM order_doc WHERE order_id = ?', orderId),
    ordersBetween: (shopId: string, fromMs: number, toMs: number): Order[] =>
      docs(
        Order,
        'SELECT doc FROM order_doc WHERE shop_id = ? AND updated_ms >= ? AND updated_ms < ? ORDER BY updated_ms, order_id',
        shopId,
        fromMs,
        toMs,
      ),
    saveOrder: (order: Order): void => {
      run(
        `INSERT INTO order_doc VALUES (?, ?, ?, ?) ON CONFLICT (order_id) DO UPDATE SET
          updated_ms = excluded.updated_ms, doc = excluded.doc`,
        order.orderId,
        order.shopId,
        order.updatedMs,
        JSON.stringify(order),
      );
    },
    image: (uri: string): Image | undefined => doc(Image, 'SELECT doc FROM image WHERE uri = ?', uri),
    /** The file first, under its final name only when whole; then the row that makes it known. */
    saveImage: (image: Image, bytes: Uint8Array): void => {
      const file = join(imageDir, image.uri);
      writeFileSync(`${file}.part`, bytes);
      renameSync(`${file}.part`, file);
      run('INSERT INTO image VALUES (?, ?)', image.uri, JSON.stringify(image));
    },
    imageBytes: (uri: string): Uint8Array => readFileSync(join(imageDir, uri)),
    /** The next moment at which something becomes due, or null. */
    nextDueMs: (): number | null =>
      row(
        Due,
        `SELECT min(at) AS at FROM (SELECT min(review_ms) AS at FROM product WHERE review_ms IS NOT NULL
          UNION ALL SELECT min(due_ms) FROM late_create UNION ALL SELECT min(due_ms) FROM webhook)`,
      )?.at ?? null,
    close: (): void => db.close(),
  };
};

export type Store = ReturnType<typeof openStore>;
