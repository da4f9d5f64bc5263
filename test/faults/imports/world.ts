import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ulid } from 'ulid';
import { ZipFile } from 'yazl';
import { cancelImport } from '../../../functions/cancel-import/use-case.ts';
import { commitImport } from '../../../functions/commit-import/use-case.ts';
import { receiveImport } from '../../../functions/receive-import/use-case.ts';
import { openRows } from '../../../functions/run-import/open-file.ts';
import type { RunImportDeps } from '../../../functions/run-import/ports.ts';
import { runImport } from '../../../functions/run-import/use-case.ts';
import { reportOf } from '../../../functions/run-import/write-report.ts';
import { startImport } from '../../../functions/start-import/use-case.ts';
import { sweepImports } from '../../../functions/sweep-imports/use-case.ts';
import { derivedId } from '../../../shared/domain/derived-id.ts';
import type { Findings } from '../../../shared/domain/import/findings.ts';
import { goneAtMs, type Import } from '../../../shared/domain/import/import.ts';
import type { ImportFiles, ImportStore } from '../../../shared/domain/import/import-store.ts';
import { importKeys } from '../../../shared/domain/import/objects.ts';
import type { Directory, WriteEntries } from '../../../shared/domain/intake/entry.ts';
import { templateOf } from '../../../shared/domain/intake/template.ts';
import type { Caller } from '../../../shared/domain/member/member.ts';
import type { Photo } from '../../../shared/domain/photo/photo.ts';
import { ObjectReplacedError } from '../../../shared/domain/import/replaced.ts';
import type { ByteSource } from '../../../shared/tabular/byte-source.ts';
import { openZip } from '../../../shared/tabular/zip/open-zip.ts';

/** The process died: it does nothing more, not even tidy up. */
export class Death extends Error {}

const ikmId = '01JCXQ5A2B4C6D8E0F2G4H6J8K';
const otherIkmId = '01JCXQ5A2B4C6D8E0F2G4H6J9M';
export const officer: Caller = {
  subject: 'petugas',
  memberships: [{ memberId: ulid() as never, role: 'dinas', scope: ['35'] }],
};

const sourceOf = (bytes: Buffer): ByteSource => ({
  size: bytes.length,
  read: (start, end) => Readable.from([bytes.subarray(start, end)]),
});

/** A sheet of products: every tenth row is refused while it is read, every seventeenth when it is written. */
export const sheet = (rows: number): string => {
  const [{ columns }] = templateOf('product');
  const names = columns.map(({ header }) => header.replace(' *', ''));
  const lineOf = (fields: Record<string, string>): string => names.map((name) => fields[name] ?? '').join(';');
  return [
    names.join(';'),
    ...Array.from({ length: rows }, (_, n) =>
      lineOf({
        IKM: ikmId,
        'Nama produk': n % 17 === 16 ? `Ditolak ${n}` : `Keripik ${n}`,
        Komoditas: 'Makanan',
        Deskripsi: 'Renyah',
        SKU: `KT-${n}`,
        Harga: n % 10 === 9 ? 'seribu lima' : `Rp${n + 1}.000`,
        Stok: '4',
      }),
    ),
  ].join('\r\n');
};

/** Header of a PNG of 1 × 1: all that a first look needs. */
const png = Buffer.from(
  '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489' +
    '0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082',
  'hex',
);

/** Photos for some of the rows, one that fits nothing, and one that is none. */
export const photos = async (rows: number, every = 7): Promise<Buffer> => {
  const zip = new ZipFile();
  const add = (bytes: Buffer, name: string) => zip.addBuffer(bytes, name, { mtime: new Date(0) });
  for (let n = 0; n < rows; n += every) add(Buffer.concat([png, Buffer.from(String(n))]), `foto/KT-${n}.png`);
  add(Buffer.concat([png, Buffer.from('second')]), 'KT-7_2.png');
  add(png, 'entah.png');
  add(Buffer.from('bukan foto'), 'KT-14_2.jpg');
  zip.end();
  return buffer(zip.outputStream);
};

interface Stored {
  readonly name: string;
  readonly price: number | undefined;
  readonly photos: readonly string[];
  readonly by: { readonly importId: string; readonly line: number; readonly did: 'created' | 'changed' };
}

const directory: Directory = {
  sentra: () => 'none',
  ikm: (text) =>
    text === ikmId || text === otherIkmId ? { id: text, regionCode: '35.73', komoditas: 'makanan' } : 'none',
};

