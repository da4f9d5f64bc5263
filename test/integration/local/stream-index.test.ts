import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '@jest/globals';
import { startDynoxide } from '../../../local/engines/dynoxide.ts';

/** The query that the engine runs at each write to a table with a stream. */
const perWrite = 'SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = ?';

test('100,000 stream records do not slow a write: its query reads one row of an index', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'local-stream-'));
  const engine = await startDynoxide(dataDir);
  const database = new DatabaseSync(join(dataDir, 'dynamodb.db'), { timeout: 5_000 });
  const insert = database.prepare(
    "INSERT INTO _stream_records (table_name, event_name, keys_json, sequence_number, shard_id, created_at) VALUES ('things', 'INSERT', '{}', ?, 's', 0)",
  );
  database.exec('BEGIN');
  for (let sequence = 1; sequence <= 100_000; sequence++) insert.run(String(sequence));
  database.exec('COMMIT');
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${perWrite}`).all('things') as { detail: string }[];
  expect(plan.map(({ detail }) => detail)).toEqual([
    expect.stringMatching(/^SEARCH .* USING (COVERING )?INDEX local_stream_order \(table_name=\?\)$/),
  ]);
  database.close();
  await engine.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
