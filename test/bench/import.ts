/**
 * Imports of 50,000 IKMs and 50,000 products (`--rows N`), as CSV and as XLSX, through to durable rows in DynamoDB's engine:
 * rows and memory of the process that imports, write units per row; beside the floors of the same run: reading and
 * understanding the rows alone, the engine's own batch puts of the very same items, and the import with a table that answers
 * at once. Last line JSON.
 */
import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { openRows } from '../../functions/run-import/open-file.ts';
import { ahead, inStretches } from '../../functions/run-import/stretches.ts';
import type { LinedEntry } from '../../shared/domain/intake/entry.ts';
import { MemberId } from '../../shared/domain/ids.ts';
import type { Caller } from '../../shared/domain/member/member.ts';
import { createWriteEntries } from '../../shared/persistence/bulk-entries.dynamo.ts';
import type { TableAt } from '../../shared/persistence/dynamo.ts';
import { createIdentityHash } from '../../shared/persistence/identity-hash.kms.ts';
import { registerIndexes, registerKeys } from '../../shared/persistence/keys.ts';
import { createSealer } from '../../shared/persistence/sealing.kms.ts';
import { fileSource } from '../../shared/tabular/byte-source.ts';
import { writeXlsx } from '../../shared/tabular/xlsx/write.ts';
import { createFakeKms } from '../fake-kms.ts';
import { startDynoxide } from '../integration/dynoxide.ts';
import { makeSheet, nibOf, sheetDirectory, toCsv } from '../sheets.ts';

const kinds = ['ikm', 'product'] as const;
const formats = ['csv', 'xlsx'] as const;
type Kind = (typeof kinds)[number];
type Format = (typeof formats)[number];

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '50000' },
    // a measurement of one way in a process of its own
    way: { type: 'string' },
    kind: { type: 'string', default: 'ikm' },
    file: { type: 'string', default: '' },
    table: { type: 'string', default: '' },
    endpoint: { type: 'string', default: '' },
  },
});
const rows = Number(values.rows);
/** Rows of a stretch, as an import carries them. */
const stretch = 500;
const mb = (bytes: number): number => Math.round(bytes / 1024 / 1024);
const round = (x: number, digits = 2): number => Number(x.toFixed(digits));
const ministry: Caller = {
  subject: 'bench',
  memberships: [{ memberId: MemberId.parse('01JD8ZQ4Y0BENCH00000000001'), role: 'kementerian', scope: [] }],
};

const connect = (endpoint: string): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint,
      region: 'ap-southeast-3',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }),
    { marshallOptions: { removeUndefinedValues: true, convertClassInstanceToMap: true } },
  );

/** A table that answers at once: all insertions succeed, all IKMs that are asked for are there. */
const stub = (): DynamoDBDocumentClient => {
  const send = async (command: {
    input: { Statements?: object[]; RequestItems?: Record<string, { Keys: object[] }> };
  }) => {
    const { Statements, RequestItems } = command.input;
    if (Statements !== undefined) return { Responses: Statements.map(() => ({})) };
    const keys = Object.values(RequestItems ?? {}).flatMap(({ Keys }) => Keys as { pk: string }[]);
    return { Responses: { [values.table]: keys.map(({ pk }) => placeRow(pk.slice('IKM#'.length))) } };
  };
  return { send } as unknown as DynamoDBDocumentClient;
};
const placeRow = (ikmId: string) => ({ ...registerKeys.ikm(ikmId), ikmId, regionCode: '35.73', state: 'approved' });

/** In a process of its own: reads the file and understands its rows; with a table it writes them too. */
const importFile = async (): Promise<object> => {
  const kind = values.kind as Kind;
  const directory = sheetDirectory(kind === 'product' ? rows : 0);
  const { kms } = createFakeKms();
  const at: TableAt = { table: values.table, dynamo: values.way === 'stub' ? stub() : connect(values.endpoint) };
  const write = createWriteEntries({
    register: at,
    caller: ministry,
    directory: sheetDirectory(0),
    importId: '01JD8ZQ4Y0BENCH00000000002',
    clock: Date.now,
    sealer: createSealer({ kms, keyId: 'seal', clock: Date.now }),
    hashIdentity: createIdentityHash({ kms, keyId: 'identity' }),
  });
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
  const startedAt = performance.now();
  const cpuAt = process.cpuUsage();
  const counts: Record<string, number> = {};
  const file = await openRows(await fileSource(values.file), { kind, target: undefined }, directory, '2026-11-22');
  for await (const some of ahead(inStretches(file.rows, stretch))) {
    const entries = some.flatMap(({ line, said }): LinedEntry[] =>
      'problems' in said ? [] : [{ line, entry: said.entry }],
    );
    counts['understood'] = (counts['understood'] ?? 0) + entries.length;
    if (values.way !== 'read') for (const { did } of await write(entries)) counts[did] = (counts[did] ?? 0) + 1;
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpuAt);
  clearInterval(timer);
  if (values.way === 'write') at.dynamo.destroy();
  return {
    ...counts,
    seconds: round(seconds),
    rowsPerSecond: Math.round(rows / seconds),
    rowsPerCpuSecond: Math.round(rows / ((user + system) / 1e6)),
    peakRssMb: mb(Math.max(peak, process.memoryUsage().rss)),
  };
};

