import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildPack } from '../../../../functions/build-pack/use-case.ts';
import { getPack } from '../../../../functions/get-pack/use-case.ts';
import { openPack } from '../../../../functions/open-pack/use-case.ts';
import type { Caller } from '../../../../shared/domain/member/member.ts';
import { missingFor, packChecks } from '../../../../shared/domain/pack/checks.ts';
import { packKeptMs, type Pack } from '../../../../shared/domain/pack/pack.ts';
import { safeText } from '../../../../shared/domain/pack/sheets.ts';
import { unzip } from '../../../unzip.ts';

const nowMs = Date.parse('2026-11-22T08:00:00.000Z');
const packId = '01JCXQ9B2C4D6E8F0G2H4J6K8M' as any;
const ikmId = '01JCXQ5A2B4C6D8E0F2G4H6J8K' as any;
const sentraId = '01JCXQ4Z8E5T7V9W1Y3A5C7E9G' as any;
const photoId = '01JCXQ7A1B2C3D4E5F6G7H8J9K';
const place = { regionCode: '35.73', ikmId, sentraId };
const hostile = '=HYPERLINK("http://evil.example","Klik")';

const caller = (role: string, ...scope: string[]): Caller =>
  ({ subject: 's', memberships: [{ memberId: 'm', role, scope }] }) as unknown as Caller;

const store = () => {
  const packs = new Map<string, Pack>();
  return {
    packs,
    repository: {
      read: (id: string) => Promise.resolve(packs.get(id)),
      create: (pack: Pack) => {
        if (packs.has(pack.packId)) return Promise.resolve('conflict' as const);
        packs.set(pack.packId, pack);
        return Promise.resolve('written' as const);
      },
      finish: (pack: Pack) => {
        packs.set(pack.packId, { ...pack, state: 'ready', etag: '2' });
        return Promise.resolve();
      },
    },
  };
};

const product = (name: string, changes: object = {}): any => ({
  product: { productId: `P-${name}`, ikmId, archived: false, content: {} },
  offers: { etag: '1', whole: { priceIdr: 18_500, availability: 'ready', stock: 3 } },
  approved: {
    etag: '1',
    at: '',
    content: {
      name,
      description: 'Renyah',
      komoditas: 'makanan',
      kind: 'physical',
      photos: [photoId],
      legality: [
        { type: 'halal', number: 'ID35110000123456789' },
        { type: 'P-IRT', number: '206357301001227' },
      ],
      shelfLifeDays: 90,
      package: { weightGrams: 300, lengthMm: 200, widthMm: 150, heightMm: 55 },
      ...changes,
    },
  },
  photos: [
    {
      photoId,
      state: 'ready',
      renditions: { large: { name: `${'a'.repeat(32)}.jpg`, width: 1200, height: 1200, bytes: 3 } },
    },
  ],
});

const build = (found: readonly any[], target: 'padi' | 'inaproc' = 'inaproc', memory = store()) => {
  const files = new Map<string, Buffer>();
  memory.packs.set(packId, {
    packId,
    holder: { type: 'ikm', id: ikmId },
    place,
    target,
    state: 'waiting',
    etag: '1',
    createdAt: '2026-11-22T08:00:00.000Z' as any,
  });
  const read: string[] = [];
  const run = buildPack({
    packs: memory.repository,
    productIdsOf: async function* () {
      await Promise.resolve();
      yield* found.map((_, n) => String(n));
    },
    readProduct: (id) => Promise.resolve(found[Number(id)]),
    makerOf: () =>
      Promise.resolve({
        state: 'approved',
        seller: { ikmId, businessName: hostile },
        origin: { sentraName: 'Sentra Sanan', regionName: 'Kota Malang' },
        regionCode: '35.73',
        nib: '0220001234567',
      }),
    readRendition: (name) => {
      read.push(name);
      return Promise.resolve(new Uint8Array([0xff, 0xd8, 0xff]));
    },
    store: async (key, _name, content) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of content) chunks.push(chunk);
      files.set(key, Buffer.concat(chunks));
      return files.get(key)!.length;
    },
    clock: () => nowMs,
  });
  return { run: () => run(packId), files, memory, read };
};

