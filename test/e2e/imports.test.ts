import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { ulid } from 'ulid';
import type { ImportFormat } from '../../shared/domain/import/import.ts';
import type { Cell } from '../../shared/domain/intake/cell.ts';
import type { ImportKind } from '../../shared/domain/intake/entry.ts';
import { writeCsv } from '../../shared/tabular/csv/write.ts';
import { openTable } from '../../shared/tabular/open-table.ts';
import { writeXlsx } from '../../shared/tabular/xlsx/write.ts';
import { corpus } from '../corpus/corpus.ts';
import { memorySource } from '../corpus/memory-source.ts';
import { zipBytes } from '../corpus/zip-bytes.ts';
import { makeSheet } from '../sheets.ts';
import { applyFix } from '../unit/domain/intake/apply-fix.ts';
import { createApi, freePort, startService, until, type Reply, type Service } from './service.ts';

let service: Service;
let call: ReturnType<typeof createApi>['call'];
beforeAll(async () => {
  service = await startService({ port: await freePort() });
  ({ call } = createApi(service));
}, 120_000);
afterAll(() => service.remove());

type Value = string | number | undefined;
type Table = readonly (readonly Value[])[];

const valueOf = (cell: Cell): Value => (typeof cell === 'object' ? ('value' in cell ? cell.value : cell.error) : cell);

const tableOf = (options: Parameters<typeof makeSheet>[0]): Table => {
  const { header, rows } = makeSheet(options);
  return [header, ...Array.from(rows(), (cells) => cells.map(valueOf))];
};

const bytesOf = async (table: Table, format: ImportFormat): Promise<Buffer> => {
  const [header = [], ...rows] = table;
  const columns = header.map((name) => ({ header: String(name) }));
  const content: unknown[] = [];
  for await (const chunk of format === 'csv'
    ? writeCsv(table, { separator: ';' })
    : writeXlsx({ sheets: [{ name: 'Data', columns, rows }], at: new Date(0) }))
    content.push(chunk);
  return Buffer.concat(content as Buffer[]);
};

const readTable = async (bytes: Buffer): Promise<Table> => {
  const read: (readonly Value[])[] = [];
  for await (const rows of (await openTable(memorySource(bytes))).rows)
    read.push(...rows.map(({ cells }) => cells.map(valueOf)));
  return read;
};

const upload = async ({ url, fields }: { url: string; fields: Record<string, string> }, bytes: Buffer) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([new Uint8Array(bytes)]));
  return (await fetch(url, { method: 'POST', body: form })).status;
};

const stateOf = (importId: string, ...states: readonly string[]): Promise<any> =>
  until(
    `import ${importId} to be ${states.join(' or ')}`,
    async () => {
      const { body } = await call('kementerian', 'GET', `/v1/imports/${importId}`);
      return states.includes(body?.state) ? body : undefined;
    },
    120_000,
  );

const begin = async (
  kind: ImportKind,
  format: ImportFormat,
  bytes: Buffer,
  zip?: Buffer,
): Promise<{ importId: string; checked: any }> => {
  const importId = ulid();
  const { status, body } = await call('kementerian', 'POST', '/v1/imports', {
    importId,
    kind,
    format,
    ...(zip === undefined ? {} : { photos: true }),
  });
  expect(status).toBe(201);
  expect(await upload(body.upload, bytes)).toBe(204);
  if (zip !== undefined) expect(await upload(body.photosUpload, zip)).toBe(204);
  return { importId, checked: await stateOf(importId, 'checked', 'failed') };
};

const commit = async (importId: string): Promise<any> => {
  expect((await call('kementerian', 'POST', `/v1/imports/${importId}/commit`)).status).toBe(200);
  return stateOf(importId, 'finished', 'failed');
};

const reportOf = async (importId: string): Promise<Buffer> => {
  const { status, headers } = await call('kementerian', 'GET', `/v1/imports/${importId}/report`);
  expect(status).toBe(302);
  return Buffer.from(await (await fetch(headers.get('location') ?? '')).arrayBuffer());
};

