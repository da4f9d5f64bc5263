import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import * as z from 'zod';
import { Image, Item, Order, Shop, type Sku } from './model.ts';

const schema = `
  CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS shop (shop_id TEXT PRIMARY KEY, doc TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS link (shop_id TEXT PRIMARY KEY, ends_ms INTEGER NOT NULL, market INTEGER NOT NULL,
    warned_day INTEGER NOT NULL DEFAULT 0) STRICT;
  CREATE TABLE IF NOT EXISTS code (code TEXT PRIMARY KEY, shop_id TEXT NOT NULL, ends_ms INTEGER NOT NULL,
    used INTEGER NOT NULL DEFAULT 0) STRICT;
  CREATE TABLE IF NOT EXISTS access_token (token TEXT PRIMARY KEY, shop_id TEXT NOT NULL, ends_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS refresh_token (token TEXT PRIMARY KEY, shop_id TEXT NOT NULL, ends_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS image (image_id TEXT PRIMARY KEY, doc TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS item (item_id INTEGER PRIMARY KEY AUTOINCREMENT, shop_id TEXT NOT NULL,
    status TEXT NOT NULL, review_ms INTEGER, doc TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS item_by_shop ON item (shop_id, status);
  CREATE INDEX IF NOT EXISTS item_by_review ON item (review_ms) WHERE review_ms IS NOT NULL;
  CREATE TABLE IF NOT EXISTS sku (shop_id TEXT NOT NULL, seller_sku TEXT NOT NULL, item_id INTEGER NOT NULL,
    PRIMARY KEY (shop_id, seller_sku, item_id)) STRICT;
  CREATE INDEX IF NOT EXISTS sku_by_item ON sku (item_id);
  CREATE TABLE IF NOT EXISTS customer_order (order_id TEXT PRIMARY KEY, shop_id TEXT NOT NULL, updated_ms INTEGER NOT NULL,
    doc TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS late_create (id INTEGER PRIMARY KEY, shop_id TEXT NOT NULL, due_ms INTEGER NOT NULL,
    payload TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS push (id INTEGER PRIMARY KEY AUTOINCREMENT, type INTEGER NOT NULL, body TEXT NOT NULL,
    due_ms INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0) STRICT;
  CREATE INDEX IF NOT EXISTS push_by_due ON push (due_ms);
  CREATE TABLE IF NOT EXISTS call (endpoint TEXT NOT NULL, shop TEXT NOT NULL, outcome TEXT NOT NULL,
    n INTEGER NOT NULL, PRIMARY KEY (endpoint, shop, outcome)) STRICT;
`;