/** Texts of the first sheet, as they stand in the file. */
const sheetXml = (xlsx: Uint8Array): { readonly cells: string; readonly all: string } => {
  const parts = unzip(xlsx);
  const all = Object.entries(parts)
    .filter(([name]) => name.endsWith('.xml'))
    .map(([, bytes]) => bytes.toString())
    .join('\n');
  return { cells: parts['xl/worksheets/sheet1.xml']!.toString(), all };
};

describe('a pack', () => {
  test('holds sheet, checklist, words and photos, and opens again', async () => {
    const { run, files, memory } = build([product('Keripik Tempe')]);
    expect(await run()).toBe('built');
    const parts = unzip(files.get(`packs/${packId}.zip`)!);
    expect(Object.keys(parts).sort()).toEqual([
      'BACA-SAYA.txt',
      'daftar-periksa.txt',
      'daftar-periksa.xlsx',
      'foto/001/1.jpg',
      'produk.xlsx',
    ]);
    expect(parts['foto/001/1.jpg']).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    const { cells, all } = sheetXml(parts['produk.xlsx']!);
    expect(all).toContain('Keripik Tempe');
    expect(all).toContain('0220001234567');
    expect(cells).toContain('<v>18500</v>');
    expect(parts['daftar-periksa.txt']!.toString()).toContain('[WAJIB] Nilai TKDN belum ada.');
    expect(parts['BACA-SAYA.txt']!.toString()).toContain('INAPROC e-Katalog');
    expect(memory.packs.get(packId)).toMatchObject({
      state: 'ready',
      counts: { products: 1, complete: 0, photos: 1, left: 0 },
    });
  });

  test('no text in it becomes a formula', async () => {
    const { run, files } = build([product(hostile, { description: '+1', brand: '@x', composition: '-1+2' })]);
    await run();
    const parts = unzip(files.get(`packs/${packId}.zip`)!);
    for (const name of ['produk.xlsx', 'daftar-periksa.xlsx']) {
      const { cells, all } = sheetXml(parts[name]!);
      expect(cells).not.toContain('<f>');
      expect(all).toMatch(/>(?:'|&#39;|&apos;)=HYPERLINK/);
      expect(all).not.toMatch(/>=HYPERLINK/);
    }
  });

  test('built again after a crash it is the same file; once ready it is left alone', async () => {
    const first = build([product('Keripik'), product('Sambal')]);
    await first.run();
    const again = build([product('Keripik'), product('Sambal')]);
    await again.run();
    const [one, other] = [first, again].map(({ files }) => unzip(files.get(`packs/${packId}.zip`)!));
    expect(Object.keys(one!)).toEqual(Object.keys(other!));
    expect(one!['daftar-periksa.txt']).toEqual(other!['daftar-periksa.txt']);
    expect(await first.run()).toBe('done');
  });

  test('takes only what may be listed, and tells how many did not fit', async () => {
    const many = Array.from({ length: 303 }, (_, n) => product(`Produk ${String(n)}`));
    const { run, memory, read } = build([product('Lama', { photos: [] }), ...many]);
    await run();
    expect(memory.packs.get(packId)?.counts).toEqual({ products: 300, complete: 0, photos: 300, left: 3 });
    expect(read).toHaveLength(300);
  });

  test('a photo that is not in the store fails the run, so that it comes again', async () => {
    const { memory } = build([]);
    const run = buildPack({
      packs: memory.repository,
      productIdsOf: async function* () {
        await Promise.resolve();
        yield '0';
      },
      readProduct: () => Promise.resolve(product('Keripik')),
      makerOf: () =>
        Promise.resolve({
          state: 'approved',
          seller: { ikmId, businessName: 'x' },
          origin: { regionName: 'y' },
          regionCode: '35',
        }),
      readRendition: () => Promise.resolve(undefined),
      store: async (_key, _name, content) => {
        let bytes = 0;
        for await (const chunk of content) bytes += chunk.byteLength;
        return bytes;
      },
      clock: () => nowMs,
    });
    await expect(run(packId)).rejects.toThrow('not in the store');
    expect(memory.packs.get(packId)?.state).toBe('waiting');
  });
});

describe('texts in sheets', () => {
  test('none begins as a formula does', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(safeText(text)).not.toMatch(/^\s*[=+\-@|%]|^[\t\r\n]/);
      }),
    );
  });
});

