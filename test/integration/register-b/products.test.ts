import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { ProductBody } from '../../../shared/domain/product/product.ts';
import { toView } from '../../../shared/domain/product/view.ts';
import type { TableAt } from '../../../shared/persistence/dynamo.ts';
import { createProductRepository } from '../../../shared/persistence/product-repository.dynamo.ts';
import { startDynoxide, type Dynoxide } from '../dynoxide.ts';
import { as, batik, keripik, newPhotoId, newProductId, now, sizeL, sizeS, using } from './harness.ts';

let engine: Dynoxide;
let register: TableAt;
let house: ReturnType<typeof using>;
beforeAll(async () => {
  engine = await startDynoxide();
  register = await engine.createTable('register');
  house = using(register);
});
afterAll(() => engine.stop());

const rowsOf = async (productId: string): Promise<Record<string, unknown>[]> => {
  const { Items = [] } = await register.dynamo.send(
    new QueryCommand({
      TableName: register.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `PRODUCT#${productId}` },
    }),
  );
  return Items;
};

/** A product of a new IKM, and its owner. */
const made = async (body = keripik) => {
  const ikmId = await house.newIkm();
  const owner = as('pemilik', ikmId);
  const productId = newProductId();
  await house.save(owner, { ikmId, productId, body, ifMatch: undefined });
  const save = (change: object, ifMatch?: string) =>
    house.save(owner, { ikmId, productId, body: ProductBody.parse({ ...body, ...change }), ifMatch });
  const officer = as('dinas', '35');
  const approve = async () => {
    const { product } = await house.submit(owner, productId);
    return house.curate(officer, { productId, decision: { etag: product.etag, decision: 'approve', reasons: [] } });
  };
  return { ikmId, owner, officer, productId, save, approve };
};

