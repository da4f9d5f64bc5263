import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ulid } from 'ulid';
import { curateProduct } from '../../../functions/curate-product/use-case.ts';
import { archiveProduct } from '../../../functions/archive-product/use-case.ts';
import { deleteProduct } from '../../../functions/delete-product/use-case.ts';
import { getVersion } from '../../../functions/get-version/use-case.ts';
import { listVersions } from '../../../functions/list-versions/use-case.ts';
import { nextCuration } from '../../../functions/next-curation/use-case.ts';
import { saveProduct } from '../../../functions/save-product/use-case.ts';
import { saveTrust } from '../../../functions/save-trust/use-case.ts';
import { submitProduct } from '../../../functions/submit-product/use-case.ts';
import { isSampled } from '../../../shared/domain/curation/trust.ts';
import { IkmId, ProductId } from '../../../shared/domain/ids.ts';
import { toListable } from '../../../shared/domain/listing/to-listable.ts';
import type { Caller } from '../../../shared/domain/member/member.ts';
import type { Photo } from '../../../shared/domain/photo/photo.ts';
import { ProductBody } from '../../../shared/domain/product/product.ts';
import { curationQueue } from '../../../shared/persistence/curation-queue.dynamo.ts';
import type { TableAt } from '../../../shared/persistence/dynamo.ts';
import { registerKeys } from '../../../shared/persistence/keys.ts';
import { createMakerOf } from '../../../shared/persistence/makers.dynamo.ts';
import { createPlaceOfIkm } from '../../../shared/persistence/places.dynamo.ts';
import { createProductRepository, readProduct } from '../../../shared/persistence/product-repository.dynamo.ts';
import { createTrusts } from '../../../shared/persistence/trusts.dynamo.ts';
import { createVersions } from '../../../shared/persistence/versions.dynamo.ts';
import { startDynoxide, type Dynoxide } from '../dynoxide.ts';
import { as, newPhotoId } from '../register-b/harness.ts';

let engine: Dynoxide;
let register: TableAt;
let nowMs: number;
let use: ReturnType<typeof using>;
const clock = () => (nowMs += 1);

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(async () => {
  await engine.stop();
});
beforeEach(async () => {
  register = await engine.createTable('register');
  nowMs = Date.parse('2026-11-22T08:00:00Z');
  use = using();
});

const using = () => {
  const products = createProductRepository(register, clock);
  const deps = {
    products,
    placeOfIkm: createPlaceOfIkm(register),
    versions: createVersions(register),
    trusts: createTrusts(register),
    makerOf: createMakerOf({ ...register, publicUrl: 'https://ikm.example', clock }),
    queue: curationQueue(register, clock),
    readProduct: (productId: string) => readProduct(register, productId),
    clock,
  };
  return {
    ...deps,
    save: saveProduct(deps),
    submit: submitProduct(deps),
    curate: curateProduct(deps),
    archive: archiveProduct(deps),
    remove: deleteProduct(deps),
    next: nextCuration(deps),
    listed: listVersions(deps),
    version: getVersion(deps),
    trust: saveTrust(deps),
  };
};

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error as { code?: string }).code,
  );
const put = (item: object) => register.dynamo.send(new PutCommand({ TableName: register.table, Item: item }));
const newIkm = async (more: object = {}) => {
  const ikmId = IkmId.parse(ulid());
  const row = { regionCode: '35.73.01', komoditas: 'kerajinan', state: 'approved', businessName: 'Ukir Jaya', ...more };
  await put({ ...registerKeys.ikm(ikmId), type: 'ikm', ikmId, ...row });
  return ikmId;
};
const bowl = ProductBody.parse({
  name: 'Mangkuk Kayu',
  description: 'Ukiran tangan.',
  komoditas: 'kerajinan',
  kind: 'physical',
  offer: { priceIdr: 50_000, availability: 'ready', stock: 3 },
});
const newProduct = async (ikmId: IkmId, body: object = bowl, productId = ProductId.parse(ulid())) => {
  await use.save(as('pemilik', ikmId), { ikmId, productId, body: ProductBody.parse(body), ifMatch: undefined });
  return productId;
};
const submitted = async (ikmId: IkmId, body: object = bowl) => {
  const productId = await newProduct(ikmId, body);
  await use.submit(as('pemilik', ikmId), productId);
  return productId;
};
const ask = async (officer: Caller, more: object = {}) => use.next(officer, { kind: 'submitted', skip: [], ...more });
const idOf = async (officer: Caller, more: object = {}) => (await ask(officer, more))?.ticket.productId;
const named = (name: string): Caller => ({ ...as('dinas', '35'), subject: name });

