import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

const Row = z.object({ value: z.string() });
const Entry = z.object({ key: z.string(), value: z.string() });

/** What `local` itself remembers between runs: texts by kind and key, on disk before `put` returns. */
export interface State {
  readonly get: (kind: string, key: string) => string | undefined;
  readonly put: (kind: string, key: string, value: string) => void;
  readonly delete: (kind: string, key: string) => void;
  readonly list: (kind: string) => readonly { readonly key: string; readonly value: string }[];
  /** A secret made at first use: `bytes` random bytes. */
  readonly secret: (name: string, bytes: number) => Buffer;
  readonly close: () => void;
}

/** Opens the state under the data directory. It survives `kill -9`: SQLite with a write-ahead log. */
export const openState = (dataDir: string): State => {
  mkdirSync(dataDir, { recursive: true });
  const database = new DatabaseSync(join(dataDir, 'local.db'));
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS state (kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID`);
  const select = database.prepare('SELECT value FROM state WHERE kind = ? AND key = ?');
  const upsert = database.prepare('INSERT OR REPLACE INTO state (kind, key, value) VALUES (?, ?, ?)');
  const remove = database.prepare('DELETE FROM state WHERE kind = ? AND key = ?');
  const all = database.prepare('SELECT key, value FROM state WHERE kind = ? ORDER BY key');
  const get: State['get'] = (kind, key) => {
    const row = select.get(kind, key);
    return row === undefined ? undefined : Row.parse(row).value;
  };
  const put: State['put'] = (kind, key, value) => {
    upsert.run(kind, key, value);
  };
  return {
    get,
    put,
    delete: (kind, key) => {
      remove.run(kind, key);
    },
    list: (kind) => all.all(kind).map((row) => Entry.parse(row)),
    secret: (name, bytes) => {
      const kept = get('secret', name);
      if (kept !== undefined) return Buffer.from(kept, 'base64');
      const made = randomBytes(bytes);
      put('secret', name, made.toString('base64'));
      return made;
    },
    close: () => database.close(),
  };
};