const copy = <T>(value: T): T => structuredClone(value);

/** All that imports touch, in memory, where each call can be the last one that a process makes. */
export const createWorld = () => {
  let nowMs = Date.parse('2026-11-22T08:00:00.000Z');
  const clock = () => nowMs;
  const imports = new Map<string, Import>();
  const findings = new Map<string, Findings>();
  const objects = new Map<string, Buffer>();
  const uploads = new Map<string, Buffer>();
  const register = new Map<string, Stored>();
  const photoRows = new Map<string, Photo>();
  const messages: { readonly id: string; readonly importId: string }[] = [];
  let writes = 0;
  let whenUploaded = (): void => undefined;

  let calls = 0;
  let fate: (call: number) => 'before' | 'after' | undefined = () => undefined;
  /** Each worker is a process of its own: one that died stays dead. */
  const createProcess = () => {
    let isDead = false;
    return <Args extends unknown[], Result>(act: (...args: Args) => Promise<Result> | Result) =>
      async (...args: Args): Promise<Result> => {
        await Promise.resolve();
        if (isDead) throw new Death('dead');
        calls += 1;
        const end = fate(calls);
        if (end !== undefined) isDead = true;
        if (end === 'before') throw new Death('before');
        const result = await act(...args);
        if (isDead) throw new Death('after');
        return result;
      };
  };

  const save = (before: Import | undefined, next: Import): Import | 'conflict' => {
    const there = imports.get(next.importId);
    if (there?.etag !== before?.etag) return 'conflict';
    const saved = copy({ ...next, etag: String(Number(before?.etag ?? '0') + 1) });
    imports.set(saved.importId, saved);
    // what the table's stream tells
    if (saved.seq > (before?.seq ?? 0)) messages.push({ id: `m-${saved.seq}`, importId: saved.importId });
    return copy(saved);
  };
  const store: ImportStore = {
    read: async (importId) => {
      const found = imports.get(importId);
      return found === undefined || goneAtMs(found) <= nowMs ? undefined : copy(found);
    },
    save: async (before, next) => save(before, next),
    findings: async (importId) => copy(findings.get(importId)),
    saveFindings: async ({ importId }, found) => void findings.set(importId, copy(found)),
  };
  const etagOf = (bytes: Buffer) => `"${derivedId(bytes.toString('base64'))}"`;
  const files: ImportFiles = {
    etagOf: async (key) => {
      const bytes = objects.get(key);
      return bytes === undefined ? undefined : etagOf(bytes);
    },
    remove: async (key) => void objects.delete(key),
    put: async (key, text) => void objects.set(key, Buffer.from(text)),
    get: async (key) => objects.get(key)?.toString('utf8'),
  };
  const openUpload = (of: Import, part: 'source' | 'photos'): ByteSource => {
    const bytes = objects.get(importKeys.upload(of.importId, part));
    if (bytes === undefined || etagOf(bytes) !== of.uploads?.[part]) throw new ObjectReplacedError(part);
    return sourceOf(bytes);
  };

  /** As the register does it: by derived ids, conditionally, each thing with the row that wrote it last. */
  const writerFor = (act: ReturnType<typeof createProcess>, { importId }: Import): WriteEntries => {
    const put = act(async (line: number, key: string, said: Omit<Stored, 'by'>) => {
      const there = register.get(key);
      const isSame = there !== undefined && there.name === said.name && there.price === said.price;
      if (isSame) return there.by.importId === importId && there.by.line === line ? there.by.did : ('same' as const);
      const did = there === undefined ? ('created' as const) : ('changed' as const);
      writes += 1;
      register.set(key, { ...said, by: { importId, line, did } });
      return did;
    });
    return (entries) =>
      Promise.all(
        entries.map(async ({ line, entry }) => {
          if (entry.kind !== 'product') throw new Error('only products here');
          const { name, sku = '', photos: named = [], offer } = entry.body;
          if (name.startsWith('Ditolak')) {
            const message = { id: 'Ditolak.', en: 'Refused.' };
            return {
              line,
              did: 'refused' as const,
              problems: [{ code: 'refused', message, fix: { do: 'delete-row' as const } }],
            };
          }
          const id = derivedId('product', entry.ikmId, sku);
          return { line, did: await put(line, id, { name, price: offer?.priceIdr, photos: named }), id };
        }),
      );
  };

  const depsOf = (act: ReturnType<typeof createProcess>, budgetMs: number): RunImportDeps => ({
    imports: {
      read: act(store.read),
      save: act(store.save),
      findings: act(store.findings),
      saveFindings: act(store.saveFindings),
    },
    files: { etagOf: act(files.etagOf), remove: act(files.remove), put: act(files.put), get: act(files.get) },
    membershipsOf: act(() => officer.memberships),
    loadDirectory: act(() => directory),
    openFile: act((of: Import) => openRows(openUpload(of, 'source'), of, directory, '2026-11-22')),
    openPhotos: act((of: Import) => openZip(openUpload(of, 'photos'))),
    writerFor: (of) => writerFor(act, of),
    addPhotos: act((productId: string, wanted: readonly Photo[]) =>
      wanted.map((photo) => {
        const key = `${productId}/${photo.photoId}`;
        const there = photoRows.get(key);
        if (there === undefined) writes += 1;
        photoRows.set(key, there ?? photo);
        return there ?? photo;
      }),
    ),
    putUpload: act((key: string, bytes: Uint8Array) => {
      uploads.set(key, Buffer.from(bytes));
      whenUploaded();
    }),
    refusePhoto: act(() => undefined),
    writeReport: act(async (key: string, form: Findings['form'], rows) => {
      const bytes = await buffer(reportOf(form, rows));
      objects.set(key, bytes);
      return bytes.length;
    }),
    clock,
    budgetMs,
  });

  const work = async (
    message: { readonly id: string; readonly importId: string },
    budgetMs = 240_000,
  ): Promise<void> => {
    await runImport(depsOf(createProcess(), budgetMs))(message.importId, message.id);
  };
  const deps = { imports: store, files, clock };

  return {
    imports,
    findings,
    objects,
    uploads,
    register,
    photoRows,
    writes: () => writes,
    calls: () => calls,
    /** From now on. */
    dieAt: (plan: typeof fate) => {
      calls = 0;
      fate = plan;
    },
    /** Whatever happens while a photo is on its way. */
    onUpload: (act: () => void) => {
      whenUploaded = act;
    },
    pass: (ms: number) => {
      nowMs += ms;
    },
    messages,
    work,
    start: startImport({
      ...deps,
      placeOfIkm: async () => undefined,
      placeOfSentra: async () => undefined,
      signForm: async ({ key }) => ({ url: 'https://s3.invalid', fields: { key } }),
    }),
    receive: receiveImport(deps),
    commit: commitImport(deps),
    cancel: cancelImport(deps),
    sweep: sweepImports({ ...deps, openImports: async () => [...imports.keys()] }),
  };
};
export type World = ReturnType<typeof createWorld>;

