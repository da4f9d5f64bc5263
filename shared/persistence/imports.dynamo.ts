import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { Findings } from '../domain/import/findings.ts';
import { goneAtMs, Import } from '../domain/import/import.ts';
import type { ImportStore } from '../domain/import/import-store.ts';
import { nextEtag } from '../domain/save.ts';
import { toEpochSeconds, type Clock } from '../domain/time.ts';
import type { TableAt } from './dynamo.ts';
import { registerIndexes, registerKeys } from './keys.ts';
import { readPage, registerStretch, type Position } from './page.ts';
import { putItem, readItem, transact, type Item } from './versioned-item.ts';

const openPartition = 'OPEN-IMPORT#0';

const expiryOf = (of: Import) => ({ expiresAt: toEpochSeconds(goneAtMs(of)) });

const toItem = (of: Import): Item => ({
  ...registerKeys.import(of.importId),
  type: 'import',
  ...of,
  ...expiryOf(of),
  ...(of.state === 'checking' || of.state === 'running'
    ? { [registerIndexes['by-waiting'].pk]: openPartition, [registerIndexes['by-waiting'].sk]: of.importId }
    : {}),
});

/** Imports in the register table. */
export const createImports = (at: TableAt, clock: Clock): ImportStore => ({
  read: async (importId) => {
    const found = await readItem(at, registerKeys.import(importId), Import);
    // the table clears expired rows some time later
    return found === undefined || goneAtMs(found) <= clock() ? undefined : found;
  },

  save: async (before, next) => {
    const saved: Import = { ...next, etag: nextEtag(before?.etag) };
    if (before !== undefined)
      return (await putItem(at, toItem(saved), { etag: before.etag })) === 'written' ? saved : 'conflict';
    const { importId, maker, createdAt } = saved;
    const pointer = { ...registerKeys.imported(maker, createdAt, importId), type: 'import-pointer', importId };
    const written = await transact(at, [
      { put: toItem(saved), expected: 'absent' },
      { put: { ...pointer, ...expiryOf(saved) }, expected: 'any' },
    ]);
    return written.written ? saved : 'conflict';
  },

  findings: (importId) => readItem(at, registerKeys.importFindings(importId), Findings),

  saveFindings: async (of, findings) => {
    const item = { ...registerKeys.importFindings(of.importId), type: 'import-findings', ...findings };
    await putItem(at, { ...item, ...expiryOf(of) }, 'any');
  },
});

const Pointer = z.object({ sk: z.string(), importId: z.string() });

/** Imports of one person, newest first, page by page. */
export const createImportsOf =
  (at: TableAt, clock: Clock) =>
  async (
    subject: string,
    limit: number,
    position: Position | undefined,
  ): Promise<{ readonly rows: readonly Import[]; readonly position: Position | undefined }> => {
    const { pk } = registerKeys.imported(subject, '', '');
    const { Items = [], LastEvaluatedKey } = await at.dynamo.send(
      new QueryCommand({
        TableName: at.table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ScanIndexForward: false,
        Limit: limit,
        ...(position?.['sk'] === undefined ? {} : { ExclusiveStartKey: { pk, sk: position['sk'] } }),
      }),
    );
    const pointers = Items.map((item) => Pointer.parse(item));
    const { read } = createImports(at, clock);
    const rows = await Promise.all(pointers.map(({ importId }) => read(importId)));
    const last = pointers.at(-1);
    return {
      rows: rows.flatMap((row) => row ?? []),
      position: LastEvaluatedKey === undefined || last === undefined ? undefined : { sk: last.sk },
    };
  };

/** Imports that somebody works on, or should: from an index, so one that just ended may be among them. */
export const createOpenImports =
  (at: TableAt) =>
  async (limit: number): Promise<readonly string[]> => {
    const { rows } = await readPage(at, {
      stretches: [registerStretch('by-waiting', openPartition)],
      limit,
      position: undefined,
      parse: (item) => Import.pick({ importId: true }).parse(item).importId,
    });
    return rows;
  };