describe('the curation queue', () => {
  test('gives the longest waiting in the whole scope, whatever its region, and each officer another', async () => {
    const late = await newIkm({ regionCode: '35.01' });
    const early = await newIkm({ regionCode: '35.78.01.1001' });
    const first = await submitted(early);
    const second = await submitted(late);
    const [ani, budi] = [named('ani'), named('budi')];
    expect(await idOf(ani)).toBe(first);
    expect(await idOf(ani)).toBe(first);
    expect(await idOf(budi)).toBe(second);
    expect(await idOf(named('citra'))).toBeUndefined();
    // a kota's officer gets only what lies there, and nobody what lies elsewhere
    nowMs += 11 * 60_000;
    expect(await idOf({ ...as('dinas', '35.01'), subject: 'd' })).toBe(second);
    expect(await idOf({ ...as('dinas', '35.78'), subject: 'e' })).toBe(first);
    expect(await idOf(as('dinas', '33'))).toBeUndefined();
    expect(await code(ask(as('pemilik', early)))).toBe('forbidden');
  });

  test('officers who ask at the same moment get different products', async () => {
    const ikmId = await newIkm();
    const ids = [await submitted(ikmId), await submitted(ikmId), await submitted(ikmId)];
    const got = await Promise.all(['a', 'b', 'c', 'd'].map((name) => idOf(named(name))));
    expect(got.filter((id) => id !== undefined).sort()).toEqual(ids.sort());
  });

  test('what is held is free again later; what is skipped is passed over', async () => {
    const ikmId = await newIkm();
    const [first, second] = [await submitted(ikmId), await submitted(ikmId)];
    expect(await idOf(named('a'))).toBe(first);
    expect(await idOf(named('a'), { skip: [first] })).toBe(second);
    expect(await idOf(named('b'))).toBeUndefined();
    nowMs += 11 * 60_000;
    expect(await idOf(named('b'))).toBe(first);
  });

  test('it can be asked for one sentra or one komoditas', async () => {
    const sentraId = ulid();
    const [inside, outside] = [await newIkm({ sentraId }), await newIkm()];
    const elsewhere = await submitted(outside);
    const here = await submitted(inside, { ...bowl, komoditas: 'mebel' });
    expect(await idOf(named('a'), { sentraId })).toBe(here);
    nowMs += 11 * 60_000;
    expect(await idOf(named('a'), { komoditas: 'mebel' })).toBe(here);
    expect(await idOf(named('a'), { komoditas: 'kerajinan' })).toBe(elsewhere);
    expect(await idOf(as('kementerian'), { sentraId: ulid() })).toBeUndefined();
  });

  test('a long line held by others is passed over, stretch by stretch', async () => {
    const ikms = [await newIkm({ regionCode: '35.01' }), await newIkm({ regionCode: '33.74' })];
    const ids: string[] = [];
    for (let n = 0; n < 60; n += 1) ids.push(await submitted(ikms[n % 2] ?? ikms[0]!));
    for (const id of ids.slice(0, 58))
      expect(await use.queue.claim(id, { by: 'other', untilMs: nowMs + 600_000 })).toBe(true);
    expect(await idOf({ ...as('kementerian'), subject: 'a' })).toBe(ids[58]);
    expect(await idOf({ ...as('kementerian'), subject: 'b' })).toBe(ids[59]);
  }, 30_000);

  test('a province with a short line does not overtake one with a long line', async () => {
    const [long, short] = [await newIkm({ regionCode: '35.01' }), await newIkm({ regionCode: '33.74' })];
    const ids: string[] = [];
    for (let n = 0; n < 26; n += 1) ids.push(await submitted(long));
    await submitted(short);
    for (const id of ids.slice(0, 25)) await use.queue.claim(id, { by: 'other', untilMs: nowMs + 600_000 });
    expect(await idOf({ ...as('kementerian'), subject: 'a' })).toBe(ids[25]);
  });

  test('what was decided, archived or deleted waits no more', async () => {
    const ikmId = await newIkm();
    const [decided, archived, deleted] = [await submitted(ikmId), await submitted(ikmId), await submitted(ikmId)];
    await use.curate(named('a'), { productId: decided, decision: { etag: '1', decision: 'reject', reasons: ['x'] } });
    await use.archive(as('pemilik', ikmId), archived);
    await use.remove(as('pemilik', ikmId), deleted);
    expect(await idOf(named('b'))).toBeUndefined();
    const { Items = [] } = await register.dynamo.send(
      new QueryCommand({
        TableName: register.table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `PRODUCT#${deleted}` },
      }),
    );
    expect(Items.map(({ sk }) => sk)).toEqual(['CONTENT']);
  });

  test('brings all a decision needs: problems, changes since the approved version, earlier reasons', async () => {
    const ikmId = await newIkm({ state: 'submitted' });
    const owner = as('pemilik', ikmId);
    const productId = await submitted(ikmId);
    const first = await ask(named('a'));
    expect(first?.problems.map(({ code: each }) => each)).toEqual(
      expect.arrayContaining(['ikm-not-verified', 'no-photo']),
    );
    expect(first?.problems.map(({ code: each }) => each)).not.toContain('product-not-approved');
    expect(first?.changes.map(({ path }) => path)).toContain('name');
    await use.curate(named('a'), {
      productId,
      decision: { etag: '1', decision: 'return', reasons: ['photo-blurred'] },
    });
    await use.submit(owner, productId);
    expect((await ask(named('a')))?.earlier).toMatchObject([
      { etag: '1', step: { step: 'return', reasons: ['photo-blurred'], by: 'a' } },
    ]);
    await use.curate(named('a'), { productId, decision: { etag: '1', decision: 'approve', reasons: [] } });
    const body = ProductBody.parse({ ...bowl, name: 'Mangkuk Kayu Jati', attributes: { bahan: 'Jati' } });
    await use.save(owner, { ikmId, productId, body, ifMatch: '1' });
    await use.submit(owner, productId);
    expect((await ask(named('a')))?.changes).toEqual([
      { path: 'name', before: 'Mangkuk Kayu', after: 'Mangkuk Kayu Jati' },
      { path: 'attributes/bahan', before: undefined, after: 'Jati' },
    ]);
  });
});