// the collector takes what it may: a small heap shows what an import needs
const flags = ['--max-old-space-size=96', '--max-semi-space-size=8'];
const measure = (options: Record<string, string>): Promise<Record<string, number>> =>
  new Promise((resolve, reject) => {
    const args = Object.entries({ rows: String(rows), ...options }).flatMap(([name, value]) => [`--${name}`, value]);
    const child = spawn(process.execPath, [...flags, new URL(import.meta.url).pathname, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (chunk) => (text += chunk));
    child.on('exit', (code) =>
      code === 0
        ? resolve(JSON.parse(text.trim().split('\n').at(-1)!))
        : reject(new Error(`${args.join(' ')}: ${code}`)),
    );
  });

/** Size of a value as DynamoDB counts it (docs: "DynamoDB item sizes and formats"). */
const sizeOf = (value: unknown): number => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(value).replace(/[-.]/g, '').length / 2) + 1;
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + 1 + sizeOf(each), 3);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).reduce((sum, [name, each]) => sum + 1 + Buffer.byteLength(name) + sizeOf(each), 3);
  return 1;
};
const itemSize = (item: Record<string, unknown>): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + sizeOf(value), 0);
const indexesOf = (item: Record<string, unknown>): number =>
  Object.values(registerIndexes).filter(({ pk }) => pk in item).length;

/** The engine's own batch puts of the items of one table into another, four on their way; and what the items are. */
const floorOfEngine = async (from: TableAt, to: TableAt) => {
  const units = { items: 0, bytes: 0, table: 0, indexes: 0 };
  let seconds = 0;
  let start: Record<string, unknown> | undefined;
  do {
    const page = await from.dynamo.send(new ScanCommand({ TableName: from.table, ExclusiveStartKey: start }));
    const items = (page.Items ?? []).filter(
      ({ createdWith, type }) => createdWith !== undefined || type === 'identity',
    );
    for (const item of items) {
      const kb = Math.ceil(itemSize(item) / 1024);
      units.items += 1;
      units.bytes += itemSize(item);
      units.table += kb;
      units.indexes += kb * indexesOf(item);
    }
    const batches = Array.from({ length: Math.ceil(items.length / 25) }, (_, n) => items.slice(n * 25, n * 25 + 25));
    const queue = batches.values();
    const startedAt = performance.now();
    const put = async (): Promise<void> => {
      for (const batch of queue)
        await to.dynamo.send(
          new BatchWriteCommand({ RequestItems: { [to.table]: batch.map((Item) => ({ PutRequest: { Item } })) } }),
        );
    };
    await Promise.all([put(), put(), put(), put()]);
    seconds += (performance.now() - startedAt) / 1000;
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return {
    seconds: round(seconds),
    rowsPerSecond: Math.round(rows / seconds),
    itemsPerRow: round(units.items / rows),
    bytesPerItem: Math.round(units.bytes / units.items),
    unitsPerRow: round((units.table + units.indexes) / rows),
    unitsOfTable: round(units.table / rows),
    unitsOfIndexes: round(units.indexes / rows),
  };
};

const sheetFile = async (folder: string, kind: Kind, format: Format): Promise<string> => {
  const path = join(folder, `${kind}.${format}`);
  const sheet = makeSheet({ kind, rows });
  const cells = function* (): Iterable<(string | number | undefined)[]> {
    for (const row of sheet.rows())
      yield row.map((cell) => (typeof cell === 'object' ? ('error' in cell ? cell.error : cell.value) : cell));
  };
  const bytes =
    format === 'csv'
      ? toCsv(sheet)
      : writeXlsx({
          sheets: [{ name: 'Data', columns: sheet.header.map((header) => ({ header })), rows: cells() }],
          at: new Date('2026-11-22T00:00:00Z'),
        });
  await pipeline(Readable.from(bytes), createWriteStream(path));
  return path;
};

const main = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-import-'));
  const engine = await startDynoxide();
  const results: Record<string, object> = {};
  let holds = true;
  try {
    for (const kind of kinds)
      for (const format of formats) {
        const file = await sheetFile(folder, kind, format);
        const at = await engine.createTable('register');
        const { protocol, hostname, port, path } = await at.dynamo.config.endpoint!();
        const endpoint = `${protocol}//${hostname}:${port}${path}`;
        if (kind === 'product') await putMakers(at);
        const read = await measure({ way: 'read', kind, file });
        const stubbed = await measure({ way: 'stub', kind, file, table: at.table });
        const written = await measure({ way: 'write', kind, file, table: at.table, endpoint });
        const engineAlone = await floorOfEngine(at, await engine.createTable('register'));
        const ofEngine = round(written['rowsPerSecond']! / engineAlone.rowsPerSecond);
        const result = { written, ofEngine, engineAlone, read, stubbed };
        console.log(kind, format, result);
        results[`${kind}.${format}`] = result;
        holds &&= ofEngine >= 0.8 && written['created'] === rows && written['peakRssMb']! < 200;
      }
  } finally {
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(JSON.stringify({ bench: 'import', rows, holds, ...results }));
};

/** The IKMs that rows of products name. */
const putMakers = async ({ dynamo, table }: TableAt): Promise<void> => {
  const directory = sheetDirectory(rows);
  const ids = new Set<string>();
  for (let n = 0; n < rows; n += 1) {
    const found = directory.ikm(nibOf(n));
    if (typeof found === 'object') ids.add(found.id);
  }
  const all = [...ids];
  for (let n = 0; n < all.length; n += 25)
    await dynamo.send(
      new BatchWriteCommand({
        RequestItems: { [table]: all.slice(n, n + 25).map((id) => ({ PutRequest: { Item: placeRow(id) } })) },
      }),
    );
};

if (values.way === undefined) await main();
else console.log(JSON.stringify(await importFile()));