/** Item ids look like Lazada's: ten digits. SKU ids are past 2^53, as 64-bit ids may be. */
const firstItemId = 5_758_254_690;
const firstSkuId = 9_007_199_254_745_000n;
const firstOrderId = 260_422_900_198_000n;

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
  if (db.prepare("SELECT 1 FROM sqlite_sequence WHERE name = 'item'").get() === undefined) {
    db.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES ('item', ?)").run(firstItemId);
  }
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
  const doc = <S extends z.ZodType>(shape: S, sql: string, ...values: SQLInputValue[]): z.infer<S> | undefined => {
    const found = row(Doc, sql, ...values);
    return found === undefined ? undefined : shape.parse(JSON.parse(found.doc));
  };

  return {
    rows,
    row,
    run,
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
    setting: (name: string): string | undefined => row(Value, 'SELECT value FROM setting WHERE name = ?', name)?.value,
    saveSetting: (name: string, value: string): void => {
      run('INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value', name, value);
    },
    shop: (shopId: string): Shop | undefined => doc(Shop, 'SELECT doc FROM shop WHERE shop_id = ?', shopId),
    shops: (): Shop[] =>
      rows(Doc, 'SELECT doc FROM shop ORDER BY shop_id').map((found) => Shop.parse(JSON.parse(found.doc))),
    saveShop: (shop: Shop): void => {
      run(
        'INSERT INTO shop VALUES (?, ?) ON CONFLICT (shop_id) DO UPDATE SET doc = excluded.doc',
        shop.shopId,
        JSON.stringify(shop),
      );
    },
    item: (itemId: number): Item | undefined => doc(Item, 'SELECT doc FROM item WHERE item_id = ?', itemId),
    itemsOf: (shopId: string): Item[] =>
      rows(Doc, 'SELECT doc FROM item WHERE shop_id = ? ORDER BY item_id', shopId).map((found) =>
        Item.parse(JSON.parse(found.doc)),
      ),
    /** Items with any SKU of this name, not deleted. */
    itemsWithSku: (shopId: string, sellerSku: string): Item[] =>
      rows(
        Doc,
        `SELECT item.doc AS doc FROM sku JOIN item ON item.item_id = sku.item_id
          WHERE sku.shop_id = ? AND sku.seller_sku = ? ORDER BY item.item_id`,
        shopId,
        sellerSku,
      ).map((found) => Item.parse(JSON.parse(found.doc))),
    itemsInReviewUntil: (ms: number): Item[] =>
      rows(Doc, 'SELECT doc FROM item WHERE review_ms <= ? ORDER BY review_ms, item_id', ms).map((found) =>
        Item.parse(JSON.parse(found.doc)),
      ),
    countOnSale: (shopId: string): number =>
      row(
        z.object({ n: z.number() }),
        "SELECT count(*) AS n FROM item WHERE shop_id = ? AND status IN ('Active', 'Pending QC')",
        shopId,
      )?.n ?? 0,
    /** Takes the next id, and stores the item under it. */
    addItem: (make: (itemId: number) => Item): Item => {
      const id = Number(prepare("INSERT INTO item (shop_id, status, doc) VALUES ('', '', '{}')").run().lastInsertRowid);
      const item = make(id);
      saveItem(item);
      return item;
    },
    saveItem: (item: Item): void => saveItem(item),
    nextSkuId: (): string => next('sku-id', firstSkuId),
    nextOrderId: (): string => next('order-id', firstOrderId),
    order: (orderId: string): Order | undefined =>
      doc(Order, 'SELECT doc FROM customer_order WHERE order_id = ?', orderId),
    ordersOf: (shopId: string): Order[] =>
      rows(Doc, 'SELECT doc FROM customer_order WHERE shop_id = ? ORDER BY updated_ms, order_id', shopId).map((found) =>
        Order.parse(JSON.parse(found.doc)),
      ),
    saveOrder: (order: Order): void => {
      run(
        `INSERT INTO customer_order VALUES (?, ?, ?, ?)
         ON CONFLICT (order_id) DO UPDATE SET updated_ms = excluded.updated_ms, doc = excluded.doc`,
        order.orderId,
        order.shopId,
        order.updatedMs,
        JSON.stringify(order),
      );
    },
    image: (imageId: string): Image | undefined => doc(Image, 'SELECT doc FROM image WHERE image_id = ?', imageId),
    /** The file first, under its final name only when whole; then the row that makes it known. */
    saveImage: (image: Image, bytes: Uint8Array): void => {
      const file = join(imageDir, image.imageId);
      writeFileSync(`${file}.part`, bytes);
      renameSync(`${file}.part`, file);
      run('INSERT INTO image VALUES (?, ?)', image.imageId, JSON.stringify(image));
    },
    imageBytes: (imageId: string): Uint8Array => readFileSync(join(imageDir, imageId)),
    /** The next moment at which something becomes due, or null. */
    nextDueMs: (): number | null =>
      row(
        Due,
        `SELECT min(at) AS at FROM (SELECT min(review_ms) AS at FROM item WHERE review_ms IS NOT NULL
          UNION ALL SELECT min(due_ms) FROM late_create
          UNION ALL SELECT min(due_ms) FROM push)`,
      )?.at ?? null,
    close: (): void => db.close(),
  };

  function next(name: string, first: bigint): string {
    const saved = row(Value, 'SELECT value FROM setting WHERE name = ?', name)?.value;
    const id = saved === undefined ? first : BigInt(saved) + 1n;
    run('INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value', name, String(id));
    return String(id);
  }

  function saveItem(item: Item): void {
    run(
      'UPDATE item SET shop_id = ?, status = ?, review_ms = ?, doc = ? WHERE item_id = ?',
      item.shopId,
      item.status,
      item.reviewMs,
      JSON.stringify(item),
      item.itemId,
    );
    run('DELETE FROM sku WHERE item_id = ?', item.itemId);
    const kept = (sku: Sku): boolean => sku.status !== 'deleted' && sku.sellerSku !== '';
    for (const sellerSku of new Set(item.skus.filter(kept).map((sku) => sku.sellerSku)))
      run('INSERT INTO sku VALUES (?, ?, ?)', item.shopId, sellerSku, item.itemId);
  }
};

export type Store = ReturnType<typeof openStore>;