describe('versions', () => {
  test('each that was handed in is kept with who did what, and what it changed', async () => {
    const ikmId = await newIkm();
    const owner = as('pemilik', ikmId);
    const productId = await submitted(ikmId);
    // a repetition adds nothing
    await use.submit(owner, productId);
    const approve = { productId, decision: { etag: '1', decision: 'approve' as const, reasons: [] } };
    await use.curate(named('a'), approve);
    await use.curate(named('a'), approve);
    const body = ProductBody.parse({ ...bowl, name: 'Baskom' });
    await use.save(owner, { ikmId, productId, body, ifMatch: '1' });
    await use.submit(owner, productId);
    expect(await use.listed(owner, productId)).toMatchObject([
      { etag: '2', changed: ['name'], history: [{ step: 'submit', by: owner.subject }] },
      { etag: '1', history: [{ step: 'submit' }, { step: 'approve', by: 'a' }] },
    ]);
    expect((await use.version(owner, { productId, etag: '1' })).content.name).toBe('Mangkuk Kayu');
    expect(await code(use.version(owner, { productId, etag: '3' }))).toBe('not-found');
    expect(await code(use.version(as('pemilik', ulid()), { productId, etag: '1' }))).toBe('not-found');
    expect((await readProduct(register, productId))?.approved?.content.name).toBe('Mangkuk Kayu');
  });

  test('the newest fifty stay', async () => {
    const ikmId = await newIkm();
    const owner = as('pemilik', ikmId);
    const productId = await submitted(ikmId);
    for (let n = 1; n <= 53; n += 1) {
      const body = ProductBody.parse({ ...bowl, name: `Mangkuk ${n}` });
      await use.save(owner, { ikmId, productId, body, ifMatch: String(n) });
      await use.curate(named('a'), {
        productId,
        decision: { etag: String(n + 1), decision: 'return', reasons: ['x'] },
      });
      await use.submit(owner, productId);
    }
    const kept = await use.listed(owner, productId);
    expect(kept).toHaveLength(50);
    expect([kept[0]?.etag, kept.at(-1)?.etag]).toEqual(['54', '5']);
  }, 30_000);
});

