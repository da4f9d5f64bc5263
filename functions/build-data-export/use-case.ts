import type { DataKey, Sealer } from '../../shared/domain/identity/sealer.ts';
import type { IkmRepository } from '../../shared/domain/ikm/ikm-repository.ts';
import type { AuditEntry } from '../../shared/domain/privacy/audit.ts';
import { exportKey, type DataRequest, type DataRequests } from '../../shared/domain/privacy/data-request.ts';
import { nextEtag } from '../../shared/domain/save.ts';
import { toIso, type Clock } from '../../shared/domain/time.ts';
import { toPage, type Section } from './page.ts';

/** A row as stored. */
export type Stored = Readonly<Record<string, unknown>>;

/** A file of the copy. */
export interface CopyFile {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface BuildDataExportDeps {
  readonly ikms: Pick<IkmRepository, 'get'>;
  readonly requests: Pick<DataRequests, 'read' | 'ofIkm' | 'write'>;
  /** Everything kept under an IKM's id, who acts for it included. */
  readonly recordsOf: (ikmId: string) => Promise<readonly Stored[]>;
  /** All rows of its products, and the names of their finished photos. */
  readonly productsOf: (
    ikmId: string,
  ) => Promise<{ readonly rows: readonly Stored[]; readonly photos: readonly string[] }>;
  readonly listingsOf: (ikmId: string) => Promise<readonly object[]>;
  /** Its parts of orders, without who bought. */
  readonly ordersOf: (ikmId: string) => Promise<readonly object[]>;
  readonly trailOf: (ikmId: string) => Promise<readonly AuditEntry[]>;
  readonly readPhoto: (name: string) => Promise<Uint8Array | undefined>;
  readonly papersOf: (ikmId: string) => AsyncIterable<CopyFile>;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly store: (key: string, files: readonly CopyFile[], at: Date) => Promise<number>;
  readonly remove: (key: string) => Promise<void>;
  readonly clock: Clock;
}

/** Photos in one copy; what is left stands in the register, named in the data. */
const mostPhotos = 150;

/** How the house keeps a row, which says nothing of the person. */
const inner = new Set([
  'pk',
  'sk',
  'sealed',
  'dataKey',
  'locks',
  'keyVersion',
  'createdWith',
  'etag',
  'seq',
  'expiresAt',
  'contentDigest',
  'revision',
]);
const isInner = (name: string): boolean => inner.has(name) || /(Pk|Sk)$/.test(name);

/** What becomes of a request whose data were erased before the copy was made. */
const tooLate: Pick<DataRequest, 'state' | 'reasons'> = {
  state: 'refused',
  reasons: ['Data ini sudah dihapus atas permintaan pemiliknya.'],
};

/**
 * Makes the copy of a person's data: one ZIP of a JSON file for machines, a page for people, photos and papers. Repeated, it
 * does nothing, or after a crash writes the same file again.
 */
export const buildDataExport = (deps: BuildDataExportDeps) => {
  /** A row as its person may read it: opened, without the house's own attributes. */
  const show = async (key: DataKey, row: Stored): Promise<Stored> => {
    const sealed = Object.fromEntries(
      Object.entries(row['sealed'] ?? {}).flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : [])),
    );
    // what another key seals (an officer's name in a membership) is another person's
    const opened = await deps.sealer.open(key, sealed).catch(() => ({}));
    return { ...Object.fromEntries(Object.entries(row).filter(([name]) => !isInner(name))), ...opened };
  };

  const gather = async (request: DataRequest, key: DataKey): Promise<readonly CopyFile[]> => {
    const { ikmId } = request;
    const [records, products, listings, orders, trail] = await Promise.all([
      deps.recordsOf(ikmId),
      deps.productsOf(ikmId),
      deps.listingsOf(ikmId),
      deps.ordersOf(ikmId),
      deps.trailOf(ikmId),
    ]);
    const all = async (rows: readonly Stored[]): Promise<readonly Stored[]> =>
      Promise.all(rows.map((row) => show(key, row)));
    const sections: readonly Section[] = [
      { name: 'usaha', title: 'Data usaha dan pemilik', rows: await all(records) },
      { name: 'produk', title: 'Produk', rows: await all(products.rows) },
      { name: 'penayangan', title: 'Penayangan di lokapasar', rows: await all(listings.map((row) => ({ ...row }))) },
      { name: 'pesanan', title: 'Pesanan', rows: await all(orders.map((row) => ({ ...row }))) },
      { name: 'jejak', title: 'Siapa yang melihat atau mengubah data ini', rows: trail.map((row) => ({ ...row })) },
    ];
    const json = JSON.stringify(Object.fromEntries(sections.map(({ name, rows }) => [name, rows])), null, 2);
    const files: CopyFile[] = [
      { name: 'data.json', bytes: Buffer.from(json) },
      { name: 'data.html', bytes: Buffer.from(toPage(sections, request.at)) },
    ];
    for (const name of products.photos.slice(0, mostPhotos)) {
      const bytes = await deps.readPhoto(name);
      if (bytes !== undefined) files.push({ name: `foto/${name}`, bytes: Buffer.from(bytes) });
    }
    for await (const file of deps.papersOf(ikmId)) files.push(file);
    return files;
  };

  /** Whether an erasure is at, or past, the point from which no copy may come into being. */
  const isDestroyed = async (ikmId: string): Promise<boolean> =>
    (await deps.requests.ofIkm(ikmId)).some(
      ({ kind, state, step }) => kind === 'erasure' && step === 'destroy' && (state === 'working' || state === 'done'),
    );

  return async (ikmId: string, requestId: string): Promise<void> => {
    const request = await deps.requests.read(ikmId, requestId);
    const found = await deps.ikms.get(ikmId);
    if (request?.kind !== 'access' || request.state !== 'working' || found === undefined) return;
    const end = async (change: Partial<DataRequest>): Promise<void> => {
      const doneAt = toIso(deps.clock());
      await deps.requests.write({ ...request, ...change, doneAt, etag: nextEtag(request.etag) }, request);
    };
    if (await isDestroyed(ikmId)) return end(tooLate);
    const files = await gather(request, found.key);
    const key = exportKey(request);
    const exportBytes = await deps.store(key, files, new Date(request.at));
    // looked at again: the erasure may have passed by before the copy was there
    if (!(await isDestroyed(ikmId))) return end({ state: 'done', exportBytes });
    await deps.remove(key);
    await end(tooLate);
  };
};