/** Does to each row of a report what stands under "Saran", and nothing else. */
const follow = ([header = [], ...rows]: Table): Table => {
  const names = header.map(String);
  let longest: readonly string[] = names;
  const mended = rows.flatMap((cells) => {
    const done = applyFix(String(cells[names.indexOf('Saran')]), { header: names, cells });
    if (done.deleted) return [];
    if (done.header.length > longest.length) longest = done.header;
    return [done.cells];
  });
  return [longest, ...mended];
};

const everything = async (path: string): Promise<any[]> => {
  const items: any[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const at: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const { body }: Reply = await call('kementerian', 'GET', `${path}?limit=100${at}`);
    items.push(...body.items);
    cursor = body.nextCursor;
  }
  return items;
};

describe('a list of 200 firms, a fifth of the rows bad', () => {
  const table = tableOf({ kind: 'ikm', rows: 200, seed: 5, isSloppy: true, bad: 0.2 });

  test('is wholly enrolled in three uploads by doing literally what the reports say', async () => {
    let next = table;
    let went = 0;
    for (const format of ['csv', 'xlsx', 'csv'] as const) {
      const { importId, checked } = await begin('ikm', format, await bytesOf(next, format));
      expect(checked).toMatchObject({ state: 'checked', counts: { rows: next.length - 1, created: 0 } });
      const { counts, report } = await commit(importId);
      went += counts.created;
      if (report === undefined) {
        expect((await call('kementerian', 'GET', `/v1/imports/${importId}/report`)).body.code).toBe('no-report');
        next = [];
        break;
      }
      next = follow(await readTable(await reportOf(importId)));
      if (next.length === 1) break;
    }
    expect(next.length).toBeLessThanOrEqual(1);
    const firms = await everything('/v1/ikms');
    expect(firms).toHaveLength(went);
    expect(went).toBeGreaterThan(180);
  }, 120_000);

  test('changes nothing when it comes again', async () => {
    const before = await everything('/v1/ikms');
    const { importId } = await begin('ikm', 'csv', await bytesOf(table, 'csv'));
    const { counts } = await commit(importId);
    expect(counts).toMatchObject({ created: 0, changed: 0 });
    expect(await everything('/v1/ikms')).toEqual(before);
  }, 60_000);
});

test('products come with their photos from a ZIP beside the sheet', async () => {
  const [firm] = await everything('/v1/ikms');
  const picture = (background: string) =>
    sharp({ create: { width: 600, height: 600, channels: 3, background } })
      .jpeg()
      .toBuffer();
  const zip = zipBytes([
    { name: 'foto/KT-1.jpg', content: await picture('#b52') },
    { name: 'KT-1_2.jpg', content: await picture('#2b5') },
    { name: 'lain.jpg', content: await picture('#25b') },
  ]);
  const sheet = await bytesOf(
    [
      ['IKM', 'Nama produk', 'Komoditas', 'SKU', 'Harga', 'Stok', 'Berat'],
      [firm.ikmId, 'Keripik Tempe Pedas', 'Makanan', 'KT-1', 'Rp25.000', 4, '250 g'],
      [firm.ikmId, 'Keripik Tempe Manis', 'Makanan', 'KT-2', 'Rp26.000', 4, '250 g'],
    ],
    'xlsx',
  );
  const { importId, checked } = await begin('product', 'xlsx', sheet, zip);
  expect(checked.problems).toEqual(
    expect.arrayContaining([expect.objectContaining({ code: 'photo-file-unmatched', count: 1, files: ['lain.jpg'] })]),
  );
  expect(await commit(importId)).toMatchObject({ state: 'finished', counts: { created: 2, refused: 0, photos: 2 } });
  const { items } = (await call('kementerian', 'GET', `/v1/products?ikmId=${firm.ikmId}`)).body;
  const { productId } = items.find(({ name }: { name: string }) => name === 'Keripik Tempe Pedas');
  const product = (await call('kementerian', 'GET', `/v1/products/${productId}`)).body;
  expect(product.photos).toHaveLength(2);
  for (const photoId of product.photos)
    await until('the photo to be ready', async () => {
      const { body } = await call('kementerian', 'GET', `/v1/products/${productId}/photos/${photoId}`);
      return body.state === 'ready';
    });
  const again = await begin('product', 'xlsx', sheet, zip);
  expect(await commit(again.importId)).toMatchObject({ counts: { created: 0, changed: 0, same: 2, photos: 2 } });
}, 120_000);

