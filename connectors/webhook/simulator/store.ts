import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type * as z from 'zod';

const schema = `
  CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS shop (shop_id TEXT PRIMARY KEY, secrets TEXT NOT NULL, closed INTEGER NOT NULL DEFAULT 0) STRICT;
  CREATE TABLE IF NOT EXISTS item (shop_id TEXT NOT NULL, id TEXT NOT NULL, state TEXT NOT NULL, reason TEXT,
    sequence INTEGER NOT NULL, review_ms INTEGER, doc TEXT NOT NULL, PRIMARY KEY (shop_id, id)) STRICT;
  CREATE INDEX IF NOT EXISTS item_by_review ON item (review_ms) WHERE review_ms IS NOT NULL;
  CREATE TABLE IF NOT EXISTS seen (shop_id TEXT NOT NULL, webhook_id TEXT NOT NULL, PRIMARY KEY (shop_id, webhook_id)) STRICT;
  CREATE TABLE IF NOT EXISTS shop_order (n INTEGER PRIMARY KEY AUTOINCREMENT, shop_id TEXT NOT NULL, doc TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS push (n INTEGER PRIMARY KEY AUTOINCREMENT, shop_id TEXT NOT NULL, body TEXT NOT NULL,
    due_ms INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0) STRICT;
  CREATE TABLE IF NOT EXISTS call (endpoint TEXT NOT NULL, shop TEXT NOT NULL, outcome TEXT NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (endpoint, shop, outcome)) STRICT;
`;

/** The simulator's state on disk; every write is in the file before the call returns. */
export const openStore = (dataDir: string) => {
  mkdirSync(dataDir, { recursive: true });
  const db = new DatabaseSync(join(dataDir, 'simulator.sqlite'));
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000');
  db.exec(schema);
  const statements = new Map<string, ReturnType<typeof db.prepare>>();
  const prepare = (sql: string) => {
    const statement = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const rows = <S extends z.ZodType>(shape: S, sql: string, ...values: SQLInputValue[]): z.infer<S>[] =>
    prepare(sql)
      .all(...values)
      .map((row) => shape.parse(row));
  return {
    rows,
    row: <S extends z.ZodType>(shape: S, sql: string, ...values: SQLInputValue[]): z.infer<S> | undefined =>
      rows(shape, sql, ...values)[0],
    run: (sql: string, ...values: SQLInputValue[]): number => Number(prepare(sql).run(...values).changes),
    close: () => db.close(),
  };
};