describe('what is missing', () => {
  const listable: any = {
    name: 'Keranjang',
    description: 'x'.repeat(120),
    komoditas: 'kerajinan',
    kind: 'physical',
    attributes: {},
    legality: [{ type: 'TKDN', number: '1234/SJ-IND.8/TKDN/2026' }],
    brand: 'Rotan Jaya',
    kbli: { scheme: '2025', code: '16292' },
    package: { weightGrams: 1, lengthMm: 1, widthMm: 1, heightMm: 1 },
    photos: ['a', 'b', 'c'],
  };

  test('nothing of a whole product', () => {
    expect(missingFor('inaproc', { product: listable, nib: '0220001234567' }, nowMs)).toEqual([]);
  });

  test('TKDN is needed by government and helps with BUMN', () => {
    const of = { product: { ...listable, legality: [] }, nib: '0220001234567' };
    expect(missingFor('inaproc', of, nowMs)).toMatchObject([{ code: 'tkdn-missing', needed: true }]);
    expect(missingFor('padi', of, nowMs)).toMatchObject([{ code: 'tkdn-advised', needed: false }]);
  });

  test('what law asks of the product stands beside it, what is needed first', () => {
    const of = { product: { ...listable, komoditas: 'makanan', shelfLifeDays: 90, photos: [] } };
    const missing = missingFor('padi', of, nowMs);
    expect(missing.map(({ code }) => code)).toEqual(expect.arrayContaining(['nib-missing', 'halal-missing']));
    expect(missing.map(({ needed }) => needed)).toEqual(
      missing.map(({ needed }) => needed).sort((a, b) => Number(b) - Number(a)),
    );
  });

  test.each(packChecks.map((check) => [check.code, check] as const))(
    '%s names its source',
    (_code, { source, fix }) => {
      expect(source).not.toBe('');
      expect(fix).toMatch(/\.$/);
    },
  );
});

describe('asking for a pack', () => {
  const ask = (memory = store()) => ({
    memory,
    act: openPack({
      placeOfIkm: (id) => Promise.resolve(id === ikmId ? place : undefined),
      placeOfSentra: (id) => Promise.resolve(id === sentraId ? { regionCode: '35.73', sentraId } : undefined),
      packs: memory.repository,
      clock: () => nowMs,
    }),
  });
  const body = { packId, target: 'padi' as const };

  test('is taken in once, however often it is asked', async () => {
    const { act, memory } = ask();
    const first = await act(caller('pemilik', ikmId), { ikmId, body });
    expect(first).toMatchObject({ state: 'waiting', holder: { type: 'ikm', id: ikmId } });
    expect(await act(caller('pemilik', ikmId), { ikmId, body })).toEqual(first);
    expect(memory.packs.size).toBe(1);
    await expect(act(caller('pemilik', ikmId), { ikmId, body: { ...body, target: 'inaproc' } })).rejects.toMatchObject({
      code: 'id-taken',
    });
  });

  test.each([
    ['another owner', caller('pemilik', '01JCXQ5A2B4C6D8E0F2G4H6J8X'), { ikmId, body }],
    ['another province', caller('dinas', '33'), { sentraId, body }],
    ['an owner for all of a sentra', caller('pemilik', ikmId), { sentraId, body }],
  ])('%s is told that there is nothing', async (_who, who, input) => {
    await expect(ask().act(who, input)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('fetched by those in scope, by a short link, until it expires', async () => {
    const { act, memory } = ask();
    await act(caller('dinas', '35'), { sentraId, body });
    const fetch = (who: Caller, at = nowMs) =>
      getPack({ packs: memory.repository, linkTo: (key) => Promise.resolve(`https://files/${key}`), clock: () => at })(
        who,
        packId,
      );
    expect(await fetch(caller('dinas', '35.73'))).not.toHaveProperty('download');
    await memory.repository.finish(memory.packs.get(packId)!);
    expect(await fetch(caller('pendamping', sentraId))).toMatchObject({
      state: 'ready',
      download: { url: `https://files/packs/${packId}.zip` },
    });
    await expect(fetch(caller('pemilik', ikmId))).rejects.toMatchObject({ code: 'not-found' });
    await expect(fetch(caller('kementerian'), nowMs + packKeptMs)).rejects.toMatchObject({ code: 'not-found' });
  });
});