test('files that are no tables, or attacks, are refused with a sentence', async () => {
  // S3 itself refuses a file of no bytes
  const hostile = corpus.flatMap(({ name, format, make, expect: wanted }) => {
    const bytes = 'refused' in wanted ? make() : Buffer.alloc(0);
    return 'refused' in wanted && bytes.length > 0 ? [{ name, format, bytes, code: wanted.refused }] : [];
  });
  expect(hostile.length).toBeGreaterThan(30);
  const refuse = async ({ name, format, bytes, code }: (typeof hostile)[number]): Promise<void> => {
    const { checked } = await begin('ikm', format, bytes);
    const { state, failure } = checked;
    // what has not our columns is read no further
    const said = ['header-missing', 'column-missing'].includes(failure?.code) ? code : failure?.code;
    expect({ name, state, said }).toEqual({ name, state: 'failed', said: code });
    expect(failure.message).toMatch(/\.$/);
  };
  const queue = hostile.values();
  await Promise.all(
    [1, 2, 3, 4].map(async () => {
      for (const file of queue) await refuse(file);
    }),
  );
}, 240_000);

test('an import that is cancelled before it runs writes nothing; afterwards it cannot be committed', async () => {
  const before = (await everything('/v1/ikms')).length;
  const { importId } = await begin('ikm', 'csv', await bytesOf(tableOf({ kind: 'ikm', rows: 10, seed: 9 }), 'csv'));
  expect((await call('kementerian', 'POST', `/v1/imports/${importId}/cancel`)).body.state).toBe('cancelled');
  const { status, body } = await call('kementerian', 'POST', `/v1/imports/${importId}/commit`);
  expect([status, body.code]).toEqual([409, 'wrong-state']);
  expect(await everything('/v1/ikms')).toHaveLength(before);
  const { items } = (await call('kementerian', 'GET', '/v1/imports?limit=1')).body;
  expect(items).toMatchObject([{ importId, state: 'cancelled' }]);
}, 60_000);

test.each(['xlsx', 'csv'] as const)('a template as %s is a file that can be filled in', async (format) => {
  const reply = await fetch(`${service.api}/v1/import-templates/product?format=${format}`);
  expect(reply.headers.get('content-disposition')).toBe(`attachment; filename="templat-produk.${format}"`);
  const [header] = await readTable(Buffer.from(await reply.arrayBuffer()));
  expect(header).toEqual(expect.arrayContaining(['Nama produk *', 'Harga *']));
});

test('killed in the middle and started again, it ends as if nothing had happened', async () => {
  const rows = 1200;
  const [header = [], ...all] = tableOf({ kind: 'ikm', rows: 200 + rows, seed: 77 });
  // none of the firms of the list above
  const table = [header, ...all.slice(200)];
  const known = (await everything('/v1/ikms')).length;
  const { importId } = await begin('ikm', 'csv', await bytesOf(table, 'csv'));
  await call('kementerian', 'POST', `/v1/imports/${importId}/commit`);
  await until('some rows to be in', async () => {
    const { body } = await call('kementerian', 'GET', `/v1/imports/${importId}`);
    return body.progress.done > 0;
  });
  await service.kill();
  service = await startService({ port: service.port, dataDir: service.dataDir });
  const { state, counts } = await stateOf(importId, 'finished', 'failed');
  expect({ state, counts }).toMatchObject({
    state: 'finished',
    counts: { created: rows, changed: 0, same: 0, refused: 0 },
  });
  expect(await everything('/v1/ikms')).toHaveLength(known + rows);
}, 180_000);