describe('saving a product', () => {
  test('creates once, repeats for ever, changes only with the present etag', async () => {
    const { ikmId, productId, owner, save } = await made();
    const first = toView(await house.get(owner, { productId }));
    expect(first).toMatchObject({
      etag: '1',
      offer: { etag: '1', priceIdr: 25_000, stock: 40 },
      curation: 'draft',
      approvedEtag: null,
      regionCode: '35.73.01',
      photos: [],
      description: keripik.description,
    });
    expect(await save({})).toMatchObject({ created: false, product: { etag: '1' } });
    const name = 'Keripik Tempe Balado';
    await expect(save({ name })).rejects.toMatchObject({ code: 'if-match-required' });
    await expect(save({ name }, '9')).rejects.toMatchObject({ code: 'stale-etag' });
    const nowhere = { ikmId, productId: newProductId(), body: keripik, ifMatch: '1' };
    await expect(house.save(owner, nowhere)).rejects.toMatchObject({ code: 'not-found' });
    expect(await save({ name }, '1')).toMatchObject({ created: false, product: { etag: '2', content: { name } } });
    await expect(save({ name }, '1')).rejects.toMatchObject({ code: 'stale-etag' });
    expect(await save({})).toMatchObject({ created: false, product: { etag: '2', content: { name } } });
  });

  test('is one item until its offer first changes, and content edits leave that offer as it is', async () => {
    const { owner, productId, save } = await made();
    expect(await rowsOf(productId)).toMatchObject([
      { sk: 'CONTENT', firstOffers: { etag: '1', whole: { stock: 40 } } },
    ]);
    const { offers } = await save({ name: 'Keripik Lain' }, '1');
    expect(offers).toMatchObject({ etag: '1', whole: { stock: 40 } });
    await house.changeOffer(owner, { productId, change: { stock: 7 }, ifMatch: '1' });
    await save({ name: 'Keripik Lagi' }, '2');
    expect((await rowsOf(productId)).map(({ sk }) => sk)).toEqual(['CONTENT', 'OFFER']);
    expect(toView(await house.get(owner, { productId })).offer).toMatchObject({ etag: '2', stock: 7 });
  });

  test('an offer that is changed while its product is deleted leaves nothing behind', async () => {
    const { owner, productId } = await made();
    const products = createProductRepository(register, () => now);
    const file = (await products.read(productId))!;
    await house.remove(owner, productId);
    expect(await products.writeOffers(file.product, file.offers, { ...file.offers, etag: '2' })).toBe('conflict');
    expect((await rowsOf(productId)).map(({ sk }) => sk)).toEqual(['CONTENT']);
  });

  test('an unchanged save writes nothing, and the offer of a later save does not count', async () => {
    const { productId, save } = await made();
    const before = await rowsOf(productId);
    await save({ offer: { priceIdr: 1, availability: 'ready', stock: 0 } }, '1');
    await save({}, '1');
    expect(await rowsOf(productId)).toEqual(before);
    const { offers } = await save({ name: 'Baru', offer: { priceIdr: 1, availability: 'ready', stock: 0 } }, '1');
    expect(offers).toMatchObject({ etag: '1', whole: { priceIdr: 25_000 } });
  });

  test('two at once: one creates, the other finds it', async () => {
    const ikmId = await house.newIkm();
    const productId = newProductId();
    const saved = await Promise.all(
      [1, 2, 3].map(() => house.save(as('pemilik', ikmId), { ikmId, productId, body: keripik, ifMatch: undefined })),
    );
    expect(saved.filter(({ created }) => created)).toHaveLength(1);
  });

  test('of two changes from one etag, one is told it is stale', async () => {
    const { save } = await made();
    const done = await Promise.allSettled([save({ name: 'A' }, '1'), save({ name: 'B' }, '1')]);
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('another IKM’s id, another owner, another region, an unknown or closed IKM', async () => {
    const { productId, ikmId } = await made();
    const mine = await house.newIkm();
    const notFound = { code: 'not-found' };
    const body = keripik;
    const ifMatch = undefined;
    await expect(house.save(as('pemilik', mine), { ikmId: mine, productId, body, ifMatch })).rejects.toMatchObject(
      notFound,
    );
    await expect(house.save(as('kementerian'), { ikmId: mine, productId, body, ifMatch })).rejects.toMatchObject(
      notFound,
    );
    await expect(house.save(as('pemilik', mine), { ikmId, productId, body, ifMatch })).rejects.toMatchObject(notFound);
    await expect(house.get(as('dinas', '51'), { productId })).rejects.toMatchObject(notFound);
    await expect(house.get(as('kementerian'), { productId, ikmId: mine })).rejects.toMatchObject(notFound);
    await expect(
      house.save(as('kementerian'), { ikmId: ulid(), productId: newProductId(), body, ifMatch }),
    ).rejects.toMatchObject(notFound);
    const closed = await house.newIkm({ state: 'closed' });
    await expect(
      house.save(as('kementerian'), { ikmId: closed, productId: newProductId(), body, ifMatch }),
    ).rejects.toMatchObject({ code: 'wrong-state' });
    await expect(house.get({ subject: 'x', memberships: [] }, { productId })).rejects.toMatchObject({
      code: 'not-a-member',
    });
  });

  test('only photos it has, and none that were refused', async () => {
    const { productId, owner, save } = await made();
    const [waiting, refused] = [newPhotoId(), newPhotoId()];
    for (const photoId of [waiting, refused]) {
      await house.issue(owner, { productId, request: { photoId, contentType: 'image/jpeg', bytes: 10 } });
    }
    const attempt = { productId, photoId: refused, objectEtag: 'e', messageId: 'm' };
    await house.photos.begin(attempt);
    await house.photos.finish(attempt, { state: 'rejected', reason: 'photo-unreadable' });
    await expect(save({ photos: [waiting, newPhotoId()] }, '1')).rejects.toMatchObject({
      code: 'bad-request',
      faults: [{ path: 'photos/1', code: 'unknown-photo' }],
    });
    await expect(save({ photos: [refused] }, '1')).rejects.toMatchObject({ faults: [{ code: 'photo-rejected' }] });
    expect(await save({ photos: [waiting] }, '1')).toMatchObject({ product: { content: { photos: [waiting] } } });
    await expect(house.deletePhoto(owner, { productId, photoId: waiting })).rejects.toMatchObject({
      code: 'wrong-state',
    });
  });
});

describe('variants', () => {
  test('keep their offers when content changes, new ones bring theirs, removed ones lose theirs', async () => {
    const { owner, productId, save } = await made(batik);
    await house.changeOffer(owner, {
      productId,
      change: { variantId: sizeS as never, priceIdr: 300_000 },
      ifMatch: '1',
    });
    const sizeM = ulid();
    const offer = { priceIdr: 260_000, availability: 'ready', stock: 1 };
    const [small] = batik.variants!.items;
    const variants = {
      options: [{ name: 'Ukuran', values: ['S', 'M'] }],
      items: [small, { variantId: sizeM, values: ['M'], offer }],
    };
    const { offers } = await save({ variants }, '1');
    expect(offers).toEqual({
      etag: '3',
      byVariant: { [sizeS]: expect.objectContaining({ priceIdr: 300_000 }), [sizeM]: offer },
    });
    expect(offers.byVariant?.[sizeL]).toBeUndefined();
    const view = toView(await house.get(owner, { productId }));
    expect(view.offer).toEqual({ etag: '3' });
    expect(view.variants?.items.map((item) => item.offer.priceIdr)).toEqual([300_000, 260_000]);
  });

  test('a change must say which one', async () => {
    const { owner, productId } = await made(batik);
    const change = (variantId?: string) =>
      house.changeOffer(owner, { productId, change: { variantId: variantId as never, stock: 1 }, ifMatch: '1' });
    await expect(change()).rejects.toMatchObject({ faults: [{ path: 'variantId', code: 'required' }] });
    await expect(change(ulid())).rejects.toMatchObject({ faults: [{ code: 'unknown-variant' }] });
    await expect(change('constructor')).rejects.toMatchObject({ faults: [{ code: 'unknown-variant' }] });
  });
});

describe('changing an offer', () => {
  test('needs the offer’s etag, leaves the content’s alone, and writes nothing when nothing changes', async () => {
    const { owner, productId } = await made();
    const change = (values: object, ifMatch?: string) =>
      house.changeOffer(owner, { productId, change: values, ifMatch });
    await expect(change({ priceIdr: 5 })).rejects.toMatchObject({ code: 'if-match-required' });
    await expect(change({ priceIdr: 5 }, '7')).rejects.toMatchObject({ code: 'stale-etag' });
    const before = await rowsOf(productId);
    await change({ priceIdr: 25_000, stock: 40 }, '1');
    expect(await rowsOf(productId)).toEqual(before);
    expect(await change({ priceIdr: 27_500, availability: 'made-to-order', leadTimeDays: 5 }, '1')).toMatchObject({
      product: { etag: '1' },
      offers: { etag: '2', whole: { priceIdr: 27_500, availability: 'made-to-order', leadTimeDays: 5, stock: 40 } },
    });
  });

  test('a counted stock keeps when it was counted; a count of the future is refused', async () => {
    const { owner, productId } = await made();
    const count = (at: number, ifMatch: string) =>
      house.changeOffer(owner, {
        productId,
        change: { stock: 12, countedAt: new Date(at).toISOString() as never },
        ifMatch,
      });
    expect(await count(now - 1000, '1')).toMatchObject({
      offers: { whole: { stock: 12, countedAt: expect.any(String) } },
    });
    await expect(count(now + 3_600_000, '2')).rejects.toMatchObject({ faults: [{ code: 'in-the-future' }] });
  });

  test('stock changes add up exactly once each, however often and however many at once they come', async () => {
    const { owner, productId } = await made();
    const sell = (changeId: string, by = -1) =>
      house.changeOffer(owner, { productId, change: { stockChange: { by, changeId } }, ifMatch: undefined });
    const ids = Array.from({ length: 4 }, () => ulid());
    await Promise.all([...ids, ...ids].map((id) => sell(id)));
    for (const id of ids) await sell(id);
    expect((await house.get(owner, { productId })).offers.whole?.stock).toBe(36);
    await expect(sell(ids[0]!, -2)).rejects.toMatchObject({ code: 'id-taken' });
    await expect(sell(ulid(), -37)).rejects.toMatchObject({ code: 'stock-too-low' });
    await expect(sell(ulid(), 1_000_000)).rejects.toMatchObject({ code: 'bad-request' });
    expect((await house.get(owner, { productId })).offers.whole?.stock).toBe(36);
  });
});

describe('curation', () => {
  test('an approved version stays while a newer one waits for its decision', async () => {
    const { owner, officer, productId, save, approve } = await made();
    await approve();
    expect(await house.products.read(productId)).toMatchObject({
      product: { curation: 'approved', approvedEtag: '1' },
      approved: { etag: '1', content: { name: keripik.name } },
    });
    await save({ name: 'Keripik Tempe Balado' }, '1');
    const waiting = await house.products.read(productId);
    expect(waiting).toMatchObject({
      product: { curation: 'draft', etag: '2', approvedEtag: '1' },
      approved: { etag: '1', content: { name: keripik.name } },
    });
    await house.submit(owner, productId);
    const decide = (decision: 'approve' | 'return' | 'reject', etag: string, ...reasons: string[]) =>
      house.curate(officer, { productId, decision: { etag, decision, reasons } });
    await expect(decide('approve', '1')).rejects.toMatchObject({ code: 'stale-etag' });
    expect(await decide('return', '2', 'Foto kurang terang')).toMatchObject({
      product: { curation: 'returned', reasons: ['Foto kurang terang'], approvedEtag: '1' },
    });
    expect(await decide('return', '2', 'Foto kurang terang')).toMatchObject({ product: { curation: 'returned' } });
    await expect(decide('approve', '2')).rejects.toMatchObject({ code: 'wrong-state' });
    await house.submit(owner, productId);
    await decide('approve', '2');
    expect(await house.products.read(productId)).toMatchObject({
      product: { approvedEtag: '2' },
      approved: { etag: '2', content: { name: 'Keripik Tempe Balado' } },
    });
  });

  test('an edit between the officer’s look and decision is not approved unseen', async () => {
    const { owner, officer, productId, save } = await made();
    const { product } = await house.submit(owner, productId);
    await save({ name: 'Diganti diam-diam' }, '1');
    await expect(
      house.curate(officer, { productId, decision: { etag: product.etag, decision: 'approve', reasons: [] } }),
    ).rejects.toMatchObject({ code: 'stale-etag' });
    expect((await house.products.read(productId))?.approved).toBeUndefined();
  });

  test('rejected content must change first; owners do not curate; other regions see nothing', async () => {
    const { owner, officer, productId, save } = await made();
    await house.submit(owner, productId);
    const decision = { etag: '1', decision: 'reject' as const, reasons: ['Merek orang lain'] };
    await expect(house.curate(owner, { productId, decision })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(house.curate(as('dinas', '51'), { productId, decision })).rejects.toMatchObject({ code: 'not-found' });
    await house.curate(officer, { productId, decision });
    await expect(house.submit(owner, productId)).rejects.toMatchObject({ code: 'wrong-state' });
    expect(await save({ name: 'Merek sendiri' }, '1')).toMatchObject({ product: { curation: 'draft', reasons: [] } });
    expect(await house.submit(owner, productId)).toMatchObject({ product: { curation: 'submitted' } });
  });
});

describe('putting away', () => {
  test('an archived product is readable and changes no more', async () => {
    const { owner, productId, save, approve } = await made();
    await approve();
    await house.archive(owner, productId);
    expect(await house.archive(owner, productId)).toMatchObject({ product: { archived: true } });
    await expect(save({ name: 'x' }, '1')).rejects.toMatchObject({ code: 'wrong-state' });
    await expect(house.changeOffer(owner, { productId, change: { stock: 1 }, ifMatch: '1' })).rejects.toMatchObject({
      code: 'wrong-state',
    });
    await expect(house.submit(owner, productId)).rejects.toMatchObject({ code: 'wrong-state' });
  });

  test('a deleted product leaves nothing but a mark, and its id is never used again', async () => {
    const { owner, productId, ikmId, approve } = await made();
    await house.issue(owner, { productId, request: { photoId: newPhotoId(), contentType: 'image/png', bytes: 5 } });
    await approve();
    await house.remove(owner, productId);
    const rows = await rowsOf(productId);
    expect(rows).toEqual([expect.objectContaining({ type: 'product', archived: true, deleted: true, ikmId })]);
    expect(JSON.stringify(rows)).not.toContain('Keripik');
    await expect(house.get(owner, { productId })).rejects.toMatchObject({ code: 'not-found' });
    await expect(house.remove(owner, productId)).rejects.toMatchObject({ code: 'not-found' });
    await expect(house.save(owner, { ikmId, productId, body: keripik, ifMatch: undefined })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