/** Uploads a file and says so. */
export const upload = async (world: World, importId: string, source: Buffer | string, zip?: Buffer): Promise<void> => {
  await world.start(officer, {
    importId: importId as never,
    kind: 'product',
    format: 'csv',
    ...(zip === undefined ? {} : { photos: true }),
  });
  world.objects.set(importKeys.upload(importId, 'source'), Buffer.from(source));
  await world.receive(importKeys.upload(importId, 'source'));
  if (zip === undefined) return;
  world.objects.set(importKeys.upload(importId, 'photos'), zip);
  await world.receive(importKeys.upload(importId, 'photos'));
};

/** Delivers messages until there are none, each as often as it takes; what a dead worker left behind is swept up. */
export const settle = async (
  world: World,
  deliver: (message: World['messages'][number]) => Promise<void> = world.work,
) => {
  for (let round = 0; round < 200; round += 1) {
    const message = world.messages.shift();
    if (message === undefined) {
      world.pass(121_000);
      if ((await world.sweep()) === 0) return;
      continue;
    }
    try {
      await deliver(message);
    } catch (error) {
      if (!(error instanceof Death)) throw error;
    }
  }
  throw new Error('it does not come to an end');
};

/** All that is left when the dust has settled, without what only says how it came about. */
export const endOf = (world: World) => ({
  imports: [...world.imports.values()].map(
    ({ etag: _e, seq: _s, tries: _t, updatedAt: _u, uploads: _p, ...rest }) => rest,
  ),
  findings: [...world.findings.values()],
  register: [...world.register].sort(([a], [b]) => (a < b ? -1 : 1)),
  photoRows: [...world.photoRows]
    .map(([key, { createdAt: _c, ...row }]) => [key, row] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1)),
  uploads: [...world.uploads]
    .map(([key, bytes]) => [key, bytes.toString('hex')])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
  objects: [...world.objects].map(([key, bytes]) => [key, bytes.toString('utf8')]),
});