/** A product whose first version is looked at afterwards, or not. */
const idThatIs = (sampled: boolean): ProductId => {
  for (;;) {
    const id = ProductId.parse(ulid());
    if (isSampled(id, '1') === sampled) return id;
  }
};

describe('trust', () => {
  const trusted = async () => {
    const ikmId = await newIkm();
    await use.trust(named('a'), ikmId, { trusted: true, reason: 'Mutu terjaga' });
    return ikmId;
  };
  /** With a ready photo, so that nothing stands against it. */
  const complete = async (ikmId: IkmId, sampled: boolean) => {
    const owner = as('pemilik', ikmId);
    const productId = await newProduct(ikmId, bowl, idThatIs(sampled));
    const photoId = newPhotoId();
    const file = (await readProduct(register, productId))!;
    const rendition = { name: `${'a'.repeat(32)}.jpg`, width: 1, height: 1, bytes: 1 };
    const photo = {
      productId,
      photoId,
      contentType: 'image/jpeg',
      bytes: 1,
      createdAt: file.product.createdAt,
      state: 'ready',
      renditions: { large: rendition, small: rendition },
      placeholder: 'x',
      advice: [],
    } as unknown as Photo;
    const product = { ...file.product, content: { ...file.product.content, photos: [photoId] } };
    await use.products.write({ before: file.product, product, newPhotos: [photo] });
    const { product: after } = await use.submit(owner, productId);
    return { owner, productId, after };
  };

  test('is given by officers to approved IKMs, once', async () => {
    const ikmId = await newIkm();
    const body = { trusted: true, reason: 'Mutu terjaga' };
    expect(await code(use.trust(as('pemilik', ikmId), ikmId, body))).toBe('forbidden');
    expect(await code(use.trust(as('dinas', '33'), ikmId, body))).toBe('not-found');
    const given = await use.trust(named('a'), ikmId, body);
    expect(await use.trust(named('b'), ikmId, body)).toEqual(given);
    expect(await code(use.trust(named('b'), ikmId, { trusted: false, reason: 'x', etag: '7' }))).toBe('stale-etag');
    expect(await use.trust(named('b'), ikmId, { trusted: false, reason: 'x', etag: '1' })).toMatchObject({ etag: '2' });
    expect(await code(use.trust(named('b'), await newIkm({ state: 'draft' }), body))).toBe('wrong-state');
  });

  test('approves at once what nothing stands against', async () => {
    const { productId, after, owner } = await complete(await trusted(), false);
    expect(after).toMatchObject({ curation: 'approved', approvedEtag: '1' });
    expect((await readProduct(register, productId))?.approved?.etag).toBe('1');
    expect(await idOf(named('b'))).toBeUndefined();
    expect(await idOf(named('b'), { kind: 'sample' })).toBeUndefined();
    expect(await use.listed(owner, productId)).toMatchObject([
      { history: [{ step: 'submit' }, { step: 'approve', by: 'a', trusted: true }] },
    ]);
  });

  test('leaves what lacks something to an officer', async () => {
    const ikmId = await trusted();
    const productId = await submitted(ikmId);
    expect((await readProduct(register, productId))?.product.curation).toBe('submitted');
    expect(await idOf(named('b'))).toBe(productId);
  });

  test('a sample is looked at afterwards, and may stay', async () => {
    const { productId } = await complete(await trusted(), true);
    const next = await ask(named('b'), { kind: 'sample' });
    expect(next).toMatchObject({ etag: '1', ticket: { productId, kind: 'sample' }, trusted: true });
    expect(await idOf(named('b'))).toBeUndefined();
    const keep = { productId, decision: { etag: '1', decision: 'approve' as const, reasons: [] } };
    expect((await use.curate(named('b'), keep)).product.curation).toBe('approved');
    expect((await use.curate(named('b'), keep)).product.curation).toBe('approved');
    nowMs += 11 * 60_000;
    expect(await idOf(named('c'), { kind: 'sample' })).toBeUndefined();
  });

  test('one sent back loses its approval, comes off the shops, and ends the trust', async () => {
    const ikmId = await trusted();
    const { productId, owner } = await complete(ikmId, true);
    const back = { productId, decision: { etag: '1', decision: 'return' as const, reasons: ['photo-not-product'] } };
    await Promise.all([use.curate(named('b'), back), use.curate(named('c'), back)]);
    const file = await readProduct(register, productId);
    expect(file?.product).toMatchObject({ curation: 'returned', reasons: ['photo-not-product'] });
    expect(file?.product.approvedEtag).toBeUndefined();
    expect(file?.approved).toBeUndefined();
    expect(toListable(file, await use.makerOf(ikmId)).kind).toBe('off');
    expect(await use.trusts.read(ikmId)).toMatchObject({ trusted: false, etag: '2' });
    // the next is looked at first, and once approved it is on sale again
    await use.submit(owner, productId);
    expect(await idOf(named('b'))).toBe(productId);
    await use.curate(named('b'), { productId, decision: { etag: '1', decision: 'approve', reasons: [] } });
    expect(toListable(await readProduct(register, productId), await use.makerOf(ikmId)).kind).toBe('listable');
  });

  test('taken away at the same moment, it approves nothing any more', async () => {
    const ikmId = await trusted();
    const trusts = {
      read: async () => {
        const before = await use.trusts.read(ikmId);
        if (before?.trusted === true) await use.trust(named('z'), ikmId, { trusted: false, reason: 'x' });
        return before;
      },
    };
    const submit = submitProduct({ ...use, trusts });
    const { productId, after, owner } = await complete(ikmId, false);
    expect(after.curation).toBe('approved');
    const body = ProductBody.parse({ ...bowl, name: 'Piring', photos: after.content.photos });
    await use.save(owner, { ikmId, productId, body, ifMatch: '1' });
    expect((await submit(owner, productId)).product.curation).toBe('submitted');
  });

  test('about one in ten is sampled, always the same ones', () => {
    const ids = Array.from({ length: 2000 }, (_, n) => `01JCXQ9A1B3C5D7E9F1G3H${String(n).padStart(4, '0')}`);
    const sampled = ids.filter((id) => isSampled(id, '1'));
    expect(sampled.length).toBeGreaterThan(140);
    expect(sampled.length).toBeLessThan(260);
    expect(ids.filter((id) => isSampled(id, '1'))).toEqual(sampled);
  });
});
